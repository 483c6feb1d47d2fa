"""Bars in order of size, black on white: a Pareto chart for a room, with the running share in figures beside each bar."""

from __future__ import annotations

import pandas as pd

from qilab.questions.item import BadContent

from .. import typst_text as ty
from ..paper import Pages
from ..play import run_cell
from .source import Directive


def bars(pages: Pages, told: Directive) -> None:
    """Append a bar for each row of the table that the body works out, in its order: names first, then numbers, then words.

    apart: the name of a row whose bar is drawn empty, because it is not one of the causes.
    """
    shown = run_cell(told.body, {})
    if not shown or not isinstance(shown[-1], pd.DataFrame) or shown[-1].empty:
        raise BadContent(
            f"paper.md, line {told.line}: the last line of bars must be a table with a row or more"
        )
    table = shown[-1]
    longest = float(table.iloc[:, 1].max())
    titles = ", ".join(f"[#strong[{ty.said(name)}]]" for name in (table.columns[0], "", *table.columns[1:]))
    rows = ""
    for row in table.itertuples(index=False):
        empty = "true" if row[0] == told.option("apart", "") else "false"
        words = ", ".join(
            f"[{ty.said(value if isinstance(value, str) else f'{value:,.0f}')}]" for value in row[1:]
        )
        rows += f"[{ty.said(row[0])}], bar({row[1] / longest:.4f}, {empty}), {words}, "
    pages.add(f"\n#bar-table({table.shape[1] - 1}, table.header({titles}), {rows})\n")
