"""A page of exercises without code: answered by mouse and by keyboard, closed, opened the next day, handed in."""

import contextlib
import json
import shutil
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import nbformat
import pytest
from playwright.sync_api import expect

from qilab.modules import bank
from qilab.reading import EXTENSIONS

from .conftest import Lab, start_server, stop_server

ROOT = Path(__file__).parents[2]
PAGE = "exercises/m06_run_charts/m06_run_charts.ipynb"
QUESTIONS = sum(len(exercise.items) for exercise in bank.exercises("m06_run_charts"))
# As where our extension is missing: nobody hears a form's request to write its answer into the page.
WITHOUT_EXTENSION = "addEventListener('qilab:write', (event) => event.stopImmediatePropagation(), true)"
BAD = ("model not found", "Error displaying widget")


@pytest.fixture(scope="module")
def course(chromium, tmp_path_factory):
    """A learner's own copy of the course, with the reading view; the progress lies in it."""
    folder = tmp_path_factory.mktemp("course_of_mine")
    for name in ("course", "exercises", "datasets"):
        shutil.copytree(ROOT / name, folder / name)
    words = [f"--{app}.extra_labextensions_path={EXTENSIONS}" for app in ("LabApp", "JupyterNotebookApp")]
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("QILAB_PROGRESS", raising=False)
        server = start_server(folder, tmp_path_factory.mktemp("home_of_mine"), *words)
    opened = Lab(chromium, server)
    yield opened
    opened.close()
    stop_server(server)
    assert not opened.strays


def read_page(course, path=PAGE, **options):
    """Open a page in Notebook 7, in reading view, and wait until it has run."""
    page = course.page(**options)
    page.goto(f"{course.server.url}/notebooks/{quote(path)}?token={course.server.token}")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    return page


def end_kernels(course):
    """As overnight: every kernel is gone."""
    headers = {"Authorization": f"token {course.server.token}"}
    with urlopen(Request(f"{course.server.url}/api/sessions", headers=headers), timeout=10) as found:
        sessions = json.load(found)
    for session in sessions:
        urlopen(
            Request(f"{course.server.url}/api/sessions/{session['id']}", headers=headers, method="DELETE"),
            timeout=10,
        )


def sources(course, path=PAGE):
    """Cell → source in a file; read again where it is just being written."""
    for _ in range(100_000):
        with contextlib.suppress(nbformat.reader.NotJSONError):
            return {c["id"]: c.source for c in course.server.read(path).cells}
    raise AssertionError(f"{path} is no notebook")


def form(page, key):
    """The form of a question of M6: they stand in the order of the item bank."""
    keys = [item.key for exercise in bank.exercises("m06_run_charts") for item in exercise.items]
    return page.locator(".qilab-form").nth(keys.index(key))


def test_can_a_page_be_finished_without_a_line_of_code(course, shot, axe):
    """Wrong, absurd and right; by mouse, by keyboard, by clicking points; help; tomorrow; hand in; and what is sent is
    an ordinary notebook with ordinary lines."""
    page = read_page(course, width=1366, height=768)
    expect(page.locator(".qilab-form")).to_have_count(QUESTIONS, timeout=90_000)
    data = {code: bank.find_exercise(code).data() for code in ("E6.1", "E6.2", "E6.3")}

    centre = form(page, "m06.centre_line")
    centre.scroll_into_view_if_needed()
    box, check = (
        centre.get_by_role("textbox", name="Your answer"),
        centre.get_by_role("button", name="Check my answer"),
    )
    verdict = centre.locator("[data-part=verdict]")
    check.click()
    expect(verdict).to_contain_text("Fill in your answer first")
    box.fill("about six")
    check.click()
    expect(verdict).to_contain_text("is not a number that we can read")
    box.fill("99")
    centre.get_by_role("combobox", name="Unit").select_option("%")
    check.click()
    expect(verdict).to_contain_text("Not yet")
    centre.get_by_role("button", name="Hint").click()
    expect(centre.locator("[data-part=hints]")).to_contain_text("Hint 1")
    expect(verdict.get_by_role("link")).to_have_attribute(
        "href", "../../course/m06_run_charts.ipynb#The-centre-line"
    )
    right = f"{data['E6.1'].head(12)['rate'].median():g}"
    box.fill(right)
    centre.get_by_role("combobox", name="Unit").select_option("per 1,000 occupied bed days")
    check.click()
    expect(verdict).to_contain_text("✓ Right")
    assert verdict.get_attribute("role") == "status"

    points = form(page, "m06.useful_points")
    points.get_by_role("textbox", name="Your answer").focus()
    falls = data["E6.2"]["falls"]
    page.keyboard.type(str((falls != falls.median()).sum()))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(points.locator("[data-part=verdict]")).to_contain_text("✓ Right")

    shift = form(page, "m06.shift")
    shift.scroll_into_view_if_needed()
    months = sorted(bank.find("m06.shift").right(data["E6.3"]))
    shift.locator(".vega-embed svg .mark-symbol path").nth(
        (months[0] - data["E6.3"]["month"].dt.to_period("M").iloc[0]).n
    ).click()
    for month in months[1:]:
        shift.get_by_role("checkbox", name=month.strftime("%b %y")).check()
    expect(shift.get_by_role("checkbox", name=months[0].strftime("%b %y"))).to_be_checked()
    shift.get_by_role("button", name="Check my answer").click()
    expect(shift.locator("[data-part=verdict]")).to_contain_text("✓ Right")
    # The verdict is there at once; the page is written and saved behind it.
    page.wait_for_function(
        """month => { const { content, context } = jupyterapp.shell.currentWidget;
            const cell = content.widgets.find((c) => c.model.getMetadata('nbgrader')?.grade_id === 'm06-shift-answer');
            return cell.model.sharedModel.getSource().includes(month) && !context.model.dirty; }""",
        arg=months[0].strftime("%Y-%m"),
    )
    few = form(page, "m06.too_few_runs")
    few.get_by_role("textbox", name="Runs").fill("7")  # begun, not checked
    assert not axe(page, ".qilab-form")
    shot(page, "forms-1366")

    end_kernels(course)
    page.close()
    page = read_page(course, width=1366, height=768)
    expect(page.locator(".qilab-form")).to_have_count(QUESTIONS, timeout=90_000)
    centre = form(page, "m06.centre_line")
    expect(centre.get_by_role("textbox", name="Your answer")).to_have_value(right)
    expect(centre.locator("[data-part=verdict]")).to_contain_text("✓ Right")
    expect(centre.locator("[data-part=hints]")).to_contain_text("Hint 1")
    expect(form(page, "m06.shift").locator("[data-part=verdict]")).to_contain_text("✓ Right")
    expect(form(page, "m06.too_few_runs").get_by_role("textbox", name="Runs")).to_have_value("7")
    assert not [bad for bad in BAD if bad in page.locator("main, #main").first.inner_text()]

    end = page.locator(".qilab-standing")
    end.get_by_role("button", name="Hand in").click()
    expect(end.locator("[data-part=handed_in]")).to_contain_text("to-hand-in/m06_run_charts.ipynb")
    expect(end.locator("[data-part=handed_in]")).to_contain_text(f"Not yet answered: {QUESTIONS - 3}.")
    shot(end, "hand-in")
    sent = sources(course, "to-hand-in/m06_run_charts.ipynb")
    assert sent["m06-centre-line-answer"] == (
        f'baseline = falls.head(12)\ncentre_line = answer({right}, unit="per 1,000 occupied bed days")'
    )
    assert sent["m06-shift-answer"] == "shift_months = [" + ", ".join(f'"{m}"' for m in months) + "]"
    assert sources(course)["m06-shift-answer"] == sent["m06-shift-answer"]
    page.close()


def test_is_nothing_judged_that_did_not_run(lab, shot, tmp_path):
    """In JupyterLab without the reading view: a cell that fails, one that is edited; the form answers and is kept."""
    book = nbformat.read(ROOT / PAGE, as_version=4)
    # The page's first three questions: the other seventeen would only be run and drawn.
    book.cells = book.cells[: [cell["id"] for cell in book.cells].index("m06-runs-check") + 1]
    nbformat.write(book, tmp_path / "three.ipynb")
    nb = lab.open(tmp_path / "three.ipynb", apart=True)
    nb.run_all()
    page = nb.page
    form_of = page.locator(".qilab-form").nth(1)
    answer = page.locator(".jp-CodeCell", has_text="useful_points = None")
    answer.scroll_into_view_if_needed()
    answer.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("useful_points = 3")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(form_of.locator("[data-part=verdict]")).to_contain_text("Not yet")
    edited = page.locator(".jp-CodeCell", has_text="useful_points = 3")
    edited.locator(".cm-content").click()
    page.keyboard.type("1")
    expect(form_of.locator("[data-part=verdict]")).to_contain_text("was changed after it ran")
    page.keyboard.press("Control+Enter")
    expect(form_of.locator("[data-part=verdict]")).to_contain_text("Not yet")
    expect(form_of.get_by_role("textbox", name="Your answer")).to_have_value("31")
    edited.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("useful_points=true")
    page.keyboard.press("Shift+Enter")
    expect(form_of.locator("[data-part=verdict]")).to_contain_text("stopped with an error")
    shot(form_of, "failed-answer")
    other = page.locator(".qilab-form").nth(2)
    other.get_by_role("textbox", name="Your answer").fill("3")
    page.evaluate(WITHOUT_EXTENSION)
    other.get_by_role("button", name="Check my answer").click()
    expect(other.locator("[data-part=verdict]")).to_contain_text("Not yet")
    expect(other.locator("[data-part=counts]")).to_contain_text("goes into the file that you hand in")
