"""From measures to the files of a board, and what is said of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qilab.charts.words import count
from qilab.panel.typeset import NoPdfError

from ..board.contents import MOST, Board, board_of
from ..board.files import KINDS, board_files
from ..board.plain import plain
from ..board.script import NOT_OUTSIDE
from ..board.title import title_of_all
from ..board.wards import ward_boards
from ..board.writing import folder_of, write_files
from ..measure import Measure


@dataclass(frozen=True)
class Wanted:
    """What to make: title ("" for one of the measures' own), folder, kinds (() for the usual ones)."""

    title: str
    out: Path
    kinds: tuple[str, ...] = ()
    each_ward: bool = False
    leaves_team: bool = False


def draw(measures: Sequence[Measure], wanted: Wanted, made: dt.date) -> list[str]:
    """Write the board, or a board for each ward where one page is too small. Returns what to say of it.

    Files of an earlier run that are none of this one's are taken away. ValueError, a sentence, where nothing can be drawn
    or written.
    """
    title = wanted.title or title_of_all(measures)
    wards = {measure.place for measure in measures}
    told = found = _found_in_all(measures)
    if len(wards) > 1 and (wanted.each_ward or len(measures) > MOST):
        home = folder_of(wanted.out)
        kinds = wanted.kinds or ("html", "xlsx")
        paths = ward_boards(measures, home, title, made, kinds=kinds, leaves_team=wanted.leaves_team)
        drawn = sum(path.name == "board.html" for path in paths)
        told = [*told, f"Each on a page of its own: {count(drawn, 'ward')}."]
        if drawn < len(wards):
            told.append(f"Left out: {count(len(wards) - drawn, 'ward')}. The index says why.")
    else:
        board = board_of(measures, title, made, leaves_team=wanted.leaves_team)
        files, lacking = _files(board, wanted.kinds or KINDS)
        if not files:
            raise ValueError(NOT_OUTSIDE)
        home = folder_of(wanted.out)  # only now: where nothing can be drawn, no folder is made
        paths = write_files(files, home)
        told = [*told, *_said(board, found), *lacking]
    home.take_away_all_but({path.relative_to(home.out).as_posix() for path in paths})
    told += [f"A file of your own was in the way. It is kept as {name}." for name in home.put_aside]
    first = next((path for path in paths if path.name in ("index.html", "board.html")), None)
    return [*told, "", f"Made {count(len(paths), 'file')} in {home.out}.{f' Open {first}.' if first else ''}"]


def _found_in_all(measures: Sequence[Measure]) -> list[str]:
    """What is to be said of the file: how its dates were read, what was left out."""
    first, *others = ([plain(text) for text in measure.warnings] for measure in measures)
    return [text for text in first if all(text in other for other in others)]


def _files(board: Board, kinds: Sequence[str]) -> tuple[dict[str, bytes], list[str]]:
    """The files; without the PDF, and saying so, where this computer has no font with all the letters."""
    try:
        return board_files(board, tuple(kinds)), []
    except NoPdfError as problem:
        rest = tuple(kind for kind in kinds if kind != "pdf")
        if not rest:
            raise
        return board_files(board, rest), [f"No PDF was made: {problem}"]


def _said(board: Board, said: list[str]) -> list[str]:
    """Of each chart its headline, the action and its warnings, but for those that were said already."""
    told: list[str] = []
    for chart in board.charts:
        told += ["", f"{chart.title}: {chart.headline}", f"What to do: {chart.action}."]
        told += [f"- {plain(text)}" for text in chart.warnings if plain(text) not in said]
    return [*told, *(plain(f"Left out: {sentence}") for sentence in board.left_out)]
