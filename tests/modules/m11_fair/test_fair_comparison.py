"""Fair comparison without a display: the model against known figures, and what the lab says and keeps."""

from math import sqrt

import numpy as np
import pandas as pd
import pytest

from qilab import funnel
from qilab.labs import fair_comparison
from qilab.methods.selection import simulate_selection
from qilab.modules.m11_fair.fair_comparison import groups, model, words


@pytest.fixture
def lab():
    return fair_comparison()


# ---------------------------------------------------------------- the model


@pytest.mark.parametrize(("spread", "first", "later"), [(0, 10.8, 6.6), (25, 11.6, 7.9)])
def test_do_the_worst_wards_come_back(spread, first, later):
    """24 wards, 6.63 falls, 840 bed days a month: 10.8 to 6.6 if alike, 11.6 to 7.9 with a spread of 25% (curriculum). Both
    means within 3 of their standard errors of the curriculum's figures and their rounding; and as `simulate_selection` has them."""
    before, after, helped, _ = model._helped(7, 0, 4, 0, spread, False, 20_000)
    was, now = (np.take_along_axis(a, helped, axis=1).mean(axis=1) for a in (before, after))
    assert was.mean() == pytest.approx(first, abs=0.1) and now.mean() == pytest.approx(later, abs=0.1)
    found = simulate_selection(rate=6.63, between_cv=spread / 100)
    for mine, theirs in ((was, found["first"]), (now, found["second"])):
        assert abs(mine.mean() - theirs) < 4 * mine.std() / sqrt(len(mine))


def test_does_the_help_come_out_of_the_lots():
    """A true effect of 20% on wards that would have had 7.9 or so: a net change near −1.6, and near 0 without an effect."""
    many = model.many_helps(4821, 4, 20, 25, True)
    assert many.net.mean == pytest.approx(-0.2 * 7.6, abs=3 * many.net.error + 0.15)
    none = model.many_helps(4821, 4, 0, 25, True)
    assert abs(none.net.mean) < 3 * none.net.error


def test_does_the_formula_foretell_the_fall():
    """What regression to the mean leads one to expect is the mean change of wards that nobody helps."""
    expected, came = [], []
    for number in range(1, 300):
        one = model.send_help(11, number, 4, 0, 25)
        expected.append(model.expected_anyway(one, 25))
        came.append(one.change(one.helped))
    off = np.array(came) - np.array(expected)
    assert abs(off.mean()) < 3 * off.std() / sqrt(len(off))


@pytest.mark.parametrize("lots", [False, True])
def test_who_is_picked(lots):
    """The worst, and of twice as many half wait; nobody twice."""
    one = model.send_help(4821, 3, 4, 0, 0, lots)
    picked = np.append(one.helped, one.waiting)
    assert len(one.helped) == 4 and len(one.waiting) == (4 if lots else 0)
    assert len(set(picked)) == len(picked)
    others = np.setdiff1d(np.arange(model.WARDS), picked)
    assert one.before[picked].min() >= one.before[others].max()


def test_do_alike_providers_lie_inside():
    """Nothing differs: of 200 leagues of forty, 0.2% or fewer outside 99.8% limits, 5% or fewer outside 95% ones, for exact
    limits keep their promise."""
    out998 = out95 = 0
    for number in range(1, 201):
        one = model.league(5, number, 300, 0)
        out998 += (model.limits_of(one, 0, "998").outside != 0).sum()
        out95 += (model.limits_of(one, 0, "95").outside != 0).sum()
    total = 200 * model.PROVIDERS
    assert out998 <= total * 0.002 + 3 * sqrt(total * 0.002)
    assert 0.02 * total < out95 <= total * 0.05 + 3 * sqrt(total * 0.05)


@pytest.mark.parametrize("widened", [False, True])
@pytest.mark.parametrize("spread", [0, 30])
def test_are_the_limits_those_of_funnel(spread, widened):
    """The quick way and the analyst's call give one funnel."""
    one = model.league(7, 2, 400, spread)
    table = pd.DataFrame({"events": one.events[0], "n": one.n})
    found = funnel(table, "events", "n", overdispersion="multiplicative" if widened else "none", per=100)
    for level, column in (("95", "outside95"), ("998", "outside")):
        mine = model.limits_of(one, 0, level, widened)
        assert mine.low == pytest.approx(found.units[f"low{level}"]) and mine.high == pytest.approx(
            found.units[f"high{level}"]
        )
        assert mine.outside.tolist() == found.units[column].tolist()
        assert (mine.centre, mine.phi) == (pytest.approx(found.centre), pytest.approx(found.phi))


def test_are_the_ends_of_a_league_small():
    """The first five and the last five have fewer cases than all, over many leagues."""
    ends = []
    for number in range(1, 101):
        one = model.league(5, number, 300, 0)
        places = one.places(0)
        ends.append(one.n[(places <= 5) | (places > 35)].mean() / one.n.mean())
    assert np.mean(ends) < 0.75


def test_where_does_the_first_come_next_year():
    """All alike: a lottery, place 20.5 on average. With many cases and a true spread: near the top."""
    lottery = model.next_place(4821, 300, 0)
    assert abs(lottery.mean - 20.5) < 4 * lottery.error
    assert model.next_place(4821, 2000, 30).mean < 4


def test_does_the_same_luck_follow_the_slider():
    """More cases: the same providers are small, and the rates move towards the middle."""
    few, many = (model.league(4821, 1, cases, 0) for cases in (100, 2000))
    assert (np.argsort(few.n) == np.argsort(many.n)).all()
    assert np.corrcoef(few.events[0] / few.n, many.events[0] / many.n)[0, 1] > 0.9
    assert (many.events[0] / many.n).std() < (few.events[0] / few.n).std()


def test_do_the_wards_turn_round():
    """The curriculum's 7.0 and 5.5 at two thirds and one third frail; 6.0 and 6.5 with the same mix; equal at 58 and 50."""
    mix = groups.mixed(67, 33)
    assert [round(v, 1) for v in mix.whole] == [7.0, 5.5] and mix.turned
    assert mix.standardised == (6.0, 6.5) and not groups.mixed(50, 50).turned


def test_can_the_gap_close_while_the_ratio_rises():
    """9.8 and 5.0, less 20% and 30%: 7.84 and 3.5, gap 4.34 (was 4.8), ratio 2.24 (was 1.96)."""
    found = groups.reminded(20, 30)
    assert found.kind == "split"
    assert found.gap(True) == pytest.approx(4.34) and found.ratio(True) == pytest.approx(2.24)
    assert {groups.reminded(*ends).kind for ends in ((12, 40), (40, 10), (0, 0))} == {
        "wider",
        "closer",
        "same",
    }


@pytest.mark.parametrize("goal", words.GOALS)
def test_is_a_ratio_that_stays_no_ratio_that_closes(goal):
    """The same share off at both ends: the gap closes, the ratio stays, and no goal is reached."""
    for gain in (1, 20, 60):
        found = groups.reminded(gain, gain)
        assert found.ratio(True) == pytest.approx(found.ratio(False))
        assert words.goal_checked(found, goal).startswith("Not yet: ")


@pytest.mark.parametrize(("worst", "told"), [(1, "one is sent"), (4, "half of them are sent")])
def test_who_is_sent_help_where_lots_are_drawn(worst, told):
    """Not the worst, but as many drawn from twice as many."""
    asked = words.help_question(worst, 0, lots=True)
    assert told in asked and f"among the {2 * worst} worst wards" in asked
    assert "Lots" not in words.help_question(worst, 0, lots=False)


def test_is_one_ward_told_of_as_one():
    one, four = (model.send_help(worst=n, lots=True) for n in (1, 4))
    assert "the one picked for help has" in words.help_told(one, seen=False)
    assert "the one drawn to wait goes" in words.help_told(one, seen=True)
    assert "those picked for help" in words.help_told(four, seen=True)


def test_is_nothing_called_widened_where_luck_is_enough():
    """φ below 1 makes no limits wider."""
    found = next(
        found for n in range(1, 99) if (found := model.limits_of(model.league(7, n), 0, widened=True)).phi < 1
    )
    told = words.funnel_told(found, "998", True, 0)
    assert found.times == 1 and "left as they are" in told and "widened by" not in told


# ---------------------------------------------------------------- the lab


def test_is_next_year_told_after_the_prediction(lab):
    """Nothing of next year is in the table before; the result carries its Monte-Carlo error; the log keeps it."""
    assert set(lab.table()["Rank next year"]) == {""}
    lab.set(guess=3).press("run")
    came = int(lab.table().set_index("Rank this year").loc[1, "Rank next year"])
    assert f"number {came}" in lab.texts["result"] and "give or take" in lab.texts["result"]
    assert lab.log.iloc[-1]["It was"] == f"place {came}"
    assert lab.set(spread=20).texts["result"] == ""


def test_are_false_alarms_called_so(lab):
    """All alike and 95% limits: about two of forty, each a false alarm."""
    lab.set(level="95")
    for _ in range(5):  # some draw of luck has some outside
        if "none lies" not in lab.texts["finding"]:
            break
        lab.press("another")
    n = sum(look != "within the limits" for look in lab.table()["Place"])
    assert f"Of 40 providers {n} " in lab.texts["finding"] and "false alarm" in lab.texts["finding"]
    lab.set(spread=40, cases=2000, level="998")
    plain = sum(look != "within the limits" for look in lab.table()["Place"])
    lab.set(widened=True)
    assert "√φ" in lab.texts["finding"] and plain > 10
    assert sum(look != "within the limits" for look in lab.table()["Place"]) < plain / 3


def test_is_a_month_later_hidden_until_help_was_sent(lab):
    lab.set(page=1)
    assert set(lab.table("wards")["After"]) == {""}
    assert "truly" not in lab.texts["question"] and "nothing at all" in lab.texts["question"]
    lab.set(fall=0).press("help")
    assert "regression to the mean" in lab.texts["help_result"] and "give or take" in lab.texts["help_result"]
    assert "Draw lots" in lab.texts["net_words"]
    lab.set(effect=20)
    assert lab.texts["help_result"] == "" and set(lab.table("wards")["After"]) == {""}


@pytest.mark.parametrize(
    ("how", "says"),
    [("net", "Right: "), ("raw", "the whole change on the helped wards"), ("waiting", "change on the wards that waited"), ("sign", "the sign is not")],
)  # fmt: skip
def test_what_is_said_to_a_net_change(lab, how, says):
    """The net change by hand from the table, and the slips that people make."""
    lab.set(page=1, lots=True, effect=20, ward_spread=25, fall=10).press("help")
    mean = lab.table("wards").groupby("Group")["Change"].mean()
    helped, waiting = mean["helped"], mean["waiting"]
    given = {"net": helped - waiting, "raw": helped, "waiting": waiting, "sign": waiting - helped}[how]
    lab.set(net=round(float(given), 1)).press("check")
    assert says in lab.texts["net_checked"]


def test_does_the_formula_count_where_nobody_waits(lab):
    lab.set(page=1, ward_spread=25, fall=10).press("help")
    one = model.send_help(4821, 1, 4, 0, 25)
    lab.set(net=round(one.change(one.helped) - model.expected_anyway(one, 25), 1)).press("check")
    assert lab.texts["net_checked"].startswith("Right, by the formula")


def test_are_the_wards_split_after_a_bet(lab):
    lab.set(page=2)
    assert len(lab.table("mix")) == 2
    with pytest.raises(ValueError, match="where do you think patients of the same kind are safer"):
        lab.press("split")
    lab.set(bet="b").press("split")
    assert len(lab.table("mix")) == 8 and "points the wrong way" in lab.texts["mix_finding"]
    assert "fewer frail people" in lab.texts["bet_said"]


def test_is_the_goal_judged(lab):
    lab.set(page=3, goal="split").press("found")
    assert lab.texts["goal_said"].startswith("Not yet")
    lab.set(gain_1=20, gain_5=30).press("found")
    assert lab.texts["goal_said"].startswith("Found") and "4.3" in lab.texts["gap_finding"]
    lab.set(gain_1=0, gain_5=0).press("found")
    assert "hardly any fewer appointments are missed" in lab.texts["goal_said"]


def test_does_the_room_see_the_same():
    """Two learners with one seed: same picture and same result, also after other luck; another seed, another picture."""
    a, b = fair_comparison(seed=7), fair_comparison(seed=7)
    assert a.table().equals(b.table())
    assert a.press("another").table().equals(b.press("another").table())
    assert not a.table().equals(fair_comparison(seed=8).table())


@pytest.mark.parametrize(
    "wrong",
    [
        {"spread": 80},
        {"cases": 10},
        {"worst": 0},
        {"effect": 90},
        {"ward_spread": -1},
        {"seed": "4821"},
        {"cases": 0.5},
    ],
    ids=str,
)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        fair_comparison(**wrong)
