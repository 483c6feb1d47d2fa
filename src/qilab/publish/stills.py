"""What a cell shows, as HTML that needs no kernel, no script and no network."""

from __future__ import annotations

import html
import re
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
        return _with_boxes(value.printed())
    if isinstance(value, pd.DataFrame):
        return table(value)
    if isinstance(value, str):
        return f'<pre tabindex="0">{html.escape(value)}</pre>'
    shown = value._repr_html_() if hasattr(value, "_repr_html_") else None
    return shown or f'<pre tabindex="0">{html.escape(repr(value))}</pre>'


def _with_boxes(markup: str) -> str:
    """Each table of a panel in a box that scrolls by itself, so that a narrow page need not."""

    def boxed(found: re.Match[str]) -> str:
        caption = re.search(r"<caption[^>]*>(.*?)</caption>", found[0], flags=re.S)
        return _box(re.sub(r"<[^>]+>", "", caption[1]) if caption else "Table", found[0])

    return re.sub(r"<table\b.*?</table>", boxed, markup, flags=re.S)


def _box(words: str, table: str) -> str:
    """A table in a box that the keyboard reaches, because it may have to be scrolled."""
    label = html.escape(html.unescape(words), quote=True)
    return f'<div class="wide" role="group" aria-label="{label}" tabindex="0">{table}</div>'


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
    return _box(caption or "Table", table_html(frame, caption))
