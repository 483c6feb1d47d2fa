"""nbgrader's formgrader and Create Assignment on the course folder: a facilitator finds the assignment there."""

import json
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


def test_does_nbgrader_know_the_assignment(desk, shot):
    """The page “Manage assignments” names m06_run_charts and shows no error. The panel “Create Assignment” knows each cell
    of the source as the release has it, and the points in all."""
    page = desk.page()
    page.goto(f"{desk.server.url}/formgrader?token={desk.server.token}")
    expect(page.get_by_role("link", name="m06_run_charts", exact=True)).to_be_visible()
    assert "error" not in page.locator("body").inner_text().lower()
    shot(page, "formgrader")

    source = "solutions/m06_run_charts/m06_run_charts.ipynb"
    cells = json.loads((ROOT / source).read_text(encoding="utf-8"))["cells"]
    marks = [cell["metadata"]["nbgrader"] for cell in cells if "nbgrader" in cell["metadata"]]
    troubles = []
    page = desk.page(width=1500)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{desk.server.url}/lab/tree/{source}?reset&token={desk.server.token}")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.get_by_role("tab", name="Create Assignment").click()
    panel = page.locator(".nbgrader-CreateAssignmentWidget")
    expect(panel.locator(".nbgrader-TotalPointsInput")).to_have_value(
        str(sum(m.get("points", 0) for m in marks))
    )
    shown = panel.locator(".nbgrader-CellId input").evaluate_all(
        "all => all.map((i) => i.value).filter((v) => v)"
    )
    assert shown == [m["grade_id"] for m in marks]
    assert not page.locator(".jp-Dialog").count() and not troubles
    shot(page, "create_assignment")
