"""What a reply, a hint or a praise says of the data is true of every data that a learner may be dealt.

A question's words are the same on each seed, and its data are not. Where the words go beyond what the question keeps apart by
itself, a check of the data stands here, worked out without the code that made them where that is possible.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from qilab.methods.spc.control import spc
from qilab.methods.spc.rules import MDC
from qilab.modules import bank
from qilab.modules.m12_board.long_journey import DOSES_LINE, HUDDLES_LINE
from support.draws import drawn


def right(key, data):
    return bank.find(key).right(data)


def slip(key, name, data):
    """What one of the known mistakes comes to."""
    return next(each for each in bank.find(key).mistakes if each.name == name).value(data)


def words_of(item):
    return " ".join((item.ask, item.praise, *item.hints, *(each.message for each in item.mistakes)))


def share(data, row, column):
    rows = data.set_index("stay")[column]
    return rows[row] / rows["all"]


def few_patients_many_beds(data):
    """A few in a hundred; and their part of the beds several times as large."""
    patients, beds = (share(data, "21 days or more", name) for name in ("patients_who_left", "bed_days"))
    return 0.005 < patients < 0.1 and beds > 0.15 and beds > 2.5 * patients


def the_season_is_in_the_deviation(data):
    return (
        slip("m08.sigma_z", "standard deviation of z", data)["sigma_z"]
        > right("m08.sigma_z", data)["sigma_z"] + 0.03
    )


def raw_limit_too_low(data):
    return slip("m08.t_chart", "I chart of the raw gaps", data)["upper"] < right("m08.t_chart", data)["upper"]


def a_small_one_on_its_limit(data):
    """Of those outside limits from the normal curve, and inside the exact ones, one is small and has the last ordinary count."""
    own = data[data["table"] == "providers"].set_index("provider")
    more = slip("m11.who_is_outside", "normal limits", data) - right("m11.who_is_outside", data)
    small = own.loc[sorted(more)]
    # On the limit: at most so many in 99.9% of years, and at most one fewer in less than that.
    at_most, one_fewer = small["at_most_pct"], 100 - small["at_least_pct"]
    return bool(((small["operations"] < 150) & (at_most >= 99.9) & (one_fewer < 99.9)).any())


def no_trend(data):
    """Neither from the first year's limits nor within either level."""
    start = np.flatnonzero(np.diff(data["part"])) + 2
    phases = [int(start[0])] if start.size else None
    charts = [
        spc(data, "i", y="late_pct", freeze=12, rules=MDC),
        spc(data, "i", y="late_pct", phase=phases, rules=MDC),
    ]
    return not any(chart.broken["trend"].any() for chart in charts)


def picked_months_are_high(data):
    """The months for which the unit was picked, together, lie above the baseline."""
    notes, start = data["note"], data["note"].tolist().index("project starts")
    picked = notes.str.startswith("unit picked").to_numpy()
    before = (np.arange(len(data)) < start) & ~picked
    rate = [
        data.loc[rows, "events"].sum() / data.loc[rows, "opportunities"].sum() for rows in (picked, before)
    ]
    return rate[0] > 1.1 * rate[1]


def most_of_the_fall_is_gone(data):
    """From the picked months the fall looks large; fairly compared, half of it or less is left."""
    two = data[data["case"] == "two"].set_index("period")
    rate = two["events"] / two["opportunities"]
    raw, fair = (
        rate["the picked months"] - rate["since the start"],
        rate["before the picked months"] - rate["since the start"],
    )
    return raw > 0.15 * rate["the picked months"] and fair <= 0.5 * raw


def changes_of_a_quarter_are_usual(data):
    """Poisson by simulation of the ward's own mean: more than half of the months differ by a quarter or more from the one before."""
    counts = np.random.default_rng(1).poisson(data["falls"].astype(float).mean(), (2, 20_000))
    counts = counts[:, counts[0] > 0]
    return (np.abs(counts[1] - counts[0]) >= 0.25 * counts[0]).mean() > 0.5


def three_hundred_missing(data):
    """In November the wards have hundreds of bed days more than the return; elsewhere the two agree but for rounding."""
    returned = data["return_average"] * data["month"].dt.days_in_month
    gap = (data["ward_bed_days"] - returned).to_numpy()
    november = (data["month"].dt.month == 11).to_numpy()
    return 200 <= gap[november][0] <= 400 and (np.abs(gap[~november]) <= 2).all()


def from_one_to_dozens(data):
    known = data.dropna(subset=["met"])
    return known["n"].min() == 1 and known["n"].max() >= 48


def about_210_replies(data):
    return data[data["trust"] == "QUIL"].groupby("year")["n_resp"].sum().between(195, 230).all()


def several_in_a_row_beyond(data):
    """Three good quarters or more in a row, then three or more beyond the line, on both charts."""

    def run(beyond, start):
        return int(np.argmin([*beyond[start:], False]))

    starts = {
        part: quarter - int(data["quarter"].iloc[0])
        for part, quarter in right("m12.which_slips", data).items()
    }
    beyond = {
        "process": (data["huddles_pct"] < HUDDLES_LINE).to_numpy(),
        "outcome": (data["late_pct"] > DOSES_LINE).to_numpy(),
    }
    return all(
        run(beyond[part], at) >= 3 and not beyond[part][at - 3 : at].any() for part, at in starts.items()
    )


def most_months_outside(data):
    return right("m08.sigma_z", data)["outside"] > len(data) / 2


def a_few_at_both_ends(data):
    own = data[data["table"] == "providers"].set_index("provider")
    rate = own["infections"] / own["operations"]
    high = rate[list(right("m11.who_is_outside", data))] > own["infections"].sum() / own["operations"].sum()
    return 0 < high.sum() < len(high) <= 6


def many_of_the_forty(data):
    return right("m11.overdispersion", data)["outside"] >= 8


def every_fifth_gained_and_the_least_deprived_most(data):
    before, after = (data[f"missed_{when}"] / data[f"booked_{when}"] for when in ("before", "after"))
    gain = (before - after).to_numpy()
    return gain.min() > 0 and gain[-1] > gain[0]


def weeks_against_one(data):
    """A week is some forty hours."""
    cost = right("m12.chasing", data)
    return cost["colours"] > 80 and cost["rules"] < 50


def no_link_is_inside(data):
    found = right("m12.how_many", data)
    return found["low"] < 0 < found["high"]


def the_interval_leaves_out_nought(data):
    return right("m12.interval", data)["low"] > 0


def better_than_at_the_start(data):
    dip = data[data["quarter"] >= right("m12.which_slips", data)["process"]]
    return dip["late_pct"].max() < data["late_pct"].iloc[0]


def twice_any_other_month(data):
    first, second = data[right("m06.one_point_far_off", data)["ward"].capitalize()].nlargest(2)
    return first > 2 * second


# (question, its words, what they say of the data)
SAID: tuple[tuple[str, str, Callable[[pd.DataFrame], bool]], ...] = (
    ("m01.survey_change", "about 210 replies", about_210_replies),
    ("m05.two_sources", "several hundred are missing", three_hundred_missing),
    ("m06.one_point_far_off", "more than twice as high as any other", twice_any_other_month),
    ("m06.two_points", "in more than half of all months", changes_of_a_quarter_are_usual),
    ("m08.sigma_z", "so your number is too large", the_season_is_in_the_deviation),
    ("m08.sigma_z", "look into most of the months", most_months_outside),
    ("m08.t_chart", "its upper limit is too low", raw_limit_too_low),
    (
        "m09.weekday_gain",
        "a test on one patient then counts as much as one on dozens of patients",
        from_one_to_dozens,
    ),
    (
        "m10.long_stayers",
        "A few patients in every hundred take up a good part of the beds",
        few_patients_many_beds,
    ),
    ("m11.who_is_outside", "lies on its exact limit", a_small_one_on_its_limit),
    (
        "m11.who_is_outside",
        "these few are worth a closer look, some above their limits and some below",
        a_few_at_both_ends,
    ),
    ("m11.overdispersion", "Many of the forty differ by more than luck", many_of_the_forty),
    ("m11.what_to_report", "Every fifth gained", every_fifth_gained_and_the_least_deprived_most),
    (
        "m12.chasing",
        "The colours cost weeks of work; the rules cost little more than a week at most",
        weeks_against_one,
    ),
    ("m12.how_many", "so wide that it includes 0", no_link_is_inside),
    ("m12.interval", "This interval leaves out 0", the_interval_leaves_out_nought),
    (
        "m12.in_the_dip",
        "even in the worst quarter, fewer doses are late than at the start",
        better_than_at_the_start,
    ),
    ("m12.sentences", "no rule finds one here", no_trend),
    ("m12.what_the_dip_shows", "several bad ones in a row", several_in_a_row_beyond),
    ("m14.baseline", "they make the baseline too high", picked_months_are_high),
    ("m14.picked_unit", "much or all of it is gone", most_of_the_fall_is_gone),
)


@pytest.mark.parametrize(
    ("key", "words", "true"), SAID, ids=[f"{key}-{check.__name__}" for key, _, check in SAID]
)
def test_is_what_is_said_of_the_data_true_on_every_seed(key, words, true, tmp_path_factory):
    """Each sentence is still there, and holds on the course's own data and on each seed of the run."""
    item = bank.find(key)
    assert words.lower() in words_of(item).lower()
    data = drawn(tmp_path_factory, bank.exercise_of(item))
    assert [seed for seed, each in data.items() if not true(each)] == []
