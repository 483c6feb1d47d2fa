"""Can a chart be read to its edges at every zoom, does its tooltip go, and is its table set as text is set?"""

from playwright.sync_api import expect

CHART = """
import pandas as pd
from qilab import control_chart, run_chart, spc
months = pd.date_range("2023-01-01", periods=24, freq="MS")
falls = [9, 7, 8, 11, 8, 6, 9, 10, 8, 7, 12, 9, None, 8, 10, 7, 5, 4, 6, 5, 4, 6, 5, 3]
table = pd.DataFrame({"month": months, "falls": falls})
run_chart(table, y="falls", unit="falls a month", notes={"2024-11": "new rounding on all wards begins"})
"""
CONTROL = (
    'control_chart(spc(table, "c", y="falls", x="month", target=4, better="down"), unit="falls a month")'
)
TABLE = 'run_chart(table, y="falls").table()'
# Every text of the drawing that can neither be seen nor be scrolled to, and whether there is anything to scroll.
CUT = """output => {
  const svg = output.querySelector('svg.marks'), room = svg.closest('.jp-OutputArea-output');
  if (getComputedStyle(svg).overflowX !== 'visible') return ['the drawing cuts its own edges'];
  const left = room.getBoundingClientRect().left - room.scrollLeft, right = left + Math.max(room.scrollWidth, room.clientWidth);
  const lost = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).filter(t => {
    const b = t.getBoundingClientRect();
    return b.right > right + 1 || b.left < left - 1;
  }).map(t => t.textContent);
  return [lost, room.scrollWidth > room.clientWidth];
}"""
# The height of the smallest letters, which are twelve pixels before a drawing is shrunk.
LETTERS = "output => { const s = output.querySelector('svg.marks'); return 12 * s.getBoundingClientRect().width / s.viewBox.baseVal.width; }"


def test_a_chart_is_read_to_its_edges_and_lets_go_of_its_tooltip(lab, cell, shot):
    nb = lab.open([cell(CHART), cell(CONTROL), cell(TABLE)])
    nb.run_all()
    expect(nb.output(1).locator("svg.marks")).to_have_count(1)
    point = nb.output(0).locator("svg.marks .mark-symbol.role-mark path").nth(5)
    point.hover()
    tooltip = nb.page.locator("#vg-tooltip-element")
    expect(tooltip).to_be_visible()
    nb.page.mouse.move(2, 2)
    expect(tooltip).not_to_be_visible()
    point.hover()
    expect(tooltip).to_be_visible()
    nb.page.mouse.wheel(0, 2000)  # the chart leaves the pointer, not the pointer the chart
    expect(tooltip).not_to_be_visible()
    cells = nb.output(2).locator("table.qilab-table")
    sides = cells.evaluate(
        "t => [...t.querySelectorAll('td,th')].map(c => [getComputedStyle(c).textAlign, c.classList.contains('n')])"
    )
    assert all(side == ("right" if number else "left") for side, number in sides)
    for width in (1280, 640, 320):
        nb.page.set_viewport_size({"width": width, "height": 1000})
        for i in (0, 1):
            nb.output(i).scroll_into_view_if_needed()
            assert nb.output(i).evaluate(CUT) == [[], width == 320], (width, i)
            assert nb.output(i).evaluate(LETTERS) >= 7, (width, i)
            shot(nb.output(i), f"chart-{i}-at-{width}")
