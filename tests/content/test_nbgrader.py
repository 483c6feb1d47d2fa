"""nbgrader's own commands on the course as it is: release, validate, mark, feedback, export."""

import csv
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MODULE = "m06_run_charts"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course folder, so that no test writes into the real one."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("exercises", "solutions"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    return folder


def nbgrader(course, *words, ok=True):
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


def hand_in(course, learner, answers):
    """Submit the released notebook with other source in the named answer cells."""
    notebook = nbformat.read(ROOT / "exercises" / MODULE / f"{MODULE}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell["id"] in answers:
            cell.source = answers[cell["id"]]
    folder = course / "grading" / "submitted" / learner / MODULE
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{MODULE}.ipynb")


@pytest.fixture(scope="module")
def solved():
    notebook = nbformat.read(ROOT / "solutions" / MODULE / f"{MODULE}.ipynb", as_version=4)
    return {c["id"]: c.source for c in notebook.cells if c["id"].endswith("-answer")}


@pytest.fixture(scope="module")
def marked(course, solved):
    """Three learners marked by nbgrader: one right, one with a known mistake and a crash, one blank."""
    before = {p: p.read_bytes() for p in (course / "exercises").rglob("*.ipynb")}
    nbgrader(course, "generate_assignment", MODULE, "--force")
    assert {p: p.read_bytes() for p in (course / "exercises").rglob("*.ipynb")} == before
    hand_in(course, "ash", solved)
    slips = {
        **solved,
        "m06-centre-line-answer": 'centre_line = answer(falls.head(12)["rate"].mean(), unit="per 1,000 occupied bed days")',
        "m06-runs-answer": "number_of_runs = falls['no such column']",
        "m06-shift-answer": "del check",
    }
    hand_in(course, "birch", slips)
    hand_in(course, "cedar", {})
    nbgrader(course, "autograde", MODULE)
    nbgrader(course, "generate_feedback", MODULE)
    nbgrader(course, "export")
    with open(course / "grading" / "grades.csv", newline="", encoding="utf-8") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_is_our_release_nbgraders_release(marked):
    """generate_assignment wrote the very bytes that `qilab build` had written (asserted in the fixture)."""
    assert marked


def test_do_the_marks_fit_the_answers(marked):
    """Full marks, some, none."""
    points = {name: float(row["score"]) for name, row in marked.items()}
    assert points["ash"] == float(marked["ash"]["max_score"]) == 11
    assert points["cedar"] == 0
    # birch loses the mean, the crash, and what follows the deleted check
    assert 0 < points["birch"] < 11


def test_does_the_feedback_page_teach(marked, course):
    """The learner who wrote the mean reads which one she used, and sees no traceback."""
    page = (course / "grading" / "feedback" / "birch" / MODULE / f"{MODULE}.html").read_text(encoding="utf-8")
    assert "That is the mean of the first 12 months" in page
    assert "Traceback (most recent call last)" not in page


def test_does_validate_pass_the_solution_and_teach_the_rest(course, solved, marked):
    """nbgrader validate on a right and on a wrong notebook."""
    right = course / "grading" / "submitted" / "ash" / MODULE / f"{MODULE}.ipynb"
    assert "Success" in nbgrader(course, "validate", str(right))
    wrong = course / "grading" / "submitted" / "birch" / MODULE / f"{MODULE}.ipynb"
    told = " ".join(nbgrader(course, "validate", str(wrong)).split())
    assert "That is the mean of the first 12 months" in told
    assert "Traceback" not in told


def test_does_what_a_learning_platform_hands_over_stay_under_grading(course):
    """A zip of everybody's notebooks, put where it belongs: collected by nbgrader, and nothing of it beside grading/."""
    before = {path.name for path in course.iterdir()}
    archive = course / "grading" / "downloaded" / MODULE / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "everybody.zip", "w") as handed_over:
        handed_over.write(
            ROOT / "exercises" / MODULE / f"{MODULE}.ipynb",
            f"x_carla_attempt_2026-11-25-10-00-00_{MODULE}.ipynb",
        )
    nbgrader(course, "zip_collect", MODULE)
    assert (course / "grading" / "submitted" / "carla" / MODULE / f"{MODULE}.ipynb").is_file()
    assert {path.name for path in course.iterdir()} == before
