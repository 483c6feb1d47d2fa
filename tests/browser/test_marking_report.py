"""The page that a facilitator opens after marking: accessible, whole on a telephone, by keyboard and on paper, without a network."""

from qilab.grading.report.facilitator import facilitator_page
from qilab.grading.report.records import as_table, read_records
from qilab.modules import FOLDER
from qilab.publish.module import read_module
from support.simulated_room import write_room

CUT = """() => [...document.querySelectorAll('h1, h2, h3, p, li, strong, summary')]
  .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth).map((e) => e.textContent.slice(0, 60))"""


def test_is_the_marking_report_for_everybody(chromium, axe, shot, tmp_path):
    """Thirty learners, and an earlier room: axe finds nothing, nothing is cut or scrolls sideways at 320 px, and Enter opens each table."""
    module = read_module(FOLDER / "m06_run_charts")
    room, earlier = (
        read_records(write_room(tmp_path / str(n), module.address, n, seed=n), module.address)[0]
        for n in (30, 12)
    )
    place = tmp_path / "facilitator.html"
    place.write_text(facilitator_page(room, module, cohorts={"May": as_table(earlier)}), encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked = []
    page.on("request", lambda r: asked.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    page.goto(place.as_uri())
    tables = page.locator("details:has(table)")
    for n in range(tables.count()):
        tables.nth(n).locator("summary").focus()
        page.keyboard.press("Enter")
        tables.nth(n).locator("table").wait_for()
    assert n == 2 and not axe(page)
    assert page.evaluate(CUT) == []
    shot(page, "marking-report-1280")
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(CUT) == [] and not axe(page)
    shot(page, "marking-report-320")
    context.close()
    assert not asked
