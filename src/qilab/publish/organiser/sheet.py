"""A document of the organiser's folder set in type: a tagged PDF without a date, in the look of the paper labs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from qilab.charts.sketch import Sketch

from .. import typst_text as ty
from ..paper import Pages
from ..paper_lab.source import Directive
from .documents import FOOTER, Document
from .parts import FormPart, TicksPart, explained, form_of, items_of, rows_of, size_of, ticks_of
from .session import FIELDS, GAP

OWN_LOOK = Path(__file__).parents[1] / "templates" / "organiser.typ"


def as_pdf(document: Document, *sessions: Mapping[str, str]) -> bytes:
    """The document as a tagged PDF, once for each session, its gaps filled. BadContent names what is wrong in its source, or
    that no font has all the letters of what fills a gap.
    """
    alone = len(document.sheets) * len(sessions) == 1  # one sheet of several pages has them numbered
    pages = Pages(document.title, FOOTER, numbered="yes" if alone else "")
    pages.add(OWN_LOOK.read_text(encoding="utf-8"))
    for sheet in document.sheets:
        look = f"{str(sheet.landscape).lower()}, {document.heading}pt, {document.letters}pt"
        body = "".join(
            ty.markdown(block) if isinstance(block, str) else _DIRECTIVES[block.name](pages, block, document)
            for block in sheet.blocks
        )
        pages.add(
            *(
                filled(f"\n#organiser-sheet([{ty.said(sheet.title)}], {look})[\n{body}\n]\n", each)
                for each in sessions
            )
        )
    return pages.pdf(every_script=any(value for each in sessions for value in each.values()))


def filled(markup: str, session: Mapping[str, str]) -> str:
    """Typst markup whose {{gaps}} are filled in as strings, so that no value is ever code; an empty one is a line."""

    def gap(found: re.Match[str]) -> str:
        name = found[1]
        value = session.get(name, "")
        words = ty.quoted(value) if value else f"field({ty.quoted(FIELDS[name])})"
        return f'"#{words}#"'

    return GAP.sub(gap, markup)


def _large(pages: Pages, told: Directive, document: Document) -> str:
    return f"\n#large({size_of(told)}pt)[{ty.markdown(told.body)}]\n"


def _fitted(pages: Pages, told: Directive, document: Document) -> str:
    return f"\n#fitted({size_of(told)}pt)[{ty.markdown(told.body).strip()}]\n"


def _space(pages: Pages, told: Directive, document: Document) -> str:
    return "\n#v(1fr)\n"


def _checks(pages: Pages, told: Directive, document: Document) -> str:
    return f"\n#checks({_listed(items_of(told))})\n"


def _ticks(pages: Pages, told: Directive, document: Document) -> str:
    part: TicksPart = ticks_of(told)
    return f"\n#ticks(({', '.join(map(ty.quoted, part.scale))},), {_listed(part.items)})\n"


def _form(pages: Pages, told: Directive, document: Document) -> str:
    part: FormPart = form_of(told)
    heads = ", ".join(map(ty.quoted, part.heads))
    return f"\n#form(({heads},), {part.height_cm}cm, {_listed(part.labels)})\n"


def _rows(pages: Pages, told: Directive, document: Document) -> str:
    part = rows_of(told)
    widths = ", ".join(f"{width:g}fr" for width in part.widths)
    heads = ", ".join(map(ty.quoted, part.heads))
    cells = ", ".join(f"[{ty.said(cell)}]" for row in part.rows for cell in row)
    return f"\n#rows-to-fill(({widths},), {part.height_cm}cm, ({heads},), {cells})\n"


def _lines(pages: Pages, told: Directive, document: Document) -> str:
    return f"\n#to-write({told.whole('n')})\n"


def _drawing(pages: Pages, told: Directive, document: Document) -> str:
    sketch: Sketch = document.drawing(told)
    name = f"drawing-{len(pages.files) + 1}.svg"
    pages.files[name] = sketch.svg
    return f"\n#drawing({ty.quoted(name)}, {ty.quoted(sketch.describe())}, {told.option('height', '8')}cm)\n"


def _words(pages: Pages, told: Directive, document: Document) -> str:
    entries = ", ".join(
        f"({ty.quoted(term.word)}, [{ty.markdown(term.meaning).strip()}])" for term in explained(told)
    )
    return f"\n#words-explained({entries})\n"


def _listed(items: list[str]) -> str:
    return ", ".join(f"[{ty.markdown(item).strip()}]" for item in items)


_DIRECTIVES: dict[str, Callable[[Pages, Directive, Document], str]] = {
    "large": _large,
    "fitted": _fitted,
    "space": _space,
    "checks": _checks,
    "ticks": _ticks,
    "form": _form,
    "rows": _rows,
    "lines": _lines,
    "drawing": _drawing,
    "words": _words,
}
