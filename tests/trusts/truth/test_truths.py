"""Is the truth findable? Each planted effect, with the method that the sealed log names, on forty cohorts (a hundred
in the nightly run)."""

import pickle
from math import comb

import numpy as np
import pandas as pd
import pytest

from qilab.data import load, load_sealed
from qilab.methods.spc.runs import runs_analysis, shift_points
from qilab.trusts.generate import generate
from qilab.trusts.generate.improvement.driver_tree import TREE_FAULTS
from qilab.trusts.generate.improvement.pdsa import pdsa_truth
from qilab.trusts.truth.detection import (
    finders,
    infection_outliers,
    lark_initiatives,
    pdsa_flaws,
    quil_ranks,
    readmission_z,
    tree_faults,
)
from support.once import once
from support.seeds import nightly

SEEDS = nightly(100, usual=40)
LOG = load_sealed("truth_log").set_index("series_id")
# Only what the finders read, trust by trust: dozens of cohorts are made for this file.
NEEDED = {
    "NORM": "ward_month care_rounds beds_daily spells ed_daily outpatient theatre_lists sepsis_audit cdi_events "
    "staff_survey patient_voice patients_seen",
    "LARK": "wards ward_month falls_events beds_daily bed_return ed_daily waiting_list sepsis_audit "
    "discharge_medicines initiatives",
    "WEXM": "ward_month mh_incidents beds_daily",
    "TARN": "ward_month beds_daily",
    "QUIL": "outpatient theatre_lists staff_survey beds_daily",
    "OSIE": "ward_month care_rounds beds_daily ed_daily waiting_list",
}


def tables(seed):
    made = generate(["calendar", "benchmark", "pdsa_log", "driver_tree"], seed=seed)
    return made, {code: generate(names.split(), seed=seed, trusts=code) for code, names in NEEDED.items()}


def look(made, own):
    found = finders(made["calendar"], made["benchmark"], made["pdsa_log"], made["driver_tree"])
    return {series: bool(f(own[series[:4]])) for series, f in found.items()}


@pytest.fixture(scope="module")
def cohorts(tmp_path_factory):
    """For each seed: what was found, QUIL's ranks, LARK's initiatives, LARK's monthly rates, flaws."""
    place = once(
        tmp_path_factory, "truths", lambda out: (out / "cohorts").write_bytes(pickle.dumps(made_cohorts()))
    )
    return pickle.loads((place / "cohorts").read_bytes())


def made_cohorts():
    rows, ranks, begun, rates, flaws = [], [], [], [], []
    for seed in range(1, SEEDS + 1):
        made, own = tables(seed)
        rows.append(look(made, own))
        ranks.append(quil_ranks(own["QUIL"], made["benchmark"]))
        begun.append(lark_initiatives(own["LARK"]))
        beds = own["LARK"]["ward_month"].pivot(index="ward_code", columns="month", values="obd")
        falls = own["LARK"]["ward_month"].pivot(index="ward_code", columns="month", values="falls")
        whole = (beds > 500).all(axis=1)
        rates.append((1000 * falls / beds)[whole].to_numpy())
        flaws.append(pdsa_flaws(made["pdsa_log"]) == set(pdsa_truth(seed)["cycle_id"]))
    return {
        "found": pd.DataFrame(rows),
        "ranks": ranks,
        "begun": begun,
        "rates": np.vstack(rates),
        "flaws": flaws,
    }


@pytest.fixture(scope="module")
def first():
    made, own = tables(None)
    return look(made, own)


PLANTED = [s for s, row in LOG.iterrows() if row["kind"] != "none"]
LOOKED_FOR = [
    s
    for s in PLANTED
    if not s.endswith((".closed", ".shut")) and ".export_raw." not in s and LOG.loc[s, "power"] >= 0.9
]
QUIET = [s for s, row in LOG.iterrows() if row["kind"] == "none" and not s.endswith(".initiative")]


@pytest.mark.parametrize("series", LOOKED_FOR)
def test_is_the_truth_found_on_the_course_s_own_data(series, first):
    """Does the method named in the log find it on the default seed?"""
    assert first[series]


@pytest.mark.parametrize("series", LOOKED_FOR)
@pytest.mark.slow
def test_is_the_truth_found_on_nine_of_ten_other_seeds(series, cohorts):
    """Does the method find it in at least 90 of 100 cohorts? Of 40, in as many as 90% leave to chance."""
    # What is found nine times in ten is found in 32 of 40 or more in 98 of 100 such tests.
    least = {100: 90, 40: 32}[SEEDS]
    assert sum(comb(40, k) * 0.9**k * 0.1 ** (40 - k) for k in range(32)) < 0.02
    assert cohorts["found"][series].sum() >= least


@pytest.mark.slow
@pytest.mark.parametrize("series", [s for s in PLANTED if 0 < LOG.loc[s, "power"] < 0.9])
def test_is_a_lower_power_as_stated(series, cohorts):
    """Where little can be seen by design, is it about as little as the log says?"""
    assert abs(cohorts["found"][series].mean() - LOG.loc[series, "power"]) < 0.12


@pytest.mark.slow
@pytest.mark.parametrize("series", QUIET)
def test_does_nothing_stay_quiet(series, cohorts):
    """Where nothing was planted, does the method alarm no more often than 95% limits do by chance?"""
    # With a true rate of 5%, so many alarms or fewer come in 99 of 100 such tests: 11 of 100 cohorts, 6 of 40.
    most = {100: 11, 40: 6}[SEEDS]
    assert sum(comb(SEEDS, k) * 0.05**k * 0.95 ** (SEEDS - k) for k in range(most + 1)) > 0.99
    assert cohorts["found"][series].sum() <= most


@pytest.mark.slow
def test_do_lark_s_initiatives_do_nothing(cohorts):
    """Against all months before, does the year after an initiative differ as rarely as the log says?"""
    alarms = [a for one in cohorts["begun"] for a in one.values()]
    stated = LOG[LOG.index.str.endswith(".initiative")]["power"].max()
    assert len(alarms) >= 1.9 * SEEDS and np.mean(alarms) < stated + 0.05


@pytest.mark.slow
def test_do_lark_s_wards_alarm_as_often_as_chance_does(cohorts):
    """Run charts of 36 months of wards where nothing changed: the nominal false alarms, no more, no less?

    A shift of six or more around the chart's own median comes in 30% of charts of 36 independent points,
    an Anhøj signal in 4% (both found by simulation, 6,000 charts). Counts with few falls put points on the
    median, which are skipped.
    """
    rates = cohorts["rates"]
    middle = np.median(rates, axis=1, keepdims=True)
    shifts = shift_points(rates, middle, length=6).any(axis=1).mean()
    assert len(rates) > 9 * SEEDS and abs(shifts - 0.30) < 0.05
    runs = runs_analysis(rates)
    anhoej = (np.asarray(runs.longest_run) > np.asarray(runs.longest_run_max)) | (
        np.asarray(runs.n_crossings) < np.asarray(runs.n_crossings_min)
    )
    assert abs(anhoej.mean() - 0.04) < 0.025


def test_are_the_sizes_of_the_new_clock_and_of_mondays_as_logged():
    """Over 20 cohorts: is LARK's jump in sepsis the true gain and the clock's part, and do beds make up so much
    more of a late Monday?"""
    jump, monday = [], []
    for seed in range(20):
        audit = generate("sepsis_audit", seed=seed, trusts="LARK")["sepsis_audit"]
        share = audit.dropna(subset=["reported_within_hour"]).groupby("clock")["reported_within_hour"].mean()
        jump.append(100 * (share["risk"] - share["arrival"]))
        lists = generate("theatre_lists", seed=seed, trusts="NORM")["theatre_lists"]
        lists = lists.query("specialty != 'Emergency'").dropna(subset=["reason1"])
        late = lists.groupby([lists["list_date"].dt.day_of_week == 0, "reason1"])["late_min"].sum().unstack()
        beds = 100 * late["Bed not confirmed"] / late.sum(axis=1)
        monday.append(beds[True] - beds[False])
    logged = LOG["size"]
    assert np.mean(jump) == pytest.approx(logged["LARK.sepsis"] + logged["LARK.sepsis.clock"], abs=2)
    assert np.mean(monday) == pytest.approx(logged["NORM.theatres.monday"], abs=2)
    shut = load("ward_month", ward="S6", start=str(LOG.loc["NORM.beds.S6.shut", "start"])[:10])
    assert len(shut) == logged["NORM.beds.S6.shut"] and shut["obd"].sum() == 0


@pytest.mark.slow
def test_is_quil_best_and_then_in_the_middle(cohorts):
    """In the league of 41, is QUIL first in year one and between 15th and 27th in year two, for every
    cohort?"""
    assert all(r[0] == 1 and 15 <= r[1] <= 27 for r in cohorts["ranks"])


@pytest.mark.slow
def test_can_every_flawed_cycle_be_found_from_what_is_written(cohorts):
    """Do the audit's rules find the sealed flaws, all of them and no other, on every seed?"""
    assert all(cohorts["flaws"])


def test_are_the_tree_s_three_faults_the_sealed_ones(course):
    """Do the rules of the driver diagram find exactly the faults of the log?"""
    assert tree_faults(course["driver_tree"]) == set(TREE_FAULTS)


def test_does_the_plain_funnel_flag_many_and_the_widened_one_few(course):
    """Readmissions are overdispersed: are about 14 of 40 outside plain 99.8% limits and few outside wide
    ones?"""
    rows = course["benchmark"].query("indicator == 'readmission' and year == '2023/24'")
    p = rows["expected"] / rows["n"]
    z = (rows["events"] - rows["expected"]) / np.sqrt(rows["n"] * p * (1 - p))
    assert 8 <= (z.abs() > 3.09).sum() <= 20
    assert (readmission_z(course["benchmark"]).abs() > 3.09).sum() <= 2


def test_are_few_providers_outside_the_funnel_of_infections(course):
    """Beyond the two that truly differ, is there at most one outside exact 99.8% limits?"""
    outside = infection_outliers(course["benchmark"])
    assert {"P07", "P31"} <= outside and len(outside) <= 3


def test_is_every_truth_looked_for_or_plain_to_see(first):
    """Is there a way to find each row of the log, here or in the table of the raw file?"""
    for series in LOG.index:
        plain = series.endswith((".closed", ".shut", ".initiative")) or ".export_raw." in series
        assert plain or series in first, series


def test_does_the_log_say_what_where_when_how_large_and_how_found():
    """Has each row a cause, a method, a table that exists and a power between 0 and 1?"""
    from qilab.trusts.schema.registry import TABLES

    assert LOG.index.is_unique and LOG["table"].isin(list(TABLES)).all() and LOG["power"].between(0, 1).all()
    assert (LOG["cause_text"].str.len() > 20).all() and (LOG["detectable_by"].str.len() > 10).all()
    assert (LOG["end"].isna() | (LOG["end"] >= LOG["start"])).all()
    planted = LOG[LOG["kind"] != "none"]
    assert (planted["size"] != 0).all() and planted["unit"].str.len().min() > 2
    assert (LOG[LOG["kind"] == "none"]["size"] == 0).all()
    assert LOG["modules"].str.fullmatch(r"m\d\d( m\d\d)*").all()
