"""The file to hand in: the learner's own page, as it was saved, with the answers that ran and those given by form.

It holds no outputs and nothing of the learner's record: an ordinary notebook, marked as it always was.
"""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qilab.course_folder import course_above
from qilab.modules import bank
from qilab.modules.page_cells import QuestionCells, page_cells
from qilab.questions.kinds import Problem

from . import kept, ran
from .before_sending import asked
from .forms.page import grade_id_of, notebook_path, read_notebook, source_of
from .forms.source import written
from .whole_file import write_whole

FOLDER = "to-hand-in"
LONGEST_NAME = 60
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


class NothingToHandIn(ValueError):
    """The page could not be found or the file not be written, with what to do next."""


@dataclass(frozen=True)
class HandedIn:
    """The file that was made, its bytes, and the questions without an answer as (exercise, what it asks)."""

    path: Path
    data: bytes
    missing: list[tuple[str, str]]


def make_file(address: str, name: str = "") -> HandedIn:
    """Make the file of a module's page of exercises, in the folder `to-hand-in` of the course.

    name: put behind the module in the file's name, so that whoever marks it knows whose it is. NothingToHandIn says
    what to do where there is no page or no room.
    """
    page = page_of(address)
    body = read_notebook(page) if page else None
    if page is None or body is None:
        raise NothingToHandIn(
            "This page could not be found as a file. Save it (Ctrl+S, or Cmd+S on a Mac), then press Hand in again."
        )
    saved_at = page.stat().st_mtime
    cells = {each.answer_id: each for each in page_cells(address).values()}
    missing = dict.fromkeys(cells.values())
    for cell in body["cells"]:
        known = cells.get(grade_id_of(cell) or "")
        if known is not None:
            cell["source"] = _answer_source(known, source_of(cell), saved_at)
            if not is_blank(cell["source"], known):
                missing.pop(known, None)
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
    if isinstance(body.get("metadata"), dict):
        body["metadata"].pop("widgets", None)
        # A browser's Python has a name of its own, by which no desk would find one.
        body["metadata"]["kernelspec"] = dict(KERNEL)
    data = (json.dumps(body, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
    return HandedIn(_written_to(page, address, name, data), data, [_asked(each) for each in missing])


def is_blank(source: str, cells: QuestionCells) -> bool:
    """Is there no answer in this cell yet: its name is given nothing, or None, at the end?"""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False  # something was begun: whoever marks it sees it
    value: Any = None
    for statement in body:
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == cells.name for target in statement.targets
        ):
            value = statement.value
    return value is None or (isinstance(value, ast.Constant) and value.value in (None, Ellipsis))


def _answer_source(cells: QuestionCells, saved: str, saved_at: float) -> str:
    """The newest answer that is known: what ran since the page was saved, what is saved, or what stands in the form."""
    run = ran.last_run(cells.name, cells.answer_id)
    if run is not None and run.at > saved_at and not (run.by_form and not is_blank(saved, cells)):
        saved = run.source
    if not is_blank(saved, cells):
        return saved
    typed = _in_form(cells)
    return saved if typed is None else written(cells, typed, saved)


def _in_form(cells: QuestionCells) -> Any:
    """The answer that stands in the question's form and was checked; None without one."""
    before = kept.get(cells.key)
    if not before.checked:
        return None
    from .forms.show import form_for  # it knows the months that can be ticked

    form = form_for(bank.find(cells.key), cells)
    value = form.typed(before.values)
    return None if isinstance(value, Problem) else value


def page_of(address: str) -> Path | None:
    """The file of the page: the one whose kernel this is, or else the module's own in this folder or in the course."""
    page = notebook_path()
    if page is not None:
        return page
    here = Path.cwd()
    course = course_above(here)
    places = [
        here / f"{address}.ipynb",
        *([course / "exercises" / address / f"{address}.ipynb"] if course else []),
    ]
    return next((place for place in places if place.is_file()), None)


def _written_to(page: Path, address: str, name: str, data: bytes) -> Path:
    folder = (course_above(page.parent) or page.parent) / FOLDER
    plain = unicodedata.normalize("NFC", name).strip()[:LONGEST_NAME]
    words = re.sub(r"[^\w]+", "-", plain).strip("-_")
    path = folder / (f"{address}-{words}.ipynb" if words else f"{address}.ipynb")
    try:
        folder.mkdir(exist_ok=True)
        done = write_whole(path, data)
    except OSError:
        done = False
    if not done:
        raise NothingToHandIn(
            f"The file could not be written to {folder}. Move the QI Lab folder to a place of your own, such as "
            "Documents, open it from there, and press Hand in again."
        )
    return path


def _asked(cells: QuestionCells) -> tuple[str, str]:
    item = bank.find(cells.key)
    exercise = bank.exercise_of(item)
    return f"{exercise.code} {exercise.title}" if exercise else "", asked(item.ask)
