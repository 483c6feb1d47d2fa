"""What a learner may say of an indicator in the board paper, and what its chart has to say to that. No Jupyter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qilab.charts.control_words import ASSURANCE
from qilab.charts.words import number

from .model import DATES, MONTHS, STABLE, Pack, Series

MOST_ITEMS = 3
VARIATION = {
    "ordinary": "ordinary variation",
    "improvement": "improvement: special cause, for the better",
    "concern": "concern: special cause, for the worse",
}
ACTIONS = {
    "cause": "Find the cause of this change now",
    "redesign": "Redesign the process",
    "leave": "Leave it alone and keep watching",
    "learn": "Learn what went well, keep it, then think about new limits",
}
WHO = {
    "medical": "Medical director",
    "nurse": "Chief nurse",
    "operating": "Chief operating officer",
    "people": "Director of people",
    "improvement": "Head of improvement",
}
WHEN = {"month": "Next month’s board", "three": "In three months", "six": "In six months"}
# What each pair of icons asks for. An ordinary process that is hit and miss may be redesigned, or watched if the target matters little.
FITTING = {
    ("ordinary", "pass"): ("leave",),
    ("ordinary", "fail"): ("redesign",),
    ("ordinary", "inconsistent"): ("redesign", "leave"),
    ("concern", "pass"): ("cause",),
    ("concern", "fail"): ("cause",),
    ("concern", "inconsistent"): ("cause",),
    ("improvement", "pass"): ("learn",),
    ("improvement", "fail"): ("learn",),
    ("improvement", "inconsistent"): ("learn",),
}
RIGHT = "chart"  # the key of the sentence that the chart supports


@dataclass(frozen=True)
class Item:
    """One indicator of the paper, as the learner has put it together; all by their keys."""

    indicator: str
    variation: str
    assurance: str
    sentence: str
    action: str
    who: str
    when: str


def variation_of(pack: Pack, key: str) -> str:
    """ "ordinary", "improvement" or "concern": the icon of variation without its direction."""
    icon = pack.variation[key]
    return "ordinary" if icon == "common_cause" else icon.split("_")[0]


# ---------------------------------------------------------------- sentences


def sentences(pack: Pack, key: str) -> dict[str, str]:
    """The one sentence that the chart supports, and three that may be true and say nothing; in an order of this pack's own."""
    series = pack.series[key]
    offered = {
        RIGHT: _supported(pack, key),
        "last_month": _last_month(series),
        "record": _record(series),
    }
    if series.rating() == "green":
        offered["colour"] = "It is green this month, so there is nothing to ask."
    else:
        offered["straight_on"] = (
            f"If the work carries on like this, the target of {_say(series, series.target)} will be met every month within a year."
        )
    order = np.random.default_rng([pack.seed, list(pack.series).index(key), 5]).permutation(len(offered))
    keys = list(offered)
    return {keys[i]: offered[keys[i]] for i in order}


def _say(series: Series, value: float) -> str:
    return number(value, series.indicator.decimals)


def _supported(pack: Pack, key: str) -> str:
    series, kind = pack.series[key], variation_of(pack, key)
    mean, low, high = (_say(series, max(0.0, line)) for line in pack.lines[key])
    target = _say(series, series.target)
    if kind == "ordinary":
        held = {
            "pass": f"as things are, expect the target of {target} to be met every month",
            "fail": f"as things are, expect the target of {target} to be missed every month",
            "inconsistent": f"as things are, expect the target of {target} to be met in some months and missed in others, by chance",
        }[pack.assurance[key]]
        return (
            f"The mean is {mean}, with limits of {low} and {high}, and no signal reaches this month: {held}."
        )
    way = "the better" if kind == "improvement" else "the worse"
    return f"{_signal(pack, key)}: something has changed for {way}."


def _signal(pack: Pack, key: str) -> str:
    """What the newest signal is, as the start of a sentence."""
    signals = pack.result.signals
    mine = signals[(signals["group"] == key) & (signals["last_i"] == MONTHS)]
    last = mine.iloc[-1]
    by_rule = {row["rule"]: row for _, row in mine.iterrows()}
    for rule in ("shift", "limits", "trend", "two_of_three"):
        if rule in by_rule:
            last = by_rule[rule]
            break
    up, n = last["direction"] > 0, int(last["n_points"])
    side = "above" if up else "below"
    return {
        "shift": f"The last {n} months in a row lie {side} the mean",
        "limits": f"{'This month lies' if n == 1 else f'The last {n} months lie'} {side} the limits",
        "trend": f"The last {n} months have all gone {'up' if up else 'down'}",
        "two_of_three": f"Of the last three months, two lie close to the {'upper' if up else 'lower'} limit",
    }[str(last["rule"])]


def _last_month(series: Series) -> str:
    change = series.changed
    if change == 0:
        return f"It is exactly where it was last month, at {_say(series, series.last)}."
    way = "up" if change > 0 else "down"
    return f"It went {way} by {_say(series, abs(change))} on last month, and so it is getting {series.moved}."


def _record(series: Series) -> str:
    good = np.array(series.values) * series.indicator.up
    if good[-1] == good[-2]:  # no record since last month, which was just as good
        return f"No month {_since(np.flatnonzero(good > good[-1]))} has been better."
    if good[-1] > good[-2]:
        return f"It is the best month {_since(np.flatnonzero(good[:-1] >= good[-1]))}."
    return f"It is the worst month {_since(np.flatnonzero(good[:-1] <= good[-1]))}."


def _since(places: np.ndarray) -> str:
    """Since the last of these months, or in all of them where there is none."""
    return f"since {DATES[int(places[-1])]:%B %Y}" if len(places) else "in these two years"


# ---------------------------------------------------------------- judging


def objections(pack: Pack, item: Item) -> list[str]:
    """What in the item its own chart does not bear out, each with where to look; [] where it may go into the paper."""
    found = []
    kind, held = variation_of(pack, item.indicator), pack.assurance[item.indicator]
    if item.variation != kind:
        found.append(_variation_words(pack, item, kind))
    if item.assurance != held:
        found.append(_assurance_words(item, held))
    if item.sentence != RIGHT:
        found.append(SENTENCE_WORDS[item.sentence])
    return found


def _variation_words(pack: Pack, item: Item, kind: str) -> str:
    if kind == "ordinary":
        red = pack.series[item.indicator].rating() != "green"
        because = " A month that misses its target may still be quite ordinary." if red else ""
        return f"Variation: its chart shows no signal that reaches this month, so the variation is ordinary.{because}"
    if item.variation == "ordinary":
        green = pack.series[item.indicator].rating() == "green"
        because = " It meets its target this month, and yet something has changed." if green else ""
        return f"Variation: {_signal(pack, item.indicator).lower()}. That is a special cause.{because}"
    return f"Variation: there is a special cause, but check which way is better here. The change is for {'the better' if kind == 'improvement' else 'the worse'}."


def _assurance_words(item: Item, held: str) -> str:
    reason = {
        "pass": "the whole band between its limits lies on the good side of the target",
        "fail": "the whole band between its limits lies on the wrong side of the target",
        "inconsistent": "the target lies between the limits",
    }[held]
    if item.assurance == "inconsistent":
        return f"Assurance: look at the dashed line again. In its chart {reason}, so {ASSURANCE[held]}."
    return f"Assurance: this month alone does not count. In its chart {reason}, so {ASSURANCE[held]}."


SENTENCE_WORDS = {
    "last_month": "The sentence: it compares only two months, and two points cannot show a change. Choose what all 24 months show.",
    "straight_on": "The sentence: it promises something that the chart cannot show. Choose what the 24 months and the limits show.",
    "colour": "The sentence: the colour is only about this month. Choose what all 24 months show, and what the limits say about the target.",
    "record": "The sentence: it is true, but some month is always the best or the worst for a while. Choose what the rules say about the 24 months.",
}


def advice(pack: Pack, item: Item) -> str:
    """What is to be said of the action, which is a judgement and so never refused; "" where it fits the icons."""
    kind = variation_of(pack, item.indicator)
    if item.action in FITTING[kind, pack.assurance[item.indicator]]:
        return ""
    if kind == "ordinary":
        if item.action == "leave":
            return "A thought: stable is not the same as good enough. Unless somebody changes this process, expect it to go on missing its target."
        if item.action == "redesign":
            return "A thought: this one is stable, and you can expect it to meet its target. The effort may be more use elsewhere."
        return (
            "A thought: nothing sets this month apart from the others, so a search may turn up a story, but probably not a cause. "
            "To change the level, change the process."
        )
    if kind == "concern":
        return "A thought: the chart says that something has changed here. Ask what it was before you do anything else."
    return "A thought: the chart says that something has got better here. Ask the team what it was, so that they can keep it and others can learn from it."


def false_alarm(pack: Pack, key: str) -> bool:
    """Does its chart signal although nothing had happened? For the truth page only."""
    return key in pack.signalled and pack.series[key].plot.truth == STABLE
