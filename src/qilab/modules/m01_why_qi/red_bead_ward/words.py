"""The sentences of Red Bead Ward. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from qilab.charts.words import count, listed, number

from .model import PEOPLE, Round, Ward

QUESTIONS = {
    "gap": "How many red beads apart are the best and the worst of the six, on average?",
    "best": "On average, how many red beads does the nurse with the fewest in one round draw in the next?",
    "target": "In how many rounds out of 100 does at least one of the six draw 3 red beads or fewer?",
}


def outside(ward: Ward) -> list[tuple[int, str]]:
    """(round, name) of each scoop outside the limits of its own round's tray."""
    out = []
    for i, one in enumerate(ward.rounds):
        found = ward.limits(i)
        for name, red in zip(one.names, one.red, strict=True):
            if red > found.upper or red < found.lower:
                out.append((i + 1, name))
    return out


def description(ward: Ward) -> str:
    """The live chart in words."""
    last, found = ward.rounds[-1], ward.limits()
    draws = ", ".join(f"{name} {red}" for name, red in zip(last.names, last.red, strict=True))
    beyond = ", ".join(f"{name} in round {r}" for r, name in outside(ward))
    told = f"Outside the limits: {beyond}." if beyond else "No scoop lies outside the limits."
    return (
        f"Red beads in each scoop of {ward.scoop}, six nurses, {count(len(ward.rounds), 'round')}. The tray of the "
        f"last round gives {number(found.mean, 1)} on average, with limits of {number(found.lower, 1)} and "
        f"{number(found.upper, 1)}. Last round: {draws}. {told}"
    )


def finding(ward: Ward) -> str:
    """The live sentence: best and worst of the last round, and what the limits say."""
    last = ward.rounds[-1]
    beyond = [name for r, name in outside(ward) if r == len(ward.rounds)]
    verdict = (
        f"{'A scoop' if len(beyond) == 1 else 'Scoops'} by {listed(beyond)} {'lies' if len(beyond) == 1 else 'lie'} outside the "
        "limits, by luck alone, because all six draw from one tray."
        if beyond
        else "All six scoops lie inside the limits."
    )
    fewest = _fewest(last)
    if len(fewest) == PEOPLE:
        return f"Round {len(ward.rounds)}: all six drew the same, {count(int(last.red.min()), 'red bead')} each. {verdict}"
    each = " each" if len(fewest) > 1 else ""
    return (
        f"Round {len(ward.rounds)}: {listed(fewest)} drew the fewest red beads, {last.red.min()}{each}. The "
        f"most was {last.red.max()}. {verdict}"
    )


def _fewest(one: Round) -> list[str]:
    """Who drew the fewest: several, where they share it."""
    return [name for name, red in zip(one.names, one.red, strict=True) if red == one.red.min()]


def question(ward: Ward) -> str:
    """Predict: the next scoop of the one with the fewest."""
    last = ward.rounds[-1]
    rank = "and nobody drew fewer" if len(_fewest(last)) > 1 else "the fewest of the six"
    return (
        f"{last.names[last.best]} has just drawn {last.red.min()}, {rank}. How many red beads will this "
        "nurse draw in the next round?"
    )


def result(before: Round, now: Round, guess: float) -> str:
    """Compare: what the best of the round before drew now, and the prediction."""
    place = before.best
    was, came = int(before.red[place]), int(now.red[place])
    close = (
        ": well predicted" if abs(came - guess) <= 1 else f", so you were {round(abs(came - guess), 1):g} out"
    )
    return f"{before.names[place]} drew {was} last time and {came} this time. You said {guess:g}{close}."


def explain(before: Round, now: Round) -> str:
    """Explain: what the action did, beside what would have come anyway."""
    if now.action == "tray" and not before.tray:
        return "There was no red bead left in the tray to take out."
    if now.action == "tray":
        return (
            f"You changed the tray: it now has {count(now.tray, 'red bead')} among its 4,000, instead of {before.tray:,}. That brings the "
            "centre line and the upper limit down, for everybody and for good."
        )
    worst = before.worst_three
    rest = [i for i in range(PEOPLE) if i not in worst]
    (worst_was, rest_was), (worst_now, rest_now) = (
        (one.red[worst].mean(), one.red[rest].mean()) for one in (before, now)
    )
    others = f"the other three averaged {number(rest_was, 1)} before and {number(rest_now, 1)} this time."
    if now.action == "replace":
        return (
            f"The three who left had averaged {number(worst_was, 1)}, and the three newcomers averaged "
            f"{number(worst_now, 1)}; {others} Newcomers draw from the same tray."
        )
    line = f"The three with the most averaged {number(worst_was, 1)} before and {number(worst_now, 1)} this time; {others}"
    ends = {
        "none": "Nobody did anything, and still the numbers moved."
        if (before.red != now.red).any()
        else "Nobody did anything.",
        "praise": "Praise is kind, but it takes no red bead out of the tray.",
        "target": "A target takes no red bead out of the tray.",
        "bonus": "A bonus takes no red bead out of the tray.",
        "warning": "Compare this with a round in which you do nothing, and see what high numbers do without a warning.",
    }
    return f"{line} {ends[now.action]}"


def _met(came: float) -> str:
    """How often the target is met, in rounds out of 100."""
    if came in (0, 100):
        return f"In {'every round somebody meets' if came else 'no round does anybody meet'} the target of 3."
    return f"In {number(came, 1)} rounds out of 100 somebody meets the target of 3."


def many(which: str, came: float, guess: float, centre: float) -> str:
    """Compare, over many rounds. centre: what the tray gives on average."""
    told = {
        "gap": f"On average the best and the worst are {number(came, 1)} beads apart, though all six do the same work in the same way.",
        "best": f"On average the nurse with the fewest in one round draws {number(came, 1)} in the next. The tray gives everybody {number(centre, 1)} on average.",
        "target": f"{_met(came)} The tray gives {number(centre, 1)} on average.",
    }[which]
    near = 2 if which == "target" else 0.5
    close = (
        ": well predicted."
        if abs(came - guess) <= near
        else f", so you were {number(abs(came - guess), 1)} out."
    )
    return f"{told} You said {guess:g}{close}"
