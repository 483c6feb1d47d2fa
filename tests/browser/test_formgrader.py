"""nbgrader's formgrader on the course folder: a facilitator finds the assignment there."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path, chromium, start_lab_server):
    """A JupyterLab started in a copy of the course folder, as `python start.py` starts it."""
    course = tmp_path / "course"
    course.mkdir()
    for name in ("exercises", "solutions"):
        shutil.copytree(ROOT / name, course / name)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    return start_lab_server(course)


def test_does_formgrader_list_the_assignment(desk, shot):
    """The page “Manage assignments” names m06_run_charts and shows no error."""
    page = desk.page()
    page.goto(f"{desk.server.url}/formgrader?token={desk.server.token}")
    expect(page.get_by_role("link", name="m06_run_charts", exact=True)).to_be_visible()
    assert "error" not in page.locator("body").inner_text().lower()
    shot(page, "formgrader")
