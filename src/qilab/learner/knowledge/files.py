"""The results of the knowledge test as a small file for the facilitator: no name, no answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qilab.learner import progress

from .gain import tracks_apart

FORMAT = "qilab-test-1"


def dump(tests: dict[str, dict[str, Any]]) -> bytes:
    """The results file as UTF-8 JSON: its format, and the tests by "before" and "after", as
    `progress.read_tests` gives them.
    """
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


@dataclass
class Collected:
    """results: "before" and "after" of each person. left_out: a sentence for each file that is not among them."""

    results: list[dict[str, dict[str, Any]]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def collect_results(paths: Iterable[Path]) -> Collected:
    """The results in these files and folders (and the folders in them), each person's once.

    A file that lies there twice, or a person's results file beside their progress file, would count one person as two.
    """
    found = Collected()
    first: dict[str, Path] = {}
    for path in _files(paths):
        try:
            tests = read_results(path)
        except progress.ProgressError as problem:
            found.left_out.append(str(problem))
            continue
        missing = [when for when in ("before", "after") if when not in tests]
        apart = not missing and tracks_apart(tests["before"], tests["after"])
        same = json.dumps(tests, sort_keys=True)
        if missing:
            found.left_out.append(f"{path.name} has no test {' and no test '.join(missing)} the course.")
        elif apart:
            found.left_out.append(
                f"{path.name} has two tests of different tracks or versions, so no gain can be worked out."
            )
        elif same in first:
            found.left_out.append(f"{path} holds the same results as {first[same]}: counted once.")
        else:
            first[same] = path
            found.results.append(tests)
    return found


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    """Each file once, also where a folder and a file in it are both given."""
    every = (f for path in paths for f in (sorted(path.rglob("*.json")) if path.is_dir() else [path]))
    return {file.resolve(): file for file in every}.values()
