"""Chart chooser without a display: the model against known rates, and what the lab says and keeps."""

from math import exp, factorial

import numpy as np
import pandas as pd
import pytest

from qilab.labs import chart_chooser
from qilab.methods.spc.control import spc
from qilab.modules.m08_choosing.chart_chooser import model, words


@pytest.fixture
def lab():
    return chart_chooser()


def answered(lab, kind):
    return lab.set(data=kind).set(**model.KINDS[kind].answers)


@pytest.mark.parametrize("kind", model.KINDS)
def test_do_the_right_answers_lead_to_the_right_chart(lab, kind):
    """The five questions, answered as the data are, name the chart; its own reason earns a “Right”."""
    answered(lab, kind)
    right = model.KINDS[kind].right
    assert lab.chart == right
    lab.set(reason=right).press("check")
    assert lab.texts["checked"].startswith("Right: the ")


def test_has_each_chart_one_set():
    assert sorted(k.right for k in model.KINDS.values()) == sorted(model.CHARTS)


def test_is_nothing_named_while_a_question_is_open(lab):
    """No chart before the questions that matter are answered; a measurement needs the first one alone."""
    lab.set(data="falls", kind="counted", twice="events", equal="change", rare="no")
    assert lab.chart is None and "without limits" in lab.describe()
    lab.set(large="no")
    assert lab.chart == "u"
    lab.set(data="stay", kind="measured")
    assert lab.chart == "i"


@pytest.mark.parametrize(
    ("kind", "chart"), [("missed", "p"), ("falls", "u"), ("infections", "t"), ("harm", "g")]
)
def test_are_the_lines_those_of_spc(kind, chart):
    """The quick way and the analyst's call give one chart."""
    samples = model.draw(kind, 7, 2)
    drawn = model.chart_of(kind, chart, samples)
    if chart in ("t", "g"):
        points = spc(samples.gaps[chart].values, chart, screen=False).points
    else:
        table = pd.DataFrame({"y": samples.y[0], "n": samples.n})
        points = spc(table, chart, y="y", n="n", multiply=model.KINDS[kind].per).points
    assert drawn.upper == pytest.approx(points["ucl"].to_numpy(float))
    assert drawn.lower == pytest.approx(points["lcl"].to_numpy(float))
    assert drawn.outside.tolist() == points["sigma_signal"].tolist()


@pytest.mark.parametrize("kind", ["infections", "harm"])
def test_are_the_rare_sets_as_rare_as_is_said(kind):
    """“None in about half of the months or more”, says the fourth question, and a reply speaks of many months."""
    assert 0.45 < (model.draw(kind, 4821, count=500).y == 0).mean() < 0.6


def test_how_often_is_a_c_chart_fooled_by_luck():
    """Nine a month, 24 months: a month lies outside 9 ± 9 with chance P(X > 18) = 0.0024, so about 1 in 18 charts with the
    true line; the line is worked out from the same months, which makes it a little more."""
    outside = 1 - sum(exp(-9) * 9**k / factorial(k) for k in range(19))
    exact = 1 - (1 - outside) ** 24
    found = model.signal_rates("needles", 4821, count=4_000)["c"].signal
    assert exact - 0.01 < found < exact + 0.05


def test_how_often_is_the_g_chart_fooled_by_one_long_gap():
    """A gap passes mean + 3σ with chance e^−4 = 1.8%: about a third of charts of 24 gaps, as the lesson says."""
    share = 1 - (1 - exp(-4)) ** 24
    found = model.signal_rates("harm", 4821, count=2_000)["g"].signal
    assert abs(found - share) < 0.06
    assert found > 4 * model.signal_rates("infections", 4821, count=1_000)["t"].signal


@pytest.mark.parametrize("seed", [4821, 7])
def test_what_does_the_wrong_chart_cost(seed):
    """Very large denominators: a plain p or u chart is fooled nearly always, p′ and u′ seldom."""
    waits, reports = (model.signal_rates(kind, seed) for kind in ("waits", "reports"))
    assert waits["p"].signal > 0.95 and waits["pp"].signal < 0.15
    assert reports["u"].signal > 0.9 and reports["up"].signal < 0.15
    rare = model.signal_rates("infections", seed)
    assert rare["t"].signal < 0.1 < 0.2 < rare["c"].signal


def test_is_a_count_of_rare_events_blind():
    """Half as many, half-way: no month falls below the limit of a c chart, and long gaps pass the limit of a g chart."""
    rates = model.signal_rates("infections", 4821, -50)
    assert rates["c"].seen == 0 and rates["i"].seen == 0 and rates["u"].seen == 0
    assert rates["g"].seen > 0.2


def test_is_a_large_change_seen():
    """A stay that is half as long half-way is seen on nearly every chart."""
    assert model.signal_rates("stay", 4821, -50)["i"].seen > 0.9


def test_do_more_rules_give_more_alarms():
    some = model.signal_rates("needles", 4821)["c"].signal
    assert model.signal_rates("needles", 4821, 0, "mdc")["c"].signal > some


def test_are_the_months_and_gaps_of_one_set_the_same_events():
    """As many gaps as events, less one; whole days as between the dates; the admissions between add up."""
    samples = model.draw("infections", 5)
    assert len(samples.gaps["t"].values) == samples.y.sum() - 1
    assert np.abs(samples.gaps["t"].values - samples.gaps["g"].values).max() < 1
    harm = model.draw("harm", 5)
    gaps = harm.gaps["g"].values
    assert len(gaps) == harm.y.sum() - 1
    assert (gaps + 1).sum() < harm.n.sum()


def test_does_the_room_see_the_same():
    """Two learners with one seed: same picture and same result, also after other luck."""
    a, b = chart_chooser(seed=7), chart_chooser(seed=7)
    assert a.table().equals(b.table())
    assert a.press("another").table().equals(b.press("another").table())
    assert not a.table().equals(chart_chooser(seed=8).table())


def test_does_the_picture_follow_the_change(lab):
    """The first half stays as it was; the second moves."""
    lab.set(data="stay", kind="measured")
    before = lab.table()["Value"]
    lab.set(change=-50)
    after = lab.table()["Value"]
    assert after[:12].equals(before[:12]) and (after[12:] < before[12:]).all()


def test_are_all_charts_in_the_table(lab):
    """Eight rows, with a reason where a chart cannot be drawn; the sentence names those with points outside."""
    lab.set(page=1)
    table = lab.table("all").set_index("Chart")
    assert list(table.index) == [words.NAMES[c] for c in model.CHARTS]
    assert table.loc["g chart", "Note"].startswith("Events are not rare")
    loud = table[table["Outside the limits"].apply(lambda v: v != "" and v > 0)]
    assert all(name in lab.texts["together"] for name in loud.index)


def test_are_the_others_drawn_only_where_they_are_seen(lab):
    """A move on the first page leaves the page of all charts for later; opening it brings it up to date."""
    lab.set(page=1).set(page=0)
    before = lab.chart_all["serial"]
    lab.set(change=20)
    assert lab.chart_all["serial"] == before
    lab.set(page=1)
    assert lab.chart_all["serial"] > before and "rises by 20%" in lab.texts["together"]


def test_is_the_result_true(lab):
    """The run is that of the model, the log keeps it, and the next prediction starts empty."""
    answered(lab, "waits").set(guess=50).press("run")
    came = round(100 * model.signal_rates("waits", 4821)["pp"].signal, 1)
    row = lab.log.iloc[-1]
    assert (row["You said"], row["It was"]) == (50, came)
    assert f"{came:g} out of 100" in lab.texts["result"] and "some way off" in lab.texts["result"]
    assert lab.values["guess"] is None
    bars = lab.table("alarms").set_index("Chart")["With a signal, out of 100"]
    assert bars["p chart"] > 95 and bars["p′ chart"] == came


def test_is_an_old_run_taken_away(lab):
    """What was run belongs to other settings once the data change."""
    answered(lab, "waits").set(guess=50).press("run")
    lab.set(data="falls")
    assert lab.texts["result"] == "" and lab.table("alarms")["With a signal, out of 100"].isna().all()
    assert lab.values["kind"] == "" and lab.chart is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": "u"}, "is the reason for a u chart"),
        ({"reason": "i"}, "is the reason for an I chart (XmR)"),
        ({"override": "i", "reason": "i"}, "would do here too"),
        ({"override": "p", "reason": "p"}, "luck plays only a tiny part"),
        ({"override": "t", "reason": "t"}, "events are not rare here"),
    ],
    ids=str,
)
def test_what_is_said_to_a_choice(lab, given, said):
    answered(lab, "waits").set(**given).press("check")
    assert said in lab.texts["checked"]


def test_is_the_question_named_that_was_read_wrongly(lab):
    """Waits as events: question 2 is worth another look."""
    answered(lab, "waits").set(twice="events", large="no", reason="u").press("check")
    assert lab.texts["checked"].endswith("look at questions 2 and 5.")


def test_is_a_chart_that_cannot_be_drawn_told(lab):
    """Clear words and a closed button, no error."""
    lab.set(data="stay", override="g")
    assert "cannot be drawn from these data" in lab.texts["finding"]
    lab.set(guess=5)
    assert "Choose another" in lab.texts["hint"]


@pytest.mark.parametrize("kind", model.KINDS)
def test_does_every_set_play(kind):
    """Each set on each page, with every chart, without an error."""
    lab = chart_chooser(data=kind).set(page=1)
    for chart in model.CHARTS:
        lab.set(override=chart, change=20).press("another")
        assert lab.texts["finding"].endswith((".", "!"))
    lab.set(override=model.KINDS[kind].right, guess=10).press("run")
    assert lab.texts["why"]


@pytest.mark.parametrize(
    "wrong", [{"data": "guess"}, {"change": 80}, {"seed": "4821"}, {"data": 3}, {"change": 0.5}], ids=str
)
def test_is_a_bad_start_told(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        chart_chooser(**wrong)


def test_does_the_picture_say_what_a_point_is(lab):
    """A share, a plain count of what is a rate elsewhere, and a gap: over the scale, for whoever reads the numbers beside it."""
    for data, chart, told in (
        ("waits", "pp", "% of patients"),
        ("falls", "u", "Falls per 1,000 occupied bed days"),
        ("falls", "c", "How many there were"),
        ("harm", "g", "Gaps between events"),
    ):
        lab.set(data=data)
        lab.set(override=chart)
        assert lab.chart_picture["data"]["measured"]["words"] == [told]


@pytest.mark.parametrize(
    ("kind", "chart", "words_said", "never"),
    [
        ("reports", "pp", "needs a yes or no", "luck alone"),
        ("waits", "up", "count several times", "luck alone"),
        ("waits", "p", "luck alone", "several times"),
        ("falls", "up", "far fewer", "everything that is known"),
        ("needles", "u", "is simpler", "everything that is known"),
        ("infections", "i", "fall below its lower limit", "lies at 0"),
    ],
)
def test_is_what_speaks_against_a_chart_true_of_it(lab, kind, chart, words_said, never):
    """All five answers right, and overruled: p′ limits allow for more than luck; u uses more than c."""
    answered(lab, kind)
    lab.set(override=chart, reason=chart).press("check")
    assert words_said in lab.texts["checked"] and never not in lab.texts["checked"]


def rates(**of_100):
    return {chart: model.Rate(share / 100, share / 100) for chart, share in of_100.items()}


@pytest.mark.parametrize(("rules", "told"), [("limits", True), ("mdc", False)])
def test_is_the_g_chart_called_easily_fooled_only_by_the_limits(rules, told):
    """One long gap passes a limit; the four rules take more than that."""
    said = words.compared("harm", "g", rates(i=10, g=60), 0, rules)
    assert ("easily fooled" in said) is told


@pytest.mark.parametrize(
    ("chart", "of_100", "told"),
    [
        (
            "g",
            {"i": 1, "c": 4.2, "u": 4.4, "g": 2},
            "2 out of 100 sets. The c chart and the u chart do best, with 4.",
        ),
        (
            "g",
            {"i": 0.1, "c": 4.2, "u": 1, "g": 2},
            "The c chart does best, with 4. The I chart (XmR) hardly ever sees it.",
        ),
        (
            "g",
            {"i": 0, "c": 0, "g": 32},
            "no other chart does better. These charts hardly ever see it: I chart (XmR) and c chart. "
            "Some of the g chart’s signals are luck, because one long gap easily fools it.",
        ),
        (
            "g",
            {"i": 32.4, "g": 32},
            "32 out of 100 sets, and no other chart does noticeably better. "
            "Some of the g chart’s signals are luck, because one long gap easily fools it.",
        ),
        ("i", {"i": 32}, "The I chart (XmR) picks up the change in 32 out of 100 sets."),
    ],
    ids=str,
)
def test_which_charts_are_said_to_see_a_change(chart, of_100, told):
    """All that tie are named, and one chart alone is compared with none."""
    assert words.compared("harm", chart, rates(**of_100), -50, "limits").endswith(told)


@pytest.mark.parametrize(
    ("of_100", "told"),
    [
        (
            {"p": 99.8, "u": 99.6, "c": 99.4, "pp": 5},
            "The p chart and the u chart give false alarms most often, in about 100 out of",
        ),
        (
            {"p": 98, "u": 60, "pp": 5},
            "The p chart gives a false alarm most often, in about 98 out of 100 sets. The p′ chart gives a false alarm in about 5.",
        ),
        (
            {"p": 98.2, "c": 98, "pp": 5},
            "The p chart and the c chart give false alarms most often, in about 98 out of 100 sets. The p′",
        ),
        (
            {"p": 5.2, "pp": 5},
            "All these charts give false alarms, in about 5 out of 100 sets. Somebody",
        ),
    ],
    ids=str,
)
def test_which_charts_are_said_to_be_fooled_most(of_100, told):
    """Only those that come to the printed number, which stands once."""
    assert words.compared("waits", "p", rates(**of_100), 0, "limits").startswith(told)
