"""What ran in this notebook: the last run of each cell that gives a name its value, and whether it came through.

A verdict is only given on an answer that ran. A name's value alone does not tell: after a cell has failed, the name
still has the value of the run before.
"""

from __future__ import annotations

import ast
import re
import time
from dataclasses import dataclass, field
from typing import Any

from . import in_use

_WATCHED = "_qilab_watched"
_GIVEN = re.compile(r"^(\w+)\s*=(?!=)", flags=re.M)  # for a cell that Python cannot parse


@dataclass(frozen=True)
class Run:
    """One run of a cell: its id in the notebook (None where the page does not say), its source, whether it failed,
    when it ended (seconds since 1970), the seed of each exercise's data then, and whether the answer form did it.
    """

    cell: str | None
    source: str
    failed: bool
    at: float
    data: dict[str, int | None] = field(default_factory=dict)
    by_form: bool = False


_by_name: dict[str, Run] = {}
_by_cell: dict[str, Run] = {}
# The cell that runs now: its id and its source.
_now: tuple[str | None, str] = (None, "")


def watch(shell: Any) -> None:
    """Note what runs in this shell from now on. Asking twice changes nothing."""
    if getattr(shell, _WATCHED, False):
        return
    setattr(shell, _WATCHED, True)
    shell.events.register("pre_run_cell", _begun)
    shell.events.register("post_run_cell", _ended)


def source_now() -> str:
    """The source of the cell that runs now; "" where no shell is watched."""
    return _now[1]


def cell_now() -> str | None:
    """The id of the cell that runs now, or None."""
    return _now[0]


def last_run(name: str, cell: str | None = None) -> Run | None:
    """The last run of the cell with this id, or of one that gave `name` its value, whichever came later; else None."""
    runs = [run for run in (_by_name.get(name), _by_cell.get(cell or "")) if run is not None]
    return max(runs, key=lambda run: run.at, default=None)


def note(name: str, source: str, cell: str | None = None) -> None:
    """Note that `name` was given its value by `source` without a cell having run: the answer form did it."""
    run = Run(cell, source, False, time.time(), dict(in_use.judged), by_form=True)
    _by_name[name] = run
    if cell:
        _by_cell[cell] = run


def forget() -> None:
    """As after a restart of the kernel: nothing has run."""
    global _now
    _by_name.clear()
    _by_cell.clear()
    _now = (None, "")


def names_given(source: str) -> set[str]:
    """The names that a cell's own lines give a value to; as far as can be told where Python cannot parse it."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(_GIVEN.findall(source))
    found: set[str] = set()
    for statement in tree.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return found


def _begun(info: Any = None) -> None:
    global _now
    _now = (getattr(info, "cell_id", None), getattr(info, "raw_cell", "") or "")


def _ended(result: Any = None) -> None:
    info = getattr(result, "info", None)
    source = getattr(info, "raw_cell", "") or ""
    if not source.strip() or getattr(info, "silent", False):
        return
    run = Run(getattr(info, "cell_id", None), source, not result.success, time.time(), dict(in_use.judged))
    if run.cell:
        _by_cell[run.cell] = run
    for name in names_given(source):
        _by_name[name] = run
