"""Will it hold?: the weights, the points, and what the lab says and keeps."""

import numpy as np
import pytest

from qilab import load
from qilab.labs import sustainability_calculator
from qilab.modules.m13_sustain_spread.sustainability_calculator.model import (
    KEYS,
    MOST,
    NAMES,
    Team,
    points,
    start_levels,
    team_levels,
)
from qilab.trusts.schema.improvement import TEAM_LEVELS as PROJECTS


@pytest.fixture
def lab():
    return sustainability_calculator()


def test_do_the_weights_come_to_a_hundred():
    """Ten factors; the eight published ones are 78.0 together."""
    assert len(NAMES) == 10
    assert sum(MOST) == pytest.approx(100)
    own = {"Clinical leaders", "Fit with aims and culture"}
    assert sum(m for n, m in zip(NAMES, MOST, strict=True) if n not in own) == pytest.approx(78.0)


def test_what_is_a_level_worth():
    """Of 15 points: 0, 5, 10, 15."""
    assert [points(level, 15) for level in (1, 2, 3, 4)] == [0, 5, 10, 15]


def test_how_many_points_has_a_team():
    """All 1: 0; all 4: 100; all 2.5: 50."""
    given = np.full((10, 6), 2)
    for level, total in ((1.0, 0), (4.0, 100), (2.5, 50)):
        assert Team(given, (level,) * 10).total == pytest.approx(total)


def test_does_the_most_to_gain_beat_the_lowest_level():
    """Monitoring at 1 leaves 6.5; senior leaders at 2 leave 10."""
    levels = dict.fromkeys(NAMES, 4.0) | {"Monitoring": 1.0, "Senior leaders": 2.0}
    table = Team(np.full((10, 6), 2), tuple(levels.values())).table().set_index("factor")
    assert table["to_gain"].idxmax() == "Senior leaders"
    assert table.loc["Senior leaders", "to_gain"] == pytest.approx(10)
    assert table["level"].idxmin() == "Monitoring"


def test_is_the_team_on_east_4_split():
    """Staff behaviours: leaders 4, the night nurse 1."""
    given = team_levels("Hourly rounds on East 4", 5)[NAMES.index("Staff behaviours")]
    assert (given.min(), given.max()) == (1, 4)
    assert start_levels(np.array([[4, 4, 2, 1, 2, 2]])) == (2.5,)  # the mean hides it


def test_is_a_prediction_needed_compared_and_kept(lab):
    """No points before a guess; then the words name the factor with the most to gain."""
    assert "Predict" in lab.texts["finding"]
    assert lab.table()["Points to gain"].tolist() == ["not yet"] * 10
    with pytest.raises(ValueError, match="points left to gain"):
        lab.press("run")
    lab.set(guess="Monitoring").press("run")
    assert "You said monitoring" in lab.texts["result"]
    assert "There is more to gain on senior leaders" in lab.texts["result"]
    row = lab.log.iloc[0]
    assert (row["You said"], row["Most to gain"]) == ("Monitoring", "Senior leaders")
    assert row["Total of 100"] == pytest.approx(lab.team.total, abs=0.05)


def test_does_mending_bring_its_points(lab):
    """Senior leaders from 1 to 4: 15 points more, and another factor comes first."""
    lab.set(guess="Senior leaders").press("run")
    assert "well predicted" in lab.texts["result"]
    before = lab.team.total
    key = KEYS[NAMES.index("Senior leaders")]
    assert lab.values[key] == 1
    lab.set(**{key: 4})
    assert lab.team.total == pytest.approx(before + 15)
    assert "Most to gain: staff involvement and training" in lab.texts["finding"]


@pytest.mark.parametrize("project", PROJECTS)
def test_do_lesson_and_lab_come_to_one_score(lab, project):
    """The lesson's own cell, line by line: the same points to gain and the same total as the lab's, to the last digit."""
    team = load("sustainability").query("project == @project")
    factors = team.groupby("factor").agg(most=("max_points", "first"), level=("level", "mean"))
    factors["now"] = (factors["level"] - 1) / 3 * factors["most"]
    factors["to_gain"] = factors["most"] - factors["now"]
    lab.set(project=project)
    lab.set(guess="Monitoring").press("run")
    assert lab.team.total == pytest.approx(factors["now"].sum(), abs=1e-9)
    gain = lab.team.table().set_index("factor")["to_gain"]
    assert np.allclose(gain, factors["to_gain"].loc[list(gain.index)])
    assert f"{factors['now'].sum():.1f} of 100 points" in lab.texts["finding"]


def test_is_a_perfect_score_no_end(lab):
    lab.set(guess="Monitoring").press("run")
    lab.set(**dict.fromkeys(KEYS, 4))
    assert "there is nothing left to gain" in lab.texts["finding"]
    assert "Keep watching" in lab.texts["finding"]
    lab.set(guess="Monitoring").press("run")
    assert lab.texts["result"] == "You said monitoring. There is nothing left to gain on any factor."
    lab.set(**{KEYS[0]: 1})
    assert lab.texts["finding"].endswith("Most to gain: benefits beyond helping patients (8.5).")


@pytest.mark.parametrize(
    ("levels", "guess", "why"),
    [
        ({"Monitoring": 1, "Senior leaders": 2}, "Monitoring", "fewest points now is not always"),
        (
            {"Monitoring": 2, "Adaptability": 1, "Senior leaders": 2},
            "Monitoring",
            "weight of a factor counts",
        ),
        ({"Monitoring": 1, "Senior leaders": 3}, "Senior leaders", "higher the level of a factor already is"),
        (
            {"Clinical leaders": 2, "Senior leaders": 1},
            "Clinical leaders",
            "higher the level of a factor already is",
        ),
    ],
    ids=str,
)
def test_is_the_reason_true_of_the_two_factors(lab, levels, guess, why):
    """Heavier, or lower: what is said is what makes the difference."""
    lab.set(**dict.fromkeys(KEYS, 4)).set(
        **{KEYS[NAMES.index(name)]: level for name, level in levels.items()}
    )
    lab.set(guess=guess).press("run")
    assert why in lab.texts["result"]


@pytest.mark.parametrize("project", PROJECTS)
def test_does_another_project_begin_afresh(lab, project):
    """Its own levels, no picture yet, no guess; the log stays."""
    lab.set(guess="Monitoring").press("run")
    lab.set(project=project, seed=77)
    assert lab.values["guess"] == ""
    assert [lab.values[k] for k in KEYS] == list(start_levels(team_levels(project, 77)))
    assert "Predict" in lab.texts["finding"]
    assert len(lab.log) == 1
    lab.press("reset")
    assert (lab.values["project"], lab.values["seed"]) == ("Hourly rounds, copied", 1313)


def test_does_the_room_see_the_same():
    a, b = (sustainability_calculator(seed=7) for _ in range(2))
    assert a.table().equals(b.table())
    assert not a.table().equals(sustainability_calculator(seed=8).table())


@pytest.mark.parametrize("wrong", [{"project": "Ours"}, {"seed": -1}, {"seed": True}, {"seed": "7"}], ids=str)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        sustainability_calculator(**wrong)


def test_does_the_still_page_hold_the_words(lab):
    page = lab.still()
    assert "<svg" in page and "most points that each of the ten factors can bring" in page


def test_is_the_prediction_marked_and_does_an_old_result_go(lab):
    """The factor that was chosen bears “you said”; a moved slider takes the words of the run before away."""
    lab.set(guess="Monitoring")
    texts = dict(zip(NAMES, lab.chart_picture["data"]["points"]["text"], strict=True))
    assert texts["Monitoring"].endswith("you said") and not texts["Senior leaders"].endswith("you said")
    lab.press("run")
    assert lab.texts["result"]
    lab.set(factor_1=4)
    assert lab.texts["result"] == ""
