"""M14: right and wrong values against small tables worked out by hand, the sealed truth, and other functions' answers."""

from math import sqrt
from pathlib import Path

import pandas as pd
import pytest

from qilab import spc
from qilab.modules import FOLDER
from qilab.modules.bank import exercises, find, find_exercise
from qilab.modules.m14_capstone.cases import FATES, cleaned, draws
from qilab.modules.m14_capstone.cases.judge import right_decisions
from qilab.modules.m14_capstone.questions import dealt
from qilab.modules.m14_capstone.report.numbers import avoided, claim
from qilab.questions.answer import Answer
from qilab.questions.evaluate import verdict_on
from support.seeds import seeds

SEEDS = [None, 3, 4821]
MANY = [None, *seeds()[:16]]
NULL_BETTER = {  # what calls the case without effect an improvement
    "m14.rebase": ("first", "start"),
    "m14.adopt": ("adopt",),
    "m14.spread": ("one", "all"),
    "m14.claim": ("fell", "price"),
}


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def other_values(key, name, data):
    """What the variants of a mistake come to."""
    mistake = next(m for m in find(key).mistakes if m.name == name)
    return [variant(data) for variant in mistake.variants]


def case_of(seed, fate):
    return next(draws(seed, fate))


# ------------------------------------------------------------ E14.1

REPORTS = [  # line, patient, date, time, category: A and B are one fall, C is the same patient's second, D and E were sent twice
    ("A", "p1", "03/04/2023", "10:00", "Fall while walking"),
    ("B", "p1", "2023-04-03", "10:20", "Fall while walking"),
    ("C", "p1", "3 Apr 23", "14:00", "Fall while walking"),
    ("D", "p2", "45020", "09:00", "Fall from bed or chair"),
    ("E", "p2", "45020", "09:00", "Fall from bed or chair"),
    ("F", "zztest two", "04/04/2023", "09:05", "Fall while walking"),
    ("G", "p3", "05/04/2023", "12:00", "Lowered to the floor by staff"),
    ("H", "7", "", "", ""),
]


def reports():
    return pd.DataFrame(REPORTS, columns=["line", "patient", "date", "time", "category"])


def test_what_is_left_of_eight_lines():
    """Out go F and H (no patient), B and E (again) and G (only by the new form); A, C and D are left."""
    found = values("m14.clean_n", reports())
    assert found["right"] == {"no_patient": 2, "again": 2, "wider": 1, "left": 3}
    assert found["the raw count"] == {"no_patient": 0, "again": 0, "wider": 0, "left": 8}
    assert found["second events removed"] == {"no_patient": 2, "again": 3, "wider": 1, "left": 2}
    assert found["the new form missed"] == {"no_patient": 2, "again": 2, "wider": 0, "left": 4}
    assert found["only identical lines"] == {"no_patient": 2, "again": 1, "wider": 1, "left": 4}
    assert found["tests or totals left in"] == {"no_patient": 1, "again": 2, "wider": 1, "left": 4}
    assert found["both lines of each pair"] == {"no_patient": 2, "again": 4, "wider": 1, "left": 1}
    assert found["the test patient taken for a repeat"] == {
        "no_patient": 1,
        "again": 3,
        "wider": 1,
        "left": 3,
    }
    assert found["the last subtraction"] == {"no_patient": 2, "again": 2, "wider": 1, "left": 4}


def test_which_of_eight_lines_go():
    found = values("m14.lines_to_go", reports())
    assert found["right"] == set("BEFGH") and found["the lines that stay"] == set("ACD")
    assert found["second events removed"] == set("BCEFGH")
    assert found["the new form missed"] == set("BEFH")
    assert found["only the new form"] == set("G")


@pytest.mark.parametrize("seed", SEEDS)
def test_does_the_reference_cleaning_leave_the_same_lines(seed):
    """What the lab does to a whole file, done to the excerpt."""
    lines = find_exercise("E14.1").data(seed)
    case = case_of(seed, "masked")
    kept = cleaned(case.subject, lines)
    assert find("m14.lines_to_go").right(lines) == set(lines["line"]) - set(kept["line"])
    assert find("m14.clean_n").right(lines)["left"] == len(kept)


# ------------------------------------------------------------ E14.2


def few_months(per=1000):
    """Three quiet months, one for which the unit was picked, then the start and one month more."""
    notes = ["", "", "", dealt.PICKED, dealt.STARTS, ""]
    return pd.DataFrame(
        {
            "month": pd.date_range("2023-01-01", periods=6, freq="MS"),
            "events": [8, 6, 10, 20, 5, 3],
            "opportunities": [1000, 1000, 1000, 1000, 900, 1000],
            "patients": [200] * 6,
            "per": per,
            "note": notes,
        }
    )


def test_what_are_baseline_and_limits():
    """24 in 3,000 are 8 per 1,000; 3 × √(0.008 ÷ 900) = 8.94 per 1,000 in the first month, so 0 to 16.94."""
    found = values("m14.baseline", few_months())
    reach = 3000 * sqrt(0.008 / 900)
    assert found["right"] == pytest.approx({"chart": "u", "centre": 8, "lower": 0, "upper": 8 + reach})
    assert found["the picked months left in"]["centre"] == pytest.approx(44 / 4)
    assert found["months after the start in the baseline"]["centre"] == pytest.approx(52 / 5.9)
    assert found["divided by patients"]["centre"] == pytest.approx(24 / 0.6)
    assert found["limits from the standard deviation"]["upper"] == pytest.approx(8 + 3 * 2)
    assert found["two sigma"]["upper"] == pytest.approx(8 + reach * 2 / 3)
    assert found["the other chart"]["chart"] == "p"
    assert found["the opportunities of another month"]["upper"] == pytest.approx(
        8 + 3000 * sqrt(0.008 / 1000)
    )
    counted = {"chart": "c", "centre": 8, "lower": 0, "upper": 8 + 3 * sqrt(8)}
    assert found["counts in place of rates"] == pytest.approx(counted)
    assert found["not on the scale of the table"]["centre"] == pytest.approx(0.008)
    (p_limits,) = other_values("m14.baseline", "the other chart", few_months())
    assert p_limits["upper"] == pytest.approx(8 + 3000 * sqrt(0.008 * 0.992 / 900))
    (moving,) = other_values("m14.baseline", "limits from the standard deviation", few_months())
    assert moving["upper"] == pytest.approx(8 + 2.66 * (2 + 4) / 2)


def test_what_is_the_middle_of_the_baseline():
    """8, 6 and 10: the median is 8; with the picked 20 it is 9; of all six rates 7."""
    found = values("m14.baseline_median", few_months())
    assert found["right"] == 8 and found["the picked months left in"] == 9
    assert found["median of all months"] == pytest.approx((6 + 8) / 2)
    assert found["not sorted"] == 6
    assert found["not on the scale of the table"] == pytest.approx(0.008)
    (since,) = other_values("m14.baseline_median", "median of all months", few_months())
    assert since == pytest.approx((5 / 0.9 + 3) / 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_does_spc_draw_the_same_limits(seed):
    data = find_exercise("E14.2").data(seed)
    right = find("m14.baseline").right(data)
    start = int((data["note"] == dealt.STARTS).argmax())
    picked = data.loc[data["note"] == dealt.PICKED, "month"].tolist()
    chart = spc(
        data, right["chart"], y="events", n="opportunities", x="month", freeze=start, exclude=picked
    ).points
    lines = (chart.loc[start, ["cl", "lcl", "ucl"]] * data["per"].iloc[0]).tolist()
    assert [right["centre"], right["lower"], right["upper"]] == pytest.approx(lines)
    assert len(picked) == 2 and (right["chart"] == "u") == (data["per"].iloc[0] == 1000)


# ------------------------------------------------------------ E14.3


def test_is_the_month_of_change_near_the_true_one_and_none_where_none_is_shown():
    """Truth ± 1 month in the two that are shown, by the sealed truth of each seed; none in the other two."""
    for seed in MANY:
        data = find_exercise("E14.3").data(seed)
        right = find("m14.month_of_change").right(data)
        for fate in FATES:
            case = case_of(seed, fate)
            said = right[case.subject.key]
            if fate in ("clear", "masked"):
                month = case.monthly["month"].iloc[case.truth.change].to_period("M")
                assert abs((pd.Period(said, "M") - month).n) <= 1, (seed, fate)
            else:
                assert said == "none", (seed, fate)


def test_which_month_has_which_meaning():
    """The seventh month of the run is six months after the first, and no project's start is the month of its change."""
    found = values("m14.month_of_change", find_exercise("E14.3").data())
    for name, first in found["right"].items():
        late = found["the month in which the rule was met"][name]
        if first == "none":
            assert late == "none" and found["a change where no rule is met"][name] != "none"
        else:
            assert pd.Period(late, "M") - pd.Period(first, "M") == pd.offsets.MonthEnd(6)
            assert found["the month of the start"][name] < first

    data = find_exercise("E14.3").data()
    for name, month in found["the month of the new form"].items():
        place = data[f"{name} note"].tolist().index("new form")
        assert month == f"{data['month'].iloc[place]:%Y-%m}"


# ------------------------------------------------------------ E14.4

PERIODS = [
    ("one", "part A", "before the start", 100, 12_000),
    ("one", "part B", "before the start", 60, 4_000),
    ("one", "part A", "since the change", 50, 11_000),
    ("one", "part B", "since the change", 40, 4_000),
    ("one", "all", "first month of all", 20, 1_000),
    ("one", "all", "last month of all", 4, 1_000),
    ("two", "all", "before the picked months", 80, 10_000),
    ("two", "all", "the picked months", 30, 2_000),
    ("two", "all", "since the start", 78, 10_000),
]


def two_cases():
    frame = pd.DataFrame(PERIODS, columns=["case", "part", "period", "events", "opportunities"])
    return frame.assign(per=1000)


def test_what_is_an_effect():
    """160 in 16,000 to 90 in 15,000: 10 to 6, −4; by hand ± 1.96 × √(100 ÷ 160 + 36 ÷ 90), about 1.98."""
    found = values("m14.effect", two_cases())
    right = found["right"]
    assert right["before"] == 10 and right["since"] == 6 and right["difference"] == -4
    reach = 1.96 * sqrt(100 / 160 + 36 / 90)
    assert right["low"] == pytest.approx(-4 - reach, abs=0.2)
    assert right["high"] == pytest.approx(-4 + reach, abs=0.2)
    assert found["relative for absolute"]["difference"] == -40
    assert found["the last month against the first"]["difference"] == -16
    plain = (50 / 11 + 10) / 2 - (100 / 12 + 15) / 2
    assert found["mean of the parts, not weighted"]["difference"] == pytest.approx(plain)
    assert found["before minus since"]["difference"] == 4
    (added,) = other_values("m14.effect", "the last month against the first", two_cases())
    assert added["before"] == pytest.approx(180 / 17) and added["since"] == pytest.approx(94 / 16)


def test_what_does_picking_explain():
    """8 to 7.8 against the months before the picked ones; against the picked 15 it would be a fall of 7.2."""
    found = values("m14.picked_unit", two_cases())
    assert found["right"]["difference"] == pytest.approx(-0.2) and found["right"]["zero_inside"] is True
    assert found["the raw fall"]["difference"] == pytest.approx(-7.2)
    assert found["the picked months left in"]["difference"] == pytest.approx(7.8 - 110 / 12)
    assert found["0 not seen in the interval"]["zero_inside"] is False
    level = found["the level for the difference"]
    assert level["difference"] == pytest.approx(7.8) and level["zero_inside"] is False
    assert level["low"] == pytest.approx(7.8 - 1.96 * sqrt(78) / 10, abs=0.2)


@pytest.mark.parametrize("seed", MANY[:5])
def test_is_most_of_the_raw_fall_gone_once_the_comparison_is_fair(seed):
    """The praise and the worked solution say so, on whatever data somebody has."""
    found = values("m14.picked_unit", find_exercise("E14.4").data(seed))
    assert abs(found["right"]["difference"]) < 0.5 * abs(found["the raw fall"]["difference"])


def test_does_the_interval_hold_the_true_effect():
    """Of seventeen seeds nearly all: the interval is one of 95%, on cases that were looked through for a clear change."""
    inside = 0
    for seed in MANY:
        case = case_of(seed, "clear")
        right = find("m14.effect").right(find_exercise("E14.4").data(seed))
        inside += right["low"] < case.truth.effect(case.subject.outcome.per) < right["high"]
    assert inside >= len(MANY) - 3


# ------------------------------------------------------------ E14.5


def test_how_many_events_are_avoided():
    """−2 (−3 to −1) per 1,000 and 1,500 bed days a month: 36 a year, 18 to 54; 3 a month; 240 in a trust of 10,000."""
    here = ("three", "where the change is", -2.0, -3.0, -1.0, None, None, 1000, 1500)
    data = pd.DataFrame(
        [
            here,
            ("three", "the whole trust", None, None, None, None, None, 1000, 10_000),
            ("two", "before the picked months", None, None, None, 80, 10_000, 1000, 1000),
            ("two", "the picked months", None, None, None, 30, 2_000, 1000, 1000),
            ("two", "since the start", None, None, None, 78, 10_000, 1000, 1000),
        ],
        columns=[
            *[
                "case",
                "row",
                "difference",
                "low",
                "high",
                "events",
                "opportunities",
                "per",
                "opportunities_a_month",
            ]
        ],
    )
    found = values("m14.avoided", data)
    assert found["right"] == {"avoided": 36, "low": 18, "high": 54}
    assert found["all wards"] == {"avoided": 240, "low": 120, "high": 360}
    assert found["a month for a year"] == {"avoided": 3, "low": 1.5, "high": 4.5}
    assert found["not divided by the scale"]["avoided"] == 36_000
    assert found["the ends the wrong way round"] == {"avoided": 36, "low": 54, "high": 18}
    assert found["too many months"] == {"avoided": 90, "low": 45, "high": 135}
    assert other_values("m14.avoided", "a month for a year", data) == [{"avoided": 2, "low": 1, "high": 3}]
    assert other_values("m14.avoided", "all wards", data) == [{"avoided": 20, "low": 10, "high": 30}]
    picked = values("m14.avoided_picked", data)
    assert picked["right"] == 0
    assert picked["the raw fall turned into events"] == round(7.2 * 12)
    assert picked["the estimate without its interval"] == round(0.2 * 12)
    left_in = round((110 / 12 - 7.8) * 12)
    kept = other_values("m14.avoided_picked", "the raw fall turned into events", data)
    assert kept == [round(7.2), left_in, -left_in]
    assert other_values("m14.avoided_picked", "the estimate without its interval", data) == [-round(0.2 * 12)]
    low, *turned = other_values("m14.avoided_picked", "an end of the interval", data)
    assert low < 0 and turned == [-low, -picked["an end of the interval"]]


# ------------------------------------------------------------ E14.6


def test_are_the_decisions_those_of_the_lab():
    """What is right in the exercise is right both ways in the lab, on each seed."""
    for seed in MANY:
        data = find_exercise("E14.6").data(seed)
        right = {name: find(f"m14.{name}").right(data) for name in ("rebase", "adopt", "spread", "claim")}
        for fate in FATES:
            case = case_of(seed, fate)
            key, lab = case.subject.key, right_decisions(case)
            assert (right["rebase"][key] == "first") == (lab.rebase is not None), (seed, fate)
            assert (right["adopt"][key], right["spread"][key], right["claim"][key]) == (
                lab.adopt,
                lab.spread,
                lab.claim,
            ), (seed, fate)


def test_is_the_case_without_effect_never_called_an_improvement():
    """Not by the solution, not by a reply that gives marks, not by the report; on many seeds."""
    for seed in MANY:
        case = case_of(seed, "null")
        key = case.subject.key
        assert find("m14.month_of_change").right(find_exercise("E14.3").data(seed))[key] == "none"
        found = find("m14.picked_unit").right(find_exercise("E14.4").data(seed))
        assert found["zero_inside"] is True and found["low"] < 0 < found["high"]
        assert find("m14.avoided_picked").right(find_exercise("E14.5").data(seed)) == 0
        data = find_exercise("E14.6").data(seed)
        for name, choices in NULL_BETTER.items():
            item = find(name)
            right = item.right(data)
            assert right[key] not in choices
            for better in choices:
                said = verdict_on(item, right | {key: better}, data)
                assert said.state != "right" and said.score == 0, (seed, name, better)
                assert item.praise not in said.message
        told = claim(case)
        assert told.startswith("Not yet shown") and "Fewer" not in told and avoided(case) is None


def test_do_the_pages_say_not_yet_shown_of_it():
    """The worked solutions of E14.3 to E14.6, as printed, say of the picked unit that nothing is shown."""
    page = (FOLDER / "m14_capstone" / "exercises.py").read_text("utf-8")
    worked = [cell.split("# %%")[0] for cell in page.split('tags=["worked-solution"]')[1:]]
    about = [text for text in worked if "picked" in text and "Compare the months" in text]
    assert len(about) == 1 and "**not shown**" in about[0]
    assert sum("not yet shown" in text for text in worked) == 2


def test_does_not_yet_shown_get_full_marks():
    """As the title of the exercise promises: where the data cannot show it, that is the answer."""
    data = find_exercise("E14.6").data()
    item = find("m14.claim")
    right = item.right(data)
    assert list(right.values()).count("not_yet") == 2
    assert verdict_on(item, right, data).score == item.points == 2
    test_on = find("m14.adopt")
    adapted = {k: "adapt" if v == "test" else v for k, v in test_on.right(data).items()}
    said = verdict_on(test_on, adapted, data)
    assert said.score == test_on.points and "also fine" in said.message


@pytest.mark.parametrize("code", [e.code for e in exercises("m14_capstone")])
def test_is_code_as_good_as_a_form(code):
    """The right values, handed in as code hands them in, get full marks on another seed too."""
    exercise = find_exercise(code)
    data = exercise.data(7)
    for item in exercise.items:
        right = item.right(data)
        parts = isinstance(right, dict) and not hasattr(item.kind, "rows")
        given = Answer(parts=right) if parts else sorted(right) if isinstance(right, frozenset) else right
        assert verdict_on(item, given, data).score == item.points, item.key


def test_do_all_exercises_of_a_seed_tell_of_the_same_units():
    """Case one, two and three are the same subjects in E14.4, E14.5 and E14.2."""
    for seed in SEEDS:
        names = {fate: case_of(seed, fate).subject.unit for fate in FATES}
        four = find_exercise("E14.4").data(seed).attrs["title"]
        five = find_exercise("E14.5").data(seed).attrs["title"]
        assert names["clear"] in four and names["null"] in four
        assert names["null"] in five and names["masked"] in five
        assert names["null"] in find_exercise("E14.2").data(seed).attrs["title"]


def test_is_case_two_of_both_exercises_the_same():
    """E14.5 says that its case two is that of E14.4: unit, counts and opportunities, on each seed."""
    for seed in MANY:
        four, five = (find_exercise(code).data(seed) for code in ("E14.4", "E14.5"))
        counts = [d.loc[d["case"] == "two", ["events", "opportunities"]] for d in (four, five)]
        assert counts[0].to_numpy().tolist() == counts[1].to_numpy().tolist(), seed


def test_is_there_a_note_for_the_room_without_laptops():
    notes = (Path(FOLDER) / "m14_capstone" / "facilitator.md").read_text("utf-8")
    assert "## Without laptops" in notes and "QIKAT-R" in notes


def test_is_a_right_effect_under_a_wrong_unit_told_so():
    """Numbers right, “percent” in place of a rate; and an interval three standard errors wide."""
    data = find_exercise("E14.4").data()
    right, item = find("m14.effect").right(data), find("m14.effect")
    for unit in ("percent", "events"):
        verdict = verdict_on(item, Answer(parts=right | {"in_units": unit}), data)
        assert "only the unit" in (verdict.mistake, *verdict.guesses)
    reach = 3 / 1.96
    wide = {
        name: right["difference"] + reach * (right[name] - right["difference"]) for name in ("low", "high")
    }
    verdict = verdict_on(item, Answer(parts=right | wide), data)
    assert "three standard errors" in (verdict.mistake, *verdict.guesses)


@pytest.mark.parametrize(
    ("key", "choice", "slip"),
    [("m14.adopt", "test", "tested on for ever"), ("m14.claim", "not_yet", "not yet shown anywhere")],
)
def test_is_never_deciding_told_from_not_yet_shown(key, choice, slip):
    data = find_exercise("E14.6").data()
    verdict = verdict_on(find(key), dict.fromkeys(find(key).right(data), choice), data)
    assert slip in (verdict.mistake, *verdict.guesses) and verdict.score < verdict.points
