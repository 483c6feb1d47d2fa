"""M9: right and wrong values against hand-made logs and tables, worked out with pencil and paper or published."""

import pandas as pd
import pytest

from qilab.data import load, load_sealed
from qilab.modules.bank import find, find_exercise
from qilab.modules.m09_pdsa.questions.e9_1 import faults
from qilab.modules.m09_pdsa.questions.e9_5 import BEFORE_RAMP
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on
from qilab.trusts.generate import generate
from qilab.trusts.generate.planted import PDSA_RAMP_BEFORE, PDSA_RAMP_GAIN
from qilab.trusts.schema.answers import PDSA_FLAWS


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def log(*rows):
    """Cycles from (low, high, n, result, changed, studied after so many days, decision), numbered from 1."""
    done = pd.Timestamp("2023-01-09")
    return pd.DataFrame(
        [
            {
                "cycle": i,
                "predict_low": low,
                "predict_high": high,
                "n": n,
                "result": result,
                "changed_from_last": changed,
                "done": done,
                "studied": done + pd.Timedelta(days=days),
                "decision": decision,
                "card": "ABCDEFGHIJKL"[i - 1],
            }
            for i, (low, high, n, result, changed, days, decision) in enumerate(rows, start=1)
        ]
    )


NONE = float("nan")
LOG = log(
    (50, 70, 40, 60, "First cycle", 1, "adapt"),  # A: first test on 40
    (50, 70, 1, 100, "Another bay", 1, "adapt"),  # B: good, small, prediction missed
    (NONE, NONE, 5, 60, "Shorter form", 1, "adapt"),  # C: no prediction
    (50, 70, 1, 0, "Moved it", 1, "abandon"),  # D: good, abandoned
    (50, 70, 8, NONE, "Bigger print", 1, "adapt"),  # E: no data
    (50, 70, 10, 70, "Nothing", 1, "adapt"),  # F: nothing changed, result on the upper end
    (50, 70, 12, 58.3, "Bell", -3, "adapt"),  # G: studied before done
    (50, 70, 30, 66.7, "Named one", 2, "adopt"),  # H: good, large and late
)


def test_which_cards_are_no_proper_cycle():
    """One of each fault: A, C, E, F, G; and what each slip adds or leaves out."""
    found = values("m09.audit", LOG)
    assert found["right"] == set("ACEFG")
    assert found["abandoned taken for a fault"] == set("ACEFGD")
    assert found["staff trained taken for a test"] == set("ACFG")
    assert found["small tests taken for a fault"] == set("ACEFGBD")
    assert found["every large test taken for a fault"] == set("ACEFGH")
    assert found["missed predictions taken for a fault"] == set("ACEFGBD")
    assert found["only the empty boxes"] == set("CE")
    assert found["dates not compared"] == set("ACEF")
    assert found["repeats let through"] == set("ACEG")


def test_are_the_faults_those_that_were_planted():
    """On the course's own log the faults found from the words are those of the sealed table, kind by kind."""
    own, sealed = load("pdsa_log"), load_sealed("pdsa_truth")
    names = dict(zip(PDSA_FLAWS, faults(own).columns, strict=True))
    for flaw, kind in names.items():
        planted = set(sealed.loc[sealed["flaw"] == flaw, "cycle_id"])
        assert set(own.loc[faults(own)[kind], "cycle_id"]) == planted, flaw


@pytest.mark.parametrize("seed", [None, 4, 30])
def test_do_twelve_cards_show_every_kind_of_fault(seed):
    """Twelve cards, each of the five kinds once, and a cycle that was abandoned for good reason."""
    cards = find_exercise("E9.1").data(seed)
    assert len(cards) == 12 and faults(cards).sum().tolist() == [1, 1, 1, 1, 1]
    assert (cards["decision"] == "abandon").any()


def test_how_good_were_the_predictions():
    """Of A to H six have a prediction and a result; A, F, G, H are inside: 4 of 6. F lies just on an end."""
    found = values("m09.calibration", LOG)
    assert found["right"] == pytest.approx(100 * 4 / 6)
    assert found["all twelve cycles below the line"] == pytest.approx(50)
    # B and D are outside on either side; B is at least as good as its lower end.
    assert found["the right direction is enough"] == pytest.approx(100 * 5 / 6)
    assert found["no prediction counted as right"] == pytest.approx(100 * 5 / 7)
    assert found["no result counted as a miss"] == pytest.approx(100 * 4 / 7)
    assert found["ends left out"] == pytest.approx(50)
    assert found["those outside"] == pytest.approx(100 * 2 / 6)


def gaps(aim, wide, narrow):
    return pd.DataFrame({"test": ["wide", "narrow"], "aim": [aim, aim], "observed": [wide, narrow]})


def test_how_few_patients_show_a_gap():
    """10 and 60 for 80% against 50% and 70%; 6 and 20 for 90% against 50% and 70%: the course's own sums."""
    assert values("m09.few_patients", gaps(80, 50, 70))["right"] == {"wide": 10, "narrow": 60}
    assert values("m09.few_patients", gaps(90, 50, 70))["right"] == {"wide": 6, "narrow": 20}


def test_what_do_the_slips_give():
    """By the binomial table P(X ≥ 12 | 15, 0.5) = 0.018, P(X ≥ 8 | 10, 0.5) = 0.055: swapped shares need 15."""
    found = values("m09.few_patients", gaps(80, 50, 70))
    assert found["aim and observed swapped"]["wide"] == 15
    assert found["one number for both"] == {"wide": 10, "narrow": 10}
    # 7.849 × (0.16 + 0.25) / 0.09 = 35.8
    assert found["trial thinking"]["wide"] == 36
    # With both arms pooled: (1.960 × √(2 × 0.65 × 0.35) + 0.842 × √0.41)² / 0.09 = 38.5; the same mistake.
    assert {"wide": 39, "narrow": 294} in find("m09.few_patients").mistakes[0].values(gaps(80, 50, 70))


def test_is_the_printed_value_of_etchells_told_from_ours():
    """They print 12 for 80% against 50%, and 6 for 90% against 50%: a stricter rule, and not the fewest by ours."""
    item, data = find("m09.few_patients"), gaps(80, 50, 70)
    stricter = values("m09.few_patients", data)["a stricter rule"]
    assert stricter["wide"] == 12
    assert values("m09.few_patients", gaps(90, 50, 70))["a stricter rule"]["wide"] == 6
    said = verdict_on(item, answer(**stricter), data)
    assert (said.state, said.score, said.mistake) == ("mistake", 0, "a stricter rule")
    assert "stricter rule" in said.message and "fewer will do" in said.message


def test_is_the_snag_met():
    """10% and five patients: 41%; 29 patients for 95%. 30, by the rule of three, will do on a ward, but it is not the fewest."""
    data = pd.DataFrame({"snag_percent": [10], "patients": [5]})
    found = values("m09.snag_chance", data)
    assert found["right"] == pytest.approx(40.951)
    assert found["met exactly once"] == pytest.approx(100 * 5 * 0.1 * 0.9**4)
    assert found["chances added up"] == pytest.approx(50)
    assert found["chance that nobody meets it"] == pytest.approx(59.049)
    tries = values("m09.snag_tries", data)
    assert (tries["right"], tries["rule of three"]) == (29, 30)
    assert tries["one in so many, so I will see one"] == 10
    assert tries["more likely than not"] == 7
    thirty = verdict_on(find("m09.snag_tries"), 30, data)
    assert (thirty.score, thirty.mistake) == (0, "rule of three") and "the fewest" in thirty.message
    share = verdict_on(find("m09.snag_chance"), answer(0.40951, unit="share"), data)
    assert share.mistake == "right, in another unit" or "multiply by 100" in share.message


def ramp():
    """Working days 30 of 40, 1 of 1 and one cycle without data; weekends 10 of 20."""
    return pd.DataFrame(
        {
            "weekend": [False, False, True, False],
            "n": [40, 1, 20, 9],
            "met": [30.0, 1.0, 10.0, NONE],
            "result": [75.0, 100.0, 50.0, NONE],
        }
    )


def test_what_is_the_gain_on_working_days():
    """31 of 41 minus 10 of 20 = 25.6 points; the mean of percentages says 37.5; with the uncounted 9: 12.0."""
    found = values("m09.weekday_gain", ramp())
    assert found["right"] == pytest.approx(100 * 31 / 41 - 50)
    assert found["mean of the cycles’ percentages"] == pytest.approx(37.5)
    assert found["no data counted as no success"] == pytest.approx(12.0)
    assert found["first cycle against last"] == pytest.approx(-25)
    assert found["all days against before"] == pytest.approx(100 * 41 / 61 - 54)
    assert found["relative instead of points"] == pytest.approx(100 * (31 / 41 / 0.5 - 1))


def test_is_the_planted_gain_what_the_course_asks_for():
    """The truth is 18 points on 54%, and the course's own log shows about that, added up by hand."""
    assert (PDSA_RAMP_GAIN, PDSA_RAMP_BEFORE) == (18, BEFORE_RAMP)
    data = find_exercise("E9.5").data()
    met, n = {True: 0, False: 0}, {True: 0, False: 0}
    for row in data.dropna(subset=["met"]).itertuples():
        met[row.weekend] += row.met
        n[row.weekend] += row.n
    by_hand = 100 * (met[False] / n[False] - met[True] / n[True])
    assert find("m09.weekday_gain").right(data) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(PDSA_RAMP_GAIN, abs=2)


@pytest.mark.parametrize("seed", [None, 0, 1, 2])
def test_do_other_wards_wait_only_where_a_pharmacist_was_taken_away(seed):
    """At weekends no pharmacist is in, so a large test takes nobody away; of 20 patients about 2 wait longer, and 9 elsewhere."""
    data = find_exercise("E9.5").data(seed=seed)
    large, weekend, late = data["n"] >= 60, data["weekend"], data["other_wards_late"]
    assert (late[weekend] < 8).all() and late[large & ~weekend].mean() > late[~large].mean() + 4


def test_does_a_guess_leave_the_rest_of_the_cards_alone():
    """The abandoned card and some of the faulty ones: nothing is said of a list that is not right yet."""
    data, item = find_exercise("E9.1").data(), find("m09.audit")
    abandoned = data.loc[data["decision"] == "abandon", "card"].tolist()
    said = verdict_on(item, [*sorted(item.right(data))[:2], *abandoned], data).message
    assert "is right" not in said


def test_does_a_decision_need_its_reason():
    """Adapt for the right reason earns the point; adapt without a look at the other wards does not."""
    item, data = find("m09.decide"), find_exercise("E9.5").data()
    assert verdict_on(item, answer(decision="adapt", because="d"), data).score == 1
    said = verdict_on(item, answer(decision="adapt", because="b"), data)
    assert (said.score, said.mistake) == (0, "balancing measure not looked at")
    assert "two points" in verdict_on(item, answer(decision="adapt", because="c"), data).message


def drinks():
    """Cell means 420, 440, 450, 530 as in the lesson; the cells hold 1, 2, 3 and 4 patients."""
    cells = [("no", "no", 420, 1), ("no", "yes", 440, 2), ("yes", "no", 450, 3), ("yes", "yes", 530, 4)]
    return pd.DataFrame(
        [(jug, lid, ml) for jug, lid, ml, n in cells for _ in range(n)], columns=["jug_near", "red_lid", "ml"]
    )


def test_what_does_the_jug_do_and_do_the_two_need_each_other():
    """½ × (90 + 30) = 60 and ½ × (90 − 30) = 30, by hand."""
    effect, both = values("m09.main_effect", drinks()), values("m09.interaction", drinks())
    assert (effect["right"], both["right"]) == (pytest.approx(60), pytest.approx(30))
    assert effect["best cell minus worst"] == pytest.approx(110)
    assert effect["one at a time"] == pytest.approx(30)
    assert effect["only where the lid is red"] == pytest.approx(90)
    assert effect["both changes added up"] == pytest.approx(50)
    assert effect["half forgotten"] == pytest.approx(120)
    assert effect["the effect of the lid"] == pytest.approx((80 + 20) / 2)
    # rows with the jug (3 × 450 + 4 × 530) / 7, without (420 + 2 × 440) / 3
    assert effect["rows pooled"] == pytest.approx(3470 / 7 - 1300 / 3)
    assert both["half left out"] == pytest.approx(60)
    assert both["sum of one at a time"] == pytest.approx(50)


def test_is_a_drink_in_litres_told_apart_from_ml():
    """The right amount in another unit is named as that."""
    item, data = find("m09.main_effect"), drinks()
    assert verdict_on(item, answer(60, unit="ml"), data).score == 1
    assert verdict_on(item, answer(0.06, unit="litres"), data).mistake == "right, in another unit"


def test_are_cycle_and_ramp_put_in_order():
    """Plan, plan, do, study, act, next; one, five, ten, a week, other wards."""
    cycle, steps = find("m09.cycle_order"), find("m09.ramp_order")
    data = find_exercise("E9.7").data()
    assert verdict_on(cycle, "B, D, A, F, C, E", data).score == 1
    assert verdict_on(steps, list("BDEAC"), data).score == 1
    assert "comes after the test" in verdict_on(cycle, list("BADFCE"), data).message
    assert "upside down" in verdict_on(steps, list("CAEDB"), data).message
    # other wards first, and then from small to large: not upside down
    assert "upside down" not in verdict_on(steps, list("CBDEA"), data).message
    # the whole ward has tried a week with its weekend here; the ten are what comes too late
    assert "spreads to other wards" not in verdict_on(steps, list("BDACE"), data).message


SEEDS = (None, 11, 2024, 4821, 90210)


@pytest.fixture(scope="module", params=SEEDS)
def any_log(request):
    """The log of one cohort."""
    return generate(["pdsa_log"], seed=request.param)["pdsa_log"]


def test_does_the_lesson_say_what_the_log_says(any_log):
    """East 4: one of five comparable cycles inside in the first half, the rest above; two of five in the second."""
    east_4 = any_log[any_log["project"] == "Hourly rounds on East 4"].set_index("cycle")
    halves = []
    for part in (east_4.loc[1:6], east_4.loc[7:12]):
        both = part.dropna(subset=["predict_low", "result"])
        inside = both["result"].between(both["predict_low"], both["predict_high"])
        halves.append((int(inside.sum()), int((both["result"] > both["predict_high"]).sum()), len(both)))
    assert halves == [(1, 4, 5), (2, 2, 5)]
    assert east_4.loc[1:6, "result"].isna().sum() == 1
    assert east_4.loc[7:12, "predict_low"].isna().sum() == 1
    assert east_4.loc[1, ["n", "result"]].tolist() == [1, 100]


def test_can_a_cohort_use_its_own_log(any_log, monkeypatch):
    """E9.1, E9.2 and E9.5 take the cohort's own cycles: every part that they ask for is planted in them."""
    monkeypatch.setattr("qilab.data.load", lambda name: any_log.copy())
    cards = next(iter(find_exercise("E9.1").candidates(None)))
    assert cards["question"].isin(any_log["question"]).all() and find_exercise("E9.1").suits(cards)
    cycles = next(iter(find_exercise("E9.2").candidates(None)))
    own = any_log[any_log["project"] == "Pharmacist at the board round"]
    assert cycles["n"].tolist() == own["n"].tolist() and find_exercise("E9.2").suits(cycles)
    ramp = find_exercise("E9.5")._draw(None)
    assert ramp["met"].dropna().tolist() == own["met"].dropna().tolist()
    assert find("m09.faded_calibration").right(pd.DataFrame()) == pytest.approx(40)
    assert find("m09.faded_calibration").clash(pd.DataFrame()) is None
