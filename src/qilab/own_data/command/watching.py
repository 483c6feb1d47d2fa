"""Draw again whenever a file is saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

EVERY = 1.0  # seconds between two looks at the file

State = tuple[int, int, int]


def watch(path: Path, draw: Callable[[], int], wait: Callable[[float], object] = time.sleep) -> int:
    """Draw now, and again after each change of the file, until Ctrl-C. Returns 0; what the first draw returns where it
    asks (2) or where there is no file.

    A file that is being saved is smaller from look to look, or away for a moment: it is drawn once two looks are alike.
    """
    drawn = _state(path)
    code = draw()
    if code == 2 or drawn is None:  # nobody is there to answer, so nobody will be later; or a mistyped name
        return code
    print("Watching the file. Save it and it is drawn again; Ctrl-C stops.", flush=True)
    before: State | None = drawn
    try:
        while True:
            wait(EVERY)
            now = _state(path)
            if now is not None and now == before and now != drawn:
                drawn = now
                print("\nThe file has changed.", flush=True)
                draw()
            before = now
    except KeyboardInterrupt:
        print("\nStopped. What was drawn last is still there.")
        return 0


def _state(path: Path) -> State | None:
    """What changes when a file is saved; None while it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
