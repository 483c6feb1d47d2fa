"""Red Bead Ward as a learner plays it in JupyterLab: predict, play, compare, by keyboard, in both themes."""

import re

import pytest
from playwright.sync_api import expect

LAB = "from qilab import labs\nplayed = labs.red_bead_ward(seed=1050)\nplayed"


@pytest.fixture(scope="module")
def nb(shared_lab, cell):
    notebook = shared_lab.open([cell(LAB)])
    notebook.run_all()
    return notebook


def points(nb):
    return nb.page.locator("[data-part=picture] svg .mark-symbol.role-mark").first.locator("path")


def test_is_a_round_played_by_keyboard(nb, shot):
    """Guess, choose an action, play: six more points, and words that compare."""
    nb.page.locator(".qilab-lab").scroll_into_view_if_needed()
    expect(points(nb)).to_have_count(6)
    play = nb.page.get_by_role("button", name="Play the round")
    expect(play).to_have_attribute("aria-disabled", "true")
    nb.page.get_by_role("combobox", name="You are the manager").select_option("warning")
    nb.page.get_by_role("spinbutton", name="Your prediction", exact=True).fill("5")
    expect(play).to_have_attribute("aria-disabled", "false")
    play.focus()
    nb.page.keyboard.press("Enter")
    expect(points(nb)).to_have_count(12)
    expect(nb.page.locator("[data-part=result] [role=status]")).to_contain_text(
        re.compile(r"drew 4 last time and \d+ this time\. You said 5")
    )
    expect(nb.page.locator("[data-part=why] [role=status]")).to_contain_text(
        "The three with the most averaged"
    )
    shot(nb.page.locator(".qilab-lab"), "red-bead")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe(nb, shot, dark, axe):
    """Does axe-core find any fault in the panel, on both pages, with the tables open?"""
    nb.set_theme(dark)
    nb.page.get_by_role("tab", name="Manage the ward").click()
    closed = nb.page.locator(".qilab-lab details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()
    faults = axe(nb.page, ".qilab-lab")
    nb.page.get_by_role("tab", name="Play 1,000 rounds").click()
    nb.page.get_by_role("spinbutton", name="Your prediction for 1,000 rounds").fill("4")
    nb.page.get_by_role("button", name="Run 1,000 rounds").click()
    expect(nb.page.locator("[data-part=many_result] [role=status]")).to_contain_text("You said 4")
    shot(nb.page.locator(".qilab-lab"), f"red-bead-many-{'dark' if dark else 'light'}")
    assert not faults + axe(nb.page, ".qilab-lab")
