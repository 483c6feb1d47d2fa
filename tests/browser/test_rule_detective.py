"""Rule detective as a learner plays it in JupyterLab, with the keyboard, at several sizes, with no network."""

import re

import pytest
from playwright.sync_api import expect

LAB = "from qilab import labs\nplayed = labs.rule_detective(seed=4821)\nplayed"


@pytest.fixture(scope="module")
def notebook(shared_lab, cell):
    return shared_lab.open([cell(LAB)])


@pytest.fixture
def played(notebook):
    """The lab, started afresh and with its first picture drawn."""
    notebook.page.set_viewport_size({"width": 1280, "height": 1000})
    notebook.page.evaluate("() => jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    notebook.run_all()
    drawn(notebook)
    yield notebook


def drawn(nb, name="picture"):
    stage(nb, name).scroll_into_view_if_needed()
    expect(stage(nb, name)).to_have_attribute("data-serial", re.compile(r"\d+"))


def stage(nb, name="picture"):
    return nb.page.locator(f"[data-part={name}] .qilab-stage")


def slider(nb, label):
    return nb.page.get_by_role("slider", name=label, exact=True)


def box(nb, label):
    return nb.page.get_by_role("spinbutton", name=label, exact=True)


def points_drawn(nb):
    """Filled points in the picture: the shapes of the layer that has one for each value."""
    return stage(nb).locator("svg .mark-symbol.role-mark").first.locator("path")


def test_keyboard_moves_the_picture(played):
    """Do the arrow keys move the slider, its number box, the picture, its words and its table?"""
    nb = played
    expect(points_drawn(nb)).to_have_count(24)
    slider(nb, "Number of points").focus()
    for _ in range(6):
        nb.page.keyboard.press("ArrowRight")
    expect(box(nb, "Number of points, as a number")).to_have_value("30")
    expect(points_drawn(nb)).to_have_count(30)
    expect(stage(nb)).to_have_attribute("aria-label", re.compile("30 points, no change at all"))
    nb.page.get_by_text("Show as a table").first.click()
    table = nb.page.get_by_role("table", name="The chart as a table").first
    expect(table.locator("tbody tr")).to_have_count(30)
    slider(nb, "Number of points").focus()
    nb.page.keyboard.press("End")
    expect(table.locator("tbody tr")).to_have_count(60)
    assert nb.page.locator(".jp-Cell").count() == 1, "a key reached JupyterLab's own commands"


def test_number_box_moves_the_slider(played):
    """Does typing a number do what dragging does, and is a wild number put right?"""
    nb = played
    box(nb, "Size of the change: how many times the usual spread (0 is none), as a number").fill("2.5")
    expect(slider(nb, "Size of the change: how many times the usual spread (0 is none)")).to_have_value("2.5")
    expect(nb.page.locator("[data-part=question]")).to_contain_text(
        "a change of 2.5 times the usual spread after point 12"
    )
    wild = box(nb, "Number of points, as a number")
    wild.fill("6000")
    wild.press("Tab")
    expect(wild).to_have_value("60")
    expect(points_drawn(nb)).to_have_count(60)


def test_another_number_is_typed(played):
    """Marked, deleted and typed anew with the keyboard: is the number what was typed, and is a box left empty filled?"""
    nb = played
    points = box(nb, "Number of points, as a number")
    for typed in ("30", "12"):
        points.focus()
        nb.page.keyboard.press("Control+A")
        nb.page.keyboard.press("Delete")
        expect(points).to_have_value("")
        nb.wait_idle()  # an answer to the emptied box would be here by now
        nb.page.keyboard.type(typed)
        expect(points_drawn(nb)).to_have_count(int(typed))
        expect(points).to_have_value(typed)
    nb.page.keyboard.press("Control+A")
    nb.page.keyboard.press("Delete")
    nb.page.keyboard.press("Tab")
    expect(points).to_have_value("12")
    points.focus()
    nb.page.keyboard.type("e")
    nb.page.keyboard.press("Tab")
    expect(points).to_have_value("12")
    expect(points).not_to_have_attribute("aria-invalid", "true")
    guess = box(nb, "Your prediction")
    guess.focus()
    nb.page.keyboard.type("36.5")
    expect(nb.page.get_by_role("button", name="Run 1,000 charts")).to_have_attribute("aria-disabled", "false")
    nb.page.keyboard.press("Control+A")
    nb.page.keyboard.press("Delete")
    expect(nb.page.get_by_role("button", name="Run 1,000 charts")).to_have_attribute("aria-disabled", "true")


def test_predict_then_run(played):
    """Is a prediction needed before the run, compared with the result, logged and kept for a download?"""
    nb = played
    run = nb.page.get_by_role("button", name="Run 1,000 charts")
    expect(run).to_have_attribute("aria-disabled", "true")
    run.click(force=True)
    expect(nb.page.locator("[data-part=result] [role=status]")).to_have_text("")
    box(nb, "Your prediction").fill("20")
    expect(run).to_have_attribute("aria-disabled", "false")
    run.focus()
    nb.page.keyboard.press("Enter")
    said = nb.page.locator("[data-part=result] [role=status]")
    expect(said).to_contain_text(re.compile(r"There was a signal in \d{3} of 1,000 charts.*You said 20"))
    expect(nb.page.locator("[data-part=why]")).to_contain_text("Why?")
    # 45% with the line frozen on 12 points, as other code has it (tests/modules/m06_run_charts); 1,000 charts give it
    # within three standard errors of 1.5 points.
    rate = float(re.search(r"charts: ([\d.]+) in 100", said.text_content())[1])
    assert abs(rate - 45) < 5
    nb.page.get_by_text("Your predictions and results").first.click()
    with nb.page.expect_download() as download:
        nb.page.get_by_role("button", name="Download as CSV").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("What,Rules,Points")
    assert ",20," in lines[1]


def test_game_by_keyboard(played):
    """Can a chart be judged, its points ticked and the truth read, without a mouse? And ticked with one?"""
    nb = played
    keys = nb.page.keyboard
    nb.page.get_by_role("tab", name="Change one thing").focus()
    keys.press("ArrowRight")
    expect(nb.page.get_by_role("tab", name="Play 20 charts")).to_be_focused()
    drawn(nb, "game")
    nb.page.get_by_role("radio", name="A signal").focus()
    keys.press("Space")
    nb.page.get_by_role("checkbox", name=re.compile("^3: ")).focus()
    keys.press("Space")
    rings = stage(nb, "game").locator("svg .mark-symbol.role-mark").nth(1).locator("path")
    expect(rings).to_have_count(1)
    stage(nb, "game").locator("svg .mark-symbol.role-mark").first.locator("path").nth(4).click()
    expect(nb.page.get_by_role("checkbox", name=re.compile("^5: "))).to_be_checked()
    check = nb.page.get_by_role("button", name="Check this chart")
    check.focus()
    keys.press("Space")
    expect(nb.page.locator("[data-part=told] [role=status]")).to_contain_text("The truth:")
    expect(nb.page.locator("[data-part=progress]")).to_contain_text("Charts read: 1 of 20")
    nb.page.get_by_role("button", name="Next chart").click()
    expect(nb.page.locator("[data-part=progress]")).to_contain_text("Chart 2 of 20")
    expect(nb.page.get_by_role("checkbox", name=re.compile("^3: "))).not_to_be_checked()


def test_nothing_jumps(played):
    """Do the controls stay where they are while the picture changes?"""
    nb = played
    expect(points_drawn(nb)).to_have_count(24)
    run = nb.page.get_by_role("button", name="Run 1,000 charts")
    places = {run.bounding_box()["y"]}
    for rules in ("mdc", "anhoej", "run_chart"):
        nb.page.get_by_label("Rule set").first.select_option(rules)
        box(nb, "Size of the change: how many times the usual spread (0 is none), as a number").fill("3")
        expect(slider(nb, "Size of the change: how many times the usual spread (0 is none)")).to_have_value(
            "3"
        )
        expect(nb.page.locator("[data-part=question]")).to_contain_text("3.0 times")
        places.add(run.bounding_box()["y"])
        box(nb, "Size of the change: how many times the usual spread (0 is none), as a number").fill("0")
        expect(nb.page.locator("[data-part=question]")).to_contain_text("no change at all")
        places.add(run.bounding_box()["y"])
    assert max(places) - min(places) < 2


# A window of half the width is what a reader's zoom of 200% leaves; of a quarter, 400%.
@pytest.mark.parametrize(
    ("name", "width"), [("wide", 1280), ("tablet", 768), ("zoom-200", 640), ("zoom-400", 320)]
)
def test_sizes(played, shot, name, width):
    """At a desk, on a tablet, at 200% and 400% zoom: is nothing cut off at the side?"""
    played.page.set_viewport_size({"width": width, "height": 1600})
    panel = played.page.locator(".qilab-lab")
    expect(points_drawn(played)).to_have_count(24)
    fits = """() => { const lab = document.querySelector('.qilab-lab'), edge = lab.getBoundingClientRect().right + 1;
        return edge < innerWidth && [...lab.querySelectorAll('*')].every((n) => n.closest('.qilab-unseen, .qilab-scroll, .qilab-narrow .vega-embed')
            || !n.getClientRects().length || n.getBoundingClientRect().right <= edge); }"""
    played.page.wait_for_function(fits)
    shot(panel, f"rule-detective-{name}")
    # Too narrow to be read, the picture is scrolled instead of squeezed, by keyboard too.
    picture = stage(played).locator("svg")
    assert picture.bounding_box()["width"] >= 250
    assert (stage(played).get_attribute("tabindex") == "0") == (name == "zoom-400")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe(played, shot, dark, axe):
    """Does axe-core find any fault in our own panel, on both pages, with the tables open?"""
    nb = played
    nb.set_theme(dark)
    box(nb, "Your prediction").fill("20")
    nb.page.get_by_role("button", name="Run 1,000 charts").click()
    expect(nb.page.locator("[data-part=result] [role=status]")).to_contain_text("There was a signal in")
    for summary in nb.page.locator(".qilab-lab summary:visible").all():
        summary.click()
    shot(nb.page.locator(".qilab-lab"), f"rule-detective-{'dark' if dark else 'light'}")
    faults = axe(nb.page, ".qilab-lab")
    nb.page.get_by_role("tab", name="Play 20 charts").click()
    drawn(nb, "game")
    nb.page.get_by_role("radio", name="No signal").check()
    nb.page.get_by_role("button", name="Check this chart").click()
    expect(nb.page.locator("[data-part=told] [role=status]")).to_contain_text("The truth:")
    shot(nb.page.locator(".qilab-lab"), f"rule-detective-game-{'dark' if dark else 'light'}")
    faults += axe(nb.page, ".qilab-lab")
    assert not faults


def test_two_labs_share_one_library(lab, cell):
    """Two labs on one page: are both drawn, and is the drawing library fetched once?"""
    nb = lab.open(
        [cell("from qilab import labs\nlabs.rule_detective()"), cell("labs.rule_detective(points=40)")]
    )
    nb.run_all()
    for i, count in ((0, 24), (1, 40)):
        nb.output(i).scroll_into_view_if_needed()
        marks = nb.output(i).locator("[data-part=picture] svg .mark-symbol.role-mark").first.locator("path")
        expect(marks).to_have_count(count)


def test_restarted(lab, cell, shot):
    """The kernel is restarted under the lab: does a move say what to do, and does running the cell again mend it?"""
    nb = lab.open([cell(LAB)])
    nb.run_all()
    drawn(nb)
    nb.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    nb.wait_idle()
    box(nb, "Number of points, as a number").fill("33")
    expect(nb.page.get_by_text("run this cell again")).to_be_visible(timeout=30_000)
    shot(nb.page, "rule-detective-restarted")
    nb.run_all()
    drawn(nb)
    box(nb, "Number of points, as a number").fill("33")
    expect(points_drawn(nb)).to_have_count(33)
    expect(nb.page.get_by_text("run this cell again")).to_have_count(0)


def test_left_behind(lab, played, shot):
    """What does a notebook show that is opened again without its kernel? A still picture, words and a table."""
    expect(played.output(0).locator(".qilab-still")).to_be_hidden()
    expect(played.output(0).locator(".qilab-still svg")).to_have_count(1)  # the page's own drawing has come
    played.save()
    later = lab.open(lab.server.folder / played.name, name="opened_later.ipynb")
    still = later.page.locator(".qilab-still")
    expect(still).to_be_visible()
    expect(later.page.get_by_text("Error displaying widget")).to_be_hidden()
    expect(still.get_by_role("img")).to_have_attribute("aria-label", re.compile("24 points"))
    still.locator("summary").click()
    shot(later.page, "left-behind")
    expect(still.get_by_role("row")).to_have_count(25)
