"""The log of a lab: what was predicted and what came."""

from __future__ import annotations

from dataclasses import dataclass

from .part import Part


@dataclass(frozen=True, kw_only=True)
class Log(Part):
    """Predictions and results so far, to look at and to download."""

    kind = "log"
    label: str = "Your predictions and results"
    empty: str = "Nothing yet. Your predictions and results will be listed here."
    file: str = "log.csv"
