"""Whatever is handed to a method: does it answer, or say in words what to do, and never warn, hang or break?"""

from __future__ import annotations

import inspect
import warnings

import numpy as np
import pandas as pd
import pytest

import qilab.methods as methods
from qilab import spc

TABLE = pd.DataFrame(
    {"y": [1, 2, 3, 4], "a": [0, 1, 0, 1], "b": [0, 0, 1, 1], "ward": list("xyxy"), "n": [10, 20, 30, 40]}
)
MONTHS = [5, 6, 5, 6, 5, 6, 3, 2, 3, 2, 3, 2]

# A right call of every method, from which one argument at a time is spoilt.
CALLS = {
    "alarm_chance": dict(n=10, at_most=7, share=0.95, looks=1),
    "chance_above": dict(mean=9, target=10),
    "chance_of_change": dict(mean=20, change=0.1),
    "pdsa_sample_size": dict(aim=0.8, observed=0.5, alpha=0.05, most=100),
    "rule_of_three": dict(n=30, exact=False, level=0.95),
    "snag_probability": dict(share=0.1, n=5),
    "tries_to_meet_snag": dict(share=0.1, chance=0.95),
    "interrupted_time_series": dict(y=MONTHS, change_at=7, lags=1, level=0.95),
    "rate_change": dict(events_before=66, exposure_before=1e4, events_after=46, exposure_after=1e4, per=1),
    "choose_chart": dict(kind="count", rare=False, in_time=True, points=9),
    "choose_chart_for": dict(y=[0, 1, 0, 0], n=[800] * 4, kind="count"),
    "diagnose": dict(y=[6, 7, 8, 9], n=[95] * 4, kind="count", screen=True),
    "warn_few_points": dict(points=9),
    "cusum": dict(values=[0, 0, 2], target=0, sd=1, slack=0.5, limit=5),
    "observed_minus_expected": dict(outcomes=[0, 1], risks=[0.1, 0.2]),
    "risk_adjusted_cusum": dict(outcomes=[0, 1], risks=[0.1, 0.2], odds_ratio=2, limit=4),
    "equity_gap": dict(events=20, n=200, reference_events=10, reference_n=200, kind="rate", per=1),
    "equity_table": dict(data=TABLE, group="ward", events="y", n="n", reference="y", per=1),
    "response_ratio": dict(responses=[60, 30], patients=[500, 300]),
    "factorial_effects": dict(data=TABLE, y="y", factors=["a", "b"], level=0.95),
    "bed_day_share": dict(stays=[1, 2, 30], at_least=21),
    "beds_needed": dict(admissions=62, stay=6.1, occupancy=0.92),
    "backlog_by_day": dict(demand=[15, 5], slots=10, backlog=2),
    "carried_over_backlog": dict(demand=20, capacity=22),
    "erlang_b": dict(servers=2, load=1.0),
    "erlang_c": dict(servers=2, load=1.0),
    "length_biased_mean": dict(stays=[1, 2]),
    "luck_meter": dict(values=MONTHS, target=4, better="down", exposure=[840] * 12, per=1000, decimals=1),
    "littles_law": dict(arrival_rate=1, time=2),
    "lognormal_stays": dict(log_mean=1.2, log_sd=1.0, at_least=21),
    "occupancy_for_wait": dict(servers=10, most_waiting=0.2),
    "queue": dict(servers=28, arrivals=4.0, stay=6.0),
    "single_server_wait": dict(utilisation=0.9, cv_arrivals=1, cv_service=1),
    "slots_needed": dict(demand=20, most_backlog=5),
    "waiting_list": dict(size=1200, additions=110, treated=100, removed_other=5),
    "funnel": dict(data=TABLE, events="y", n="n", unit="ward", kind="proportion", winsorise=0.1, per=1),
    "funnel_limits": dict(centre=0.04, n=[50, 100], level=0.95, kind="rate", smooth=True),
    "rank_uncertainty": dict(events=[2, 3], n=[100, 100], kind="rate", top=1, draws=100, seed=1),
    "difference_of_proportions": dict(x1=5, n1=10, x2=6, n2=10, level=0.95),
    "poisson_interval": dict(events=10, exposure=1, level=0.95, per=1),
    "pooled_rate": dict(events=[1, 2], exposure=[10, 20], per=1),
    "rate_ratio_interval": dict(events1=10, exposure1=100, events2=20, exposure2=100, level=0.95),
    "relative_change": dict(before=8, after=4),
    "rolled_yield": dict(shares=[0.9, 0.9]),
    "share_above": dict(values=[1, 2], target=1.5, better="up"),
    "wilson_interval": dict(successes=5, n=10, level=0.95),
    "pareto": dict(data=TABLE, cause="ward", burden="y", aim=0.8),
    "stratify": dict(data=TABLE, by="ward", cause="a", burden="y"),
    "batch_wait": dict(size=10, minutes_between=6),
    "lead_time": dict(steps=TABLE, touch="y", wait="n", value="a", branch="ward"),
    "takt_time": dict(time_available=480, demand=60),
    "anhoej_limits": dict(n_useful=24),
    "median_line": dict(values=MONTHS, freeze=6),
    "run_chart_analysis": dict(values=MONTHS, freeze=6, rules="mdc", centre=4),
    "running_median": dict(values=MONTHS),
    "runs_analysis": dict(values=MONTHS, centre=4, freeze=6),
    "runs_limits": dict(n_above=12, n_below=12, alpha=0.05),
    "shift_points": dict(values=MONTHS, centre=4, length=6, on_line="skip", missing="skip"),
    "side": dict(values=MONTHS, centre=4),
    "trend_points": dict(values=MONTHS, length=5, ties="skip"),
    "red_bead_chances": dict(workers=6, target=3, beads=4000, red=800, scoop=50),
    "red_bead_distribution": dict(beads=4000, red=800, scoop=50),
    "red_bead_limits": dict(beads=4000, red=800, scoop=50),
    "correlation_interval": dict(r=0.5, n=28, level=0.95),
    "red_beads": dict(workers=6, rounds=4, beads=4000, red=800, scoop=50, seed=0),
    "regression_to_mean": dict(selected=10.8, overall=6.6, between_variance=1.0, within_variance=2.0),
    "shrunken_effect": dict(pilot=-2.0, standard_error=1.0, between=1.0),
    "simulate_selection": dict(
        units=24, worst=4, rate=6.6, exposure=0.84, between_cv=0.25, repeats=50, seed=0
    ),
    "simulate_ward": dict(
        beds=2,
        arrivals=1,
        stay=1,
        stay_cv=1,
        planned=[1, 0, 0, 0, 0, 0, 0],
        discharge_hour=11,
        round_hour=8,
        days=3,
        warm_up=0,
        seed=1,
    ),
    "bass": dict(innovation=0.01, imitation=0.35, market=100, times=[0, 10]),
    "bass_peak": dict(innovation=0.01, imitation=0.35),
    "decay": dict(start=90, floor=50, rate=0.1, times=[0, 1]),
    "expected_effect": dict(exposure=[1.0, 2], baseline=[0.1, 0.2], relative_effect=0.2, reach=0.5),
    "reach_times_fidelity": dict(patients=[5, 3], adopted=[1, 1], fidelity=[0.8, 0.5]),
    "sustainability": dict(scores={"monitoring": 2}, maxima={"monitoring": 6}),
    "expected_events": dict(data=TABLE, unit="ward", stratum="b", events="y", n="n"),
    "smr": dict(events=[30], expected=[20.0], level=0.95),
    "standardise": dict(data=TABLE, unit="a", stratum="b", events="y", n="n", standard={0: 1, 1: 2}, per=1),
    "deming_funnel": dict(rule=2, drops=5, repeats=2, sd=1, seed=0),
    "funnel_variance": dict(rule=2, drop=5, sd=1),
    "score_cleaning": dict(kept=[1, 2], truth=pd.DataFrame({"row": [1, 2, 3], "keep": [True, True, False]})),
    "rules_table": dict(rules=["mdc"]),
    "spc": dict(data=TABLE, chart="p", y="y", n="n", by="ward", freeze=2, phase=2, exclude=1, rules="mdc"),
}
ODD = [
    None,
    float("nan"),
    float("inf"),
    -1,
    0,
    0.5,
    1e99,
    10**400,
    10**7,
    "",
    "5",
    "__import__('os').abort()",
    b"x",
    True,
    [],
    [None],
    ["a"],
    [1, "a"],
    [[1, 2], [3]],
    [0, 0, 0],
    [1e300, 1e300],
    {},
    {"a": 1},
    set(),
    object(),
    pd.NA,
    pd.NaT,
    pd.Timestamp("2023-01-01"),
    np.datetime64("NaT"),
    1 + 1j,
    np.array([]),
    np.ones((2, 2)),
    pd.Series([1, None, 3], dtype="Int64"),
    pd.DataFrame(),
    TABLE,
    lambda: 0,
]


def test_is_no_method_forgotten():
    functions = {name for name in methods.__all__ if inspect.isfunction(getattr(methods, name))}
    assert set(CALLS) == functions | {"spc"}


@pytest.mark.parametrize("name", CALLS)
def test_does_each_argument_stand_anything(name):
    method, right = spc if name == "spc" else getattr(methods, name), CALLS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        method(**right)
        for argument in right:
            for odd in ODD:
                try:
                    method(**(right | {argument: odd}))
                except ValueError as error:
                    assert (len(str(error)) > 15 and str(error)[0].isupper()) or ":" in str(error), (
                        argument,
                        odd,
                    )


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: methods.anhoej_limits(1e99), "n_useful.*too large"),
        (lambda: methods.rate_change(1e99, 1, 5, 1), "events_before.*too large"),
        (lambda: methods.side([1, 2], "four"), "centre"),
        (lambda: methods.warn_few_points("nine"), "points"),
        (lambda: methods.choose_chart("count", rare="no"), "rare: choose True or False"),
        (lambda: methods.factorial_effects(TABLE, "y", "a"), "factors: give a list"),
        (lambda: methods.sustainability({"monitoring": 2}, maxima=6), "maxima: give a dict"),
        (lambda: methods.standardise(TABLE, "a", "b", "y", "n", standard=5), "standard: give a dict"),
        (lambda: methods.slots_needed(1e9, 5), "demand: must be 100000 or less"),
        (lambda: methods.simulate_selection(units=10**7), "Take fewer repeats"),
        (lambda: methods.rules_table(5), "rules: give a list"),
        (lambda: methods.difference_of_proportions([], 1, 1, 2), "x1: give one number"),
        (lambda: methods.equity_table(TABLE, "ward", "y", "n", reference=[]), "reference: there is no group"),
    ],
)
def test_does_the_message_name_the_argument_and_the_remedy(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_is_a_clinic_of_a_hundred_thousand_a_day_worked_out_by_halving():
    """Backlog is about demand/(2·spare) where the clinic is busy: 5 left over take about 10,000 spare slots or fewer."""
    slots = methods.slots_needed(100_000, 5)
    assert (
        methods.carried_over_backlog(100_000, slots) <= 5 < methods.carried_over_backlog(100_000, slots - 1)
    )
