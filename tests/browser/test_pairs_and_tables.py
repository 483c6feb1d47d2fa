"""Pairs and tables, answered by form: by mouse and by keyboard, wide and at 320 px, and what the saved page keeps of them."""

from playwright.sync_api import expect

ITEMS = """
from qilab.learner.forms.form import AnswerForm
from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer, PairsAnswer, TableAnswer, YesNoAnswer

def form(name, kind, right, wrong):
    return AnswerForm(Item(
        f"m99.{name}", ask="What goes where?", kind=kind, right=lambda d: right,
        mistakes=(Mistake("a slip", lambda d: wrong, "That is the slip which most people make here."),),
        praise="Yes, that is right.", hints=("Look at the first row.", "Look at the second row.", "Look at the third row."),
        outcome="match", reread="A part",
    ))
"""
PAIRS = """
form("charts", PairsAnswer(
    {"falls": "Falls, with bed days that change", "stay": "Length of stay in days"},
    {"u": "u chart", "I": "I chart", "p": "p chart"}), {"falls": "u", "stay": "I"}, {"falls": "p", "stay": "I"})
"""
TABLE = """
form("limits", TableAnswer(
    {"jan": "January", "feb": "February"}, {"upper": NumberAnswer(), "signal": YesNoAnswer()},
    {"upper": "upper limit"}, corner="Month"),
    {"jan": {"upper": 15.0, "signal": False}, "feb": {"upper": 14.1, "signal": True}},
    {"jan": {"upper": 9.0, "signal": False}, "feb": {"upper": 14.1, "signal": True}})
"""


def test_are_pairs_and_tables_answered_by_form(lab, cell, shot, axe):
    """Nothing, a part, a known slip, right; the keyboard alone for the table; axe finds nothing; the still holds it all."""
    nb = lab.open([cell(ITEMS), cell(PAIRS), cell(TABLE)])
    nb.run_all()
    pairs, table = nb.page.locator(".qilab-form").nth(0), nb.page.locator(".qilab-form").nth(1)
    verdict, check = pairs.locator("[data-part=verdict]"), pairs.get_by_role("button", name="Check my answer")
    check.click()
    expect(verdict).to_contain_text("Fill in your answer first")
    falls = pairs.get_by_role("combobox", name="Falls, with bed days that change")
    falls.select_option("p chart")
    check.click()
    expect(verdict).to_contain_text("Still to fill in: Length of stay in days.")
    pairs.get_by_role("combobox", name="Length of stay in days").select_option("I chart")
    check.click()
    expect(verdict).to_contain_text("That is the slip")
    expect(verdict).to_contain_text("Look again at: Falls, with bed days that change.")
    falls.select_option("u chart")
    check.click()
    expect(verdict).to_contain_text("✓ Right")

    expect(table.get_by_role("columnheader", name="Upper limit")).to_be_visible()
    table.get_by_role("textbox", name="January, upper limit").focus()
    for key in ("1", "5", "Tab", "n", "Tab", "1", "4", ".", "1", "Tab", "n", "Tab", "Enter"):
        nb.page.keyboard.press(key)
    said = table.locator("[data-part=verdict]")
    expect(said).to_contain_text("Right already: 3 of 4 cells. Look again at: February, signal.")
    shot(nb.page, "pairs-and-table")
    assert not axe(nb.page, ".qilab-form")
    nb.page.set_viewport_size({"width": 320, "height": 640})
    expect(table.get_by_role("columnheader", name="Upper limit")).to_be_hidden()
    expect(table.get_by_text("February, signal", exact=True)).to_be_visible()
    assert table.evaluate("form => form.scrollWidth <= form.clientWidth")
    shot(table, "table-320")
    table.get_by_role("combobox", name="February, signal").select_option("yes")
    table.get_by_role("button", name="Check my answer").click()
    expect(said).to_contain_text("✓ Right")
    saved = nb.save().cells[2].outputs
    still = "".join(out.get("data", {}).get("text/html", "") for out in saved)
    assert '<th scope="row">February</th><td>14.1</td><td>yes</td>' in still and "✓ Right" in still


NUMBER = 'form("rate", NumberAnswer(), 8.9, 7.0)'


def test_does_enter_check_an_answer(lab, cell):
    """In a box of one line, as in any form: each Enter is one try, and the box keeps the keyboard for the next."""
    nb = lab.open([cell(ITEMS), cell(NUMBER)])
    nb.run_all()
    box, verdict = nb.output(1).get_by_role("textbox"), nb.output(1).locator("[data-part=verdict]")
    for typed, said in (("7", "That is the slip"), ("8.9", "✓ Right")):
        box.fill(typed)
        box.press("Enter")
        expect(verdict).to_contain_text(said)
        expect(box).to_be_focused()
    expect(nb.page.locator(".jp-CodeCell")).to_have_count(2)  # Jupyter heard nothing of it
