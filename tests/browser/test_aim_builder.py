"""Aim builder as a learner plays it in JupyterLab, with the keyboard, with no network."""

import re

import pytest
from playwright.sync_api import expect

LAB = "from qilab import labs\nlabs.aim_builder(seed=4821)"
PAGES = ("Write an aim", "Draw the drivers", "Sort what people said")


@pytest.fixture(scope="module")
def notebook(shared_lab, cell):
    return shared_lab.open([cell(LAB)])


@pytest.fixture
def played(notebook):
    """The lab, started afresh and with its first picture drawn."""
    notebook.page.set_viewport_size({"width": 1280, "height": 1500})
    notebook.set_theme(dark=False)
    notebook.page.evaluate("() => jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    notebook.run_all()
    drawn(notebook, "picture")
    return notebook


def stage(nb, chart):
    return nb.page.locator(f"[data-part={chart}] .qilab-stage")


def drawn(nb, chart):
    stage(nb, chart).scroll_into_view_if_needed()
    expect(stage(nb, chart)).to_have_attribute("data-serial", re.compile(r"\d+"))


def said(nb, name):
    return nb.page.locator(f"[data-part={name}] [role=status]")


def press(nb, name):
    """A button, by keyboard alone."""
    nb.page.get_by_role("button", name=name, exact=True).focus()
    nb.page.keyboard.press("Enter")


def to_page(nb, name):
    nb.page.get_by_role("tab", name=name).focus()
    nb.page.keyboard.press("Enter")
    expect(nb.page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


def test_an_aim_is_written_by_keyboard(played, shot):
    """Does the meter follow the slider, does each part get its word, and is a year without change compared?"""
    nb = played
    slider = nb.page.get_by_role("slider", name="Target: this or less")
    before = said(nb, "finding").text_content()
    slider.focus()
    nb.page.keyboard.press("Home")
    expect(said(nb, "finding")).not_to_have_text(before)
    nb.page.get_by_label("Target: this or less, as a number").fill("6.5")
    expect(said(nb, "finding")).to_contain_text("beyond the reach of luck")
    expect(stage(nb, "picture")).to_have_attribute("aria-label", re.compile("a target of 6.5"))
    nb.page.get_by_label("Measure: what, and per what?").fill("Falls per 1,000 occupied bed days")
    nb.page.get_by_label("Group: who is it for?").fill("all patients of Ward Elder")
    nb.page.get_by_label("Baseline: where do you start?").fill("12.5")
    nb.page.get_by_label("Date: by when?").fill("30 June 2024")
    expect(said(nb, "aim")).to_contain_text("All five parts are in place")
    nb.page.get_by_role("spinbutton", name="Your prediction").locator("visible=true").fill("2")
    press(nb, "Let the year go by")
    expect(said(nb, "result")).to_contain_text("You said 2")
    expect(stage(nb, "picture")).to_have_attribute("aria-label", re.compile("nothing changed"))
    shot(nb.page.locator(".qilab-lab"), "aim-builder-aim")


def test_a_diagram_is_mended_by_keyboard(played, shot):
    """Prediction, check, then three repairs from the form: does the picture follow, and does the check say so?"""
    nb = played
    to_page(nb, "Draw the drivers")
    drawn(nb, "tree")
    nb.page.get_by_role("spinbutton", name="Your prediction").locator("visible=true").fill("2")
    press(nb, "Check the diagram")
    expect(said(nb, "theory")).to_contain_text("3 things to fix")
    expect(stage(nb, "tree").locator("svg text", has_text="! to fix")).to_have_count(3)
    shot(nb.page.locator(".qilab-lab"), "aim-builder-faults")
    nb.page.get_by_label("Work on").select_option("I4")
    nb.page.get_by_label("Another place for it").select_option("S1")
    press(nb, "Move it there")
    expect(said(nb, "theory")).to_contain_text("2 things to fix")
    for what, text, on in (
        ("process", "Share of visits with travel asked about", "P3"),
        ("balancing", "Minutes that staff spend on the telephone", "A1"),
    ):
        nb.page.get_by_label("What to add").select_option(what)
        nb.page.get_by_label("Its wording").fill(text)
        nb.page.get_by_label("Join it to", exact=True).select_option(on)
        press(nb, "Add it")
        expect(nb.page.get_by_label("Its wording")).to_have_value("")
    expect(said(nb, "theory")).to_contain_text("The theory holds together")
    expect(stage(nb, "tree").locator("svg text", has_text="! to fix")).to_have_count(0)
    press(nb, "Undo")
    expect(said(nb, "theory")).to_contain_text("1 thing to fix")
    # The picture is as high as the tree needs: no box is cut off.
    fits = """(s) => { const svg = s.querySelector('svg').getBoundingClientRect(), room = s.getBoundingClientRect();
        return [...s.querySelectorAll('.mark-rect path')].every((p) => p.getBoundingClientRect().bottom <= svg.bottom + 1)
            && Math.abs(svg.height - room.height) < 2; }"""
    nb.page.wait_for_function(fits, arg=stage(nb, "tree").element_handle())
    shot(nb.page.locator(".qilab-lab"), "aim-builder-mended")


def test_what_people_said_is_sorted_by_keyboard(played, shot):
    """Six by hand, a prediction, then all: do staff and patients differ, in words and on the picture?"""
    nb = played
    to_page(nb, "Sort what people said")
    drawn(nb, "voices")
    nb.page.get_by_label("In all the comments").select_option("Waiting")
    expect(nb.page.get_by_role("button", name="Show all comments")).to_have_attribute("aria-disabled", "true")
    for number in range(1, 7):
        nb.page.get_by_label("Which pile?").select_option("Waiting")
        press(nb, "Put it there")
        expect(nb.page.locator("[data-part=comment]")).to_contain_text(f"Comment {number + 1} of 12")
    press(nb, "Show all comments")
    expect(said(nb, "voices_say")).to_contain_text(
        "Patients and carers talk most about “Being told what is going on”"
    )
    expect(stage(nb, "voices")).to_have_attribute("aria-label", re.compile("Waiting: staff 3"))
    shot(nb.page.locator(".qilab-lab"), "aim-builder-voices")


def test_is_a_choice_kept_that_is_made_before_python_has_answered(played):
    """Six comments chosen and filed faster than any answer can come, one of them with a double click: six are filed."""
    nb = played
    to_page(nb, "Sort what people said")
    nb.page.evaluate(
        """() => {
            const named = (tag, text) => [...document.querySelectorAll(`.qilab-lab ${tag}`)].find((n) => n.textContent === text);
            const pile = document.getElementById(named('label', 'Which pile?').htmlFor);
            const put = named('button', 'Put it there');
            for (let i = 0; i < 6; i += 1) {
                pile.value = 'Waiting';
                pile.dispatchEvent(new Event('change'));
                put.click();
            }
            put.click();
        }"""
    )
    expect(nb.page.locator("[data-part=comment]")).to_contain_text("Comment 7 of 12")
    expect(nb.page.get_by_label("Which pile?")).to_have_value("")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe(played, dark, shot, axe):
    """Does axe-core find any fault in the panel, on each page, with the tables open?"""
    nb = played
    nb.set_theme(dark)
    faults = []
    for name in PAGES:
        to_page(nb, name)
        shut = nb.page.locator(".qilab-lab details:not([open]) > summary:visible")
        while shut.count():
            shut.first.click()
        faults += axe(nb.page, ".qilab-lab")
        if dark:
            shot(nb.page.locator(".qilab-lab"), f"aim-builder-dark-{name.split()[0].lower()}")
    assert not faults


def test_nothing_is_cut_off(played, shot):
    """At 200% zoom (half the width): does everything stay inside the panel, on each page?"""
    played.page.set_viewport_size({"width": 640, "height": 1900})
    fits = """() => { const lab = document.querySelector('.qilab-lab'), edge = lab.getBoundingClientRect().right + 1;
        return edge < innerWidth && [...lab.querySelectorAll('*')].every((n) => n.closest('.qilab-unseen, .qilab-scroll')
            || !n.getClientRects().length || n.getBoundingClientRect().right <= edge); }"""
    for name, chart in zip(PAGES, ("picture", "tree", "voices"), strict=True):
        to_page(played, name)
        drawn(played, chart)
        played.page.wait_for_function(fits)
        shot(played.page.locator(".qilab-lab"), f"aim-builder-narrow-{name.split()[0].lower()}")
