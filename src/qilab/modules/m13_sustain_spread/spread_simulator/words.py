"""The sentences of “Spread”. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from qilab.charts.words import number

from .model import CHECK_WORDS, MONTHS, WARDS, Spread


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def speed(spread: Spread) -> str:
    """Where the curve is steepest."""
    if spread.peak == 0:
        return "Adoption is fastest at the start."
    if spread.peak > MONTHS:
        return f"After {MONTHS} months adoption is still gaining speed."
    return f"Adoption is fastest in month {number(spread.peak, 1)}."


def finding(spread: Spread) -> str:
    """The live sentence once the picture is shown."""
    return (
        f"{speed(spread)} After {MONTHS} months {_percent(spread.reach[-1])}% of the wards have taken it up, and "
        f"{_percent(spread.coverage[-1])} in 100 patients get it as intended."
    )


def waiting(shown: int) -> str:
    """The sentence before the run. shown: months that can be seen already."""
    return f"Here are the first {shown} months. Predict what comes next, then run it."


def description(spread: Spread, months: int) -> str:
    """The live chart in words."""
    if months < MONTHS:
        return (
            f"Share of wards that have taken it up, months 0 to {months}: {_percent(spread.reach[months])}% so far. "
            "The later months are not shown yet."
        )
    marks = ", ".join(
        f"month {m}: {_percent(spread.reach[m])} taken up, {_percent(spread.coverage[m])} as intended"
        for m in (12, 24, 36, 48)
    )
    return f"{finding(spread)} As percentages, {marks}. One run with luck: {spread.run[-1]} of {WARDS} wards at the end."


def said(month: float | None, patients: float | None) -> str:
    """The predictions on the chart, in words to be added to its description."""
    told = [f"month {month:g}"] if month is not None else []
    told += [f"{patients:g} in 100 patients"] if patients is not None else []
    return f" You said {' and '.join(told)}." if told else ""


def result(spread: Spread, month: float, patients: float) -> str:
    """Compare: the two predictions and what came."""
    came = 100 * spread.coverage[-1]
    off = abs(spread.peak - month)
    first = "well predicted" if off <= 2 else f"{number(off, 1)} months out"
    if off > 2 and spread.peak > MONTHS:  # how far out is not in the picture
        first = "too early"
    second = "well predicted" if abs(came - patients) <= 5 else f"{number(abs(came - patients), 0)} out"
    told = (
        "at the start"
        if spread.peak == 0
        else f"in month {number(spread.peak, 1)}"
        if spread.peak <= MONTHS
        else f"after month {MONTHS}, when this picture ends"
    )
    return (
        f"Adoption is fastest {told}. You said month {month:g}: {first}. At the end {came:.0f} in 100 patients get the "
        f"change as intended. You said {patients:g}: {second}."
    )


def why(spread: Spread) -> str:
    """Explain: what takes coverage away from reach."""
    start, kept = spread.fidelity, spread.coverage[-1] / spread.reach[-1]
    checks = (
        "nobody checks" if spread.check == "never" else f"somebody checks {CHECK_WORDS[spread.check].lower()}"
    )
    if spread.fade == 0:
        return (
            f"When wards begin, {_percent(start)}% of their patients get it as intended, and that stays the same because nobody "
            "leaves. Coverage = reach × fidelity."
        )
    return (
        f"When wards begin, {_percent(start)}% of their patients get it as intended. Of every 100 staff {100 * spread.turnover:.0f} leave each year, and {checks}. "
        f"So after {MONTHS} months {_percent(kept)}% of the patients on the wards that have joined get it as intended. Coverage = reach × fidelity."
    )
