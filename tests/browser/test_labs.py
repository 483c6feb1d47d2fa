"""What all labs keep on a page: the still of a saved page shows the last press, before and after a refresh."""

import re

import pytest
from playwright.sync_api import expect

LAB = "from qilab import labs\nlabs.measure_workshop(seed=4821)"
HIGHEST = ">Highest of all</th>"  # its row in the table: the axis has its name from the start


def still_of(nb):
    """The still form in the notebook as it is now, saved."""
    html = nb.page.evaluate(
        """() => jupyterapp.shell.currentWidget.content.model.sharedModel.cells[0].getOutputs()
            .map((o) => [o.data?.['text/html'] ?? ''].flat().join('')).join('')"""
    )
    return html


def wait_for_still(nb, words):
    nb.page.wait_for_function(
        """words => jupyterapp.shell.currentWidget.content.model.sharedModel.cells[0].getOutputs()
            .map((o) => [o.data?.['text/html'] ?? ''].flat().join('')).join('').includes(words)""",
        arg=words,
    )


def predict_and_run(nb, guess):
    box = nb.page.get_by_role("spinbutton", name="Your prediction", exact=True)
    box.fill(str(guess))
    nb.page.get_by_role("button", name="Work out all definitions").click()
    expect(nb.page.locator("[data-part=result] [role=status]")).to_contain_text(f"You said {guess}")


def test_does_the_saved_page_show_the_last_press(lab, cell, shot):
    """Run, press, save; refresh the page with its kernel alive, press again, save: each time the page that was
    saved holds the newest picture and the newest row of the log."""
    nb = lab.open([cell(LAB)])
    nb.run_all()
    wait_for_still(nb, "<svg")
    assert HIGHEST not in still_of(nb)
    predict_and_run(nb, 3)
    wait_for_still(nb, HIGHEST)
    nb.save()
    assert HIGHEST in "".join(
        o.get("data", {}).get("text/html", "") for o in nb.server.read(nb.name).cells[0].outputs
    )
    nb.page.reload()
    nb.page.wait_for_selector(".jp-Notebook .jp-Cell")
    nb.wait_idle()
    nb.page.locator(".qilab-lab svg.marks").first.wait_for()
    predict_and_run(nb, 7.5)
    wait_for_still(nb, ">7.5<")
    still = still_of(nb)
    assert len(re.findall("<svg", still)) == 1
    assert "<script" not in still


def test_is_a_number_that_cannot_be_taken_told_and_is_the_picture_kept_in_sight(lab, cell, shot):
    """At 1366 × 768: what was typed, what was taken and why stand beside the box; and from the first control to the last
    the picture stays in sight. At 320 px nothing is cut off at the side."""
    nb = lab.open(
        [cell("from qilab import labs\nlabs.sustainability_calculator(seed=1313)")], width=1366, height=768
    )
    nb.run_all()
    panel = nb.page.locator(".qilab-lab")
    panel.locator("svg.marks").first.wait_for()
    box = panel.get_by_role("spinbutton", name="Monitoring, as a number")
    box.fill("9")
    box.press("Tab")
    note = panel.locator(".qilab-control", has_text="Monitoring").locator(".qilab-taken")
    expect(note).to_have_text("You gave 9. The most here is 4, so 4 was used.")
    expect(box).to_have_value("4")
    box.fill("2")
    box.press("Tab")
    expect(note).to_have_text("")
    last = panel.get_by_role("slider").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    expect(panel.locator("[data-part=picture] .qilab-stage")).to_be_in_viewport(ratio=0.9)
    shot(nb.page, "labs-in-sight")
    nb.page.set_viewport_size({"width": 320, "height": 640})
    nb.page.wait_for_function("() => document.querySelector('.qilab-lab').clientWidth < 320")
    assert panel.evaluate("e => e.scrollWidth <= e.clientWidth + 1")


# ---------------------------------------------------------------- labs without a file of their own

PLAYED = {
    "Process map": "labs.process_map(seed=4821)",
    "Pareto builder": "labs.pareto_builder(seed=4821)",
    "Baseline and rebase": "labs.baseline_and_rebase(seed=4821)",
    "Fair comparison": "labs.fair_comparison(seed=4821)",
    "The sealed case": "labs.sealed_case(seed=4821)",
}
# Everything inside the panel, but for what scrolls in a place of its own.
FITS = """where => { const lab = document.querySelector(where), edge = lab.getBoundingClientRect().right + 1;
    return edge <= innerWidth && [...lab.querySelectorAll('*')].every((n) =>
        n.closest('.qilab-unseen, .qilab-scroll, .qilab-narrow .vega-embed') || !n.getClientRects().length
        || n.getBoundingClientRect().right <= edge); }"""


@pytest.fixture(scope="module")
def three(shared_lab, cell):
    """Three labs on one page, opened once."""
    sources = ["from qilab import labs", *PLAYED.values()]
    notebook = shared_lab.open([cell(source) for source in sources], width=1366, height=1600)
    notebook.run_all()
    return notebook


def region(nb, name):
    lab = nb.page.get_by_role("region", name=name)
    lab.scroll_into_view_if_needed()
    if lab.get_by_role("tab").count():  # a page without a picture may have been left open
        lab.get_by_role("tab").first.click()
    expect(lab.locator("[data-part] .qilab-stage:visible svg.marks").first).to_be_visible()
    return lab


def selector(lab):
    """What axe and the page find the lab by."""
    return f"[aria-labelledby='{lab.get_attribute('aria-labelledby')}']"


def each_page(lab):
    """Open each page of a lab in turn, with all that can be folded out."""
    tabs = lab.get_by_role("tab")
    for at in range(max(1, tabs.count())):
        if tabs.count():
            tabs.nth(at).click()
        closed = lab.locator("details:not([open]) > summary:visible")
        while closed.count():
            closed.first.click()
        yield at


# The names at the bars, from the top.
NAMES = """where => [...document.querySelectorAll(`${where} svg.marks .role-axis-label text`)]
    .filter((t) => /^[A-Z]/.test(t.textContent)).map((t) => [t.getBoundingClientRect().top, t.textContent])
    .sort((one, other) => one[0] - other[0]).map((t) => t[1])"""


def test_are_the_bars_of_a_pareto_chart_ranked_anew_by_keyboard(three, shot):
    """By lists porters are first. By minutes, and on Mondays, the bars stand as the table ranks them, and say what is counted."""
    lab = region(three, "Pareto builder")
    here = selector(lab)
    assert three.page.evaluate(NAMES, here)[0] == "Waiting for porter"
    for field, button, first in (
        ("by minutes?", "Rank by minutes", "Patient not ready"),
        ("on Mondays?", "Split the days", "Bed not confirmed"),
    ):
        lab.get_by_role("combobox", name=field).select_option(label="Equipment not there")
        lab.get_by_role("button", name=button).press("Enter")
        expect(lab.locator("[data-part=result] [role=status]")).to_contain_text("said “Equipment not there”")
        expect(lab.locator("svg.marks")).to_contain_text("Minutes lost")
        expect(lab.locator("[data-part=finding] [role=status]")).to_contain_text(f"The largest is “{first}”")
        three.page.wait_for_function(f"([where, name]) => ({NAMES})(where)[0] === name", arg=[here, first])
    lab.locator("summary", has_text="Show as a table").click()
    rows = lab.locator("table.qilab-twin").first.locator("th[scope=row]")
    expect(rows).to_have_text(three.page.evaluate(NAMES, here))
    shot(lab, "pareto-ranked")


def test_is_the_same_change_chosen_twice_counted_once_by_keyboard(three):
    """No batch at the porter’s step, twice: one saving is told, and the lead time falls by that."""
    lab = region(three, "Process map")
    lab.get_by_role("tab", name="Two changes").click()
    for field, choice in (
        ("At which step?", "9. Carry to the ward"),
        ("What?", "Pass each on at once, no batch"),
    ):
        for at in (0, 1):
            lab.get_by_role("combobox", name=field).nth(at).select_option(label=choice)
    lab.get_by_role("spinbutton", name="By how much").fill("40")
    three.page.keyboard.press("Tab")
    three.page.keyboard.press("Enter")
    told = lab.locator("[data-part=tried_why] [role=status]")
    expect(told).to_contain_text("twice, but it counts only once")
    lead, now = re.search(
        r"from (\d+) to (\d+) minutes", lab.locator("[data-part=tried] [role=status]").inner_text()
    ).groups()
    assert f"saves {int(lead) - int(now)} minutes" in told.inner_text()


def test_is_a_sealed_case_played_to_its_report_by_keyboard(three, axe, shot):
    """Predict, let the months come in, claim, open the truth: four decisions with their reasons, and a report to save, whose
    sums fold out. axe-core finds no fault in what has come up."""
    lab = region(three, "The sealed case")
    lab.get_by_role("spinbutton", name="Your prediction").fill("30")
    three.page.keyboard.press("Tab")
    finding = lab.locator("[data-part=finding] [role=status]")
    expect(lab.get_by_role("radio", name="Not yet shown")).to_be_hidden()
    for month in (19, 22, 25, 28, 30):  # with this seed the project starts in month 17
        lab.get_by_role("button", name="Three months on").press("Enter")
        expect(finding).to_contain_text(f"Month {month} ")
    lab.get_by_role("radio", name="Not yet shown").press("Space")
    lab.get_by_role("button", name="Open the truth").press("Enter")
    expect(lab.locator("[data-part=score] [role=status]")).to_contain_text("of 8")
    assert lab.locator("[data-part=four] li").count() == 4
    faults = axe(three.page, selector(lab))
    shot(lab, "the-sealed-case-open")
    lab.get_by_role("tab", name="Report on one page").press("Enter")
    lab.get_by_role("button", name="Make the report").press("Enter")
    expect(lab.get_by_role("link", name="Save as PDF")).to_be_visible()
    lab.locator("summary", has_text="(b) Baseline").press("Enter")
    expect(lab.get_by_text(re.compile(r"divided by occupied bed days: 1,000 × \d+ ÷"))).to_be_visible()
    shot(lab, "the-sealed-case-report")
    assert faults + axe(three.page, selector(lab)) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PLAYED)
def test_axe(three, axe, shot, name, dark):
    """Does axe-core find any fault on any page of the lab, with tables and logs open?"""
    three.page.set_viewport_size({"width": 1366, "height": 1600})
    three.set_theme(dark)
    lab = region(three, name)
    faults = []
    for at in each_page(lab):
        faults += axe(three.page, selector(lab))
        shot(lab, f"{name.lower().replace(' ', '-')}-{at}-{'dark' if dark else 'light'}")
    assert faults == []


@pytest.mark.parametrize("name", PLAYED)
def test_does_each_page_fit_320_px(three, shot, name):
    """Each page of the lab: nothing sticks out, and a picture too narrow to be read is scrolled by keyboard instead."""
    three.page.set_viewport_size({"width": 320, "height": 2400})
    lab = region(three, name)
    for at in each_page(lab):
        three.page.wait_for_function(FITS, arg=selector(lab))
        shot(lab, f"{name.lower().replace(' ', '-')}-{at}-320")
    for stage in lab.locator(".qilab-narrow:visible").all():
        assert stage.get_attribute("tabindex") == "0"
