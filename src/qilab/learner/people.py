"""Several people on one computer: each has their own record, and those who are not here now have a number.

The record in use keeps its usual name. When somebody else begins, it is put aside under a number, as
my-progress.person-1.json, with the test in hand and the answers that belong to it. Whoever comes back takes it up again by
that number. A number is no name, and what is put aside is never written over.
"""

from __future__ import annotations

import contextlib
import os
import re
from itertools import count
from pathlib import Path

from . import kept, progress
from .knowledge import draft


def _in_use() -> tuple[Path, ...]:
    """The files that belong to the person who is here, the record last: it says that somebody was here."""
    return kept.where(), draft.where(), progress.where()


def _aside(path: Path, number: int) -> Path:
    """my-progress.json → my-progress.person-1.json, my-progress.test.json → my-progress.test.person-1.json."""
    return path.with_suffix(f".person-{number}{path.suffix}")


def record_of(number: int) -> Path:
    """Where the record of this number lies while somebody else is here."""
    return _aside(progress.where(), number)


def away() -> list[int]:
    """The numbers of those whose files are put aside, in order."""
    found = set()
    for path in _in_use():
        like = re.compile(re.escape(path.stem) + r"\.person-([1-9]\d{0,5})" + re.escape(path.suffix))
        with contextlib.suppress(OSError):
            found |= {int(m.group(1)) for other in path.parent.iterdir() if (m := like.fullmatch(other.name))}
    return sorted(found)


def number_here() -> int:
    """The number of the person who is here: the smallest that nobody has who is away.

    Whoever takes up their record leaves a gap, which is theirs again when they go.
    """
    taken = set(away())
    return next(number for number in count(1) if number not in taken)


def begin_anew() -> Path | None:
    """Put aside all that belongs to the person who is here. Returns where their record lies now (the test in hand where
    there is no record yet), None where there was nothing. OSError where the folder cannot be written to: then all is as
    it was.
    """
    number = number_here()
    moved = _move([(path, _aside(path, number)) for path in _in_use()])
    return moved[-1] if moved else None


def take_up(number: int) -> Path | None:
    """Let the person with this number carry on; whoever is here is put aside first. Returns where, as `begin_anew` does.

    ValueError if nobody has the number; OSError where the folder cannot be written to: then all is as it was.
    """
    if number not in away():
        raise ValueError(f"Nobody has the number {number} on this computer.")
    here = number_here()
    aside = [(path, _aside(path, here)) for path in _in_use()]
    moved = _move([*aside, *((_aside(path, number), path) for path in _in_use())])
    return next((new for _, new in reversed(aside) if new in moved), None)


def _move(pairs: list[tuple[Path, Path]]) -> list[Path]:
    """Rename each file that is there; all of them or none. Returns the new places."""
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in pairs:
            if old.exists():
                os.replace(old, new)
                done.append((old, new))
    except OSError:
        for old, new in reversed(done):
            os.replace(new, old)
        raise
    return [new for _, new in done]
