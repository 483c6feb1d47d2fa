"""The assignment as it was released: the text of every cell, which question each check asks, and where its answer stands."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from qilab.modules import bank
from qilab.questions.item import Exercise, Item

from .fingerprint import course_fingerprint

_KEY = re.compile(r"""check\(\s*["']([\w.]+)["']""")


class NoAssignment(ValueError):
    """There is no such assignment here, with what to do."""


@dataclass(frozen=True)
class Cell:
    """One released cell. grade_id: "" for a cell that nobody marks or locks. key: the question of a check."""

    kind: str
    source: str
    grade_id: str = ""
    locked: bool = False
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: float = 0.0
    checksum: str = ""
    metadata: str = "{}"

    @property
    def key(self) -> str | None:
        """The question that the cell checks, such as "m06.two_points"; None where the cell is no check."""
        found = _KEY.search(self.source) if self.grade and not self.solution and self.kind == "code" else None
        return found.group(1) if found else None

    @property
    def by_hand(self) -> bool:
        """Marked by a person in formgrader: a written answer, or a task."""
        return self.task or (self.grade and (self.solution or self.kind == "markdown"))

    @property
    def nbgrader(self) -> dict[str, Any]:
        """The metadata that nbgrader keeps in the cell. ValueError if they are not JSON."""
        return json.loads(self.metadata)


@dataclass(frozen=True)
class Assignment:
    """A released assignment: one notebook of the same name as its folder."""

    name: str
    cells: tuple[Cell, ...]
    header: str  # the notebook's own metadata, as JSON
    rubrics: dict[str, str]

    @cached_property
    def by_id(self) -> dict[str, Cell]:
        """grade_id → cell, for the cells that have one."""
        return {c.grade_id: c for c in self.cells if c.grade_id}

    @cached_property
    def order(self) -> list[str]:
        """The grade_ids, in the order of the notebook."""
        return [c.grade_id for c in self.cells if c.grade_id]

    @cached_property
    def checks(self) -> tuple[Cell, ...]:
        """The cells that check an answer, in the order of the notebook."""
        return tuple(c for c in self.cells if c.key)

    def answer_cell(self, check: Cell) -> Cell | None:
        """The cell in which the answer to a check is written: the last one before it that is to be filled in."""
        before = self.cells[: self.cells.index(check)]
        return next((c for c in reversed(before) if c.solution), None)

    def item(self, check: Cell) -> Item:
        """The question of a check. LookupError if the course has none of that key."""
        return bank.find(check.key or "")

    def exercise(self, item: Item) -> Exercise | None:
        """The exercise that the question belongs to; None for a question of the lesson."""
        return bank.exercise_of(item)

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises that the notebook checks at least one question of, in the order of the course."""
        wanted = {c.key for c in self.checks}
        return tuple(e for e in bank.exercises() if any(i.key in wanted for i in e.items))

    @cached_property
    def fingerprint(self) -> str:
        """Changes when the release does, or anything else that its marks depend on."""
        release = repr((self.cells, self.header, self.rubrics))
        return hashlib.sha256(f"{release} {course_fingerprint()}".encode()).hexdigest()


def read_assignment(root: Path, name: str) -> Assignment:
    """The released assignment `name` of the course at `root`. NoAssignment names those there are."""
    path = root / "exercises" / name / f"{name}.ipynb"
    known = sorted(p.parent.name for p in (root / "exercises").glob("*/*.ipynb"))
    if name not in known or not path.is_file():
        raise NoAssignment(f"There is no assignment “{name[:60]}”. There are: {', '.join(known) or 'none'}.")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = tuple(_cell(cell) for cell in notebook["cells"])
    for cell in cells:
        if cell.key:
            bank.find(cell.key)  # a check that nobody can score must not wait for a learner to be found
    return Assignment(name, cells, json.dumps(notebook["metadata"]), _rubrics(root, name))


def _cell(cell: dict[str, Any]) -> Cell:
    mark = cell["metadata"].get("nbgrader", {})
    return Cell(
        kind=cell["cell_type"],
        source="".join(cell["source"]),
        grade_id=mark.get("grade_id", ""),
        locked=bool(mark.get("locked")),
        grade=bool(mark.get("grade")),
        solution=bool(mark.get("solution")),
        task=bool(mark.get("task")),
        points=float(mark.get("points", 0)),
        checksum=mark.get("checksum", ""),
        metadata=json.dumps(mark),
    )


def _rubrics(root: Path, name: str) -> dict[str, str]:
    """What the solution says to the marker of a written answer, between BEGIN and END MARK SCHEME."""
    path = root / "solutions" / name / f"{name}.ipynb"
    if not path.is_file():
        return {}
    found = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        scheme = re.search(r"### BEGIN MARK SCHEME\n(.*?)### END MARK SCHEME", "".join(cell["source"]), re.S)
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if scheme and grade_id:
            found[grade_id] = scheme.group(1).strip()
    return found
