"""What arrives when three hundred people send something: each is marked as far as it can be, or told why not."""

import copy
import io
import json
import os
import random
import sqlite3
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qilab.grading.intake.collect import collect
from qilab.grading.intake.read import Unreadable, read_notebook
from qilab.grading.running.plan import WrongNotebook, make_plan
from qilab.grading.scoring.assignment import read_assignment
from support.seeds import nightly

MODULE = "m06_run_charts"


def cell_of(notebook, name):
    return next(c for c in notebook["cells"] if c["id"] == name)


def broken(make):
    """learner → (what is handed in, words that the reason must have)."""
    right = json.dumps(make.filled())
    wrong_version = {**make.filled(), "nbformat": 5}
    return {
        "truncated": (right[: len(right) // 2], "breaks off"),
        "empty": ("", "empty"),
        "text": ("Dear all, here are my answers", "not a notebook"),
        "page": ("<!DOCTYPE html><html>", "web page"),
        "list": ("[1, 2, 3]", "not a notebook"),
        "version": (wrong_version, "version 5"),
        "other": (
            {"cells": [make.code("1 + 1")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5},
            "nothing of",
        ),
        "deep": ("[" * 100_000, "not a notebook"),
        "zipped": (make.zipped(a=b"x"), "zip file"),
        "bytes": (bytes(range(256)) * 20, "not a notebook"),
    }


def marked(make):
    """learner → (what is handed in, points of eleven, problem that must be named)."""
    answers = make.solved()

    def changed(work):
        notebook = make.filled()
        work(notebook["cells"])
        return notebook

    def index(cells, name):
        return next(i for i, c in enumerate(cells) if c["id"] == name)

    def altered(cells):
        for c in cells:
            mark = c["metadata"].get("nbgrader", {})
            if mark.get("grade"):
                mark["points"] = 50
                c["source"] = "100.0"

    def unlock(cells):
        for c in cells:
            c["metadata"].get("nbgrader", {}).update(locked=False)

    def retype(cells):
        for name in ("m06-runs-check", "m06-runs-answer"):
            cell = cell_of({"cells": cells}, name)
            cell["cell_type"] = "markdown"
            cell.pop("outputs"), cell.pop("execution_count")

    def above(cells):
        check = cells.pop(index(cells, "m06-shift-check"))
        cells.insert(index(cells, "m06-shift-answer"), check)

    def unmarked(cells):
        for i, c in enumerate(cells):
            c["metadata"], c["id"] = {}, f"c{i}"

    def copied(cells):
        at = index(cells, "m06-runs-check")
        cells.insert(at + 1, copy.deepcopy(cells[at]))

    def copied_answer(cells):
        at = index(cells, "m06-runs-answer")
        cells.insert(at, {**copy.deepcopy(cells[at]), "source": "number_of_runs = None"})

    def missing(cells):
        del cells[index(cells, "m06-runs-check")]
        del cells[index(cells, "start-given")]

    def noisy(cells):
        cell_of({"cells": cells}, "m06-runs-answer")["outputs"] = [
            {"output_type": "stream", "name": "stdout", "text": "x" * 50_000_000}
        ]

    kernel = make.filled()
    kernel["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [
            {
                "cells": [
                    {
                        **{k: v for k, v in c.items() if k != "source"},
                        ("input" if c["cell_type"] == "code" else "source"): c["source"],
                    }
                    for c in make.filled()["cells"]
                ]
            }
        ],
    }
    text = json.dumps(make.filled(), ensure_ascii=False)
    crash = {**answers, "m06-runs-answer": "number_of_runs = falls['no such column']"}
    return {
        "plain": (make.filled(), 11, None),
        "altered": (changed(altered), 11, "locked cell changed"),
        "unlocked": (changed(unlock), 11, "cell unlocked"),
        "retyped": (changed(retype), 11, "kind of cell changed"),
        "above": (changed(above), 11, "check moved"),
        "unmarked": (changed(unmarked), 11, "marks of cells lost"),
        "copied": (changed(copied), 11, "cell copied"),
        "copied-answer": (changed(copied_answer), 11, "cell copied"),
        "missing": (changed(missing), 11, "cell missing"),
        "noisy": (changed(noisy), 11, None),
        "kernel": (kernel, 11, "another kernel"),
        "old": (old, 11, None),
        "windows": (text.replace("\\n", "\\r\\n").replace("\n", "\r\n"), 11, None),
        "marked-utf8": (b"\xef\xbb\xbf" + text.encode(), 11, None),
        "utf16": (text.encode("utf-16"), 11, None),
        "cp1252": (text.replace("−", "-").encode("cp1252", "ignore"), 11, None),
        "crash": (make.filled(crash), 10, None),
        "blank": (make.released(), 0, None),
        "odd-marks": (
            changed(lambda cells: [c["metadata"].update(nbgrader=[1]) for c in cells] and None), 11, "marks of cells lost"
        ),
    }  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory, make):
    """All of it in one folder, marked in one run."""
    room = make.Classroom(tmp_path_factory.mktemp("bad"))
    for learner, (notebook, _) in broken(make).items():
        room.hand_in(learner, notebook)
    for learner, (notebook, _, _) in marked(make).items():
        room.hand_in(learner, notebook)
    room.hand_in("renamed", make.filled(), name="my answers.ipynb")
    empty = room.submitted / "nothing" / MODULE
    empty.mkdir(parents=True)
    (empty / "answers.docx").write_bytes(b"x")
    linked = room.submitted / "linked" / MODULE
    linked.mkdir(parents=True)
    os.symlink(room.submitted / "plain" / MODULE / f"{MODULE}.ipynb", linked / f"{MODULE}.ipynb")
    os.mkfifo(linked / "pipe.ipynb")
    room.mark()
    return room


@pytest.mark.parametrize(
    "learner", ["truncated", "empty", "text", "page", "list", "version", "other", "deep", "zipped", "bytes"]
)
@pytest.mark.slow
def test_is_what_cannot_be_marked_told(room, make, learner):
    """The learner, the file and a plain reason; no traceback, no mark."""
    words = broken(make)[learner][1]
    record = room.record(learner)
    assert record["status"] == "rejected" and words in record["reason"]
    line = next(line for line in room.said if line.startswith(f"{learner}:"))
    assert f"{MODULE}.ipynb" in line and words in line
    assert learner not in room.gradebook()


@pytest.mark.slow
def test_is_what_can_be_marked_marked(room, make):
    """Points as they are deserved, and the thing itself named."""
    for learner, (_, points, problem) in marked(make).items():
        assert room.points(learner) == points, learner
        named = room.problems(learner)
        assert problem in named if problem else not named, (learner, named)
    assert room.points("renamed") == 11 and "renamed" in room.problems("renamed")


def test_are_links_and_pipes_left_alone(room):
    """A link to another's work is not followed, a pipe is not waited for."""
    record = room.record("linked")
    assert record["status"] == "rejected" and "link" in record["reason"]
    assert room.record("nothing")["status"] == "rejected"


def test_is_a_crash_told_where_it_was(room):
    """The learner whose cell failed reads that an earlier cell did not work."""
    item = next(i for i in room.record("crash")["items"] if i["key"] == "m06.runs")
    assert item["state"] == "blank" and "earlier cell did not work" in item["message"]


def test_is_each_marked_copy_a_valid_notebook(room):
    """nbformat's own validation, on every one."""
    import nbformat

    for path in (room.out / "autograded").rglob("*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))


# ---- a folder of mail -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mail(tmp_path_factory, make):
    """Folder of what people sent: notebooks, copies, zips, a bomb, a climber, and things that are no notebooks."""
    place = tmp_path_factory.mktemp("post")
    right = json.dumps(make.filled()).encode()
    put = make.put
    put(place / "mail" / f"{MODULE}-ash.ipynb", right)
    put(place / "mail" / f"birch {MODULE} (1).ipynb", right)
    put(place / "mail" / "Cedar Jones_1234_assignsubmission_file_" / f"{MODULE}.ipynb", right)
    put(place / "mail" / "dogwood.zip", make.zipped(**{f"work__{MODULE}.ipynb": right, "notes.txt": b"x"}))
    put(
        place / "mail" / "class.zip",
        make.zipped(**{f"elm__{MODULE}.ipynb": right, f"fir__{MODULE}.ipynb": right}),
    )
    put(place / "mail" / f"{MODULE}.ipynb", right)
    put(place / "mail" / "gorse.pdf", b"%PDF")
    put(place / "mail" / "broken.zip", b"PK\x03\x04 nothing")
    climber = io.BytesIO()
    with zipfile.ZipFile(climber, "w") as archive:
        archive.writestr("../../../climbed.ipynb", right)
        archive.writestr("/tmp/climbed.ipynb", right)
        archive.writestr("holly/m06_run_charts.ipynb", right)
    put(place / "mail" / "climber.zip", climber.getvalue())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(4):
            archive.writestr(f"ivy{i}.ipynb", b"0" * 140_000_000)
    put(place / "mail" / "bomb.zip", bomb.getvalue())
    return place / "mail"


@pytest.mark.slow
def test_whose_is_each_mail(mail):
    """Names from files, folders and zips; what belongs to nobody is told."""
    found = collect(mail, MODULE).submissions
    good = {s.learner for s in found if s.data is not None}
    assert good == {"ash", "birch", "Cedar-Jones", "dogwood", "elm", "fir", "holly"}
    told = {s.file: s.reason for s in found if s.data is None}
    assert "does not say whose" in told[f"{MODULE}.ipynb"]
    assert "PDF" in told["gorse.pdf"]
    assert "zip" in told["broken.zip"]
    assert any("leads out" in reason for reason in told.values())
    assert any("larger than" in reason or "bomb" in reason for reason in told.values())
    assert not (mail.parent / "climbed.ipynb").exists()


@pytest.mark.slow
def test_is_a_folder_of_mail_marked(mail, make, classroom):
    """From mail to marks; what belongs to nobody stands in a list of its own, and nbgrader's time stamp is kept."""
    classroom.mark(submitted=mail)
    assert classroom.points("ash") == classroom.points("holly") == 11
    nobodys = json.loads((classroom.out / "records" / f"{MODULE}-nobodys.json").read_text())
    assert f"{MODULE}.ipynb" in {entry["file"] for entry in nobodys}
    place = classroom.hand_in("late", make.filled()).parent
    (place / "timestamp.txt").write_text("2026-03-31 12:00:00 UTC")
    (classroom.hand_in("odd", make.filled()).parent / "timestamp.txt").write_text("yesterday " * 50)
    classroom.mark()
    with sqlite3.connect(classroom.out / "gradebook.db") as connection:
        when = dict(connection.execute("SELECT student_id, timestamp FROM submitted_assignment"))
    assert when["late"].startswith("2026-03-31 12:00") and when["odd"] is None and when["ash"] is None


# ---- a thousand small mutations ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def assignment(make):
    return read_assignment(make.ROOT, MODULE)


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just([]), st.just({}),
    st.just([[None]]), st.just({"nbgrader": {"grade_id": {}}}), st.just("m06-runs-check"),
)  # fmt: skip


@settings(max_examples=nightly(700, usual=175), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), values=st.lists(VALUES, min_size=1, max_size=4))
def test_does_any_small_change_of_the_json_stop_the_marking(make, assignment, seed, values):
    """Any value anywhere replaced, dropped or repeated: a plan with every check, or a plain reason."""
    draw = random.Random(seed)
    notebook = make.filled()
    for value in values:
        mutate(draw, notebook, value)
    check_plan(json.dumps(notebook).encode(), assignment)


@settings(max_examples=nightly(300, usual=80), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_does_any_small_change_of_the_bytes_stop_the_marking(make, assignment, seed):
    """Bytes flipped, cut out and doubled."""
    draw = random.Random(seed)
    data = bytearray(json.dumps(make.filled()).encode())
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(data))
        how = draw.randrange(3)
        if how == 0:
            data[at] = draw.randrange(256)
        elif how == 1:
            del data[at : at + draw.randint(1, 200)]
        else:
            data[at:at] = data[at : at + draw.randint(1, 200)]
    check_plan(bytes(data), assignment)


def mutate(draw, notebook, value):
    """Walk down to a random place and replace, drop or repeat what is there."""
    here = notebook
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return
        key = draw.choice(keys)
        if isinstance(here[key], dict | list) and draw.random() < 0.85:
            here = here[key]
            continue
        how = draw.randrange(3)
        if how == 0:
            here[key] = copy.deepcopy(value)
        elif how == 1:
            del here[key]
        elif isinstance(here, list):
            here.insert(draw.randrange(len(here) + 1), copy.deepcopy(here[key]))
        return


def check_plan(data, assignment):
    try:
        cells, _ = read_notebook(data)
        plan = make_plan(cells, assignment)
    except (Unreadable, WrongNotebook) as reason:
        assert len(str(reason).split()) > 3 and "Traceback" not in str(reason)
        return
    mine = [s.ours.grade_id for s in plan.steps if s.ours]
    assert sorted(mine) == sorted(assignment.order)
    for step in plan.steps:
        if step.ours and step.ours.locked:
            assert step.source == step.ours.source


@pytest.mark.parametrize("part", ["make_plan", "score", "marked_copy", "problems"])
@pytest.mark.slow
def test_does_what_nobody_has_thought_of_stop_the_others(classroom, make, monkeypatch, part):
    """Whichever step fails on one notebook: its learner is told of, and the next one has her marks."""
    from qilab.grading.running import marking_run

    classroom.hand_in("ash", make.filled({}))
    classroom.hand_in("birch", make.filled(make.solved()))
    real, calls = getattr(marking_run, part), []

    def fails_once(*words):
        calls.append(words)
        if len(calls) == 1:
            raise ZeroDivisionError("nobody has thought of this")
        return real(*words)

    monkeypatch.setattr(marking_run, part, fails_once)
    tally = classroom.mark(workers=1)
    assert (tally.marked, tally.rejected) == (1, 1)
    assert any("ash" in line and "new to us (ZeroDivisionError)" in line for line in classroom.said)
    assert classroom.record("ash")["status"] == "rejected"
    assert sum(item["points"] for item in classroom.record("birch")["items"]) == 11
    again = classroom.mark(workers=1)  # the fault was mended
    assert (again.marked, again.rejected, again.before) == (1, 0, 1)
