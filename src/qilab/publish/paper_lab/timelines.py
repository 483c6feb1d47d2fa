"""A process map for a room: each step a bar from the minute at which it begins, its work filled and the wait after it open."""

from __future__ import annotations

import json

from qilab.questions.item import BadContent

from .. import typst_text as ty
from ..paper import Pages
from ..play import run_cell
from .source import Directive


def timeline(pages: Pages, told: Directive) -> None:
    """Append a map. The body ends in a list of (step, who and where, minute at which it begins, minutes of work, minutes of waiting)."""
    shown = run_cell(told.body, {})
    if not shown or not isinstance(shown[-1], list) or not shown[-1]:
        raise BadContent(f"paper.md, line {told.line}: the last line of a timeline must be a list of steps")
    steps = [
        {"name": name, "who": who, "begins": begins, "work": work, "wait": wait}
        for name, who, begins, work, wait in shown[-1]
    ]
    name = f"timeline-{len(pages.files) + 1}.json"
    pages.files[name] = json.dumps(steps, ensure_ascii=False)
    words = "; ".join(
        f"{s['name']} ({s['who']}) from minute {s['begins']:g}, {s['work']:g} minutes of work and {s['wait']:g} of waiting"
        for s in steps
    )
    pages.add(
        f"\n#timeline(json({ty.quoted(name)}), {ty.quoted(f'A process map. {words}.')}, {told.option('height', '11cm')})\n"
    )
