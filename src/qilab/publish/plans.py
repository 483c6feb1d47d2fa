"""The timed plans of facilitators/plans/ as pages, with a clock and the modules that there are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from qilab.learner.knowledge.forms import newest, offered
from qilab.learner.knowledge.minutes import (
    ROOM,
    minutes_in_a_room,
    minutes_of,
    minutes_to_mark,
    minutes_to_type,
)
from qilab.learner.progress import TESTS
from qilab.questions.item import BadContent

from .decks import has_deck
from .module import Module
from .pack import ON_DEMAND_NOTE

BUILT = "<!-- Built from facilitators/{source} by `qilab build`. Edit that file, not this one. -->"


PLANS = Path("facilitators", "plans")


def read_plans(root: Path) -> list[dict[str, Any]]:
    """The plans, each with its steps. BadContent where one does not add up or lacks a word."""
    files = sorted((root / PLANS).glob("*.toml"))
    if not files:
        raise BadContent(f"{PLANS.as_posix()}/ holds no plan")
    return sorted((_read_plan(path) for path in files), key=lambda plan: plan.get("order", len(files)))


def _read_plan(path: Path) -> dict[str, Any]:
    """One plan; its key is the name of its file. A step with a `slot` may leave its words to a module."""
    name = (PLANS / path.name).as_posix()
    try:
        plan = {"key": path.stem, **tomllib.loads(path.read_text(encoding="utf-8"))}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadContent(f"{name}: {error}") from None
    for key in ("title", "minutes", "intro", "step"):
        if not plan.get(key):
            raise BadContent(f"{name}: the plan lacks “{key}”")
    for step in plan["step"]:
        if not isinstance(step.get("minutes"), int) or step["minutes"] <= 0:
            raise BadContent(f"{name}: a step lacks its words or its minutes")
        if not step.get("slot"):
            _refuse_wordless(name, step)
        _give_the_test_its_time(name, step)
    total = sum(step["minutes"] for step in plan["step"])
    if total != plan["minutes"]:
        raise BadContent(
            f"{name}: the steps of “{plan['title']}” take {total} minutes, not {plan['minutes']}"
        )
    return plan


def _give_the_test_its_time(where: str, step: dict[str, Any]) -> None:
    """A step with `test` ("before" or "after") is the knowledge test or holds it: its minutes go in at {{test}}."""
    when = step.get("test")
    if when is None:
        return
    if when not in TESTS:
        raise BadContent(f"{where}: a step's test is “before” or “after”, not “{when}”")
    needed = minutes_in_a_room(when)
    if "{{test}}" in step.get("how", ""):
        step["how"] = step["how"].replace("{{test}}", str(needed))
    elif step["minutes"] != needed:
        raise BadContent(f"{where}: “{step['what']}” takes {needed} minutes in a room, not {step['minutes']}")


def _refuse_wordless(where: str, step: dict[str, Any]) -> None:
    if not step.get("what"):
        raise BadContent(f"{where}: a step lacks its words or its minutes")
    if not step.get("break") and not (step.get("how") and step.get("ask")):
        raise BadContent(f"{where}: “{step['what']}” lacks how it runs, or what to ask")


def _in_words(plan: dict[str, Any], step: dict[str, Any], modules: list[Module]) -> dict[str, Any]:
    """A step with what a module says in its slot, or with what is done instead of a module that is not there."""
    filled = [
        (m, s)
        for m in modules
        for s in m.sessions
        if (s["plan"], s["slot"]) == (plan["key"], step.get("slot"))
    ]
    if step.get("slot") and filled:
        module, session = filled[0]
        step = {**step, "module": module.number, **{k: session[k] for k in ("what", "how", "ask")}}
    elif step.get("module") not in (None, *(m.number for m in modules)):
        step = {**step, "module": None, **step.get("instead", {})}
    _refuse_wordless(f"{(PLANS / plan['key']).as_posix()}.toml, slot “{step.get('slot')}”", step)
    return step


def refuse_lost_sessions(plans: list[dict[str, Any]], modules: list[Module]) -> None:
    """Each session of a module must find its slot, and no slot has two."""
    slots = {(p["key"], s["slot"]) for p in plans for s in p["step"] if s.get("slot")}
    taken: set[tuple[str, str]] = set()
    for module in modules:
        for session in module.sessions:
            place = (session["plan"], session["slot"])
            if place not in slots or place in taken:
                why = "is taken by another module" if place in taken else "is in no plan"
                raise BadContent(f"{module.address}/module.toml: the slot “{place[1]}” of “{place[0]}” {why}")
            taken.add(place)


def plan_page(plan: dict[str, Any], modules: list[Module]) -> str:
    """One plan as a page: clock, what, how, what to ask."""
    clock = plan.get("clock", True)
    rows = [
        f"| {'Clock' if clock else 'Week'} | Minutes | What | How | You ask |"
        if clock
        else "| Minutes | What | How | Bring, or ask |",
        "|---|---|---|---|---|" if clock else "|---|---|---|---|",
    ]
    at = 0
    for step in plan["step"]:
        step = _in_words(plan, step, modules)
        what = f"**{step['what']}**{_links(step, modules)}"
        cells = [f"{at // 60}:{at % 60:02d}"] if clock else []
        cells += [str(step["minutes"]), what, step.get("how", ""), step.get("ask", "")]
        rows.append(f"| {' | '.join(c.replace('|', '/') for c in cells)} |")
        at += step["minutes"]
    hours = f"{at // 60} h {at % 60:02d}" if at % 60 else f"{at // 60} h"
    return "\n".join(
        [
            f"# {plan['title']}: the plan",
            "",
            BUILT.format(source=f"plans/{plan['key']}.toml"),
            "",
            plan["intro"].strip(),
            "",
            f"{hours} in all. We speak about systems, never about colleagues.",
            "",
            *rows,
            "",
            "Sheets to print: [room pack](print/room_pack.pdf). More questions and games: "
            "[prompts, debriefs and breakouts](conversations.md). Back to [For facilitators](README.md).",
            "",
            ON_DEMAND_NOTE,
            "",
        ]
    )


def _links(step: dict[str, Any], modules: list[Module]) -> str:
    found = [
        m
        for m in modules
        if m.number and (m.number == step.get("module") or (m.week and m.week == step.get("week")))
    ]
    if not found:
        return ""
    return " (" + ", ".join(f"[module {m.number}]({m.address}.md)" for m in found) + ")"


def front_page(root: Path, plans: list[dict[str, Any]], modules: list[Module]) -> str:
    """The page from which a room can be run."""
    text = _source(root, "front.md")
    tables = (("plans", _plan_table(plans)), ("modules", _module_table(modules)), ("test", _test_table()))
    for name, body in tables:
        if f"{{{{{name}}}}}" not in text:
            raise BadContent(f"facilitators/front.md: the place of the table is missing ({{{{{name}}}}})")
        text = text.replace(f"{{{{{name}}}}}", body)
    return text


def conversations_page(root: Path) -> str:
    """The page facilitators/conversations.md as it is published, with a note of its source.

    BadContent where it is missing.
    """
    return _source(root, "conversations.md")


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


def _module_table(modules: list[Module]) -> str:
    rows = ["| Module | Minutes | Page | Slides | To print | Lesson |", "|---|---|---|---|---|---|"]
    for m in modules:
        if m.exercises:
            rows.append(
                f"| M{m.number} {m.title} | {m.minutes:g} | [page]({m.address}.md) | {_slides(m)} | "
                f"[pack](print/{m.address}.pdf) | [lesson](../{m.address}.ipynb) |"
            )
    return "\n".join(rows)


def _slides(module: Module) -> str:
    """The links to a module's slides, for a browser and, where it has a deck of its own, for PowerPoint."""
    browser = f"[slides](slides/{module.address}.html)"
    return f"{browser}, [PowerPoint](slides/{module.address}.pptx)" if has_deck(module) else browser
