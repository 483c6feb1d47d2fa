"""What does a room give to its learners, and what does it keep of them?"""

import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from qilab.grading.intake.collect import collect
from qilab.grading.intake.course import Course
from qilab.room import course_copy, saving

ROOT = Path(__file__).parents[2]
PAGE = "exercises/m06_run_charts/m06_run_charts.ipynb"


@pytest.fixture
def room(tmp_path):
    """A room's folder with the course's copy and two learners, nurse-07 and ann."""
    course_copy.make_copy(ROOT, tmp_path / "course")
    for name in ("nurse-07", "ann"):
        course_copy.own_pages(tmp_path / "course", tmp_path / "learners" / name)
    return tmp_path


def answer(room: Path, name: str, words: str) -> None:
    path = room / "learners" / name / PAGE
    page = json.loads(path.read_text("utf-8"))
    page["metadata"]["answered"] = words
    path.write_text(json.dumps(page), "utf-8")


def test_are_solutions_truth_log_and_facilitators_pages_not_in_the_rooms_copy(room):
    names = {path.relative_to(room).as_posix() for path in room.rglob("*")}
    assert "learners/ann/" + PAGE in names and "course/datasets/ward_month.csv" in names
    for word in ("solutions", "sealed", "truth_log", "facilitator", "gradebook", "knowledge.toml"):
        assert not [name for name in names if word in name.split("/")[-1] or f"/{word}/" in name], word


def test_does_a_learner_who_comes_back_find_what_they_wrote(room):
    answer(room, "ann", "mine")
    course_copy.make_copy(ROOT, room / "course")  # as after a new start
    course_copy.own_pages(room / "course", room / "learners" / "ann")
    assert '"mine"' in (room / "learners/ann" / PAGE).read_text("utf-8")


def test_is_the_work_in_one_zip_that_marking_takes_as_it_is(room):
    answer(room, "nurse-07", "a")
    answer(room, "ann", "b")
    lesson = room / "learners/ann/course/m06_run_charts.ipynb"
    lesson.write_text(lesson.read_text("utf-8") + "\n", "utf-8")
    saved = saving.save(room / "learners", room / "course", room / saving.NAME)
    assert (saved.learners, saved.notebooks, saved.left_out) == (2, 3, [])
    intake = collect(saved.path, "m06_run_charts", course=Course.read(ROOT))
    assert [each.learner for each in intake.submissions] == ["ann", "nurse-07"]
    assert intake.submissions[0].file == "ann/m06_run_charts/m06_run_charts.ipynb"
    assert not intake.unclear


@pytest.mark.skipif(os.name == "nt", reason="rooms are for Linux and Macs")
def test_does_no_trick_of_a_learner_reach_a_file_outside_or_fill_the_zip(room):
    """A link to somebody's file, a fifo that never ends, a huge file, a folder of thousands: left out, and named."""
    secret = room / "secret.ipynb"
    secret.write_text("the facilitator's own")
    mine = room / "learners/ann/exercises/m06_run_charts"
    (mine / "stolen.ipynb").symlink_to(secret)
    os.mkfifo(mine / "endless.ipynb")
    with open(mine / "huge.ipynb", "wb") as file:
        file.truncate(saving.LARGEST + 1)
    (room / "learners/ann/exercises/linked").symlink_to(room, target_is_directory=True)
    answer(room, "ann", "b")
    saved = saving.save(room / "learners", room / "course", room / saving.NAME)
    with zipfile.ZipFile(saved.path) as archive:
        assert archive.namelist() == ["ann/m06_run_charts/m06_run_charts.ipynb"]
    assert len(saved.left_out) == 3 and all(line.startswith("ann: ") for line in saved.left_out)


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux says what a process has open.")
def test_is_a_file_counted_that_was_deleted_while_it_is_open(tmp_path):
    from qilab.room.warm.watching import disk_bytes

    (tmp_path / "inner").mkdir()
    (tmp_path / "link").symlink_to("/usr")
    before = disk_bytes([tmp_path], [os.getpid()])
    with open(tmp_path / "inner" / "mine.bin", "wb") as file:
        file.write(bytes(1_000_000))
        os.fsync(file.fileno())
        assert 1_000_000 <= disk_bytes([tmp_path]) < 1_200_000  # whole blocks, and the folders themselves
        os.unlink(file.name)
        assert 1_000_000 <= disk_bytes([tmp_path], [os.getpid()]) - before < 1_200_000
    assert disk_bytes([tmp_path], [os.getpid()]) <= before
