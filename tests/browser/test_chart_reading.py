"""Does a chart let go of its tooltip, and is its table set as text is set?"""

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


def test_a_chart_lets_go_of_its_tooltip_and_sets_its_table_as_text(lab, cell):
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
