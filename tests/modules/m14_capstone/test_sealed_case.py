"""The sealed case without a display: what a team sees, what stays sealed, and what it is told in the end."""

import json
import re

import pytest

from qilab.labs import sealed_case
from qilab.modules.m14_capstone.cases import SUBJECTS, deal
from qilab.modules.m14_capstone.sealed_case import model, words

SEED = 7
FATES = {case.truth.fate: case.subject.key for case in deal(SEED)}


def lab_of(fate, guess=20):
    lab = sealed_case(seed=SEED, case=FATES[fate])
    return lab.set(guess=guess)


def on_to(lab, month):
    """Wait until so many months are seen."""
    while lab.play.seen < month:
        lab.press("wait")
    return lab


def to_the_end(lab):
    while not lab.play.is_over:
        lab.press("three")
    return lab


def do(lab, act, **more):
    return lab.set(act=act, **more).press("do")


def everything_shown(lab):
    """All that goes to the page."""
    charts = {name: getattr(lab, f"chart_{name}") for name in lab._charts}
    return json.dumps([lab.values, lab.texts, lab.states, charts], ensure_ascii=False, default=str)


def well_played(fate):
    """Decide as the evidence asks, when it asks."""
    lab = lab_of(fate)
    case = lab.play.case
    if case.first_low is None:
        return to_the_end(lab).set(claim="not_yet").press("open")
    on_to(lab, case.form + 1)
    do(lab, "form")
    lab.set(old=True, side=True)
    on_to(lab, case.first_low + 7).set(side=False)
    do(lab, "rebase", month=case.first_low + 1)
    on_to(lab, 29)
    if case.truth.price:
        do(lab, "adapt")
    else:
        do(do(lab, "adopt"), "one")
    return to_the_end(lab).set(claim="price" if case.truth.price else "fell").press("open")


# ---------------------------------------------------------------- playing


def test_is_a_prediction_needed_first():
    lab = sealed_case(seed=SEED)
    with pytest.raises(ValueError, match="your prediction"):
        lab.press("wait")
    assert "prediction first" in lab.texts["hint"]
    lab.set(guess=30).press("wait")
    assert lab.play.seen == lab.play.case.start + 1 and lab.states["guess"]["disabled"]


def test_do_the_months_come_one_by_one():
    """Table, chart and sentence hold the months seen and no more; the values are those of the case."""
    lab = lab_of("null")
    case = lab.play.case
    for month in (case.start, case.start + 1, case.start + 4):
        on_to(lab, month)
        table = lab.table()
        assert len(table) == month and f"Month {month} " in lab.texts["finding"]
        assert table["Events"].tolist() == case.monthly["recorded"].iloc[:month].tolist()
        counted = case.monthly["recorded"].iloc[month - 1] / case.monthly["opportunities"].iloc[month - 1]
        assert table["Rate"].iloc[-1] == pytest.approx(case.subject.outcome.per * counted, abs=0.006)
        assert f"{month} of 30 months" in lab.describe()
    to_the_end(lab)
    assert len(lab.table()) == 30 and lab.states["wait"]["disabled"]


@pytest.mark.parametrize("fate", list(FATES))
def test_is_the_truth_sealed_until_it_is_opened(fate):
    """Nothing that goes to the page says it, whatever is asked on the way."""
    lab = lab_of(fate)
    case = lab.play.case
    on_to(lab, case.form + 1)
    for act in ("look", "form"):
        do(lab, act)
    to_the_end(lab)
    shown = everything_shown(lab)
    assert not re.search(r"[Tt]he truth:|true rate|regression to the mean|bad luck|nothing changed", shown)
    with pytest.raises(ValueError, match="what may be claimed"):
        lab.press("open")
    lab.set(claim="not_yet").press("open")
    assert lab.texts["truth"].startswith("The truth: ") and lab.is_open


@pytest.mark.parametrize("fate", list(FATES))
def test_does_good_play_get_all_points(fate):
    lab = well_played(fate)
    assert "Score: 8 of 8." in lab.texts["score"]
    assert "✗" not in lab.texts["four"] and lab.texts["four"].count("✓ yes") == 8
    assert lab.log.iloc[-1]["By the evidence"] == "4 of 4"


def test_is_the_null_case_never_called_an_improvement():
    """Whatever a team claims, neither the messages nor the report say that it got better."""
    for claim in ("fell", "price", "not_yet", "none", "rose"):
        lab = to_the_end(lab_of("null")).set(claim=claim).press("open")
        assert "nothing changed" in lab.texts["truth"] and "regression to the mean" in lab.texts["truth"]
        right = lab.texts["four"].rpartition("<li>")[2]
        assert ("✗ no" in right) == (claim != "not_yet")
        lab.press("show")
        assert "Not yet shown" in lab.texts["report"] and "none claimed" in lab.texts["report"]


def test_can_the_old_definition_be_had_once_the_form_is_asked_about():
    lab = lab_of("masked")
    case = lab.play.case
    assert lab.states["old"]["hidden"]
    assert "no new form yet" in do(lab, "form").texts["told"]
    on_to(lab, case.form + 1)
    assert SUBJECTS[case.subject.key].notice in do(lab, "form").texts["told"]
    to_the_end(lab)
    assert lab.table()["Events"].tolist() == case.monthly["recorded"].tolist()
    lab.set(old=True)
    assert lab.table()["Events"].tolist() == case.monthly["events"].tolist()


def test_what_comes_of_a_look():
    """In an ordinary month it is time lost; in a month that meets a rule there is something to be found."""
    lab = lab_of("clear")
    case = lab.play.case
    assert "No rule is met" in do(lab, "look").texts["told"]
    on_to(lab, case.first_low + 7)
    assert "carried out" in do(lab, "look").texts["told"]
    assert lab.play.looks == (2, 1)
    to_the_end(lab).set(claim="fell").press("open")
    assert "twice: once in a month in which no rule was met" in lab.texts["looked"]
    once = lab_of("clear")
    to_the_end(do(once, "look")).set(claim="fell").press("open")
    assert "once, in a month in which no rule was met" in once.texts["looked"]


def test_is_the_idea_named_no_sooner_than_the_project():
    """New limits can mark a month before the project: nobody has carried anything out by then."""
    play = model.begin(SEED, FATES["null"])
    told = words.done_told(play, model.Act("look", play.case.start, signal=True))
    assert "has not started yet" in told and "carried out" not in told


def test_does_the_log_say_the_same_at_each_look():
    """A look in an early month names no month from which most patients have had the idea; a later look names one, and always the same."""
    play = model.begin(SEED, FATES["clear"])
    start = play.case.start
    told = [
        words.done_told(play.wait(seen - play.seen), model.Act("look", seen, signal=True))
        for seen in range(start + 1, play.months + 1)
    ]
    assert all("only a few patients" in text for text in told[:2])
    assert all(f"since month {start + 3} (" in text for text in told[2:])


def test_is_a_look_at_what_is_in_sight():
    """With the balancing measure in sight its rules count, not those of the outcome."""
    priced = next(case for case in deal(SEED) if case.truth.price)
    lab = to_the_end(lab_of(priced.truth.fate)).set(side=True)
    assert "A rule is met" in lab.texts["finding"]
    told = do(lab, "look").texts["told"]
    assert "worth the time" in told and lab.play.looks == (1, 1)
    assert f"new form has been in use since month {priced.form + 1}" in told


def test_does_the_chart_say_which_way_and_not_that_it_got_better():
    """A signal points to fewer or to more: whether that is an improvement is sealed."""
    lab = to_the_end(lab_of("clear"))
    shown = everything_shown(lab)
    assert "shift, fewer" in shown and "improvement" not in shown.replace("improvement-report", "")


def test_do_new_limits_begin_where_they_are_put():
    lab = to_the_end(lab_of("clear"))
    case = lab.play.case
    assert "first month of the new limits" in do(lab, "rebase").texts["told"]
    do(lab, "rebase", month=case.first_low + 1)
    part = case.monthly.iloc[case.first_low :]
    centre = case.subject.outcome.per * part["events"].sum() / part["opportunities"].sum()
    assert lab.table()["Mean and limits"].iloc[-1].startswith(f"{centre:.1f} (")
    assert f"New limits from month {case.first_low + 1}" in lab.describe()
    do(lab, "back")
    assert "New limits" not in lab.describe()


def test_is_an_early_decision_told():
    """Adopted at the start: right by luck at most, and the reason says why."""
    lab = do(lab_of("clear"), "adopt")
    to_the_end(lab).set(claim="fell").press("open")
    assert words.WHY["adopt: early"] in lab.texts["four"] or "price" in lab.texts["four"]


def test_is_the_balancing_measure_shown_and_its_look_kept():
    lab = lab_of("faint")
    case = lab.play.case
    lab.set(side=True)
    assert case.subject.balancing.name in lab.texts["finding"] and lab.play.looked is None
    lab.press("wait")
    assert lab.play.looked == case.start + 1
    assert lab.table()["Events"].tolist() == case.monthly["balancing"].iloc[: case.start + 1].tolist()


def test_does_not_spreading_go_on_without_a_look():
    """To spread nothing is not to go on: it may be said before the balancing measure has been looked at."""
    lab = do(lab_of("faint"), "hold")
    lab.set(side=True).press("wait")
    do(lab, "adopt")
    assert lab.play.decisions("not_yet").looked


def test_is_the_prediction_drawn_and_compared():
    lab = lab_of("null", guess=40)
    case = lab.play.case
    base = case.monthly.iloc[case.baseline]
    level = case.subject.outcome.per * base["events"].sum() / base["opportunities"].sum()
    said = lab.chart_picture["data"]["said"]
    assert said["value"] == pytest.approx([0.6 * level] * 2) and said["label"][-1] == "you said"
    to_the_end(lab).set(claim="not_yet").press("open")
    assert "You predicted 40% lower" in lab.texts["compared"]


@pytest.mark.parametrize(("guess", "told"), [(-10, "10% higher"), (0, "no change"), (25, "25% lower")])
def test_is_a_prediction_told_in_words(guess, told):
    assert f"You predicted {told}: " in words.predicted(deal(SEED)[0], guess)


# ---------------------------------------------------------------- a room


def test_does_a_room_see_the_same_and_share_a_score():
    """Two learners with one seed see one case; the points of its cases add up; another seed begins anew."""
    one, two = sealed_case(seed=SEED), sealed_case(seed=SEED)
    assert one.table().equals(two.table()) and one.texts == two.texts
    lab = well_played("null")
    assert "so far" not in lab.texts["score"]
    lab.set(case=FATES["faint"], guess=5)
    assert lab.texts["truth"] == "" and not lab.is_open
    to_the_end(lab).set(claim="fell").press("open")
    assert "Score: 7 of 8." in lab.texts["score"] and "2 cases, 15 of 16 points" in lab.texts["score"]
    lab.set(seed=SEED + 1).set(guess=5)
    to_the_end(lab).set(claim="not_yet").press("open")
    assert "so far" not in lab.texts["score"]


def test_are_the_hands_of_a_room_kept():
    lab = do(lab_of("null"), "look", hands=17)
    assert lab.log.iloc[-1]["Hands"] == 17 and lab.values["hands"] is None


def test_can_a_case_be_played_again():
    lab = well_played("null").press("again")
    assert lab.play.seen == lab.play.case.start and not lab.is_open
    assert lab.values["claim"] is None and lab.texts["truth"] == "" and lab.states["end"]["hidden"]


@pytest.mark.parametrize("wrong", [{"seed": -1}, {"seed": "7"}, {"case": "sepsis"}, {"case": None}], ids=str)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        sealed_case(**wrong)


def test_does_the_model_refuse_what_cannot_be():
    play = model.begin(SEED, "falls")
    with pytest.raises(ValueError, match="act"):
        play.act("celebrate")
    with pytest.raises(ValueError, match="all months"):
        play.judged("fell")
    with pytest.raises(ValueError, match="first month"):
        play.act("rebase", place=25)


def test_has_each_judgement_its_words():
    """Every reason that can come up is told in a sentence."""
    from itertools import product

    from qilab.modules.m14_capstone.cases import ADOPT, CLAIM, SPREAD, Decisions, judge

    told = set()
    for case in (*deal(SEED), *deal(SEED + 1)):
        places = (None, 3, case.start, case.start + 2, (case.first_low or 20), 28)
        for adopt, spread, claim, place in product(ADOPT, SPREAD, CLAIM, places):
            for at in ({}, {"adopt": 16, "spread": 16, "rebase": 16}):
                for looked in (True, False):
                    made = Decisions(place, adopt, spread, claim, at, looked)
                    told |= {one.reason for one in judge(case, made)}
    assert told <= set(words.WHY)
    assert set(words.WHY) == told
