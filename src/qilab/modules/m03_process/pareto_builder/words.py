"""The sentences of Pareto builder. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from qilab.charts.words import count, listed, number, sentence
from qilab.methods.causes import Pareto

from . import model

UNIT = {"lists": "late lists", "minutes": "minutes lost"}


def where(day: str, specialty: str) -> str:
    """What is looked at: “Mondays, orthopaedics”."""
    parts = [model.DAYS[day], *([specialty.lower()] if specialty != model.ALL else [])]
    return ", ".join(parts)


def finding(found: Pareto, burden: str, day: str, specialty: str, aim: float) -> str:
    """The live sentence over the chart."""
    bars = model.bars(found, aim)
    few = [bar for bar in bars if bar.vital]
    known = " whose cause is known" if found.not_recorded else ""
    verb = "accounts for" if len(few) == 1 else "account for"
    level = [f"“{bar.name}”" for bar in bars if bar.burden == bars[0].burden]
    first = (
        f"The largest is {level[0]}, with"
        if len(level) == 1
        else f"{listed(level)} are level in first place, each with"
    )
    return (
        f"{sentence(where(day, specialty))}, by {burden}: {len(few)} of {count(len(bars), 'cause')} {verb} "
        f"{number(100 * few[-1].running, 0)}% of the {UNIT[burden]}{known}. {first} "
        f"{number(100 * bars[0].share, 0)}%."
    )


def picture(found: Pareto, burden: str, day: str, specialty: str, aim: float) -> str:
    """The chart in words."""
    each = "; ".join(
        f"{bar.name}: {number(bar.burden, 0)}, {number(100 * bar.share, 0)}%, together "
        f"{number(100 * bar.running, 0)}%"
        for bar in model.bars(found)
    )
    apart = f" Not recorded, shown separately: {number(found.not_recorded, 0)}." if found.not_recorded else ""
    return f"Pareto chart of causes in made-up theatres. {finding(found, burden, day, specialty, aim)} {each}.{apart}"


def by_minutes(lists: Pareto, minutes: Pareto, said: str) -> str:
    """Compare: the first by count, the first by minutes, and the prediction."""
    first = minutes.causes["cause"].iloc[0]
    near = "Well predicted." if said == first else f"You said “{said}”."
    return (
        f"By number of lists “{lists.causes['cause'].iloc[0]}” comes first, and by minutes “{first}”. {near}"
    )


def why_minutes(lists: Pareto, minutes: Pareto) -> str:
    """Explain: the commonest cause can cost less than one that happens less often and lasts longer."""
    often = model.bars(lists)[0]
    lists_of = {bar.name: bar.burden for bar in model.bars(lists)}
    mean = {bar.name: bar.burden / lists_of[bar.name] for bar in model.bars(minutes)}
    most = model.bars(minutes)[0].name
    return (
        f"Why? “{often.name}” made {count(int(often.burden), 'list')} late, but only by {number(mean[often.name], 0)} minutes "
        f"each on average. “{most}” made {count(int(lists_of[most]), 'list')} late, by {number(mean[most], 0)} minutes each on average."
    )


def split(everything: Pareto, monday: Pareto, other: Pareto, said: str) -> str:
    """Compare: the first of all days, of Mondays and of the others, and the prediction."""
    first, second, third = (found.causes["cause"].iloc[0] for found in (everything, monday, other))
    near = "Well predicted." if said == second else f"For Mondays you said “{said}”."
    return f"Over all the days “{first}” comes first, on Mondays “{second}”, and from Tuesday to Friday “{third}”. {near}"


WHY_SPLIT = (
    "Why? Two processes were mixed together. After a weekend the main problem is beds, and on other days it is something else. Now try "
    "the specialties too. Each split is worth a look, but a group of only a few lists cannot tell you much."
)
