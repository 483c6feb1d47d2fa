"""Charts as a reader sees them in JupyterLab, with the network closed."""

import re

from nbconvert import HTMLExporter
from playwright.sync_api import expect

CHART = """
import pandas as pd
from qilab.charts import run_chart
months = pd.date_range("2023-01-01", periods=24, freq="MS")
falls = [9, 7, 8, 11, 8, 6, 9, 10, 8, 7, 12, 9, None, 8, 10, 7, 5, 4, 6, 5, 4, 6, 5, 3]
table = pd.DataFrame({"month": months, "falls": falls})
run_chart(table, y="falls", unit="falls a month", notes={"2024-04": "new rounding"})
"""


def test_live_chart(lab, cell, shot):
    """Is one picture drawn, live and with its description, and nothing shown twice?"""
    nb = lab.open([cell(CHART), cell("chart = _; chart.table()")])
    nb.run_all()
    picture = nb.output(0).locator(".vega-embed")
    expect(picture.locator("svg.marks")).to_have_count(1)
    expect(nb.output(0).locator("svg.marks")).to_have_count(1)
    expect(picture).to_have_attribute("aria-label", re.compile("Run chart of falls a month.*Latest value: 3"))
    assert "April 2024 to December 2024" in picture.text_content()
    expect(nb.output(1).locator("table caption")).to_contain_text("Falls a month")
    shot(nb.page, "chart-light")
    nb.set_theme(dark=True)
    shot(nb.page, "chart-dark")
    # The page made the still picture, and exports show it with the chart's words.
    nb.page.wait_for_function(
        "() => jupyterapp.shell.currentWidget.content.widgets[0].model.outputs.get(0).data['image/png']"
    )
    output = nb.save().cells[0].outputs[0]
    assert set(output.data) == {"application/vnd.vegalite.v5+json", "image/png", "text/plain"}
    exported = HTMLExporter(template_name="classic").from_notebook_node(nb.save())[0]
    assert re.search(r'alt="Run chart of falls a month[^"]*Latest value: 3', exported)


OTHERS = """
import numpy as np, pandas as pd
from qilab import load
from qilab.charts import before_after, control_chart, driver_diagram, funnel_plot, histogram, pareto_chart, small_multiples
from qilab.methods import funnel, pareto
from qilab.methods.spc import spc
luck = np.random.default_rng(4)
month = pd.date_range("2023-01-01", periods=24, freq="MS")
wards = pd.concat(
    pd.DataFrame({"ward": w, "month": month, "n": luck.poisson(6, 24), "beds": 800 + luck.integers(0, 90, 24)})
    for w in ("A1", "B2", "C3")
)
found = spc(wards, "u", y="n", n="beds", x="month", by="ward", multiply=1000, better="down", target=6)
causes = pd.DataFrame({"why": luck.choice(["bed", "kit", "notes"], 90, p=[0.6, 0.3, 0.1])})
"""
CHARTS = {
    'control_chart(found, "A1", unit="falls per 1,000 bed days")': 24,
    'small_multiples(found, unit="falls per 1,000 bed days")': 72,
    'histogram(wards["n"], bins=7, unit="falls a month")': 0,
    'pareto_chart(pareto(causes, "why"))': 0,
    'funnel_plot(funnel(wards, "n", "beds"))': 0,
    'driver_diagram(load("driver_tree"))': 0,
    'before_after(wards[wards["ward"] == "A1"], y="n", change="2024-01", unit="falls")': 0,
}


def test_every_chart_is_drawn(lab, cell, shot):
    """Each kind of chart in JupyterLab's own Vega: drawn, described, with the right number of points."""
    nb = lab.open([cell(OTHERS), *map(cell, CHARTS)])
    nb.run_all()
    for i, (call, points) in enumerate(CHARTS.items(), start=1):
        output = nb.output(i)
        output.scroll_into_view_if_needed()
        expect(output.locator("svg.marks")).to_have_count(1)
        expect(output.locator(".vega-embed")).to_have_attribute("aria-label", re.compile(r"^\w.{80,}\.$"))
        assert "[object Object]" not in output.inner_text()
        if points:
            # Three more paths at most: the glyphs of variation and target.
            drawn = output.locator("svg .mark-symbol.role-mark path").count()
            assert points <= drawn <= points + 3, call
        shot(output, call.split("(")[0])
