"""Pareto and stratification: where is most of the burden, and is it the same everywhere?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .columns import column, numbers, refuse, refuse_without_order
from .validate import one_share, source_of

# Written where a cause should stand. They are a fault of the record, not a cause among causes.
NOT_RECORDED = frozenset(
    {
        "",
        "-",
        "n/a",
        "na",
        "nil",
        "none",
        "none recorded",
        "not known",
        "not recorded",
        "not stated",
        "unknown",
        "missing",
    }
)


@dataclass(frozen=True, repr=False)
class Pareto:
    """Causes by burden. causes: one row for each cause, largest first: cause, burden, share and cumulative share of
    the recorded burden, vital (one of the few that reach the aim together). not_recorded: burden without a
    cause, and its share of everything."""

    causes: pd.DataFrame
    not_recorded: float
    not_recorded_share: float

    @property
    def vital(self) -> list[Any]:
        """The causes that together make up the aimed share."""
        return self.causes.loc[self.causes["vital"], "cause"].tolist()

    def __repr__(self) -> str:
        wording = f"Not recorded: {self.not_recorded:g} ({self.not_recorded_share:.0%} of all), shown apart."
        return f"{self.causes.to_string(index=False)}\n{wording}"


def pareto(data: pd.DataFrame, cause: str, burden: str | None = None, aim: float = 0.8) -> Pareto:
    """Causes ranked by the burden they bring, with “not recorded” apart.

    data: one row for each event. burden: column of minutes, bed days …; without it each row counts 1. aim: the
    share that the vital few are to reach (the one that crosses it belongs to them). A long bar is not yet
    a cause that can be changed; and stratify first: a mixture hides two processes. Source: Juran 1951,
    Quality Control Handbook.

    >>> import pandas as pd
    >>> late = pd.DataFrame({"reason": ["bed", "bed", "kit", "notes", None], "minutes": [60, 40, 15, 5, 30]})
    >>> found = pareto(late, "reason", "minutes")
    >>> found.vital, found.not_recorded
    (['bed'], 30.0)
    """
    table = _causes(data, cause, burden)
    goal = one_share(aim, "aim")
    known = table[table["cause"].notna()]
    total, unknown = table["burden"].sum(), table.loc[table["cause"].isna(), "burden"].sum()
    if not total > 0:
        raise ValueError(
            f"Column “{burden or cause}”: there is no burden to share out. Was everything filtered out?"
        )
    rows = known.groupby("cause", sort=True)["burden"].sum()
    rows = rows.sort_values(ascending=False, kind="stable")
    rows = rows[rows > 0]
    share = rows / rows.sum() if len(rows) else rows
    cumulative = share.cumsum()
    vital = (cumulative - share) < goal - 1e-12
    causes = pd.DataFrame({"burden": rows, "share": share, "cumulative": cumulative, "vital": vital})
    causes = causes.rename_axis("cause").reset_index()
    if said := source_of(data):
        causes.attrs["source"] = said
    return Pareto(causes, float(unknown), float(unknown / total))


def stratify(data: pd.DataFrame, by: str, cause: str, burden: str | None = None) -> pd.DataFrame:
    """The largest cause within each stratum (day of week, site …): one row for each stratum.

    Columns: stratum, cause, burden, share (of the stratum's recorded burden), not_recorded (share of all). A
    stratum without any recorded cause has the cause “not recorded”. Ties go to the first by name. Source:
    Ishikawa 1986, Guide to Quality Control. Not into strata so small that each has a case or two.

    >>> import pandas as pd
    >>> late = pd.DataFrame({"day": ["Mon", "Mon", "Tue", "Tue"], "reason": ["bed", "bed", "patient", "bed"],
    ...                      "minutes": [50, 30, 40, 10]})
    >>> stratify(late, "day", "reason", "minutes")[["stratum", "cause"]].to_numpy().tolist()
    [['Mon', 'bed'], ['Tue', 'patient']]
    """
    table = _causes(data, cause, burden)
    strata = column(data, by, "by")
    refuse(strata.isna().to_numpy(), data, by, "is no stratum", "Fill it in, or leave the row out.")
    refuse_without_order(strata, by, "stratum")
    table["stratum"] = strata.to_numpy()
    everything = table.groupby("stratum", sort=True)["burden"].sum()
    sums = table.dropna(subset="cause").groupby(["stratum", "cause"], sort=True)["burden"].sum().reset_index()
    recorded = sums.groupby("stratum")["burden"].sum().reindex(everything.index, fill_value=0.0)
    largest = (
        sums.loc[sums.groupby("stratum")["burden"].idxmax()].set_index("stratum").reindex(everything.index)
    )
    share = np.divide(largest["burden"], recorded, out=np.zeros(len(recorded)), where=recorded.to_numpy() > 0)
    unknown = np.divide(
        everything - recorded, everything, out=np.zeros(len(recorded)), where=everything.to_numpy() > 0
    )
    return pd.DataFrame(
        {
            "stratum": everything.index,
            "cause": largest["cause"].fillna("not recorded").to_numpy(),
            "burden": largest["burden"].fillna(0.0).to_numpy(),
            "share": share,
            "not_recorded": unknown,
        }
    )


def _causes(data: Any, cause: str, burden: str | None) -> pd.DataFrame:
    """Columns cause (missing where not recorded) and burden."""
    if not isinstance(data, pd.DataFrame) or len(data) == 0:
        raise ValueError("data: give a pandas DataFrame with one row for each event.")
    text = column(data, cause, "cause")
    refuse_without_order(text, cause, "cause")
    names = text.astype(object).where(text.notna(), None)
    plain = names.map(lambda v: v.strip() if isinstance(v, str) else v)
    blank = plain.map(lambda v: v is None or (isinstance(v, str) and v.lower() in NOT_RECORDED)).to_numpy(
        dtype=bool
    )
    weight = np.ones(len(data)) if burden is None else numbers(data, burden, "burden")
    if burden is not None:
        refuse(
            ~(weight >= 0),
            data,
            burden,
            "is not a burden",
            "Give numbers of 0 or more, or leave the row out.",
        )
    return pd.DataFrame({"cause": plain.where(~blank, None).to_numpy(), "burden": weight})
