"""The knowledge test on paper: both forms of a track, their answer sheets, a key to mark with, cards, and the reasons.

It is made of the same questions as the test on the screen, so the two cannot drift apart.
"""

from __future__ import annotations

from qilab.learner.knowledge.forms import LETTERS, TrackTest, newest
from qilab.learner.knowledge.minutes import ROOM, minutes_of, minutes_to_mark, minutes_to_type
from qilab.learner.knowledge.questions import Question
from qilab.learner.knowledge.stem import describe, numbers_of, spec, table_of

from . import typst_text as ty
from .answer_cards import answer_cards
from .paper import FICTION, Pages

ROW = "0.72cm"  # of the answer sheet and of the key alike, so that one can be laid beside the other


def knowledge_test_forms(track: str) -> bytes:
    """The paper forms of a track's newest test as PDF: both forms with an answer sheet each, then for the facilitator the
    key, the reasons and cards to hold up. ValueError for an unknown track.
    """
    test = newest(track)
    pages = Pages(
        f"Knowledge test: {test.title}", f"Knowledge test, {test.title}, version {test.version} · {FICTION}"
    )
    _cover(pages, test)
    for letter in LETTERS:
        _answer_sheet(pages, test, letter)
        _form(pages, test, letter)
    _key(pages, test)
    _reasons(pages, test)
    answer_cards(pages)
    return pages.pdf()


def _cover(pages: Pages, test: TrackTest) -> None:
    before, after = (minutes_of(test, when) for when in ("before", "after"))
    pages.add(f"\n#heading(level: 1)[{ty.said(f'Knowledge test: {test.title}')}]\n").markdown(
        f"""**For the facilitator.** Version {test.version}, {len(test.questions)} questions. Allow {before} minutes before the course and
{after} minutes after it, with giving out and collecting. The times are estimates. Let people finish who need longer.

1. Print the answer sheets and the questions of form A and form B, one of each for each person. The questions can be used again.
2. Give each person a number, and let them keep it. The number goes on both answer sheets. Nobody writes a name.
3. Before the course everybody takes **form A**, and after it **form B**. The two ask the same things about different stories and
   numbers. If you would like to be sure that neither form is harder, let half of the room begin with B.
4. Everybody works on their own and writes one letter for each question. **E** always means “I do not know yet”.
5. Mark with the key: lay its column for the form beside the letters, and count those that agree. One person marks {ROOM} sheets in
   about {minutes_to_mark()} minutes.
6. To work out the gain, type `python start.py gain-sheet --people {ROOM} --track {test.track}`. It makes the sheet gain.csv, with a row for each
   number. Type the letters, and the course marks them for you; or type only the scores. For {ROOM} people the letters and the ratings of
   one test take about {minutes_to_type()} minutes. Then type `python start.py gain gain.csv`.

Once all sheets are in, you can go through the questions aloud: read one, let people hold up the cards A to E, and then give the
reason. Compare the room before and after, never one person with another.

All trusts here are **fictional** and all numbers **synthetic**."""
    )


def _answer_sheet(pages: Pages, test: TrackTest, letter: str) -> None:
    """One page for each person: a column of letters, and the ratings."""
    pages.new_page().heading(f"Answer sheet: {test.title}, form {letter}", 1)
    pages.markdown(
        f"Version {test.version}. My number: ________   I take this test  ☐ before  ☐ after  the course.   Score: ________"
    )
    numbers = [[str(number), ""] for number, _ in enumerate(test.questions, 1)]
    ratings = [[ty.said(f"… {words}"), "", ""] for words in test.skills.values()]
    pages.add("\n#grid(columns: (5.2cm, 1fr), gutter: 0.9cm,\n[")
    pages.add(_column(["Question", "Letter"], ["2.4cm", "2.8cm"], numbers)).add("],\n[")
    pages.markdown(
        "Write one letter for each question. If you cannot tell, write **E**, because a guess only blurs what you gain.\n\n"
        "**How sure are you today, from 0 (not at all) to 10 (fully), that you can …**"
    )
    pages.add(_column(["", "Today", "At the end only: really, before"], ["1fr", "1.9cm", "3.6cm"], ratings))
    pages.markdown(
        "At the end of the course you know how much there is to know. How sure were you really, before? Write it in the last column."
    )
    pages.add("])\n")


def _form(pages: Pages, test: TrackTest, letter: str) -> None:
    pages.new_page().heading(f"{test.title}, form {letter}: the questions", 1)
    pages.markdown(
        f"Version {test.version}. Please do not write on these pages: your answers go on the answer sheet."
    )
    for number, question in enumerate(test.questions, 1):
        _question(pages, number, question, letter)


def _question(pages: Pages, number: int, question: Question, letter: str) -> None:
    """A question on one page with its chart or table and its options."""
    version = question.versions[letter]
    pages.add("\n#block(breakable: false)[").heading(f"Question {number}").markdown(version.story)
    table = table_of(version)
    if table is not None:
        pages.table(table)
    if version.chart is not None:
        pages.picture(spec(version.chart), describe(version.chart), "question-picture")
        pages.markdown(f"The numbers: {numbers_of(version.chart)}.")
    options = "\n".join(f"- **{mark}**  {words}" for mark, words in version.lettered.items())
    pages.markdown(f"**{version.ask}**\n\n{options}").add("\n]\n")


def _key(pages: Pages, test: TrackTest) -> None:
    """One page: the right letters, a column for each form, in rows as high as those of the answer sheet."""
    pages.new_page().heading(f"Marking key: {test.title} (do not hand out)", 1)
    pages.markdown(
        f"Version {test.version}. The rows are as high as those of the answer sheet. Count the letters that agree: an E scores nothing."
    )
    rows = [
        [str(number), ty.said(question.short), *(question.versions[form].right_letter for form in LETTERS)]
        for number, question in enumerate(test.questions, 1)
    ]
    titles = ["Question", "In short", *(f"Form {letter}" for letter in LETTERS)]
    pages.add(_column(titles, ["2.4cm", "8cm", *["2.8cm"] * len(LETTERS)], rows))


def _reasons(pages: Pages, test: TrackTest) -> None:
    for letter in LETTERS:
        rows = []
        for number, question in enumerate(test.questions, 1):
            version = question.versions[letter]
            # With the title of its module, a row would take a line or two more.
            module, _, _ = question.entry.name.partition(",")
            read = f"{module}, “{question.read}”"
            right = f"{version.right_letter}: {version.right}"
            rows.append([ty.said(words) for words in (str(number), right, version.why, read)])
        pages.new_page().heading(f"For the facilitator: form {letter}, with the reasons", 1)
        pages.add(
            _column(["", "Right", "Why", "To read"], ["0.9cm", "0.85fr", "2.1fr", "0.75fr"], rows, "auto")
        )


def _column(titles: list[str], widths: list[str], rows: list[list[str]], height: str = ROW) -> str:
    """A table whose rows are all of one height, or with “auto” as high as they need. Cells are Typst content."""
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    heads = ", ".join(f"[#strong[{ty.said(title)}]]" for title in titles)
    return f"\n#rows-of-one-height(({', '.join(widths)},), {len(rows)}, {height}, ({heads},), {cells})\n"
