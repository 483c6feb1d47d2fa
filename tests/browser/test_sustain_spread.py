"""Will it hold? and Spread as a learner plays them in JupyterLab: predict, run, compare, by keyboard, in both themes."""

import re

import pytest
from playwright.sync_api import expect

HOLD = "from qilab import labs\nlabs.sustainability_calculator(seed=1313)"
SPREAD = "from qilab import labs\nlabs.spread_simulator(seed=1313)"


@pytest.fixture(scope="module")
def nb(shared_lab, cell):
    notebook = shared_lab.open([cell(HOLD), cell(SPREAD)], height=1500)
    notebook.run_all()
    return notebook


def panel(nb, number):
    found = nb.page.locator(".qilab-lab").nth(number)
    found.scroll_into_view_if_needed()
    return found


def test_is_a_team_scored_by_keyboard(nb, shot):
    """Choose a factor, work it out; then a slider's number box brings points."""
    lab = panel(nb, 0)
    run = lab.get_by_role("button", name="Work out the points")
    expect(run).to_have_attribute("aria-disabled", "true")
    lab.get_by_role("combobox", name="Which factor has the most points left").select_option("Monitoring")
    expect(run).to_have_attribute("aria-disabled", "false")
    run.focus()
    nb.page.keyboard.press("Enter")
    expect(lab.locator("[data-part=result] [role=status]")).to_contain_text(
        "There is more to gain on senior leaders"
    )
    finding = lab.locator("[data-part=finding] [role=status]")
    expect(finding).to_contain_text(re.compile(r"Most to gain: senior leaders \(15\.0\)"))
    shot(lab, "hold-light")
    box = lab.get_by_role("spinbutton", name="Senior leaders")
    box.fill("4")
    nb.page.keyboard.press("Tab")
    expect(finding).to_contain_text("Most to gain: staff involvement and training")


def test_is_a_spread_run_by_keyboard(nb, shot):
    """Two predictions, run, compare; the picture shows both lines and the peak."""
    lab = panel(nb, 1)
    run = lab.get_by_role("button", name="Run it")
    expect(run).to_have_attribute("aria-disabled", "true")
    lab.get_by_role("spinbutton", name="In which month is adoption fastest?").fill("20")
    lab.get_by_role("spinbutton", name=re.compile("Of 100 patients")).fill("80")
    expect(run).to_have_attribute("aria-disabled", "false")
    run.focus()
    nb.page.keyboard.press("Enter")
    expect(lab.locator("[data-part=result] [role=status]")).to_contain_text(
        "Adoption is fastest in month 9.9. You said month 20"
    )
    expect(lab.locator("[data-part=picture] svg")).to_contain_text("Patients: as intended")
    shot(lab, "spread-light")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe(nb, shot, dark, axe):
    """Does axe-core find any fault in the two panels, with the tables open?"""
    nb.set_theme(dark)
    for number, name in enumerate(("hold", "spread")):
        lab = panel(nb, number)
        closed = lab.locator("details:not([open]) > summary:visible")
        while closed.count():
            closed.first.click()
        if dark:
            shot(lab, f"{name}-dark")
    assert not axe(nb.page, ".qilab-lab")


def test_do_both_fit_a_narrow_page(shared_lab, cell, shot):
    """At 640 px nothing is cut off at the side."""
    narrow = shared_lab.open([cell(HOLD), cell(SPREAD)], width=640, height=1600)
    narrow.run_all()
    for number, name in enumerate(("hold", "spread")):
        lab = panel(narrow, number)
        # A picture is drawn when it comes into sight, and JupyterLab may scroll away once more after a run.
        narrow.page.wait_for_function(
            """n => { const e = document.querySelectorAll('.qilab-lab [data-part=picture]')[n];
                      e?.scrollIntoView({block: 'center'}); return e?.querySelector('svg'); }""",
            arg=number,
        )
        assert lab.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
        shot(lab, f"{name}-640")


def test_is_the_s_curve_drawn_in_both_themes(lab, cell, shot):
    """One picture with its description, and the month of the peak written in it."""
    nb = lab.open([cell("from qilab.charts import s_curve\ns_curve(0.01, 0.35, 18, 36, fidelity=0.5)")])
    nb.run_all()
    picture = nb.output(0).locator(".vega-embed")
    expect(picture.locator("svg.marks")).to_have_count(1)
    expect(picture).to_have_attribute("aria-label", re.compile("S-curve of wards.*fastest in month 9.9"))
    expect(picture).to_contain_text("Fastest: month 9.9")
    nb.set_theme(dark=True)
    shot(nb.output(0), "s-curve-dark")
