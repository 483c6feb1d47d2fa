"""What all labs keep on a page: the still of a saved page shows the last press, before and after a refresh."""

import re

from playwright.sync_api import expect

LAB = "from qilab import labs\nlabs.measure_workshop(seed=4821)"
HIGHEST = ">Highest of all</th>"  # its row in the table: the axis has its name from the start


def still_of(nb):
    """The still form in the notebook as it is now, saved."""
    html = nb.page.evaluate(
        """() => jupyterapp.shell.currentWidget.content.model.sharedModel.cells[0].getOutputs()
            .map((o) => [o.data?.['text/html'] ?? ''].flat().join('')).join('')"""
    )
    return html


def wait_for_still(nb, words):
    nb.page.wait_for_function(
        """words => jupyterapp.shell.currentWidget.content.model.sharedModel.cells[0].getOutputs()
            .map((o) => [o.data?.['text/html'] ?? ''].flat().join('')).join('').includes(words)""",
        arg=words,
    )


def predict_and_run(nb, guess):
    box = nb.page.get_by_role("spinbutton", name="Your prediction", exact=True)
    box.fill(str(guess))
    nb.page.get_by_role("button", name="Work out all definitions").click()
    expect(nb.page.locator("[data-part=result] [role=status]")).to_contain_text(f"You said {guess}")


def test_does_the_saved_page_show_the_last_press(lab, cell, shot):
    """Run, press, save; refresh the page with its kernel alive, press again, save: each time the page that was
    saved holds the newest picture and the newest row of the log."""
    nb = lab.open([cell(LAB)])
    nb.run_all()
    wait_for_still(nb, "<svg")
    assert HIGHEST not in still_of(nb)
    predict_and_run(nb, 3)
    wait_for_still(nb, HIGHEST)
    nb.save()
    assert HIGHEST in "".join(
        o.get("data", {}).get("text/html", "") for o in nb.server.read(nb.name).cells[0].outputs
    )
    nb.page.reload()
    nb.page.wait_for_selector(".jp-Notebook .jp-Cell")
    nb.wait_idle()
    nb.page.locator(".qilab-lab svg.marks").first.wait_for()
    predict_and_run(nb, 7.5)
    wait_for_still(nb, ">7.5<")
    still = still_of(nb)
    assert len(re.findall("<svg", still)) == 1
    assert "<script" not in still


def test_is_a_number_that_cannot_be_taken_told_and_is_the_picture_kept_in_sight(lab, cell, shot):
    """At 1366 × 768: what was typed, what was taken and why stand beside the box; and from the first control to the last
    the picture stays in sight. At 320 px nothing is cut off at the side."""
    nb = lab.open(
        [cell("from qilab import labs\nlabs.sustainability_calculator(seed=1313)")], width=1366, height=768
    )
    nb.run_all()
    panel = nb.page.locator(".qilab-lab")
    panel.locator("svg.marks").first.wait_for()
    box = panel.get_by_role("spinbutton", name="Monitoring, as a number")
    box.fill("9")
    box.press("Tab")
    note = panel.locator(".qilab-control", has_text="Monitoring").locator(".qilab-taken")
    expect(note).to_have_text("You gave 9. The most here is 4, so 4 was taken.")
    expect(box).to_have_value("4")
    box.fill("2")
    box.press("Tab")
    expect(note).to_have_text("")
    last = panel.get_by_role("slider").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    expect(panel.locator("[data-part=picture] .qilab-stage")).to_be_in_viewport(ratio=0.9)
    shot(nb.page, "labs-in-sight")
    nb.page.set_viewport_size({"width": 320, "height": 640})
    nb.page.wait_for_function("() => document.querySelector('.qilab-lab').clientWidth < 320")
    assert panel.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
