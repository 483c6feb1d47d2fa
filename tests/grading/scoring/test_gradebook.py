"""A gradebook that is held by another program, is damaged, or has no room beside it: what is a person told?"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from qilab.grading.scoring.assignment import read_assignment
from qilab.grading.scoring.gradebook import Gradebook, GradebookTrouble
from qilab.grading.scoring.gradebook_waiting import holders
from qilab.grading.scoring.records import DiskFull


@pytest.fixture
def assignment(make):
    return read_assignment(make.ROOT, make.MODULE)


def held(path):
    """Somebody else's transaction that has the gradebook to itself."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN EXCLUSIVE")
    return connection


def test_is_a_gradebook_that_is_held_waited_for(tmp_path, assignment):
    """It says once whom it waits for, goes on when it may, and the gradebook is whole."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    Gradebook(url, assignment).close()
    other, said = held(tmp_path / "gradebook.db"), []
    told = threading.Event()

    def say(line):
        said.append(line)
        told.set()

    def let_go():
        told.wait(30)
        other.rollback()
        other.close()

    thread = threading.Thread(target=let_go)
    thread.start()
    gradebook = Gradebook(url, assignment, say=say)
    thread.join()
    assert gradebook.marked() == {}
    gradebook.close()
    assert len(said) == 1 and "is using the gradebook" in said[0] and "Waiting" in said[0]


@pytest.mark.parametrize("empty", [False, True])
def test_may_several_begin_one_new_gradebook_at_the_same_moment(tmp_path, assignment, empty):
    """Nobody's file is moved away under them: all stand on one whole gradebook with the assignment in it once."""
    for attempt in range(5):
        path = tmp_path / f"{attempt}.db"
        if empty:
            path.touch()
        together = threading.Barrier(4)

        def begin(_, path=path, together=together):
            together.wait()
            gradebook = Gradebook(f"sqlite:///{path}", assignment)
            marked = gradebook.marked()
            gradebook.close()
            return marked

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(begin, range(4))) == [{}] * 4
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT count(*) FROM assignment").fetchone() == (1,)
        assert [left.name for left in tmp_path.iterdir() if left.suffix != ".db"] == []


def test_is_whoever_does_not_let_go_named(tmp_path, assignment):
    """A sentence that says to close it, and never to use another address."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    Gradebook(url, assignment).close()
    other = held(tmp_path / "gradebook.db")
    with pytest.raises(GradebookTrouble, match=r"is still using the gradebook .*gradebook\.db\. Close it"):
        Gradebook(url, assignment, patience=0)
    other.close()


def test_can_the_program_that_holds_a_file_be_found(tmp_path):
    """Another process with the file open, by number and name."""
    path = tmp_path / "file"
    path.write_text("x")
    ready, go = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        file = os.open(path, os.O_RDONLY)
        os.write(ready[1], b"r")
        os.read(go[0], 1)
        os.close(file)
        os._exit(0)
    os.read(ready[0], 1)
    found = holders(path)
    os.write(go[1], b"g")
    os.waitpid(child, 0)
    assert [pid for pid, _ in found] == [child] and found[0][1]


@pytest.mark.parametrize("damage", ["text", "torn"])
def test_is_a_damaged_gradebook_told_with_what_to_do(make, classroom, damage):
    """Another file of its name, or one that is torn in the middle: keep it, move it, and all else is made anew."""
    classroom.hand_in("ash", make.filled())
    classroom.mark()
    path = classroom.out / "gradebook.db"
    data = path.read_bytes()
    path.write_bytes(
        b"a shopping list " * 300 if damage == "text" else data[:100] + b"\xff" * (len(data) - 100)
    )
    with pytest.raises(
        GradebookTrouble, match=r"is damaged, or is not a gradebook .*Move the file elsewhere but keep it"
    ):
        classroom.mark()
    path.rename(classroom.folder / "old.db")
    assert classroom.mark().marked == 1
    assert sum(classroom.gradebook()["ash"].values()) == 11


def test_is_a_full_folder_for_temporary_files_told(make, classroom, monkeypatch):
    """No room where the sandbox's files go: which folder, and how to name another."""
    from qilab.grading.running import runner

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    classroom.hand_in("ash", make.filled())
    monkeypatch.setenv("TMPDIR", "/full")
    monkeypatch.setattr(runner, "make_edition", full)
    with pytest.raises(
        DiskFull, match=r"temporary files, /full, .*No space left on device.*TMPDIR=/a/folder"
    ):
        classroom.mark()
    monkeypatch.undo()
    assert classroom.mark().marked == 1
