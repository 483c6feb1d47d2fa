"""Keeps a room within its memory and its disk: whoever takes too much is stopped, and only they."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import stat
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_PAGE = resource.getpagesize()


@dataclass
class Watch:
    """memory: bytes that all learners may take up beyond what they share."""

    memory: int

    def look(self, nurseries: list[int]) -> int | None:
        """Look once. Returns the nursery whose learner was stopped, None if nobody was."""
        taken = {pid: sum(map(own_bytes, [pid, *below(pid)])) for pid in nurseries}
        if sum(taken.values()) <= self.memory:
            return None
        worst = max(taken, key=taken.__getitem__)
        # Their kernel is ended and not their server: the page says so, and a button starts it anew.
        kernels = sorted(below(worst), key=own_bytes)
        with contextlib.suppress(OSError):
            os.kill(kernels[-1] if kernels else worst, signal.SIGKILL)
        return worst


@dataclass
class DiskWatch:
    """each: bytes that one learner's files may take up. folder: where the learners' folders are."""

    each: int
    folder: Path
    _free: int = 0
    _looked: float = 0.0

    def look(self, learners: dict[int, list[Path]]) -> dict[int, int]:
        """Nursery → bytes of each learner who has too much. learners: nursery → where that learner can write.

        Files are counted only when the disk has become fuller, and every ten seconds: to count them takes some time.
        """
        found = os.statvfs(self.folder)
        free, now = found.f_bavail * found.f_frsize, time.monotonic()
        if free > self._free - NOTED and now - self._looked < AGAIN:
            return {}
        self._free, self._looked = free, now
        taken = {pid: disk_bytes(places, [pid, *below(pid)]) for pid, places in learners.items()}
        return {pid: size for pid, size in taken.items() if size > self.each}


NOTED = 20_000_000  # bytes by which the disk has become fuller
AGAIN = 10.0  # seconds


def disk_bytes(places: Iterable[Path], pids: Iterable[int] = ()) -> int:
    """Bytes on the disk of all files in these places, and of files that these processes have open and nobody can find."""
    return sum(map(_below_bytes, places)) + sum(map(_hidden_bytes, pids))


def _below_bytes(place: Path | str) -> int:
    total = 0
    with contextlib.suppress(OSError):
        for entry in os.scandir(place):
            with contextlib.suppress(OSError):
                total += 512 * entry.stat(follow_symlinks=False).st_blocks
                if entry.is_dir(follow_symlinks=False):
                    total += _below_bytes(entry.path)
    return total


def _hidden_bytes(pid: int) -> int:
    """A file that was deleted while it is open takes up its place until it is closed."""
    seen = {}
    with contextlib.suppress(OSError):
        for handle in os.listdir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                found = os.stat(f"/proc/{pid}/fd/{handle}")
                if stat.S_ISREG(found.st_mode) and not found.st_nlink:
                    seen[found.st_dev, found.st_ino] = 512 * found.st_blocks
    return sum(seen.values())


_began: int | None = None


def own_bytes(pid: int) -> int:
    """Roughly the bytes that a process has for itself: what it has beyond the warm Python it was forked off."""
    global _began
    if _began is None:
        _began = _resident("self")
    return max(0, _resident(pid) - _began)


def _resident(pid: int | str) -> int:
    with contextlib.suppress(OSError, ValueError):
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text("ascii").split()
        return (int(resident) - int(shared)) * _PAGE
    return 0


def children() -> list[int]:
    """This process's own children."""
    us = os.getpid()
    return [int(pid) for pid in Path(f"/proc/{us}/task/{us}/children").read_text("ascii").split()]


def below(pid: int) -> list[int]:
    """All processes that come from this one, in no order."""
    found, todo = [], [pid]
    while todo:
        each = todo.pop()
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{each}/task"):
                inner = [
                    int(n) for n in Path(f"/proc/{each}/task/{task}/children").read_text("ascii").split()
                ]
                found += inner
                todo += inner
    return found
