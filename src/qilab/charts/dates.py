"""Times on a chart: as numbers to draw, as months without a hole, and remarks that belong to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from . import theme

Notes = Mapping[Any, str] | Iterable[tuple[Any, str]]
MONTH = 31 * 86_400_000


def milliseconds(when: pd.Series) -> np.ndarray:
    """Times as milliseconds since 1970, UTC."""
    return when.to_numpy("datetime64[ms]").astype("int64").astype(float)


def on_every_month(when: pd.Series) -> pd.Series:
    """All months from the first to the last."""
    return pd.Series(pd.date_range(when.iloc[0], when.iloc[-1], freq="MS"))


def read_notes(notes: Notes, x: np.ndarray, labels: list[str], dated: bool) -> list[dict[str, Any]]:
    """Remarks with their place and the row their words stand in, so that neighbours do not overlap.

    x, labels: places and names of the points. ValueError for a time that is not on the chart.
    """
    pairs = list(notes.items() if isinstance(notes, Mapping) else notes)
    rows: list[dict[str, Any]] = []
    free: list[float] = []
    for place, text in sorted((_place(when, x, labels, dated), str(text)) for when, text in pairs):
        # About 6.2 px a letter at size 12, on a plot of theme.WIDTH px.
        width = (len(text) * 6.2 + 10) / theme.WIDTH * max(x[-1] - x[0], 1)
        row = next((i for i, end in enumerate(free) if place >= end), len(free))
        free[row : row + 1] = [place + width]
        rows.append({"x": place, "text": text, "row": row, "label": labels[int(np.abs(x - place).argmin())]})
    return rows


def _place(when: Any, x: np.ndarray, labels: list[str], dated: bool) -> float:
    if not dated:
        if str(when) not in labels:
            raise ValueError(f"notes: there is no point “{when}” on this chart.")
        return float(x[labels.index(str(when))])
    try:
        stamp = pd.Timestamp(when)
    except (ValueError, TypeError):
        stamp = pd.NaT
    if stamp is pd.NaT:
        raise ValueError(f"notes: “{when}” is not a date. Write it like 2023-02 or 2023-02-15.")
    place = float(stamp.value // 1_000_000)
    if not x[0] <= place <= x[-1] + MONTH:
        raise ValueError(
            f"notes: {stamp:%B %Y} is not on this chart, which shows {labels[0]} to {labels[-1]}."
        )
    return place


def remarks(rows: list[dict[str, Any]], source: str) -> str:
    """Remarks and source in words, for the description."""
    told = [f"{row['label']}: {row['text']}" for row in rows]
    parts = ([f"Noted on the chart: {'; '.join(told)}"] if told else []) + ([source] if source else [])
    return ". ".join(parts)
