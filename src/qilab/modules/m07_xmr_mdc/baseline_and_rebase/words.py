"""The sentences of Baseline and rebase. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qilab.charts import icons
from qilab.charts.control_words import ASSURANCE, VARIATION
from qilab.charts.words import count, listed, number
from qilab.methods.spc.limits import MR_LIMIT
from qilab.methods.spc.result import SpcResult

from .model import CHANGES, DECOYS, ENOUGH, LATER, ODD_AT, Case, Process, Settings, Verdict

NAMES = {
    "mdc": "the Making Data Count rules",
    "mdc_six": "the Making Data Count rules with 6 points",
    "mdc_beyond": "the Making Data Count rules as announced in 2023",
    "two": "the rules “limits” and “seven on one side”",
    "shewhart": "the Shewhart rules",
}
RULES = {
    "limits": "outside the limits",
    "trend": "in a trend",
    "two_of_three": "in a “two of three”",
    "shift": "in a shift",
}


def change_told(process: Process) -> str:
    """The change in words, or that there is none."""
    if process.shift == 0:
        return "no change at all"
    return f"a {'rise' if process.shift > 0 else 'fall'} of {number(abs(process.shift), 1)}σ"


def marked_told(found: SpcResult, first: int = 0) -> str:
    """How many points break which rule, from the point `first` on; “” where none does."""
    counted = {rule: int((marks[first:] != 0).sum()) for rule, marks in found.broken.items()}
    return listed([f"{count(n, 'month')} {RULES[rule]}" for rule, n in counted.items() if n])


def icons_told(found: SpcResult) -> str:
    """What the two icons say, each with its sign."""
    last = found.summary.iloc[-1]
    told = []
    for kind, names in (("variation", VARIATION), ("assurance", ASSURANCE)):
        if isinstance(last[kind], str):
            told.append(f"{kind.capitalize()}: {icons.sign_of(last[kind])} {names[last[kind]]}.")
    return " ".join(told)


def finding(process: Process, found: SpcResult, chart: int) -> str:
    """The live sentence: what the rules say of the later months, and whether that is so."""
    told = marked_told(found, process.baseline)
    changed = process.shift != 0
    if told:
        truth = (
            "And something did change." if changed else "But nothing has changed, so this is a false alarm."
        )
        return f"Chart {chart}: among the later {LATER} months the rules find {told}. {truth}"
    truth = (
        "But something did change, and the chart does not show it."
        if changed
        else "And nothing has changed, so that is right."
    )
    return f"Chart {chart}: the rules find no special cause in the later {LATER} months. {truth}"


def lines_told(process: Process, how: Settings, values: NDArray[np.float64]) -> str:
    """What the mean and the limits of a chart of (points,) values rest on."""
    base = (
        f"The mean and the limits rest on all {process.points} months, so a change would move them."
        if how.freeze is None
        else f"The mean and the limits rest on the first {how.freeze} months and are carried forward from there."
    )
    return f"{base} {_odd_told(values[: how.freeze], how.screen)}" if process.odd else base


def _odd_told(values: NDArray[np.float64], screen: bool) -> str:
    """Whether the steps to and from the odd month widen the limits, from the values that these rest on."""
    steps = np.abs(np.diff(values))
    large = int((steps[ODD_AT - 1 : ODD_AT + 1] >= MR_LIMIT * steps.mean()).sum())
    if screen and large == 2:
        return "The two large steps beside the odd month are left out."
    if screen and large == 1:
        return "Of the two large steps beside the odd month one is left out, but the other still widens the limits."
    few = ", because neither is large enough for screening to leave it out" if screen else ""
    return f"The two large steps beside the odd month widen the limits{few}."


def description(what: str, found: SpcResult, told: str) -> str:
    """The chart in words. what: what is drawn."""
    points, last = found.points, found.points.iloc[-1]
    limits = (
        f", limits {number(last['lcl'], 1)} and {number(last['ucl'], 1)}" if np.isfinite(last["ucl"]) else ""
    )
    starts = (np.flatnonzero(np.diff(points["part"])) + 2).tolist()
    anew = f" New limits begin in month {listed([str(s) for s in starts])}." if starts else ""
    return (
        f"XmR chart of {what}, {count(len(points), 'month')}. Mean {number(last['cl'], 1)}{limits} at the end.{anew} "
        f"{told} {icons_told(found)} Latest value {number(last['y'], 1)}."
    )


def question(process: Process, how: Settings) -> str:
    """What is to be predicted."""
    held = (
        f"frozen on the first {process.baseline}"
        if how.freeze is not None
        else f"taken from all {process.points}"
    )
    return (
        f"Think of 1,000 charts like this one, with {change_told(process)} and limits {held} months. On how many out of 100 will "
        f"{NAMES[how.rules]} show special cause in the later {LATER} months?"
    )


def result(process: Process, how: Settings, share: float, charts: int, guess: float) -> str:
    """Compare: what came out, and how far the prediction was off."""
    came = 100 * share
    off = abs(came - guess)
    close = "well predicted" if off <= 3 else "not far off" if off <= 10 else "some way off"
    found = round(charts * share)
    # With a change, a signal may still be luck, or lie on the other side; without one it is a false alarm.
    alarms = ""
    if process.shift == 0 and found:
        alarms = " That is a false alarm." if found == 1 else " All of these are false alarms."
    shown = f"All {charts:,} charts" if found == charts else f"{found or 'None'} of the {charts:,} charts"
    return f"{shown} showed special cause in the later {LATER} months, which is {number(came, 1)} in 100.{alarms} You said {guess:g}: {close}."


def explain(now: dict[str, Any], before: dict[str, Any] | None) -> str:
    """Explain: why, from what was changed since the run before. now, before: settings and “share”."""
    if before is not None:
        changed = [name for name in now if name != "share" and now[name] != before[name]]
        if len(changed) > 1:
            return "You changed several things at once. Change one at a time, and you will see which of them makes the difference."
        if changed and (words := _one_thing(changed[0], now)):
            # “Why?” asks why it came out differently.
            same = f"{now['share']:.3f}" == f"{before['share']:.3f}"
            return words.replace("Why?", "It came out the same this time.", 1) if same else words
    if now["shift"] == 0:
        return "Why? The limits are only an estimate, especially when they rest on a few months. And each of the twelve later months gives luck another chance."
    return "Why? A change shows up when it is large compared with the usual steps, and when the limits do not move along with it."


def _one_thing(what: str, now: dict[str, Any]) -> str:
    steady = now["shift"] == 0
    if what == "freeze" and now["freeze"]:
        return "Why? Frozen limits stay where they were, so a change stands out. The price is more false alarms, because the limits rest on fewer months."
    if what == "freeze":
        return "Why? Limits taken from all months move towards the change and can hide it. There are fewer false alarms, but fewer real changes are found too."
    if what == "baseline" and not now["freeze"]:
        return (
            "Why? These limits rest on all the months, so a longer baseline only gives them more months from before the change."
            if not steady
            else "Why? These limits rest on all the months, so a longer baseline only gives them more months to rest on."
        )
    if what == "baseline" and steady:
        return "Why? The mean of a short baseline may be too high or too low by luck, and then the later months seem to lie on one side. More months bring fewer false alarms."
    if what == "baseline":
        return "Why? A longer baseline gives steadier limits. But it costs time, because you spend each of those months only watching."
    if what == "shift":
        return (
            "Why? The larger the change, the more it stands out from the usual steps."
            if not steady
            else "Why? Without a change, every signal is a false alarm."
        )
    if what == "odd":
        return "Why? One odd month makes two large steps, and it pulls the mean towards itself. Try the same with screening on and off."
    if what == "screen":
        luck = (
            "Narrower limits raise more false alarms."
            if steady
            else "Narrower limits find more real changes, but they raise more false alarms too."
        )
        return (
            f"Why? Screening leaves out a step that is very large, and then the limits are narrower. {luck}"
        )
    if what == "rules":
        return "Why? Each rule gives a real change one more way to show, and luck one more way to look like a change. A rule that asks for fewer points in a row is met more often."
    return ""


# ---------------------------------------------------------------- the seven cases


def case_told(case: Case, said: Verdict, ticked: list[int]) -> str:
    """After each case: what was done, and the truth."""
    which = "the nearest of your points is" if len(ticked) > 1 else "your new limits begin"
    start = {
        "right": "Right." if said.off == 0 else "Right, to within a month.",
        "left": "Right: nothing lasting has changed here, so the limits stay.",
        "decoy": "Not this time: nothing lasting has changed here, so the limits should have stayed as they were.",
        "missed": "Not this time: the level did change, and the limits should have moved with it.",
        "late": f"Too late: {which} {count(abs(said.off), 'month')} after the change. Begin with the first month of the run, not with the month in which the rule is met.",
        "early": f"Too early: {which} {count(abs(said.off), 'month')} before the change. Those months belong to the old level.",
        "began": "You chose the month of an earlier note on the chart. No lasting change begins in that month, so look for the month in which the run begins.",
        "extra": f"One of your points is right, but you ticked {'another' if len(ticked) == 2 else 'others'} as well. Each needs a lasting change and a known cause.",
    }[said.kind]
    return f"{start} The truth: {case.truth}."


def game_told(verdicts: list[Verdict], cases: list[Case]) -> str:
    """The score at the end."""
    found = sum(v.is_right for v, case in zip(verdicts, cases, strict=True) if case.first is not None)
    left = sum(v.is_right for v, case in zip(verdicts, cases, strict=True) if case.first is None)
    good = found >= ENOUGH and left == DECOYS
    return (
        f"You have judged all {len(cases)} charts. You placed {found} of the {CHANGES} changes to within a month. Of the {DECOYS} charts where "
        f"nothing lasting had changed, you left {left} alone. {'That is a good result.' if good else f'Aim to place at least {ENOUGH} changes and to leave both of the other charts alone.'}"
    )
