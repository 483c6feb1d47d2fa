"""The facilitators' pages that serve a room as a whole: the front page, the timed plans, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qilab.learner.knowledge.forms import newest, offered
from qilab.learner.knowledge.minutes import ROOM, minutes_of, minutes_to_mark, minutes_to_type
from qilab.learner.progress import TESTS
from qilab.questions.item import BadContent

from .facilitators.front import module_table, printed_tables
from .module import Module
from .pack import ON_DEMAND_NOTE
from .timed import sections
from .timed.source import in_words

BUILT = "<!-- Built from facilitators/{source} by `qilab build`. Edit that file, not this one. -->"


def plan_page(plan: dict[str, Any], modules: list[Module]) -> str:
    """One plan as a page: the clock with what, how and what to ask, then what keeps it: late, early, two voices, at a distance."""
    steps = [in_words(plan, step, modules) for step in plan["step"]]
    return "\n\n".join(
        [
            f"# {plan['title']}: the plan",
            BUILT.format(source=f"plans/{plan['key']}.toml"),
            plan["intro"].strip(),
            f"{sections.hours(plan['minutes'])} in all. We speak about systems, never about colleagues.{_two_sittings(plan)}",
            _timetable(plan, steps, modules),
            f"To show: [slides](slides/{plan['key']}.html), [the same for PowerPoint](slides/{plan['key']}.pptx). "
            "More questions and games: [prompts, debriefs and breakouts](conversations.md). So that everybody can take part: [adjustments](adjustments.md). "
            "Back to [For facilitators](README.md).",
            sections.on_paper(plan, steps, modules),
            sections.late(plan, steps),
            sections.early(plan),
            sections.two_voices(plan, steps),
            sections.at_a_distance(plan, steps),
            sections.records_and_home_work(plan, modules),
            f"{ON_DEMAND_NOTE}\n",
        ]
    )


def _timetable(plan: dict[str, Any], steps: list[dict[str, Any]], modules: list[Module]) -> str:
    clocked = plan.get("clock", True)
    heads = (
        ["Clock", "Minutes", "What", "How", "You ask"]
        if clocked
        else ["Minutes", "What", "How", "Bring, or ask"]
    )
    rows = [
        [
            *([at] if clocked else []),
            str(step["minutes"]),
            f"**{step['what']}**{_links(step, modules)}",
            step.get("how", ""),
            step.get("ask", ""),
        ]
        for at, step in zip(sections.starts(plan), steps, strict=True)
    ]
    return sections.table(heads, rows)


def _two_sittings(plan: dict[str, Any]) -> str:
    """For those on shifts: the two parts of a plan that divides at its break."""
    if not plan.get("divides"):
        return ""
    place = next(n for n, step in enumerate(plan["step"]) if step.get("break"))
    before, after = (
        sections.hours(sum(step["minutes"] for step in part))
        for part in (plan["step"][:place], plan["step"][place + 1 :])
    )
    return f" It divides at its break into two sittings, of {before} and {after}, on two days if need be; the second begins with the safety line again."


def _modules_of(step: dict[str, Any], modules: list[Module]) -> list[Module]:
    return [
        m
        for m in modules
        if m.number and (m.number == step.get("module") or (m.week and m.week == step.get("week")))
    ]


def _links(step: dict[str, Any], modules: list[Module]) -> str:
    found = _modules_of(step, modules)
    if not found:
        return ""
    return " (" + ", ".join(f"[module {m.number}]({m.address}.md)" for m in found) + ")"


def front_page(
    root: Path,
    plans: list[dict[str, Any]],
    modules: Sequence[Module],
    tables: Mapping[str, str] | None = None,
) -> str:
    """The page from which a room can be run. tables: what stands in the place of some of its tables, by name."""
    text = _source(root, "front.md")
    usual = {
        "plans": _plan_table(plans),
        "modules": module_table(modules),
        "print": printed_tables(modules),
        "test": _test_table(),
    }
    for name, body in {**usual, **(tables or {})}.items():
        if f"{{{{{name}}}}}" not in text:
            raise BadContent(f"facilitators/front.md: the place of the table is missing ({{{{{name}}}}})")
        text = text.replace(f"{{{{{name}}}}}", body)
    return text


SHARED = ("conversations.md", "online.md", "adjustments.md")  # pages that hold for every plan


def shared_page(root: Path, name: str) -> str:
    """One of the pages `SHARED`, of facilitators/, as it is published, with a note of its source. BadContent where it is missing."""
    return _source(root, name)


def _source(root: Path, name: str) -> str:
    path = root / "facilitators" / name
    if not path.is_file():
        raise BadContent(f"facilitators/{name} is missing")
    title, _, rest = path.read_text(encoding="utf-8").partition("\n")
    return f"{title}\n\n{BUILT.format(source=name)}\n{rest.replace('{{on demand}}', ON_DEMAND_NOTE)}"


def _plan_table(plans: list[dict[str, Any]]) -> str:
    rows = ["| Plan | Time | In one sentence |", "|---|---|---|"]
    for plan in plans:
        first = " ".join(plan["intro"].split()).split(". ")[0].rstrip(".")
        hours = f"{plan['minutes'] // 60} h {plan['minutes'] % 60:02d}"
        rows.append(f"| [{plan['title']}]({plan['key']}.md) | {hours} | {first}. |")
    return "\n".join(rows)


def _test_table() -> str:
    """For each track what the knowledge test takes of everybody's time, and of the facilitator's."""
    rows = [
        f"| Track | Questions | Before, form A | After, form B | Marking {ROOM} sheets | Typing {ROOM} sheets |",
        "|---|---|---|---|---|---|",
    ]
    for track in offered():
        test = newest(track)
        times = [*(minutes_of(test, when) for when in TESTS), minutes_to_mark(), minutes_to_type()]
        cells = [f"[{test.title}](print/knowledge_test_{track}.pdf)", str(len(test.questions))]
        rows.append(f"| {' | '.join([*cells, *(f'{minutes} min' for minutes in times)])} |")
    return "\n".join(rows)
