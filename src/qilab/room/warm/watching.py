"""Keeps a room within its memory: when all together take too much, the learner who took most is stopped, and only they."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
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
