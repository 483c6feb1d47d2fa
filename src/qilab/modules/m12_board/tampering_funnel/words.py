"""The sentences of “The tampering funnel”. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

import math

import numpy as np

from qilab.charts.words import number

from .model import ALONE, NEAR, REPEATS, SD, Funnel

RULES = {
    "1": "Rule 1: leave the funnel alone",
    "2": "Rule 2: move it from where it is by as much as the last miss, in the opposite direction",
    "3": "Rule 3: move it from the target by as much as the last miss, in the opposite direction",
    "4": "Rule 4: move it to where the last marble landed",
}
SHORT = {
    1: "left alone",
    2: "moved by each miss",
    3: "set against each miss",
    4: "moved to the last marble",
}
AT_WORK = {
    1: "At work: you watch the chart, look for special causes, and leave single results alone. If you want better results, you change the process.",
    2: "At work: a result is three below target, so the plan is raised by three. Next month it may be lowered again.",
    3: "At work: one month overspends, so the next month’s budget is cut by as much, and the month after gets it back.",
    4: "At work: each new starter learns only from the last one, or each plan starts from last year’s result.",
}
WHY = {
    1: "Nobody moved the funnel, so where each marble lands depends only on its own roll.",
    2: "The roll is luck. The correction responds to luck that is already over, and so it adds a second roll to the next marble: "
    "two lots of variance instead of one.",
    3: "Each correction throws the next marble to the other side, with its own roll on top. The swings add up, so with every drop the "
    "variance grows by the variance of one more roll.",
    4: "The target is forgotten. Each marble starts where the last one landed, so the rolls add up, and the marbles tend to drift off to one side or the other.",
}


def _spread(values: np.ndarray) -> str:
    return number(float(values.max() - values.min()), 1)


def waiting(funnel: Funnel) -> str:
    """The sentence before the run."""
    return (
        f"The grey marbles show {funnel.drops} drops with the funnel left alone. They are spread over {_spread(funnel.alone)} cm. "
        "Predict what the rule does to them, then run it."
    )


def finding(funnel: Funnel) -> str:
    """The live sentence once the rule was run."""
    if funnel.rule == ALONE:
        return f"Left alone, the {funnel.drops} marbles are spread over {_spread(funnel.alone)} cm."
    return (
        f"{RULES[str(funnel.rule)].split(':')[0]}: the same {funnel.drops} marbles are spread over {_spread(funnel.landed)} cm. "
        f"Left alone, they were spread over {_spread(funnel.alone)} cm."
    )


def description(funnel: Funnel, shown: bool) -> str:
    """The live chart in words."""
    alone = (
        f"Distance from the target in cm, {funnel.drops} marbles in order. Left alone they lie from "
        f"{number(float(funnel.alone.min()))} to {number(float(funnel.alone.max()))} cm."
    )
    if not shown:
        return f"{alone} What the rule does is not shown yet."
    if funnel.rule == ALONE:
        return alone
    return (
        f"{alone} Under the rule that is set ({RULES[str(funnel.rule)].split(': ')[1]}), the same marbles lie from "
        f"{number(float(funnel.landed.min()))} to {number(float(funnel.landed.max()))} cm. "
        f"The last one lies at {number(float(funnel.landed[-1]))} cm."
    )


def question(funnel: Funnel) -> str:
    """What is to be predicted."""
    return (
        f"Imagine thousands of funnels, each dropping {funnel.drops} marbles by this rule. Look at the last marble of each. How many times as large as "
        "with rule 1 is its variance? (For the variance, square each distance from the target, then take the mean. 1 means “just as large”.)"
    )


def ratio_words(ratio: float) -> str:
    """A ratio of variances for people: one decimal below ten."""
    return number(ratio, 2 if ratio < 5 else 1 if ratio < 20 else 0)


def result(funnel: Funnel, guess: float, came: float) -> str:
    """Compare: the ratio predicted, the one measured, and the one that follows from the rule."""
    exact = funnel.exact
    if abs(guess - exact) <= NEAR * exact:
        verdict = "Well predicted."
    elif funnel.rule == ALONE:
        verdict = "Rule 1 is what all the others are compared with, so nothing changes."
    elif math.isclose(guess, math.sqrt(exact), rel_tol=0.05) and exact > 1:
        verdict = (
            "That may be the ratio of the standard deviations. The ratio of the variances is its square."
        )
    elif funnel.rule == 2 and guess == 1:
        verdict = "It does not even out: each correction adds luck of its own."
    elif guess < 1 <= exact:
        verdict = (
            "You expected the corrections to help. They cannot, because there is nothing to correct here."
        )
    else:
        verdict = "It grows less than you said." if guess > exact else "It grows more than you said."
    return (
        f"Over {number(REPEATS, 0)} funnels the variance was {ratio_words(came)} times as large as with rule 1. The exact answer for this rule is {ratio_words(exact)}. "
        f"You said {guess:g}. {verdict}"
    )


def why(funnel: Funnel) -> str:
    """Explain: where the variance comes from, and what the rule looks like at work."""
    wide = math.sqrt(funnel.exact)
    spread = (
        ""
        if funnel.rule == ALONE
        else f" The standard deviation is {number(wide, 2 if wide < 5 else 1)} times as large ({number(SD * wide, 2 if wide < 5 else 1)} cm instead of {SD:g} cm)."
    )
    return f"Why? {WHY[funnel.rule]}{spread} {AT_WORK[funnel.rule]}"
