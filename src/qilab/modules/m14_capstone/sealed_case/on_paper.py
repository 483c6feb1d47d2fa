"""The sealed case on paper: the months before the project on a chart, a card for each later month, and the truth for an envelope.

The cases are those that the room's seed deals in the lab, so a room on paper and a room on screens play the same four.
"""

from __future__ import annotations

from qilab.charts.words import listed, sentence
from qilab.methods.spc.result import SpcResult

from ..cases import ADOPT, CLAIM, SPREAD, SUBJECTS, Case, Decisions, Measure, deal, judge
from . import words

SEED = 4821  # the room's seed
_CHOICES = {"adopt": ADOPT, "spread": SPREAD, "claim": CLAIM}


def case_of(key: str, seed: int = SEED) -> Case:
    """The case of this subject (a key of SUBJECTS)."""
    return next(case for case in deal(seed) if case.subject.key == key)


def chart(key: str) -> SpcResult:
    """The chart as it is counted at the time, with its limits frozen on the baseline, for all thirty months."""
    return case_of(key).chart(as_recorded=True)


def brief(key: str) -> str:
    """What the case is about, what its limits rest on, and how to read the balancing measure (Markdown)."""
    case = case_of(key)
    side = case.balancing_chart().summary.iloc[0]
    usual = case.subject.balancing.rate(float(side["cl"]))
    return f"{words.brief(case)} {words.baseline_told(case)} Before the project, the balancing measure was {usual} on average."


def months() -> list[tuple[str, str]]:
    """A card for each month after the project's first, and one for the new form, of all four cases: front and back (Markdown)."""
    made = []
    for key in SUBJECTS:
        case = case_of(key)
        made += [_month(case, place) for place in range(case.start + 1, len(case.monthly))]
        front = f"## {case.subject.unit}: the new form\n\nOpen this card only if you decide to **ask what the new form counts**, once a month card says that it is in use."
        more = (
            " From now on, use the last line of each month's card."
            if case.truth.definition is not None
            else " The last line of each month's card says the same as the first."
        )
        made.append((front, f"**{case.subject.unit}.** The staff who use it say: “{case.form_told}”{more}"))
    return made


def _month(case: Case, place: int) -> tuple[str, str]:
    row, subject = case.monthly.iloc[place], case.subject
    when = f"{case.monthly['month'].iloc[place]:%B %Y}"
    note = " *The new form comes into use.*" if place == case.form else ""
    front = f"## {subject.unit}\n\nMonth {place + 1}: **{when}**\n\nTurn it over when all three are ready."
    counted = _counted(subject.outcome, int(row["recorded"]), int(row["opportunities"]))
    beside = _counted(subject.balancing, int(row["balancing"]), int(row["balancing_n"]))
    old = _counted(subject.outcome, int(row["events"]), int(row["opportunities"]))
    asked = (
        f"\n\nUse this line only if you have asked what the form counts. By the old definition: {old}"
        if place >= case.form
        else ""
    )
    back = f"**Month {place + 1}, {when}.**{note}\n\n{sentence(subject.outcome.name)}: {counted}\n\n{sentence(subject.balancing.name)}: {beside}{asked}"
    return front, back


def _counted(measure: Measure, events: int, over: int) -> str:
    share = measure.per * events / over
    return (
        f"{events} of {over:,}, **{share:.1f}%**."
        if measure.chart == "p"
        else f"{events} in {over:,}, **{share:.1f}**."
    )


def truths() -> list[tuple[str, str]]:
    """A card for each case, to be sealed: its name in front, what was true and what each decision earns behind (Markdown)."""
    return [_truth(case_of(key)) for key in SUBJECTS]


def _truth(case: Case) -> tuple[str, str]:
    first = case.first_low
    found = (
        f"Counted by one definition, the run begins in {words.month_name(case, first)}."
        if first is not None
        else "Counted by one definition, no rule shows a lasting fall in these months."
    )
    by_one = words.percent_lower(case)
    lower = f"{by_one:.0f}% lower" if by_one >= 0 else f"{-by_one:.0f}% higher"
    front = f"## {case.subject.unit}: the truth\n\nFold and seal this card. Open it only when all the months are in and you have written down your four decisions."
    table = "\n".join(f"| {name} | {two} | {one} |" for name, two, one in _marks(case))
    back = (
        f"**{case.subject.unit}.** {words.truth(case)} {found} By the old definition the rate since the start was {lower} than in the baseline.\n\n"
        f"| Decision | Two points | One point |\n|---|---|---|\n{table}"
    )
    return front, back


def _marks(case: Case) -> list[tuple[str, str, str]]:
    """For each decision, what earns two points (right by the evidence and by the truth) and what earns one."""
    limits: list[tuple[str, Decisions]] = [("the old ones stay", Decisions())]
    if case.first_low is not None:
        limits.append(
            (
                f"new ones from {words.month_name(case, case.first_low)}, or from the month before or after",
                Decisions(rebase=case.first_low),
            )
        )
    rows = [("Limits", *_by_points(case, "rebase", limits))]
    for name, options in _CHOICES.items():
        tried = [(text.split(":")[0].lower(), _made(name, key)) for key, text in options.items()]
        rows.append((words.heading(name), *_by_points(case, name, tried)))
    return rows


def _made(name: str, key: str) -> Decisions:
    """All decisions as they are without evidence, but for this one."""
    usual = Decisions()
    return Decisions(
        adopt=key if name == "adopt" else usual.adopt,
        spread=key if name == "spread" else usual.spread,
        claim=key if name == "claim" else usual.claim,
    )


def _by_points(case: Case, name: str, tried: list[tuple[str, Decisions]]) -> tuple[str, str]:
    earned: dict[int, list[str]] = {2: [], 1: []}
    for text, made in tried:
        judged = next(each for each in judge(case, made) if each.name == name)
        points = judged.by_evidence + judged.by_truth
        if points:
            earned[points].append(text)
    return listed(earned[2], "or") or "–", listed(earned[1], "or") or "–"
