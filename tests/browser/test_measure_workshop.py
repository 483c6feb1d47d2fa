"""Measure workshop as a learner plays it in JupyterLab, with the keyboard, with no network."""

import re

import pytest
from playwright.sync_api import expect

LAB = "from qilab import labs\nlabs.measure_workshop(seed=4821)"


@pytest.fixture(scope="module")
def notebook(shared_lab, cell):
    return shared_lab.open([cell(LAB)])


@pytest.fixture
def played(notebook):
    """The lab, started afresh and with its picture drawn."""
    notebook.page.set_viewport_size({"width": 1280, "height": 1400})
    notebook.page.evaluate("() => jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    notebook.run_all()
    stage(notebook).scroll_into_view_if_needed()
    expect(stage(notebook)).to_have_attribute("data-serial", re.compile(r"\d+"))
    return notebook


def stage(nb):
    return nb.page.locator("[data-part=picture] .qilab-stage")


def points(nb):
    return stage(nb).locator("svg .mark-symbol.role-mark").first.locator("path")


def test_a_rule_moves_the_picture(played):
    """Does another rule, chosen by keyboard, change the sentence and the words of the picture?"""
    nb = played
    expect(points(nb)).to_have_count(2)
    told = nb.page.locator("[data-part=finding] [role=status]")
    before = told.text_content()
    nb.page.get_by_label("What counts", exact=True).focus()
    nb.page.keyboard.press("End")
    expect(told).not_to_have_text(before)
    expect(stage(nb)).to_have_attribute("aria-label", re.compile("falls with harm"))


def test_predict_then_run(played, shot):
    """Is a prediction needed, compared with the result, and do the two ends come onto the picture?"""
    nb = played
    run = nb.page.get_by_role("button", name="Work out all definitions")
    expect(run).to_have_attribute("aria-disabled", "true")
    nb.page.get_by_role("spinbutton", name="Your prediction", exact=True).fill("2")
    run.focus()
    nb.page.keyboard.press("Enter")
    expect(nb.page.locator("[data-part=result] [role=status]")).to_contain_text(
        "4.8 times the lowest. You said 2"
    )
    expect(points(nb)).to_have_count(4)
    shot(nb.page.locator(".qilab-lab"), "measure-workshop")


def test_two_people_count(played, shot):
    """Can the second page be played by keyboard?"""
    nb = played
    nb.page.get_by_role("tab", name="Change the definition").focus()
    nb.page.keyboard.press("ArrowRight")
    nb.page.get_by_role("spinbutton", name="On how many entries will they differ?").fill("5")
    nb.page.get_by_role("button", name="Let them count").focus()
    nb.page.keyboard.press("Enter")
    expect(nb.page.locator("[data-part=agree] [role=status]")).to_contain_text("Cohen’s κ")
    shot(nb.page.locator(".qilab-lab"), "measure-workshop-two")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe(played, dark, axe):
    """Does axe-core find any fault in the panel, on both pages, with the table open?"""
    nb = played
    nb.set_theme(dark)
    for summary in nb.page.locator(".qilab-lab summary:visible").all():
        summary.click()
    faults = axe(nb.page, ".qilab-lab")
    nb.page.get_by_role("tab", name="Two people count").click()
    faults += axe(nb.page, ".qilab-lab")
    assert not faults


def test_nothing_is_cut_off(played):
    """At 200% zoom (half the width): does everything stay inside the panel?"""
    played.page.set_viewport_size({"width": 640, "height": 1600})
    fits = """() => { const lab = document.querySelector('.qilab-lab'), edge = lab.getBoundingClientRect().right + 1;
        return edge < innerWidth && [...lab.querySelectorAll('*')].every((n) => n.closest('.qilab-unseen, .qilab-scroll')
            || !n.getClientRects().length || n.getBoundingClientRect().right <= edge); }"""
    played.page.wait_for_function(fits)
