"""The live chart of a lab."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .part import Part


@dataclass(frozen=True, kw_only=True)
class Chart(Part):
    """A live chart. spec: Vega-Lite 5 with named data sets and no data. table: (field, heading) pairs of its twin."""

    kind = "chart"
    name: str
    spec: dict[str, Any] = field(hash=False)
    height: int = 320
    table: tuple[tuple[str, str], ...] = ()
    caption: str = ""
    ticks: str = ""


def fitted(spec: dict[str, Any], *, left: float = 8, right: float = 8, top: float = 10) -> dict[str, Any]:
    """`spec` with the size of its page, which stays: nothing jumps when a label grows. left, right, top: px of padding."""
    padding = {"left": left, "right": right, "top": top, "bottom": 6}
    return {**spec, "autosize": {"type": "fit", "contains": "padding"}, "padding": padding}


def columns(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, list[Any]]:
    """Rows as the columns that a chart is sent: name → values. No row gives empty columns."""
    rows = list(rows)
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}
