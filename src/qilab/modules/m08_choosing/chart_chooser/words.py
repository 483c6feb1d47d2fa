"""The sentences of Chart chooser. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

import numpy as np

from qilab.charts.words import listed, number, sentence

from .model import KINDS, Drawn, Rate, possible

NAMES = {
    "i": "I chart (XmR)",
    "c": "c chart",
    "p": "p chart",
    "u": "u chart",
    "pp": "p′ chart",
    "up": "u′ chart",
    "g": "g chart",
    "t": "t chart",
}
DATA = {
    "stay": "Length of stay",
    "missed": "Missed appointments",
    "falls": "Falls",
    "needles": "Needle-stick injuries",
    "infections": "C. difficile on one ward",
    "harm": "Falls with serious harm",
    "waits": "Waits in A&E",
    "reports": "Incidents reported",
}
ABOUT = {
    "stay": "An orthopaedic hospital records its hip patients’ mean length of stay, in days. There is one mean a month, always from about the "
    "same number of patients.",
    "missed": "An eye clinic counts the patients who did not attend, out of those booked. Each week 20 to 40 are booked.",
    "falls": "A community hospital counts its falls each month. A patient may fall twice. The number of open beds changes, so a month "
    "has anything from 230 to 760 occupied bed days.",
    "needles": "A trust counts its needle-stick injuries each month. It has the same 600 staff all the time, and somebody may be hurt twice. There are about nine injuries a month.",
    "infections": "A ward has recorded its C. difficile cases for three years, with the day and the hour. There are about two every three months, and some 800 bed days each month.",
    "harm": "A small unit records for each admission whether there was a fall with serious harm, which happens in about 1 in 90. The number of admissions between one such fall and the next is known.",
    "waits": "An A&E department counts the patients who waited longer than four hours, out of all who came. Each month 9,000 to 10,000 come.",
    "reports": "A trust counts all the incidents that its staff report each month. A patient may have several. There are 26,000 to 28,500 occupied bed days a month.",
}
QUESTIONS = {
    "kind": ("1. Is it measured or counted?", {"measured": "measured", "counted": "counted"}),
    "twice": (
        "2. If counted, what is counted?",
        {"yes_no": "a yes or no for each patient", "events": "events, and one patient may have several"},
    ),
    "equal": (
        "3. Are the chances about the same each time?",
        {"same": "about the same", "change": "they change"},
    ),
    "rare": (
        "4. Is it rare (none in about half of the months or more)?",
        {
            "no": "no",
            "time": "yes, and the time between them is known",
            "cases": "yes, and the cases between them are counted",
        },
    ),
    "large": ("5. Are there thousands of chances in a point?", {"no": "no", "thousands": "yes"}),
}
REASONS = {
    "i": "one measured value for each point",
    "p": "a yes or no for each patient, and the number of patients changes",
    "u": "events over chances that change",
    "c": "events, and the chances stay about the same",
    "pp": "a yes or no, with thousands of patients in each point",
    "up": "events over thousands of chances",
    "t": "rare, and the time between events is known",
    "g": "rare, and the cases between events are counted",
}
WHY_NOT = {
    "measured": "the values are measured, and it needs patients or events that are counted",
    "common": "events are not rare here, and most points have several of them",
    "cases": "it needs the time between events, and only the cases in between are known",
    "few": "there are too few events in this draw",
}


def why_not(kind: str, chart: str) -> str:
    """Why a chart cannot be drawn of these data (or, if it can, that this draw has too few events)."""
    if chart in possible(kind):
        return WHY_NOT["few"]
    told = KINDS[kind].answers
    if told["kind"] == "measured":
        return WHY_NOT["measured"]
    return WHY_NOT["cases"] if told["rare"] == "cases" else WHY_NOT["common"]


def change_told(change: int) -> str:
    """The change in words."""
    if change == 0:
        return "nothing changes"
    return f"the level really {'falls' if change < 0 else 'rises'} by {abs(change)}% halfway through"


def limits_told(drawn: Drawn) -> str:
    """The limits of a chart, at its last point and whether they change."""
    low, high = drawn.lower[-1], drawn.upper[-1]
    if not np.isfinite(high):
        return "no limits"
    breathe = np.nanmax(drawn.upper) - np.nanmin(drawn.upper) > 1e-9
    return f"{number(low, 1)} to {number(high, 1)}{' at the last point' if breathe else ''}"


def finding(kind: str, chart: str | None, drawn: Drawn | None, change: int) -> str:
    """The live sentence over the chosen chart."""
    if chart is None:
        return f"{DATA[kind]}: these are the points alone. To see limits, answer the five questions or overrule them."
    if drawn is None:
        return f"The {NAMES[chart]} cannot be drawn from these data, because {why_not(kind, chart)}."
    n = int(drawn.outside.sum())
    total = len(drawn.values)
    share = (
        f"all {total} points lie"
        if n == total
        else f"{n or 'none'} of the {total} points {'lie' if n > 1 else 'lies'}"
    )
    told = f"On the {NAMES[chart]} {share} outside the limits."
    if change == 0:
        alarm = f"Nothing has changed, so {'each of them' if n > 1 else 'it'} is a false alarm."
        return f"{told} {alarm if n else 'And nothing has changed, so that is right.'}"
    return f"{told} {'And' if n else 'But'} {change_told(change)}."


def measured(kind: str, chart: str | None) -> str:
    """What the points of a chart are: “days”, or for a plain count of a rate “how many there were”."""
    if chart in ("g", "t"):
        return "gaps between events"
    return "how many there were" if chart == "c" and KINDS[kind].per != 1 else KINDS[kind].unit


def description(kind: str, chart: str | None, drawn: Drawn | None, told: str) -> str:
    """The chosen chart in words."""
    if chart is None or drawn is None:
        return f"{DATA[kind]}, {KINDS[kind].points} points in time order, without limits. {told}"
    return (
        f"The {NAMES[chart]} of {measured(kind, chart)}, {len(drawn.values)} points. Centre line {number(drawn.centre[-1], 1)}, limits "
        f"{limits_told(drawn)}. {told} Latest value {number(drawn.values[-1], 1)}."
    )


def side_by_side(kind: str, drawn: dict[str, Drawn | None], change: int) -> str:
    """The live sentence over all charts of one set."""
    there = {chart: d for chart, d in drawn.items() if d is not None}
    loud = [f"{NAMES[c]} ({int(d.outside.sum())})" for c, d in there.items() if d.outside.any()]
    what = sentence(change_told(change))
    if not loud:
        none = (
            "The only chart of these data has no point"
            if len(there) == 1
            else f"None of these {len(there)} charts has a point"
        )
        return f"{what}. {none} outside its limits."
    quiet = len(there) - len(loud)
    others = ("", " The other chart has none.", " The other charts have none.")[min(quiet, 2)]
    return f"{what}. Points outside the limits: {listed(loud)}.{others}"


def advice(chart: str | None, override: str) -> str:
    """What the five answers lead to, and whether it is overruled."""
    if chart is None:
        return "Once you have answered the questions, the chart is named here."
    led = f"Your answers lead to the {NAMES[chart]}."
    return led if not override or override == chart else f"{led} You chose the {NAMES[override]} instead."


def judged(kind: str, chart: str, reason: str, answers: dict[str, str]) -> str:
    """Is the choice right, and does the reason fit? Which of the five answers are worth another look, if not."""
    told = KINDS[kind]
    fits = reason == chart
    if chart == told.right:
        if fits:
            return f"Right: the {NAMES[chart]}. Your reason fits too. Now find out how often this chart is fooled."
        return f"The {NAMES[chart]} is right. But “{REASONS[reason]}” is the reason for {_a(reason)}. Which reason fits here?"
    if chart in told.also:
        good = "" if fits or reason == told.right else " But look at your reason again."
        better = (
            "is simpler, because the chances stay the same"
            if told.right == "c"
            else "makes use of everything that is known"
        )
        return f"The {NAMES[chart]} would do here too. But the {NAMES[told.right]} {better}.{good} Find out how often each of them is fooled."
    start = f"Not the {NAMES[chart]} here"
    if chart not in possible(kind):
        return f"{start}: {why_not(kind, chart)}."
    wrong = [
        QUESTIONS[name][0].split(".")[0]
        for name, right in told.answers.items()
        if right and answers.get(name) and answers[name] != right
    ]
    if wrong:
        return f"{start}. Read the data again, and look at {'question' if len(wrong) == 1 else 'questions'} {listed(wrong)}."
    return f"{start}: {_cost(kind, chart)}."


def _cost(kind: str, chart: str) -> str:
    """Why a chart that can be drawn is not the one."""
    told = KINDS[kind].answers
    if told["rare"] != "no":
        return "many months have none, and no month can fall below its lower limit, however good things get"
    if told["large"] == "thousands" and chart in ("c", "p", "u"):
        return "its limits allow for luck alone, and with thousands of chances in a point luck plays only a tiny part"
    if told["equal"] == "change" and chart == "c":
        return "the chances change, and it assumes that they stay the same"
    if told["twice"] == "yes_no" and chart in ("u", "up"):
        return "it assumes that one patient could count several times"
    if told["twice"] == "events" and chart in ("p", "pp"):
        return "it needs a yes or no for each patient, and here one can have several events"
    if told["large"] != "thousands" and chart in ("pp", "up"):
        return "it is for thousands of chances in a point, and here there are far fewer"
    return "it does not make use of everything that is known"


def question(kind: str, chart: str | None, change: int, rules: str) -> str:
    """What is to be predicted."""
    if chart is None:
        return "First choose a chart, on the first page."
    by = "a point outside the limits" if rules == "limits" else "a signal by the four Making Data Count rules"
    return (
        f"Think of 1,000 sets like “{DATA[kind]}”, where {change_told(change)}. "
        f"In how many sets out of 100 will the {NAMES[chart]} show at least one signal, that is, {by}?"
    )


def result(chart: str, rate: Rate, guess: float, change: int) -> str:
    """Compare: what came out, and how far the prediction was off."""
    came = 100 * rate.signal
    off = abs(came - guess)
    close = "well predicted" if off <= 2 else "not far off" if off <= 10 else "some way off"
    what = "gives a false alarm" if change == 0 else "shows a signal somewhere"
    return f"The {NAMES[chart]} {what} in {number(came, 1)} out of 100 sets. You said {guess:g}: {close}."


def compared(kind: str, chart: str, rates: dict[str, Rate], change: int, rules: str) -> str:
    """Explain: the choice beside the best and the worst, and who would see the change. rules: "limits" or "mdc"."""
    if change:
        return _seen(chart, {c: 100 * r.seen for c, r in rates.items()}, rules)
    right = KINDS[kind].right
    alarms = {c: 100 * r.signal for c, r in rates.items()}
    if len(alarms) == 1:
        return "No other chart can be drawn from these data."
    most = max(alarms.values())
    worst = _as_much(alarms, most)
    told_right = (
        ""
        if chart == right or right in worst
        else f" The {NAMES[right]} gives a false alarm in about {number(alarms[right], 0)}."
    )
    g = (
        " (The g chart is easily fooled by one long gap. Its strength is that it can show an improvement at all. Let something "
        "change, and compare.)"
        if right == "g" and rules == "limits"
        else ""
    )
    who, what = (
        sentence(_the(worst)),
        "gives a false alarm most often" if len(worst) == 1 else "give false alarms most often",
    )
    if len(worst) == len(alarms):
        who, what = "All these charts", "give false alarms"
    return f"{who} {what}, in about {number(most, 0)} out of 100 sets.{told_right} Somebody would have been asked to explain each of these alarms.{g}"


def _seen(chart: str, seen: dict[str, float], rules: str) -> str:
    """Who picks up a change, and who hardly ever does. seen: of 100 sets, by chart."""
    most = max(seen.values())
    best = _as_much(seen, most)
    if len(seen) == 1:
        others = "."
    elif seen[chart] == most:
        others = ", and no other chart does better."
    elif chart in best:
        others = ", and no other chart does noticeably better."
    else:
        others = (
            f". {sentence(_the(best))} {'does' if len(best) == 1 else 'do'} best, with {number(most, 0)}."
        )
    blind = [c for c, v in seen.items() if v < 0.5]
    none = {
        0: "",
        1: f" {sentence(_the(blind))} hardly ever sees it.",
    }.get(len(blind), f" These charts hardly ever see it: {listed([NAMES[c] for c in blind])}.")
    luck = (
        " Some of the g chart’s signals are luck, because one long gap easily fools it."
        if rules == "limits" and "g" in best and most >= 0.5
        else ""
    )
    return f"The {NAMES[chart]} picks up the change in {number(seen[chart], 0)} out of 100 sets{others}{none}{luck}"


def _as_much(of_100: dict[str, float], most: float) -> list[str]:
    """The charts that come to as much as the most, to the printed digit."""
    return [c for c, v in of_100.items() if number(v, 0) == number(most, 0)]


def _a(chart: str) -> str:
    """A chart’s name after its article: an I chart, a u chart."""
    return f"{'an' if chart == 'i' else 'a'} {NAMES[chart]}"


def _the(charts: list[str]) -> str:
    return listed([f"the {NAMES[c]}" for c in charts])


def alarms_description(rates: dict[str, Rate] | None, change: int) -> str:
    """The bars in words."""
    if rates is None:
        return "There is a bar for each chart. They are empty until you run the sets."
    each = "; ".join(
        f"{NAMES[c]} {number(100 * r.signal, 1)}"
        + (f", in the direction of the change {number(100 * r.seen, 1)}" if change else "")
        for c, r in rates.items()
    )
    return f"Sets with a signal, out of 100, where {change_told(change)}: {each}."
