"""The table twin of a chart: a DataFrame that shows itself with a caption and proper headers."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from .words import decimals_of, number

# Named with their element, to outweigh the notebook's own style, which sets every cell to the right.
STYLE = (
    "<style>table.qilab-table{border-collapse:collapse;font-size:.95em;margin:.4em 0}"
    "table.qilab-table caption{text-align:left;font-weight:600;padding:.3em 0;caption-side:top}"
    "table.qilab-table th,table.qilab-table td{border-bottom:1px solid #8c8c8c;padding:.25em 1.2em .25em 0;"
    "text-align:left!important;font-weight:normal;max-width:none;white-space:normal}"
    "table.qilab-table thead th{font-weight:600;vertical-align:bottom}"
    "table.qilab-table td.n,table.qilab-table th.n{text-align:right!important;font-variant-numeric:tabular-nums}</style>"
)


# Said in the cells as well: a notebook that is opened again and not trusted loses its style sheets, and the
# notebook's own style would set all text to the right.
_SIDES = {False: ' style="text-align:left"', True: ' style="text-align:right"'}


class Table(pd.DataFrame):
    """A DataFrame whose display has a caption, a header for each column and one for each row.

    pandas' own display leaves an empty header over the index, which a screen reader stumbles on. All
    calculations give ordinary DataFrames.
    """

    _metadata = ("caption",)

    def __init__(self, *args: Any, caption: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        object.__setattr__(self, "caption", caption)

    def _repr_html_(self) -> str:
        return table_html(self, getattr(self, "caption", ""))


def table_html(frame: pd.DataFrame, caption: str = "") -> str:
    """`frame` as accessible HTML: the first column is the row header, its numbers are set to the right."""
    numeric = [is_numeric_dtype(frame[name]) and not is_bool_dtype(frame[name]) for name in frame.columns]
    head = "".join(
        f'<th scope="col"{" class=n" if is_n else ""}>{html.escape(str(name))}</th>'
        for name, is_n in zip(frame.columns, numeric, strict=True)
    )
    places = [
        decimals_of(frame[n].to_numpy(float), 4) if k else 0 for n, k in zip(frame, numeric, strict=True)
    ]
    rows = []
    for record in frame.itertuples(index=False, name=None):
        cells = [f'<th scope="row">{_cell(record[0], places[0])}</th>']
        cells += [
            f"<td{' class=n' if is_n else ''}{_SIDES[bool(is_n)]}>{_cell(value, to)}</td>"
            for value, is_n, to in zip(record[1:], numeric[1:], places[1:], strict=True)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return (
        f'{STYLE}<table class="qilab-table">{title}<thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _cell(value: Any, places: int) -> str:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return "missing"
    if isinstance(value, pd.Timestamp):
        text = value.strftime("%B %Y") if value.day == 1 else f"{value.day} {value.strftime('%B %Y')}"
    elif isinstance(value, float):
        text = number(value, places)
    else:
        text = str(value)
    return html.escape(text)
