"""The knowledge test on paper: both forms of a track, and the key for whoever marks them.

It is made of the same questions as the test on the screen, so the two cannot drift apart.
"""

from __future__ import annotations

from qilab.learner.knowledge.forms import LETTERS, TrackTest, newest
from qilab.learner.knowledge.questions import UNSURE, Question
from qilab.learner.knowledge.stem import describe, numbers_of, spec, table_of

from . import typst_text as ty
from .paper import FICTION, Pages


def knowledge_test_forms(track: str) -> bytes:
    """The paper forms of a track's newest test as PDF: form A, form B, and the key. ValueError for an unknown track."""
    test = newest(track)
    pages = Pages(
        f"Knowledge test: {test.title}", f"Knowledge test, {test.title}, version {test.version} · {FICTION}"
    )
    _cover(pages, test)
    for letter in LETTERS:
        _form(pages, test, letter)
    _key(pages, test)
    return pages.pdf()


def _cover(pages: Pages, test: TrackTest) -> None:
    pages.add(f"\n#heading(level: 1)[{ty.said(f'Knowledge test: {test.title}')}]\n").markdown(
        f"""**For the facilitator.** Version {test.version}, {len(test.questions)} questions, about 15 minutes. Form A and form B ask
the same things about different stories and numbers. Give half of the room form A first and the other half form B, and swap
at the end, so that a form that happens to be harder changes nothing in the gain.

Everybody works on their own. Nobody needs to put a name on the sheet: a word that they will remember is enough to match the two.
The key is on the last pages. Compare the room before and after, never one person with another.

All trusts here are **fictional** and all numbers **synthetic**."""
    )


def _form(pages: Pages, test: TrackTest, letter: str) -> None:
    pages.new_page().heading(f"{test.title}, form {letter}", 1)
    pages.markdown(
        f"Version {test.version}. A word to recognise this sheet by: ______________________  Before or after? __________"
    )
    pages.markdown(
        "Tick one box for each question. If you cannot tell, tick the last box, because a guess only blurs what you gain."
    )
    for number, question in enumerate(test.questions, 1):
        _question(pages, number, question, letter)
    pages.heading("How sure are you, from 0 to 10, that you can …")
    pages.markdown("\n".join(f"- … {words}: ____" for words in test.skills.values()))
    pages.markdown(
        "**At the end of the course only:** how sure were you really, before? Write that beside each, in brackets."
    )


def _question(pages: Pages, number: int, question: Question, letter: str) -> None:
    version = question.versions[letter]
    pages.heading(f"Question {number}").markdown(version.story)
    table = table_of(version)
    if table is not None:
        pages.table(table)
    if version.chart is not None:
        pages.picture(spec(version.chart), describe(version.chart))
        pages.markdown(f"The numbers: {numbers_of(version.chart)}.")
    boxes = "\n".join(f"- ☐ {words}" for words in (*version.options, UNSURE))
    pages.add("\n#block(breakable: false)[").markdown(f"**{version.ask}**\n\n{boxes}").add("\n]\n")


def _key(pages: Pages, test: TrackTest) -> None:
    pages.new_page().heading("For the facilitator: key", 1)
    for letter in LETTERS:
        rows = []
        for number, question in enumerate(test.questions, 1):
            version = question.versions[letter]
            read = f"{question.entry.name}, “{question.read}”"
            rows.append([ty.said(words) for words in (str(number), version.right, version.why, read)])
        pages.heading(f"Form {letter}").add(ty.table(["", "Right", "Why", "To read"], rows))
