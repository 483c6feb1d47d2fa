"""The reading view in Notebook 7: what a learner sees who runs `python start.py`, and what it never does by itself."""

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import READY

ROOT = Path(__file__).parents[2]
START = "course/00_start_here.ipynb"
M6 = "course/m06_run_charts.ipynb"
EXERCISES = "exercises/m06_run_charts/m06_run_charts.ipynb"
FURNITURE = (
    "#menu-panel, .jp-NotebookPanel-toolbar, .jp-FileBrowser, .jp-InputPrompt, .jp-OutputPrompt, .cm-editor"
)


@pytest.fixture
def course(tmp_path):
    """A copy of what learners open, so that nothing that is saved reaches the course itself."""
    for name in ("course", "exercises", "datasets"):
        shutil.copytree(ROOT / name, tmp_path / "qi-lab" / name)
    return tmp_path / "qi-lab"


@pytest.fixture
def lab(start_lab_server, course):
    return start_lab_server(course)


def read(lab, address: str, page: Page | None = None, **options) -> Page:
    """Open a page as start.py does and wait until it has run."""
    page = page or lab.page(**options)
    page.goto(f"{lab.server.url}/notebooks/{address}?token={lab.server.token}")
    return settle(page)


def settle(page: Page) -> Page:
    page.wait_for_selector("[data-qilab-ready]", state="attached")
    return page


def shortened(path: Path) -> Path:
    """A page with its first two questions and its end, for a test to which the others are only more to run and to draw."""
    book = json.loads(path.read_text("utf-8"))
    checks = [i for i, cell in enumerate(book["cells"]) if cell["id"].endswith("-check")]
    cells = [*book["cells"][: checks[1] + 1], *book["cells"][checks[-1] + 1 :]]
    path.write_text(json.dumps({**book, "cells": cells}), encoding="utf-8")
    return path


def sources(path: Path) -> dict[str, str]:
    return {c["id"]: "".join(c["source"]) for c in json.loads(path.read_text("utf-8"))["cells"]}


def way_back(page):
    """From a question, by keyboard: its link moves to a heading on this page, and the button there back to the question."""
    question = page.locator(".qilab-form").first
    choice = question.get_by_role("radio").first
    choice.check(timeout=90_000)
    expect(choice).to_be_checked()
    question.get_by_role("button", name="Check my choice").press("Enter")
    expect(question.locator("[data-part=verdict]")).to_contain_text("Not yet", timeout=READY)
    link = question.get_by_role("link", name="How a question replies")
    address = page.url
    link.press("Enter")
    heading = page.get_by_role("heading", name="How a question replies")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    page.keyboard.press("Tab")
    back = page.get_by_role("button", name="Back to the question")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    expect(back).to_have_count(0)
    assert page.url == address


def read_again(page):
    """In a lesson, from its last question: the heading comes into sight below the bar, with the focus; no page is loaded.
    From a question on an earlier module: the same in that module's lesson."""
    question = page.locator(".qilab-form").filter(has_text="What should you do?")
    question.get_by_role("radio").first.check(timeout=90_000)
    question.get_by_role("button", name="Check my choice").click()
    link = question.locator("[data-part=verdict]").get_by_role("link")
    page.evaluate("window.still_here = true")
    link.click()
    heading = page.locator("h2", has_text="What will you do on Monday?")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport(ratio=1)
    # A heading under the bar would count as in sight, too.
    page.wait_for_function(
        "(heading) => heading.getBoundingClientRect().top >= document.querySelector('.qilab-bar').getBoundingClientRect().bottom",
        arg=heading.element_handle(),
    )
    assert page.evaluate("window.still_here")

    # A question on an earlier module leads to its part there, and the place that was kept does not overrule the link.
    recall = page.locator(".qilab-form").filter(has_text="From “Why QI?”")
    recall.get_by_role("radio").first.press(
        "Space"
    )  # by keyboard, which a page that still scrolls does not disturb
    expect(recall.get_by_role("radio").first).to_be_checked()
    recall.get_by_role("button", name="Check my choice").click()
    recall.locator("[data-part=verdict]").get_by_role("link", name="in module 1").click()
    page.wait_for_url("**/course/m01_why_qi.ipynb*")
    heading = page.locator("h2", has_text="Play: Red Bead Ward")
    expect(heading).to_be_focused(timeout=60_000)
    expect(heading).to_be_in_viewport(ratio=1)


def test_can_a_newcomer_begin_find_the_way_and_come_back(lab, course, axe, shot):
    """Start here opens clean and moves, a link leads to what to read and back; Next leads to M1; reload resumes; the switch
    shows code; a door sets the way."""
    page = read(lab, START)
    expect(page).to_have_title("Start here · QI Lab")
    assert page.locator(FURNITURE).locator("visible=true").count() == 0
    by_hand = page.locator("strong", has_text="Can you see grey cells with code?")
    expect(by_hand).to_have_count(1)  # it is on the page, for those without the reading view
    expect(by_hand).to_be_hidden()
    lab_panel = page.get_by_role("region", name="Two months")
    lab_panel.get_by_role("slider", name="Month").focus()
    page.keyboard.press("ArrowRight")
    expect(lab_panel).to_contain_text("Falls are down by 38%!")
    expect(page.locator(".qilab-doors:visible li", has_text="Front line")).to_contain_text(
        re.compile(r"practised 0 of \d+\.")
    )
    expect(page.locator(".qilab-strip")).to_have_text(re.compile(r"0 of \d+ modules practised"))
    shot(page, "reading-start")
    ours = ".qilab-page"
    rules = {"rules": {"region": {"enabled": False}, "scrollable-region-focusable": {"enabled": False}}}
    for dark in (False, True):
        if dark:
            page.get_by_role("button", name="Dark").click()
            page.wait_for_selector("body[data-jp-theme-light='false']", state="attached")
            shot(page, "reading-start-dark")
        assert not axe(
            page, ".qilab-bar", ".qilab-foot", f"{ours} .jp-MarkdownOutput", ".qilab-panel", **rules
        )
    page.get_by_role("button", name="Dark").click()
    page.wait_for_selector("body[data-jp-theme-light='true']", state="attached")
    way_back(page)

    # A door sets the way, and leads where the way begins, as Next does.
    m1 = re.compile(r"m01_why_qi\.ipynb$")
    expect(page.get_by_role("link", name="Next")).to_have_attribute("href", m1)
    page.locator(".qilab-doors:visible li", has_text="Front line").get_by_role("link", name="Why QI?").click()
    page.wait_for_url("**/course/m01_why_qi.ipynb*")
    settle(page)
    assert page.evaluate("JSON.parse(localStorage['qilab-reading']).track") == "front-line"
    expect(page).to_have_title(re.compile("^M1 "))
    expect(page.locator(".qilab-where")).to_have_text(re.compile(r"\d+ parts · \d+ minutes|part 1 of"))
    # A heading without a word says nothing to whoever hears it: pandas makes one of each table's corner.
    expect(page.locator("table.dataframe.qilab-aligned thead td:empty").first).to_be_attached()
    assert not axe(page, "table.dataframe")

    # Keys: Jupyter's one-letter commands would add and delete cells.
    before = sources(course / "course/m01_why_qi.ipynb")
    page.locator(".jp-MarkdownOutput h1").first.click()
    for key in "bdda":
        page.keyboard.press(key)
    page.locator(".jp-MarkdownOutput p").first.dblclick()
    expect(page.locator(".jp-Cell")).to_have_count(len(before))

    # The contents by keyboard, then the page loaded anew, by a hub's address that names a track: the place is kept, the track chosen.
    page.get_by_role("button", name="Contents").focus()
    page.keyboard.press("Enter")
    shot(page, "reading-contents")
    page.locator(".qilab-contents ol a").nth(4).press("Enter")
    title = page.evaluate("document.activeElement.textContent")
    expect(page.locator(".qilab-where")).to_contain_text("part 5 of")
    page.goto(f"{page.url.partition('?')[0].partition('#')[0]}?track=leader")
    settle(page)
    assert page.evaluate("[JSON.parse(localStorage['qilab-reading']).track, location.search]") == [
        "leader",
        "",
    ]
    expect(page.locator(".qilab-where")).to_contain_text("part 5 of")
    expect(page.get_by_role("heading", name=title.rstrip("¶"))).to_be_in_viewport()

    # One switch shows the code, and is remembered on the next page.
    assert page.locator(".jp-CodeCell .cm-editor").locator("visible=true").count() == 0
    page.get_by_role("button", name="Show code").press("Enter")
    expect(page.locator(".jp-CodeCell .cm-editor").first).to_be_visible()
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/exercises/m01_why_qi/m01_why_qi.ipynb")
    settle(page)
    expect(page.locator(".jp-CodeCell .cm-editor").first).to_be_visible()
    page.get_by_role("button", name="Show code").click()

    # On the leader's way a part of M7 follows M1, and its page opens where that part begins.
    expect(page.get_by_role("link", name="QI Lab", exact=True)).to_have_attribute(
        "href", re.compile(r"course/00_start_here\.ipynb$")
    )
    expect(page.get_by_role("link", name="Next")).to_contain_text("M7")
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/course/m07_xmr_mdc.ipynb*")
    settle(page)
    expect(page.get_by_role("heading", name="Play: Baseline and rebase")).to_be_in_viewport()
    # A leader sees no code, where an analyst has lines to look at and to write.
    assert page.locator(".qilab-code-open").count() == 0
    assert page.locator(".cm-editor").locator("visible=true").count() == 0


def test_is_a_hard_word_explained_and_does_the_page_hold_at_400_percent(lab, axe, shot):
    """320 px wide: nothing sticks out, and a word's meaning comes by hover, focus and tap and goes with Escape. Wide again:
    a reply's link leads to what to read."""
    page = read(lab, M6, width=320, height=640, has_touch=True)
    shot(page, "reading-320")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollWidth") <= 320, (
        "a wide table"
    )
    out = """() => [...document.querySelectorAll('.qilab-page *')].filter((n) => n.getClientRects().length
        && n.getBoundingClientRect().right > 321
        && !n.closest('.jp-OutputArea-output, table, .MathJax, .qilab-unseen')).map((n) => n.outerHTML.slice(0, 90))"""
    assert page.evaluate(out) == []
    # Notebook marks an output of more than a hundred lines as one to scroll in a box; here it stays whole.
    whole = """() => { const cell = document.querySelector('.qilab-lab').closest('.jp-CodeCell');
        cell.classList.add('jp-mod-outputsScrolled');
        const [area, lab] = ['.jp-Cell-outputArea', '.qilab-lab'].map((n) => cell.querySelector(n).getBoundingClientRect().height);
        return area >= lab && lab > 640; }"""
    assert page.evaluate(whole)
    # A chart is drawn anew, as narrow as the page, with its title in words of the page.
    chart = page.locator(".qilab-fitted").first
    expect(chart.locator("svg.marks")).to_be_visible()
    expect(chart.locator("p").first).to_have_text(re.compile(r"^No signal: .* median of [\d.]+$"))
    expect(chart.get_by_role("img")).to_have_attribute("aria-label", re.compile("^Run chart of falls"))
    assert chart.evaluate("n => n.scrollWidth <= n.clientWidth")
    expect(page.locator(".qilab-fitted ~ .vega-embed").locator("visible=true")).to_have_count(0)
    assert not axe(page, ".qilab-fitted")
    word, tip = page.locator(".qilab-term", has_text="median").first, page.locator(".qilab-tip")
    for way in (word.hover, word.focus, word.tap):
        way()
        expect(tip).to_be_visible()
        expect(tip).to_contain_text("middle")
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()
        page.mouse.move(1, 1)
        page.evaluate("document.activeElement.blur()")
    described = word.evaluate("n => document.getElementById(n.getAttribute('aria-describedby')).textContent")
    assert "middle" in described
    assert page.locator(".qilab-term", has_text=re.compile("^median$")).count() <= 1
    word.hover()
    tip.hover()  # what is pointed at stays
    expect(tip).to_be_visible()
    assert not axe(page, ".qilab-tip")
    # Zoomed out again, no furniture comes back.
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("#top-panel-wrapper, #menu-panel-wrapper").locator("visible=true")).to_have_count(0)
    expect(page.locator(".qilab-fitted")).to_have_count(0)
    page.set_viewport_size({"width": 1366, "height": 768})
    read_again(page)


def test_is_code_that_a_person_runs_checked_at_once(lab, shot):
    """E8.2 as an analyst answers it, with the other code folded: lines in the open cell, Shift + Enter once, and the verdict is there.
    Lines that fail are said to have failed."""
    page = read(lab, "exercises/m08_choosing/m08_choosing.ipynb")
    cell = page.locator(".qilab-code-open", has_text="u_limits = None")
    editor = page.locator(".qilab-code-open .cm-content").nth(
        page.locator(".qilab-code-open").all_inner_texts().index(cell.inner_text())
    )
    line = 'spc(hospital, "u", y="falls", n="obd", x="month", multiply=1000).points.iloc[-1]'
    for written, said in (
        (
            f'at = {line}\nu_limits = answer(centre=at["cl"], lower=at["lcl"], upper=at["ucl"])',
            "2 of 2 points",
        ),
        ("u_limits = answer(centre=at[99], lower=0, upper=1)", "0 of 2 points"),
    ):
        editor.click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(written)
        page.keyboard.press("Shift+Enter")
        wait_shown(page, "m08-u-chart-check", said)
    shot(page, "reading-own-code")


def test_does_nothing_strange_run_by_itself(lab, course):
    """A changed cell, a cell of somebody else's and an answer that calls something wait; plain answers run; so does
    what a form writes."""
    path = shortened(course / EXERCISES)
    book = json.loads(path.read_text("utf-8"))
    mark = course / "ran"
    evil = f"open({str(mark)!r}, 'a').write('x')"
    by_id = {cell["id"]: cell for cell in book["cells"]}
    by_id["m06-centre-line-answer"]["source"] = f"centre_line = {evil}"
    by_id["m06-useful-points-answer"]["source"] = "useful_points = 22"
    strange = {
        "cell_type": "code",
        "id": "strange",
        "metadata": {},
        "source": evil,
        "outputs": [],
        "execution_count": None,
    }
    book["cells"].insert(3, strange)
    path.write_text(json.dumps(book), encoding="utf-8")
    page = read(lab, EXERCISES)
    expect(page.locator(".qilab-notice")).to_contain_text("2 places")
    assert not mark.exists()
    ran = "id => jupyterapp.shell.currentWidget.content.widgets.find((c) => c.model.id === id).model.executionCount"
    assert page.evaluate(ran, "m06-useful-points-answer")
    assert not page.evaluate(ran, "m06-centre-line-check")

    # A form's answer goes into the learner's own page, runs with its check and is saved.
    page.evaluate(
        """() => new Promise((resolve, reject) => {
            const detail = { cell: 'm06-centre-line-answer', source: 'centre_line = 8.9', run: ['m06-centre-line-answer',
                'm06-centre-line-check'], done: (ok, why) => (ok ? resolve() : reject(new Error(why))) };
            const event = new CustomEvent('qilab:write', { detail, bubbles: true, cancelable: true });
            if (document.querySelector('.jp-CodeCell').dispatchEvent(event)) reject(new Error('not taken'));
        })"""
    )
    assert sources(path)["m06-centre-line-answer"] == "centre_line = 8.9"
    assert page.evaluate(ran, "m06-centre-line-check")
    assert not mark.exists()
    page.get_by_role("button", name="Run my code").click()
    expect(page.locator(".qilab-notice")).to_have_text("")
    assert mark.exists()

    # Without the page's name in its metadata nothing of it runs, and Jupyter is as ever.
    del book["metadata"]["qilab"]
    other = course / "other.ipynb"
    other.write_text(json.dumps(book), encoding="utf-8")
    page.goto(f"{lab.server.url}/notebooks/other.ipynb")
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    expect(page.locator(".qilab-bar")).to_have_count(0)
    expect(page.locator(".jp-CodeCell .cm-editor").first).to_be_visible()


def write_answer(page: Page, key: str, source: str) -> None:
    """Have an answer written as a form does, and wait until it is saved."""
    page.evaluate(
        """([cell, source]) => new Promise((resolve, reject) => {
            const detail = { cell, source, run: [cell], done: (ok, why) => (ok ? resolve() : reject(new Error(why))) };
            const shown = jupyterapp.shell.currentWidget.node.querySelector('.jp-CodeCell');
            shown.dispatchEvent(new CustomEvent('qilab:write', { detail, bubbles: true, cancelable: true }));
        })""",
        [key, source],
    )


def shown(page: Page, cell: str) -> str:
    """What a cell shows, as text."""
    return page.evaluate(
        """id => jupyterapp.shell.currentWidget.content.widgets.find((c) => c.model.id === id).outputArea.node.innerText""",
        cell,
    )


def wait_shown(page: Page, cell: str, words: str, shows: bool = True) -> None:
    page.wait_for_function(
        """([id, words, shows]) => shows === jupyterapp.shell.currentWidget.content.widgets.find((c) => c.model.id === id)
            .outputArea.node.innerText.includes(words)""",
        arg=[cell, words, shows],
    )


def fresh_data(page: Page) -> None:
    """New data for E6.1: its table and its questions are there anew, the old answer is not judged, a new one is."""
    before = shown(page, "e6-1-given")
    page.get_by_role("button", name="Try again with new data").click()
    wait_shown(page, "m06-centre-line-check", "have changed since you gave this answer")
    assert shown(page, "e6-1-given") != before
    form = page.locator(".jp-CodeCell").filter(has_text="have changed since you gave this answer").first
    form.get_by_role("textbox").or_(form.get_by_role("spinbutton")).first.fill("8.7")
    form.get_by_role("button", name="Check my answer").click()
    wait_shown(page, "m06-centre-line-check", "have changed since you gave this answer", shows=False)
    page.get_by_role("button", name="Back to the course's own data").click()
    page.wait_for_function(
        """before => jupyterapp.shell.currentWidget.content.widgets.find((c) => c.model.id === 'e6-1-given')
            .outputArea.node.innerText === before""",
        arg=before,
    )


def restart(page: Page) -> None:
    """A Python that ended is started again, runs the page and shows what was answered; nobody has to press OK."""
    kernel = "jupyterapp.shell.currentWidget.sessionContext.session.kernel"
    page.evaluate(f"{kernel}.requestExecute({{code: '__import__(\"os\")._exit(1)', silent: true}}) && 0")
    expect(page.locator(".qilab-notice")).to_contain_text("Python was started again", timeout=60_000)
    expect(page.locator(".qilab-notice")).to_have_text("", timeout=60_000)
    assert "0 of 1 point" in shown(page, "m06-useful-points-check")
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_can_a_page_be_open_twice_and_does_jupyterlab_offer_the_reading_view(lab, course):
    """JupyterLab is as ever until its button is pressed; a second tab waits; who goes on there finds all that was
    entered, and only that tab writes. New data re-run the exercise; a restarted Python runs the page."""
    shortened(course / EXERCISES)
    first = lab.page()
    first.goto(f"{lab.server.url}/lab/tree/{EXERCISES}?token={lab.server.token}")
    offer = first.get_by_role("button", name="Reading view")
    expect(offer).to_be_visible(timeout=READY)
    expect(first.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    expect(first.locator(".qilab-bar")).to_have_count(0)
    offer.click()
    settle(first)
    assert first.locator(".jp-CodeCell .cm-editor").locator("visible=true").count() == 0
    expect(first.locator("#jp-top-panel, #jp-menu-panel").locator("visible=true")).to_have_count(0)
    write_answer(first, "m06-useful-points-answer", "useful_points = 22")

    second = first.context.new_page()
    second.goto(f"{lab.server.url}/notebooks/{EXERCISES}")
    waiting = second.get_by_role("alertdialog", name="Open in another tab")
    expect(waiting).to_be_visible(timeout=READY)
    # Typed into the cell, not saved yet: it is there all the same where one goes on.
    first.evaluate(
        """jupyterapp.shell.currentWidget.content.widgets.find((c) => c.model.id === 'm06-centre-line-answer')
            .model.sharedModel.setSource('centre_line = 8.9')"""
    )
    waiting.get_by_role("button", name="Go on here").click()
    settle(second)
    expect(first.get_by_role("alertdialog", name="Open in another tab")).to_be_visible()
    # It has no part in the page's Python any more, or it would run the page too whenever that is started again.
    assert first.evaluate("jupyterapp.shell.currentWidget.sessionContext.session === null")
    write_answer(second, "m06-useful-points-answer", "useful_points = 21")
    kept = sources(course / EXERCISES)
    assert kept["m06-centre-line-answer"] == "centre_line = 8.9"
    assert kept["m06-useful-points-answer"] == "useful_points = 21"
    fresh_data(second)
    restart(second)

    # And back again, where JupyterLab's own view is one button away.
    first.get_by_role("button", name="Go on here").click()
    expect(first.get_by_role("alertdialog")).to_have_count(0)
    settle(first)
    ours = "jupyterapp.shell.currentWidget.content.widgets.map((c) => c.model.sharedModel.getSource())"
    assert "useful_points = 21" in first.evaluate(ours)
    first.get_by_role("button", name="JupyterLab", exact=True).click()
    expect(first.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    expect(offer).to_be_visible()
    for page in (first, second):
        expect(page.locator(".jp-Dialog")).to_have_count(0)
