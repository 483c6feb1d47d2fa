"""The board page: one HTML file that needs no network, with small charts, their words and their tables."""

from __future__ import annotations

import html
from importlib.resources import files

from qilab.charts import renderer
from qilab.charts.table import table_html
from qilab.charts.words import count, number

from .charting import Chart
from .contents import HOW_TO_READ, NOT_ENDORSED, Board
from .marks import in_html

NO_PICTURE = "The picture cannot be drawn in the browser edition. The words and the table say the same."


def as_html(board: Board) -> str:
    """The page: a summary, a card for each chart, how to read them, rules and version; for screens and for print."""
    said = [count(len(board.charts), "measure"), f"made on {board.date}"]
    parts = [
        f"<header><h1>{html.escape(board.title)}</h1><p>{'; '.join(said)}.</p>{_caution(board)}</header>",
        _summary(board),
        '<section aria-labelledby="charts"><h2 id="charts">The charts</h2><div class="cards">',
        *(_card(chart, at) for at, chart in enumerate(board.charts, start=1)),
        "</div></section>",
        _left_out(board),
        f'<section aria-labelledby="read"><h2 id="read">How to read them</h2><p>{HOW_TO_READ}</p></section>',
    ]
    foot = f"<p>Rules: {html.escape(board.rules)}.</p><p>{board.made_by}. {NOT_ENDORSED}</p>"
    return page(board.title, "".join(parts), foot)


def page(title: str, body: str, foot: str) -> str:
    """A whole page of the house: body goes into its main part, foot into its footer."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    # No page of ours loads or sends anything, and a browser is told so.
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{style}</style></head>"
        f"<body><main>{body}</main><footer>{foot}</footer></body></html>"
    )


def scrolled(table: str, label: str) -> str:
    """A table that may be wider than the page, in a box that the keyboard can scroll."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{html.escape(label, quote=True)}">{table}</div>'


def _caution(board: Board) -> str:
    return f'<p class="caution">{html.escape(board.caution)}</p>' if board.caution else ""


def _summary(board: Board) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="#chart-{at}">{html.escape(chart.title)}</a></th><td>{html.escape(chart.latest)}</td>'
        f"<td>{target(chart)}</td><td>{in_html(chart.variation, 'variation')}</td>"
        f"<td>{in_html(chart.assurance, 'assurance')}</td><td>{html.escape(chart.action)}</td></tr>"
        for at, chart in enumerate(board.charts, start=1)
    )
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("Measure", "Latest", "Target", "Variation", "Assurance", "What fits")
    )
    table = f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<section aria-labelledby="all"><h2 id="all">At a glance</h2>{scrolled(table, "All measures at a glance")}</section>'


def target(chart: Chart) -> str:
    """The target as it is drawn, or "none"."""
    aim = chart.measure.target
    return "none" if aim is None else number(aim, chart.decimals)


def _card(chart: Chart, at: int) -> str:
    try:
        picture = renderer.still_html(chart.small.svg, chart.small.description)
    except RuntimeError:
        picture = f"<p>{NO_PICTURE} {html.escape(chart.small.description)}</p>"
    warnings = "".join(f"<li>{html.escape(text)}</li>" for text in chart.warnings)
    return (
        f'<article class="card" id="chart-{at}" aria-labelledby="name-{at}"><h3 id="name-{at}">{html.escape(chart.title)}</h3>'
        f'<p class="unit">{html.escape(chart.unit)}</p>'
        f'<p class="headline">{html.escape(chart.headline)}</p>'
        f"<p>{in_html(chart.variation, 'variation')} {in_html(chart.assurance, 'assurance')}</p>{picture}"
        f"<p><b>What fits:</b> {html.escape(chart.action)}.</p>"
        f"<details><summary>Why this chart, and what to beware of<span class='hidden'>: {html.escape(chart.title)}</span></summary>"
        f"<p>{html.escape(chart.about)}</p>{f'<ul>{warnings}</ul>' if warnings else ''}</details>"
        f"<details><summary>The numbers<span class='hidden'>: {html.escape(chart.title)}</span></summary>"
        f"{scrolled(table_html(chart.table, str(chart.table.caption)), f'Numbers of {chart.title}')}</details></article>"
    )


def _left_out(board: Board) -> str:
    if not board.left_out:
        return ""
    rows = "".join(f"<li>{html.escape(text)}</li>" for text in board.left_out)
    return f'<section aria-labelledby="out"><h2 id="out">Left out</h2><ul>{rows}</ul></section>'
