"""What takes long to make and several tests need: made once in a run, whichever workers the tests come to.

A fixture of a file is made anew by each worker that takes some of its tests; what this makes is not.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

LONGEST = 600  # seconds that another worker may take to make it
WORKER = "PYTEST_XDIST_WORKER"


def once(temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` filled: in this worker, or in the one that came first. RuntimeError if it failed there.

    temporary: pytest's tmp_path_factory. name: of the folder, one for each thing. make: is given the folder, empty.
    """
    base = temporary.getbasetemp()
    place = (base.parent if WORKER in os.environ else base) / f"once-{name}"
    done, failed = (place.with_name(f"{place.name}.{how}") for how in ("done", "failed"))
    try:
        place.mkdir()  # only one can make it: who does is the one that fills it
    except FileExistsError:
        deadline = time.monotonic() + LONGEST
        while not done.exists():
            if failed.exists() or time.monotonic() > deadline:
                raise RuntimeError(f"{name} could not be made; the test that came first says why.") from None
            time.sleep(0.1)
        return place
    try:
        make(place)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return place
