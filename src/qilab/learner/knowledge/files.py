"""The results of the knowledge test as files for the facilitator, without names: those that the course saves, and gain.csv."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qilab.learner import progress, shallow_json

from .gain import tracks_apart
from .sheet import SHEET, read_sheet

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
        body = shallow_json.loads(data.decode("utf-8-sig"))
    except ValueError:  # not UTF-8, no JSON, or nested beyond measure
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
    """results: "before" and "after" of each person. left_out: a sentence for each file, or row of a
    sheet, that is not among them. counted: what both are, in a word.
    """

    results: list[dict[str, dict[str, Any]]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    counted: str = "files"


def collect_results(paths: Iterable[Path]) -> Collected:
    """The results in these files and folders (and the folders in them), each person's once.

    A file that lies there twice, a person's results file beside their progress file, or typed into a sheet as well, would
    count one person as two. Two rows of one sheet are two people, however alike. In a folder a record that was replaced
    (my-progress.old.json) is left out, because its owner has a newer one.
    """
    found = Collected()
    first: dict[str, str] = {}
    for path in _files(paths, found.left_out):
        if path.suffix.lower() == ".csv":
            _collect_sheet(path, found, first)
            continue
        try:
            tests = read_results(path)
        except progress.ProgressError as problem:
            found.left_out.append(str(problem))
            continue
        missing = [when for when in ("before", "after") if when not in tests]
        apart = not missing and tracks_apart(tests["before"], tests["after"])
        same = _fingerprint(tests)
        if missing:
            found.left_out.append(f"{path.name} has no test {' and no test '.join(missing)} the course.")
        elif apart:
            found.left_out.append(
                f"{path.name} holds two tests of different tracks or versions, so no gain can be worked out."
            )
        elif same in first:
            found.left_out.append(f"{path} holds the same results as {first[same]}: counted once.")
        else:
            first[same] = str(path)
            found.results.append(tests)
    return found


def _collect_sheet(path: Path, found: Collected, first: dict[str, str]) -> None:
    try:
        sheet = read_sheet(path)
    except progress.ProgressError as problem:
        found.left_out.append(str(problem))
        return
    whole = _fingerprint({str(person): tests for person, tests in sheet.results.items()})
    if sheet.results and whole in first:
        found.left_out.append(f"{path} holds the same results as {first[whole]}: counted once.")
        return
    first[whole], found.counted = str(path), "results"
    found.left_out += sheet.left_out
    for person, tests in sheet.results.items():
        same = _fingerprint(tests)
        if same in first:
            found.left_out.append(
                f"{path.name}, person {person}: the same results, ratings and all, are in {first[same]}: counted once."
            )
        else:
            found.results.append(tests)


def _fingerprint(tests: dict[str, Any]) -> str:
    return json.dumps(tests, sort_keys=True)


# What else the course keeps beside a record: the answers in its forms, and a test in hand.
_BESIDE = re.compile(r"my-answers.*\.json|.*\.test(\.person-\d+)?\.json")
_REPLACED = re.compile(r".*\.old(-\d+)?\.json")


def _files(paths: Iterable[Path], left_out: list[str]) -> Iterable[Path]:
    """Each file once, also where a folder and a file in it are both given; sheets last, after the files they may repeat."""
    every: dict[Path, Path] = {}
    for path in paths:
        within = [*path.rglob("*.json"), *path.rglob(f"{Path(SHEET).stem}*.csv")] if path.is_dir() else []
        for file in sorted(f for f in within if not _BESIDE.fullmatch(f.name)) if path.is_dir() else [path]:
            if path.is_dir() and _REPLACED.fullmatch(file.name):
                left_out.append(
                    f"{file.name} is an older record that was replaced. Name the file itself to count it."
                )
            else:
                every.setdefault(file.resolve(), file)
    return sorted(every.values(), key=lambda file: file.suffix.lower() == ".csv")
