"""A small room, marked: records as marking leaves them, with figures that can be worked out by hand."""

import json
from pathlib import Path

import pytest

from qilab.modules import bank
from qilab.publish.module import read_module

ROOT = Path(__file__).parents[3]
ASSIGNMENT = "m06_run_charts"


@pytest.fixture(scope="session")
def module():
    return read_module(ROOT / "src" / "qilab" / "modules" / ASSIGNMENT)


def row(key, state="right", mistake=None, message="Said.", points=None):
    """One question of a record, with what the item bank knows of it."""
    item = bank.find(key)
    won = (item.points if state in ("right", "note") else 0) if points is None else points
    return {
        "key": key,
        "exercise": bank.exercise_of(item).code,
        "outcome": item.outcome,
        "points": won,
        "max": item.points,
        "state": state,
        "mistake": mistake,
        "message": message,
        "answer": None,
        "reread": item.reread,
    }


def record(learner, rows=(), status="marked", reason="", problems=(), seconds=1.5):
    return {
        "version": 1,
        "learner": learner,
        "assignment": ASSIGNMENT,
        "notebook": f"{ASSIGNMENT}.ipynb",
        "status": status,
        "reason": reason,
        "problems": list(problems),
        "seconds": seconds,
        "items": list(rows),
    }


@pytest.fixture
def room(tmp_path):
    """Write records into a folder as `qilab grade` does; returns the folder of all records."""

    def write(*records, folder="records"):
        place = tmp_path / folder / ASSIGNMENT
        place.mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(records):
            (place / f"{number:03d}.json").write_text(json.dumps(one), encoding="utf-8")
        return tmp_path / folder

    return write


MEAN = "the mean instead of the median"


@pytest.fixture
def four(room):
    """Four learners, three questions. Points: ada 3, ben 2, cal 1, dee 0 of 3."""
    centre, runs, shift = "m06.centre_line", "m06.runs", "m06.shift"
    return room(
        record("ada", [row(centre), row(runs), row(shift)]),
        record("ben", [row(centre), row(runs), row(shift, "mistake", "used 7 or 8")]),
        record("cal", [row(centre), row(runs, "mistake", "crossings"), row(shift, "blank")]),
        record("dee", [row(centre, "mistake", MEAN), row(runs, "mistake", "crossings"), row(shift, "blank")]),
    )
