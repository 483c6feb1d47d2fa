"""Six lines of Python that make a chart again, with the numbers that they read."""

from __future__ import annotations

import pandas as pd

from ..measure import WITH_PER
from .charting import Chart

NOT_OUTSIDE = "A script needs the true counts, so none is made of what leaves the team."


def numbers_of(chart: Chart) -> str:
    """The measure's table as CSV: dates and numbers only, so nothing in it can be taken for a formula."""
    if chart.leaves_team:
        raise ValueError(NOT_OUTSIDE)
    table = chart.measure.table
    return str(table.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n"))


def script_of(chart: Chart, name: str) -> str:
    """The script. name: of the files without their ending: it reads NAME.csv beside it and writes NAME.svg.

    Limits and signals are the same; of too few points its picture shows an icon that the board leaves out. All that comes from the spreadsheet is written as a Python literal, so no name can become code.
    """
    if chart.leaves_team:
        raise ValueError(NOT_OUTSIDE)
    measure, given = chart.measure, [repr(chart.proposal.chart), "y='count'"]
    table = measure.table.dropna(subset=["count"]) if measure.kind == "gap" else measure.table
    if measure.kind in WITH_PER:
        given += ["n='per'", f"multiply={measure.times!r}"]
    if table["period"].is_unique:
        given.append("x='period'")
    if chart.proposal.phases:
        dropped = len(measure.table) - len(table)
        given.append(f"phase={[first - dropped for first in chart.proposal.phases]}")
    given += [f"rules={chart.result.rules.key!r}"] if chart.named_rules else []
    given += [f"better={measure.better!r}"] if measure.better != "neither" else []
    given += [f"target={measure.target!r}"] if measure.target is not None else []
    read = f"data = pd.read_csv({f'{name}.csv'!r}, parse_dates=['period'])"
    notes = [(str(pd.Timestamp(day).date()), text) for day, text in chart.remarks]
    return "\n".join(
        [
            "import pandas as pd",
            "from qilab import spc",
            read + (".dropna(subset=['count'])" if measure.kind == "gap" else ""),
            f"result = spc(data, {', '.join(given)})",
            f"picture = result.chart(unit={chart.unit!r}, title={chart.headline!r}, notes={notes!r}, source={chart.source!r})",
            f"picture.save({f'{name}.svg'!r})",
            "",
        ]
    )
