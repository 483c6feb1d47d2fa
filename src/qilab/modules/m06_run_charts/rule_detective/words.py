"""The sentences of Rule detective. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from typing import Any

import numpy as np

from qilab.charts.run_words import SIDES, Stretch, stretches
from qilab.charts.words import count, listed, number, sentence
from qilab.methods.spc.rules import RuleSet

from .model import LEAST_BASELINE, Case, Process, Score, Verdict, overlap

NAMES = {
    "both": "the shift and trend rules",
    "shift": "the shift rule alone",
    "trend": "the trend rule alone",
    "run_chart": "all the run chart rules",
    "anhoej": "the Anhøj rules",
    "limits": "the limits alone",
    "mdc": "the four Making Data Count rules",
    "shewhart": "the four Shewhart rules",
}


def points_in_words(points: tuple[int, ...] | list[int]) -> str:
    """Points (from 0) as a reader counts them.

    >>> points_in_words((2, 3, 4, 7))
    'points 3 to 5 and 8'
    """
    spans: list[list[int]] = []
    for p in sorted(points):
        if spans and p == spans[-1][1] + 1:
            spans[-1][1] = p
        else:
            spans.append([p, p])
    told = [
        f"{a + 1}" if a == b else f"{a + 1} to {b + 1}" if b > a + 1 else f"{a + 1} and {b + 1}"
        for a, b in spans
    ]
    return f"{'point' if len(points) == 1 else 'points'} {listed(told)}"


def _stretch(s: Stretch, line: str) -> str:
    if s.kind == "trend":
        return f"a trend {s.direction} ({points_in_words(s.points)})"
    return f"a {s.kind} of {len(s.points)} {SIDES[s.way]} the {line} ({points_in_words(s.points)})"


def signals_in_words(verdict: Verdict, values: np.ndarray) -> list[str]:
    """Each signal of one chart, in words."""
    line = verdict.runs.rules.centre
    out = [_stretch(s, line) for s in stretches(verdict.runs, values)]
    for mask, what in (
        (verdict.limits, "outside the limits"),
        (verdict.two_of_three, "two of three points near a limit"),
    ):
        if mask.any():
            out.append(f"{what} ({points_in_words(np.flatnonzero(mask).tolist())})")
    r = verdict.runs.runs
    if verdict.runs.runs_signal and verdict.runs.rules.runs_test == "anhoej" and r.crossings_too_few:
        out.append(f"only {count(r.n_crossings, 'crossing')}, where {r.n_crossings_min} or more are ordinary")
    if verdict.runs.runs_signal and verdict.runs.rules.runs_test == "wald-wolfowitz":
        few = "few" if r.too_few_runs else "many"
        out.append(f"too {few} runs: {r.n_runs}, where {r.n_runs_min} to {r.n_runs_max} are ordinary")
    return out


def change_in_words(process: Process) -> str:
    """The change in words: its size in usual spreads and the point after which it comes, or that there is none."""
    if process.shift == 0:
        return "no change at all"
    return (
        f"a change of {number(process.shift, 1)} times the usual spread after point {process.first_changed}"
    )


def finding(process: Process, verdict: Verdict, values: np.ndarray, chart: int) -> str:
    """The live sentence under the slider: what the rules say of this one chart, and whether they are right."""
    told = signals_in_words(verdict, values)
    changed = process.shift > 0
    if told:
        more = f", and {count(len(told) - 2, 'more', 'more')}" if len(told) > 2 else ""
        what = f"gives a signal: {listed(told[:2]) if not more else ', '.join(told[:2])}{more}."
        truth = "And something did change." if changed else "But nothing changed: a false alarm."
    else:
        what = "gives no signal."
        truth = (
            "But something did change, and the rules missed it."
            if changed
            else "And nothing changed, so that is right."
        )
    return f"Chart {chart} {what} {truth}"


def centre_line_in_words(process: Process, rules: RuleSet, freeze: bool) -> str:
    """What the centre line is made of."""
    line = rules.centre
    if not freeze:
        return f"The {line} is taken from all {process.points} points, so a change can move it."
    if process.baseline is None:
        return f"The baseline would be only {count(process.first_changed, 'point')}. That is too few to freeze a line on, so the {line} is taken from all {process.points} points."
    # The lesson freezes a median; these rules may have a mean.
    alike = ", as in the lesson" if line == "median" else ""
    return f"The {line} of the first {process.baseline} points is frozen{alike}."


def description(
    process: Process, verdict: Verdict, values: np.ndarray, told: str, frozen: int | None = None
) -> str:
    """The live chart in words. frozen: points that the line rests on, None for all."""
    runs = verdict.runs
    limits = (
        f" Limits {number(float(verdict.lower), 1)} and {number(float(verdict.upper), 1)}."
        if np.isfinite(verdict.upper)
        else ""
    )
    return (
        f"Run chart of made-up minutes, {len(values)} points, {change_in_words(process)}. "
        f"Centre line: {runs.rules.centre} {number(runs.centre, 1)}{f', frozen on the first {frozen} points' if frozen else ''}; {runs.runs.n_above} points above, "
        f"{runs.runs.n_below} below.{limits} {told} Latest value {number(values[-1], 1)}."
    )


def share_in_words(share: float) -> str:
    """A share of charts as people say it.

    >>> share_in_words(0.543), share_in_words(0.362), share_in_words(0.003)
    ('about 1 chart in 2', '36 charts in 100', 'hardly any chart')
    """
    if share < 0.005:
        return "hardly any chart"
    if share > 0.975:
        return "nearly every chart"
    for n in range(2, 21):
        if abs(share * n - 1) <= (0.1 if n == 2 else 0.05):
            return f"about 1 chart in {n}"
    return f"{count(round(100 * share), 'chart')} in 100"


def result(process: Process, rules: RuleSet, share: float, charts: int, guess: float) -> str:
    """Compare: what came out, and how far the prediction was off."""
    hits = round(share * charts)
    came = 100 * share
    off = came - guess
    if abs(off) <= 2:
        close = f"You said {guess:g}: well predicted."
    elif abs(off) <= 10:
        close = f"You said {guess:g}: not far off."
    else:
        close = f"You said {guess:g}. That is some way off."
    # With a change, too, a signal may be luck: it is not said to show the change.
    what = "a false alarm" if process.shift == 0 else "a signal"
    verb = f"{'give' if share_in_words(share).endswith('charts in 100') else 'gives'} {what}"
    return (
        f"There was a signal in {hits:,} of {charts:,} charts: {number(came, 1)} in 100. {close} "
        f"With {process.points} points and {change_in_words(process)}, {share_in_words(share)} {verb} under {NAMES[rules.key]}."
    )


def explain(now: dict[str, Any], before: dict[str, Any] | None) -> str:
    """Explain: why, from what was changed since the run before. now, before: settings and "share"."""
    if before is not None:
        changed = [k for k in ("points", "shift", "noise", "start", "rules", "freeze") if now[k] != before[k]]
        up = now["share"] - before["share"]
        if len(changed) == 1 and (words := _one_thing(changed[0], now, before, up)):
            return words
        if len(changed) > 1:
            return "You changed several things at once. Change one at a time, and you will see which of them makes the difference."
    if now["shift"] == 0:
        return (
            "Why? Luck makes patterns too. More rules mean more false alarms. A longer chart does as well, unless "
            "the limits grow with it, as those of the Anhøj rules do."
        )
    return (
        "Why? Most rules show a change when it is large compared with the noise and lasts for enough points."
    )


def _one_thing(what: str, now: dict, before: dict, up: float) -> str:
    steady = now["shift"] == 0
    held = [x["freeze"] and _before_change(x) >= LEAST_BASELINE for x in (before, now)]
    if what in ("points", "start") and now["rules"] != "trend" and any(held) and not all(held):
        return (
            "One of these two runs has too short a baseline to freeze a line on, so its line rests on "
            "all its points. "
            "That alone makes a difference."
        )
    if what == "points":
        if not steady:
            return "Why? With more points after the change, the rules have more to go on. With fewer, they have less."
        if now["rules"] == "anhoej":
            why = "Why? The limits of the Anhøj rules grow with the chart: a longer chart is allowed a longer run."
            frozen = "But they are meant for a line that rests on all the points. A frozen line is a guess, so luck can make longer runs on one side of it."
        elif now["rules"] in ("both", "shift", "run_chart"):
            why = "Why? “Six in a row” stays six, however long the chart is. More points give luck more chances."
            frozen = "But the baseline grows as well, so the frozen line is less of a guess."
        else:
            why = "Why? These rules ask for no more on a long chart than on a short one, so more points give luck more chances."
            frozen = "But the baseline grows as well, so the frozen line is less of a guess."
        return f"{why} {frozen}" if all(held) and now["rules"] != "trend" else why
    if what in ("shift", "noise") and not steady and now["rules"] == "trend":
        return (
            "The trend rule looks only at whether each point lies above or below the one before it. So the size of "
            "a change and the noise matter far less than under most other rules."
        )
    if what == "shift" and steady:
        return "Why? Without a change, every signal is a false alarm. Compare this share with the one before."
    if what == "shift":
        if abs(up) < 0.02 or (up > 0) != (now["shift"] > before["shift"]):
            return "A larger change usually brings more signals, but here it makes no clear difference."
        return "Why? A larger change stands out more from the noise, so more charts show it."
    if what == "noise":
        if steady:
            return "Why? On a steady process the amount of noise makes no difference. The rules look at sides and order, or set their limits by the noise itself."
        return "Why? What counts is how large the change is compared with the noise. With twice the noise, a change has to be twice as large to show as clearly."
    if what == "freeze":
        if abs(up) < 0.02:
            return "Here it makes hardly any difference whether the line is frozen."
        if (up > 0) != now["freeze"]:
            return "A frozen line usually brings more signals, but not here. That can happen when few points come after the baseline."
        if now["rules"] == "limits":
            return (
                "Why? Limits that rest on few points are themselves a guess. If they are a little too narrow, luck "
                "goes beyond them more often. In return, a change cannot pull them, so more real changes show."
                if now["freeze"]
                else "Why? Limits that rest on all the points fit those points, so luck alone goes beyond them less often. But a change pulls them towards itself and can hide in that way."
            )
        if now["freeze"]:
            return (
                "Why? A line that rests on few points is itself a guess. If it is a little too high or too low, "
                "luck makes long runs on one side, so there are more false alarms. In return, a change cannot pull "
                "the line, so more real changes show."
            )
        return (
            "Why? A line that rests on all points lies in the middle of them, so luck alone makes fewer long runs. "
            "But a change pulls the line towards itself and can hide in that way."
        )
    if what == "start" and now["rules"] == "trend":
        return "The trend rule does not look at the centre line, so where a change begins makes little difference to it."
    if what == "start" and all(held):
        return (
            "Why? The first points are the baseline. A frozen line that rests on few points is often a "
            "little too high or too low. One that rests on many leaves few points after the baseline."
        )
    if what == "start":
        return (
            "Nothing changes in this process, so where a change would begin makes no difference."
            if steady
            else "Why? A line that rests on all the points has about half of them above it. So a change shows best when it comes near the middle."
            if now["rules"] in ("both", "shift", "run_chart", "anhoej")
            else "Why? A line that rests on all the points is pulled towards the change, and where the change begins decides how far."
        )
    if what == "rules":
        if abs(up) < 0.02:
            return "On this process the two rule sets give about the same share of signals."
        more = "more" if up > 0 else "fewer"
        price = (
            "Now set a real change, and see what you gain for the extra alarms."
            if steady and up > 0
            else "Now set a real change, and see how many changes you now miss."
            if steady
            else "Now set the change to 0, and see how many false alarms that brings."
        )
        does = f"gives {more} false alarms" if steady else f"gives a signal on {more} of the charts"
        return f"This rule set {does}. {price}"
    return ""


def _before_change(settings: dict[str, Any]) -> int:
    return round(settings["points"] * settings["start"] / 100)


# ---------------------------------------------------------------- the game


def case_feedback(case: Case, verdict: Verdict, said: bool, ticked: set[int], marked: set[int]) -> str:
    """After each chart of the game: right or not, what the rules see, what was ticked, and the truth."""
    right = bool(verdict.signal) == said
    told = signals_in_words(verdict, case.values)
    start = "Right." if right else "Not this time."
    rules = f"The rules see {listed(told)}." if told else "The rules see no signal: ordinary ups and downs."
    parts = [start, rules]
    if marked or ticked:
        both, extra = len(ticked & marked), len(ticked - marked)
        text = f"You ticked {both} of the {count(len(marked), 'point')} that the rules mark" if marked else ""
        if len(marked) == 1:
            text = f"You {'ticked' if both else 'did not tick'} the one point that the rules mark"
        if extra and text:
            joined = "but you did tick" if len(marked) == 1 and not both else "and"
            text += f", {joined} {extra} that they do not"
        elif extra:
            text = f"You ticked {count(extra, 'point')} that they do not mark"
        if overlap(ticked, marked) == 1:
            text = f"You ticked {'the right point' if len(marked) == 1 else 'all the right points and no others'}"
        parts.append(f"{text}.")
    if case.begins is None:
        truth = "The truth: nothing changed" + (", so the rules gave a false alarm." if told else ".")
    else:
        truth = f"The truth: a change of {number(case.shift, 1)} times the usual spread from point {case.begins + 1}"
        truth += "." if told else ", which the rules missed."
    return " ".join([*parts, truth])


def game_summary(s: Score, rules: RuleSet) -> str:
    """The score at the end of the game."""
    share = (
        ""
        if s.overlap != s.overlap
        else f" On average, your points and those of the rules overlap by {s.overlap:.0%}."
    )
    reported = count(s.false_alarms, "signal") if s.false_alarms else "no signal"
    others = "the other chart" if s.quiet == 1 else f"the other {s.quiet}"
    quiet = f" On {others} you reported {reported}." if s.quiet else ""
    return (
        f"You have read all {s.signals + s.quiet} charts. The rules gave a signal on {s.signals} of them, and you saw {s.hits}."
        f"{quiet}{share} "
        f"{sentence(NAMES[rules.key])} gave a signal on {s.found} of the {s.changed} charts with a real change, and on {s.cried} of the {s.steady} in which nothing changed."
    )
