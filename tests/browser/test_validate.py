"""nbgrader's Validate button in JupyterLab, pressed on our exercises."""

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

EXERCISES = Path(__file__).parents[2] / "exercises" / "m06_run_charts" / "m06_run_charts.ipynb"
SOLUTION = Path(__file__).parents[2] / "solutions" / "m06_run_charts" / "m06_run_charts.ipynb"
MEAN = 'centre_line = answer(falls.head(12)["rate"].mean(), unit="per 1,000 occupied bed days")'


@pytest.fixture
def with_the_mean(tmp_path):
    """The exercises as a learner has filled them in: all right, but for the mean in place of the median."""
    answers = {c["id"]: c.source for c in nbformat.read(SOLUTION, 4).cells if c["id"].endswith("-answer")}
    notebook = nbformat.read(EXERCISES, as_version=4)
    for cell in notebook.cells:
        if cell["id"] in answers:
            cell.source = MEAN if cell["id"] == "m06-centre-line-answer" else answers[cell["id"]]
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
