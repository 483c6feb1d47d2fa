"""What a cell shows, as HTML that needs no kernel, no script and no network."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from qilab.charts import Picture, renderer
from qilab.charts.table import table_html
from qilab.panel.panel import Panel

from .paper import for_paper


def as_html(value: Any) -> str:
    """One shown value as HTML: charts as pictures with their words, labs as their still twin, tables with headers."""
    if isinstance(value, Picture):
        return picture(value.spec, value.describe())
    if isinstance(value, Panel):
        return value.printed()
    if isinstance(value, pd.DataFrame):
        return table(value)
    if isinstance(value, str):
        return f'<pre tabindex="0">{html.escape(value)}</pre>'
    shown = value._repr_html_() if hasattr(value, "_repr_html_") else None
    return shown or f'<pre tabindex="0">{html.escape(repr(value))}</pre>'


def picture(spec: dict[str, Any], description: str) -> str:
    """A Vega-Lite chart as HTML: a still SVG with `description` as its text alternative.

    Without vl-convert the description alone, as a paragraph.
    """
    drawn = renderer.svg({**for_paper(spec, height=0), "description": description})
    return renderer.still_html(drawn, description) if drawn else f"<p>{html.escape(description)}</p>"


def table(frame: pd.DataFrame) -> str:
    """A table whose first column heads its rows. An index that only counts is left out; others become a column."""
    caption = getattr(frame, "caption", "") or ""
    frame = pd.DataFrame(frame)
    if isinstance(frame.columns, pd.MultiIndex):
        frame = frame.set_axis([" ".join(str(p) for p in name if str(p)) for name in frame.columns], axis=1)
    counts_only = isinstance(frame.index, pd.RangeIndex) or (
        frame.index.name is None and pd.api.types.is_integer_dtype(frame.index)
    )
    # Two levels without a name must not become two columns of one name, which pandas refuses.
    levels = enumerate(frame.index.names)
    names = [name or ("row" if i == 0 else f"row, part {i + 1}") for i, name in levels]
    frame = frame.reset_index(drop=True) if counts_only else frame.reset_index(names=names)
    return f'<div class="wide" role="group" aria-label="{html.escape(caption or "Table", quote=True)}" tabindex="0">{table_html(frame, caption)}</div>'
