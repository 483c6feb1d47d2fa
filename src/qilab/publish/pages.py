"""Pages that are not notebooks: the facilitator's page of a module, and the tables of the README."""

from __future__ import annotations

import re
from pathlib import Path

from qilab.modules import cqc_themes
from qilab.questions.item import BadContent

from . import binder
from .frameworks import frameworks_table
from .module import Module
from .pack import ON_DEMAND_NOTE

THEMES = """# Where CQC's themes are taught

<!-- Built from `[cqc_themes]` in each module.toml and from src/qilab/modules/cqc_themes.toml by `qilab build`. -->

In September 2018 the Care Quality Commission (CQC) described how hospital trusts were embedding quality improvement. This course
follows the themes of its [news story](https://www.cqc.org.uk/news/stories/how-hospital-trusts-are-embedding-quality-improvement-deliver-high-quality-sustainable),
which are given here in our own words. They are what CQC saw and what trusts told it: associations, not proofs. CQC says that its
report is not a how-to guide, and no case, trust or technique in this course is taken from it. QI Lab is not endorsed by CQC.

{table}

A dash means that no module covers the theme in that way yet. Whatever is practised is also assessed, because each exercise is
marked and its outcome is shown on the learner's map.
"""
_WATCH_FOR = "<!-- watch-for list -->"
_MARKING = "<!-- marking -->"


def facilitator_page(root: Path, module: Module) -> str:
    """facilitator.md with the watch-for list put in (each known mistake by the name that the checks use), and how to mark."""
    text = module.text("facilitator.md")
    marking = (root / "facilitators" / "marking.md").read_text(encoding="utf-8").rstrip("\n")
    for place, words in (
        (_WATCH_FOR, _watch_for(module)),
        (_MARKING, marking.replace("{{address}}", module.address)),
    ):
        if place not in text:
            raise BadContent(f"{module.address}/facilitator.md: its place is missing ({place})")
        text = text.replace(place, words)
    built = f"<!-- Built from src/qilab/modules/{module.address}/facilitator.md by `qilab build`. Edit that file, not this one. -->"
    title, _, rest = text.partition("\n")
    return f"{title}\n\n{built}\n{rest.replace('{{on demand}}', ON_DEMAND_NOTE)}"


def _watch_for(module: Module) -> str:
    rows = ["| Exercise | What you may see | What the page says |", "|---|---|---|"]
    for exercise in module.exercises:
        for item in exercise.items:
            for mistake in item.mistakes:
                rows.append(
                    f"| {exercise.code} {exercise.title} | {_cell(mistake.name)} | {_cell(mistake.message)} |"
                )
    return "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def readme_page(root: Path, modules: list[Module]) -> str:
    """README.md with its generated parts renewed."""
    text = (root / "README.md").read_text(encoding="utf-8")
    repository = binder.repository(root)
    parts = {
        "binder": binder.front_badge(repository),
        "modules": _module_table(modules, repository),
        "item bank": _bank_table(modules),
        "frameworks": frameworks_table(modules),
    }
    for name, body in parts.items():
        begin, end = f"<!-- begin generated: {name} -->", f"<!-- end generated: {name} -->"
        before, found, rest = text.partition(begin)
        _, ended, after = rest.partition(end)
        if not (found and ended):
            raise BadContent(f"README.md: the place of the part “{name}” is missing ({begin} … {end})")
        filled = f"\n\n{body}\n\n" if body else "\n"
        text = before + begin + filled + end + after
    return text


def themes_page(modules: list[Module]) -> str:
    """docs/themes.md: where each of CQC's themes is taught, practised and assessed."""
    rows = ["| Theme, in our words | Taught | Practised and assessed |", "|---|---|---|"]
    for key, text in cqc_themes().items():
        serving = [(m, t) for m in modules for t in m.cqc_themes if t.key == key]
        taught = [f"M{m.number}, “{t.taught}”" for m, t in serving if t.taught]
        practised = [f"M{m.number}: {', '.join(t.practised)}" for m, t in serving if t.practised]
        rows.append(f"| **{key}** {text} | {'; '.join(taught) or '–'} | {'; '.join(practised) or '–'} |")
    return THEMES.format(table="\n".join(rows))


def methods_page(root: Path, modules: list[Module]) -> str:
    """docs/methods.md with its columns “Taught in” renewed from what each module.toml says it teaches."""
    lines, column = [], None
    for line in (root / "docs" / "methods.md").read_text(encoding="utf-8").splitlines():
        cells = line.strip().strip("|").split("|")
        if not line.startswith("|"):
            column = None
        elif " Taught in " in cells:
            column = cells.index(" Taught in ")
        elif column is not None and not set(line) <= set("|-"):
            named = {name + kind for name, kind in re.findall(r'`([A-Za-z_]+)(?:\(…, )?("\w+")?', cells[0])}
            taught = [f"M{m.number}" for m in modules if named & set(m.teaches)]
            cells[column] = f" {', '.join(taught) or '–'} "
            line = f"|{'|'.join(cells)}|"
        lines.append(line)
    return "\n".join(lines) + "\n"


def _module_table(modules: list[Module], repository: str) -> str:
    rows = ["| Module | Minutes | What you will be able to do | Open |", "|---|---|---|---|"]
    for m in modules:
        does = (
            m.summary
            if not m.outcomes
            else "; ".join(o.text[0].lower() + o.text[1:].rstrip(".") for o in m.outcomes)
        )
        links = f"[lesson](course/{m.address}.ipynb)"
        if m.exercises:
            links += f", [exercises](exercises/{m.address}/{m.address}.ipynb)"
        name = f"M{m.number} {m.title}" if m.number is not None else m.title
        if repository:
            links += f" {binder.badge(repository, f'course/{m.address}.ipynb', name)}"
        rows.append(f"| {name} | {m.minutes:g} | {_cell(does)} | {links} |")
    return "\n".join(rows)


def _bank_table(modules: list[Module]) -> str:
    rows = [
        "| Module | Exercises | Questions | Known mistakes | Hints | Quick checks in the lesson |",
        "|---|---|---|---|---|---|",
    ]
    for m in (m for m in modules if m.exercises):
        asked = [i for e in m.exercises for i in e.items]
        mistakes = sum(len(i.mistakes) for i in m.bank.values())
        hints = sum(len(i.hints) for i in m.bank.values())
        rows.append(
            f"| M{m.number} {m.title} | {len(m.exercises)} | {len(asked)} | {mistakes} | {hints} | "
            f"{len(m.bank) - len(asked)} |"
        )
    return "\n".join(rows)
