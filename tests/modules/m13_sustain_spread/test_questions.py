"""M13: right and wrong values against small tables, worked out with pencil and paper or published."""

import pandas as pd
import pytest

from qilab.methods.spread import SUSTAINABILITY_WEIGHTS as FACTORS
from qilab.modules.bank import find, find_exercise
from qilab.modules.m13_sustain_spread.questions.e13_2 import drawn_gains
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on
from qilab.trusts.schema.improvement import TEAM_MEMBERS as MEMBERS


def values(key, data):
    item = find(key)
    return {"right": item.right(data), **{m.name: m.value(data) for m in item.mistakes}}


def team(**levels):
    """Ten factors, all at level 4 but those named by their letter (one level, or six)."""
    rows = []
    for code, (factor, most) in zip("ABCDEFGHIJ", FACTORS.items(), strict=True):
        given = levels.get(code, 4)
        rows.append((code, factor, most, *(given if isinstance(given, tuple) else [given] * 6)))
    return pd.DataFrame(rows, columns=["code", "factor", "max_points", *MEMBERS])


def test_how_many_points_does_a_team_have():
    """All 4 is 100, all 1 is 0. Monitoring (6.5) at 1 and senior leaders (15) at 2.5: 100 − 6.5 − 7.5 = 86."""
    assert values("m13.total", team())["right"] == pytest.approx(100)
    assert values("m13.total", team(**dict.fromkeys("ABCDEFGHIJ", 1)))["right"] == pytest.approx(0)
    found = values("m13.total", team(D=1, G=(4, 4, 2, 1, 2, 2)))
    assert found["right"] == pytest.approx(86)
    # eight whole shares, one of a half, one of none: 8.5 of 10
    assert found["unweighted"] == pytest.approx(85)
    # 100 − ¾ × 6.5 − 15 × 1.5 / 4
    assert found["a quarter for the lowest level"] == pytest.approx(100 - 4.875 - 5.625)
    assert found["levels added up"] == pytest.approx(8 * 4 + 1 + 2.5)
    assert found["added up over the team"] == pytest.approx(516)


def test_what_is_mended_first():
    """Left: leaders (G) at 2 → 10, training (E) at 2 → 7.6, monitoring (D) at 1 → 6.5, adaptability (C) at 2 → 4.7."""
    found = values("m13.mend_first", team(G=2, E=2, D=1, C=2, A=(1, 2, 2, 2, 2, 2)))
    assert found["right"] == {"G", "E"}
    assert found["the lowest level"] == {"D", "A"}
    assert found["the heaviest factors"] == {"G", "H"}


def test_does_a_mean_hide_a_split():
    """4, 4, 2, 1, 2, 2: mean 2.5, gap 3."""
    found = values("m13.split_team", team(F=(4, 4, 2, 1, 2, 2), D=1, G=2))
    assert found["right"] == {"factor": "F", "gap": 3}
    assert found["only the levels in between"] == {"factor": "F", "gap": 2}
    assert found["the lowest mean"] == {"factor": "D", "gap": 0}
    assert found["the most to gain"] == {"factor": "G", "gap": 0}


def rounds(*later):
    """Twelve months about 45, twelve about 88 (moving ranges all 2: σ = 2/1.128), then what is given."""
    done = [44, 46] * 6 + [87, 89] * 6 + list(later)
    return pd.DataFrame(
        {"month": pd.date_range("2022-04-01", periods=len(done), freq="MS"), "done_pct": done}
    )


def test_when_is_the_gain_lost():
    """Mean 88, lower limit 88 − 2.66 × 2 = 82.7: 83 is inside, 82 is not. Against 45 ± 5.3 nothing is low."""
    found = values("m13.gain_lost", rounds(86.0, 83.0, 82.0, 70.0, 60.0, 64.0))
    months = {name: sorted(str(m) for m in value) for name, value in found.items()}
    assert months == {
        "right": ["2024-06"],
        "against the old limits": [],
        "the last month": ["2024-09"],
        "the first month below the mean": ["2023-04"],
        "the lowest month": ["2024-08"],
    }


@pytest.mark.parametrize("seed", [None, *range(12)])
def test_is_the_truth_within_a_month(seed):
    """The month in which the gain begins to fade is planted; the limits tell it at once or a month later."""
    data = find_exercise("E13.2").data(seed)
    planted = next(month for frame, month in drawn_gains(seed) if frame.equals(data))
    (month,) = find("m13.gain_lost").right(data)
    assert abs((month - planted).n) <= 1


def test_when_is_adoption_fastest():
    """p = 0.01, q = 0.35: ln 35 = 3.555, by 0.36 is 9.9 months."""
    data = find_exercise("E13.3").data()
    assert data.iloc[0][["p", "q"]].tolist() == [0.01, 0.35]
    found = values("m13.peak", data)
    assert found["right"] == pytest.approx(9.9, abs=0.03)
    assert found["half of the time watched"] == data.loc[0, "months"] / 2
    assert found["p left out below the line"] == pytest.approx(3.5553 / 0.35, abs=0.001)
    assert found["another logarithm"] == pytest.approx(1.5441 / 0.36, abs=0.001)
    assert found["a straight line"] == pytest.approx(50)
    assert found["the logarithm alone"] == pytest.approx(3.5553, abs=0.001)
    assert found["q − p below the line"] == pytest.approx(3.5553 / 0.34, abs=0.001)
    assert found["p over q in the logarithm"] == pytest.approx(-3.5553 / 0.36, abs=0.001)


def test_how_many_patients_get_it_as_meant():
    """500 at 80%, 300 at 50%, 200 not at all: 550 of 1,000."""
    data = pd.DataFrame(
        {
            "patients": [500, 300, 200],
            "trained": [0.9, 0.9, 0.4],
            "adopted": [1, 1, 0],
            "fidelity": [0.8, 0.5, 0.0],
        }
    )
    found = values("m13.coverage", data)
    assert found["right"] == pytest.approx(55)
    assert found["wards that adopted"] == pytest.approx(100 * 2 / 3)
    assert found["mean fidelity of the adopters"] == pytest.approx(65)
    assert found["trained taken for adopted"] == pytest.approx(80)
    assert found["reach without fidelity"] == pytest.approx(80)
    assert found["wards not weighted"] == pytest.approx(100 * 1.3 / 3)
    assert found["patients of the adopters only"] == pytest.approx(100 * 550 / 800)


def test_what_may_be_promised():
    """SE 0.08, between 0.12: factor 144/208. Two other wards of 10,000 bed days, 6 falls per 1,000, coverage ½."""
    data = pd.DataFrame(
        {
            "is_pilot": [True, False, False],
            "obd": [10_000] * 3,
            "rate": [6.0] * 3,
            "coverage": [1.0, 0.5, 0.5],
            "pilot_effect": 0.30,
            "standard_error": 0.08,
            "between": 0.12,
        }
    )
    found = values("m13.effect_at_scale", data)
    shrunk = 0.30 * 144 / 208
    assert found["right"] == pytest.approx(60 * shrunk)
    assert found["the pilot's effect for all"] == pytest.approx(18)
    assert found["the pilot counted twice"] == pytest.approx(120 * shrunk)
    assert found["full coverage"] == pytest.approx(120 * shrunk)
    assert found["relative taken as absolute"] == pytest.approx(10 * shrunk)
    assert found["falls reached"] == pytest.approx(60)
    assert found["all falls on the other wards"] == pytest.approx(120)


def test_what_does_a_watch_of_ten_notes_tell():
    """Worked out for the course: 1.2% false alarms, 32% in a week at 80%, 79% within four."""
    item, data = find("m13.watch"), find_exercise("E13.6").data()
    found = values("m13.watch", data)
    assert found["right"] == pytest.approx({"false_alarm": 1.2, "one_week": 32, "four_weeks": 79}, abs=0.3)
    assert verdict_on(item, answer(false_alarm=1.2, one_week=32, four_weeks=79), data).score == 1
    assert found["the share taken for the chance"]["one_week"] == 80
    assert found["weeks added up"]["four_weeks"] == pytest.approx(4 * 32.2, abs=0.1)
    each_week = found["an alarm in each of the four weeks"]["four_weeks"]
    assert each_week == pytest.approx(100 * 0.322**4, abs=0.01)
    # six or fewer: 0.1% and 12.1%
    assert found["fewer than, in place of at most"]["one_week"] == pytest.approx(12.1, abs=0.05)


def test_may_a_factor_be_named_in_full():
    """Letters or names, in any order."""
    item = find("m13.mend_first")
    data = team(G=2, E=2, D=1, C=2, A=(1, 2, 2, 2, 2, 2))
    assert verdict_on(item, ["Staff involvement and training", "Senior leaders"], data).score == 1
    assert verdict_on(item, "g, e", data).score == 1
    assert verdict_on(item, ["G"], data).score == 0


def test_is_the_right_factor_never_told_that_it_is_another():
    """A gap that belongs to the factor with the lowest mean, beside the right factor: the reply speaks of the former by name."""
    data, item = find_exercise("E13.1").data(), find("m13.split_team")
    lowest = next(m for m in item.mistakes if m.name == "the lowest mean").value(data)
    said = verdict_on(item, answer(factor=item.right(data)["factor"], gap=lowest["gap"]), data).message
    assert "Right already: factor" in said and "That factor" not in said
