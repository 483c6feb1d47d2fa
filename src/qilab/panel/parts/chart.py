"""The live chart of a lab."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .part import Part


@dataclass(frozen=True, kw_only=True)
class Chart(Part):
    """A live chart. spec: Vega-Lite 5 with named data sets and no data. table: (field, heading) pairs of its twin, which
    is shown below it unless `twin` is False. key_lines: room kept for the key, so that nothing jumps. least_width: px below
    which the picture is no longer made narrower but scrolled, because its points or labels would run together."""

    kind = "chart"
    name: str
    spec: dict[str, Any] = field(hash=False)
    height: int = 320
    table: tuple[tuple[str, str], ...] = ()
    caption: str = ""
    ticks: str = ""
    twin: bool = True
    key_lines: int = 1
    least_width: int = 250


def fit(*, right: float = 8, top: float = 10) -> dict[str, Any]:
    """What makes a spec keep the size of its page: nothing jumps when a label grows. right, top: px of padding."""
    return {
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 8, "right": right, "top": top, "bottom": 6},
    }
