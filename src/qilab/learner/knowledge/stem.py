"""What stands above the options of a question in the knowledge test: the words, the line and the table it needs."""

from __future__ import annotations

import html
import re
from typing import Any

import pandas as pd

from qilab.charts import renderer, theme
from qilab.charts.table import table_html
from qilab.modules.catalogue import catalogue
from qilab.panel.html import Html, details, join, tag

from .forms import Question

# Notes beside the data that a question needs. Others may hold the answer, so that only these are shown.
_BESIDE = {"draft": "The draft", "target": "The team's target", "bold": "A bolder target"}


def stem(question: Question) -> Html:
    """Introduction, line and table of a question: what its page of exercises says before it asks."""
    picture = _line(question.data)
    table = Html(table_html(shown(question.data)))
    return join(_given(question), picture, details("The data as a table", table, open_=picture is None))


def _given(question: Question) -> Html:
    """The introduction, and a target or a draft beside the data."""
    words = [entry.introductions.get(question.exercise.code, "") for entry in catalogue().values()]
    notes = question.data.attrs
    words += [f"{title}: {notes[name]}" for name, title in _BESIDE.items() if name in notes]
    return join(tag("p", _marked(text)) for text in words if text)


def _marked(text: str) -> Html:
    """Markdown's bold and code as HTML; links become their words."""
    words = html.escape(text, quote=False)
    words = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", words)
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)
    return Html(re.sub(r"`(.+?)`", r"<code>\1</code>", words).replace("*", ""))


def shown(data: pd.DataFrame) -> pd.DataFrame:
    """The data as a person reads them: months by name, and repeated measures side by side."""
    frame = data.copy()
    for name in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[name]):
            frame[name] = frame[name].dt.strftime("%b %Y")
    *who, when, value = frame.columns
    wide = who and frame[when].nunique() in range(2, 7) and not frame.duplicated([*who, when]).any()
    if wide and pd.api.types.is_numeric_dtype(frame[value]) and len(frame.columns) <= 4:
        named = frame.assign(**{when: f"{value}, {when} " + frame[when].astype(str)})
        frame = named.pivot(index=who, columns=when, values=value).reset_index()
        frame.columns.name = None
    return frame.rename(columns={"obd": "obd (occupied bed days)"})


def _line(data: pd.DataFrame) -> Html | None:
    """A plain line of a monthly series, without a centre line: that one is the question. None where nothing draws."""
    if "month" not in data or len(data) < 12 or len(data.columns) > 4 or data["month"].duplicated().any():
        return None
    y = "rate" if "rate" in data else str(data.columns[-1])
    words = f"Line of {y} by month. The table below holds the same numbers."
    rows = [
        {"month": month.isoformat(), "value": None if pd.isna(value) else float(value)}
        for month, value in zip(pd.to_datetime(data["month"]), pd.to_numeric(data[y]), strict=True)
    ]
    drawn = renderer.svg({**_line_spec(y), "data": {"values": rows}, "description": words})
    return Html(renderer.still_html(drawn, words)) if drawn else None


def _line_spec(title: str) -> dict[str, Any]:
    x = {"field": "month", "type": "temporal", "title": None}
    y = {"field": "value", "type": "quantitative", "title": title, "scale": {"zero": True}}
    return {
        "width": theme.WIDTH,
        "height": 180,
        "config": theme.config(),
        "mark": {"type": "line", "point": {"color": theme.INK}, "color": theme.LINE},
        "encoding": {"x": x, "y": y},
    }
