"""Pareto builder without a display: the lists that it makes, and what the lab says and keeps."""

import pandas as pd
import pytest

from qilab.modules.m03_process.pareto_builder import model, words
from qilab.modules.m03_process.pareto_builder.view import pareto_builder
from support.seeds import seeds


@pytest.fixture
def lab():
    return pareto_builder()


@pytest.mark.parametrize("seed", seeds())
def test_does_each_way_to_look_find_another_first(seed):
    """By lists porters, by minutes patients; on Mondays beds, in orthopaedics equipment: added up from the rows."""
    rows = model.late_lists(seed)
    known = rows[rows["cause"] != "Not recorded"]
    assert known["cause"].value_counts().idxmax() == "Waiting for porter"

    def first(part):
        return part.groupby("cause")["minutes"].sum().idxmax()

    assert first(known) == first(known[known["day"] == "other"]) == "Patient not ready"
    assert first(known[known["day"] == "monday"]) == "Bed not confirmed"
    assert first(known[known["specialty"] == "Orthopaedics"]) == "Equipment not there"
    assert (rows["cause"] == "Not recorded").sum() == 12


def test_how_is_a_small_table_ranked():
    """Bed 60, kit 40: one cause reaches 60%, both 80%; 20 minutes are not recorded and stay out."""
    rows = pd.DataFrame(
        {"cause": ["bed", "kit", "kit", "Not recorded"], "minutes": [60, 20, 20, 20], "day": "monday"}
    )
    by_minutes, by_lists = model.ranked(rows, "minutes"), model.ranked(rows)

    def few(aim):
        return [bar.name for bar in model.bars(by_minutes, aim) if bar.vital]

    assert few(0.6) == ["bed"] and by_minutes.not_recorded == 20
    assert few(0.8) == ["bed", "kit"] == by_minutes.vital
    assert by_lists.causes["cause"].tolist() == ["kit", "bed"]


def test_is_a_shared_first_place_told_as_shared():
    """Two lists each: neither cause is first alone."""
    rows = pd.DataFrame({"cause": ["bed", "bed", "kit", "kit", "porter"], "minutes": [60, 20, 20, 20, 5]})
    assert "“bed” and “kit” are level in first place, each with 40%." in words.finding(
        model.ranked(rows), "lists", model.ALL, model.ALL, 0.8
    )
    assert "The largest is “bed”, with 64%." in words.finding(
        model.ranked(rows, "minutes"), "minutes", model.ALL, model.ALL, 0.8
    )


def test_is_the_first_cause_predicted_and_explained(lab):
    """No ranking by minutes without a guess; then the log, the chart by minutes, and the guess upon it."""
    with pytest.raises(ValueError, match="by minutes"):
        lab.press("rank")
    assert lab.states["by"]["hidden"] and lab.states["day"]["hidden"]
    assert lab.table()["Cause"][0] == "Waiting for porter"
    lab.set(first="Waiting for porter").press("rank")
    assert lab.table()["Cause"][0] == "Patient not ready"
    assert lab.values["by"] == "minutes" and not lab.states["by"]["hidden"]
    assert "You said “Waiting for porter”" in lab.texts["result"]
    assert "“Waiting for porter”" in lab.texts["why"] and "“Patient not ready”" in lab.texts["why"], (
        "the two firsts"
    )
    assert lab.chart_picture["data"]["said"]["cause"] == ["Waiting for porter"]
    assert lab.log.iloc[0].tolist() == [
        "first by minutes",
        4821,
        "Waiting for porter",
        "Patient not ready",
        "no",
    ]


def test_are_the_days_split(lab):
    """The split shows Mondays, tells all three, and opens the ways to look."""
    with pytest.raises(ValueError, match="on mondays"):
        lab.press("split")
    lab.set(monday="Bed not confirmed").press("split")
    assert lab.values["day"] == "monday" and lab.values["by"] == "minutes"
    assert lab.table()["Cause"][0] == "Bed not confirmed"
    assert "Well predicted" in lab.texts["result"]
    assert not any(lab.states[name]["hidden"] for name in ("by", "day", "specialty"))
    lab.set(specialty="Orthopaedics", day="all")
    assert lab.table()["Cause"][0] == "Equipment not there"
    assert lab.texts["result"] == "", "the result belongs to another way to look"


def test_do_the_vital_few_follow_the_aim(lab):
    """The running total of the few reaches the aim, and without the last of them it does not."""
    for aim in (50, 80, 95):
        lab.set(aim=aim)
        table = lab.table()
        few = table[table["Kind"] == "the vital few"]
        running = [int(text[:-1]) for text in few["Running total"]]
        assert running[-1] >= aim
        assert len(running) == 1 or running[-2] < aim


def test_is_what_nobody_wrote_down_shown_apart(lab):
    assert "of the late lists whose cause is known" in lab.texts["finding"]
    last = lab.table().iloc[-1]
    assert last["Cause"] == "Not recorded" and last["Running total"] == ""
    assert "Not recorded, shown separately: 12" in lab.describe()


def test_does_an_old_result_go_with_its_seed(lab):
    lab.set(first="Patient not ready").press("rank")
    lab.set(seed=8)
    assert lab.texts["result"] == lab.texts["why"] == ""
    assert lab.chart_picture["data"]["said"]["cause"] == []
    assert lab.states["by"]["hidden"], "other theatres, and their answer is not known yet"
    assert lab.values["by"] == "lists"


def test_does_start_again_keep_the_theatres(lab):
    lab.set(seed=8, aim=60)
    lab.press("reset")
    assert lab.values["aim"] == 80 and lab.values["seed"] == 8


def test_is_an_unknown_way_to_look_told():
    rows = model.late_lists()
    with pytest.raises(ValueError, match="day: choose"):
        model.chosen(rows, "sunday")
    with pytest.raises(ValueError, match="specialty: choose"):
        model.chosen(rows, specialty="Eyes")
    with pytest.raises(ValueError, match="burden: choose"):
        model.ranked(rows, "hours")


@pytest.mark.parametrize("wrong", [-1, 1.5, "4821", True, 2**32], ids=str)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match="seed"):
        pareto_builder(wrong)
