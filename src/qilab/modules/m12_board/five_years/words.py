"""The sentences of “Five years of QI”. Plain, kind, true of the numbers they are given, and plain about what a model can show."""

from __future__ import annotations

import numpy as np

from qilab.charts.words import count, listed, number

from . import model
from .model import MOVES, ROUNDS, START, Plan, Years

SOURCE = "This is a model of a made-up trust. We chose its assumptions and its numbers, so nothing here is evidence about any real trust. Use it to ask yourself what you believe, and what your own trust’s data would have to show."
NEAR = 5  # points of the index: a prediction this near counts as well predicted
# Plans to compare with, each of ten half-years.
PLANS: dict[str, Plan] = {
    "Teach, and chase a target": ("SC",) * ROUNDS,
    "Teach, and protect time": ("ST",) * ROUNDS,
    "Take turns: skills, time, sponsor, patients": (
        "ST",
        "SN",
        "SV",
        "ST",
        "TN",
        "SV",
        "TN",
        "ST",
        "TV",
        "TN",
    ),
}
HELD_BACK = {
    "taught": "staff skills",
    "time": "protected time",
    "backing": "the sponsor’s backing",
    "voice": "the patients’ voice",
}


def _between(lives: model.Spread) -> str:
    """Where most lives ended: a range with its middle, or one number where the range is none."""
    low, middle, high = (number(value, 0) for value in (lives.low, lives.middle, lives.high))
    return f"at {middle}" if low == high else f"between {low} and {high}, with {middle} in the middle"


def season(half_year: int) -> str:
    """When a half-year is, such as “April to September of year 1”."""
    months = "April to September" if half_year % 2 else "October to March"
    return f"{months} of year {(half_year + 1) // 2}"


def moves_in_words(pair: str) -> str:
    """A pair of letters as the moves they stand for."""
    return listed([MOVES[letter].lower() for letter in pair])


def turn(done: int) -> str:
    """Which half-year is played next."""
    if done == ROUNDS:
        return "The five years are over. Look at what came of them. Then start again, or play another plan."
    winter = " It is a winter half-year." if (done + 1) % 2 == 0 else ""
    return f"Half-year {done + 1} of {ROUNDS}: {season(done + 1)}.{winter} You have two moves."


def _of_100(share: float) -> str:
    return number(100 * share, 0)


def finding(years: Years, done: int) -> str:
    """The live sentence over the chart."""
    if not done:
        return f"The index of avoidable harm is at {START:.0f}. Lower is better. Predict what the reported index will be in five years."
    confidence = _of_100(float(years.confidence[0, -1]))
    return (
        f"After {count(done, 'half-year')} the reported index is {number(float(years.reported[0, -1]), 0)}. "
        f"{_of_100(float(years.taught[0, -1]))} in every 100 staff have the skills, and {confidence} in every 100 are confident that they can make improvements happen."
    )


def news(years: Years, plan: Plan) -> str:
    """What happened in the last half-year."""
    done = len(plan)
    if not done:
        return ""
    told = [f"You chose to {moves_in_words(plan[-1])}."]
    if int(years.left[0]) == done:
        if "N" in plan[-1]:
            kept = "A sponsor was named at once, so the work has backing on the board."
        elif any("N" in pair for pair in plan):
            kept = "Most of the sponsor’s backing was lost."
        else:
            kept = "No sponsor had been named, so there was no backing to lose."
        told.append(f"The chief executive left. {kept}")
    if "S" in plan[-1]:
        told.append("Teaching took people away from the wards for a while.")
    if "C" in plan[-1]:
        told.append("Chasing a target made the reported figure look better, for this half-year only.")
    if done % 2 == 0:
        told.append("It was a hard winter, as every winter is in this model.")
    low = [
        words
        for words, share in (
            ("protected time", years.time),
            ("the sponsor’s backing", years.backing),
            ("the patients’ voice", years.voice),
        )
        if float(share[0, -1]) < 0.35
    ]
    if low:
        told.append(f"Low at the moment: {listed(low)}.")
    return " ".join(told)


def picture(years: Years, plan: Plan, over: bool) -> str:
    """The chart in words."""
    if not plan:
        return f"An index of avoidable harm over ten half-years. It begins at {START:.0f}, and nothing has been played yet."
    run = ", ".join(number(v, 0) for v in years.reported[0])
    staff = ", ".join(_of_100(v) for v in years.confidence[0])
    told = f"An index of avoidable harm, half-year {len(plan)} of {ROUNDS}, from {START:.0f} at the start. Reported: {run}. Confident staff in every 100: {staff}."
    if not over:
        return told
    harm = ", ".join(number(v, 0) for v in years.harm[0])
    return f"{told} The harm underneath: {harm}. The chief executive changed at the start of half-year {int(years.left[0])}."


def result(years: Years, plan: Plan, guess: float) -> str:
    """Compare: what was predicted, what is reported, what lies underneath, and what other lives would have brought."""
    reported, harm = float(years.reported[0, -1]), float(years.harm[0, -1])
    said = (
        "well predicted"
        if abs(reported - guess) <= NEAR
        else "lower than that"
        if reported < guess
        else "higher than that"
    )
    lives = model.spread(plan)
    return (
        f"You said {guess:g}. The reported index is {number(reported, 0)}, {said}. Take away luck, winter, time lost to teaching and anything done for show, and the harm underneath is {number(harm, 0)}. "
        f"We also ran the same plan {model.LIVES} more times, with other luck and other numbers in the model. In 80 runs out of 100 the harm underneath ended {_between(lives)}."
    )


def why(years: Years, plan: Plan) -> str:
    """Explain: what the plan lacked most in its second half, by the model’s own arithmetic, and what the model cannot show."""
    half = slice(ROUNDS // 2, None)
    shares = {
        "taught": years.taught[0, half],
        "time": model.WITHOUT_TIME + (1 - model.WITHOUT_TIME) * years.time[0, half],
        "backing": model.WITHOUT_BACKING + (1 - model.WITHOUT_BACKING) * years.backing[0, half],
        "voice": model.WITHOUT_VOICE + (1 - model.WITHOUT_VOICE) * years.voice[0, half],
    }
    least = min(shares, key=lambda name: float(np.mean(shares[name])))
    told = [
        f"Why? In this model skills, time, a sponsor and patients multiply each other, so the weakest of them holds back the rest. In the last five half-years that was {HELD_BACK[least]}."
    ]
    after = plan[int(years.left[0]) - 1 :]
    if not any("N" in pair for pair in plan):
        told.append("Nobody on the board was ever named as a sponsor.")
    elif not any("N" in pair for pair in after):
        told.append("After the chief executive left, nobody on the board was named as a sponsor again.")
    chased = sum("C" in pair for pair in plan)
    if chased:
        told.append(
            f"A target was chased in {count(chased, 'half-year')}: that moved the reported figure, cost time and confidence, and did nothing to reduce the harm, because that is how we wrote the model."
        )
    told.append(
        "Another model may say something else. Below, choose one of this model’s assumptions to doubt, and see what changes."
    )
    return " ".join(told)


COMPARED = f"The harm underneath at the end (it begins at {START:.0f}), for four plans in the same {model.LIVES} runs of the model:"


def compared(name: str, ends: model.Spread) -> str:
    """A plan of the list: where it ends."""
    return f"{name}: in 80 runs out of 100, {_between(ends)}."


def doubted(plan: Plan, doubt: str) -> str:
    """What the learner’s own plan comes to where one of the sentences does not hold."""
    if not doubt:
        return "Choose one of the model’s assumptions to doubt."
    usual, other = model.spread(plan), model.spread(plan, doubt)
    change = other.middle - usual.middle
    moved = (
        "just where it was"
        if abs(change) < 0.5
        else f"which is {number(abs(change), 0)} {'lower' if change < 0 else 'higher'}"
    )
    told = f"Without that assumption, the middle one of your plan’s runs ends at {number(other.middle, 0)}, {moved}."
    best = min(PLANS, key=lambda name: model.spread(PLANS[name], doubt).middle)
    return f"{told} The best of the three plans to compare with is then “{best[0].lower()}{best[1:]}”."


def unreadable(problem: str) -> str:
    """That a code is none."""
    return f"That plan could not be read. {problem}"
