"""A process drawn as steps: how long it takes, how much of that helps the patient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .columns import column, numbers, refuse
from .validate import one_number, one_whole


@dataclass(frozen=True)
class LeadTime:
    """lead: time through the longest branch; touch: work in it; value_share: value-adding work over lead."""

    lead: float
    touch: float
    value_share: float
    branch: object


def lead_time(
    steps: pd.DataFrame, touch: str, wait: str, value: str | None = None, branch: str | None = None
) -> LeadTime:
    """Lead time of a process: the sum of work and waits along its longest branch, in the unit of the columns.

    steps: one row for each step. touch, wait: time worked on and waited. value: True where the work adds value for
    the patient (a needed check does not). branch: parallel branches; rows with a missing branch are common to
    all. Adding both branches up would make the patient wait twice at once. Source: Rother & Shook 1999,
    Learning to See. Not from the times people think it takes: follow some patients.

    >>> import pandas as pd
    >>> steps = pd.DataFrame({"touch": [5, 10, 5], "wait": [55, 20, 5], "value": [True, True, False],
    ...                       "branch": ["a", "a", "b"]})
    >>> lead_time(steps, "touch", "wait", "value", "branch").lead
    90.0
    """
    if not isinstance(steps, pd.DataFrame) or len(steps) == 0:
        raise ValueError("steps: give a pandas DataFrame with one row for each step.")
    work, idle = numbers(steps, touch, "touch"), numbers(steps, wait, "wait")
    for values, name in ((work, touch), (idle, wait)):
        refuse(~(values >= 0), steps, name, "is no time", "Give a time of 0 or more, or leave the step out.")
    adds = np.ones(len(steps), dtype=bool)
    if value is not None:
        flags = column(steps, value, "value")
        refuse(
            ~flags.isin([True, False]).to_numpy(),
            steps,
            value,
            "is not True or False",
            "Say which steps add value.",
        )
        adds = flags.to_numpy(dtype=bool)
    branches = pd.Series("all", index=steps.index) if branch is None else column(steps, branch, "branch")
    common = branches.isna().to_numpy()
    found = []
    for name in branches.dropna().unique() if not common.all() else ["all"]:
        on = common | (branches == name).fillna(False).to_numpy(dtype=bool)
        lead = float((work + idle)[on].sum())
        share = float(work[on & adds].sum() / lead) if lead > 0 else 0.0
        found.append(LeadTime(lead, float(work[on].sum()), share, name))
    return max(found, key=lambda b: b.lead)


def batch_wait(size: int, minutes_between: float) -> float:
    """Mean wait that working in batches of `size` adds, with arrivals every `minutes_between`: a(b − 1)/2.

    Source: arithmetic of even arrivals. Not where a batch starts by the clock, whatever lies there.

    >>> batch_wait(10, 6)
    27.0
    """
    return (
        one_number(minutes_between, "minutes_between", least=0) * (one_whole(size, "size", least=1) - 1) / 2
    )


def takt_time(time_available: float, demand: float) -> float:
    """The pace that meets demand: time available over the number asked for in it.

    Source: Rother & Shook 1999, Learning to See. Not for demand that comes in waves.

    >>> takt_time(480, 60)
    8.0
    """
    return one_number(time_available, "time_available", above=0) / one_number(demand, "demand", above=0)
