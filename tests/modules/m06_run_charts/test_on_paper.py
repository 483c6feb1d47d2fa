"""Run charts on paper: is the line that is drawn the one that the answer uses, and are the detective's cards honest?"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from qilab.modules import bank
from qilab.modules.m06_run_charts.rule_detective import cards
from qilab.publish.paper_lab.charts import picture_of
from qilab.publish.paper_lab.source import Directive, read_sheets

PAPER = Path(cards.__file__).parents[1] / "paper.md"
CHARTS = {
    (b.options["of"], b.options["y"]): b
    for sheet in read_sheets(PAPER.read_text(encoding="utf-8"))
    for b in sheet.blocks
    if isinstance(b, Directive) and b.name == "chart" and "of" in b.options
}


def drawn(code, y="falls"):
    """The points and the centre line of a printed chart; None for a line that is to be drawn by hand."""
    picture, with_line = picture_of(CHARTS[code, y])
    points = picture.spec["datasets"]["points"]
    values = np.array([np.nan if p["value"] is None else p["value"] for p in points])
    heights = {line["centre"] for line in picture.spec["datasets"]["line"]}
    assert len(heights) == 1
    return [p["when"] for p in points], values, heights.pop() if with_line else None


def right(key, code):
    return bank.find(key).right(bank.find_exercise(code).data())


def runs_of(values, line):
    """Lengths of the runs by hand: useful points in a row on one side."""
    sides = [v > line for v in values if v != line]
    lengths = [1]
    for before, now in pairwise(sides):
        if now == before:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths


def test_is_the_line_of_the_first_chart_left_to_the_pencil():
    assert drawn("E6.1", "rate")[2] is None


def test_do_useful_points_and_runs_fit_the_line_drawn():
    _, values, line = drawn("E6.2")
    assert (values != line).sum() == right("m06.useful_points", "E6.2")
    assert len(runs_of(values, line)) == right("m06.runs", "E6.2")


def test_do_the_months_of_the_shift_fit_the_line_drawn():
    """Six or more useful points in a row on one side of the printed line, and no other months."""
    when, values, line = drawn("E6.3")
    useful = [i for i in range(len(values)) if values[i] != line]
    marked, row = [], []
    for i in useful:
        if row and (values[i] > line) != (values[row[-1]] > line):
            row = []
        row = [*row, i]
        if len(row) >= 6:
            marked = sorted({*marked, *row})
    assert [when[i] for i in marked] == [f"{month:%B %Y}" for month in sorted(right("m06.shift", "E6.3"))]


@pytest.mark.parametrize(("code", "key"), [("E6.5", "m06.anhoej"), ("E6.6", "m06.too_few_runs")])
def test_do_runs_and_crossings_fit_the_line_drawn(code, key):
    _, values, line = drawn(code)
    lengths, answer = runs_of(values, line), right(key, code)
    if "crossings" in answer:
        assert (max(lengths), len(lengths) - 1) == (answer["longest_run"], answer["crossings"])
    else:
        assert len(lengths) == answer["runs"]


def test_are_the_cards_half_steady_and_half_changed_and_their_backs_true():
    """Twelve charts; on each the line is the median of the first twelve printed numbers, and a shift is what a hand finds."""
    cases, printed = cards.paper_cases(), cards.paper_cards()
    assert [case.begins is None for case in cases].count(True) == 6 and len(printed) == 12
    for case, (letter, table, baseline, back) in zip(cases, printed, strict=True):
        values = table["minutes"].to_numpy()
        assert (values == np.round(values)).all() and baseline == 12
        line = np.median(values[:12])
        assert f"(median {line:g})" in back and f"Chart {letter}" in back
        assert ("a shift in weeks" in back) == (max(runs_of(values, line)) >= 6)
        assert ("Nothing changed." in back) == (case.begins is None)
        if case.begins is not None:
            assert f"From week {case.begins + 1} on, waits are {10 * case.shift:g} minutes longer" in back
            early = any(
                f"weeks {week}," in back for week in range(1, case.begins + 1)
            )  # the first week that is marked
            assert ("luck played a part" in back) == early
