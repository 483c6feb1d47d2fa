"""The timed plans of facilitators/plans.toml as pages, with a clock and the modules that there are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from qilab.questions.item import BadContent

from .module import Module

BUILT = "<!-- Built from facilitators/{source} by `qilab build`. Edit that file, not this one. -->"


def read_plans(root: Path) -> list[dict[str, Any]]:
    """The plans, each with its steps. BadContent where one does not add up or lacks a word."""
    path = root / "facilitators" / "plans.toml"
    try:
        plans = tomllib.loads(path.read_text(encoding="utf-8"))["plan"]
    except FileNotFoundError:
        raise BadContent("facilitators/plans.toml is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise BadContent(f"facilitators/plans.toml: {error}") from None
    for plan in plans:
        steps = plan.get("step", [])
        for key in ("key", "title", "minutes", "intro"):
            if not plan.get(key):
                raise BadContent(f"facilitators/plans.toml: a plan lacks “{key}”")
        for step in steps:
            if not step.get("what") or not isinstance(step.get("minutes"), int) or step["minutes"] <= 0:
                raise BadContent(
                    f"facilitators/plans.toml: a step of “{plan['title']}” lacks its words or its minutes"
                )
            if not step.get("break") and not (step.get("how") and step.get("ask")):
                raise BadContent(
                    f"facilitators/plans.toml: “{step['what']}” lacks how it runs, or what to ask"
                )
        total = sum(step["minutes"] for step in steps)
        if total != plan["minutes"]:
            raise BadContent(
                f"facilitators/plans.toml: the steps of “{plan['title']}” take {total} minutes, not {plan['minutes']}"
            )
    return plans


def plan_page(plan: dict[str, Any], modules: list[Module]) -> str:
    """One plan as a page: clock, what, how, what to ask."""
    there = {m.number: m for m in modules if m.number is not None}
    clock = plan.get("clock", True)
    rows = [
        f"| {'Clock' if clock else 'Week'} | Minutes | What | How | You ask |"
        if clock
        else "| Minutes | What | How | Bring, or ask |",
        "|---|---|---|---|---|" if clock else "|---|---|---|---|",
    ]
    at = 0
    for step in plan["step"]:
        if step.get("module") not in (None, *there):
            step = {**step, "module": None, **step.get("instead", {})}
        what = f"**{step['what']}**{_links(step, there)}"
        cells = [f"{at // 60}:{at % 60:02d}"] if clock else []
        cells += [str(step["minutes"]), what, step.get("how", ""), step.get("ask", "")]
        rows.append(f"| {' | '.join(c.replace('|', '/') for c in cells)} |")
        at += step["minutes"]
    hours = f"{at // 60} h {at % 60:02d}" if at % 60 else f"{at // 60} h"
    return "\n".join(
        [
            f"# {plan['title']}: the plan",
            "",
            BUILT.format(source="plans.toml"),
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
        ]
    )


def _links(step: dict[str, Any], there: dict[int, Module]) -> str:
    found = [there[n] for n in step.get("modules", [step.get("module")]) if n in there]
    if not found:
        return ""
    return " (" + ", ".join(f"[module {m.number}]({m.address}.md)" for m in found) + ")"


def front_page(root: Path, plans: list[dict[str, Any]], modules: list[Module]) -> str:
    """The page from which a room can be run."""
    text = _source(root, "front.md")
    for name, body in (("plans", _plan_table(plans)), ("modules", _module_table(modules))):
        if f"{{{{{name}}}}}" not in text:
            raise BadContent(f"facilitators/front.md: the place of the table is missing ({{{{{name}}}}})")
        text = text.replace(f"{{{{{name}}}}}", body)
    return text


def conversations_page(root: Path) -> str:
    return _source(root, "conversations.md")


def _source(root: Path, name: str) -> str:
    path = root / "facilitators" / name
    if not path.is_file():
        raise BadContent(f"facilitators/{name} is missing")
    title, _, rest = path.read_text(encoding="utf-8").partition("\n")
    return f"{title}\n\n{BUILT.format(source=name)}\n{rest}"


def _plan_table(plans: list[dict[str, Any]]) -> str:
    rows = ["| Plan | Time | In one sentence |", "|---|---|---|"]
    for plan in plans:
        first = " ".join(plan["intro"].split()).split(". ")[0].rstrip(".")
        hours = f"{plan['minutes'] // 60} h {plan['minutes'] % 60:02d}"
        rows.append(f"| [{plan['title']}]({plan['key']}.md) | {hours} | {first}. |")
    return "\n".join(rows)


def _module_table(modules: list[Module]) -> str:
    rows = ["| Module | Minutes | Page | Slides | To print | Lesson |", "|---|---|---|---|---|---|"]
    for m in modules:
        if m.exercises:
            rows.append(
                f"| M{m.number} {m.title} | {m.minutes:g} | [page]({m.address}.md) | [slides](slides/{m.address}.html) | "
                f"[pack](print/{m.address}.pdf) | [lesson](../{m.address}.ipynb) |"
            )
    return "\n".join(rows)
