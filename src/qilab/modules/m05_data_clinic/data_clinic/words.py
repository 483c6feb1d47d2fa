"""The sentences of Data clinic. Plain, kind, and true of their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from qilab.charts.words import count, listed, number

from .fixes import FIXES
from .model import ENOUGH, HEADLINES, NEAR, UNITS, Score

LEFT = {
    "when": "dates that are read wrongly or not at all",
    "ward_code": "ward codes",
    "ward_name": "ward names",
    "reason": "reasons",
    "review_min": "minutes of the review",
    "staff_short": "numbers of staff",
    "similar_falls": "numbers of similar falls",
    "rounds_pct": "percentages of rounds",
    "admitted": "stays",
    "discharged": "stays",
    "note": "notes",
}


def amount(headline: str, value: float | None) -> str:
    """A headline’s number with its unit, as a colleague would say it."""
    if value is None:
        return f"not countable {_why_not(headline)}"
    if UNITS[headline] == "falls":
        return count(round(value), "fall")
    return f"{number(value, 1)} {UNITS[headline]}"


def _why_not(headline: str) -> str:
    """Why a headline has no number: the month needs dates, and the mean needs lines."""
    return (
        "yet, because no date has been read" if headline == "month" else "any more, because no lines are left"
    )


def finding(headline: str, values: Sequence[float | None], steps: Sequence[str]) -> str:
    """The headline now, and the step that moved it most."""
    told = f"{HEADLINES[headline]}: {amount(headline, values[-1])}."
    if values[-1] is None:
        return told
    moves = [
        (abs(after - before), name)
        for before, after, name in zip(values, values[1:], steps, strict=False)
        if before is not None and after is not None and after != before
    ]
    if not moves and values[0] is None:
        since = next(name for value, name in zip(values[1:], steps, strict=False) if value is not None)
        return f"{told} It could not be counted until the step “{FIXES[since].short}”."
    if not moves:
        return f"{told} {'No step has moved it.' if steps else 'Nothing has been corrected yet.'}"
    places = 0 if UNITS[headline] == "falls" else 1
    far = number(max(moved for moved, _ in moves), places)
    if far == number(0, places):
        return f"{told} No step has moved it by as much as 0.1."
    most = [f"“{FIXES[name].short}”" for moved, name in moves if number(moved, places) == far]
    if len(most) > 1:
        return f"{told} The steps that moved it most were {listed(most)}, each by {far}."
    return f"{told} The step that moved it most was {most[0]}, by {far}."


def picture(headline: str, values: Sequence[float | None], steps: Sequence[str], said: float | None) -> str:
    """The chart in words: the headline as sent and after each step."""
    each = [f"as sent {amount(headline, values[0])}"]
    each += [
        f"after {FIXES[name].short} {amount(headline, value)}"
        for name, value in zip(steps, values[1:], strict=True)
    ]
    heard = "" if said is None else f" You said {said:g}."
    return (
        f"{HEADLINES[headline]} in the export of a fictional trust, step by step: {'; '.join(each)}.{heard}"
    )


def hits(headline: str, value: float | None, true: float) -> bool:
    """Is the headline as near to the true one as it needs to be?"""
    return value is not None and abs(value - true) <= NEAR[headline] + 1e-9


def result(headline: str, value: float | None, true: float, said: float, score: Score) -> str:
    """Compare: the prediction, the headline of the pipeline and the true one; then lines and cells."""
    lines = score.lines
    gone = int(lines["removed"])
    removed = (
        f"Of the {count(gone, 'line')} that you removed, {_share(lines['precision'])} had to go"
        if gone > 1
        else f"The one line that you removed {'had' if lines['precision'] else 'did not have'} to go"
    )
    removed = f"{removed} (precision {lines['precision']:.2f})" if gone else "You removed no lines"
    says = f"cannot count it {_why_not(headline)}" if value is None else f"says {amount(headline, value)}"
    cells = (
        f"For the cells, precision is {score.cell_precision:.2f} and recall is {score.cell_recall:.2f}."
        if any(score.changed.values())
        else f"You changed no cells, so their recall is {score.cell_recall:.2f}."
        if any(score.due.values())
        else "You changed no cells."
    )
    return (
        f"You said {said:g}, your pipeline {says}, and the true number is {amount(headline, true)}. "
        f"{removed}, and of those that had to go you found {_share(lines['recall'])} (recall {lines['recall']:.2f}). {cells}"
    )


def verdict(headline: str, value: float | None, true: float, score: Score) -> str:
    """What the score means: clean, right by luck, or what to look at next."""
    near = hits(headline, value, true)
    if score.clean and near:
        return f"Clean: precision and recall are {ENOUGH} or more, and the headline is {_near(value, true)}. You can take your script home."
    if near and min(score.lines["precision"], score.lines["recall"]) < ENOUGH:
        # Only the count of all lines is sure to be moved by each of them; elsewhere errors may cancel out or not touch it.
        how = (
            "The two errors happen to cancel out, but next month they may not."
            if headline == "all" and len(score.lost) and len(score.left)
            else "That happens not to move this headline by much, but it may well move another one."
        )
        return f"The headline is {_near(value, true)}, but the lines are not. {_lines_told(score)} {how}"
    parts = [_lines_told(score), _cells_told(score)]
    said = " ".join(part for part in parts if part)
    told = f"The headline is {_near(value, true)}. " if near else ""
    return f"{told}{said or 'Nearly all the lines and cells are right, but the headline is not. Look at it again.'}"


def _near(value: float | None, true: float) -> str:
    """A headline may lie some falls off and still count as right; then nobody is told that two numbers are one."""
    return "right" if value is not None and round(value, 1) == round(true, 1) else "right, or nearly so"


def harm(score: Score, blame: str) -> str:
    """What the step that lost the most falls does wrong; "" where none was lost."""
    fix = FIXES.get(blame)
    if fix is None or not len(score.lost):
        return ""
    return f"Look again at “{fix.words}”. {fix.why or 'Does it come too early in your pipeline?'}"


def _lines_told(score: Score) -> str:
    told = []
    if len(score.lost):
        told.append(
            f"{count(len(score.lost), 'real fall')} {'was' if len(score.lost) == 1 else 'were'} removed"
        )
    if len(score.left):
        told.append(
            f"{count(len(score.left), 'line')} that should have gone "
            f"{'is' if len(score.left) == 1 else 'are'} still there"
        )
    return f"{listed(told).capitalize()}." if told else ""


def _cells_told(score: Score) -> str:
    left = [LEFT[name] for name, n in score.due.items() if n and score.mended[name] < ENOUGH * n]
    hurt = [
        "dates" if name == "when" else LEFT[name]
        for name, n in score.changed.items()
        if n and score.good[name] < ENOUGH * n
    ]
    told = [f"Still to correct: {listed(list(dict.fromkeys(left)))}."] if left else []
    if hurt:
        told.append(f"Changed, but wrongly: {listed(list(dict.fromkeys(hurt)))}.")
    return " ".join(told)


def _share(share: float) -> str:
    if 0 < share < 0.01:
        return "fewer than 1 in 100"
    if 0.995 <= share < 1:
        return "more than 99 in 100"
    return "all" if share == 1 else "none" if share == 0 else f"{100 * share:.0f} in 100"
