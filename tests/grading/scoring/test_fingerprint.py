"""The fingerprint that decides whether earlier marks still hold: does it cover what a mark depends on?"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from qilab.grading.scoring import fingerprint
from qilab.grading.scoring.assignment import read_assignment
from qilab.grading.scoring.fingerprint import (
    COVERED,
    PACKAGE,
    FingerprintIncomplete,
    course_fingerprint,
    covered_files,
)

JUDGING = """
import json, sys
from qilab.grading.running import mark, marking_run
from qilab.grading.scoring import gradebook
from qilab.modules import bank
for item in bank.items().values():
    exercise = bank.exercise_of(item)
    if exercise:
        item.outcomes(exercise.data(11))
print(json.dumps([m.__file__ for n, m in sys.modules.items() if n.partition(".")[0] == "qilab" and m.__file__]))
"""


def test_is_every_module_covered_that_takes_part_in_a_mark():
    """Everything of ours that is loaded once answers to new data can be judged and written down."""
    done = subprocess.run([sys.executable, "-c", JUDGING], capture_output=True, text=True, check=True)
    loaded = {path for path in json.loads(done.stdout)}
    assert len(loaded) > 60
    missing = loaded - {str(path) for path in covered_files()}
    # What the bar shows and how a command is read changes no mark.
    assert {path.removeprefix(f"{PACKAGE}/") for path in missing} <= {"grading/__init__.py"}


@pytest.mark.parametrize("place", COVERED)
def test_does_it_say_so_when_a_place_is_gone(tmp_path, place):
    """Each named place, taken away in turn: an error that names it, never a fingerprint of what is left."""
    package = tmp_path / "qilab"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "front", "*.js"))
    gone = package / place
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    with pytest.raises(FingerprintIncomplete, match=f"Nothing was marked: {place} is not in"):
        list(covered_files(package))


@pytest.mark.parametrize(
    "file",
    [
        "methods/spc/limits.py",
        "methods/measure.py",
        "questions/item.py",
        "modules/m06_run_charts/questions/e6_1.py",
        "modules/m06_run_charts/module.toml",
        "learner/check.py",
        "trusts/generate/safety/falls.py",
        "trusts/schema/table.py",
        "grading/scoring/values.py",
        "grading/inside/plain.py",
        "grading/running/plan.py",
    ],
)
def test_does_it_change_with_a_file_that_marks_depend_on(tmp_path, monkeypatch, file):
    """One more line in any of them gives another fingerprint; putting it back gives the old one."""
    package = tmp_path / "qilab"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "front"))
    monkeypatch.setattr(fingerprint, "PACKAGE", package)
    monkeypatch.setattr(fingerprint.covered_files, "__defaults__", (package, COVERED))
    before = course_fingerprint.__wrapped__()
    text = (package / file).read_text(encoding="utf-8")
    (package / file).write_text(text + "\n# changed\n", encoding="utf-8")
    changed = course_fingerprint.__wrapped__()
    (package / file).write_text(text, encoding="utf-8")
    assert changed != before == course_fingerprint.__wrapped__()


@pytest.mark.parametrize("library", ["numpy", "pandas", "scipy"])
def test_does_it_change_with_the_version_of_a_library(monkeypatch, library):
    """Another numpy may round another way."""
    before = course_fingerprint.__wrapped__()
    real = fingerprint.version
    monkeypatch.setattr(fingerprint, "version", lambda name: "0.0" if name == library else real(name))
    assert course_fingerprint.__wrapped__() != before


@pytest.mark.slow
def test_is_marked_work_marked_again_after_a_method_has_changed(make, classroom, monkeypatch):
    """The second run leaves all alone; after a change of what marks depend on it marks all anew."""
    classroom.hand_in("ash", make.filled())
    assert classroom.mark().marked == 1
    assert classroom.mark().before == 1
    monkeypatch.setattr("qilab.grading.scoring.assignment.course_fingerprint", lambda: "another")
    assert classroom.mark().marked == 1


def test_does_the_release_count(make):
    """Two modules have two fingerprints."""
    first, second = (read_assignment(make.ROOT, name) for name in ("m06_run_charts", "m04_measures"))
    assert first.fingerprint != second.fingerprint
