"""The sentences of Fair comparison. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from qilab.charts.words import count, number

from . import groups, model

LEVELS = {"95": "95% limits", "998": "99.8% limits"}
GOALS = {
    "split": "the gap closes, yet the ratio rises",
    "wider": "fewer appointments are missed, yet the gap grows",
    "closer": "gap and ratio both get smaller",
}


def _odds(average: model.Average, unit: str = "", decimals: int = 1) -> str:
    """A mean of many runs with how far it may be off by its own luck: two Monte-Carlo standard errors."""
    off = max(2 * average.error, 0.5 * 10**-decimals)
    return f"{number(average.mean, decimals)}{unit} (give or take {number(off, decimals)})"


# ---------------------------------------------------------------- funnel


def funnel_told(found: model.Limits, level: str, widened: bool, spread: int) -> str:
    """The live sentence over the funnel."""
    n = int((found.outside != 0).sum())
    told = f"Of {model.PROVIDERS} providers {n or 'none'} {'lie' if n > 1 else 'lies'} outside the {LEVELS[level]}"
    if widened and found.phi > 1:
        told += f", widened by √φ ({number(found.times, 2)})"
    elif widened:
        told += f", which are left as they are, because φ is not above 1 ({number(found.phi, 2)})"
    if spread == 0:
        alarm = "so each of those outside is" if n > 1 else "so the one outside is"
        return (
            f"{told}. All are truly alike, {f'{alarm} a false alarm' if n else 'so that is as it should be'}."
        )
    return f"{told}. Their true rates differ, typically by about {spread}% of the mean. φ is {number(found.phi, 1)}."


def league_told(one: model.League) -> str:
    """How large the first and the last five are, compared with all."""
    places = one.places(0)
    ends = one.n[(places <= 5) | (places > model.PROVIDERS - 5)].mean()
    return f"In this year’s league table the first five and the last five have {number(ends, 0)} cases on average, and all forty have {number(one.n.mean(), 0)}."


def funnel_described(found: model.Limits, level: str, told: str, year: int) -> str:
    """The funnel in words."""
    when = "next year" if year else "this year"
    return f"Funnel of {model.PROVIDERS} made-up providers {when}: events in % against cases a year, around {number(found.centre, 1)}%. The {LEVELS[level]} lie far apart where there are few cases and close in where there are many. {told}"


def place_result(one: model.League, average: model.Average, guess: float, spread: int) -> str:
    """Compare: the place of the first in the next year, here and in a thousand leagues."""
    came = int(one.places(1)[one.first])
    off = abs(came - guess)
    close = "well predicted" if off <= 2 else "not far off" if off <= 6 else "some way off"
    why = (
        "All are alike, so the place next year is a lottery."
        if spread == 0
        else "On average, part of a lead is real and the rest is luck. With more cases, more of the lead stays."
    )
    return f"Next year this provider is number {came}. You said {guess:g}: {close}. In {model.RUNS:,} leagues like this one, the leader’s place a year later averages {_odds(average)}. {why}"


# ---------------------------------------------------------------- help


def help_question(worst: int, effect: int, lots: bool) -> str:
    """What is to be predicted."""
    help_ = "does nothing at all" if effect == 0 else f"really takes {effect}% off the rate"
    if lots:
        told = (
            f"Lots were drawn among the {2 * worst} worst wards of the month: {'one is' if worst == 1 else 'half of them are'} sent help that {help_}, and "
            f"{'the other waits' if worst == 1 else 'the others wait'}."
        )
    else:
        told = f"The {count(worst, 'worst ward').removeprefix('1 ')} of the month {'is' if worst == 1 else 'are'} sent help that {help_}."
    helped = "of the ward that is helped" if worst == 1 else "of those helped"
    return f"{told} How much lower, as a percentage, will the rate {helped} be next month?"


def help_told(one: model.Help, seen: bool) -> str:
    """The live sentence over the wards."""
    was, everybody = one.before[one.helped].mean(), one.before.mean()
    alone = len(one.helped) == 1
    told = f"On average the {model.WARDS} wards have {number(everybody, 1)} falls per 1,000 bed days this month, and {'the one' if alone else 'those'} picked for help {'has' if alone else 'have'} {number(was, 1)}."
    if not seen:
        return told
    told += f" Next month {'the ward that was helped has' if alone else 'those helped have'} {number(one.after[one.helped].mean(), 1)}"
    if len(one.waiting):
        told += f", and {'the one drawn to wait goes' if alone else 'those drawn to wait go'} from {number(one.before[one.waiting].mean(), 1)} to {number(one.after[one.waiting].mean(), 1)}"
    return f"{told}."


def help_result(one: model.Help, many: model.ManyHelps, guess: float, effect: int) -> str:
    """Compare: the fall here and in a thousand hospitals."""
    was = one.before[one.helped].mean()
    came = -100 * one.change(one.helped) / was
    here = f"{number(came, 0)}% lower" if came >= 0 else f"{number(-came, 0)}% higher"
    off = abs(many.fall.mean - guess)
    close = "well predicted" if off <= 3 else "not far off" if off <= 10 else "some way off"
    told = f"In this hospital it is {here}. In {model.RUNS:,} hospitals like this one, it is {_odds(many.fall, '%')} lower on average. You said {guess:g}%: {close}."
    if effect == 0:
        return (
            f"{told} And the help did nothing, so the whole of that average drop is regression to the mean."
        )
    return f"{told} The help itself takes {effect}% off what the rate would have been. The rest of that average drop is regression to the mean."


def net_result(many: model.ManyHelps) -> str:
    """Explain: what the wards that wait show over a thousand hospitals."""
    if many.net is None:
        return "No wards are waiting, so none can show what would have happened anyway. Draw lots, and run it again."
    return (
        f"On average over many hospitals, the rate of the helped wards changes by {_odds(many.change, '', 2)} per 1,000 bed days. Take away the change on the wards that wait, "
        f"and {_odds(many.net, '', 2)} is left. That is an estimate of what the help does."
    )


def net_asked(one: model.Help, expected: float) -> str:
    """What is to be worked out for this hospital, with what it takes."""
    way = (
        f"minus the change on {_waiting(one, 'wait')}"
        if one.net is not None
        else f"minus the change of {number(expected, 1)} that was to be expected anyway"
    )
    return f" Now for this hospital: what is the net change, that is, the change on {_helped(one)} {way}?"


def _helped(one: model.Help) -> str:
    return "the helped ward" if len(one.helped) == 1 else "the helped wards"


def _waiting(one: model.Help, verb: str = "waited") -> str:
    if len(one.waiting) == 1:
        return f"the one that {verb}{'s' if verb == 'wait' else ''}"
    return f"those that {verb}"


def net_checked(given: float, one: model.Help, expected: float) -> str:
    """Is the net change that was typed right, or is it a known slip?"""
    raw, exact = one.change(one.helped), 0.06
    alone, helped = len(one.helped) == 1, _helped(one)
    if one.net is not None and abs(given - one.net) <= exact:
        return (
            f"Right: {number(one.net, 1)}. That is the change on {helped} minus the change on {_waiting(one)}. With so few wards in one hospital, "
            "some of it may still be luck."
        )
    formula = raw - expected
    if abs(given - formula) <= exact:
        return f"Right, by the formula: the change on {helped} ({number(raw, 1)}) minus the change that was to be expected anyway ({number(expected, 1)})."
    if abs(given - raw) <= exact:
        return f"That is the whole change on {helped}. {'It was' if alone else 'They were'} picked because of a bad month, so take away what would have happened anyway."
    if one.net is not None and abs(given - one.change(one.waiting)) <= exact:
        return f"That is the change on the {'ward' if alone else 'wards'} that waited. Take it away from the change on {helped}."
    if abs(given + (one.net if one.net is not None else formula)) <= exact:
        return "The size is right, but the sign is not. A drop in the rate is a negative number, and a rise is a positive one."
    how = (
        f"minus the change on {_waiting(one)}"
        if one.net is not None
        else "minus the change that was to be expected anyway"
    )
    return f"Not yet. It is the change on {helped} ({number(raw, 1)}) {how}."


# ---------------------------------------------------------------- two wards


def mix_told(mix: groups.Mix, frail_a: int, frail_b: int, split: bool) -> str:
    """The live sentence over the two wards."""
    a, b = mix.whole
    higher = (
        "practically the same" if abs(a - b) <= groups.LIKE else f"higher on Ward {'A' if a > b else 'B'}"
    )
    told = f"With {frail_a}% frail patients on Ward A and {frail_b}% on Ward B, the rates of the whole wards are {number(a, 1)} and {number(b, 1)}: {higher}."
    if not split:
        return told
    end = (
        "So the whole-ward rate points the wrong way."
        if mix.turned
        else "Here the whole-ward rate points the same way."
        if a < b - groups.LIKE
        else "The whole-ward rate hides this."
    )
    return f"{told} Among frail patients they are 9.0 and 9.5, and among the others 3.0 and 3.5, so Ward A is lower in each group. If half the patients on both were frail, they would be 6.0 and 6.5. {end}"


def mix_bet(bet: str, mix: groups.Mix) -> str:
    """What is said to a guess, once the wards are split."""
    if bet == "a":
        return "You said Ward A, and you were right: its rate is lower in each group, whatever the mix."
    if bet == "b":
        return (
            "You said Ward B. As a whole it looked safer, because it looks after fewer frail people."
            if mix.turned
            else "You said Ward B. Look at the groups: Ward A is lower in each."
        )
    return "You said that you cannot tell. You cannot tell from the whole wards, but you can from the groups: Ward A is lower in each."


# ---------------------------------------------------------------- fifths


def gap_told(found: groups.Gaps) -> str:
    """The live sentence over the fifths."""
    return (
        f"All patients: {number(found.mean(False), 1)}% of appointments missed before, {number(found.mean(True), 1)}% after. Gap between fifth 1 and fifth 5: "
        f"{number(found.gap(False), 1)} points before, {number(found.gap(True), 1)} after. Ratio: {number(found.ratio(False), 2)} before, "
        f"{number(found.ratio(True), 2)} after."
    )


def goal_checked(found: groups.Gaps, goal: str) -> str:
    """Does the setting do what was to be found?"""
    if found.mean(True) > found.mean(False) - 0.05:
        return "Not yet: with these settings hardly any fewer appointments are missed. Move the sliders to the right first."
    if found.kind == goal:
        return (
            f"Found: {GOALS[goal]}. "
            + {
                "wider": "A report that gave only the mean would call it a success and leave it at that.",
                "split": "Both numbers are right. Anyone who reports only one of them tells half the story.",
                "closer": "This takes a change that helps most where help is needed most.",
            }[goal]
        )
    return {
        "wider": "Not yet: here the gap grows in points. Let the reminders help fifth 1 more than they do now.",
        "split": "Not yet: here the gap closes but the ratio rises. For another result, move one slider at a time.",
        "closer": "Not yet: here both get smaller. Let the reminders help fifth 5 more than they do now.",
        "even": "Not yet: here the gap closes, but the ratio stays as it was. Let the reminders help one of the two fifths more than the other.",
        "same": "Not yet: here the gap stays as it was. Move one of the sliders.",
    }[found.kind]
