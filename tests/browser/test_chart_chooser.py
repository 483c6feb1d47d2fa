"""Chart chooser as an analyst plays it in JupyterLab: by keyboard, in both themes, on all three pages."""

import pytest
from playwright.sync_api import expect

LAB = "from qilab import labs\nlabs.chart_chooser(seed=4821)"


@pytest.fixture(scope="module")
def nb(shared_lab, cell):
    notebook = shared_lab.open([cell(LAB)], height=2400)
    notebook.run_all()
    return notebook


@pytest.fixture
def chooser(nb):
    return nb.page.get_by_role("region", name="Chart chooser")


def said(lab, part):
    return lab.locator(f"[data-part={part}] [role=status]")


ANSWERS = {"Is it measured": "counted", "counted, what": "yes_no", "chances about": "change"}
ANSWERS |= {"Is it rare": "no", "thousands": "thousands"}


def test_is_a_chart_chosen_seen_and_tried_by_keyboard(nb, chooser, shot):
    """Five answers name the chart; the tabs are reached by arrow; a prediction and Enter fill the bars."""
    chooser.scroll_into_view_if_needed()
    for label, value in ANSWERS.items():
        chooser.get_by_role("combobox", name=label).select_option(value)
    expect(said(chooser, "finding")).to_contain_text("On the p′ chart none of the 24 points lies outside")
    chooser.get_by_role("combobox", name="Because it is").select_option("pp")
    chooser.get_by_role("button", name="Check chart and reason").press("Enter")
    expect(said(chooser, "checked")).to_contain_text("Right: the p′ chart")
    chooser.get_by_role("tab", name="Choose a chart").press("ArrowRight")
    expect(said(chooser, "together")).to_contain_text("Nothing changes.")
    stage = chooser.locator("[data-part=all] .qilab-stage")
    expect(stage.locator("svg.marks")).to_be_visible()
    expect(stage).to_have_attribute("aria-label", said(chooser, "together").inner_text())
    shot(chooser, "chart-chooser-all")
    nb.page.keyboard.press("ArrowRight")
    guess = chooser.get_by_role("spinbutton", name="Your prediction")
    guess.fill("20")
    guess.press("Tab")
    chooser.get_by_role("button", name="Run 1,000 sets").press("Enter")
    expect(said(chooser, "result")).to_contain_text("You said 20")
    expect(chooser.locator("[data-part=alarms] svg.marks")).to_contain_text("not for these data")
    shot(chooser, "chart-chooser-alarms")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe(nb, chooser, dark, axe):
    """Does axe-core find any fault in the panel, on each page, with the tables open?"""
    nb.set_theme(dark)
    faults = []
    for tab in ("Choose a chart", "All charts side by side", "How often is it fooled?"):
        chooser.get_by_role("tab", name=tab).click()
        table = chooser.locator("[role=tabpanel]:not([hidden]) details.qilab-details").first
        if table.get_attribute("open") is None:
            table.locator("summary").click()
        faults += axe(nb.page, ".qilab-lab")
    assert faults == []
