"""The charts on the page: a card for each, with its words before its picture and its table behind it."""

from __future__ import annotations

from typing import Any

from qilab.charts import renderer
from qilab.charts.table import table_html
from qilab.charts.words import sentence
from qilab.panel.html import Html, bullets, details, join, tag

from ..board import suppression
from ..board.charting import Chart
from ..board.contents import Board
from ..board.marks import in_html
from ..rows import READ_AS

_SAID_ABOVE = (suppression.CAUTION, suppression.AS_THEY_ARE)


def cards_of(board: Board) -> tuple[Html, list[dict[str, Any]]]:
    """Words with a place for each drawing, and the drawings as Vega-Lite specs."""
    words = join(
        tag("p", tag("strong", board.caution)) if board.caution else None,
        (_card(chart, at) for at, chart in enumerate(board.charts)),
        (tag("p", f"Not drawn: {sentence}") for sentence in board.left_out),
    )
    return words, [renderer.for_jupyterlab(chart.small.spec) for chart in board.charts]


def _card(chart: Chart, at: int) -> Html:
    drawn = sentence(chart.result.chart_name)
    # How the dates were read was confirmed before, and of small numbers the head of the page speaks for all.
    beware = [text for text in chart.warnings if not text.startswith(READ_AS) and text not in _SAID_ABOVE]
    return tag(
        "article",
        tag("h4", chart.title, class_="qilab-heading"),
        tag("p", f"Drawn: {chart.unit}."),
        tag("p", tag("strong", chart.headline)),
        tag(
            "p", Html(in_html(chart.variation, "variation")), " ", Html(in_html(chart.assurance, "assurance"))
        ),
        tag(
            "div",
            role="img",
            aria_label=chart.small.description,
            data_drawing=str(at),
            class_="qilab-picture",
        ),
        tag("p", tag("strong", "What fits: "), f"{chart.action}."),
        tag(
            "p",
            tag("strong", f"Why this chart ({drawn}): "),
            f"{chart.proposal.why} Rules: {chart.result.rules}.",
        ),
        join(tag("p", tag("strong", "Beware:")), bullets(*beware)) if beware else None,
        details(f"The numbers: {chart.title}", Html(table_html(chart.table, str(chart.table.caption)))),
        class_="qilab-card",
    )
