"""The learner's way from first test to record in JupyterLab, with clicks and keys alone."""

import re
from pathlib import Path

from playwright.sync_api import expect

from qilab.learner.completion.verify import judge

ROOT = Path(__file__).parents[2]
AWAY = "import os, tempfile; os.environ['QILAB_PROGRESS'] = tempfile.mkdtemp() + '/progress.json'"


def test_can_the_knowledge_test_be_clicked_through(lab, cell, shot, axe):
    """Fifteen choices and eight ratings, the first two by keyboard; an open one is named; then thank you."""
    nb = lab.open([cell(AWAY), cell("from qilab import knowledge_test\n\nknowledge_test('before')")])
    nb.run_all()
    panel = nb.output(1)
    groups = panel.locator(".widget-radio-box")
    expect(groups).to_have_count(15)
    expect(panel.get_by_role("heading", name="Question 15 of 15")).to_have_count(1)
    panel.get_by_role("heading", name="Question 3 of 15").scroll_into_view_if_needed()
    shot(nb.page, "knowledge-test")
    panel.get_by_role("heading", name="Question 11 of 15").evaluate("e => e.scrollIntoView()")
    shot(nb.page, "knowledge-test-chart")
    groups.nth(0).locator("input").first.focus()
    nb.page.keyboard.press("Space")
    expect(groups.nth(0).locator("input").first).to_be_checked()
    nb.page.keyboard.press("Tab")
    nb.page.keyboard.press("Space")
    expect(groups.nth(0).locator("input").nth(1)).to_be_checked()
    for i in range(1, 14):
        groups.nth(i).locator("input").last.check()
    for drop in panel.get_by_role("combobox").all():
        drop.select_option(label="4")
    hand_in = panel.get_by_role("button", name="Hand in")
    hand_in.click()
    expect(panel.get_by_role("status")).to_contain_text("question 15")
    groups.nth(14).locator("input").last.check()
    hand_in.click()
    expect(panel.get_by_role("status")).to_contain_text("Thank you")
    assert not axe(nb.page, ".jp-OutputArea-output .widget-vbox")
    nb.set_theme(dark=True)
    shot(nb.page, "knowledge-test-dark")


def test_can_the_record_be_made_and_new_data_be_drawn(lab, cell, shot, axe):
    """At the end of the exercises: new data by a press; a name, a press, and the saved file is as it was made."""
    earn = (
        "from qilab import items, progress\n"
        "for e in items.exercises('m06_run_charts'):\n"
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
    panel = nb.output(2)
    expect(panel).to_contain_text("9 of 9 points")
    expect(panel.get_by_text("✓ Met")).to_have_count(4)
    panel.get_by_role("button", name="Try again with new data").click()
    expect(panel.get_by_role("status")).to_contain_text("E6.1 has new data")
    panel.get_by_role("textbox", name="Your name").fill("Ada O’Leary")
    panel.get_by_role("button", name="Make my completion record").click()
    links = panel.get_by_role("link")
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
    assert not axe(nb.page, ".jp-OutputArea-output .widget-vbox")
    assert re.search("Ada", "".join(str(c) for c in nb.save().cells)) is None, (
        "the name went into the notebook"
    )
