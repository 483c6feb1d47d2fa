"""Is the PDSA log a set of stories that could have happened, whatever the seed?"""

import re
from math import ceil, floor

import pandas as pd
import pytest

from qilab.trusts.generate import generate
from qilab.trusts.generate.improvement.pdsa import pdsa_truth
from qilab.trusts.generate.improvement.pdsa_stories import PROJECTS
from qilab.trusts.generate.planted import E4_FALLS, LARK_MEDICINES, WEXM_VIOLENCE
from qilab.trusts.generate.providers import STANDARD
from qilab.trusts.schema.answers import PDSA_FLAWS
from qilab.trusts.schema.days import OFF_DAY, day

SEEDS = (1409, 3, 11, 2024, 4821, 90210)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.fixture(scope="module", params=SEEDS)
def log(request):
    """The log of one cohort, with the fault of each cycle (or none) as the sealed table gives it."""
    made = generate(["pdsa_log"], seed=request.param)["pdsa_log"]
    sealed = pdsa_truth(request.param)
    flaw = dict(zip(sealed["cycle_id"], sealed["flaw"], strict=True))
    return made.assign(flaw=[flaw.get(one, "") for one in made["cycle_id"]])


def test_has_every_trust_a_project_of_twelve_cycles(log):
    """Acute, community, mental health and specialist: twelve cycles in the order of their days?"""
    assert set(log["trust"]) == {p.code for p in STANDARD}
    for _, cycles in log.groupby("project"):
        assert cycles["cycle"].tolist() == list(range(1, 13))
        assert cycles["done"].is_monotonic_increasing and cycles["done"].is_unique


def test_is_each_fault_planted_three_times(log):
    """Each of the five faults in three projects, and never two in one cycle?"""
    faulty = log[log["flaw"] != ""]
    assert faulty["flaw"].value_counts().to_dict() == dict.fromkeys(PDSA_FLAWS, 3)
    assert (faulty.groupby("flaw")["project"].nunique() == 3).all() and faulty["cycle_id"].is_unique


def test_do_the_words_fit_the_day(log):
    """A cycle that speaks of a weekday was on it; one that speaks of a weekend or a holiday was on a day off?"""
    for row in log.itertuples():
        # "… starts on Monday" and "Sunday evening's list" tell of another day; the question tells of the test's own.
        for name in re.findall("|".join(WEEKDAYS), row.question):
            assert row.done.day_name() == name or (name == "Friday" and "Sunday" in row.question), (
                row.question
            )
        if re.search("weekend|Saturday|Sunday", row.question):
            assert row.weekend, row.question
        assert row.weekend == bool(OFF_DAY[day(row.done.date())])


@pytest.mark.parametrize("words", ["Nobody was called away.", "Nobody had to go and look for one."])
def test_is_a_snag_that_nobody_met_beside_a_result_of_all(log, words):
    """“Nobody was called away” cannot stand beside two tries of three."""
    (row,) = log[log["learning"] == words].itertuples()
    assert row.result == 100 or row.flaw == "no_data"


def test_is_a_result_studied_after_the_test_and_before_the_next(log):
    """On a working day, unless the date is the planted fault?"""
    for _, cycles in log.groupby("project"):
        for row, following in zip(cycles.itertuples(), [*cycles["done"][1:], pd.Timestamp.max], strict=True):
            if row.flaw == "studied_before_done":
                assert row.studied < row.done
            else:
                assert row.done < row.studied < following and not OFF_DAY[day(row.studied.date())]


def test_is_the_last_test_studied_before_everybody_begins(log):
    """“Everybody starts on Monday” is written before that Monday."""
    for project in PROJECTS:
        if project.begins:
            cycles = log[log["project"] == project.name]
            assert cycles["studied"].max() < pd.Timestamp(project.begins), project.name


def test_does_nothing_in_the_log_contradict_itself(log):
    """An abandoned idea went badly, an adopted one well; taught means not counted; "Nothing" means nothing new was asked."""
    assert (log[log["decision"] == "abandon"]["result"] < 40).all()
    assert (log[log["decision"] == "adopt"]["result"] >= 60).all()
    taught = log["learning"] == "Staff were trained."
    assert (taught == log["result"].isna()).all() and (taught == (log["flaw"] == "no_data")).all()
    for i in log.index[log["changed_from_last"] == "Nothing"]:
        now, before = log.loc[i, "question"], log.loc[i - 1, "question"]
        assert now.lower() == f"once more: {before.lower()}" and log.loc[i, "n"] == log.loc[i - 1, "n"]
    assert (log["changed_from_last"] == "First cycle").tolist() == (log["cycle"] == 1).tolist()
    assert ((log["n"] > 25) & (log["cycle"] == 1)).tolist() == (log["flaw"] == "first_too_large").tolist()


def test_is_every_range_a_range(log):
    """From low to high within 0 to 100, and missing only where no prediction was made?"""
    made = log.dropna(subset=["predict_low"])
    assert (made["predict_low"] < made["predict_high"]).all()
    assert made["predict_low"].ge(0).all() and made["predict_high"].le(100).all()
    assert (log["predict_low"].isna() == (log["flaw"] == "no_prediction")).all()


def test_can_each_prediction_come_true(log):
    """Is there a number of successes that lies in the range? One try can only give 0 or 100%."""
    for row in log.dropna(subset=["predict_low"]).itertuples():
        possible = [100 * k / row.n for k in range(row.n + 1)]
        assert any(row.predict_low <= p <= row.predict_high for p in possible), row


def test_can_each_step_go_as_its_story_says():
    """Is there a whole number of tries within each band, and room in the story for each fault?"""
    for project in PROJECTS:
        assert len(project.steps) == 12
        for step in (*project.steps, *([project.large] if project.large else [])):
            assert ceil(step.went[0] * step.n / 100) <= floor(step.went[1] * step.n / 100), step.question
        assert ("no_data" in project.faults) <= bool(project.teaching[0])
        assert ("first_too_large" in project.faults) <= (project.large is not None)


def test_do_the_tests_come_before_the_change_that_the_truth_log_dates():
    """The last cycle is over when the whole ward or trust begins, and no earlier than the truth log says."""
    last = {p.trust: pd.Timestamp(p.steps[-1].done) for p in PROJECTS}
    assert {p.trust for p in PROJECTS if p.begins} == {"NORM", "LARK", "WEXM"}
    for trust, change in (("NORM", E4_FALLS), ("LARK", LARK_MEDICINES), ("WEXM", WEXM_VIOLENCE)):
        ahead = pd.Timestamp(change.process or change.start) - last[trust]
        assert pd.Timedelta(days=1) <= ahead <= pd.Timedelta(days=7), trust
