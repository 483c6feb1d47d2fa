"""Are the room's figures those that one gets with pencil and paper?"""

import math

import numpy as np
import pytest

from qilab.grading.report import analysis
from qilab.grading.report.records import as_table, read_records

from .conftest import ASSIGNMENT, MEAN, record, row


def table_of(folder):
    records, troubles = read_records(folder, ASSIGNMENT)
    assert troubles == []
    return as_table(records)


def test_how_hard_was_each_question(four):
    """Shares 3/4, 2/4, 1/4; answered by 4, 4 and 2; too few learners for a discrimination."""
    found = analysis.by_question(table_of(four)).set_index("key")
    assert found.loc["m06.centre_line", ["learners", "answered", "right", "share"]].tolist() == [
        4,
        4,
        3,
        0.75,
    ]
    assert found.loc["m06.runs", ["answered", "right", "share"]].tolist() == [4, 2, 0.5]
    assert found.loc["m06.shift", ["answered", "right", "share"]].tolist() == [2, 1, 0.25]
    assert found["discrimination"].isna().all()
    assert found.index.tolist() == ["m06.centre_line", "m06.runs", "m06.shift"]


def test_does_discrimination_leave_the_question_itself_out(room):
    """Ten learners: five have runs and shift, five have neither; the centre line goes the other way.

    For runs the rest is shift + centre line: 1 + 0 = 1 for five and 0 + 1 = 1 for five, no variation, so nothing
    can be said. For the centre line the rest is 2 for those without it and 0 for those with it: −1.
    """
    strong = [row("m06.centre_line", "unknown"), row("m06.runs"), row("m06.shift")]
    weak = [row("m06.centre_line"), row("m06.runs", "unknown"), row("m06.shift", "unknown")]
    folder = room(*(record(f"l{i}", strong if i < 5 else weak) for i in range(10)))
    found = analysis.by_question(table_of(folder)).set_index("key")["discrimination"]
    assert found["m06.centre_line"] == pytest.approx(-1)
    assert math.isnan(found["m06.runs"])


def test_which_slips_were_common(four):
    """Crossings twice, the mean and 7-or-8 once each: four slips, the first brings a half, all together the whole."""
    found = analysis.misconceptions(table_of(four))
    slips = {f"{slip.exercise} {slip.name}": slip.learners for slip in found.known}
    assert slips == {"E6.2 crossings": 2, f"E6.1 {MEAN}": 1, "E6.3 used 7 or 8": 1}
    assert [slip.together for slip in found.known] == [0.5, 0.75, 1.0]


def test_which_message_stands_beside_a_slip(room):
    """The one that most of its learners saw: two were told “Count again.”, one “Nearly.”."""
    said = [("ada", "Nearly."), ("ben", "Count again."), ("cal", "Count again.")]
    folder = room(*(record(who, [row("m06.runs", "mistake", "crossings", words)]) for who, words in said))
    assert [slip.message for slip in analysis.misconceptions(table_of(folder)).known] == ["Count again."]


def test_are_unknown_wrong_answers_kept_apart(room):
    folder = room(record("ada", [row("m06.runs", "unknown"), row("m06.shift", "mistake", "used 7 or 8")]))
    found = analysis.misconceptions(table_of(folder))
    assert [slip.name for slip in found.known] == ["used 7 or 8"]
    assert found.unknown == 1


def test_is_nothing_said_where_no_slip_was_made(room):
    assert analysis.misconceptions(table_of(room(record("ada", [row("m06.runs")])))) is None


def test_who_may_want_a_hand(four):
    """Outcome “construct” has the centre line and runs: ada 2/2, ben 2/2, cal 1/2 (not below a half), dee 0/2. “apply” has the shift, which
    ben tried in vain and cal and dee left blank: they may only have had no time.
    """
    construct, apply = analysis.may_want_a_hand(table_of(four))
    assert construct == analysis.Hand("construct", 2, 4, ["dee"], [])
    assert apply == analysis.Hand("apply", 1, 4, ["ben"], ["cal", "dee"])
    assert not apply.is_of_many


def test_was_the_time_enough(four):
    """E6.1 and E6.2 were answered by all four, E6.3 by two of four."""
    found = analysis.reached(table_of(four)).set_index("exercise")["share"]
    assert found.to_dict() == {"E6.1": 1.0, "E6.2": 1.0, "E6.3": 0.5}


def test_are_cohorts_judged_by_limits_and_not_by_eye(room):
    """Fifteen rooms of 30, runs right by 20 of 30 in each but one with 5: only that one is outside p̄ ± 3σ.

    p̄ = (14·20 + 5)/450 = 0.6333; σ = √(0.6333·0.3667/30) = 0.0880; limits 0.369 to 0.897; 5/30 = 0.167.
    """
    cohorts = {}
    for number in range(15):
        right = 5 if number == 9 else 20
        rows = [record(f"l{i}", [row("m06.runs", "right" if i < right else "unknown")]) for i in range(30)]
        cohorts[f"room {number}"] = table_of(room(*rows, folder=f"r{number}"))
    points = analysis.across_cohorts(cohorts, {"m06.runs": "Runs"}).points
    assert points["cl"].iloc[0] == pytest.approx(285 / 450)
    assert points["lcl"].iloc[0] == pytest.approx(285 / 450 - 3 * np.sqrt(285 / 450 * 165 / 450 / 30))
    assert points.loc[points["sigma_signal"], "x"].tolist() == [10]
