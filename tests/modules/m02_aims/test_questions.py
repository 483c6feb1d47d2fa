"""M2: right and wrong values against hand-made data, worked out with pencil and paper."""

import pandas as pd
import pytest

from qilab.modules import FOLDER
from qilab.modules.bank import find, find_exercise
from qilab.modules.m02_aims.questions.faulty_trees import TOPICS, faulty_trees
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def months(rates, falls=None, **notes):
    """One row a month from April 2022; 1,000 bed days each, so that falls are rates."""
    frame = pd.DataFrame(
        {
            "month": pd.date_range("2022-04-01", periods=len(rates), freq="MS"),
            "falls": falls or [round(r) for r in rates],
            "obd": 1000,
            "rate": rates,
        }
    )
    frame.attrs.update(notes)
    return frame


# Twelve months with an outbreak of 30 in June; the middle two are 8 and 9.
BEFORE = [7.0, 9.0, 30.0, 8.0, 6.0, 10.0, 8.0, 11.0, 9.0, 7.0, 10.0, 6.0]
AFTER = [5.0, 4.0, 5.0, 6.0, 4.0, 5.0]
DRAFT = months(
    [*BEFORE, *AFTER], draft="“We should get to 6.0 or less by the end of March 2024, and stay there.”"
)


def test_what_is_the_baseline_and_what_do_the_slips_give():
    """In order: 6 6 7 7 8 8 | 9 9 10 10 11 30: median 8.5, mean 121 ÷ 12 = 10.1; all eighteen: 7.0."""
    found = values("m02.repair_aim", DRAFT)
    assert found["right"]["baseline"] == 8.5
    assert found["mean with the outbreak in it"]["baseline"] == pytest.approx(121 / 12)
    assert found["baseline of one month"]["baseline"] == 6.0
    assert found["months after the start"]["baseline"] == 7.0
    assert found["the size of the reduction as the target"]["target"] == 2.5


@pytest.mark.parametrize("date", ["2024-03", "March 2024", "31 March 2024", "31/03/2024"])
def test_may_the_date_be_written_as_people_write_it(date):
    item = find("m02.repair_aim")
    said = verdict_on(item, answer(measure="a", group="a", baseline=8.5, target=6, date=date), DRAFT)
    assert said.score == 1


@pytest.mark.parametrize("part", ["date", "group", "baseline"])
def test_is_a_part_that_is_left_out_named(part):
    """The field is named, and nothing else is said to be missing."""
    parts = {"measure": "a", "group": "a", "baseline": 8.5, "target": 6.0, "date": "2024-03", part: None}
    found = verdict_on(find("m02.repair_aim"), answer(**parts), DRAFT)
    assert found.score == 0 and f"Still to fill in: {part}." in found.message


def test_is_no_date_and_nobody_in_particular_recognised():
    """Said aloud, too: “none”, and “everybody”."""
    item = find("m02.repair_aim")
    parts = {"measure": "a", "group": "a", "baseline": 8.5, "target": 6.0, "date": "2024-03"}
    assert verdict_on(item, answer(**{**parts, "date": "none"}), DRAFT).mistake == "no date"
    assert verdict_on(item, answer(**{**parts, "group": "everybody"}), DRAFT).mistake == "no group"


def test_are_two_slips_at_once_told_apart():
    """A baseline of one month and no group: one is explained, both are named to look at again."""
    said = verdict_on(
        find("m02.repair_aim"), answer(measure="a", group="b", baseline=6.0, target=6, date="2024-03"), DRAFT
    )
    assert "Look again at: group, baseline" in said.message


def test_where_does_thirty_percent_less_land():
    """7.4 per 1,000: 5.18; and 7.1, 2.22, −22.6, 7.4 × 1.3, 7.4 ÷ 1.3 and 7.4 ÷ 0.7 as the slips."""
    found = values("m02.target_after_cut", find_exercise("E2.2").data())
    assert list(found.values()) == pytest.approx([5.18, 7.1, 2.22, -22.6, 9.62, 5.69, 10.57], abs=0.005)


@pytest.mark.parametrize("coarse", [5.2, 5])
def test_is_a_target_with_too_few_decimals_told_so(coarse):
    """5.18 to two decimals is asked for; 5.2 and 5 are near and too coarse."""
    said = verdict_on(
        find("m02.target_after_cut"),
        answer(coarse, unit="per 1,000 occupied bed days"),
        find_exercise("E2.2").data(),
    )
    assert said.score == 0 and "rounded too far" in said.message


def test_does_the_draft_alone_hold_target_and_month():
    """The stub leads to no month, and what is in the draft is nowhere else: a learner has to read it."""
    page = (FOLDER / "m02_aims" / "exercises.py").read_text(encoding="utf-8")
    (stub,) = [line for line in page.splitlines() if line.startswith("# answer(measure=")]
    assert "20" not in stub
    for seed in (None, *range(12)):
        data = find_exercise("E2.1").data(seed)
        right = find("m02.repair_aim").right(data)
        assert f"{right['target']} or less" in data.attrs["draft"]
        (month,) = right["date"]
        assert month.strftime("end of %B %Y") in data.attrs["draft"]
        assert set(data.attrs) == {"draft", "source", "ward"}


def test_how_many_falls_are_avoided():
    """1.98 ÷ 1,000 × 10,080 = 19.96: about 20. With 28 beds all year: 20.24."""
    data = find_exercise("E2.3").data()
    found = values("m02.falls_avoided", data)
    assert found["right"] == pytest.approx(19.958, abs=0.001)
    assert found["bed days of one month"] == pytest.approx(1.66, abs=0.01)
    assert found["forgot the 1,000"] == pytest.approx(19958, abs=1)
    assert found["times admissions"] == pytest.approx(1.98 * 1.68, abs=0.001)
    assert found["available beds"] == pytest.approx(20.236, abs=0.001)
    assert found["all falls at the baseline"] == pytest.approx(6.6 * 10.08)
    assert found["no bed days"] == pytest.approx(12 * 1.98)
    item = find("m02.falls_avoided")
    assert verdict_on(item, answer(20, unit="falls a year"), data).score == 1
    assert verdict_on(item, answer(20.2, unit="falls a year"), data).mistake == "available beds"
    assert verdict_on(item, answer(20, unit="per 1,000 occupied bed days"), data).mistake == "wrong unit"


def test_is_a_month_on_the_target_counted():
    """Target 7: at or below are 7 6 7 6, so 4 of 12 = 33.3%; below only 2 of 12; at or above 10 of 12."""
    found = values("m02.already_met", months(BEFORE, target=7.0))
    assert found["right"] == pytest.approx(100 / 3)
    assert found["left out the month on the target"] == pytest.approx(100 / 6)
    assert found["counted the other way"] == pytest.approx(1000 / 12)
    # Two months lie on the target here: the reply speaks of no single one.
    said = verdict_on(
        find("m02.already_met"), answer(100 / 6, unit="%"), months(BEFORE, target=7.0, ward="made-up ward")
    )
    assert said.mistake == "left out the month on the target" and "the month that" not in said.message


@pytest.mark.parametrize(("bold", "beyond"), [(4.0, True), (5.0, False)])
def test_is_one_in_twenty_the_line(bold, beyond):
    """Mean 10: P(X ≤ 4) = 0.029, beyond luck; P(X ≤ 5) = 0.067, within it (Poisson tables)."""
    data = months([10.0] * 12, bold=bold)
    right = values("m02.beyond_luck", data)["right"]
    assert right == {"beyond": beyond, "because": "a" if beyond else "b"}
    item = find("m02.beyond_luck")
    assert verdict_on(item, answer(beyond="yes", because="c"), data).mistake == "compared with the mean only"
    assert (
        verdict_on(item, answer(beyond=False, because="d"), data).mistake == "the lower limit as the target"
    )


def test_are_both_verdicts_met_on_fresh_data():
    """Whoever tries again and again sees targets of both kinds."""
    seen = {values("m02.beyond_luck", find_exercise("E2.4").data(s))["right"]["beyond"] for s in range(12)}
    assert seen == {True, False}


def test_whose_voice_is_missing_at_northmere():
    """Asian or Asian British: 45 of 528 known comments, 36,000 of 236,000 patients: 0.0852 ÷ 0.1525 = 0.56. With 72
    unknown of 600: from 0.075 ÷ 0.1525 = 0.49 to 0.195 ÷ 0.1525 = 1.28."""
    data = find_exercise("E2.5").data()
    assert data["comments"].tolist() == [412, 45, 39, 18, 14, 72]
    found = values("m02.missing_voice", data)
    assert found["right"] == {"group": "b", "ratio": pytest.approx(0.559, abs=0.001)}
    assert found["fewest comments"]["group"] == "e"
    assert found["the loudest voice"]["group"] == "a"
    bounds = values("m02.voice_range", data)
    assert bounds["right"] == pytest.approx({"low": 0.492, "high": 1.278}, abs=0.001)
    assert bounds["blanks left out"] == pytest.approx({"low": 0.559, "high": 0.559}, abs=0.001)
    item = find("m02.missing_voice")
    assert verdict_on(item, answer(group="Asian or Asian British", ratio=0.56), data).score == 1


def test_what_is_at_fault_in_the_falls_diagram():
    """The three faults that were planted; training and the shared idea are none."""
    data = find_exercise("E2.6").data()
    item = find("m02.flawed_nodes")
    assert verdict_on(item, ["D05", "D12", "balancing"], data).score == 1
    assert verdict_on(item, "d12, d05 and balancing", data).score == 1
    for more, name in (
        ("D11", "training called misplaced"),
        ("D09", "an idea with two drivers called a fault"),
    ):
        assert verdict_on(item, ["D05", "D12", "balancing", more], data).mistake == name
    assert verdict_on(item, ["D05", "D12"], data).mistake == "balancing overlooked"
    assert "Right already: D05. Look again at: D02." in verdict_on(item, ["D05", "D02"], data).message
    assert verdict_on(item, ["D77"], data).mistake == "not an option"


def test_does_every_team_come_up_and_do_the_faults_move():
    """Fresh diagrams: all four teams, and not always the same nodes."""
    trees = [next(faulty_trees(s)) for s in range(40)]
    aims = {tree.loc[tree["kind"] == "aim", "text"].iloc[0] for tree in trees}
    assert {tree["node"].nunique() for tree in trees} == {find_exercise("E2.6").data()["node"].nunique()}
    assert aims == {topic.aim for topic in TOPICS}
    assert len({find("m02.flawed_nodes").right(tree) for tree in trees}) > 5


def test_is_each_exercise_of_another_kind():
    """At least four kinds, one of them to critique an aim."""
    kinds = {find_exercise(f"E2.{i}").kind for i in range(1, 7)}
    assert len(kinds) >= 4 and "critique an aim" in kinds


def test_is_the_right_group_never_told_what_another_group_is():
    """A right group with a ratio that belongs to another one: the reply may be a guess, but says nothing untrue of the group."""
    data, item = find_exercise("E2.5").data(), find("m02.missing_voice")
    right = item.right(data)
    for slip in item.mistakes[:3]:
        said = verdict_on(item, answer(group=right["group"], ratio=slip.value(data)["ratio"]), data).message
        assert "Right already: group" in said and "That group" not in said and "That is the" not in said
