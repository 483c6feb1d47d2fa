"""nbgrader's own commands on the course as it is: release, validate, mark, feedback, export, collect."""

import csv
import zipfile

import pytest

from support.stock_nbgrader import MODULE, marked_class, nbgrader

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory, make):
    """A course folder of our own in which stock nbgrader has marked a class."""
    return marked_class(tmp_path_factory, make)


def test_is_our_release_nbgraders_release(course, make):
    """generate_assignment, forced to write the page anew, wrote the very bytes that `qilab build` had written."""
    ours = {p.name: p.read_bytes() for p in (make.ROOT / "exercises" / MODULE).rglob("*.ipynb")}
    assert {p.name: p.read_bytes() for p in (course / "exercises").rglob("*.ipynb")} == ours != {}


def test_do_the_marks_fit_the_answers(course):
    """Full marks, some, none: as nbgrader exports them."""
    nbgrader(course, "export")
    with open(course / "grading" / "grades.csv", newline="", encoding="utf-8") as file:
        marked = {row["student_id"]: row for row in csv.DictReader(file)}
    points = {name: float(row["score"]) for name, row in marked.items()}
    assert points["ash"] == float(marked["ash"]["max_score"]) == 11
    assert points["cedar"] == 0
    # birch loses the mean, the crash, wrong months, and what follows the deleted check
    assert 0 < points["birch"] < 11


def test_does_the_feedback_page_teach(course):
    """The learner who wrote the mean reads which one she used, and sees no traceback."""
    nbgrader(course, "generate_feedback", MODULE, "--student", "birch")
    page = (course / "grading" / "feedback" / "birch" / MODULE / f"{MODULE}.html").read_text(encoding="utf-8")
    assert "That is the mean of the first 12 months" in page
    assert "Traceback (most recent call last)" not in page


def test_does_validate_pass_the_solution_and_teach_the_rest(course):
    """nbgrader validate on a right and on a wrong notebook."""
    right = course / "grading" / "submitted" / "ash" / MODULE / f"{MODULE}.ipynb"
    assert "Success" in nbgrader(course, "validate", str(right))
    wrong = course / "grading" / "submitted" / "birch" / MODULE / f"{MODULE}.ipynb"
    told = " ".join(nbgrader(course, "validate", str(wrong)).split())
    assert "That is the mean of the first 12 months" in told
    assert "Traceback" not in told


def test_does_what_a_learning_platform_hands_over_stay_under_grading(course, make):
    """A zip of everybody's notebooks, put where it belongs: collected by nbgrader, and nothing of it beside grading/."""
    before = {path.name for path in course.iterdir()}
    archive = course / "grading" / "downloaded" / MODULE / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "everybody.zip", "w") as handed_over:
        handed_over.write(
            make.ROOT / "exercises" / MODULE / f"{MODULE}.ipynb",
            f"x_carla_attempt_2026-11-25-10-00-00_{MODULE}.ipynb",
        )
    nbgrader(course, "zip_collect", MODULE)
    assert (course / "grading" / "submitted" / "carla" / MODULE / f"{MODULE}.ipynb").is_file()
    assert {path.name for path in course.iterdir()} == before
