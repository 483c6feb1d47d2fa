"""M12: right and wrong values against small tables, worked out with pencil and paper, or published."""

import numpy as np
import pandas as pd
import pytest

from qilab.data import load_sealed
from qilab.learner.knowledge.questions import questions
from qilab.methods.chance import chance_above
from qilab.modules.bank import find, find_exercise
from qilab.modules.m12_board.long_journey import journey, slips
from qilab.modules.m12_board.questions.e12_2 import INDICATORS, VARIATION
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def months(numbers, **columns):
    frame = pd.DataFrame({"month": pd.date_range("2022-04-01", periods=len(numbers), freq="MS")})
    return frame.assign(**columns)


def test_how_many_squares_are_red_and_how_many_special():
    """Target 10: six red months, three of them together; 10 itself is green. Mean 9.4, steps of about 4: all within limits."""
    falls = [9, 12, 8, 7, 11, 12, 13, 8, 10, 6, 11, 7, 9, 5, 10, 12, 8, 9, 7, 10, 9, 8, 10, 9]
    found = values("m12.flips", months(falls, falls=falls))
    assert found["right"] == {"red": 6, "special": 0}
    assert found["each red is a signal"] == {"red": 6, "special": 6}
    assert found["three reds in a row"] == {"red": 6, "special": 3}
    assert found["the target itself is red"] == {"red": 10, "special": 0}
    assert found["the green months"] == {"red": 18, "special": 0}


def test_is_a_month_far_outside_counted_as_special():
    """Twelve months of 8 and 10 by turns (limits 9 ± 5.3), then 30: one red month, and it is special."""
    falls = [8, 10] * 12
    falls[20] = 30
    found = values("m12.flips", months(falls, falls=falls))
    assert found["right"] == {"red": 1, "special": 1}


@pytest.mark.parametrize("seed", [None, 3, 11])
def test_do_reds_come_as_often_as_the_curriculum_says(seed):
    """29% of months of Poisson 9 lie above 10: seven of 24, give or take."""
    falls = find_exercise("E12.1").data(seed)["falls"]
    assert 5 <= (falls > 10).sum() <= 10 and falls.between(1, 20).all()


def pack(**series):
    """Indicators by letter as (better, target, values); those not given vary by 1 round 50, target 40, more is better."""
    rows = []
    for letter in INDICATORS:
        better, target, numbers = series.get(letter, ("up", 40, [49, 51] * 12))
        rows += [(letter, letter, better, float(target), month, float(n)) for month, n in enumerate(numbers)]
    return pd.DataFrame(rows, columns=["code", "indicator", "better", "target", "month", "value"])


SHIFT_UP = [49, 51] * 8 + [59, 61] * 4
RECORD = [49, 51] * 11 + [50, 52]  # the highest month comes last, within 50 ± 5.3


def test_what_do_the_two_icons_say():
    """Steady at 50 ± 5.3: target 40 met, 60 missed, 50 by luck; the other way round where less is better."""
    data = pack(
        A=("up", 60, [49, 51] * 12),
        B=("up", 50, [49, 51] * 12),
        C=("down", 60, [49, 51] * 12),
        D=("down", 40, [49, 51] * 12),
        E=("up", 30, SHIFT_UP),
        F=("down", 30, SHIFT_UP),
        G=("up", 40, RECORD),
    )
    variation, assurance = values("m12.variation", data), values("m12.assurance", data)
    assert {k: variation["right"][k] for k in "ABCDEFG"} == {
        "A": "ordinary",
        "B": "ordinary",
        "C": "ordinary",
        "D": "ordinary",
        "E": "improving",
        "F": "worsening",
        "G": "ordinary",
    }
    assert [assurance["right"][k] for k in "ABCDEF"] == ["fail", "hit", "pass", "fail", "pass", "fail"]
    assert variation["one high point celebrated"]["G"] == "improving"
    assert variation["against the month before"]["A"] == "improving"  # from 49 to 51
    assert variation["against the month before"]["C"] == "worsening"
    assert variation["assurance read as variation"]["A"] == "worsening"
    assert variation["more taken as better throughout"]["F"] == "improving"
    assert set(variation["all ordinary"].values()) == {"ordinary"}
    assert assurance["judged by the last month"]["B"] == "pass"  # 51 against 50
    assert assurance["judged by the mean"]["A"] == "fail" and assurance["judged by the mean"]["B"] == "pass"
    assert assurance["variation read as assurance"]["F"] == "fail"
    assert assurance["more taken as better throughout"]["C"] == "fail"
    assert assurance["met and missed turned round"]["A"] == "pass"


def test_may_the_icons_be_given_in_words():
    """Letters and words of the options, and all twelve are needed."""
    data = find_exercise("E12.2").data()
    item = find("m12.variation")
    right = item.right(data)
    assert verdict_on(item, {k: VARIATION[v] for k, v in right.items()}, data).score == item.points
    assert (
        verdict_on(item, answer(**{**right, "A": "improving", "B": "worsening", "C": "ordinary"}), data).score
        <= item.points
    )
    assert "Still to match" in verdict_on(item, {"A": right["A"]}, data).message


def test_which_action_fits():
    found = values("m12.action", pd.DataFrame())
    assert found["right"] == {"of": "redesign", "sw": "cause", "op": "leave", "si": "learn"}
    assert found["in control, so leave it"]["of"] == "leave"
    assert found["the red month of a steady process"]["of"] == "month"
    said = verdict_on(
        find("m12.action"), answer(of="leave", sw="cause", op="leave", si="learn"), pd.DataFrame()
    )
    assert "stable and unacceptable" in said.message


def test_what_does_tampering_do():
    """Variance 2, spread × 1.41: 6 minutes become 8.5. xₜ = eₜ − eₜ₋₁, worked out on two throws of a die as well."""
    data = find_exercise("E12.3").data()
    assert data["spread_left_alone"].tolist() == [6]
    found = values("m12.tampering", data)
    assert found["right"] == pytest.approx({"variance": 2, "spread": 8.485}, abs=0.001)
    assert found["twice the spread"] == {"variance": 2, "spread": 12}
    assert found["it evens out"] == {"variance": 1, "spread": 6}
    assert found["it gets steadier"]["variance"] == 0.5
    die = np.arange(1, 7) - 3.5
    differences = (die[:, None] - die[None, :]).ravel()
    assert (differences**2).mean() / (die**2).mean() == pytest.approx(2)


def test_what_does_chasing_noise_cost():
    """Worked out for the course: 20 × 12 × 0.29 × 12 = 835 hours a year; 20 × 0.16 ÷ 2 × 12 = 19."""
    data = find_exercise("E12.4").data()
    found = values("m12.chasing", data)
    assert found["right"] == pytest.approx({"colours": 835.2, "rules": 19.2})
    assert found["one month only"]["colours"] == pytest.approx(69.6)
    assert found["every indicator, every month"]["colours"] == pytest.approx(2880)
    assert found["5% red"]["colours"] == pytest.approx(144)
    assert found["two years of signals"]["rules"] == pytest.approx(38.4)
    assert found["signals in every month"]["rules"] == pytest.approx(460.8)
    assert verdict_on(find("m12.chasing"), answer(colours=835, rules=19), data).score == 2


STEADY, LOWER = [29, 31] * 7, [22, 24] * 5


@pytest.mark.parametrize(
    ("late", "parts", "target", "right"),
    [
        (STEADY + LOWER, [1] * 14 + [2] * 10, 23, {"E", "F", "G"}),  # now 23 ± 5.3
        (STEADY + LOWER, [1] * 14 + [2] * 10, 15, {"E", "F", "H"}),
        (STEADY + [29, 31] * 5, [1] * 24, 28, {"D", "F", "G"}),  # 30 ± 5.3
        (STEADY + [29, 31] * 5, [1] * 24, 20, {"D", "F", "H"}),
    ],
)
def test_which_sentences_does_the_chart_support(late, parts, target, right):
    data = months(late, late_pct=[float(n) for n in late], target=target, part=parts)
    found = {
        name: {letter for letter, said in value.items() if said == "yes"}
        for name, value in values("m12.sentences", data).items()
    }
    assert found["right"] == right
    for name, letter in (
        ("down on last month", "A"),
        ("on track for the target", "B"),
        ("the best for some time", "C"),
    ):
        assert found[name] == right | {letter}
    hidden = found["the average hides the level"]
    assert ("D" in hidden) == ("E" in right) and len(hidden) == 3
    assert found["only what is news"] == {"A", "B", "C"}


def test_how_many_trusts_are_six_trusts():
    """r = 0.6 of six: tanh(0.6931 ± 1.96/√3) is −0.41 to 0.95. Of 72: tanh(0.6931 ± 1.96/√69), 0.43 to 0.73."""
    x = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])
    other = np.array([1.0, 1.0, -1.0, -1.0, 0.0, 0.0])  # at right angles to x, and as both have mean 0:
    y = 0.6 * x / np.sqrt(6) + 0.8 * other / 2
    data = pd.DataFrame({"trained_pct": x, "score_pct": y, "replies": [1000] * 6})
    found = values("m12.how_many", data)
    assert found["right"] == pytest.approx({"n": 6, "low": -0.414, "high": 0.948}, abs=0.002)
    assert found["months counted as independent"] == pytest.approx(
        {"n": 72, "low": 0.428, "high": 0.730}, abs=0.002
    )
    assert found["replies counted as independent"]["n"] == 6000
    assert found["the number of one, the interval of another"]["n"] == 6


def survey(**counts):
    """1,000 replies each year at every trust, 500 positive, but for what is given as (2022, 2024)."""
    rows = {
        trust: {"replies_2022": 1000, "replies_2024": 1000, "able_2022": 500, "able_2024": 500}
        | {"recommend_2022": 500, "recommend_2024": 500}
        for trust in ("NORM", "LARK", "WEXM", "TARN", "QUIL", "OSIE")
    }
    for trust, changed in counts.items():
        rows[trust] |= changed
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("trust").reset_index()


def test_how_sure_is_a_change_in_confidence():
    """50% and 56% of 1,000: 6.0 points, SE √(0.25/1000 + 0.2464/1000) = 2.228 points, so 1.6 to 10.4."""
    found = values("m12.interval", survey(NORM={"able_2024": 560}))
    assert found["right"] == pytest.approx({"change": 6.0, "low": 1.633, "high": 10.367}, abs=0.002)
    assert found["one standard error"] == pytest.approx(
        {"change": 6.0, "low": 3.772, "high": 8.228}, abs=0.002
    )
    assert found["the earlier year minus the later"] == pytest.approx(
        {"change": -6.0, "low": -10.367, "high": -1.633}, abs=0.002
    )
    assert found["relative change"]["change"] == pytest.approx(12.0)


def test_where_did_morale_move():
    """Of 1,000, 4 points are within 1.96 × 2.2 and 6 are not; of 100, 8 points are within 1.96 × 7.0."""
    data = survey(
        LARK={"recommend_2024": 540},
        WEXM={"recommend_2024": 560},
        TARN={"recommend_2024": 430},
        QUIL={"replies_2022": 100, "replies_2024": 100, "recommend_2022": 50, "recommend_2024": 58},
    )
    found = values("m12.moved", data)
    assert found["right"] == {
        "NORM": "unclear",
        "LARK": "unclear",
        "WEXM": "rose",
        "TARN": "fell",
        "QUIL": "unclear",
        "OSIE": "unclear",
    }
    assert found["by the sign alone"]["LARK"] == "rose" and found["by the sign alone"]["NORM"] == "unclear"
    assert found["by the size alone"]["QUIL"] == "rose"


def test_is_it_northmere_whose_confidence_truly_rose():
    """The truth log: an effect at Northmere, and luck at Quillbrook."""
    log = load_sealed("truth_log").set_index("series_id")
    assert log.loc["NORM.survey.able_to_improve", "kind"] == "effect"
    assert log.loc["QUIL.survey.able_to_improve", "kind"] == "none"
    right = find("m12.interval").right(find_exercise("E12.7").data())
    assert right["low"] > 0


@pytest.mark.parametrize("seed", range(30))
def test_has_every_long_journey_its_story(seed):
    """Huddles up, a slip the quarter after the chief executive goes, late doses two quarters behind, and back again; at its
    worst still better than at the start."""
    data = find_exercise("E12.8").data(seed)
    leaves = int(data.loc[data["chief"] == "acting", "quarter"].min())
    right = find("m12.which_slips").right(data)
    assert right == {"process": leaves + 1, "outcome": leaves + 3}
    huddles, late = data.set_index("quarter")["huddles_pct"], data.set_index("quarter")["late_pct"]
    assert huddles[leaves - 1] > 60 > 50 > huddles[leaves + 2] and huddles[20] > 60
    assert (
        late[leaves] < 10 and late[20] < 10.5 and 10.5 < late[leaves + 3 : leaves + 5].max() < late[1] - 0.8
    )
    assert data["chief"].tolist() == ["the first"] * (leaves - 1) + ["acting"] * 3 + ["the second"] * (
        18 - leaves
    )


def test_is_a_slip_read_off_a_table():
    """Huddles 20, 60, 70, 50, 40 and late doses 14, 12, 9, 10, 11: quarters 4 and 5."""
    data = pd.DataFrame(
        {
            "quarter": [1, 2, 3, 4, 5],
            "huddles_pct": [20, 60, 70, 50, 40],
            "late_pct": [14.0, 12.0, 9.0, 10.0, 11.0],
            "chief": ["the first"] * 3 + ["acting"] * 2,
        }
    )
    found = values("m12.which_slips", data)
    assert found["right"] == {"process": 4, "outcome": 5}
    assert found["the worst quarters"] == {"process": 5, "outcome": 5}
    assert found["swapped"] == {"process": 5, "outcome": 4}


def test_is_what_is_said_of_one_quarter_for_both_true_of_it():
    """The earlier quarter is right of the huddles, the later one of the late doses: neither reply may praise the other."""
    item, data = find("m12.which_slips"), find_exercise("E12.8").data()
    first, later = (slips(data)[name] for name in ("process", "outcome"))
    assert verdict_on(item, answer(process=first, outcome=first), data).message.count(
        "quarter for the huddles is right"
    )
    assert verdict_on(item, answer(process=later, outcome=later), data).message.count(
        "quarter for the late doses is right"
    )


def test_what_is_said_of_reds_holds_for_all_who_hear_it():
    """Fewer than half of the months lie above a Poisson mean of 9; after a red month the next is mostly, not always, lower."""
    assert chance_above(9, 9) < 0.5 and chance_above(9, 10) < chance_above(9, 9)
    half = verdict_on(find("m12.half_worked"), 6.0, pd.DataFrame()).message
    assert "Fewer than half are even above 9" in half
    calls = verdict_on(find("m12.after_red"), "a", find_exercise("E12.1").data()).message
    assert "every time" not in calls
    assert "so few replies" not in find("m12.moved").praise  # Larkhaven has 1,755 of them


def test_is_the_journey_the_same_for_the_same_luck():
    first, second = (journey(np.random.default_rng(5)) for _ in range(2))
    assert first.equals(second) and not first.equals(journey(np.random.default_rng(6)))
    assert first.attrs["source"].startswith("fictional")


def test_how_many_teams_can_be_coached():
    """Four coaches, one day of 7.5 hours: 30 hours. A team takes 1 + 1.5: twelve. Of 120 people, twenty teams: eight without."""
    data = pd.DataFrame(
        {
            "trained": [120],
            "coaches": [4],
            "protected_days": [1],
            "hours_with_a_team": [1.0],
            "hours_around_it": [1.5],
        }
    )
    found = values("m12.capacity", data)
    assert found["right"] == {"coached": 12, "without": 8}
    assert found["trained taken for supported"] == {"coached": 20, "without": 0}
    assert found["coaches taken for full-time"] == {"coached": 60, "without": 0}
    assert found["the time around a session forgotten"] == {"coached": 30, "without": 0}
    assert found["one coach, one team"] == {"coached": 4, "without": 16}
    assert found["people and teams subtracted"] == {"coached": 12, "without": 108}


def test_how_many_reds_are_expected():
    """P(X > 10) of Poisson 9 is 0.294; the lesson also says 18% at 8 and 42% at 10."""
    assert values("m12.half_worked", pd.DataFrame())["right"] == pytest.approx(3.53, abs=0.01)

    def red(mean):
        term, total = np.exp(-mean), 0.0
        for k in range(11):
            total += term
            term *= mean / (k + 1)
        return round(100 * (1 - total))

    assert [red(8), red(9), red(10)] == [18, 29, 42]


@pytest.mark.parametrize("letter", ["A", "B"])
def test_are_the_limits_of_the_knowledge_test_those_of_its_data(letter):
    """Mean ± 2.66 mean steps, of all months or of the first twelve; and the rules find what the answer says."""
    for key, baseline in (
        ("m12.which_action", None),
        ("m12.green_and_worse", 12),
        ("m12.sentence_for_the_paper", None),
    ):
        chart = questions()[key].versions[letter].chart
        series = np.array(chart.values[:baseline], dtype=float)
        reach = 2.66 * np.abs(np.diff(series)).mean()
        for name, at in chart.lines.items():
            if "limit" in name:
                way = 1 if "upper" in name else -1
                assert at == pytest.approx(series.mean() + way * reach, abs=0.06), (key, name)
        assert all(abs(n - series.mean()) <= reach for n in chart.values), key
        if baseline:
            sides = np.sign(np.array(chart.values[baseline:]) - series.mean())
            assert len(sides) == 8 and abs(sides.sum()) == 8


def test_are_slips_of_the_pencil_told_by_name():
    """Values from the rules of the funnel, from the table of the long journey, and from 4 coaches for 120 people."""
    theatre = pd.DataFrame({"spread_left_alone": [6]})
    found = values("m12.tampering", theatre)
    assert found["the variance given as the spread"] == pytest.approx({"variance": 2, "spread": 72})
    assert found["a rule that grows"] == pytest.approx({"variance": 50, "spread": 42.43}, abs=0.01)
    programme = pd.DataFrame(
        [(120, 4, 1, 1.0, 1.5)],
        columns=["trained", "coaches", "protected_days", "hours_with_a_team", "hours_around_it"],
    )
    found = values("m12.capacity", programme)
    assert found["right"] == {"coached": 12, "without": 8}
    assert found["the hours of one coach"] == {"coached": 3, "without": 17}
    assert found["nobody taken off"] == {"coached": 12, "without": 20}
    divided = next(
        m for m in find("m12.capacity").mistakes if m.name == "the time around a session forgotten"
    )
    assert [variant(programme) for variant in divided.variants] == [{"coached": 30, "without": 0}]
    data = find_exercise("E12.8").data()
    right, found = find("m12.which_slips").right(data), values("m12.which_slips", data)
    assert found["years, not quarters"] == {part: -(-quarter // 4) for part, quarter in right.items()}
    assert found["the very first quarter"] == {"process": 1, "outcome": 1}


@pytest.mark.parametrize(
    ("key", "given", "slip"),
    [
        ("m12.action", {"of": "cause", "sw": "redesign", "op": "leave", "si": "learn"}, "exchanged"),
        ("m12.action", {"of": "cause", "sw": "cause", "op": "leave", "si": "learn"}, "ordinary variation"),
        ("m12.chasing", answer(colours=835, rules=0), "no false alarms"),
        ("m12.how_many", answer(n=6, low=0.74, high=0.76), "the interval of another"),
        ("m12.interval", answer(change=4.6, low=58.6, high=62.8), "interval of a share"),
        ("m12.interval", answer(change=4.6, low=-2.1, high=2.1), "how far"),
        ("m12.interval", answer(change=2.9, low=0.8, high=5.0), "the other statement"),
        (
            "m12.moved",
            answer(NORM="rose", LARK="rose", WEXM="rose", TARN="rose", QUIL="rose", OSIE="unclear"),
            "by the size alone",
        ),
        ("m12.remarks", dict.fromkeys("ABCDEF", "opens"), "any reply"),
    ],
)
def test_is_a_likely_slip_met_by_its_own_message(key, given, slip):
    """On the course's own data, as in the bench of wrong answers."""
    code = next(code for code in (f"E12.{n}" for n in range(1, 10)) if find(key) in find_exercise(code).items)
    verdict = verdict_on(find(key), given, find_exercise(code).data())
    assert slip in " ".join([*verdict.guesses, verdict.mistake or ""])
