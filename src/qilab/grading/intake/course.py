"""What the course knows of its own notebooks: which module a notebook is of, and how much of it was answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from qilab.grading.scoring.assignment import Assignment
from qilab.modules.catalogue import catalogue

from .names import ModuleNames
from .read import Unreadable, read_notebook
from .stored import StoredFile, grade_ids_in
from .tree import FoundFile

STRAY = "another notebook"  # a notebook that is of no module


@dataclass(frozen=True)
class Course:
    """cells: grade id → the one module that has it. released: the assignment that is being marked."""

    names: ModuleNames
    cells: dict[str, str] = field(default_factory=dict, repr=False)
    released: Assignment | None = field(default=None, repr=False)

    @classmethod
    def read(cls, root: Path | None = None, released: Assignment | None = None) -> Course:
        """From the released notebooks below `root`; without it, by the modules' names alone."""
        owners: dict[str, set[str]] = {}
        for path in sorted((root / "exercises").glob("*/*.ipynb")) if root else []:
            for name in grade_ids_in(path.read_bytes()):
                owners.setdefault(name, set()).add(path.parent.name)
        titles = {address: entry.title for address, entry in catalogue().items()}
        titles |= {module: module for found in owners.values() for module in found if module not in titles}
        cells = {name: next(iter(found)) for name, found in owners.items() if len(found) == 1}
        return cls(ModuleNames(titles), cells, released)

    def module_of(self, file: FoundFile) -> str:
        """The module that a notebook is of; "" if it cannot be told, STRAY if it is certainly of none."""
        if file.data is None:
            return ""
        counts: dict[str, int] = {}
        for name in file.data.grade_ids & self.cells.keys():
            counts[self.cells[name]] = counts.get(self.cells[name], 0) + 1
        if self.released is not None and file.data.grade_ids & self.released.by_id.keys():
            counts.setdefault(self.released.name, 1)
        if counts:
            return max(sorted(counts), key=counts.__getitem__)
        if file.data.grade_ids or self.released is None:
            return ""
        return self._by_text(file.data)

    def _by_text(self, data: StoredFile) -> str:
        """Some programs throw all marks away: then a cell is known by its text."""
        assert self.released is not None
        try:
            cells, _ = read_notebook(data.read())
        except Unreadable:
            return ""
        ours = {_plain(c.source) for c in self.released.cells if c.grade_id and len(c.source) > 12}
        return self.released.name if any(_plain(c.source) in ours for c in cells) else STRAY

    def answered(self, data: StoredFile) -> int:
        """How many answer cells hold something else than was released; −1 if it cannot be read."""
        try:
            cells, _ = read_notebook(data.read())
        except Unreadable:
            return -1
        if self.released is None:
            return 0
        ours = {c.grade_id: _plain(c.source) for c in self.released.cells if c.solution and c.grade_id}
        return len(
            {
                c.grade_id
                for c in cells
                if c.grade_id in ours and _plain(c.source) not in ("", ours[c.grade_id])
            }
        )


def _plain(source: str) -> str:
    return re.sub(r"\s+", " ", source).strip()
