"""nbgrader's Validate button in JupyterLab, pressed on our exercises."""

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from qilab.learner.forms.source import written
from qilab.modules import bank
from qilab.modules.page_cells import cells_of
from qilab.questions.answer import Answer

EXERCISES = Path(__file__).parents[2] / "exercises" / "m06_run_charts" / "m06_run_charts.ipynb"
SOLUTION = Path(__file__).parents[2] / "solutions" / "m06_run_charts" / "m06_run_charts.ipynb"


def by_form(key, value):
    """The answer cell of a question as its form writes it."""
    return written(cells_of(key), value)


@pytest.fixture
def with_the_mean(tmp_path):
    """The exercises as a learner has filled them in, by code and by form: all right, but for the mean in place of the
    median."""
    first, second = (bank.find_exercise(code).data() for code in ("E6.1", "E6.2"))
    mean = Answer(float(first.head(12)["rate"].mean()), "per 1,000 occupied bed days")
    points = int((second["falls"] != second["falls"].median()).sum())
    answers = {c["id"]: c.source for c in nbformat.read(SOLUTION, 4).cells if c["id"].endswith("-answer")}
    answers["m06-centre-line-answer"] = by_form("m06.centre_line", mean)
    answers["m06-useful-points-answer"] = by_form("m06.useful_points", points)
    notebook = nbformat.read(EXERCISES, as_version=4)
    for cell in notebook.cells:
        if cell["id"] in answers:
            cell.source = answers[cell["id"]]
    path = tmp_path / "with_the_mean.ipynb"
    nbformat.write(notebook, path)
    return path


def test_does_validate_say_what_the_check_says(lab, shot, with_the_mean):
    """Validate names the one cell that is not right yet, in the words of the check, without a traceback."""
    nb = lab.open(with_the_mean)
    nb.page.get_by_role("button", name="Validate").click()
    dialog = nb.page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("That is the mean of the first 12 months", timeout=120_000)
    said = dialog.inner_text()
    assert said.count("The following cell failed") == 1
    assert "Traceback" not in said
    shot(nb.page, "validate")
