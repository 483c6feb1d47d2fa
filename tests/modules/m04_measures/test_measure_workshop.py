"""Measure workshop without a display: the model against hand counts, and what the lab says and keeps."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from qilab.methods.spc.runs import run_chart_analysis
from qilab.modules.m04_measures.measure_workshop import flat, model, sampling
from qilab.modules.m04_measures.measure_workshop.view import measure_workshop

D = model.Definition


@pytest.fixture
def lab():
    return measure_workshop()


@pytest.fixture
def small():
    """One fall a month; in April it hurt and was seen, in March it was a near fall. 800 bed days, 100 admissions."""
    events = pd.DataFrame(
        {
            "month": range(12),
            "near": [False] * 11 + [True],
            "seen": [True] + [False] * 10 + [True],
            "harm": [True] + [False] * 11,
            "repeat": [False, True] + [False] * 10,
            "elsewhere": [False, False, True] + [False] * 9,
        }
    )
    occupied = np.full(12, 800)
    occupied[9], occupied[10] = 700, 123
    return model.Ward(events, occupied, np.full(12, 100))


@pytest.mark.parametrize(
    ("definition", "events", "exposure"),
    [
        (D(), 10, 8700),  # eleven falls, February's left out with its bed days
        (D(missing="month before"), 11, 9400),
        (D("near", missing="month before"), 12, 9400),
        (D("seen"), 1, 8700),
        (D("harm", "available"), 1, 28 * 365),
        (D(exclude="repeats"), 9, 8700),
        (D(exclude="elsewhere"), 9, 8700),
        (D(window="quarter"), 1, 1500),
        (D(denominator="admissions"), 11, 1200),
    ],
    ids=str,
)
def test_does_each_rule_do_what_it_says(small, definition, events, exposure):
    """Counted by hand on a ward with one event a month."""
    found = model.rate_of(definition, small)
    assert (found.events, found.exposure) == (events, exposure)
    assert found.rate == pytest.approx(1000 * events / exposure)


def test_is_the_interval_the_exact_one(small):
    """Garwood's interval of 10 events is 4.80 to 18.39."""
    found = model.rate_of(D(), small)
    assert (found.low * 8.7, found.high * 8.7) == (
        pytest.approx(4.80, abs=0.01),
        pytest.approx(18.39, abs=0.01),
    )


@pytest.mark.slow
def test_does_the_rate_range_over_a_factor_of_about_four():
    """By definition alone, on two hundred wards: four to five times in the middle, never less than three."""
    factors = []
    for seed in range(200):
        found = model.all_rates(model.ward_year(seed))
        factors.append(found[-1][1].rate / found[0][1].rate)
    assert 4 <= np.median(factors) <= 5
    assert min(factors) > 3


def test_what_is_kappa_of_a_known_table():
    """20 both, 5 and 10 one only, 15 neither: 0.70 seen, 0.50 by chance, so 0.40."""
    assert model.Agreement(20, 5, 10, 15).kappa == pytest.approx(0.4)


def test_does_a_full_wording_make_two_people_agree():
    """The fuller the wording, the better they agree; the full one leaves nothing open."""
    kappas = [model.two_collectors(w, model.ward_year()).kappa for w in ("loose", "half", "full")]
    assert kappas == sorted(kappas)
    assert kappas[0] < 0.4
    assert kappas[-1] == 1


def test_is_a_prediction_compared_and_kept(lab):
    """No run without one; then the factor, the log, and the two ends on the picture."""
    with pytest.raises(ValueError, match="your prediction"):
        lab.press("run")
    assert len(lab.table()) == 2
    lab.set(guess=2).press("run")
    assert "You said 2" in lab.texts["result"]
    assert lab.log.iloc[0]["It was"] == pytest.approx(4.8)
    assert list(lab.table()["Which"])[2:] == ["Lowest of all", "Highest of all"]
    assert lab.values["guess"] is None
    lab.set(seed=7)
    assert len(lab.table()) == 2, "another ward's ends would give the next prediction away"


def test_do_words_and_rules_match(lab):
    """The card names the rules that differ, and says yes once all five fit."""
    lab.set(numerator="harm", window="quarter").press("match")
    assert "what counts and the period" in lab.texts["matched"]
    for _, definition in model.CARDS:
        lab.set(**{name: getattr(definition, name) for name in model.OPTIONS}).press("match")
        assert lab.texts["matched"].startswith("Yes")
        lab.press("next")
    assert lab.texts["card"].startswith("1 of 3")


def test_is_another_unit_called_so(lab):
    """What is below the line is named. Per admission: the sentence warns, and the list of definitions leaves it out."""
    assert " occupied bed days, " in lab.texts["finding"]
    lab.set(denominator="admissions")
    assert " admissions, " in lab.texts["finding"] and "a different unit" in lab.texts["finding"]
    assert {d.denominator for d, _ in model.all_rates(lab.ward)} == {"occupied", "available"}


@pytest.mark.parametrize(
    ("below", "asked"), [("occupied", True), ("available", False), ("admissions", False)]
)
def test_is_february_spoken_of_only_where_its_bed_days_matter(below, asked):
    """Available beds and admissions are known for every month, so February is in."""
    assert ("February" in model.Definition(denominator=below).in_words) is asked


def test_do_two_people_count(lab):
    """What each counted adds up, and the words do not blame."""
    lab.set(wording="full", expected=5).press("collect")
    assert "differ on 0 entries" in lab.texts["agree"]
    lab.set(wording="loose", expected=5).press("collect")
    assert "the wording left room for doubt" in lab.texts["agree"]


def test_does_the_room_see_the_same():
    """One seed, one ward; another seed, another."""
    assert measure_workshop(7).table().equals(measure_workshop(7).table())
    assert not measure_workshop(7).table().equals(measure_workshop(8).table())


@pytest.mark.parametrize("wrong", [-1, 1.5, "4821", True, 2**32], ids=str)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match="seed"):
        measure_workshop(wrong)


def test_is_an_unknown_rule_told():
    with pytest.raises(ValueError, match="numerator"):
        D("falls")
    with pytest.raises(ValueError, match="wording"):
        model.two_collectors("long", model.ward_year())


# ---------------------------------------------------------------- plan the sample


def test_what_does_a_plan_cost():
    """20 records a month at 2 minutes each: 12 points, 8 hours a year. At random 5 minutes each: 20 hours."""
    near, lot = sampling.Plan(20, "month", "near"), sampling.Plan(20, "month", "lot")
    assert (near.points, near.hours) == (12, 8.0)
    assert lot.hours == 20.0
    assert sampling.Plan(5, "week", "list").hours == pytest.approx(5 * 52 * 4 / 60)


def test_how_precise_is_a_plan():
    """The middle 95 of 1,000 samples are as wide as the binomial says; four times the records, about half the width."""
    for size in (10, 40):
        plan = sampling.Plan(size, "month", "lot")
        low, high = (100 * binom.ppf(q, size, plan.truth) / size for q in (0.025, 0.975))
        assert plan.middle == (pytest.approx(low, abs=100 / size), pytest.approx(high, abs=100 / size))
    wide, narrow = (sampling.Plan(n, "month", "lot").width for n in (15, 60))
    assert narrow == pytest.approx(wide / 2, rel=0.25)


def test_do_more_records_mend_a_one_sided_sample():
    """A weekday morning sees 86% where 0.35 × 86 + 0.65 × 62 = 70.4% is true: with 60 records as with 5."""
    for size in (5, 60):
        plan = sampling.Plan(size, "week", "near")
        assert plan.off == pytest.approx(86 - 70.4)
        assert plan.samples.mean() == pytest.approx(86, abs=2)
    for whom in ("list", "lot"):
        assert sampling.Plan(20, "month", whom).off == 0


def test_is_a_plan_predicted_drawn_and_explained(lab):
    """No draw without a prediction; then truth, width and reason are on the picture and in words, and follow the plan."""
    lab.set(page=2)
    assert lab.chart_plan["data"]["truth"]["x"] == []
    with pytest.raises(ValueError, match="your prediction"):
        lab.press("draw")
    lab.set(width=10)
    assert lab.table("plan")["What"].tolist() == ["You said"]
    lab.press("draw")
    assert lab.table("plan")["What"].tolist() == ["You said", "One point", "A year together"]
    assert lab.chart_plan["data"]["truth"]["label"] == ["all rounds: 70"]
    assert "You said 10 points, and it was" in lab.texts["precision"]
    assert "however many records you take" in lab.texts["plan_why"]
    lab.set(whom="lot", often="quarter")
    assert "however many" not in lab.texts["plan_why"]
    assert "too few points" in lab.texts["effort"]
    row = lab.log.iloc[0]
    assert row["It was"] - row["You said"] == row["Difference"]


@pytest.mark.parametrize(
    "wrong", [{"size": 3}, {"size": 20.5}, {"often": "day"}, {"whom": "all"}, {"seed": -1}], ids=str
)
def test_is_a_bad_plan_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        sampling.Plan(**wrong)


# ---------------------------------------------------------------- process up, outcome flat


@pytest.mark.parametrize("seed", range(12))
def test_is_the_process_up_and_the_outcome_flat(seed):
    """The same falls in both years, no signal of any run chart rule; rounds up by 40 points or more."""
    case = flat.Case(seed)
    assert sorted(case.outcome[:12]) == sorted(case.outcome[12:])
    assert not run_chart_analysis(case.outcome, freeze=12).signal
    assert np.median(case.process[14:]) - np.median(case.process[:12]) >= 40
    assert run_chart_analysis(case.process, freeze=12).shift[14:].all()


def test_does_exactly_one_look_find_the_reason():
    """For each reason one look speaks; with it the right conclusion holds, without it none does; blame and cheers never do."""
    seen = set()
    for seed in range(40):
        case = flat.Case(seed)
        telling = {"ticked": "watch", "theory": "where", "early": "see"}[case.reason]
        seen.add(case.reason)
        assert flat.judge(case, case.reason, {telling}).startswith("Yes.")
        assert flat.judge(case, case.reason, set()).startswith("That may be.")
        assert flat.judge(case, case.reason, set(flat.LOOKS) - {telling}).startswith("Well guessed")
        for other in set(flat.REASONS) - {case.reason}:
            assert not flat.judge(case, other, set(flat.LOOKS)).startswith(("Yes", "Well"))
        for never in ("worked", "failed"):
            assert not flat.judge(case, never, set(flat.LOOKS)).startswith(("Yes", "Well"))
    assert seen == set(flat.REASONS)


def test_is_a_conclusion_drawn_in_the_lab(lab):
    """Look, conclude, and it is in the log; another seed takes looks and conclusion away."""
    lab.set(page=3)
    with pytest.raises(ValueError, match="what do you conclude"):
        lab.press("conclude")
    lab.press("watch")
    assert "Of twenty rounds" in lab.texts["watch_found"]
    lab.set(conclusion="failed").press("conclude")
    assert "Blaming people" in lab.texts["concluded"]
    assert lab.log["You said"].tolist() == ["failed"]
    lab.set(seed=7)
    assert lab.texts["watch_found"] == lab.texts["concluded"] == ""
    assert len(lab.table("falls")) == len(lab.table("rounds")) == 24


# ---------------------------------------------------------------- what goes, and what is drawn


def test_does_the_prediction_stand_beside_what_came(lab):
    """After the run: a diamond at so many times the lowest rate; a wild guess stands at the end of the scale."""
    lab.set(guess=2).press("run")
    said, rates = lab.chart_picture["data"]["said"], lab.chart_picture["data"]["points"]
    assert said["rate"] == [pytest.approx(2 * rates["rate"][2], abs=0.1)]
    top = max(rates["high"])
    lab.set(guess=50).press("run")
    said = lab.chart_picture["data"]["said"]
    assert said["rate"][0] <= 1.2 * top and said["label"] == ["you said 50 times →"]


def test_does_an_old_result_go_with_its_seed(lab):
    lab.set(guess=2).press("run")
    lab.set(expected=3).press("collect")
    lab.set(width=9).press("draw")
    lab.set(seed=8)
    assert lab.texts["result"] == lab.texts["why"] == lab.texts["precision"] == ""
    assert "Ash counts" not in lab.texts["agree"]
    assert lab.chart_picture["data"]["said"]["rate"] == []
    assert lab.chart_notes["data"]["points"]["came_at"] == [None]
