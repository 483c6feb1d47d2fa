"""M8: right and wrong values against published examples and small tables worked out by hand."""

import itertools
import re
import subprocess
import sys
from math import sqrt

import numpy as np
import pandas as pd
import pytest

from qilab.modules import FOLDER
from qilab.modules.bank import find, find_exercise
from qilab.modules.m08_choosing.questions.e8_1 import SETS
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def rounded(parts, places=1):
    return {name: round(value, places) for name, value in parts.items()}


def eight_sets(order="ipucgt", last=("pp", "up")):
    rows = [(letter, *SETS[chart][0]) for letter, chart in zip("abcdefgh", [*order, *last], strict=True)]
    return pd.DataFrame(rows, columns=["set", "each point", "chances"])


def test_which_chart_belongs_to_which_set():
    """As in the curriculum: stay, DNA, falls, needle-sticks, admissions between, days between, A&E, incidents."""
    data = eight_sets()
    found = values("m08.match_charts", data)
    assert found["right"] == dict(zip("abcdefgh", ["i", "p", "u", "c", "g", "t", "pp", "up"], strict=True))
    assert found["a p chart for events that can happen twice"]["c"] == "p"
    assert found["a c chart though the chances change"]["c"] == "c"
    assert found["an I chart for rare events"]["f"] == "i"
    assert found["a p chart for a very large denominator"]["g"] == "p"
    assert found["t and g swapped"]["e"] == "t" and found["t and g swapped"]["f"] == "g"


@pytest.mark.parametrize(
    "instead",
    [
        dict(zip("gh", pair, strict=True)) | c
        for pair in itertools.product(["i"], ["up", "i"])
        for c in ({}, {"d": "u"})
    ],
    ids=str,
)
def test_do_charts_that_would_do_count(instead):
    """An I chart for very large denominators, or u for c: full marks and a note."""
    data, item = eight_sets(), find("m08.match_charts")
    said = verdict_on(item, {**item.right(data), **instead}, data)
    assert (said.state, said.score) == ("note", item.points)


@pytest.mark.parametrize("seed", [None, 3, 4821])
def test_is_there_one_set_for_each_chart(seed):
    data = find_exercise("E8.1").data(seed)
    assert sorted(find("m08.match_charts").right(data).values()) == sorted(SETS)
    assert list(data["set"]) == list("abcdefgh")


def test_what_are_the_limits_of_a_rate():
    """6.6 per 1,000 and 840 bed days: upper limit 15.0, as in the curriculum; lower 0, −1.8 uncut."""
    data = pd.DataFrame({"falls": [66, 0], "obd": [9160, 840]})  # 66 in 10,000 bed days
    found = values("m08.u_chart", data)
    assert rounded(found["right"]) == {"centre": 6.6, "lower": 0.0, "upper": 15.0}
    assert round(found["a limit below zero"]["lower"], 1) == -1.8
    assert found["bed days in days"]["upper"] == pytest.approx(6.6 + 3 * sqrt(6.6 / 840))
    assert found["the same bed days for every month"]["upper"] == pytest.approx(6.6 + 3 * sqrt(6.6 / 5))
    assert found["mean of the monthly rates"]["centre"] == pytest.approx((66 / 9.16 + 0) / 2)
    assert found["no bed days under the root"]["upper"] == pytest.approx(6.6 + 3 * sqrt(6.6))
    assert found["half an event added"]["upper"] == pytest.approx(6.6 + 3 * sqrt(6.6 / 0.84) + 0.5 / 0.84)
    assert found["two sigma"]["upper"] == pytest.approx(6.6 + 2 * sqrt(6.6 / 0.84))


def test_what_are_the_limits_of_a_share():
    """80% of 1,000, the last week 64 patients: 80 ± 15, by hand."""
    data = pd.DataFrame({"in_time": [749, 51], "referrals": [936, 64]})
    found = values("m08.p_chart", data)
    assert rounded(found["right"]) == {"centre": 80.0, "lower": 65.0, "upper": 95.0}
    assert found["mean of the weekly shares"]["centre"] == pytest.approx(50 * (749 / 936 + 51 / 64))
    assert found["no denominator under the root"]["lower"] == 0
    # 80 × 0.2 ÷ 64 = 0.25, and three times its root is 1.5 where it should be 15
    assert found["percentage and share mixed"]["upper"] == pytest.approx(81.5)
    assert found["the average denominator"]["upper"] == pytest.approx(80 + 300 * sqrt(0.16 / 500))
    assert found["two sigma"]["upper"] == pytest.approx(90)


def test_how_many_times_as_much_as_luck():
    """z of −1.5, 1, −1, 1.5 have steps 2.5, 2 and 2.5, mean 7/3: σ_z = 2.333 ÷ 1.128 = 2.069; limits by hand."""
    z, n = np.array([-1.5, 1, -1, 1.5]), np.full(4, 10_000.0)  # at 50% and 10,000 sigma is half a point
    found = values("m08.sigma_z", pd.DataFrame({"within_4h": n * (0.5 + 0.005 * z), "attendances": n}))
    right, mean_step = found["right"], 7 / 3
    assert right["sigma_z"] == pytest.approx(mean_step / 1.128)
    assert right["outside"] == 0
    assert right["lower"] == pytest.approx(50 - 1.5 * mean_step / 1.128)
    assert right["upper"] == pytest.approx(50 + 1.5 * mean_step / 1.128)
    assert found["mean step not divided"]["sigma_z"] == pytest.approx(mean_step)
    assert found["standard deviation of z"]["sigma_z"] == pytest.approx(np.std(z, ddof=1))
    assert found["95% limits"]["upper"] == pytest.approx(50 + mean_step / 1.128)
    assert found["limits of the plain p chart"]["upper"] == pytest.approx(51.5)


@pytest.mark.parametrize("seed", [None, 3, 4821])
def test_do_spc_and_diagnose_give_the_same(seed):
    """The analyst's two lines, with and without screening, end at the answer of the form."""
    from qilab import diagnose, spc

    data = find_exercise("E8.4").data(seed)
    right = find("m08.sigma_z").right(data)
    for screen in (True, False):
        assert diagnose(data["within_4h"], data["attendances"], screen=screen).sigma_z == pytest.approx(
            right["sigma_z"]
        )
        laney = spc(data, "pp", y="within_4h", n="attendances", multiply=100, screen=screen).points.iloc[-1]
        assert (laney["lcl"], laney["ucl"]) == (pytest.approx(right["lower"]), pytest.approx(right["upper"]))
    rare = find_exercise("E8.6").data(seed)
    for screen in (True, False):
        t = spc(rare, "t", y="gap_days", screen=screen).points.iloc[-1]
        assert find("m08.t_chart").right(rare) == pytest.approx(
            {"centre": t["cl"], "lower": t["lcl"], "upper": t["ucl"]}
        )


def test_what_are_the_gaps():
    """Events on 3, 9, 9 and 20 May, counted from 1 to 31 May: gaps 6, 0 and 11, and 11 days open."""
    dates = pd.to_datetime(["2024-05-09", "2024-05-03", "2024-05-20", "2024-05-09"])
    edges = {"counted_from": pd.Timestamp("2024-05-01"), "counted_to": pd.Timestamp("2024-05-31")}
    data = pd.DataFrame({"report": [1, 2, 3, 4], "date": dates}).assign(**edges)
    found = values("m08.days_between", data)
    assert rounded(found["right"], 2) == {"gaps": 3, "mean_gap": 5.67, "open_gap": 11}
    assert rounded(found["a gap from the start of counting"], 2) == {
        "gaps": 4,
        "mean_gap": 4.75,
        "open_gap": 11,
    }
    assert rounded(found["both days counted"], 2) == {"gaps": 3, "mean_gap": 6.67, "open_gap": 12}
    assert rounded(found["the open gap taken as finished"], 2) == {"gaps": 4, "mean_gap": 7.0, "open_gap": 11}
    assert rounded(found["two events on one day dropped"], 2) == {"gaps": 2, "mean_gap": 8.5, "open_gap": 11}
    assert rounded(found["dates not in order"], 2) == {"gaps": 3, "mean_gap": 11.33, "open_gap": 22}


def test_what_are_the_limits_of_a_t_chart():
    """y of 2, 3, 2, 3: mean 2.5, steps of 1, limits 2.5 ± 2.66; the lower one stops at 0, the upper is 5.16^3.6."""
    data = pd.DataFrame({"gap_days": np.array([2.0, 3.0, 2.0, 3.0]) ** 3.6})
    found = values("m08.t_chart", data)
    half = 3 / 1.128
    assert found["right"] == pytest.approx({"centre": 2.5**3.6, "lower": 0, "upper": (2.5 + half) ** 3.6})
    assert found["not brought back to days"] == pytest.approx(
        {"centre": 2.5, "lower": 2.5 - half, "upper": 2.5 + half}
    )
    assert found["the width brought back alone"]["upper"] == pytest.approx(2.5**3.6 + half**3.6)
    assert found["multiplied by 3.6"]["centre"] == pytest.approx(9)
    raw = found["I chart of the raw gaps"]
    assert raw["lower"] < 0 and raw["centre"] == pytest.approx((2**3.6 + 3**3.6) / 2)
    assert found["logarithm in place of the root"]["centre"] == pytest.approx(sqrt(2**3.6 * 3**3.6))


def test_what_are_the_limits_of_a_g_chart():
    """Mean 14: upper limit 57.5 as in the curriculum; the median of 2, 9, 31 is 9."""
    data = pd.DataFrame({"admissions_between": [9, 31, 2]})
    found = values("m08.g_chart", data)
    assert rounded(found["right"]) == {"mean": 14.0, "centre": 9.0, "lower": 0.0, "upper": 57.5}
    assert found["root of the mean alone"]["upper"] == pytest.approx(14 + 3 * sqrt(14))
    assert found["mean as the centre line"]["centre"] == 14
    assert found["a lower limit below zero"]["lower"] == pytest.approx(14 - 3 * sqrt(210))
    assert found["limits about the median"]["upper"] == pytest.approx(9 + 3 * sqrt(90))


def test_what_is_the_half_worked_limit():
    """8 ÷ 0.32 = 25, root 5, three times 15: 23. Without bed days 16.5."""
    found = values("m08.half_worked", pd.DataFrame())
    assert found["right"] == pytest.approx(23)
    assert round(found["no bed days under the root"], 1) == 16.5
    assert found["one sigma"] == pytest.approx(13) and found["the width alone"] == pytest.approx(15)


def test_do_the_worked_hints_hold():
    """The steps on other data: 6.6 ± 8.4, 80 ± 15, 4.14, 5.7, 23.4 with 1.0 and 122.2, 21.4."""
    assert round(3 * sqrt(6.6 / 0.84), 1) == 8.4 and round(300 * sqrt(0.16 / 64), 1) == 15.0
    assert round(14 / 3 / 1.128, 2) == 4.14 and round(17 / 3, 1) == 5.7
    assert [round(y**3.6, 1) for y in (2.4, 1.0, 3.8)] == [23.4, 1.0, 122.2]
    assert round(5 + 3 * sqrt(5 * 6), 1) == 21.4


def test_do_the_lines_that_take_a_chart_home_run_on_a_table_of_one_s_own(tmp_path):
    """As the lesson prints them, in an empty folder with a file from a spreadsheet: 80 of 100 and 60 of 100 in turn, p = 70%,
    limits 70 ± 3 × √(0.7 × 0.3 ÷ 100) × 100 = 56.25 and 83.75. Nothing on one's own chart calls it fictional."""
    lesson = (FOLDER / "m08_choosing" / "lesson.py").read_text("utf-8")
    lines = re.search(r"# ```python\n(.*?)# ```", lesson, re.S)[1]
    rows = [f"01/{1 + i % 12:02d}/{2023 + i // 12},{80 if i % 2 else 60},100" for i in range(24)]
    (tmp_path / "my_months.csv").write_text("\n".join(["month,in_time,seen", *rows]))
    (tmp_path / "home.py").write_text(re.sub(r"^# ?", "", lines, flags=re.M), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "home.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    limits = pd.read_csv(tmp_path / "my_limits.csv")
    assert limits["x"].tolist()[:2] == ["2023-01-01", "2023-02-01"]
    last = limits.iloc[-1]
    assert (last["cl"], last["lcl"], last["ucl"]) == pytest.approx((70, 56.252, 83.748), abs=0.001)
    picture = (tmp_path / "my_chart.svg").read_text("utf-8")
    assert "<svg" in picture and "fictional" not in picture.lower() and "synthetic" not in picture.lower()


@pytest.mark.parametrize("seed", [None, 7, 4821])
def test_can_the_table_of_z_be_worked_through_with_a_calculator(seed):
    """E8.4 from the columns sigma and z and the share of all months, and E8.6 from the roots, as a hand would do it: right."""
    months = find_exercise("E8.4").data(seed)
    share = round(100 * months["within_4h"].sum() / months["attendances"].sum(), 2)
    sigma_z = round(months["z"].diff().abs().sum() / 23 / 1.128, 2)
    half = 3 * months["sigma"].iloc[-1] * sigma_z
    outside = int((months["z"].abs() > 3).sum())
    by_hand = answer(
        outside=outside, sigma_z=sigma_z, lower=round(share - half, 1), upper=round(share + half, 1)
    )
    assert verdict_on(find("m08.sigma_z"), by_hand, months).state == "right"
    rare = find_exercise("E8.6").data(seed)
    mean, step = rare["root"].mean(), rare["root"].diff().abs().mean()
    levels = [round(mean + way * 2.66 * step, 3) for way in (0, -1, 1)]
    centre, lower, upper = (round(level**3.6, 1) for level in levels)
    assert (
        verdict_on(find("m08.t_chart"), answer(centre=centre, lower=lower, upper=upper), rare).state
        == "right"
    )


@pytest.mark.parametrize(
    ("instead", "words", "never"),
    [
        ({"h": "c"}, "luck plays only a tiny part", "double"),
        ({"g": "u"}, "a share and not a rate", "limits of a p"),
        ({"g": "c"}, "a p′ chart", "number was out of"),
        ({"f": "g"}, "the same chart", "other way round"),
        ({"e": "t"}, "the same chart", "other way round"),
    ],
    ids=str,
)
def test_is_what_is_said_true_of_the_set_that_was_missed(instead, words, never):
    """27,000 bed days do not double; u is not p; one chart for two sets is not a swap."""
    data, item = eight_sets(), find("m08.match_charts")
    message = verdict_on(item, {**item.right(data), **instead}, data).message
    assert words in message and never not in message
