"""M11: right and wrong values against the curriculum's figures and small tables worked out by hand."""

from math import comb, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import bdtr

from qilab import equity_gap, funnel, rank_uncertainty, standardise
from qilab.modules.bank import find, find_exercise
from qilab.questions.answer import Answer
from qilab.questions.evaluate import verdict_on

SEEDS = [None, 3, 4821]


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def rounded(parts, places=1):
    return {name: round(value, places) for name, value in parts.items()}


def binomial_point(chance, n, p):
    """Smallest k with P(X ≤ k) ≥ chance, by adding up."""
    total = 0.0
    for k in range(n + 1):
        total += comb(n, k) * p**k * (1 - p) ** (n - k)
        if total >= chance:
            return k
    return n


def providers(operations, infections):
    """Two providers, as E11.1 hands them out, without the table by count."""
    columns = {"table": "providers", "provider": ["A01", "A02"]}
    return pd.DataFrame(columns | {"operations": operations, "infections": infections, "at_most_pct": 50.0})


def test_what_are_exact_and_normal_limits():
    """4% and n = 50: 14% exact and 12.6% by 3.09 sigma (12.3% by 3), and 11% against 10.1% at 100, as in the curriculum."""
    data = providers([50, 100], [2, 4])
    found = values("m11.funnel_limits", data)
    assert rounded(found["right"]) == {"centre": 4.0, "small": 14.0, "large": 11.0}
    normal = next(m for m in find("m11.funnel_limits").mistakes if m.name == "normal limits")
    three_sigma = normal.variants[0](data)
    assert rounded(three_sigma) == {"centre": 4.0, "small": 12.3, "large": 9.9}
    assert found["normal limits"]["small"] == pytest.approx(4 + 309.02 * sqrt(0.04 * 0.96 / 50), abs=0.01)
    assert found["95% limits"]["small"] == pytest.approx(100 * binomial_point(0.975, 50, 0.04) / 50)
    assert found["0.998 for the upper limit"]["large"] == pytest.approx(binomial_point(0.998, 100, 0.04))
    assert found["the first count outside"] == pytest.approx({"centre": 4.0, "small": 16.0, "large": 12.0})
    assert found["one limit for all"]["small"] == pytest.approx(100 * binomial_point(0.999, 75, 0.04) / 75)


def test_is_the_mean_of_rates_another_centre():
    """10% of 50 and 2% of 950: 24 of 1,000 is 2.4%, the mean of the rates 6%."""
    data = providers([50, 950], [5, 19])
    found = values("m11.funnel_limits", data)
    assert round(found["right"]["centre"], 1) == 2.4 and round(found["mean of the rates"]["centre"], 1) == 6.0


@pytest.mark.parametrize("seed", SEEDS)
def test_does_funnel_name_the_same_providers(seed):
    """The analyst's line ends at the answer of the form, and each slip names others."""
    data = find_exercise("E11.1").data(seed)
    found = values("m11.who_is_outside", data)
    forty = data[data["table"] == "providers"]
    result = funnel(forty, "infections", "operations", "provider", overdispersion="none", per=100)
    assert found["right"] == frozenset(result.units.loc[result.units["outside"] != 0, "unit"])
    assert find("m11.funnel_limits").right(data)["centre"] == pytest.approx(result.centre)
    assert len(found["top and bottom 10%"]) == 8
    assert found["right"] < found["95% limits"] and found["right"] < found["normal limits"]
    assert found["only those above"] < found["right"]


@pytest.mark.parametrize("seed", SEEDS)
def test_do_the_tables_lead_there_without_a_spreadsheet(seed):
    """With the two columns of luck, as they are printed, and a calculator: the same limits, and the same providers outside."""
    data = find_exercise("E11.1").data(seed)
    forty, by_count = (data[data["table"] == name] for name in ("providers", "by count"))
    out = forty[(forty["at_least_pct"] <= 0.1) | (forty["at_most_pct"] < 0.1)]
    assert frozenset(out["provider"]) == find("m11.who_is_outside").right(data)
    right = find("m11.funnel_limits").right(data)
    for part, n in (("small", forty["operations"].min()), ("large", forty["operations"].max())):
        rows = by_count[by_count["operations"] == n]
        count = rows.loc[rows["at_most_pct"] >= 99.9, "infections"].iloc[0]
        assert 100 * count / n == pytest.approx(right[part])
        assert len(rows) < 30 and rows["at_most_pct"].iloc[0] < 97.5  # a 95% limit could be read off it, too
    share = forty["infections"].sum() / forty["operations"].sum()
    added = values("m11.funnel_limits", data)["every row of the file added up"]["centre"]
    assert added == pytest.approx(100 * data["infections"].sum() / data["operations"].sum())
    assert abs(added - 100 * share) > 0.12
    n, k = (int(forty[name].iloc[0]) for name in ("operations", "infections"))
    below = sum(comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(k + 1))
    assert forty["at_most_pct"].iloc[0] == pytest.approx(100 * below, abs=0.001)


def forty(z, n=2_500, share=0.08):
    """Forty providers with these z, as nearly as whole numbers allow."""
    events = np.round(n * share + np.asarray(z) * sqrt(n * share * (1 - share)))
    return pd.DataFrame(
        {"provider": [f"B{i:02d}" for i in range(1, 41)], "discharges": n, "readmitted": events}
    )


def test_what_is_phi():
    """z of ±1 and ±2 in turn, with four at each end of ±6 pulled in to ±2: φ = (24 × 4 + 16 × 1) / 40 = 2.8."""
    z = np.array([6, 6, 6, 6, -6, -6, -6, -6, *[2, -2] * 8, *[1, -1] * 8], dtype=float)
    found = values("m11.overdispersion", forty(z, n=2_500_000))
    assert found["right"]["phi"] == pytest.approx(2.8, abs=0.02)
    assert found["right"]["outside"] == 8
    half = 309.02 * sqrt(0.08 * 0.92 / 2_500_000)
    assert found["right"]["upper"] - 8 == pytest.approx(half * sqrt(2.8), rel=0.01)
    assert found["limits widened by φ"]["upper"] - 8 == pytest.approx(half * 2.8, rel=0.01)
    assert found["the outlier left in"]["phi"] == pytest.approx((8 * 36 + 16 * 4 + 16) / 40, rel=0.01)
    assert found["left out, not pulled in"]["phi"] == pytest.approx((16 * 4 + 16) / 32, rel=0.01)
    assert found["divided by one fewer"]["phi"] == pytest.approx(2.8 * 40 / 39, rel=0.01)
    assert found["√φ given for φ"]["phi"] == pytest.approx(sqrt(2.8), rel=0.01)
    assert found["limits not widened"]["upper"] - 8 == pytest.approx(half, rel=0.01)


@pytest.mark.parametrize("seed", SEEDS)
def test_does_funnel_give_the_same_phi_and_limits(seed):
    data = find_exercise("E11.2").data(seed)
    right = find("m11.overdispersion").right(data)
    columns = ("readmitted", "discharges", "provider")
    wide = funnel(data, *columns, overdispersion="multiplicative", per=100)
    plain = funnel(data, *columns, overdispersion="none").units["outside"]
    first = wide.units.iloc[0]
    assert right["outside"] == (plain != 0).sum() and right["phi"] == pytest.approx(wide.phi)
    assert (right["lower"], right["upper"]) == (
        pytest.approx(first["low998"]),
        pytest.approx(first["high998"]),
    )


def groups(coached, waiting, others):
    """One ward a group with 1,000 bed days: falls before and after."""
    names = ("coached", "drawn to wait", "not among the worst")
    rows = [(n, b, 1000, a, 1000) for n, (b, a) in zip(names, (coached, waiting, others), strict=True)]
    return pd.DataFrame(rows, columns=["group", "falls_before", "obd_before", "falls_after", "obd_after"])


def test_what_is_the_net_change():
    """Coached 12 to 7, waiting 12 to 9, others 5 to 5: −5, −3, net −2."""
    found = values("m11.net_change", groups((12, 7), (12, 9), (5, 5)))
    assert found["right"] == pytest.approx({"coached": -5, "waiting": -3, "net": -2})
    assert found["before and after alone"]["net"] == pytest.approx(-5)
    assert found["compared with all the other wards"] == pytest.approx(
        {"coached": -5, "waiting": 0, "net": -5}
    )
    assert found["only afterwards"]["net"] == pytest.approx(-2)
    assert found["in per cent"]["coached"] == pytest.approx(-500 / 12)
    assert found["added, not subtracted"]["net"] == pytest.approx(-8)


def test_what_was_to_be_expected_anyway():
    """Worst 12, all (12 + 12 + 6) / 3 = 10: 10 + 0.6 × 2 = 11.2."""
    found = values("m11.expected_anyway", groups((12, 7), (12, 9), (6, 5)))
    assert found["right"] == pytest.approx(11.2)
    assert found["the wrong part goes back"] == pytest.approx(10.8)
    assert found["all the way back"] == pytest.approx(10) and found["nothing goes back"] == pytest.approx(12)
    assert found["the change, not the rate"] == pytest.approx(0.8)
    assert found["the part that stays, alone"] == pytest.approx(1.2)
    assert found["0.6 of the rate"] == pytest.approx(7.2)


def test_were_lots_drawn_among_the_worst():
    """Four of eight each, and the eight are those with the highest rates before."""
    for seed in SEEDS:
        data = find_exercise("E11.3").data(seed)
        assert data["group"].value_counts().to_dict() == {
            "not among the worst": 16,
            "coached": 4,
            "drawn to wait": 4,
        }
        rate = data["falls_before"] / data["obd_before"]
        picked = data["group"] != "not among the worst"
        assert rate[picked].min() >= rate[~picked].max()


def two_wards():
    """Ward A and B of the curriculum as Alder and Birch."""
    rows = [
        ("Ward Alder", "frail", 72, 8000),
        ("Ward Alder", "not frail", 12, 4000),
        ("Ward Birch", "frail", 38, 4000),
        ("Ward Birch", "not frail", 28, 8000),
    ]
    return pd.DataFrame(rows, columns=["ward", "patients", "falls", "obd"])


def test_does_the_paradox_turn_round():
    """Crude 7.0 and 5.5, in the groups 9.0 < 9.5 and 3.0 < 3.5, half and half 6.0 and 6.5."""
    data = two_wards()
    found = values("m11.standardised", data)
    assert rounded(found["right"]) == {"alder": 6.0, "birch": 6.5}
    assert rounded(found["the crude rates"]) == {"alder": 7.0, "birch": 5.5}
    assert rounded(found["rates of the groups added"]) == {"alder": 12.0, "birch": 13.0}
    assert rounded(found["frail patients alone"]) == {"alder": 9.0, "birch": 9.5}
    assert rounded(found["each with the other's mix"], 2) == {"alder": 5.0, "birch": 7.5}
    which = values("m11.which_ward", data)
    assert which["right"] == "alder_groups" and which["the ward as a whole"] == "birch_whole"
    half = {"frail": 0.5, "not frail": 0.5}
    units = standardise(data, "ward", "patients", "falls", "obd", standard=half, per=1000).units
    assert units["standardised"].tolist() == pytest.approx(list(found["right"].values()))


def test_is_either_ward_the_safer_one_on_some_data():
    """New data may turn the wards round, so that nobody learns “Alder” by heart."""
    assert len({find("m11.which_ward").right(find_exercise("E11.4").data(seed)) for seed in range(8)}) == 2


def fifths(before, after):
    return pd.DataFrame(
        {
            "fifth": range(1, 6),
            "booked_before": [2000, 1000, 1000, 1000, 1000],
            "missed_before": before,
            "booked_after": [2000, 1000, 1000, 1000, 1000],
            "missed_after": after,
        }
    )


def test_what_is_the_gap():
    """10% and 5% before, 9% and 3% after: gaps 5 and 6 points, ratios 2 and 3. By counts 150 and 150, 4 and 6."""
    found = values("m11.equity_gap", fifths([200, 80, 70, 60, 50], [180, 70, 60, 40, 30]))
    assert found["right"] == pytest.approx(
        {"gap_before": 5, "gap_after": 6, "ratio_before": 2, "ratio_after": 3}
    )
    assert found["counts compared"] == pytest.approx(
        {"gap_before": 150, "gap_after": 150, "ratio_before": 4, "ratio_after": 6}
    )
    assert found["compared with the mean of all"]["gap_before"] == pytest.approx(10 - 100 * 460 / 6000)
    assert found["the wrong way round"]["ratio_after"] == pytest.approx(1 / 3)
    assert found["the gap in per cent"]["gap_after"] == pytest.approx(200)
    assert found["the fourth fifth"]["gap_before"] == pytest.approx(4)
    gap = equity_gap(180, 2000, 30, 1000, per=100)
    assert (gap.absolute.estimate, gap.ratio.estimate) == (pytest.approx(6), pytest.approx(3))


@pytest.mark.parametrize("seed", SEEDS)
def test_is_the_report_true_of_the_numbers(seed):
    """The answer that is right says: fewer in every fifth, gap and ratio wider."""
    data = find_exercise("E11.5").data(seed)
    found = find("m11.equity_gap").right(data)
    share = [data[f"missed_{when}"] / data[f"booked_{when}"] for when in ("before", "after")]
    assert (share[1] < share[0]).all()
    assert found["gap_after"] > found["gap_before"] and found["ratio_after"] > found["ratio_before"]
    # The fifth between them may have gained less still: only the two ends are sure.
    alone = next(m for m in find("m11.what_to_report").mistakes if m.name == "the mean alone")
    assert "gained less than the least deprived" in alone.message


@pytest.mark.parametrize("seed", SEEDS)
def test_does_a_redraw_of_one_s_own_count(seed):
    """By the table, and by the course's own method with another draw of luck: both are right, within the Monte-Carlo error."""
    data, item = find_exercise("E11.6").data(seed), find("m11.stays_in_top")
    assert item.right(data) == pytest.approx(100 * data["leader_came_here"].head(5).sum() / 10_000)
    for luck in (0, 1):
        share = rank_uncertainty(data["missed"], data["booked"], top=5, seed=luck)["stays_in_top"].iloc[0]
        assert verdict_on(item, Answer(100 * share, "%"), data).state == "right"


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_are_the_redraws_what_redrawing_brings(seed):
    """The counts of the table against a plain simulation of 40,000 years: each place within four standard errors of both."""
    data = find_exercise("E11.6").data(seed)
    missed, booked = (data[name].to_numpy(dtype=float) for name in ("missed", "booked"))
    years, rng = 40_000, np.random.default_rng(1)
    share = rng.beta(missed + 0.5, booked - missed + 0.5, (years, len(booked)))
    redrawn = np.bincount((share < share[:, :1]).sum(axis=1), minlength=len(booked)) / years
    error = np.sqrt((redrawn + 1 / years) * (1 / years + 1 / 10_000))
    assert data["leader_came_here"].sum() == 10_000
    assert (np.abs(data["leader_came_here"] / 10_000 - redrawn) <= 4 * error + 1e-4).all()


def test_what_of_first_place():
    rows = {"leader_came_here": [3000, 1500, 1000, 500, 500, *[100] * 10, *[500] * 5]}
    data = pd.DataFrame(rows | {"missed": 100, "booked": 1500})
    item = find("m11.stays_in_top")
    assert item.right(data) == pytest.approx(65)
    slips = {m.name: m for m in item.mistakes}
    assert slips["one place up or down"].value(data) == pytest.approx(45)
    assert slips["first is first"].value(data) == 100 and slips["five of twenty"].value(data) == 25


def test_do_the_worked_hints_and_messages_hold():
    """5%, n = 80: 11; 8 ± 3.09 × 1.5 × 0.54; 8.5; 4.9; Wilson of 5 of 30 is 7.3 to 33.6%."""
    assert binomial_point(0.999, 80, 0.05) == 11 and round(1100 / 80, 1) == 13.8
    half = 3.09 * 1.5 * 100 * sqrt(0.08 * 0.92 / 2500)
    assert (round(8 - half, 1), round(8 + half, 1)) == (5.5, 10.5)
    assert 7.0 + 0.3 * 5.0 == 8.5 and (7.2 + 2.6) / 2 == 4.9
    z, p, n = 1.96, 5 / 30, 30
    middle, reach = p + z**2 / (2 * n), z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low, high = ((middle + sign * reach) / (1 + z**2 / n) for sign in (-1, 1))
    assert (round(100 * low), round(100 * high)) == (7, 34)


def test_do_the_games_of_the_room_hold():
    """Dice and page of chance: where the 95% limits of 10 and 60 lie, how many fall outside them by luck, and how many ones ten bring."""
    folder = Path(__file__).parents[3] / "src/qilab/modules/m11_fair"
    slides, paper = (
        " ".join((folder / name).read_text("utf-8").split()) for name in ("slides.md", "paper.md")
    )
    outside = []
    for share in (1 / 6, 0.17):
        small, low, high = (
            binomial_point(reach, n, share) for reach, n in ((0.975, 10), (0.025, 60), (0.975, 60))
        )
        assert (small, low, high) == (4, 5, 16)
        outside += [1 - bdtr(small, 10, share), 1 - bdtr(high, 60, share) + bdtr(low - 1, 60, share)]
    assert "with five ones or more, and a large one with seventeen or more, or with four or fewer" in slides
    assert "4 infections or fewer of 10, and 5 to 16 of 60" in paper
    assert 1 / 45 < np.mean(outside[2:]) < 1 / 35 and "about one hospital in forty falls outside" in paper
    assert pytest.approx(1.7) == 10 * 0.17 and "about 1.7 falls in ten numbers" in paper


@pytest.mark.parametrize(
    ("key", "slip", "never", "words"),
    [
        ("m11.who_is_outside", "top and bottom 10%", "four highest", "highest and the lowest"),
        ("m11.funnel_limits", "normal limits", "3.09 ×", "3.09 (or 3) ×"),
        (
            "m11.net_change",
            "compared with all the other wards",
            "among the worst. Nobody",
            "put them in with those",
        ),
        (
            "m11.standardised",
            "frail patients alone",
            "among frail patients alone",
            "frail patients or the others",
        ),
        (
            "m11.stays_in_top",
            "one place up or down",
            "second place only",
            "only first place, or first and second",
        ),
    ],
)
def test_is_a_reply_true_of_each_answer_that_gets_it(key, slip, never, words):
    """A slip with several known answers (two or four at each end, 3 or 3.09 sigma, one group or the other) is described so that all fit."""
    mistake = next(m for m in find(key).mistakes if m.name == slip)
    assert mistake.variants and words in mistake.message and never not in mistake.message
