"""The learner's way from first test to record in JupyterLab, with clicks and keys alone."""

import re
from pathlib import Path

from playwright.sync_api import expect

from qilab.learner.completion.verify import judge

ROOT = Path(__file__).parents[2]
AWAY = "import os, tempfile; os.environ['QILAB_PROGRESS'] = tempfile.mkdtemp() + '/progress.json'"


def test_can_the_knowledge_test_be_clicked_through(lab, cell, shot, axe):
    """A track chosen, fifteen choices and ratings, the first two by keyboard; an open one is named; a restart keeps all;
    then thank you, and where to read leads to the lesson. On a shared computer the next person begins.
    """
    away = (
        "import os, tempfile; os.environ.setdefault('QILAB_PROGRESS', tempfile.mkdtemp() + '/progress.json')"
    )
    nb = lab.open([cell(away), cell("from qilab import knowledge_test\n\nknowledge_test('before')")])
    nb.run_all()
    panel = nb.output(1)
    panel.get_by_role("radio").first.focus()
    nb.page.keyboard.press("Space")
    told = panel.get_by_role("combobox", name="Which form of the test?")
    told.select_option(label="My facilitator told me: form B")
    begin = panel.get_by_role("button", name="Show the questions")
    begin.focus()
    nb.page.keyboard.press("Enter")
    heading = panel.get_by_role("heading", name="Before the course: 15 questions")
    expect(heading).to_be_focused()
    groups = panel.locator(".qilab-options")
    expect(groups).to_have_count(15)
    expect(panel.get_by_role("heading", name="Question 15 of 15")).to_have_count(1)
    panel.get_by_role("heading", name="Question 3 of 15").scroll_into_view_if_needed()
    shot(nb.page, "knowledge-test")
    panel.get_by_role("heading", name="Question 11 of 15").evaluate("e => e.scrollIntoView()")
    shot(nb.page, "knowledge-test-chart")
    groups.nth(0).locator("input").first.focus()
    nb.page.keyboard.press("Space")
    expect(groups.nth(0).locator("input").first).to_be_checked()
    nb.page.keyboard.press("ArrowDown")
    expect(groups.nth(0).locator("input").nth(1)).to_be_checked()
    for i in range(1, 14):
        groups.nth(i).locator("input").last.check()
    for drop in panel.get_by_role("combobox").all():
        drop.select_option(label="4")
    hand_in = panel.get_by_role("button", name="Hand in")
    expect(panel.get_by_role("combobox").last).to_have_value("4")
    # A fresh Python reads what was kept beside the record: form, choices and ratings are as they were.
    expect(panel.get_by_text("version").first).to_contain_text("form B.")
    nb.run_all()
    expect(panel.locator(".qilab-options input:checked")).to_have_count(14)
    expect(panel.get_by_text("version").first).to_contain_text("form B.")
    hand_in.click()
    message = panel.locator("[data-part=message]")
    expect(message).to_contain_text("question 15")
    groups.nth(14).locator("input").last.check()
    hand_in.click()
    expect(message).to_contain_text("Thank you")
    expect(message).to_contain_text("of 15 right.")
    link = message.get_by_role("link", name="Module").first
    assert re.fullmatch(r"m\d\d_\w+\.ipynb#\S+", link.get_attribute("href"))
    assert message.get_attribute("role") == "status"
    assert not axe(nb.page, ".qilab-panel")
    nb.set_theme(dark=True)
    shot(nb.page, "knowledge-test-dark")
    # The next person sits down: the first one's record is put aside, and the page says where.
    panel.get_by_role("button", name="Let somebody else start").click()
    expect(panel.get_by_role("heading", name="Before the course")).to_be_visible()
    expect(message).to_contain_text("progress.person-1.json, for person 1.")
    expect(panel.get_by_role("combobox", name="My number on this computer")).to_be_visible()
    shot(nb.page, "knowledge-test-shared")
    assert not axe(nb.page, ".qilab-panel")


def test_can_the_record_be_made_and_new_data_be_drawn(lab, cell, shot, axe):
    """At the end of the exercises: new data by a press; a name, a press, and the saved file is as it was made."""
    earn = (
        "from qilab import progress\nfrom qilab.modules import bank\n"
        "for e in bank.exercises('m06_run_charts'):\n"
        "    for i in e.items:\n        progress.record(i.key, True)"
    )
    nb = lab.open(
        [
            cell(AWAY),
            cell(earn),
            cell("from qilab import where_you_stand\n\nwhere_you_stand('m06_run_charts')"),
        ]
    )
    nb.run_all()
    panel = nb.output(2).locator(".qilab-panel")
    expect(panel).to_contain_text("11 of 11 points")
    expect(panel.get_by_text("✓ Met")).to_have_count(4)
    panel.get_by_role("button", name="Try again with new data").click()
    expect(panel.locator("[data-part=said]").get_by_role("status")).to_contain_text("E6.1 has new data")
    panel.get_by_role("textbox", name="Your name").fill("Ada O’Leary")
    panel.get_by_role("button", name="Make my completion record").click()
    links = panel.locator("[data-part=made]").get_by_role("link")
    expect(links).to_have_count(2)
    shot(panel, "where-you-stand")
    for link, name in ((links.first, "html"), (links.last, "pdf")):
        with nb.page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == f"my-completion-record.{name}"
        verdict = judge(Path(download.value.path()).read_bytes())
        assert verdict.good and verdict.content.name == "Ada O’Leary"
    expect(panel.get_by_role("textbox", name="Your name")).to_have_value("")
    nb.set_theme(dark=True)
    shot(panel, "where-you-stand-dark")
    assert not axe(nb.page, ".qilab-panel")
    assert re.search("Ada", "".join(str(c) for c in nb.save().cells)) is None, (
        "the name went into the notebook"
    )


def test_does_a_page_that_is_opened_again_show_what_was_answered(lab, cell, shot, axe):
    """Answered by keyboard, saved, opened without its kernel: question, options, choice, verdict; map and test, too."""
    nb = lab.open(
        [
            cell(AWAY),
            cell("from qilab import ask\n\nask('start.try_it')"),
            cell("from qilab import progress\n\nprogress.show()"),
            cell("from qilab import knowledge_test\n\nknowledge_test('before', 'front-line')"),
        ]
    )
    nb.run_all()
    question = nb.output(1)
    expect(question.locator(".qilab-still")).to_be_hidden()
    question.get_by_role("radio").nth(0).focus()
    nb.page.keyboard.press("ArrowDown")
    expect(question.get_by_role("radio").nth(1)).to_be_checked()
    nb.page.keyboard.press("Tab")
    button = question.get_by_role("button", name="Check my choice")
    expect(button).to_be_focused()
    nb.page.keyboard.press("Enter")
    expect(question.locator("[data-part=verdict]")).to_contain_text("✓ Right")
    # The still form is written anew beside the live one, which must not be made anew with it.
    expect(question.locator(".qilab-still")).to_contain_text("(chosen)")
    expect(button).to_be_focused()
    shot(question, "question-answered")
    nb.save()
    later = lab.open(lab.server.folder / nb.name, name="answered_later.ipynb")
    expect(later.page.get_by_text("Error displaying widget")).to_have_count(3)
    for error in later.page.get_by_text("Error displaying widget").all():
        expect(error).to_be_hidden()
    still = later.output(1).locator(".qilab-still")
    expect(still).to_be_visible()
    expect(still.get_by_role("listitem").filter(has_text="(chosen)")).to_have_count(1)
    expect(still).to_contain_text("✓ Right")
    expect(later.output(2).locator(".qilab-still")).to_contain_text("points")
    expect(later.output(3).locator(".qilab-still")).to_contain_text("Question 15 of 15")
    shot(later.page, "answered-later")
    assert not axe(later.page, ".qilab-still")
    later.set_theme(dark=True)
    shot(later.page, "answered-later-dark")


def test_do_the_panels_fit_a_narrow_page(lab, cell, shot):
    """320 px wide, as a page is at 400% zoom: nothing sticks out, and what is pressed is 24 px high and more."""
    nb = lab.open(
        [
            cell(AWAY),
            cell("from qilab import ask\n\nask('start.try_it').set(choice='a').press('check')"),
            cell("from qilab import where_you_stand\n\nwhere_you_stand('m06_run_charts')"),
            cell("from qilab import knowledge_test\n\nknowledge_test('before', 'front-line')"),
        ]
    )
    nb.run_all()
    expect(nb.page.locator(".qilab-panel")).to_have_count(3)
    nb.page.evaluate(
        "document.querySelectorAll('.qilab-panel').forEach((n) => n.style.setProperty('width', '320px', 'important'))"
    )
    out = """() => [...document.querySelectorAll('.qilab-panel')].flatMap((panel) => {
        const edge = panel.getBoundingClientRect().right + 1;
        return [...panel.querySelectorAll('*')].filter((n) => !n.closest('.qilab-unseen, .qilab-content')
            && n.getClientRects().length && n.getBoundingClientRect().right > edge).map((n) => n.outerHTML.slice(0, 80)); })"""
    assert nb.page.evaluate(out) == []
    low = """() => [...document.querySelectorAll('.qilab-panel :is(button, select, summary, label:has(input), input[type=text], a)')]
        .filter((n) => n.getClientRects().length && n.getBoundingClientRect().height < 24).map((n) => n.outerHTML.slice(0, 80))"""
    assert nb.page.evaluate(low) == []
    for i, name in ((1, "question"), (2, "standing"), (3, "test")):
        shot(nb.output(i), f"narrow-{name}")
