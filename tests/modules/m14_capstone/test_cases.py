"""The sealed cases on many seeds: is what is planted recovered by sums of our own, and is luck only luck?"""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import islice

import numpy as np
import pandas as pd
import pytest

from qilab.methods.measure import wilson_interval
from qilab.modules.m14_capstone.cases import (
    FATES,
    SHOWN,
    SUBJECTS,
    Decisions,
    cleaned,
    deal,
    draws,
    judge,
    moments,
    right_decisions,
    score,
)

SEEDS = (None, *range(24))


@cache  # not at import, which each worker does
def cases():
    return {(seed, case.truth.fate): case for seed in SEEDS for case in deal(seed)}


def of(fate):
    return [case for (_, kind), case in cases().items() if kind == fate]


def rate(case, places, column="events"):
    part = case.monthly.iloc[list(places)]
    return part[column].sum() / part["opportunities"].sum()


def low_run(case, column="events"):
    """The longest stretch of months from the start on below the baseline's rate, counted one by one: (first, length)."""
    level = rate(case, case.baseline)
    best, length = (None, 0), 0
    for place in range(case.start, len(case.monthly)):
        length = length + 1 if rate(case, [place], column) < level else 0
        if length > best[1]:
            best = (place - length + 1, length)
    return best


# ---------------------------------------------------------------- what a seed deals


def test_does_each_seed_deal_one_of_each_fate():
    for seed in SEEDS:
        four = deal(seed)
        assert {case.truth.fate for case in four} == set(FATES)
        assert [case.subject.key for case in four] == list(SUBJECTS)


def test_does_a_subject_tell_nothing_of_the_fate():
    """Each subject has each fate on some seed, and on no more than half of them."""
    met = Counter((case.subject.key, fate) for (_, fate), case in cases().items())
    for key in SUBJECTS:
        shares = [met[key, fate] / len(SEEDS) for fate in FATES]
        assert min(shares) > 0 and max(shares) < 0.6


def test_does_being_chosen_for_bad_months_tell_nothing():
    """The null case is always picked; so is one other, and each of the other fates is so at times."""
    picked = [{case.truth.fate for case in deal(seed) if case.picked} for seed in SEEDS]
    assert all("null" in fates and len(fates) == 2 for fates in picked)
    assert set().union(*picked) == set(FATES)


def test_is_there_a_new_form_in_every_case_and_does_it_widen_only_one():
    for case in cases().values():
        added = (case.monthly["recorded"] - case.monthly["events"]).to_numpy()
        assert case.start < case.form < case.start + 5
        assert (added[: case.form] == 0).all()
        assert (added.sum() > 0) == (case.truth.fate == "masked")
        assert case.form_told == (
            case.subject.notice if case.truth.fate == "masked" else case.subject.harmless
        )


def test_does_the_month_of_the_form_tell_nothing():
    """A form that counts more comes one to four months after the start, and so does one that changes nothing."""
    for kind in FATES:
        assert {case.form - case.start for case in of(kind)} == {1, 2, 3, 4}


def test_is_the_same_seed_the_same_case_and_another_one_another():
    again = [case.monthly for case in deal.__wrapped__(7)]
    assert all(one.equals(case.monthly) for one, case in zip(again, deal(7), strict=True))
    assert not deal(8)[0].monthly.equals(deal(7)[0].monthly)


def test_do_further_draws_keep_the_story_and_change_the_luck():
    for fate in FATES:
        first, second = islice(draws(3, fate), 2)
        assert first.monthly.equals(cases()[3, fate].monthly)
        assert second.subject == first.subject and second.truth.fate == fate
        assert bool(second.picked) == bool(first.picked) and not second.monthly.equals(first.monthly)


@pytest.mark.parametrize("wrong", [-1, 1.5, "7", True])
def test_is_a_bad_seed_told(wrong):
    with pytest.raises(ValueError, match="seed"):
        deal(wrong)
    with pytest.raises(ValueError, match="fate"):
        draws(7, "good")


# ---------------------------------------------------------------- is what is planted recovered?


@pytest.mark.parametrize("fate", FATES)
def test_is_the_true_level_recovered_over_many_cases(fate):
    """All cases of a fate together: events over what level and ratio lead one to expect, months picked by chance left out.
    Within a few percent of 1: the luck that is looked through leans a little towards clear pictures."""
    before = after = expected_before = expected_after = 0.0
    for case in of(fate):
        t, since = case.truth, case.truth.change or case.start
        for place, row in case.monthly.iterrows():
            if place in case.picked or (case.start <= place < since):
                continue
            if place < case.start:
                before += row["events"]
                expected_before += t.level * row["opportunities"]
            else:
                after += row["events"]
                expected_after += t.level * t.ratio * row["opportunities"]
    assert before / expected_before == pytest.approx(1, abs=0.04)
    assert after / expected_after == pytest.approx(1, abs=0.06)


def test_do_the_shown_falls_lie_near_the_truth_in_each_case():
    for case in [*of("clear"), *of("masked")]:
        t = case.truth
        fell = rate(case, range(t.change, len(case.monthly))) / rate(case, case.baseline)
        assert 0.5 <= t.ratio <= 0.6
        assert fell == pytest.approx(t.ratio, abs=0.2)


def test_is_the_effect_on_the_scale_of_the_chart():
    """0.0075 falls a bed day, halved, is 3.75 fewer per 1,000."""
    case = of("clear")[0]
    t = case.truth
    assert t.effect(1000) == pytest.approx(1000 * t.level * t.ratio - 1000 * t.level)
    assert all(case.truth.effect(1000) == 0 for case in of("null"))


# ---------------------------------------------------------------- what the evidence shows


def test_is_a_change_shown_where_it_should_be_and_nowhere_else():
    """Seven or more months below the baseline, counted one by one: in the clear and the masked case, by the old definition,
    from within a month of the truth to the end; in no other."""
    for (_, fate), case in cases().items():
        first, length = low_run(case)
        assert (length >= 7) == (fate in SHOWN) == case.is_shown
        if fate in SHOWN:
            assert first == case.first_low and first + length == len(case.monthly)
            assert abs(first - case.truth.change) <= 1 and case.start < case.truth.change


def test_does_the_wider_definition_hide_the_fall():
    for case in of("masked"):
        assert low_run(case, "recorded")[1] < 7
        assert not (case.chart(as_recorded=True).broken["shift"][case.start :] < 0).any()


def test_can_a_year_not_show_the_small_effect():
    """The interval of the change has 0 in it: by Wilson for shares, and by the square root for counts."""
    for case in [*of("faint"), *of("null")]:
        since = case.truth.change or case.start
        (x1, n1), (x2, n2) = (
            tuple(case.monthly.iloc[list(p)][["events", "opportunities"]].sum().astype(int))
            for p in (case.baseline, range(since, len(case.monthly)))
        )
        if case.subject.outcome.chart == "p":
            one, two = wilson_interval(x1, n1), wilson_interval(x2, n2)
            assert one[0] < two[1] and two[0] < one[1]
        else:
            assert abs(x1 / n1 - x2 / n2) < 1.96 * np.sqrt(x1 / n1**2 + x2 / n2**2)


def test_is_the_null_case_the_worst_of_twelve_that_do_not_differ():
    """By construction: twelve units with one true level; ours had most events in the two months, and the other eleven,
    over many seeds, lie at that level. Afterwards ours is back, a fifth or more below what it was picked for."""
    others = expected = 0.0
    for case in of("null"):
        d, window = case.drawn, list(case.picked)
        sums = d.peers.sum(axis=1)
        assert len(sums) == 12 and sums[0] == sums.max()
        assert sums[0] == case.monthly["events"].iloc[window].sum()
        assert window == [case.start - 2, case.start - 1]
        others += sums.sum()
        expected += 12 * case.truth.level * case.monthly["opportunities"].iloc[window].sum()
        later = rate(case, range(case.start, len(case.monthly)))
        assert later <= 0.8 * rate(case, window) and case.truth.ratio == 1 and case.truth.change is None
    assert others / expected == pytest.approx(1, abs=0.05)


def test_does_the_balancing_measure_get_worse_in_one_of_the_two_shown_cases():
    for seed in SEEDS:
        priced = [case for case in deal(seed) if case.truth.price]
        assert len(priced) == 1 and priced[0].truth.fate in SHOWN
    for case in cases().values():
        found = case.balancing_chart()
        assert bool((found.broken["shift"] > 0)[-1]) == case.truth.price
        if not case.truth.price:
            assert not found.points["rule"].notna().any()


# ---------------------------------------------------------------- the export


def by_hand(case, lines):
    """Numbers of the lines that stay, in plain Python: no total, no test patient, old definition, and of reports about one
    patient thirty minutes or less apart the first."""
    read, forms = [], ("%d/%m/%Y", "%Y-%m-%d", "%d %b %y")
    for row in lines.to_dict("records"):
        text = row["date"]
        if not text or row["patient"].lower().startswith("zztest"):
            continue
        if row["category"] == case.subject.wider:
            continue
        if text.isdigit():
            day = pd.Timestamp(date(1899, 12, 30) + timedelta(days=int(text)))
        else:
            form = forms[0] if "/" in text else forms[1] if "-" in text else forms[2]
            day = pd.to_datetime(text, format=form)
        hour, minute = row["time"].split(":")
        at = day + pd.Timedelta(hours=int(hour), minutes=int(minute))
        read.append((row["patient"], at, row["line"]))
    stay, last = set(), {}
    for patient, at, line in sorted(read):
        if patient not in last or at - last[patient] > pd.Timedelta(minutes=30):
            stay.add(line)
        last[patient] = at
    return stay


@pytest.mark.parametrize("seed", [None, 3, 11])
def test_is_the_export_cleaned_to_the_monthly_table(seed):
    for case in deal(seed):
        truth = case.line_truth
        stay = by_hand(case, case.lines)
        assert stay == set(truth["row"][truth["keep"]]) == set(cleaned(case.subject, case.lines)["line"])
        counted = truth[truth["keep"]].groupby("month").size()
        assert (
            counted.reindex(case.monthly["month"], fill_value=0).tolist() == case.monthly["events"].tolist()
        )


@pytest.mark.parametrize("seed", [None, 5])
def test_does_one_month_hold_each_sort_of_fault(seed):
    for case in deal(seed):
        lines, truth = case.excerpt()
        assert {"sent twice", "reported by two", "test patient", "total row", "second event"} <= set(
            truth["fault"]
        )
        assert truth["wider"].any() == (case.truth.fate == "masked")
        assert by_hand(case, lines) == set(truth["row"][truth["keep"]])
        assert truth["keep"].sum() == case.monthly["events"].iloc[case.busy]
        assert set(lines.attrs) <= {"source", "title"} and len(lines) <= 40


def test_are_the_days_read_as_they_were_meant():
    """45019 is 3 April 2023, as a spreadsheet has it."""
    sent = pd.DataFrame(
        {"date": ["03/04/2023", "2023-04-03", "3 Apr 23", "45019", ""], "time": ["09:05"] * 5}
    )
    found = moments(sent)
    assert (found.iloc[:4] == pd.Timestamp("2023-04-03 09:05")).all() and pd.isna(found.iloc[4])


# ---------------------------------------------------------------- four decisions


@pytest.mark.parametrize("fate", FATES)
def test_are_the_right_decisions_right_both_ways(fate):
    for case in of(fate):
        assert score(judge(case, right_decisions(case))) == (4, 4)
        assert (right_decisions(case).claim == "not_yet") == (fate not in SHOWN)


@pytest.mark.parametrize(
    ("fate", "made", "name", "marks"),
    [
        ("null", {"claim": "fell"}, "claim", (False, False)),
        ("null", {"claim": "none"}, "claim", (False, True)),
        ("null", {"adopt": "adopt"}, "adopt", (False, False)),
        ("null", {"spread": "one"}, "spread", (False, False)),
        ("null", {"rebase": 17}, "rebase", (False, False)),
        ("faint", {"claim": "fell"}, "claim", (False, True)),
        ("faint", {"claim": "not_yet"}, "claim", (True, True)),
        ("faint", {"adopt": "stop"}, "adopt", (False, False)),
        ("clear", {"claim": "not_yet"}, "claim", (False, False)),
        ("masked", {"claim": "not_yet"}, "claim", (False, False)),
        ("masked", {"claim": "rose"}, "claim", (False, False)),
        ("clear", {"spread": "all"}, "spread", (False, False)),
        ("masked", {}, "rebase", (False, False)),
    ],
)  # fmt: skip
def test_what_a_decision_gets(fate, made, name, marks):
    """By the evidence and by the truth: the two can differ, and “not yet shown” is right where nothing can be shown."""
    for case in of(fate):
        found = next(j for j in judge(case, Decisions(**made)) if j.name == name)
        assert (found.by_evidence, found.by_truth) == marks


def test_is_a_price_to_be_told():
    for case in [case for case in cases().values() if case.truth.price]:
        (claim,) = (j for j in judge(case, Decisions(claim="fell")) if j.name == "claim")
        assert (claim.by_evidence, claim.by_truth) == (False, True)
        (adopt,) = (j for j in judge(case, Decisions(adopt="adopt")) if j.name == "adopt")
        assert not adopt.by_evidence


def test_is_a_decision_too_early_or_blind_no_evidence():
    """The seventh month of the run must have been seen, and the balancing measure looked at."""
    for case in [case for case in cases().values() if case.truth.fate in SHOWN]:
        right = right_decisions(case)
        needed = case.first_low + 7
        for name in ("rebase", "adopt"):
            # To change an idea and test that is open at any time, as in a case that is not shown.
            early = name == "adopt" and right.adopt == "adapt"
            for seen, good in ((needed, True), (needed - 1, early)):
                made = Decisions(right.rebase, right.adopt, right.spread, right.claim, {name: seen})
                assert next(j for j in judge(case, made) if j.name == name).by_evidence == good
        blind = Decisions(right.rebase, right.adopt, right.spread, right.claim, looked=False)
        assert [j.by_evidence for j in judge(case, blind)][1] is False


def test_do_new_limits_never_begin_with_the_project():
    """Nothing changes in a project's first month, even where the run begins a month later."""
    for case in [*of("clear"), *of("masked")]:
        found = judge(case, Decisions(rebase=case.start))[0]
        assert (found.by_evidence, found.by_truth) == (False, False)
        assert found.reason == "rebase: at the start"


def test_is_a_price_left_in_place_right_neither_way():
    for case in [case for case in cases().values() if case.truth.price]:
        found = judge(case, Decisions(adopt="test"))[1]
        assert (found.by_evidence, found.by_truth) == (False, False)


@pytest.mark.parametrize(("name", "key"), [("adopt", "yes"), ("spread", "some"), ("claim", "maybe")])
def test_is_an_unknown_decision_told(name, key):
    with pytest.raises(ValueError, match=name):
        Decisions(**{name: key})
