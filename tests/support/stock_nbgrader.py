"""nbgrader's own commands, and a class that it has marked: made once in a run, for each run of it takes seconds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from qilab.learner.forms.inputs import input_for
from qilab.learner.forms.source import written
from qilab.modules import bank
from qilab.modules.page_cells import cells_of
from qilab.questions.kinds import MonthsAnswer

from .once import once

MODULE = "m06_run_charts"


def nbgrader(course: Path, *words: str, ok: bool = True) -> str:
    """Run one of its commands in a course folder. Returns what it said; AssertionError if it ended otherwise than `ok`."""
    # The environment is not activated, as for most people: nbgrader must find its own helpers all the same.
    environment = {**os.environ, "PATH": os.defpath, "QILAB_PROGRESS": str(course / "p.json")}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode == 0) == ok, done.stdout + done.stderr
    return done.stdout + done.stderr


def new_course(folder: Path, root: Path) -> Path:
    """A copy of what nbgrader needs of the course, so that no test writes into the real one."""
    for name in ("exercises", "solutions"):
        shutil.copytree(root / name / MODULE, folder / name / MODULE)
    shutil.copy(root / "nbgrader_config.py", folder)
    return folder


def honest(make: SimpleNamespace) -> dict[str, dict[str, str]]:
    """A class: right, slips with a crash, blank, fresh data, text and units as people write them, all by form."""
    right = make.solved()
    slips = {
        "m06-centre-line-answer": 'centre_line = answer(falls.head(12)["rate"].mean(), unit="per 1,000 occupied bed days")',
        "m06-runs-answer": "number_of_runs = falls['no such column']",
        "m06-shift-answer": "shift_months = falls['month']",
        "m06-by-luck-answer": "del check",
    }
    fresh = {
        "m06-useful-points-answer": 'counts = data_for("E6.2", seed=7)\n' + right["m06-useful-points-answer"]
    }
    words = {
        "m06-centre-line-answer": "centre_line = 11.8",
        "m06-useful-points-answer": 'useful_points = "20"',
        "m06-runs-answer": "number_of_runs = 10.0",
        "m06-trend-answer": 'trend_months = "none"',
    }
    return {
        "ash": right,
        "birch": {**right, **slips},
        "cedar": {},
        "dale": {**right, **fresh},
        "elm": {**right, **words},
        "fir": _by_form(),
    }


def marked_class(temporary: pytest.TempPathFactory, make: SimpleNamespace) -> Path:
    """A copy, the caller's own, of a course folder in which stock nbgrader has released the page and marked the class."""

    def mark(out: Path) -> None:
        new_course(out, make.ROOT)
        for learner, answers in honest(make).items():
            page = out / "grading" / "submitted" / learner / MODULE / f"{MODULE}.ipynb"
            make.put(page, make.filled(answers))
        nbgrader(out, "generate_assignment", MODULE, "--force")
        nbgrader(out, "autograde", MODULE)

    return shutil.copytree(once(temporary, "marked_by_nbgrader", mark), temporary.mktemp("course") / "course")


def _by_form() -> dict[str, str]:
    """Each question of the page answered rightly in its form: the cells as the form writes them."""
    answers = {}
    for exercise in bank.exercises(MODULE):
        data = exercise.data()
        for item in exercise.items:
            months = tuple(data["month"].dt.to_period("M")) if isinstance(item.kind, MonthsAnswer) else ()
            fields, cells = input_for(item.kind, months), cells_of(item.key)
            filled = fields.fill("answer", item.right(data), getattr(item.kind, "unit", None))
            answers[cells.answer_id] = written(cells, fields.value("answer", filled))
    return answers
