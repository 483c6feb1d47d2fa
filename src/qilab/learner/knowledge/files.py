"""The results of the knowledge test as a small file for the facilitator: no name, no answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qilab.learner import progress

FORMAT = "qilab-test-1"


def dump(tests: dict[str, dict[str, Any]]) -> bytes:
    return (json.dumps({"format": FORMAT, "tests": tests}, indent=1) + "\n").encode("utf-8")


def read_results(path: Path) -> dict[str, dict[str, Any]]:
    """ "before" and "after" of a results file or a whole progress file. ProgressError says what to do."""
    try:
        if path.stat().st_size > progress.MAX_BYTES:
            raise progress.ProgressError(f"{path.name} is far too large to hold test results.")
        data = path.read_bytes()
    except OSError as error:
        raise progress.ProgressError(f"{path.name} could not be opened: {error.strerror}.") from None
    try:
        body = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        body = None
    if isinstance(body, dict) and body.get("format") == FORMAT:
        # The same sieve as for the progress file: what it does not know is refused, not read.
        data = json.dumps({"format": progress.FORMAT, "questions": {}, "tests": body.get("tests")}).encode()
    try:
        return progress.tests_of(data)
    except progress.ProgressError:
        raise progress.ProgressError(
            f"{path.name} holds no test results of this course. Ask for the file that the second test saves."
        ) from None
