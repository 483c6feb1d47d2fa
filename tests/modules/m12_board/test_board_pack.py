"""The board pack without a display: what is planted, what colours and charts see of it, and what the lab says and keeps."""

import re
from collections import Counter

import numpy as np
import pytest

from qilab.labs import board_pack
from qilab.modules.m12_board.board_pack import choices, model
from qilab.modules.m12_board.board_pack.indicators import INDICATORS

SEEDS = range(30)


@pytest.fixture(scope="module")
def packs():
    return [model.pack(seed) for seed in SEEDS]


@pytest.fixture
def lab():
    return board_pack()


def xmr(values):
    """Mean and limits of an XmR chart, by hand."""
    mean, step = np.mean(values), np.mean(np.abs(np.diff(values)))
    return mean, mean - 3 * step / 1.128, mean + 3 * step / 1.128


def test_what_is_planted_in_every_pack(packs):
    """Seven stable, two steps and one odd month for the worse, two steps for the better; seven miss their target, four of them stable."""
    for pack in packs:
        truths = Counter(s.plot.truth for s in pack.series.values())
        assert truths == {"stable": 7, "worse": 2, "event": 1, "better": 2}
        assert len(pack.series) == 12 and all(len(s.values) == 24 for s in pack.series.values())
        missed = [
            s
            for s in pack.series.values()
            if (s.last < s.target - 1e-9 if s.indicator.better == "up" else s.last > s.target + 1e-9)
        ]
        assert len(missed) == len(pack.not_green) == 7
        assert sum(s.plot.truth == "stable" for s in missed) == 4
        hidden = [s for s in pack.series.values() if s.plot.truth == "worse" and s.rating() == "green"]
        assert len(hidden) == 1


def test_can_every_number_be_what_it_counts(packs):
    for pack in packs:
        for series in pack.series.values():
            assert all(v >= 0 for v in series.values)
            if series.indicator.unit.startswith("%"):
                assert all(v <= 100 for v in (*series.values, series.target))


def test_do_the_plots_go_round():
    """Over 40 seeds each indicator is stable in some packs and special in others."""
    for indicator in INDICATORS:
        assert len({model.pack(seed).series[indicator.key].plot.special for seed in range(40)}) == 2


def test_do_charts_see_what_was_planted(packs):
    """All special causes but the odd one are signalled, and few of the stable: each share with wide room for luck."""
    special = [(p, k) for p in packs for k, s in p.series.items() if s.plot.special]
    stable = [(p, k) for p in packs for k, s in p.series.items() if not s.plot.special]
    assert sum(k in p.signalled for p, k in special) >= 0.97 * len(special)
    assert sum(k in p.signalled for p, k in stable) <= 0.06 * len(stable)
    for pack, key in special:
        way = {"better": "improvement"}.get(pack.series[key].plot.truth, "concern")
        assert choices.variation_of(pack, key) in (way, "ordinary")


def test_is_assurance_that_of_limits_by_hand(packs):
    """Of stable indicators without an odd moving range the whole band, the target, and which way is good."""
    for pack in packs[:10]:
        for key, series in pack.series.items():
            steps = np.abs(np.diff(series.values))
            if series.plot.special or steps.max() > 3.267 * steps.mean():
                continue
            _, low, high = xmr(series.values)
            good = low > series.target if series.indicator.better == "up" else high < series.target
            bad = high < series.target if series.indicator.better == "up" else low > series.target
            assert pack.assurance[key] == ("pass" if good else "fail" if bad else "inconsistent")


def test_are_colours_those_of_the_month():
    """Red beyond half a usual SD short of the target, amber within it."""
    falls = next(i for i in INDICATORS if i.key == "falls")  # low is good, SD 0.6
    plot = model.PLOTS[0]
    series = model.Series(falls, plot, 6.0, (*[6.0] * 20, 5.9, 6.0, 6.2, 6.4))
    assert [series.rating(at) for at in (-4, -3, -2, -1)] == ["green", "green", "amber", "red"]
    assert (series.changed, series.moved) == (0.2, "worse")


def test_are_three_tokens_asked_for_a_prediction_and_nothing_opened_before(lab):
    with pytest.raises(ValueError, match="find a cause"):
        lab.press("spend")
    keys = list(lab.pack.series)
    lab.set(rag=keys[:4], guess=1).press("spend")
    assert "Take 1 out" in lab.texts["rag_hint"] and not lab.texts["spent"]
    lab.press("open")
    assert lab.texts["truth"] == "" and "first page" in lab.texts["truth_hint"]
    lab.set(rag=keys[:3]).press("spend")
    lab.press("open")
    assert lab.texts["truth"] == "" and "second page" in lab.texts["truth_hint"]
    assert "Something had happened" not in lab.still()


def test_are_both_choices_compared_with_the_truth(lab):
    """Three stable reds find nothing; the three that the chart calls special find three."""
    pack = lab.pack
    stable = [k for k in pack.not_green if not pack.series[k].plot.special][:3]
    special = [k for k, s in pack.series.items() if s.plot.special][:3]
    lab.set(rag=stable, guess=3).press("spend")
    lab.set(spc=special).press("open")
    assert "0 of your 3 tokens found a cause (you predicted 3)" in lab.texts["result"]
    assert "Chosen by chart, 3 of 3 did" in lab.texts["result"]
    assert "would find a cause 1.3 times on average" in lab.texts["result"], (
        "3 tokens × 3 special causes among 7"
    )
    hidden = next(s for s in pack.series.values() if s.plot.truth == "worse" and s.rating() == "green")
    assert f"behind a green square: {hidden.indicator.name}" in lab.texts["why"]
    told = lab.texts["truth"].replace("&amp;", "&")
    happened, nothing = told.split("Nothing had happened")
    for series in pack.series.values():
        assert series.indicator.name in (nothing if series.plot.truth == "stable" else happened)
        assert series.plot.truth == "stable" or series.story in happened
    row = lab.log.iloc[0]
    assert (row["You said"], row["Found by colour"], row["Found by chart"]) == (3, 0, 3)
    lab.set(rag=special).press("spend")
    lab.press("open")
    assert len(lab.log) == 1, "with the truth in sight tokens cost nothing, and count for nothing"


def test_is_a_story_dated_as_planted(packs):
    """A step of nine months that end in March 2025 set in in July 2024."""
    stories = [s.story for p in packs for s in p.series.values() if s.plot.truth in ("worse", "better")]
    assert all(story.startswith(("From July 2024", "Since July 2024")) for story in stories)


def fitting(pack, key):
    kind, held = choices.variation_of(pack, key), pack.assurance[key]
    action = choices.FITTING[kind, held][0]
    return {
        "indicator": key,
        "variation": kind,
        "assurance": held,
        "sentence": "chart",
        "action": action,
        "who": "nurse",
        "when": "month",
    }


def put_in(lab, key, **other):
    """As a learner would: the indicator first, which brings up its sentences, then the rest."""
    lab.set(indicator=key)
    lab.set(**(fitting(lab.pack, key) | other)).press("add")


def one_of(pack, kind, held):
    """An indicator with these icons. held: None for any assurance."""
    return next(
        k for k in pack.series if choices.variation_of(pack, k) == kind and held in (None, pack.assurance[k])
    )


@pytest.mark.parametrize("seed", [1212, 7])
def test_what_each_pair_of_icons_asks_for(seed):
    """The curriculum's table: ordinary and failing, redesign; worsening, find the cause; ordinary and passing, leave; improving, learn."""
    pack = model.pack(seed)
    for key in pack.series:
        item = choices.Item(**fitting(pack, key))
        assert choices.objections(pack, item) == [] and choices.advice(pack, item) == ""
        kind = choices.variation_of(pack, key)
        expected = {"concern": "cause", "improvement": "learn"}.get(kind) or {
            "fail": "redesign",
            "pass": "leave",
            "inconsistent": "redesign",
        }[pack.assurance[key]]
        assert item.action == expected


@pytest.mark.parametrize(
    ("kind", "held", "slip", "words"),
    [
        ("ordinary", "fail", {"variation": "concern"}, "no signal"),
        ("concern", None, {"variation": "ordinary"}, "special cause"),
        ("concern", None, {"variation": "improvement"}, "which way is better"),
        ("ordinary", "fail", {"assurance": "pass"}, "wrong side of the target"),
        ("ordinary", "inconsistent", {"assurance": "fail"}, "target lies between the limits"),
        ("ordinary", "fail", {"sentence": "last_month"}, "two points cannot show"),
        ("ordinary", "fail", {"sentence": "straight_on"}, "cannot show"),
        ("ordinary", "pass", {"sentence": "colour"}, "only about this month"),
        ("ordinary", "fail", {"sentence": "record"}, "some month is always"),
    ],
)
def test_does_a_chart_keep_what_it_does_not_show_out_of_the_paper(lab, kind, held, slip, words):
    put_in(lab, one_of(lab.pack, kind, held), **slip)
    assert lab.texts["item_said"].startswith("Not in the paper yet") and words in lab.texts["item_said"]
    assert lab.items == ()


@pytest.mark.parametrize(
    ("kind", "held", "action", "words"),
    [
        ("ordinary", "fail", "leave", "stable is not the same as good enough"),
        ("ordinary", "fail", "cause", "change the process"),
        ("ordinary", "pass", "redesign", "more use elsewhere"),
        ("concern", None, "redesign", "something has changed here"),
        ("improvement", None, "leave", "something has got better here"),
    ],
)
def test_is_an_action_advised_on_and_left_to_the_learner(lab, kind, held, action, words):
    put_in(lab, one_of(lab.pack, kind, held), action=action)
    assert words in lab.texts["item_said"]
    assert [item.action for item in lab.items] == [action]


def test_is_what_is_left_out_named(lab):
    lab.set(indicator="falls", variation="ordinary").press("add")
    assert "assurance" in lab.texts["item_hint"] and "by when" in lab.texts["item_hint"]
    assert lab.items == ()


def test_does_the_paper_hold_three_and_no_more(lab):
    keys = list(lab.pack.series)
    for key in keys[:4]:
        put_in(lab, key)
    assert [item.indicator for item in lab.items] == keys[:3]
    assert "Take the last one out" in lab.texts["item_hint"]
    put_in(lab, keys[1], who="medical")
    assert [(i.indicator, i.who) for i in lab.items][-1] == (keys[1], "medical"), (
        "named again: in its new form"
    )
    lab.press("take_out")
    assert len(lab.items) == 2
    lab.set(seed=8)
    assert lab.items == (), "another pack is another paper"


def test_are_the_four_sentences_true_of_the_numbers(packs):
    """What is said of last month and of a record is right arithmetic, or it would be no trap but a mistake of ours."""
    for pack in packs[:8]:
        for key, series in pack.series.items():
            offered = choices.sentences(pack, key)
            assert len(offered) == len(set(offered.values())) == 4 and "chart" in offered
            before, now = series.values[-2:]
            if now != before:
                assert f"{'up' if now > before else 'down'} by" in offered["last_month"]
            found = re.search(r"the (best|worst) month since (\w+ \d{4})", offered["record"])
            if not found:
                continue
            at = [f"{d:%B %Y}" for d in model.DATES].index(found[2])
            up = series.indicator.better == "up"
            better = np.array(series.values) if up else -np.array(series.values)
            later, here = better[at + 1 : -1], better[-1]
            assert (later < here).all() if found[1] == "best" else (later > here).all()


def test_is_the_chart_of_the_paper_unmarked(lab):
    """The learner is to read it: neither icons nor signals are drawn, told or listed."""
    lab.set(page=3, indicator=lab.pack.signalled[0])
    table = lab.table()
    assert table["Variation"].tolist() == table["Assurance"].tolist() == ["not marked"]
    assert {"concern", "improvement"}.isdisjoint(lab.describe().lower().split())
    assert set(lab.chart_one["data"]["dots"]["look"]) == {"ordinary"}


def test_do_the_tables_hold_what_the_charts_show(lab):
    rag = lab.table("rag")
    assert rag["Rating"].tolist() == [s.rating() for s in lab.pack.series.values()]
    spc = lab.table("spc")
    assert len(spc) == 12 and spc["Indicator"].tolist() == [i.name for i in INDICATORS]
    assert [i.name for i in INDICATORS if i.name not in lab.describe()] == []


def test_does_the_room_see_the_same():
    a, b = (board_pack(seed=7) for _ in range(2))
    assert a.table("rag").equals(b.table("rag"))
    assert not a.table("rag").equals(board_pack(seed=8).table("rag"))


@pytest.mark.parametrize("wrong", [-1, True, "7", 2**32], ids=str)
def test_is_a_bad_seed_told(wrong):
    with pytest.raises(ValueError, match="seed"):
        board_pack(seed=wrong)
