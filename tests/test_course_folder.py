"""What the command line, the desk, the data and the progress file ask: where does the course lie?"""

import subprocess
import sys
from pathlib import Path

import pytest

from qilab import course_folder

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "from qilab.course_folder import *; print(checkout(), course_above(Path.cwd()), course_folder(), sep='\\n')"


@pytest.fixture
def installed(tmp_path):
    """A copy of the module as it lies in an installed package, far from any checkout."""
    site = tmp_path / "site"
    (site / "qilab").mkdir(parents=True)
    (site / "qilab" / "__init__.py").touch()
    (site / "qilab" / "course_folder.py").write_text(
        Path(course_folder.__file__).read_text(encoding="utf-8"), encoding="utf-8"
    )
    return site


def ask(site, cwd):
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r})\n{PROGRAM}"],
        cwd=cwd, env={"PYTHONPATH": "", "PATH": ""}, capture_output=True, text=True,
    )  # fmt: skip


def test_is_it_the_checkout_that_the_package_was_installed_from():
    assert course_folder.checkout() == course_folder.course_folder() == ROOT


def test_is_it_the_course_above_the_page_when_the_package_was_installed_alone(installed, tmp_path):
    """A learner's page lies in course/ or exercises/m06_run_charts/; the course is some folders up."""
    course = tmp_path / "my course"
    page = course / "exercises" / "m06_run_charts"
    for folder in (page, course / "course", course / "datasets"):
        folder.mkdir(parents=True)
    assert ask(installed, page).stdout.splitlines() == ["None", str(course), str(course)]


def test_does_it_say_what_to_do_where_there_is_no_course(installed, tmp_path):
    done = ask(installed, tmp_path)
    assert done.returncode == 1 and done.stderr.startswith("The course is not here: go to the QI Lab folder")
    assert "Traceback" not in done.stderr
