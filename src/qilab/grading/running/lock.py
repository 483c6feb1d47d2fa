"""One marking at a time in a folder: a second one waits, and then finds the work done."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def one_at_a_time(out: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold OUT/.marking while marking. The system lets go of it when the process ends, however that may be."""
    out.mkdir(parents=True, exist_ok=True)
    with open(out / ".marking", "a+b") as file:
        if not _take(file, wait=False):
            waiting()
            _take(file, wait=True)
        yield


def _take(file: IO[bytes], wait: bool) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        return True
    except BlockingIOError:
        return False
