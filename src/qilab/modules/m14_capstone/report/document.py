"""The report as a web page and as a tagged PDF: one page, and the sheets behind it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from qilab.charts import renderer
from qilab.charts.words import sentence
from qilab.panel.html import Html, bullets, join, tag
from qilab.panel.typeset import NoPdfError, typeset

from ..cases import CLAIM, Case, Decisions, judge
from ..sealed_case import picture, words
from .frames import MARKING, NINE_LINES, OUTLINE, OUTLINE_TOLD, ROUNDED
from .numbers import cannot, claim, numbers

HTML_NAME, PDF_NAME = "improvement-report.html", "improvement-report.pdf"
FICTION = "QI Lab. The unit is made up and the data are synthetic. Nothing here is about a real trust."
# What the learner writes, by the number of its line.
OWN = {"need": 1, "aim": 2, "did": 6, "next": 9}


class ReportError(ValueError):
    """The PDF cannot be made here, with what to do instead."""


def content(case: Case, seed: int, said: str, own: Mapping[str, str]) -> dict[str, Any]:
    """What stands on the page. said: the team’s claim, a key of CLAIM. own: the team’s words, by the keys of OWN."""
    svg, description, key = _chart(case)
    s = case.subject
    return {
        "title": f"{s.title}: one improvement story",
        "fiction": FICTION,
        "seed": f"Case “{s.title}”, seed {seed}: the same seed gives the same case.",
        "lines": _lines(case, said, own),
        "svg": svg,
        "description": description,
        "key": key,
        "numbers": [[n.letter, n.label, n.value] for n in numbers(case)],
        "rounded": ROUNDED,
        "how": [[n.letter, n.label, n.how] for n in numbers(case)],
        "claim": claim(case),
        "nine": [[part, list(lines)] for part, lines in NINE_LINES],
        "marking": MARKING,
        "outline": [list(row) for row in OUTLINE],
        "outline_told": OUTLINE_TOLD,
    }


def _lines(case: Case, said: str, own: Mapping[str, str]) -> list[list[str]]:
    """The nine lines of the report as [heading, what is worked out, what the team wrote]; "" where there is nothing."""
    s, month = case.subject, f"{case.monthly['month'].iloc[case.start]:%b %Y}"
    written = {line: own.get(name, "").strip() for name, line in OWN.items()}
    worked_out = {
        "The need, and who felt it": case.chosen_told,
        "Our aim": "",
        "What we count": (
            f"{s.outcome.name.capitalize()}, {s.outcome.unit}: {'; '.join(kind.lower() for kind in s.kinds)}. "
            f"Balancing measure: {s.balancing.name}, {s.balancing.unit}."
        ),
        "Data": "We cleaned the unit’s raw export and counted by one definition throughout. See (a).",
        "Chart": (
            f"{sentence(case.chart().chart_name)}, Making Data Count rules, limits frozen on the "
            "baseline. See (b) and (c)."
        ),
        "What we changed, and when": f"From {month}: {s.idea}.",
        "What came of it": f"See (d) to (g). {cannot(case)}",
        "What we decided, and what we do not claim": (
            f"We claim what it says at the top of this page, and no more. For what might have got worse, see (h). {_held_up(case, said)}"
        ),
        "What comes next": "",
    }
    return [[head, text, written.get(i, "")] for i, (head, text) in enumerate(worked_out.items(), start=1)]


def _held_up(case: Case, said: str) -> str:
    """The team’s own claim, held against the chart."""
    claimed = judge(case, Decisions(claim=said))[-1]
    held = "The chart supports that." if claimed.by_evidence else "The chart does not support that."
    return f"The team had said: “{CLAIM[said]}”. {held}"


def _chart(case: Case) -> tuple[str, str, str]:
    """The chart by the old definition, all months, as an SVG ("" without vl-convert); in words; and its key."""
    found, s = case.chart(), case.subject
    months = len(case.monthly)
    rows = picture.rows(found, s.outcome, words.dates(case), months, case.notes, None, case.start)
    spec = picture.spec()
    spec["datasets"] = {
        name: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        for name, columns in rows.items()
    }
    # A font that the course brings along: the computer's own may be any.
    spec["config"] = {**spec["config"], "font": "Liberation Sans, Arial, sans-serif"}
    description = words.charted(case, found)
    signs = [look.name for look in picture.key(found) if look.letter]
    parts = [f"Month 1 is {case.monthly['month'].iloc[0]:%b %Y}. Dotted: the limits."]
    if case.picked:
        parts.append(
            "Hollow: the months for which the unit was chosen, which are left out of the mean and the limits."
        )
    parts.append("; ".join(signs))
    key = " ".join(part for part in parts if part)
    return renderer.svg({**spec, "description": description}) or "", description, key


def html_page(page: Mapping[str, Any]) -> bytes:
    """The report as one HTML file that needs nothing else, and prints."""
    chart = Html(renderer.still_html(page["svg"], page["description"])) if page["svg"] else None
    body = join(
        tag("p", tag("small", page["fiction"])),
        tag("h1", page["title"]),
        tag("p", tag("strong", page["claim"])),
        tag("ol", [_line(i, *line) for i, line in enumerate(page["lines"], start=1)]),
        chart,
        tag("p", tag("small", page["key"])),
        _table("The numbers", ("", "What", "How much"), page["numbers"]),
        tag("p", tag("small", page["seed"])),
        tag("h2", "How each number was worked out", class_="new"),
        tag("p", page["rounded"]),
        _table("The sums", ("", "What", "How"), page["how"]),
        tag("h2", "Nine statements to mark"),
        tag("p", page["marking"]),
        _table(
            "Aim, measure and change",
            ("Part", "Statement", "Yes or no"),
            [[part, line, ""] for part, lines in page["nine"] for line in lines],
        ),
        tag("h2", "An outline for those who publish", class_="new"),
        tag("p", page["outline_told"]),
        _pairs(page["outline"]),
    )
    head = join(
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", page["title"]),
        tag("style", Html(_STYLE)),
    )
    whole = join(tag("head", head), tag("body", tag("main", body)))
    return f"<!DOCTYPE html>\n{tag('html', whole, lang='en-GB')}\n".encode()


def _line(number: int, head: str, worked_out: str, written: str) -> Html:
    """One of the nine lines; with room to write where the team has written nothing yet."""
    blank = number in OWN.values() and not written
    room = tag("div", class_="room") if blank else None
    return tag("li", tag("strong", f"{head}. "), f"{worked_out} {written}".strip(), room)


_STYLE = """
body { font: 1rem/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: .2rem 0 .5rem; } h2 { font-size: 1.15rem; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; } caption { text-align: left; font-weight: bold; }
th, td { border: 1px solid #6b6b6b; padding: .2rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
tbody th { white-space: nowrap; }
p { margin: .4rem 0; overflow-wrap: anywhere; } li { overflow-wrap: anywhere; }
.room { border-bottom: 1px solid #6b6b6b; height: 1.6rem; }
@media print { body { font-size: 10pt; margin: 0; max-width: none; } .new { break-before: page; } tr { break-inside: avoid; } }
"""


def _pairs(rows: list[list[str]]) -> Html:
    return bullets(*(join(tag("strong", f"{name}: "), text) for name, text in rows), plain=True)


def _table(caption: str, head: tuple[str, ...], rows: list[list[str]]) -> Html:
    # An empty heading is a cell, not a heading that a screen reader would read out as nothing.
    heads = [tag("th", text, scope="col") if text else tag("td") for text in head]
    lines = (
        tag("tr", tag("th", f"({row[0]})" if len(row[0]) == 1 else row[0], scope="row"), [tag("td", cell) for cell in row[1:]])
        for row in rows
    )  # fmt: skip
    return tag("table", tag("caption", caption), tag("thead", tag("tr", heads)), tag("tbody", lines))


def pdf_page(page: Mapping[str, Any]) -> bytes:
    """The report as a tagged PDF (PDF/UA-1). ReportError where it cannot be made here."""
    if not page["svg"]:
        raise ReportError(_BY_HAND)
    try:
        return typeset(files(__package__).joinpath("report.typ").read_bytes(), dict(page))
    except NoPdfError as problem:
        raise ReportError(_NO_LETTERS if problem.letters else _BY_HAND) from None


_NO_LETTERS = (
    "No font here has all the letters that you typed, so there is no PDF. But the web page is complete. Open it, and print it to "
    "PDF from your browser."
)
_BY_HAND = "The PDF cannot be made here. Save the web page, open it, and print it to PDF from your browser."
