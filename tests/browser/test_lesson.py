"""The run-chart lesson in JupyterLab: it opens, runs, asks, answers, and its lab moves under the hand."""

from pathlib import Path

from playwright.sync_api import expect

from qilab.modules import tracks

COURSE = Path(__file__).parents[2] / "course"


def test_does_the_lesson_run_and_answer_back(lab, shot):
    """Run all: no error anywhere; the first question takes a click and a press and answers in words."""
    nb = lab.open(COURSE / "m06_run_charts.ipynb")
    nb.run_all()
    expect(nb.page.locator("[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)
    expect(nb.page.locator("[data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)
    question = nb.output(0)
    question.scroll_into_view_if_needed()
    question.get_by_label("near the average of all six").check()
    question.get_by_role("button", name="Check my choice").click()
    expect(question.get_by_role("status")).to_contain_text("Right")
    shot(nb.page, "lesson-question")


def test_does_the_start_page_begin_with_something_to_move(lab, shot):
    """00_start_here in JupyterLab, run from top to bottom: no word of the set-up, the slide, the doors, the question, the record."""
    nb = lab.open(COURSE / "00_start_here.ipynb")
    nb.run_all()
    expect(nb.output(0)).to_have_text("")
    expect(nb.output(1)).to_contain_text("Falls are up by 100%!")
    # A door for each track, and the parts that a track takes of other modules.
    expect(nb.output(2).get_by_role("link")).to_have_count(
        3 + sum(len(t["parts"]) for t in tracks().values())
    )
    nb.output(3).get_by_label("a)").check()
    nb.output(3).get_by_role("button", name="Check my choice").click()
    expect(nb.output(3).get_by_role("status")).to_contain_text("Not yet")
    expect(nb.output(4)).to_contain_text("points")
    shot(nb.page, "start-here")


def test_does_the_lab_move_under_the_hand(lab, shot):
    """In the lesson itself: the slider by keyboard, the box by typing; the picture's words follow both."""
    nb = lab.open(COURSE / "m06_run_charts.ipynb")
    nb.run_all()
    panel = nb.page.get_by_role("region", name="Rule detective")
    panel.scroll_into_view_if_needed()
    picture = panel.locator(".vega-embed svg").first
    expect(picture).to_be_visible()
    points = panel.locator(".vega-embed svg .mark-symbol.role-mark path")
    slider = panel.get_by_role("slider", name="Number of points")
    slider.focus()
    before = int(slider.input_value())
    expect(points).to_have_count(before)
    for _ in range(3):
        nb.page.keyboard.press("ArrowRight")
    expect(slider).to_have_value(str(before + 3))
    expect(panel.get_by_role("spinbutton", name="Number of points")).to_have_value(str(before + 3))
    expect(slider).to_be_focused()
    expect(points).to_have_count(before + 3)
    change = panel.get_by_role("spinbutton", name="Size of the change")
    change.fill("3")
    change.press("Enter")
    expect(panel.get_by_role("slider", name="Size of the change")).to_have_value("3")
    expect(panel).to_contain_text("shift")
    run = panel.get_by_role("button", name="Run 1,000 charts")
    expect(run).to_have_attribute("aria-disabled", "true")
    panel.get_by_role("spinbutton", name="Your prediction").fill("50")
    nb.page.keyboard.press("Tab")
    run.click()
    expect(panel).to_contain_text("You said 50")
    shot(nb.page, "lesson-lab")
