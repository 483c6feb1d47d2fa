"""Data clinic as an analyst plays it in JupyterLab, with the keyboard, with no network."""

import re

import pytest
from playwright.sync_api import expect

LAB = "from qilab import labs\nlabs.data_clinic()"


@pytest.fixture(scope="module")
def notebook(shared_lab, cell):
    return shared_lab.open([cell(LAB)])


@pytest.fixture
def played(notebook):
    """The lab, started afresh and with its picture drawn."""
    notebook.page.set_viewport_size({"width": 1366, "height": 1600})
    notebook.page.evaluate("() => jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    notebook.run_all()
    stage(notebook).scroll_into_view_if_needed()
    expect(stage(notebook)).to_have_attribute("data-serial", re.compile(r"\d+"))
    return notebook


def stage(nb):
    return nb.page.locator("[data-part=picture] .qilab-stage")


def tick(nb, words):
    nb.page.get_by_label(words, exact=True).focus()
    nb.page.keyboard.press("Space")


def test_can_a_pipeline_be_built_ordered_undone_and_scored(played, shot):
    """By keyboard: the headline moves, the lines are marked, the order changes, the right headline by luck is told so."""
    nb = played
    told = nb.page.locator("[data-part=finding] [role=status]")
    tick(nb, "Drop the lines that are totals")
    expect(told).to_contain_text("totals”, by 3")
    tick(nb, "Drop every line that has a duplicate, the first one too")
    expect(told).to_contain_text("both of a pair”, by 80")
    expect(nb.page.locator("[data-part=changed] [role=status]")).to_contain_text("removed 80 lines")
    expect(nb.page.get_by_role("region", name="Lines before and after")).to_contain_text("✕ removed")
    nb.page.get_by_role("button", name="Move it up").focus()
    nb.page.keyboard.press("Enter")
    expect(stage(nb)).to_have_attribute("aria-label", re.compile("after both of a pair .* after totals"))
    nb.page.get_by_role("button", name="Undo").focus()
    nb.page.keyboard.press("Enter")
    expect(stage(nb)).to_have_attribute("aria-label", re.compile("after totals .* after both of a pair"))
    tick(nb, "Drop the test patients (ZZTEST)")
    nb.page.get_by_role("spinbutton", name="Your prediction").fill("2800")
    nb.page.get_by_role("button", name="Score my pipeline").focus()
    nb.page.keyboard.press("Enter")
    expect(nb.page.locator("[data-part=why] [role=status]")).to_contain_text(
        re.compile(r"The headline is right(, or nearly so)?, but the lines are not\.")
    )
    shot(nb.page.locator(".qilab-lab"), "data-clinic")


def test_can_the_script_be_saved(played):
    """Shown on request, and saved by a link that sends nothing anywhere."""
    nb = played
    tick(nb, "Drop the test patients (ZZTEST)")
    tick(nb, "Show my pipeline as pandas")
    with nb.page.expect_download() as saved:
        nb.page.get_by_role("link", name="Save it as a script that runs").click()
    assert saved.value.suggested_filename == "clean_falls.py"
    text = saved.value.path().read_text(encoding="utf-8")
    assert "import pandas as pd" in text and 'startswith("ZZTEST"' in text
    compile(text, "clean_falls.py", "exec")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe(played, dark, axe):
    """Does axe-core find any fault in the panel, with lines, table and pandas open?"""
    nb = played
    nb.set_theme(dark)
    tick(nb, "Staff short: nil is 0")
    tick(nb, "Show my pipeline as pandas")
    expect(nb.page.get_by_role("region", name="Lines before and after")).to_contain_text("✎ changed")
    for summary in nb.page.locator(".qilab-lab summary:visible").all():
        summary.click()
    assert not axe(nb.page, ".qilab-lab")


def test_nothing_is_cut_off(played):
    """At 200% zoom (half the width): does everything stay inside the panel, or move in a place of its own?"""
    tick(played, "Drop the lines that are totals")
    tick(played, "Show my pipeline as pandas")
    played.page.set_viewport_size({"width": 640, "height": 1600})
    fits = """() => { const lab = document.querySelector('.qilab-lab'), edge = lab.getBoundingClientRect().right + 1;
        return edge < innerWidth && [...lab.querySelectorAll('*')].every((n) => n.closest('.qilab-unseen, .qilab-scroll')
            || !n.getClientRects().length || n.getBoundingClientRect().right <= edge); }"""
    played.page.wait_for_function(fits)
