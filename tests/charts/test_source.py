"""Whose data are they? Course data are called fictional on every chart, a ward's own numbers on none."""

import re
from pathlib import Path

import pandas as pd
import pytest

from qilab import load
from qilab.charts import (
    before_after,
    board_pack,
    control_chart,
    driver_diagram,
    funnel_plot,
    histogram,
    pareto_chart,
    picture,
    run_chart,
    s_curve,
    small_multiples,
)
from qilab.methods import funnel, pareto
from qilab.methods.spc import spc

FALLS = [5, 6, 7, 5, 6, 8, 5, 6, 7, 5, 6, 4, 5, 6]
STAMP = re.compile("fictional|synthetic|trust", re.I)


def own():
    month = pd.date_range("2023-01-01", periods=14, freq="MS")
    return pd.DataFrame({"month": month, "falls": FALLS, "ward": "Elm"})


OWN_CHARTS = {
    "run_chart": lambda d: run_chart(d, y="falls"),
    "control_chart": lambda d: control_chart(spc(d, "c", y="falls", x="month")),
    "result.chart": lambda d: spc(d, "c", y="falls", x="month").chart(),
    "small_multiples": lambda d: small_multiples(spc(d, "c", y="falls", x="month", by="ward")),
    "histogram": lambda d: histogram(d["falls"]),
    "pareto_chart": lambda d: pareto_chart(pareto(d, "ward", "falls")),
    "funnel_plot": lambda d: funnel_plot(funnel(d.assign(n=400, unit=range(len(d))), "falls", "n", "unit")),
    "before_after": lambda d: before_after(d, y="falls", change="2023-06"),
    "s_curve": lambda d: s_curve(0.01, 0.35),
    "driver_diagram": lambda d: driver_diagram(
        [
            {"node": "A", "parent": None, "kind": "aim", "text": "Fewer falls on Elm", "measure": None},
            {"node": "I", "parent": "A", "kind": "idea", "text": "Yellow socks", "measure": None},
        ]
    ),
}


@pytest.mark.parametrize("name", OWN_CHARTS)
def test_are_own_data_never_called_fictional(name):
    found = OWN_CHARTS[name](own())
    said = [found.describe(), str(found.spec), found.table().to_string(), found.rows.caption]
    assert not any(STAMP.search(text) for text in said)


def test_is_a_board_page_of_own_data_not_called_fictional(tmp_path):
    page = board_pack(spc(own(), "c", y="falls", x="month"), tmp_path / "board.html")
    assert not STAMP.search(page.read_text(encoding="utf-8"))


def by_month(table):
    return table.groupby("month", as_index=False)[["falls", "obd"]].sum()


STEPS = {
    "as loaded": lambda t: by_month(t[t["ward_code"] == "E4"]),
    "added up": by_month,
    "a column more": lambda t: by_month(t).assign(rate=1.0),
    "filtered, sorted and numbered anew": lambda t: by_month(
        t.query("obd > 0").sort_values("month").reset_index()
    ),
    "copied": lambda t: by_month(t.copy()),
}


@pytest.mark.parametrize("step", STEPS)
def test_do_course_data_keep_their_stamp_through_what_learners_do(step):
    data = STEPS[step](load("ward_month", trust="NORM"))
    assert "Fictional trust, synthetic data" in run_chart(data, y="falls").describe()
    result = spc(data, "u", y="falls", n="obd", x="month")
    assert "Fictional trust, synthetic data" in control_chart(result).describe()
    assert "Fictional trust, synthetic data" in str(small_multiples(result).spec["title"])


def test_can_the_source_be_said_or_left_out():
    data = load("ward_month", trust="NORM", ward="E4")
    assert "Source: our log." in run_chart(data, y="falls", source="Source: our log").describe()
    assert "Fictional" not in run_chart(data, y="falls", source="").describe()
    mine = own()
    mine.attrs["source"] = "incident log of Elm"
    assert "Incident log of Elm." in run_chart(mine, y="falls").describe()
    with pytest.raises(ValueError, match="source: give words"):
        run_chart(mine, y="falls", source=7)


PAGES = sorted((Path(__file__).parents[2] / "src/qilab/modules").glob("*/[le]*s*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_is_every_chart_of_lesson_and_exercises_stamped(page, monkeypatch, tmp_path):
    """The cells are run as they stand; a cell that waits for the learner's own lines may stop."""
    drawn = []
    made = picture.Picture.__init__
    monkeypatch.setattr(
        picture.Picture, "__init__", lambda self, *a, **k: (made(self, *a, **k), drawn.append(self))[0]
    )
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    for cell in page.read_text(encoding="utf-8").split("# %%"):
        if cell.startswith(" [markdown]"):
            continue
        try:
            exec(cell.partition("\n")[2], names)
        except Exception:
            continue
    for chart in (one for one in drawn if one.spec.get("datasets") != {}):  # a key draws no data
        assert re.search("synthetic|made up", chart.describe(), re.I), chart.title
