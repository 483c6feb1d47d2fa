"""What the front page lists: plans, modules, and what there is to print and to send. All of it comes from the pack's jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from ..module import FACILITATOR, Module
from ..pack import Job, PackFile, jobs, title_of
from ..still_page import TEMPLATES

KINDS = {".html": "web page", ".pdf": "PDF", ".pptx": "PowerPoint", ".docx": "Word", ".csv": "table"}
# Shelves of the pack that have a table of their own. What belongs to a module or plan, or to the test, stands beside it.
SHELVES = {"room": "For the room", "organiser": "For whoever organises the day"}

Link = Callable[
    [str], str | None
]  # an address as the built pages name it → as this page does; None where there is none


def printed_tables(modules: Sequence[Module]) -> str:
    """What there is to print and to send, as a Markdown table for each shelf: a row for each thing, a link for each kind."""
    parts = []
    made = jobs(modules)
    for shelf, heading in SHELVES.items():
        things: dict[str, list[PackFile]] = {}
        for file in _files(made, shelf):
            things.setdefault(file.label, []).append(file)
        rows = [
            f"| {label} | {', '.join(f'[{kind_of(file)}]({place_of(file.path)})' for file in files)} |"
            for label, files in things.items()
        ]
        if rows:
            parts.append("\n".join([f"### {heading}", "", "| What | Open |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def module_table(modules: Sequence[Module]) -> str:
    """The modules as a Markdown table, with a link to everything that there is for each."""
    rows, made = ["| Module | Minutes | Open |", "|---|---|---|"], jobs(modules)
    for module in modules:
        if module.exercises:
            files = [f"[{words_of(f, module)}]({place_of(f.path)})" for f in files_of(module, made)]
            ways = [f"[page]({module.address}.md)", *files, f"[lesson](../{module.address}.ipynb)"]
            rows.append(f"| {title_of(module)} | {module.minutes:g} | {', '.join(ways)} |")
    return "\n".join(rows)


def files_of(module: Module, made: Sequence[Job]) -> list[PackFile]:
    """The pack's files for one module."""
    return [file for job in made if job.title == title_of(module) for file in job.files]


def entries(
    plans: Iterable[Mapping[str, Any]], modules: Sequence[Module], link: Link
) -> dict[str, list[dict[str, Any]]]:
    """The plans and the modules, with every way to open each. link: where an address leads from the page."""
    taught, made = [module for module in modules if module.exercises], jobs(modules)
    return {
        "plans": [_plan(plan, link) for plan in plans],
        "modules": [_module(module, made, link) for module in taught],
    }


def render(template: str, **values: Any) -> str:
    """A template of templates/facilitators/ with these values, without blank lines, which would end HTML within Markdown."""
    text = _templates().get_template(template).render(**values)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def asset(name: str) -> Markup:
    """A style sheet or a script of templates/facilitators/, to be written into a page as it is."""
    return Markup((TEMPLATES / "facilitators" / name).read_text(encoding="utf-8"))


def place_of(path: Path) -> str:
    """A file of the pack, as the facilitators' pages name it."""
    return path.relative_to(FACILITATOR).as_posix()


def kind_of(file: PackFile) -> str:
    """What kind of file it is, in words: "PDF"."""
    return KINDS.get(file.path.suffix, file.path.suffix.removeprefix("."))


def words_of(file: PackFile, module: Module | None = None) -> str:
    """The words that link to a file, with its kind where they do not say it. module: beside whose title they stand.

    >>> words_of(PackFile(Path("m06.pptx"), "PowerPoint", bytes)), words_of(PackFile(Path("m06.html"), "Slides", bytes))
    ('PowerPoint', 'Slides (web page)')
    """
    before, ours, _ = file.path.stem.rpartition(f"_{module.address}") if module else ("", "", "")
    label = before.replace("_", " ").capitalize() if ours else file.label
    return label if kind_of(file) in label else f"{label} ({kind_of(file)})"


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "facilitators"), autoescape=True)


def _plan(plan: Mapping[str, Any], link: Link) -> dict[str, Any]:
    hours, minutes = divmod(plan["minutes"], 60)
    ways = [("Room view", link(f"room.html#{plan['key']}"))]
    ways += [
        (words, link(f"slides/{plan['key']}{kind}"))
        for kind, words in ((".html", "Slides"), (".pptx", "PowerPoint"))
    ]
    return {
        "title": plan["title"],
        "address": link(f"{plan['key']}.md"),
        "time": f"{hours} hour{'s' * (hours != 1)}" + (f" {minutes} minutes" if minutes else ""),
        "sentence": " ".join(plan["intro"].split()).split(". ")[0].rstrip(".") + ".",
        "ways": [(words, address) for words, address in ways if address],
    }


def _module(module: Module, made: Sequence[Job], link: Link) -> dict[str, Any]:
    files = files_of(module, made)
    ways = [(words_of(file, module), link(place_of(file.path))) for file in files]
    ways.append(("Lesson", link(f"../{module.address}.ipynb")))
    return {
        "title": title_of(module),
        "address": link(f"{module.address}.md"),
        "time": f"{module.minutes:g} minutes",
        "ways": [(words, address) for words, address in ways if address],
    }


def _files(made: Sequence[Job], shelf: str) -> list[PackFile]:
    return [file for job in made if job.shelf == shelf for file in job.files]
