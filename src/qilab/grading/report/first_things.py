"""The three things that a facilitator should know before reading on: how the room did, its commonest slip, what needs help most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from qilab.charts import words
from qilab.learner.progress import PASS_SHARE, enough

from .analysis import Hand, Slips, ran_out_of_time
from .openers import FEWEST
from .percent import percent
from .records import Record


@dataclass(frozen=True)
class Thing:
    """A heading with its sentence, and the part of the page that says more."""

    heading: str
    text: str
    link: str
    link_words: str


def first_things(
    records: Sequence[Record],
    slips: Slips | None,
    hands: Sequence[Hand],
    reached: pd.DataFrame,
    outcomes: Mapping[str, str],
) -> list[Thing]:
    """Three things. records: those that were marked. The others: what the functions of `analysis` of the same names return."""
    return [_result(records), _slip(slips, len(records)), _time(reached) or _help(hands, outcomes)]


def _result(records: Sequence[Record]) -> Thing:
    done = sum(enough(record.points, record.most) for record in records)
    share = sum(record.points for record in records) / sum(record.most for record in records)
    together = f"Together the room earned {percent(share)} of the points."
    if len(records) == 1:
        heading = f"The one learner has {'' if done else 'not '}practised the module{'' if done else ' yet'}"
        text = f"That takes {PASS_SHARE:.0%} of its points; {percent(share)} were earned."
    elif done == 0:
        heading = "Nobody has practised the module yet"
        text = f"That takes {PASS_SHARE:.0%} of its points, and every exercise may be tried again. {together}"
    else:
        heading = (
            f"All {done} have practised the module"
            if done == len(records)
            else f"{done} of {len(records)} {'has' if done == 1 else 'have'} practised the module"
        )
        text = f"They have {PASS_SHARE:.0%} of its points or more. {together}"
    return Thing(heading, text, "questions", "Question by question")


def _slip(slips: Slips | None, marked: int) -> Thing:
    if slips is None:
        return Thing(
            "No slip that we know of",
            "If there were wrong answers, none of them fitted a slip that we know.",
            "questions",
            "Question by question",
        )
    first = slips.known[0]
    equal = sum(slip.learners == first.learners for slip in slips.known)
    others = f", as often as {words.count(equal - 1, 'other slip')}" if equal > 1 else ""
    text = f"{first.learners} of {marked} made it in {first.exercise}{others}."
    link = (
        ("open", "A question to open with") if first.learners >= FEWEST else ("slips", "What the page said")
    )
    return Thing(f"The commonest slip: {first.name}", text, *link)


def _time(reached: pd.DataFrame) -> Thing | None:
    if not ran_out_of_time(reached):
        return None
    first, last = reached["share"].iloc[0], reached["share"].iloc[-1]
    text = f"{percent(first)} of the first exercise was answered, and {percent(last)} of the last. Look at the time before you look at the answers."
    return Thing("Time was short", text, "time", "Exercise by exercise")


def _help(hands: Sequence[Hand], outcomes: Mapping[str, str]) -> Thing:
    most = max(hands, key=lambda hand: len(hand.tried), default=None)
    if most is None or not most.tried:
        text = "Each learner who tried has at least half of the points of every outcome."
        return Thing("Nobody seems to be stuck", text, "help", "Outcome by outcome")
    share = f"{len(most.tried)} of {most.learners}"
    heading = (
        f"One outcome was hard for {share}"
        if most.is_of_many
        else f"{share} may want a hand with one outcome"
    )
    aim = outcomes.get(most.outcome, most.outcome).rstrip(".")
    return Thing(heading, f"“{aim}”.", "help", "Who, and with what")
