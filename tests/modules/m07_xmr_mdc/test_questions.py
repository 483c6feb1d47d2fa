"""M7: right and wrong values against published vectors and small series worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from qilab.methods.spc import spc
from qilab.methods.spc.rules import MDC
from qilab.modules.bank import find, find_exercise
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on

SEEDS = (None, 11, 2024, 4821, 31337, 4294967295)


def series(column, values):
    months = pd.date_range("2022-04-01", periods=len(values), freq="MS")
    return pd.DataFrame({"month": months, column: values})


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def months(*numbers):
    return frozenset(pd.Period("2022-04", "M") + (n - 1) for n in numbers)


def test_are_the_limits_those_of_the_formula():
    """10 14 12 – 13 15: steps 4 2 2, mean 8/3; months' mean 12.8; 2.66 × 8/3 = 7.0933. Across the gap: 4 2 1 2, mean 9/4."""
    data = series("days", pd.array([10, 14, 12, pd.NA, 13, 15], dtype="Int64"))
    found = values("m07.limits", data)
    assert found["right"] == pytest.approx(
        {"mean_range": 8 / 3, "lower": 12.8 - 7.09333333, "upper": 12.8 + 7.09333333}
    )
    assert found["a range across the gap"]["mean_range"] == 2.25
    assert found["divided by the number of months"]["mean_range"] == pytest.approx(8 / 6)
    assert found["median of the ranges"]["upper"] == pytest.approx(12.8 + 2.66 * 2)
    # Squares of 10 14 12 13 15 about 12.8: 7.84 1.44 0.64 0.04 4.84, sum 14.8; ÷ 4 is 3.7.
    assert found["three standard deviations"]["upper"] == pytest.approx(12.8 + 3 * 3.7**0.5)
    assert found["the factor for moving ranges"]["upper"] == pytest.approx(12.8 + 3.267 * 8 / 3)
    assert found["lowest and highest month"]["lower"] == 10
    assert found["steps with their signs"]["mean_range"] == pytest.approx(4 / 3)  # 4 − 2 + 2
    by_package = spc(data, "i", y="days", x="month", screen=False, rules=MDC).summary
    assert by_package["ucl"][0] == pytest.approx(found["right"]["upper"])


def test_are_the_two_tools_answers_the_published_ones():
    """The vector of the Making Data Count package: 6.95 with all ranges, 4.60 with large ones left out; 8.16 by 3 SD."""
    found = values("m07.screening", pd.DataFrame())
    assert {k: round(v, 2) for k, v in found["right"].items()} == {"excel": 6.95, "r": 4.60}
    assert round(found["standard deviations"]["excel"], 2) == 8.16
    # 32 ranges in all, 17 of them: without the 9 the mean is 23/16, without the 8 it is 24/16.
    assert found["only one of the two ranges left out"]["r"] == pytest.approx(35 / 18 + 2.66 * 23 / 16)
    # Without the week of 10 there are 17 weeks, 25 in all, and every step is 1.
    assert found["the week taken out as well"]["r"] == pytest.approx(25 / 17 + 2.66)
    assert found["three mean ranges"] == pytest.approx({"excel": 35 / 18 + 96 / 17, "r": 35 / 18 + 3})
    assert found["the lower limits"] == pytest.approx(
        {"excel": 35 / 18 - 2.66 * 32 / 17, "r": 35 / 18 - 2.66}
    )
    assert found["the mean ranges"] == pytest.approx({"excel": 32 / 17, "r": 1})
    assert found["the limits of the ranges"] == pytest.approx({"excel": 3.267 * 32 / 17, "r": 3.267})


def test_which_points_are_special():
    """A year of mean 50 with steps of 8, then month by month by hand."""
    year = (
        [54, 46] * 6
    )  # mean 50, eleven steps of 8: σ = 2.66 × 8 / 3 = 7.09, limits 28.7 and 71.3, two thirds 35.8 and 64.2
    later = [51, 49, 45, 44, 46, 43, 47, 48, 49, 53, 66, 52, 68, 47, 75, 48, 30, 52, 68]
    # months 14 to 21: eight below (49 45 44 46 43 47 48 49); 23 and 25 far above with 24 above; 27 outside; 29 and 31 opposite
    found = values("m07.special_points", series("days", year + later))
    assert found["right"] == months(14, 15, 16, 17, 18, 19, 20, 21, 23, 25, 27)
    assert found["only the seventh point"] == months(20, 23, 25, 27)
    assert found["two of three on opposite sides"] == months(*range(14, 22), 23, 25, 27, 29, 31)
    assert found["the point in between marked too"] == months(*range(14, 22), 23, 24, 25, 27)
    assert found["the limits alone"] == months(27)
    assert found["two of three left out"] == months(*range(14, 22), 27)
    assert found["the shift left out"] == months(23, 25, 27)
    assert found["every later month"] == months(*range(13, 32))


def test_does_a_point_on_the_mean_end_the_seven():
    """Three below, one on the mean, four below: none in the package, eight if it is stepped over."""
    found = values(
        "m07.special_points", series("days", [54, 46] * 6 + [51, 47, 46, 48, 50, 45, 47, 49, 46, 53])
    )
    assert found["right"] == frozenset()
    assert found["a point on the mean counted into the seven"] == months(14, 15, 16, 18, 19, 20, 21)
    found = values("m07.special_points", series("days", [54, 46] * 6 + [51, 47, 46, 48, 45, 47, 49, 53]))
    assert found["right"] == frozenset() and found["six in a row"] == months(*range(14, 20))


def test_what_do_frozen_limits_show():
    """A first year 60 62 60 62 …: mean 61, steps 2, limits 61 ± 5.32. A later year of 58 and 60, below it throughout."""
    data = series("minutes", [60, 62] * 6 + [58, 60] * 6)
    found = values("m07.frozen_baseline", data)
    assert found["right"] == pytest.approx({"lower": 55.68, "upper": 66.32, "signal": True})
    # All 24: mean 60; 22 steps of 2 and one of 4 (62 to 58), 48/23.
    assert found["limits from all 24 months"]["upper"] == pytest.approx(60 + 2.66 * 48 / 23)
    assert found["the latest twelve months"]["lower"] == pytest.approx(59 - 5.32)
    assert found["standard deviations of the baseline"]["upper"] == pytest.approx(61 + 3 * (12 / 11) ** 0.5)
    assert found["the baseline right, the signal missed"]["signal"] is False


@pytest.mark.parametrize("seed", SEEDS)
def test_is_the_later_year_hidden_in_limits_of_all_months(seed):
    """On each seed: special cause against the first year, none against limits from all 24."""
    data = find_exercise("E7.3").data(seed)
    held = spc(data, "i", y="minutes", x="month", freeze=12, rules=MDC)
    floating = spc(data, "i", y="minutes", x="month", screen=False, rules=MDC)
    assert held.points["rule"][12:].notna().any() and not held.points["rule"][:12].notna().any()
    assert not floating.points["rule"].notna().any()


@pytest.mark.parametrize("seed", SEEDS)
def test_are_the_four_clinics_what_their_notes_say(seed):
    """One lasting fall and one lasting rise of nine months, one odd month, and one chart without any signal."""
    data = find_exercise("E7.4").data(seed)
    right = find("m07.rebase").right(data)
    last = {}
    for clinic in ("Alder", "Birch", "Cedar", "Damson"):
        found = spc(data, "i", y=clinic, x="month", freeze=12, better="down", rules=MDC)
        marked = found.points["rule"].notna().to_numpy()
        last[clinic.lower()] = (marked.sum(), int(found.points["direction"].iloc[-1]))
    assert sorted(last.values()) == [(0, 0), (1, 0), (9, -1), (9, 1)]
    assert {name: right[name] for name in last} == {
        name: {(9, -1): "first", (9, 1): "unwanted"}.get(seen, "unshown") for name, seen in last.items()
    }


def test_is_a_target_held_against_the_limits():
    """Limits 60 and 80: 85 is never reached; with lower better it always is met; 70 may be either; 80 itself too."""
    columns = ["measure", "better", "lower limit", "mean", "upper limit", "target", "latest month"]
    rows = [
        ("a", "higher", 60, 70, 80, 85, 79, 0),
        ("b", "lower", 60, 70, 80, 85, 79, 6),
        ("c", "higher", 60, 70, 80, 66, 78, 6),
        ("d", "lower", 60, 70, 80, 80, 79, 4),
    ]
    data = pd.DataFrame(rows, columns=[*columns, "times met in the latest six months"])
    found = values("m07.target_against_limits", data)
    assert found["right"] == {"seen": "fail", "missed": "pass", "answered": "hit", "days": "hit"}
    assert found["judged by the latest month"]["answered"] == "pass"
    assert found["judged by the mean"] == {
        "seen": "fail",
        "missed": "pass",
        "answered": "pass",
        "days": "pass",
    }
    assert found["lower is better overlooked"]["missed"] == "fail"
    assert found["judged by the latest six months"]["answered"] == "pass"
    turned = {"seen": "pass", "missed": "fail", "answered": "hit", "days": "hit"}
    assert found["met and missed turned round"] == turned


@pytest.mark.parametrize(
    ("better", "shown", "icon"),
    [
        ("higher", "special cause, high", "improvement_high"),
        ("lower", "special cause, high", "concern_high"),
        ("lower", "special cause, low", "improvement_low"),
        ("higher", "special cause, low", "concern_low"),
        ("neither", "special cause, low", "neutral_low"),
        ("lower", "ordinary", "ordinary"),
    ],
)
def test_which_icon_belongs_to_the_last_point(better, shown, icon):
    data = pd.DataFrame(
        {"chart": ["a"], "better": [better], "two years ago": ["ordinary"], "last point": [shown]}
    )
    assert find("m07.icon").right(data) == {"a": icon}


def test_where_does_a_line_above_a_hundred_go():
    """97 99 97 99 …: mean 98, steps 2, 98 + 5.32 = 103.32 by the formula and 100 on the chart."""
    found = values("m07.beyond_the_possible", series("percent", [97.0, 99.0] * 4))
    assert found["right"] == pytest.approx({"worked_out": 103.32, "drawn": 100})
    assert found["the highest month as the limit"]["drawn"] == 99
    assert found["three mean ranges"]["worked_out"] == 104
    assert found["divided by the number of months"]["worked_out"] == pytest.approx(98 + 2.66 * 14 / 8)


def test_what_is_the_half_worked_limit():
    """Steps 8 5 3 8, mean 6; months' mean 23: 23 + 15.96. By fives 24/5; squares 9 25 0 9 25, so SD √17."""
    found = values("m07.half_worked", pd.DataFrame())
    assert found["right"] == pytest.approx(38.96)
    assert found["divided by five"] == pytest.approx(23 + 2.66 * 4.8)
    assert found["three standard deviations"] == pytest.approx(23 + 3 * np.sqrt(17))
    assert found["the lower limit"] == pytest.approx(7.04)
    assert found["steps with their signs"] == pytest.approx(23 + 2.66 * 0.5)


def test_is_a_slip_of_the_rule_set_named():
    """Six in a row on an MDC chart: the message says whose rule that is."""
    exercise = find_exercise("E7.2")
    data = exercise.data()
    item = find("m07.special_points")
    six = next(m for m in item.mistakes if m.name == "six in a row").value(data)
    said = verdict_on(item, sorted(str(month) for month in six), data)
    assert (said.mistake, said.score) == ("six in a row", 0) and "run chart rule" in said.message


def test_is_a_rounded_answer_right():
    """2.66 or 3/1.128, with the mean range rounded to a tenth first: all near enough."""
    data = find_exercise("E7.1").data()
    right = find("m07.limits").right(data)
    step = round(right["mean_range"], 1)
    mean = (right["lower"] + right["upper"]) / 2
    for factor in (2.66, 3 / 1.128):
        given = answer(
            mean_range=step, lower=round(mean - factor * step, 1), upper=round(mean + factor * step, 1)
        )
        assert verdict_on(find("m07.limits"), given, data).state == "right"


def test_is_each_way_to_a_slip_met_by_what_is_said():
    """Eleven months as well as thirteen; 14 steps as well as 15 months; a line that is not drawn at 100 is not called right."""
    data, item = find_exercise("E7.3").data(), find("m07.frozen_baseline")
    year = next(m for m in item.mistakes if m.name == "a year of eleven or thirteen months")
    assert "eleven" in verdict_on(item, year.variants[0](data), data).message
    data, item = find_exercise("E7.1").data(), find("m07.limits")
    fewer = next(m for m in item.mistakes if m.name == "divided by the number of months")
    assert "by 15 or by 14" in verdict_on(item, fewer.variants[1](data), data).message
    assert data["days"].diff().count() == 12
    data, item = find_exercise("E7.7").data(), find("m07.beyond_the_possible")
    spread = next(m for m in item.mistakes if m.name == "three standard deviations")
    assert "right place" not in verdict_on(item, spread.variants[0](data), data).message
