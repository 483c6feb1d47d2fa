"""The page for figures of one's own in JupyterLab: by keyboard, accessible, narrow, and nothing of it in the saved notebook."""

import json
import re

from playwright.sync_api import expect

NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS = [f"{month} {year}" for year in (2023, 2024) for month in NAMES]
SECRET = "83127"  # of one month: it must be nowhere afterwards
TRACES = (b"83127", b"83,127", b"Zanzibar")
COUNTS = [83000 + (n * 37) % 190 for n in range(23)] + [int(SECRET)]
CSV = "Month,Letters to Zanzibar\n" + "".join(f"{m},{n}\n" for m, n in zip(MONTHS, COUNTS, strict=True))


def everything_in(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_is_a_file_charted_and_nothing_of_it_kept(lab, cell, axe, shot, tmp_path):
    """Tick, choose, answer, confirm, look, save a web page. Then the notebook is saved with the state of its widgets, as a
    setting of JupyterLab allows, and every file of the server is searched for the figures."""
    path = tmp_path / "letters.csv"
    path.write_text(CSV)
    nb = lab.open([cell("from qilab import chart_own_data\nchart_own_data()")], width=1366, height=2600)
    nb.run_all()
    page, panel = nb.page, nb.page.locator(".qilab-own")
    expect(panel.get_by_label("Choose a file")).to_be_disabled()
    for box in panel.get_by_role("checkbox").all():
        box.press("Space")
    expect(panel.get_by_label("Choose a file")).to_be_enabled()
    shot(panel, "own-give")
    assert not axe(page, ".qilab-own")
    panel.get_by_label("Choose a file").set_input_files(path)
    expect(panel.locator(".qilab-heading").first).to_contain_text("Step 2")
    path.unlink()
    panel.get_by_role("radio", name="A measurement").press("Space")
    panel.get_by_role("radio", name="Lower is better").press("Space")
    shot(panel, "own-ask")
    panel.get_by_role("button", name="Go on").press("Enter")
    expect(panel.locator(".qilab-heading").first).to_contain_text("Step 3")
    expect(panel).to_contain_text("24 months, from January 2023 to December 2024")
    shot(panel, "own-confirm")
    panel.get_by_role("button", name="Yes, draw it").press("Enter")
    expect(panel.locator("[data-drawing] svg.marks")).to_be_visible()
    panel.get_by_label("When did you change something?").fill("2024-01")
    panel.get_by_role("button", name="Draw again").press("Enter")
    expect(panel.locator("[data-drawing]")).to_have_attribute(
        "aria-label", re.compile("January 2024|phase", re.I)
    )
    panel.get_by_role("radio", name="My team").press("Space")
    expect(panel.locator("[data-part=ticks_team]")).to_be_visible()
    for box in panel.locator("[data-part=ticks_team]").get_by_role("checkbox").all():
        box.press("Space")
    expect(panel.get_by_role("button", name="Web page")).to_have_attribute("aria-disabled", "false")
    with page.expect_download() as waiting:
        panel.get_by_role("button", name="Web page").press("Enter")
    saved = waiting.value.path().read_text()
    assert "Letters to Zanzibar" in saved and saved.endswith("</html>")
    panel.locator("summary", has_text="The numbers").click()
    shot(panel, "own-charts")
    assert not axe(page, ".qilab-own")
    page.set_viewport_size({"width": 400, "height": 3400})
    page.wait_for_function("() => document.querySelector('.qilab-own').clientWidth < 400")
    assert panel.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    shot(panel, "own-narrow")
    _save_with_widgets(nb)
    kept = json.dumps(nb.server.read(nb.name))
    assert "application/vnd.jupyter.widget-state+json" in kept  # the setting was on
    found = [
        str(p)
        for p, data in everything_in(nb.server.folder.parent).items()
        if any(word in data for word in TRACES)
    ]
    assert found == [] and not any(word.decode() in kept for word in TRACES)
    panel.get_by_role("button", name="Forget my data").press("Enter")
    expect(panel).to_contain_text("Forgotten")
    assert "Zanzibar" not in page.content() and "83,1" not in page.content()


def _save_with_widgets(nb):
    """Save as JupyterLab does where it is set to keep the state of widgets; then as it was, for others use this server."""
    nb.page.evaluate(
        """async () => {
            const keeps = '@jupyter-widgets/jupyterlab-manager:saveWidgetState';
            await jupyterapp.commands.execute(keeps);
            await jupyterapp.shell.currentWidget.context.save();
            await jupyterapp.commands.execute(keeps);
        }"""
    )
