"""What a test needs from the computer, how to get it, and how a run says what it left out.

A test that needs something which is not here calls `leave_out`, mostly through a fixture (`sandbox`, `chromium`,
`database`). The run then names it as skipped and ends with a sentence that counts what was left out.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NoReturn

import pytest

HOW_TO_GET_IT = {
    "a browser": "run `python -m playwright install chromium` with the Python in .venv, or install Chromium or Chrome",
    "bubblewrap": "Debian and Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap",
    "bubblewrap, which is for Linux alone": "run the tests on Linux, on Windows inside WSL",
    "JupyterHub, on Linux": "start the tests with `python start.py test`, which installs it; on Windows inside WSL",
    "Landlock": "run the tests on Linux 5.13 or newer, started with Landlock switched on",
    "packages from npm": "install Node.js, which brings npm, and let it reach the npm registry or a mirror of it",
    "Node and Pyodide": "install Node 18 or newer with npm, and be on a network once; or let QILAB_PYODIDE name a folder with "
    "the files of src/qilab/publish/browser/lock.json",
    "PostgreSQL": "install it, or set QILAB_POSTGRES to the address of a server for tests",
}
NOT_HERE = "bubblewrap, which is for Linux alone"  # cannot be had, so that leaving it out is no failure
_REASON = re.compile(r"needs (.+?)(?:: .*)?$", re.DOTALL)


def leave_out(need: str, why: str = "") -> NoReturn:
    """Skip this test for want of one of `HOW_TO_GET_IT`; `why` is what the computer said."""
    if need not in HOW_TO_GET_IT:
        raise ValueError(f"say in HOW_TO_GET_IT how {need} is had")
    pytest.skip(f"needs {need}: {why}" if why else f"needs {need}")


@cache
def _no_sandbox() -> str:
    """Why there is no sandbox for submissions here; empty if there is one."""
    from qilab.grading.running.sandbox import NoSandbox, check_sandbox

    try:
        check_sandbox()
    except NoSandbox as reason:
        return str(reason)
    return ""


def need_sandbox() -> None:
    """Leave this test out if submissions cannot be locked in here."""
    if _no_sandbox():
        leave_out("bubblewrap" if sys.platform == "linux" else NOT_HERE, _no_sandbox())


def need_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """What a skipped test lacked, or the reason that it gave."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ")
    found = _REASON.match(reason)
    return found[1] if found and found[1] in HOW_TO_GET_IT else reason


def by_need(reports: Iterable[pytest.TestReport | pytest.CollectReport]) -> dict[str, Counter[str]]:
    """need → how many tests of each file lacked it, the need of most tests first."""
    found: dict[str, Counter[str]] = {}
    for report in reports:
        found.setdefault(need_of(report), Counter())[report.nodeid.partition("::")[0]] += 1
    return dict(sorted(found.items(), key=lambda pair: -pair[1].total()))


def in_a_sentence(found: dict[str, Counter[str]]) -> str:
    """How many tests were left out, for want of what, and how that is had. Empty if none was."""
    if not found:
        return ""
    number = sum(files.total() for files in found.values())
    parts = [
        f"{files.total()} need{'s' * (files.total() == 1)} {need} ({HOW_TO_GET_IT[need]})"
        if need in HOW_TO_GET_IT
        else f"{files.total()} because: {need}"
        for need, files in found.items()
    ]
    verb = "test was" if number == 1 else "tests were"
    return f"{number} {verb} left out: {'; '.join(parts)}."
