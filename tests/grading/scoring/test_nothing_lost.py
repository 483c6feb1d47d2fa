"""Killed, full, disconnected, started twice: the gradebook is never half-written, and going on gives the same marks."""

import contextlib
import csv
import importlib.util
import io
import json
import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from qilab.grading.report.nbgrader_csv import nbgrader_csv
from qilab.grading.scoring import records
from qilab.grading.scoring.assignment import read_assignment
from qilab.grading.scoring.gradebook import Gradebook, GradebookTrouble
from support import postgres
from support.left_out import leave_out
from support.seeds import nightly

pytestmark = pytest.mark.slow

KILLS = nightly(20, usual=3)
CUTS = nightly(12, usual=5)
LEARNERS = 8


def mark_apart(conftest, folder, again, db=None):
    """A marking run in a process of its own (it is there to be killed)."""
    spec = importlib.util.spec_from_file_location("grading_conftest", conftest)
    module = importlib.util.module_from_spec(spec)
    sys.modules["grading_conftest"] = module
    spec.loader.exec_module(module)
    room = module.Classroom(Path(folder))
    room.mark(again=again, **({"db": db} if db else {}))


@pytest.fixture(scope="module")
def apart():
    """Starts marking runs from a process that has imported everything already, so that a kill hits the work."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["qilab.grading.running.mark", "qilab.grading.running.marking_run", "pytest"]
    )

    def start(room, again=False, db=None):
        conftest = str(Path(__file__).parents[1] / "conftest.py")
        process = context.Process(target=mark_apart, args=(conftest, str(room.folder), again, db))
        process.start()
        return process

    return start


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, make):
    """A class of eight, marked in peace, and how long that took."""
    room = make.Classroom(tmp_path_factory.mktemp("peace"))
    right = list(make.solved().items())
    for i in range(LEARNERS):
        room.hand_in(f"learner{i}", make.filled(dict(right[: i + 2])))
    began = time.monotonic()
    room.mark()
    room.took = time.monotonic() - began
    return room


def same_class(undisturbed, make, tmp_path):
    room = make.Classroom(tmp_path / "room")
    shutil.copytree(undisturbed.submitted, room.submitted)
    return room


def whole(room):
    """Nothing half-written: each learner has all marks or none, each record and each copy can be read."""
    path = room.out / "gradebook.db"
    if path.exists():
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for learner, marks in room.gradebook().items():
            assert len(marks) == 11 and None not in marks.values(), learner
    for record in (room.out / "records").rglob("learner*.json"):
        assert len(json.loads(record.read_text())["items"]) == 11
    for copy in (room.out / "autograded").rglob("m06*.ipynb"):
        assert json.loads(copy.read_text())["cells"]


def written(room, since):
    """How many records were written since then."""
    return sum(path.stat().st_mtime >= since for path in (room.out / "records").rglob("learner*.json"))


def plain(room):
    """All records, but for how long each took."""
    found = {}
    for path in sorted((room.out / "records").rglob("*.json")):
        found[path.name] = {**json.loads(path.read_text()), "seconds": 0}
    return found


def test_what_if_it_is_killed_at_random_moments(undisturbed, make, tmp_path, apart):
    """kill -9, looked at each time, and at last a run that is left alone."""
    room = same_class(undisturbed, make, tmp_path)
    moments = random.Random(20)
    killed = 0
    for number in range(KILLS):
        began = time.time()
        process = apart(room, again=number % 4 > 0)
        # Some way into the work, however fast this machine is: after so many learners, and a little more.
        learners, more = moments.randrange(-1, LEARNERS - 1), moments.uniform(0, 0.2)
        while process.is_alive() and written(room, began) <= learners:
            time.sleep(0.01)
        process.join(more if learners >= 0 else moments.uniform(0, 1.5))
        killed += process.is_alive()
        process.kill()  # SIGKILL
        process.join()
        whole(room)
    assert killed > KILLS / 2
    room.mark()
    whole(room)
    assert room.gradebook() == undisturbed.gradebook()
    assert plain(room) == plain(undisturbed)
    assert room.mark().before == LEARNERS


def test_what_if_two_start_at_once(undisturbed, make, tmp_path, apart):
    """The second waits, finds the work done, and the marks stand once."""
    room = same_class(undisturbed, make, tmp_path)
    both = [apart(room), apart(room)]
    for process in both:
        process.join()
        assert process.exitcode == 0
    assert room.gradebook() == undisturbed.gradebook() and plain(room) == plain(undisturbed)


def test_what_if_two_folders_share_a_gradebook(undisturbed, make, tmp_path, apart):
    """Two facilitators with a folder each and one gradebook, at the same time."""
    first, second = (
        same_class(undisturbed, make, tmp_path / "a"),
        same_class(undisturbed, make, tmp_path / "b"),
    )
    db = f"sqlite:///{tmp_path / 'shared.db'}"
    both = [apart(first, db=db), apart(second, db=db)]
    for process in both:
        process.join()
        assert process.exitcode == 0
    (first.out / "gradebook.db").symlink_to(tmp_path / "shared.db")
    assert first.gradebook() == undisturbed.gradebook()


def test_what_if_the_disk_is_full_for_files(undisturbed, make, tmp_path, monkeypatch):
    """A plain sentence; and with room again the run goes on to the same marks."""
    room = same_class(undisturbed, make, tmp_path)
    real, left = os.fsync, [7]

    def fsync(fd):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return real(fd)

    monkeypatch.setattr(records.os, "fsync", fsync)
    with pytest.raises(records.DiskFull, match=r"No space left on device.*give the same command again"):
        room.mark()
    monkeypatch.undo()
    whole(room)
    assert not list((room.out / "records").rglob(".new-*"))
    room.mark()
    assert room.gradebook() == undisturbed.gradebook() and plain(room) == plain(undisturbed)


def test_what_if_the_disk_is_full_for_the_gradebook(undisturbed, make, tmp_path, monkeypatch):
    """SQLite itself says that it is full: nothing of that submission stands, and the run can go on."""
    room = same_class(undisturbed, make, tmp_path)
    real = Gradebook.write

    def write(self, entries):
        with self.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {min(pages + 1, 45)}")
        return real(self, entries)

    monkeypatch.setattr(Gradebook, "write", write)
    with pytest.raises(GradebookTrouble, match="The disk is full"):
        room.mark()
    monkeypatch.undo()
    whole(room)
    room.mark()
    assert room.gradebook() == undisturbed.gradebook() and plain(room) == plain(undisturbed)


# ---- PostgreSQL -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server():
    """The server that QILAB_POSTGRES names, else one started here. Left out where neither is."""
    if os.environ.get("QILAB_POSTGRES"):
        yield os.environ["QILAB_POSTGRES"]
        return
    with contextlib.ExitStack() as here:
        try:
            address = here.enter_context(postgres.server())
        except postgres.NoPostgres as reason:
            leave_out("PostgreSQL", str(reason))
        yield address


@pytest.fixture
def database(server):
    """An empty database of its own."""
    name = f"qilab_{os.getpid()}_{random.randrange(10**9)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield server.rpartition("/")[0] + f"/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows(database):
    with psycopg.connect(database) as connection:
        found = {}
        for learner, cell, score in connection.execute(
            """SELECT s.student_id, c.name, g.auto_score FROM grade g
               JOIN submitted_notebook n ON g.notebook_id = n.id
               JOIN submitted_assignment s ON n.assignment_id = s.id JOIN base_cell c ON g.cell_id = c.id"""
        ):
            found.setdefault(learner, {})[cell] = score
        return found


def test_does_postgresql_hold_the_same_marks(undisturbed, make, tmp_path, database):
    """A gradebook by its address; the second run finds all done; nbgrader's own Gradebook reads it."""
    from nbgrader.api import Gradebook as Theirs

    room = same_class(undisturbed, make, tmp_path)
    room.mark(db=database)
    assert rows(database) == undisturbed.gradebook()
    assert room.mark(db=database).before == LEARNERS
    with Theirs(database.replace("postgresql://", "postgresql+psycopg://"), "qilab") as theirs:
        points = {s["student"]: s["score"] for s in theirs.submission_dicts(room.module)}
    assert points == {name: sum(marks.values()) for name, marks in undisturbed.gradebook().items()}
    told = csv.DictReader(io.StringIO(nbgrader_csv(database, room.module)))  # the table of `qilab report`
    assert {row["student_id"]: float(row["score"]) for row in told} == points


def test_what_if_the_connection_is_lost_again_and_again(undisturbed, make, tmp_path, database, server):
    """Somebody ends every connection to the database ten times a second for a while: the marks are all there."""
    room = same_class(undisturbed, make, tmp_path)
    stop = threading.Event()
    cut = []

    def cutter():
        with psycopg.connect(server, autocommit=True) as connection:
            while not stop.is_set() and len(cut) < CUTS:
                name = database.rpartition("/")[2]
                cut.extend(
                    connection.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                    ).fetchall()
                )
                stop.wait(0.1)

    thread = threading.Thread(target=cutter)
    Gradebook(
        database,
        read_assignment(make.ROOT, room.module),
    ).close()
    thread.start()
    try:
        room.mark(db=database)
    finally:
        stop.set()
        thread.join()
    assert cut
    assert rows(database) == undisturbed.gradebook()


def test_is_a_server_that_is_not_there_told(make, classroom):
    """A sentence that says what to do, and no traceback."""
    classroom.hand_in("ash", make.released())
    with pytest.raises(GradebookTrouble, match=r"cannot be opened|is not answering"):
        Gradebook(
            "postgresql://nobody@127.0.0.1:1/none", read_assignment(make.ROOT, classroom.module), patience=0
        )
    with pytest.raises(GradebookTrouble, match="address"):
        Gradebook("not an address", read_assignment(make.ROOT, classroom.module))
