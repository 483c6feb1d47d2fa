"""The board as a tagged PDF (PDF/UA-1), on A4: at a glance, the charts with their words, and the numbers."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from qilab.panel.typeset import typeset

from .charting import Chart
from .contents import HOW_TO_READ, NOT_ENDORSED, Board
from .marks import in_text
from .page import target


def as_pdf(board: Board) -> bytes:
    """The file; the same board gives the same bytes. NoPdfError where no PDF can be made (the browser edition)."""
    said: dict[str, Any] = {
        "title": board.title,
        "made_by": f"{board.made_by}.",
        "caution": board.caution,
        "summary": [_row(chart) for chart in board.charts],
        "charts": [_chart(chart) for chart in board.charts],
        "how_to_read": HOW_TO_READ,
        "left_out": list(board.left_out),
        "rules": board.rules,
        "not_endorsed": NOT_ENDORSED,
    }
    return typeset(files(__package__).joinpath("board.typ").read_bytes(), said, board.made)


def _icons(chart: Chart) -> list[str]:
    return [in_text(chart.variation, "variation"), in_text(chart.assurance, "assurance")]


def _row(chart: Chart) -> list[str]:
    return [chart.title, chart.latest, target(chart), *_icons(chart), chart.action]


def _chart(chart: Chart) -> dict[str, Any]:
    table = chart.table
    return {
        "title": chart.title,
        "unit": chart.unit,
        "headline": chart.headline,
        "icons": "; ".join(_icons(chart)),
        "svg": chart.small.svg,
        "alt": chart.small.description,
        "action": chart.action,
        "about": chart.about,
        "warnings": list(chart.warnings),
        "heads": [str(name) for name in table.columns],
        "rows": [[str(cell) for cell in row] for row in table.itertuples(index=False, name=None)],
    }
