"""Beside nbgrader as it comes: the same marks for honest work, its feedback from our copies, and back again."""

import json
import shutil
import sqlite3

import pytest

from support.stock_nbgrader import MODULE, honest, marked_class, nbgrader, new_course

pytestmark = pytest.mark.slow


def marks(path):
    """learner → check → the mark in a gradebook, as the database's own client reads it."""
    query = """SELECT s.student_id, c.name, g.auto_score FROM grade g
        JOIN submitted_notebook n ON g.notebook_id = n.id
        JOIN submitted_assignment s ON n.assignment_id = s.id JOIN base_cell c ON g.cell_id = c.id"""
    found = {}
    with sqlite3.connect(path) as connection:
        for learner, cell, score in connection.execute(query):
            found.setdefault(learner, {})[cell] = score
    return found


@pytest.fixture(scope="module")
def course(tmp_path_factory, make):
    """A course folder of our own in which stock nbgrader has marked a class."""
    return marked_class(tmp_path_factory, make)


@pytest.fixture(scope="module")
def ours(course, make):
    """The same class, marked by us in another folder, and one more who is loud."""
    room = make.Classroom(course.parent / "ours")
    shutil.copytree(course / "grading" / "submitted", room.submitted)
    room.hand_in("yew", make.with_first(LOUD, make.filled()))
    room.mark()
    return room


LOUD = """from IPython.display import HTML
for i in range(60):
    print("&" * 30_000)
HTML("<script>alert(1)</script>" + "<b>" * 20_000)"""


def test_are_the_marks_those_of_nbgrader(course, ours):
    """Every check of every honest learner."""
    theirs = marks(course / "grading" / "gradebook.db")
    mine = marks(ours.out / "gradebook.db")
    mine.pop("yew")
    assert mine == theirs
    assert theirs["fir"] == theirs["ash"]
    assert sum(theirs["ash"].values()) == 11 and 0 < sum(theirs["birch"].values()) < 11


def test_does_the_message_reach_the_gradebook(ours):
    """The comment beside the answer names what happened, in the lesson's words."""
    with sqlite3.connect(ours.out / "gradebook.db") as connection:
        said = connection.execute(
            """SELECT c.auto_comment FROM comment c JOIN base_cell b ON c.cell_id = b.id
               JOIN submitted_notebook n ON c.notebook_id = n.id
               JOIN submitted_assignment s ON n.assignment_id = s.id
               WHERE s.student_id = 'birch' AND b.name = 'm06-centre-line-answer'"""
        ).fetchone()[0]
    assert "That is the mean of the first 12 months" in said


def test_does_nbgrader_go_on_from_our_gradebook(course, ours, make):
    """Its own feedback and export read what we wrote; then its own autograde marks somebody new."""
    folder = new_course(course.parent / "mixed", make.ROOT)
    shutil.copytree(ours.out, folder / "grading")
    nbgrader(folder, "generate_feedback", MODULE)
    pages = {
        p.parts[-3]: p.read_text(encoding="utf-8") for p in (folder / "grading/feedback").rglob("*.html")
    }
    assert set(pages) == {*honest(make), "yew"}
    assert "That is the mean of the first 12 months" in pages["birch"]
    assert "<script>alert(1)" not in pages["yew"]
    assert all(len(page.encode()) < 2_000_000 for page in pages.values()), {
        k: len(v) for k, v in pages.items()
    }
    nbgrader(folder, "export")
    assert "birch" in (folder / "grading" / "grades.csv").read_text()
    make.put(folder / "grading/submitted/fir" / MODULE / f"{MODULE}.ipynb", make.filled())
    nbgrader(folder, "autograde", MODULE, "--student", "fir")
    after = marks(folder / "grading" / "gradebook.db")
    assert sum(after["fir"].values()) == 11
    assert after["birch"] == marks(ours.out / "gradebook.db")["birch"]


def test_is_a_manual_mark_kept(ours, make):
    """A person's mark and comment stay when the class is marked again."""
    path = ours.out / "gradebook.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE grade SET manual_score = 0.5 WHERE auto_score = 0.0")
        changed = connection.execute("SELECT count(*) FROM grade WHERE manual_score = 0.5").fetchone()
    ours.mark(again=True)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM grade WHERE manual_score = 0.5").fetchone() == changed


def test_do_written_answers_wait_for_a_person(make):
    """A reflection is not marked by us: it needs a person, who sees a rubric; one left as released earns nothing."""
    from qilab.grading.intake.read import read_notebook
    from qilab.grading.running.plan import make_plan
    from qilab.grading.running.runner import RunResult
    from qilab.grading.scoring import assignment as released
    from qilab.grading.scoring.clean import Page
    from qilab.grading.scoring.copy import marked_copy

    mark = {"grade": True, "solution": True, "locked": False, "grade_id": "essay", "points": 9, "task": False}
    stub = released.Cell("markdown", "Write your answer here.", "essay", grade=True, solution=True, points=9.0,
                         metadata=json.dumps(mark))  # fmt: skip
    base = released.read_assignment(make.ROOT, MODULE)
    assignment = released.Assignment(base.name, (*base.cells, stub), base.header, {})
    notebook = make.filled()
    notebook["cells"].append(
        {
            "cell_type": "markdown",
            "id": "essay",
            "metadata": {"nbgrader": mark},
            "source": "We <b>will</b> try.",
        }
    )
    plan = make_plan(read_notebook(json.dumps(notebook).encode())[0], assignment)
    cells = json.loads(marked_copy(assignment, plan, RunResult(), [], Page()))["cells"]
    at = next(i for i, c in enumerate(cells) if c["id"] == "essay")
    assert "will" in cells[at]["source"] and "<b>" not in cells[at]["source"]
    assert "QIKAT-R" in cells[at + 1]["source"]


def test_are_our_tables_of_the_version_that_nbgrader_itself_says():
    """Asked of Alembic, as nbgrader does; we read it from the same files without it."""
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    from qilab.grading.scoring.nbgrader_tables import version

    assert version() == ScriptDirectory(ALEMBIC_DIR).get_current_head()


def test_is_another_nbgrader_that_needs_more_of_itself_imported_whole(monkeypatch):
    """Its tables are found all the same, only later; and nothing half-imported stays."""
    import importlib

    from qilab.grading.scoring import nbgrader_tables

    monkeypatch.setitem(nbgrader_tables._HOLLOW, "nbgrader.auth", {})
    whole = nbgrader_tables._tables()
    assert whole is importlib.import_module("nbgrader.api")
    assert {"Gradebook", "Base", "Grade"} <= set(vars(whole))
