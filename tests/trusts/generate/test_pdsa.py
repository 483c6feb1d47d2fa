"""Is the PDSA log a set of stories that could have happened, whatever the seed?"""

import re
from math import ceil, floor

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qilab.trusts.generate import generate
from qilab.trusts.generate.improvement.pdsa import pdsa_log, pdsa_truth
from qilab.trusts.generate.improvement.pdsa_stories import PROJECTS, SUNDAYS, WORKING_DAYS
from qilab.trusts.generate.planted import E4_FALLS, LARK_MEDICINES, WEXM_VIOLENCE
from qilab.trusts.generate.providers import STANDARD
from qilab.trusts.schema.answers import PDSA_FLAWS
from qilab.trusts.schema.days import OFF_DAY, STRIKE_DAY, day

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


# What a team wrote that it learned, and what that asks of its own result (met of n).
SAID = (
    ("Nobody was called away", lambda met, n: met == n),
    ("Nobody had to go and look", lambda met, n: met == n),
    ("All three done", lambda met, n: met == n == 3),
    ("most were done", lambda met, n: n / 2 < met < n),
    ("on most days it was held", lambda met, n: n / 2 < met < n),
    ("slipped by half an hour", lambda met, n: met < n),
    ("easily put off", lambda met, n: met < n),
    ("They forgot when", lambda met, n: met < n),
    ("hardly anybody", lambda met, n: met < n / 3),
    ("Most were read the next day", lambda met, n: met < n / 2),
    ("Much as it always was", lambda met, n: abs(met / n - 0.54) < 0.05),
    ("The weekend stays as it was", lambda met, n: abs(met / n - 0.54) < 0.05),
    ("It held", lambda met, n: met / n >= 0.6),
    ("It did.", lambda met, n: met / n > 0.6),
)
# The same of its share against the share of the cycle before.
AGAINST_LAST = (
    ("Much as last time", lambda now, last: abs(now - last) < 0.13),
    ("Better.", lambda now, last: now > last),
    ("Just as good", lambda now, last: now >= last),
    ("just as well", lambda now, last: now >= last),
    ("named, it is remembered", lambda now, last: now > last),
    ("three wards on a Saturday", lambda now, last: now < last),
    ("often they are not", lambda now, last: now < last),
    ("leaves at half past", lambda now, last: now < last),
)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31 - 1))
def test_do_the_numbers_bear_out_what_each_team_wrote(seed):
    """Shares are whole counts of n, and what was learned and decided agrees with them, whatever the seed?"""
    last = None
    sealed = pdsa_truth(seed)
    flaw = dict(zip(sealed["cycle_id"], sealed["flaw"], strict=True))
    log = pd.DataFrame(pdsa_log(seed))
    for row in log.assign(flaw=log["cycle_id"].map(flaw)).itertuples():
        if pd.isna(row.met):
            last = None
            continue
        assert row.met == int(row.met) <= row.n and row.result == round(100 * row.met / row.n, 1)
        now = row.met / row.n
        assert all(holds(row.met, row.n) for words, holds in SAID if words in row.learning), row
        if row.cycle > 1 and last is not None:
            assert all(holds(now, last) for words, holds in AGAINST_LAST if words in row.learning), (
                row,
                last,
            )
        if not pd.isna(row.predict_low) and row.decision != "adapt":
            assert (row.result < row.predict_low) == (row.decision == "abandon"), row
        if row.flaw == "nothing_changed":  # expects what it has just seen
            assert row.predict_low <= row.result <= row.predict_high, row
        last = now


# How often a change can be tried on one ward, or by one trust's crews, in one day: hours; people who go home from a ward
# (L1 and L2 send home 14 at most); huddles; beds; first visits that somebody asks for, on the mean; operations, likewise.
A_DAY = dict(zip([p.trust for p in PROJECTS], (24, 12, 1, 30, 7, 8), strict=True))
WARDS = {
    "second ward": 2,
    "both wards": 2,
    "two wards": 2,
    "six wards": 6,
    "eight wards": 8,
    "twelve wards": 12,
    "any ward": 14,
}


def written(planted):
    """(project, step, first day after the step before was studied) for every cycle of the log with these faults."""
    for project in PROJECTS:
        free = pd.Timestamp("2022-04-01")
        for step in project.with_faults(planted.get(project.name, {})):
            yield project, step, free
            free = pd.Timestamp(step.done) + pd.Timedelta(days=1)
            while OFF_DAY[day(free.date())]:
                free += pd.Timedelta(days=1)
            free += pd.Timedelta(days=1)


def test_could_each_change_be_tried_as_often_as_it_says(log):
    """Counted from the calendar: from the day after the last cycle was first looked at to the day on which this one ended."""
    faulty = log[log["flaw"] != ""]
    planted = {p: dict(zip(c["flaw"], c["cycle"], strict=True)) for p, c in faulty.groupby("project")}
    studied = pd.Timestamp.min
    for (project, step, free), row in zip(written(planted), log.itertuples(), strict=True):
        assert (step.n, pd.Timestamp(step.done)) == (row.n, row.done)
        said = f"{row.question} {row.changed_from_last}"
        days = pd.date_range(free, row.done)[-step.days :]
        if step.on == WORKING_DAYS:
            days = pd.bdate_range(free, row.done)
            days = days[[not OFF_DAY[day(d.date())] for d in days]][-step.days :]
        elif step.on == SUNDAYS:
            days = pd.date_range(free, row.done, freq="W-SUN")[-step.days :]
        assert [day(d.date()) for d in days] == step.tested() and len(days) == step.days, said
        assert row.cycle == 1 or studied < days[0], said
        studied = row.studied
        wards = max([n for words, n in WARDS.items() if words in said.lower()], default=1)
        assert row.n <= A_DAY[project.trust] * wards * step.days, said


def test_do_the_days_fit_what_is_said_of_them():
    """“For a week” is seven days, “for two weeks, Monday to Friday” ten, and “on two Sundays” two of them."""
    spans = {"for a week": 7, "in a week with": 7, "two weeks": 10, "two sundays": 2, "five working days": 5, "on two days": 2,
             "operated on this week": 5}  # fmt: skip
    seen = set()
    for project in PROJECTS:
        for step in (*project.steps, *([project.large] if project.large else [])):
            for words, days in spans.items():
                if words in f"{step.question} {step.changed}".lower():
                    seen.add(words)
                    assert step.days == days, step.question
                    if days == 10:
                        assert step.on == WORKING_DAYS and pd.Timestamp(step.done).day_name() == "Friday"
    assert seen == set(spans)
    huddles = next(p for p in PROJECTS if p.trust == "WEXM")
    assert all(step.a_day == 1 for step in huddles.steps)


def test_is_a_week_of_planned_operations_free_of_strikes():
    """On strike days Quillbrook calls most lists off, so nobody gets up after an operation."""
    quill = next(p for p in PROJECTS if p.trust == "QUIL")
    assert not any(STRIKE_DAY[d] for step in (*quill.steps, quill.large) for d in step.tested())


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
