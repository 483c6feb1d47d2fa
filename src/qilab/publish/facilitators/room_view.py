"""The room view: the page to project, with the plan's present step, a timer and the room's seed. It needs no network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..module import Module
from ..timed.source import Plan, Step, in_words, named, read_plans
from .front import asset, render

CLOCK = Path(
    "src", "qilab", "room", "screen", "front", "clock.js"
)  # the room's screen shows times as this page does
SEED = 4821  # the number that the facilitators' pages and the seed card use


def room_view(root: Path, modules: Sequence[Module]) -> str:
    """The page, with every plan in it."""
    plans = list(shown_plans(root, modules))
    # A “<” within a script could end it, whatever stands in a plan.
    data = Markup(json.dumps(plans, ensure_ascii=False).replace("<", "\\u003c"))
    page = render(
        "room.html.j2", plans=plans, data=data, seed=SEED, css=asset("room.css"), script=_script(root)
    )
    return f"{page}\n"


def _script(root: Path) -> Markup:
    clock = (root / CLOCK).read_text(encoding="utf-8")
    return Markup(f"{clock.replace('export ', '')}\n{asset('room.js')}")


def shown_plans(root: Path, modules: Sequence[Module]) -> Iterator[dict[str, Any]]:
    """Every plan as the room sees it: key, title, and steps with what, minutes, do and ask."""
    for plan in read_plans(root):
        yield from _shown(plan, list(modules))


def _shown(plan: Plan, modules: list[Module]) -> Iterator[dict[str, Any]]:
    """A plan with its steps; of a plan of meetings each meeting, for a countdown of ninety minutes helps nobody."""
    steps = [in_words(plan, step, modules) for step in plan["step"]]
    if plan.get("clock", True):
        yield {"key": plan["key"], "title": plan["title"], "steps": [_step(step) for step in steps]}
        return
    for number, meeting in enumerate(steps, start=1):
        title = f"{plan['title']}, {meeting['what'][0].lower()}{meeting['what'][1:]}"
        yield {"key": f"{plan['key']}-{number}", "title": title, "steps": _parts(meeting)}


def _step(step: Step) -> dict[str, Any]:
    """A step as the room sees it: its name, its minutes, what to do now, and the question."""
    codes = step.get("exercises", [])
    do = [step.get("room", ""), f"On the page or on paper: {named(codes)}." if codes else ""]
    return {
        "what": step["what"],
        "minutes": step["minutes"],
        "do": [words for words in do if words],
        "ask": step.get("ask", "").strip("“”"),
    }


def _parts(meeting: Step) -> list[dict[str, Any]]:
    """The parts of a meeting as steps; the last shows what to bring."""
    parts = parts_of(meeting["how"])
    asks = [""] * (len(parts) - 1) + [meeting["ask"].strip("“”")]
    return [
        {"what": words, "minutes": minutes, "do": [], "ask": ask}
        for (words, minutes), ask in zip(parts, asks, strict=True)
    ]


def parts_of(how: str) -> list[tuple[str, int]]:
    """How a meeting runs, in its parts: the words, and their minutes.

    >>> parts_of("Knowledge test (20). Red Bead Ward, with debrief (35). What to bring (5).")
    [('Knowledge test', 20), ('Red Bead Ward, with debrief', 35), ('What to bring', 5)]
    """
    found = re.findall(r"(.*?) \((\d+)\)[.?!]?\s*", how)
    return [(words, int(minutes)) for words, minutes in found]
