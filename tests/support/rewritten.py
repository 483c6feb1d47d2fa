"""What pytest makes of the asserts of test files, made once before its workers begin.

Each worker reads all test files, and all begin with the first: on a fresh copy each would rewrite every file for itself, five
seconds of a core. What is made here lies where pytest itself keeps it, and pytest makes anew what is not right. The
functions are pytest's own and not public: without them all goes on, only later.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PROCESSES = 2


def rewrite_for_workers(config: pytest.Config) -> None:
    """Rewrite all test files in two processes, if workers are about to collect all of them."""
    workers = getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput")
    whole = {config.rootpath / place for place in config.args} == {TESTS}
    if not (workers and whole and sys.platform == "linux") or sys.dont_write_bytecode:
        return
    files = sorted(TESTS.rglob("*.py"))
    children = []
    for number in range(PROCESSES):
        child = os.fork()
        if not child:
            with contextlib.suppress(Exception):
                _rewrite(files[number::PROCESSES], config)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def _rewrite(files: list[Path], config: pytest.Config) -> None:
    from _pytest.assertion import rewrite

    state = config.stash[rewrite.assertstate_key]
    for file in files:
        if file.name != "conftest.py" and not file.name.startswith("test_"):
            continue
        folder = rewrite.get_cache_dir(file)
        kept = folder / (file.name[:-3] + rewrite.PYC_TAIL)
        if rewrite._read_pyc(file, kept) is None and rewrite.try_makedirs(folder):
            source, code = rewrite._rewrite_test(file, config)
            rewrite._write_pyc(state, code, source, kept)
