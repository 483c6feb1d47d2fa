"""Many wards at once: a page for each, an index, and what has changed since last time."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence
from pathlib import Path

from qilab.charts.board import file_name
from qilab.charts.words import count
from qilab.made_folder import PackFolder

from ..measure import Measure
from .contents import NOT_ENDORSED, Board, board_of
from .files import board_files
from .last_time import NAME, Change, Last, changes, read_last, state_of
from .marks import in_html
from .page import page, scrolled, target
from .writing import folder_of, write_files

WHOLE = "All together"  # figures that name no ward
BY_CHANCE = (
    "Wards are neighbours here, not rivals: they are in the order of your file, because a ranking would reward luck. "
    "Among so many charts some signals are down to chance alone, so ask what happened before you act."
)


def ward_boards(
    measures: Sequence[Measure],
    folder: str | Path | PackFolder,
    title: str,
    made: dt.date,
    *,
    kinds: tuple[str, ...] = ("html", "xlsx"),
    leaves_team: bool = False,
) -> list[Path]:
    """Write a board for each place, index.html and changed.html into a folder; returns the paths, the index first.

    kinds: as in `board_files`, for each ward. A ward that cannot be drawn is named on the index and stops no other.
    The folder also gets last_time.json, which holds what is shown and no more: the next run compares itself with it.
    ValueError where nothing at all can be drawn, or a file cannot be written.
    """
    boards, left_out = _boards(measures, title, made, leaves_team)
    if not boards:
        raise ValueError(" ".join(left_out) or "measures: there are none. Read a file first.")
    home = folder_of(folder)
    last = read_last(home.out / NAME)
    taken: set[str] = set()
    homes = {place: file_name(place, taken) for place in boards}
    paths: list[Path] = []
    for place, board in boards.items():
        made_files = board_files(board, ("html", *(kind for kind in kinds if kind != "html")))
        paths += write_files(
            {f"wards/{homes[place]}/{name}": data for name, data in made_files.items()}, home
        )
    charts = [chart for board in boards.values() for chart in board.charts]
    found = changes(charts, last, leaves_team)
    pages = {
        "index.html": _index(boards, homes, left_out, title, made).encode(),
        "changed.html": _changed(
            found, sum(chart.title not in found for chart in charts), last, title, made, leaves_team
        ).encode(),
        NAME: state_of(
            charts, made, leaves_team
        ).encode(),  # last, so that a run that fails is compared again
    }
    return [*write_files(pages, home), *paths]


def _boards(
    measures: Sequence[Measure], title: str, made: dt.date, leaves_team: bool
) -> tuple[dict[str, Board], list[str]]:
    by_place: dict[str, list[Measure]] = {}
    for measure in measures:
        by_place.setdefault(measure.place or WHOLE, []).append(measure)
    boards: dict[str, Board] = {}
    left_out: list[str] = []
    for place, own in by_place.items():
        try:
            boards[place] = board_of(own, f"{title}: {place}", made, leaves_team=leaves_team)
            left_out += boards[place].left_out
        except ValueError as reason:
            told = str(reason)
            left_out.append(told if place in told else f"{place}: {told}")
    return boards, left_out


def _index(
    boards: dict[str, Board], homes: dict[str, str], left_out: list[str], title: str, made: dt.date
) -> str:
    rows = []
    for place, board in boards.items():
        link = f'<a href="wards/{homes[place]}/board.html">{html.escape(place)}</a>'
        for at, chart in enumerate(board.charts):
            head = f'<th scope="rowgroup" rowspan="{len(board.charts)}">{link}</th>' if at == 0 else ""
            rows.append(
                f"<tr>{head}<td>{html.escape(chart.measure.name)}</td><td>{html.escape(chart.latest)}</td><td>{target(chart)}</td>"
                f"<td>{in_html(chart.variation, 'variation')}</td><td>{in_html(chart.assurance, 'assurance')}</td></tr>"
            )
    names = ("Ward", "Measure", "Latest", "Target", "Variation", "Assurance")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    table = f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    first = next(iter(boards.values()))
    told = (
        f"<h1>{html.escape(title)}</h1><p>{count(len(boards), 'ward')}, made on {first.date}. "
        f'<a href="changed.html">What has changed since last time</a></p>'
        + (f'<p class="caution">{html.escape(first.caution)}</p>' if first.caution else "")
        + f"<p>{BY_CHANCE}</p>{scrolled(table, 'All wards')}"
    )
    if left_out:
        told += (
            "<h2>Left out</h2><ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in left_out) + "</ul>"
        )
    return page(title, told, f"<p>{first.made_by}. {NOT_ENDORSED}</p>")


def _changed(
    found: dict[str, Change], same: int, last: Last | None, title: str, made: dt.date, leaves_team: bool
) -> str:
    heading = f"{title}: what has changed since last time"
    told = [f'<h1>{html.escape(heading)}</h1><p><a href="index.html">All wards</a></p>']
    if last is None:
        told.append(
            "<p>This is the first time, so there is nothing to compare with. Keep this folder for the next time.</p>"
        )
    elif last.leaves_team != leaves_team:
        told.append(
            "<p>Last time small numbers were treated differently, so the two cannot be compared. Keep a folder for each.</p>"
        )
    else:
        told.append(
            f"<p>Compared with {html.escape(last.made)}. Unchanged: {count(same, 'chart')}. Changed: {count(len(found), 'chart')}.</p>"
        )
        told.append(_changes_with("Ask what happened", {k: v for k, v in found.items() if v.asks_why}))
        told.append(
            _changes_with("New figures, and nothing else", {k: v for k, v in found.items() if not v.asks_why})
        )
    return page(heading, "".join(told), f"<p>Made on {made.day} {made:%B %Y}. {NOT_ENDORSED}</p>")


def _changes_with(heading: str, found: dict[str, Change]) -> str:
    """A part of the page, or nothing where nothing belongs into it."""
    if not found:
        return ""
    rows = "".join(
        f"<li><b>{html.escape(name)}.</b> {html.escape(' '.join(change.told))}</li>"
        for name, change in found.items()
    )
    return f"<h2>{heading}</h2><ul>{rows}</ul>"
