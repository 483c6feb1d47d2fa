"""The knowledge test on paper: both forms of a track, their answer sheets, a key to mark with, cards, and the reasons.

It is made of the same questions as the test on the screen, so the two cannot drift apart.
"""

from __future__ import annotations

import json
import math
from typing import Any

from qilab.charts import words as say
from qilab.learner.knowledge.forms import LETTERS, TrackTest, newest
from qilab.learner.knowledge.minutes import ROOM, minutes_of, minutes_to_mark, minutes_to_type
from qilab.learner.knowledge.questions import Chart, Question
from qilab.learner.knowledge.stem import describe, named, table_of

from . import typst_text as ty
from .answer_cards import answer_cards
from .paper import BRIEFLY, Pages
from .paper_lab.control import scale

INTRO = (
    "All trusts here are fictional and all numbers synthetic. Not endorsed by the NHS, the CQC or the IHI."
)
COLUMN = 19.0  # cm: of the letters, on the answer sheet and on the key alike, so that one can be laid beside the other
CHART = "5.4cm"  # high
TICKS = 4  # about as many marks on its scale
SHORT = 70  # letters of all the options of a question that stand in one line


def knowledge_test_forms(track: str) -> bytes:
    """The paper forms of a track's newest test as PDF: both forms with an answer sheet each, then for the facilitator the
    key, the reasons and cards to hold up. ValueError for an unknown track.
    """
    test = newest(track)
    title = f"Knowledge test: {test.title}"
    pages = Pages(title, f"{title}, version {test.version} · {BRIEFLY}", intro=INTRO)
    with pages.sheet(
        "How to run the test", "the facilitator", "one copy", above=f"#cover({ty.quoted(title)})"
    ):
        pages.markdown(_how_to(test))
    for letter in LETTERS:
        _answer_sheet(pages, test, letter)
        _form(pages, test, letter)
    _key(pages, test)
    _reasons(pages, test)
    answer_cards(pages)
    return pages.pdf()


def _how_to(test: TrackTest) -> str:
    before, after = (minutes_of(test, when) for when in ("before", "after"))
    return f"""{len(test.questions)} questions. Allow {before} minutes before the course and {after} minutes after it, including giving out and collecting. The times
are estimates. Let people finish who need longer.

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
reason. Compare the room before and after, never one person with another."""


def _answer_sheet(pages: Pages, test: TrackTest, letter: str) -> None:
    """One page for each person: a column of letters, and the ratings."""
    numbers = [[str(number), ""] for number, _ in enumerate(test.questions, 1)]
    ratings = [[ty.said(f"… {words}"), "", ""] for words in test.skills.values()]
    with pages.sheet(f"Answer sheet, form {letter}", "each person", "one side"):
        pages.markdown(
            f"{test.title}, version {test.version}. My number: ______ \u2003 I am taking it ☐ before ☐ after the course. \u2003 Score: ______"
        )
        pages.add("\n#grid(columns: (3.8cm, 1fr), gutter: 0.7cm,\n[")
        pages.add(_column(["Question", "Letter"], ["2.05cm", "1.75cm"], numbers, _row(test))).add("],\n[")
        pages.markdown(
            "Write one letter for each question. If you cannot tell, write **E**, because a guess only blurs what you gain.\n\n"
            "**How sure are you today, from 0 (not at all) to 10 (fully), that you can …**"
        )
        heads = ["", "Today", "At the end only: really, before"]
        pages.add(_column(heads, ["1fr", "1.6cm", "2.5cm"], ratings, "1.15cm"))
        pages.markdown(
            "At the end of the course you know how much there is to know. How sure were you really, before? Write it in the last column."
        )
        pages.add("])\n")


def _form(pages: Pages, test: TrackTest, letter: str) -> None:
    with pages.sheet(f"The questions of form {letter}", "each person; they can be used again", "both sides"):
        pages.markdown(
            f"{test.title}, version {test.version}. Please do not write on these pages: your letters go on the answer sheet."
        )
        for number, question in enumerate(test.questions, 1):
            _question(pages, number, question, letter)


def _question(pages: Pages, number: int, question: Question, letter: str) -> None:
    """A question with its chart or table and its options, never parted by the end of a page."""
    version = question.versions[letter]
    pages.add(f"\n#test-question({ty.quoted(str(number))})[").markdown(version.story)
    table = table_of(version)
    if table is not None:
        pages.table(table)
    if version.chart is not None:
        pages.add(_drawn(pages, version.chart))
    options = ", ".join(f"[{ty.said(mark)}], [{ty.said(words)}]" for mark, words in version.lettered.items())
    how = "in-a-line" if sum(map(len, version.lettered.values())) <= SHORT else "listing"
    pages.markdown(f"**{version.ask}**").add(f"\n#{how}({options})\n]\n")


def _drawn(pages: Pages, chart: Chart) -> str:
    """A question's chart, each value in figures below its point, as Typst markup; its numbers go among the files of the pages."""
    levels = [*chart.values, *chart.lines.values()]
    low, high, marks, _ = scale(min(levels), max(levels), TICKS)
    step = marks[1] - marks[0]
    last = len(chart.values) - 1
    labels = named(chart)
    about = {
        "points": [
            _point(label, value, at, chart)
            for at, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True))
        ],
        "lines": [
            {"from": 0, "to": last, "value": level, "dashed": True, "label": label}
            for level, label in zip(chart.lines.values(), labels, strict=True)
        ],
        "step": step,
        "bottom": step * math.floor(low / step),
        "top": step * math.ceil(high / step),
        "unit": chart.unit,
        "letters": 9,
        "right": 3.3 if labels else 0.2,
    }
    name = f"chart-{len(pages.files) + 1}.json"
    pages.files[name] = json.dumps(about, ensure_ascii=False)
    return f"\n#run-chart(json({ty.quoted(name)}), {ty.quoted(describe(chart))}, {CHART})\n"


def _point(label: str, value: float, at: int, chart: Chart) -> dict[str, Any]:
    """A point as the template draws it: a week by its number, a month with its year where that begins."""
    first, _, second = label.partition(" ")
    week = first == "week"
    return {
        "value": value,
        "shown": say.number(value, 0 if all(v == int(v) for v in chart.values) else 1),
        "month": second if week else first,
        "year": second if not week and (at == 0 or first == "Jan") else "",
    }


def _key(pages: Pages, test: TrackTest) -> None:
    """One page: the right letters, a column for each form, in rows as high as those of the answer sheet."""
    rows = [
        [str(number), ty.said(question.short), *(question.versions[form].right_letter for form in LETTERS)]
        for number, question in enumerate(test.questions, 1)
    ]
    titles = ["Question", "In short", *(f"Form {letter}" for letter in LETTERS)]
    with pages.sheet("Marking key", "the facilitator; do not hand out", "one side"):
        pages.markdown(
            f"{test.title}, version {test.version}. The rows are as high as those of the answer sheet. Count the letters that agree: an E scores nothing."
        )
        pages.add(_column(titles, ["2.05cm", "1fr", *["2.2cm"] * len(LETTERS)], rows, _row(test)))


def _reasons(pages: Pages, test: TrackTest) -> None:
    titles = ["", "Right", "Why", "To read"]
    for letter in LETTERS:
        rows = []
        for number, question in enumerate(test.questions, 1):
            version = question.versions[letter]
            # With the title of its module, a row would take a line or two more.
            module, _, _ = question.entry.name.partition(",")
            read = f"{module}, “{question.read}”"
            right = f"{version.right_letter}: {version.right}"
            rows.append([ty.said(words) for words in (str(number), right, version.why, read)])
        with pages.sheet(f"Form {letter}, with the reasons", "the facilitator", "one copy"):
            pages.add(_column(titles, ["0.9cm", "0.8fr", "1.9fr", "0.75fr"], rows, "auto", 9.5))


def _row(test: TrackTest) -> str:
    """The height of a row of letters."""
    return f"{COLUMN / len(test.questions):.2f}cm"


def _column(
    titles: list[str], widths: list[str], rows: list[list[str]], height: str, letters: float = 10.5
) -> str:
    """A table whose rows are all of one height, or with “auto” as high as they need. Cells are Typst content; letters: points."""
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    heads = ", ".join(f"[#strong[{ty.said(title)}]]" for title in titles)
    return f"\n#rows-of-one-height(({', '.join(widths)},), {len(rows)}, {height}, ({heads},), {cells}, size: {letters}pt)\n"
