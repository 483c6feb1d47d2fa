"""The sentences of “The board pack”. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from collections.abc import Sequence

from qilab.charts.control_words import ASSURANCE, VARIATION
from qilab.charts.words import listed, number

from . import choices
from .model import DATES, TOKENS, WORSE, Pack, Series

NOTE = (
    "The trust is made up and its data are synthetic. Green means that this month meets its target, amber that it misses it by a little, and red that it misses it by more. The charts are XmR charts of 24 months, read by "
    "the rules of Making Data Count. The icons are our own drawings."
)


def value(pack: Pack, key: str, which: float) -> str:
    """A number with as many decimals as its indicator is reported with."""
    return number(which, pack.series[key].indicator.decimals)


def names(pack: Pack, keys: Sequence[str]) -> str:
    """Indicators by their names, listed."""
    return listed([pack.series[key].indicator.name for key in keys])


# ---------------------------------------------------------------- as RAG


def rag_finding(pack: Pack) -> str:
    """The live sentence over the coloured table."""
    ratings = [s.rating() for s in pack.series.values()]
    counts = {colour: ratings.count(colour) for colour in ("red", "amber", "green")}
    told = listed([f"{n} {colour}" for colour, n in counts.items() if n])
    return f"{DATES[-1]:%B %Y}: {told}. You have {TOKENS} tokens. Each buys one investigation into what happened this month."


def rag_picture(pack: Pack) -> str:
    """The coloured table in words."""
    parts = []
    for key, series in pack.series.items():
        parts.append(
            f"{series.indicator.name}: {value(pack, key, series.last)}, target {value(pack, key, series.target)}, {series.rating()}, "
            f"{series.moved}{'' if series.moved == 'the same' else ' than last month'}"
        )
    return f"A board pack of twelve indicators, twelve months as red, amber and green. This month. {'; '.join(parts)}."


def too_many(tokens: Sequence[str]) -> str:
    """How many indicators are still to be chosen, or too many; "" where it is one for each token."""
    if len(tokens) > TOKENS:
        return f"You have {TOKENS} tokens and have chosen {len(tokens)} indicators. Take {len(tokens) - TOKENS} out."
    if len(tokens) < TOKENS:
        return (
            f"Choose {TOKENS - len(tokens)} more."
            if tokens
            else f"Choose {TOKENS} indicators, one for each token."
        )
    return ""


def spent(pack: Pack, tokens: Sequence[str], guess: int) -> str:
    """That the tokens of the first page are taken down."""
    return (
        f"Your choice is noted: {names(pack, tokens)}. You expect {guess} of the {TOKENS} to find a cause. Now open the second page, “As SPC”, and choose again. "
        "The truth stays sealed until then."
    )


# ---------------------------------------------------------------- as SPC


def spc_finding(pack: Pack) -> str:
    """The live sentence over the charts."""
    loud = pack.signalled
    red = [key for key in loud if key in pack.not_green]
    told = (
        f"{len(loud)} of {len(pack.series)} charts have a signal that reaches this month"
        if loud
        else "No chart has a signal that reaches this month"
    )
    if loud:
        told += f". {len(red)} of these {len(loud)} {'is' if len(red) == 1 else 'are'} among the {len(pack.not_green)} that miss their target"
    return f"{told}. Now choose again."


def spc_picture(pack: Pack, keys: Sequence[str]) -> str:
    """The charts in words."""
    parts = [
        f"{pack.series[key].indicator.name}: {VARIATION[pack.variation[key]]}, {ASSURANCE[pack.assurance[key]]}, "
        f"latest {value(pack, key, pack.series[key].last)}"
        for key in keys
    ]
    kind = f"{len(keys)} small control charts" if len(keys) > 1 else "A small control chart"
    return f"{kind} of 24 months, each with its limits, its mean and its target. {'; '.join(parts)}."


# ---------------------------------------------------------------- the truth


def before_opening(rag: bool, spc: bool) -> str:
    """What has to be done before the truth is opened; "" where it may be."""
    if not rag:
        return "Spend your three tokens on the first page, “As RAG”, and make your prediction. Then you can open the truth."
    if not spc:
        return "Spend your three tokens on the second page, “As SPC”. Then you can open the truth."
    return ""


def result(pack: Pack, rag: Sequence[str], spc: Sequence[str], guess: int) -> str:
    """Compare: what both sets of tokens found, and the prediction."""
    by_colour, by_chart = (len(pack.found(tuple(tokens))) for tokens in (rag, spc))
    said = "as you predicted" if by_colour == guess else f"you predicted {guess}"
    red = pack.not_green
    blind = TOKENS * len(pack.found(red)) / len(red)
    return (
        f"Chosen by colour, {by_colour} of your {TOKENS} tokens found a cause ({said}). Chosen by chart, {by_chart} of {TOKENS} did. If you picked blindly among the "
        f"{len(red)} that miss their target, {TOKENS} tokens would find a cause {number(blind)} times on average."
    )


def truth_line(series: Series, tokens: Sequence[str]) -> str:
    """The sealed truth of one indicator. tokens: how the learner chose it, such as ["colour", "chart"]."""
    spent = f", your token by {listed(list(tokens))}" if tokens else ""
    story = f" {series.story}" if series.plot.special else ""
    return f"{series.indicator.name} ({series.rating()} this month{spent}).{story}"


def why(pack: Pack) -> str:
    """Explain: what red means and what it does not, and which special cause was green."""
    red = pack.not_green
    stable = [key for key in red if not pack.series[key].plot.special]
    green = [key for key, s in pack.series.items() if s.plot.truth == WORSE and s.rating() == "green"]
    alarms = [key for key in pack.series if choices.false_alarm(pack, key)]
    missed = [key for key, s in pack.series.items() if s.plot.special and key not in pack.signalled]
    told = [
        f"Why? A colour only compares one month with a target. Of the {len(red)} indicators that miss theirs, {len(stable)} come from processes in which nothing had changed. A token there only buys a "
        f"story about an ordinary month. The process may well need to change, but there is no point in searching for what went wrong in {DATES[-1]:%B}.",
        f"And something had gone wrong behind a green square: {names(pack, green)}.",
    ]
    if alarms:
        gave = (
            "the chart of {} gave a false alarm" if len(alarms) == 1 else "the charts of {} gave false alarms"
        )
        told.append(f"Charts can be wrong too: {gave.format(names(pack, alarms))}.")
    if missed:
        told.append(f"Something had happened that no chart signalled: {names(pack, missed)}.")
    return " ".join(told)


# ---------------------------------------------------------------- the board paper


def one_finding(pack: Pack, key: str) -> str:
    """The live sentence of the paper’s page: which indicator is in sight, without what its icons say."""
    series = pack.series[key]
    return (
        f"{series.indicator.name}, {series.indicator.unit}: {value(pack, key, series.last)} this month, target {value(pack, key, series.target)}. "
        f"{'High' if series.indicator.up > 0 else 'Low'} is good."
    )


def one_picture(pack: Pack, key: str) -> str:
    """The chart of one indicator in words, without its icons: those are for the learner to read."""
    series = pack.series[key]
    mean, low, high = (value(pack, key, line) for line in pack.lines[key])
    run = ", ".join(value(pack, key, v) for v in series.values)
    return (
        f"A control chart of {series.indicator.name}, 24 months: mean {mean}, limits {low} and {high}, target {value(pack, key, series.target)}. "
        f"The months in order: {run}."
    )


def item_line(pack: Pack, item: choices.Item) -> str:
    """An item of the paper in one line."""
    return (
        f"{pack.series[item.indicator].indicator.name}: {choices.ACTIONS[item.action].lower()} "
        f"({choices.WHO[item.who]}, {choices.WHEN[item.when][0].lower()}{choices.WHEN[item.when][1:]})"
    )


def added(pack: Pack, item: choices.Item, how_many: int) -> str:
    """That the item is in the paper, and what there is to be said of its action."""
    thought = choices.advice(pack, item)
    room = choices.MOST_ITEMS - how_many
    more = f" There is room for {room} more." if room else " That fills the paper."
    return f"{pack.series[item.indicator].indicator.name} is in the paper.{more}" + (
        f" {thought}" if thought else ""
    )


def not_added(found: Sequence[str]) -> str:
    """That the item is not in the paper yet, and where to look."""
    return " ".join(["Not in the paper yet, because a board paper has to agree with its own charts.", *found])


def incomplete(labels: Sequence[str]) -> str:
    """Which fields are still to be chosen."""
    return f"Choose these as well: {listed([label.lower() for label in labels])}."
