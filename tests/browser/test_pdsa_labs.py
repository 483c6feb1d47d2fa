"""Coin spin and Test ramp as a learner plays them in JupyterLab: predict, test, study, by keyboard, in both themes."""

import re

import pytest
from playwright.sync_api import expect

LABS = ["from qilab import labs\nlabs.coin_spin(seed=4821)", "labs.pdsa_ramp(seed=1009)"]


@pytest.fixture(scope="module")
def nb(shared_lab, cell):
    notebook = shared_lab.open([cell(source) for source in LABS], height=2400)
    notebook.run_all()
    return notebook


@pytest.fixture
def coin(nb):
    return nb.page.get_by_role("region", name="Coin spin")


@pytest.fixture
def ramp(nb):
    return nb.page.get_by_role("region", name="Test ramp")


def said(lab, part):
    return lab.locator(f"[data-part={part}] [role=status]")


def start_again(lab):
    """Begin anew, and wait until what a test before this one found is gone: it would be taken for what this one finds.

    Where nothing was found yet there is nothing to wait for, and beginning anew could take away what is filled in next.
    """
    if not said(lab, "result").inner_text():
        return
    lab.get_by_role("button", name="Start again").click()
    expect(said(lab, "result")).to_have_text("")


def press_once_open(button):
    """Press a button that opens when the prediction has arrived in Python, which on a busy machine takes a while."""
    expect(button).to_have_attribute("aria-disabled", "false")
    button.click()


def drawn(lab, serial):
    """Wait until the picture has been drawn at least so often."""
    lab.scroll_into_view_if_needed()
    stage = lab.locator("[data-part=picture] .qilab-stage")
    expect(stage).to_have_attribute("data-serial", re.compile(rf"^[{serial}-9]"))
    return stage


def test_is_a_cycle_spun_and_written_up_by_keyboard(nb, coin, shot):
    """Predict, spin, read, write it in the log: with Tab, Enter and the number keys alone."""
    drawn(coin, 1)
    spin = coin.get_by_role("button", name="Spin", exact=True)
    expect(spin).to_have_attribute("aria-disabled", "true")
    coin.get_by_role("spinbutton", name="Prediction, from").focus()
    nb.page.keyboard.type("4")
    nb.page.keyboard.press("Tab")
    nb.page.keyboard.type("9")
    nb.page.keyboard.press("Tab")
    expect(spin).to_be_focused()
    expect(spin).to_have_attribute("aria-disabled", "false")
    nb.page.keyboard.press("Enter")
    expect(said(coin, "result")).to_contain_text(re.compile(r"2 spins: .* You said 4 to 9"))
    expect(coin.get_by_role("spinbutton", name="Prediction, from")).to_have_value("")
    learned = coin.get_by_role("textbox", name="What did you learn?")
    learned.fill("About seven seconds.")
    learned.press("Tab")
    coin.get_by_role("combobox", name="What next?").select_option("adapt")
    write = coin.get_by_role("button", name="Write it in the log")
    expect(write).to_have_attribute("aria-disabled", "false")
    write.press("Enter")
    expect(said(coin, "written")).to_contain_text("complete in the log")
    drawn(coin, 2)
    shot(coin, "coin-spin")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe(nb, coin, ramp, dark, shot, axe):
    """Does axe-core find any fault in both panels, with results, tables and logs open?"""
    nb.set_theme(dark)
    theme = "dark" if dark else "light"
    start_again(coin)
    for low, high, thing in ((4, 9, "1p"), (5, 8, "10p"), (20, 30, "50p")):
        coin.get_by_role("combobox", name="Coin").select_option(thing)
        coin.get_by_role("spinbutton", name="Prediction, from").fill(str(low))
        coin.get_by_role("spinbutton", name="Prediction, to").fill(str(high))
        press_once_open(coin.get_by_role("button", name="Spin", exact=True))
        expect(said(coin, "result")).to_contain_text(f"You said {low} to {high}")
    coin.get_by_role("button", name="These are our best: finish").click()
    expect(said(coin, "truth")).to_contain_text(re.compile("You chose|You found it"))
    ramp.get_by_role("tab", name="Run a ramp").click()
    start_again(ramp)
    for size, staff in (("1", "day"), ("5", "day"), ("25", "bank")):
        ramp.get_by_role("radio", name=size, exact=True).check()
        ramp.get_by_role("combobox", name="With whom?").select_option(staff)
        ramp.get_by_role("spinbutton", name="Prediction, from").fill("60")
        ramp.get_by_role("spinbutton", name="Prediction, to").fill("90")
        press_once_open(ramp.get_by_role("button", name="Run the test"))
        expect(said(ramp, "result")).to_contain_text(f"of {size} went as hoped")
    ramp.get_by_role("button", name="Decide and see the truth").click()
    expect(said(ramp, "truth")).to_contain_text(re.compile("You found it|Not quite"))
    shot(coin, f"coin-spin-{theme}")
    shot(ramp, f"test-ramp-{theme}")
    closed = nb.page.locator(".qilab-lab details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()
    faults = axe(nb.page, ".qilab-lab")
    ramp.get_by_role("tab", name="1,000 teams").click()
    ramp.get_by_role("spinbutton", name="Your prediction for the teams").fill("50")
    press_once_open(ramp.get_by_role("button", name="Run 1,000 teams"))
    expect(said(ramp, "many_result")).to_contain_text("You said 50")
    shot(ramp, f"test-ramp-teams-{theme}")
    assert not faults + axe(nb.page, ".qilab-lab")


def test_does_it_fit_a_narrow_page(shared_lab, cell, shot):
    """640 pixels wide: no part is cut off on the right, in either lab."""
    nb = shared_lab.open([cell(source) for source in LABS], width=640, height=3200)
    nb.run_all()
    for name in ("Coin spin", "Test ramp"):
        lab = nb.page.get_by_role("region", name=name)
        drawn(lab, 1)
        overflow = lab.evaluate("node => node.scrollWidth - node.clientWidth")
        assert overflow <= 1, name
        shot(lab, f"{name.lower().replace(' ', '-')}-narrow")
