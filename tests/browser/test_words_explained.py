"""Hard words where they first stand: in a question, in its reply, in a lab. Asked for by keyboard, by mouse and with axe."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import READY
from .test_reading_view import EXERCISES, M6, course, lab, read, shortened  # noqa: F401 - fixtures

LINE = ".qilab-words-here"


def tip(page):
    return page.locator(".qilab-tip")


def word(panel, words):
    return panel.locator(LINE).get_by_role("button", name=words, exact=True)


def asked_by_keyboard(page, term, meaning):
    """Tab came to the word: its meaning is in sight and read out with it, and Escape closes it where one is."""
    expect(term).to_be_focused()
    expect(tip(page)).to_be_visible()
    expect(tip(page)).to_contain_text(meaning)
    expect(term).to_have_accessible_description(re.compile(meaning))
    page.keyboard.press("Enter")
    expect(tip(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    expect(term).to_be_focused()


def asked_by_mouse(page, term, meaning):
    for way in (term.hover, term.click):
        page.mouse.move(1, 1)
        page.evaluate("document.activeElement.blur()")
        expect(tip(page)).to_be_hidden()
        way()
        expect(tip(page)).to_contain_text(meaning)
    page.keyboard.press("Escape")


@pytest.fixture
def lesson(lab):  # noqa: F811
    return read(lab, M6)


def test_is_a_word_explained_that_first_stands_in_an_option(lesson, axe, shot):
    """“Drivers” and “an aim” are in what is asked, “occupied bed days” in an option: none stands above it on the page."""
    question = lesson.locator(".qilab-form").filter(has_text="Which is an aim that can be tested?")
    aim, days = word(question, "an aim"), word(question, "occupied bed days")
    expect(days).to_have_accessible_description(
        "The patients who are in a bed at midnight, counted each night and added up over the month. "
        "A bed that is full throughout June gives 30. In tables it is called obd."
    )
    question.get_by_role("button", name="Hint").focus()
    drivers = word(question, "drivers")
    for term, meaning in ((drivers, "people can change"), (aim, "by when"), (days, "midnight")):
        lesson.keyboard.press("Tab")
        expect(term).to_be_focused()
        expect(tip(lesson)).to_contain_text(meaning)
    shot(lesson, "words-question")
    assert not axe(lesson, ".qilab-form", ".qilab-tip")
    lesson.keyboard.press("Escape")
    asked_by_mouse(lesson, days, "midnight")
    # Asking what a word means answers nothing; the text of an option is the option's alone.
    expect(question.get_by_role("radio", checked=True)).to_have_count(0)
    option = question.get_by_role(
        "radio", name="c) From 7.2 to 5.0 falls per 1,000 occupied bed days on Ward Elder by 31 March"
    )
    question.get_by_text("occupied bed days on Ward Elder").click()
    expect(option).to_be_checked()
    expect(tip(lesson)).to_be_hidden()
    # A question further down uses the words as well, and need not say them again.
    below = lesson.locator(".qilab-form").filter(has_text="why do we count falls per 1,000")
    expect(below.locator(LINE)).to_have_count(0)


def test_is_a_word_explained_that_a_reply_brings(lab, course, axe, shot):  # noqa: F811
    """E6.1 with the mean in place of the median: the reply speaks of both, and the page of neither before."""
    shortened(course / EXERCISES)
    page = read(lab, EXERCISES)
    question = page.locator(".qilab-form").first
    expect(word(question, "percentage points")).to_be_visible()  # one of the units to choose from
    expect(word(question, "the mean")).to_have_count(0)
    rates = page.evaluate(
        """() => [...document.querySelector(".dataframe tbody").rows].slice(0, 12)
            .map((row) => parseFloat(row.cells[row.cells.length - 1].innerText)).filter((rate) => !isNaN(rate))"""
    )
    question.get_by_label("Your answer").fill(f"{sum(rates) / len(rates):.1f}")
    question.get_by_role("combobox", name="Unit").select_option("per 1,000 occupied bed days")
    check = question.get_by_role("button", name="Check my answer")
    check.press("Enter")
    verdict = question.locator("[data-part=verdict]")
    expect(verdict).to_contain_text("That is the mean of the first 12 months", timeout=READY)
    term = word(question, "the mean")
    expect(term).to_have_count(1)
    expect(check).to_be_focused()  # nothing took the focus
    # What is read out as it changes holds no buttons of ours.
    expect(verdict.locator(".qilab-term")).to_have_count(0)
    term.focus()
    asked_by_keyboard(page, term, "divide by how many")
    shot(page, "words-reply")
    assert not axe(page, ".qilab-form")
    # Another reply takes the place of this one: the line stays, each word once, and still answers.
    question.get_by_label("Your answer").fill("1")
    check.click()
    expect(verdict).not_to_contain_text("That is the mean", timeout=READY)
    expect(question.locator(LINE)).to_have_count(1)
    expect(term).to_have_count(1)
    asked_by_mouse(page, term, "divide by how many")


def test_is_a_word_explained_that_first_stands_in_a_lab(lesson, axe, shot):
    """Rule detective: “Noise” is a word of the lab alone. It still answers when the lab has been drawn on."""
    detective = lesson.get_by_role("region", name="Rule detective")
    noise = word(detective, "Noise")
    noise.focus()
    asked_by_keyboard(lesson, noise, "differences that luck makes")
    asked_by_mouse(lesson, noise, "differences that luck makes")
    shot(detective, "words-lab")
    assert not axe(lesson, ".qilab-lab")
    expect(detective.locator("label .qilab-term, legend .qilab-term, svg .qilab-term")).to_have_count(0)
    # The lab is drawn on, with the slider in hand: it keeps the focus, no word is named twice, and all still answer.
    slider = detective.get_by_role("slider", name="Size of the change")
    slider.focus()
    said = detective.locator(".qilab-say").first
    before = said.inner_text()
    lesson.keyboard.press("End")
    expect(said).not_to_have_text(before)
    expect(slider).to_be_focused()
    asked_by_mouse(lesson, noise, "differences that luck makes")
    words = [each.lower() for each in detective.locator(f"{LINE} .qilab-term").all_inner_texts()]
    assert len(words) == len(set(words))


def test_is_a_word_explained_that_a_lab_says_on_a_page_of_its_own(lab, axe, shot):  # noqa: F811
    """Measure workshop: “Cohen’s κ” comes with what two people counted, and not before anybody has opened that page of it."""
    page = read(lab, "course/m04_measures.ipynb")
    workshop = page.get_by_role("region", name="Measure workshop")
    kappa = word(workshop, "Cohen’s κ")
    workshop.get_by_role("tab", name="Two people count").click()
    workshop.get_by_role("spinbutton", name="On how many entries will they differ?").fill("12")
    workshop.get_by_role("button", name="Let them count").click()
    expect(workshop.locator("[data-part=agree] [role=status]")).to_contain_text("Cohen’s κ")
    expect(kappa).to_be_visible()
    kappa.focus()
    asked_by_keyboard(page, kappa, "beyond what chance alone would give")
    shot(page, "words-kappa")
    assert not axe(page, ".qilab-lab")


def test_does_the_knowledge_test_answer_its_own_questions(lab):  # noqa: F811
    """A meaning below a question of the test would give its answer away."""
    page = read(lab, "course/00_test_before.ipynb")
    test = page.locator(".qilab-test")
    test.get_by_role("radio").first.check()
    test.get_by_role("button", name="Show the questions").click()
    heading = test.get_by_role("heading", name="Before the course: 15 questions")
    expect(heading).to_be_focused(timeout=READY)
    # The page is looked through once it has been still for a while: a term that is put there meanwhile says when.
    page.evaluate(
        """() => document.querySelector(".jp-MarkdownOutput:last-of-type")
            .append(Object.assign(document.createElement("p"), { textContent: "winsorising" }))"""
    )
    expect(page.locator(".qilab-term", has_text="winsorising")).to_be_visible()
    expect(test.locator(".qilab-term")).to_have_count(0)
