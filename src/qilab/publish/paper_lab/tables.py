"""Tables for a room without a computer: sheets to fill in, tallies, limits to look up, and chance to read off."""

from __future__ import annotations

import re
from dataclasses import replace
from math import sqrt

import numpy as np
import pandas as pd
from markdown_it import MarkdownIt

from qilab.methods.spc.runs import anhoej_limits, runs_limits
from qilab.modules import bank
from qilab.questions.item import BadContent

from .. import typst_text as ty
from ..paper import Pages, cells_of
from ..play import run_cell
from .fill import filled
from .source import Directive


def page(pages: Pages, told: Directive) -> None:
    """Go on at the head of a new page: the back of a sheet, or what is to be seen only after it was turned over."""
    pages.new_page()


def record(pages: Pages, told: Directive) -> None:
    """Append a table to write in: a Markdown table, whose last row may be repeated. height: of a row; widths: shares."""
    rows = _rows(told)
    head, body = rows[0], rows[1:]
    body = body[:-1] + [body[-1]] * told.whole("repeat", 1)
    widths = told.option("widths", ",".join(["1"] * len(head))).split(",")
    if len(widths) != len(head):
        raise BadContent(f"paper.md, line {told.line}: {len(widths)} widths for {len(head)} columns")
    columns = ", ".join(f"{width}fr" for width in widths)
    cells = ", ".join(f"[{cell}]" for row in body for cell in row)
    titles = ", ".join(f"[#strong[{cell}]]" for cell in head)
    pages.add(f"\n#record(({columns},), {told.option('height', '9mm')}, ({titles},), {cells})\n")


def slips(pages: Pages, told: Directive) -> None:
    """Append one slip `number` times on a page, with lines to cut between: words, and a table to write in."""
    words, _, table = filled(told.body).partition("\n|")
    lines = [line for line in ("|" + table).splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in (lines[0], *lines[2:])]
    cells = ", ".join(f"[{ty.said(cell)}]" for row in rows[1:] for cell in row)
    titles = ", ".join(f"[#strong[{ty.said(cell)}]]" for cell in rows[0])
    one = f"[{ty.markdown(words)}#record((1fr,) * {len(rows[0])}, 8mm, ({titles},), {cells})]"
    pages.add(f"\n#slips({told.whole('number')}, {one})\n")


def _rows(told: Directive) -> list[list[str]]:
    lines = [line for line in filled(told.body).splitlines() if line.startswith("|")]
    if len(lines) < 3:
        raise BadContent(f"paper.md, line {told.line}: a record needs a Markdown table with a row or more")
    parted = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in (lines[0], *lines[2:])
    ]
    if len({len(row) for row in parted}) > 1:
        raise BadContent(f"paper.md, line {told.line}: the rows have unequal numbers of cells")
    reader = MarkdownIt("commonmark")
    return [[_inline(reader, cell) for cell in row] for row in parted]


def _inline(reader: MarkdownIt, text: str) -> str:
    return ty.markdown(text).strip() if text and reader.parse(text) else ""


def tally(pages: Pages, told: Directive) -> None:
    """Append a tally: a column of squares for each count from `from` to `to`, to be crossed from the foot upwards."""
    low, high = told.whole("from"), told.whole("to")
    pages.add(f"\n#tally({low}, {high}, {told.whole('deep', 10)}, {ty.quoted(told.option('label'))})\n")


def data(pages: Pages, told: Directive) -> None:
    """Append an exercise's table. rows, columns, value: turned so; only: some columns, by name or “name=heading”."""
    seed = told.whole("seed") if "seed" in told.options else None
    frame = bank.find_exercise(told.option("of")).data(seed)
    if "where" in told.options:
        column, _, value = told.option("where").partition("=")
        frame = frame[frame[column].astype(str) == value]
    if "value" in told.options:
        frame = frame.pivot(
            index=told.option("rows"), columns=told.option("columns"), values=told.option("value")
        )
        frame = frame.reset_index()
        frame.columns = [f"{told.option('each', '')} {name}".strip() for name in frame.columns]
        frame = frame.rename(columns={frame.columns[0]: told.option("first", told.option("rows"))})
    if "only" in told.options:
        wanted = [name.partition("=") for name in told.option("only").split("|")]
        frame = frame[[name for name, _, _ in wanted]].set_axis([h or n for n, _, h in wanted], axis=1)
    numbers(pages, frame)


def numbers(pages: Pages, table: pd.DataFrame, shares: str = "") -> None:
    """Append a table of numbers over the whole width; months such as 2023-04 in words. shares: of its columns, such as “3,1,1”."""
    head = [
        pd.Timestamp(f"{n}-01").strftime("%b %Y") if re.fullmatch(r"\d{4}-\d\d", str(n)) else str(n)
        for n in table.columns
    ]
    columns = [cells_of(table.iloc[:, at]) for at in range(table.shape[1])]
    rows = ", ".join(f"[{ty.said(cell)}]" for row in zip(*columns, strict=True) for cell in row)
    # Words need more room than numbers: as much as their longest cell or the longest word above them, within reason.
    words = [max(len(word) + 1 for word in [*name.split(), ""]) for name in head]
    longest = [max(len(cell) for cell in column) for column in columns]
    shared = (
        shares.split(",") if shares else [min(max(5, *both), 34) for both in zip(words, longest, strict=True)]
    )
    widths = ", ".join(f"{share}fr" for share in shared)
    titles = ", ".join(f"[#strong[{ty.said(name)}]]" for name in head)
    pages.add(f"\n#numbers(({widths},), table.header({titles}), {rows})\n")


def frame(pages: Pages, told: Directive) -> None:
    """Append a table that the body works out from an exercise's `data` or by itself, as a cell of a lesson would: its last line is the table.

    widths: shares of the columns, where those that the words ask for will not do. compact: a table to look things up in, with low
    rows and no wider than it needs to be. blocks: so many parts of its rows are set side by side, for a long and narrow table.
    """
    names = {"data": bank.find_exercise(told.option("of")).data()} if "of" in told.options else {}
    shown = run_cell(told.body, names)
    if not shown or not isinstance(shown[-1], pd.DataFrame):
        raise BadContent(f"paper.md, line {told.line}: the last line of a frame must be a table")
    table = _abreast(shown[-1], told.whole("blocks", 1))
    if "compact" not in told.options:
        numbers(pages, table, told.option("widths", ""))
        return
    titles = ", ".join(f"[#strong[{ty.said(str(name))}]]" for name in table.columns)
    cells = ", ".join(f"[{ty.said(str(cell))}]" for row in table.itertuples(index=False) for cell in row)
    pages.add(f"\n#lookup({table.shape[1]}, table.header({titles}), {cells})\n")


def _abreast(table: pd.DataFrame, blocks: int) -> pd.DataFrame:
    """The rows in so many blocks, one beside the other under the same headings; what is left free in the last stays empty."""
    if blocks == 1:
        return table
    deep = -(-len(table) // blocks)
    parts = [table.iloc[at * deep : (at + 1) * deep].reset_index(drop=True) for at in range(blocks)]
    return pd.concat(parts, axis=1).fillna("")


def said(pages: Pages, told: Directive) -> None:
    """Append what the body works out in words, as a cell of a lesson would: its last line is a Markdown text.

    height: then the text is a table, which is set as one to write in, as by `record`.
    """
    shown = run_cell(told.body, {})
    if not shown or not isinstance(shown[-1], str):
        raise BadContent(f"paper.md, line {told.line}: the last line of “said” must be a text")
    if "height" in told.options:
        record(pages, replace(told, body=shown[-1]))
    else:
        pages.markdown(shown[-1])


def squares(pages: Pages, told: Directive) -> None:
    """Append the words of the body, and a row of squares from `from` to `to` for each row of an exercise's table, named by its column `rows`."""
    names = bank.find_exercise(told.option("of")).data()[told.option("rows")]
    listed = ", ".join(ty.quoted(str(name)) for name in names)
    pages.markdown(told.body)
    pages.add(f"\n#squares({told.whole('from')}, {told.whole('to')}, ({listed},))\n")


def blank_chart(pages: Pages, told: Directive) -> None:
    """Append squared paper for a chart by hand: `across` points, numbered at the foot, and a centre line if `line` says so."""
    line = ty.quoted(told.option("line", ""))
    words = ", ".join(ty.quoted(told.option(name)) for name in ("above", "below"))
    pages.add(f"\n#blank-chart({told.whole('across')}, {told.option('height')}, {line}, {words})\n")


def bead_limits(pages: Pages, told: Directive) -> None:
    """Append the limits of a count to look up: for each total of `scoops` scoops of `scoop`, centre, σ and 3σ limits."""
    size, number = told.whole("scoop"), told.whole("scoops")
    rows = []
    for total in range(told.whole("from"), told.whole("to") + 1, told.whole("step")):
        p = total / (size * number)
        centre, sigma = size * p, sqrt(size * p * (1 - p))
        low = f"{centre - 3 * sigma:.1f}" if centre > 3 * sigma else "none"
        rows.append([str(total), f"{centre:.1f}", f"{sigma:.1f}", low, f"{centre + 3 * sigma:.1f}"])
    half = -(-len(rows) // 2)
    head = [f"Total of {number}", "Centre", "σ", "Lower", "Upper"]
    sides = [
        ty.table(head, [[ty.said(c) for c in row] for row in part]) for part in (rows[:half], rows[half:])
    ]
    pages.add(f"\n#grid(columns: 2, column-gutter: 1cm, [{sides[0]}], [{sides[1]}])\n")


def run_limits(pages: Pages, told: Directive) -> None:
    """Append the limits of the Anhøj rules for `from` to `to` useful points."""
    rows = []
    for useful in range(told.whole("from"), told.whole("to") + 1):
        longest, crossings = anhoej_limits(useful)
        rows.append([ty.said(str(v)) for v in (useful, longest, crossings)])
    pages.add(ty.table(["Useful points", "Longest ordinary run", "Fewest ordinary crossings"], rows))


def runs_range(pages: Pages, told: Directive) -> None:
    """Append the fewest and the most ordinary runs, by useful points above the line (rows) and below it (columns)."""
    side = range(told.whole("from"), told.whole("to") + 1)
    rows = [
        [
            ty.said(f"{above} above"),
            *(ty.said("{} to {}".format(*runs_limits(above, below))) for below in side),
        ]
        for above in side
    ]
    pages.add(ty.table(["", *(f"{below} below" for below in side)], rows))


def chance(pages: Pages, told: Directive) -> None:
    """Append a table of chance: `lines` numbered lines of two-digit numbers from 00 to 99, the same in every pack. from: the first line's number."""
    luck = np.random.default_rng(told.whole("seed", 4821))
    lines = luck.integers(0, 100, (told.whole("lines", 30), 20))
    rows = [[str(n), *(f"{v:02d}" for v in line)] for n, line in enumerate(lines, told.whole("from", 1))]
    head = ["Line", *(str(n) for n in range(1, 21))]
    cells = ", ".join(f"[{ty.said(c)}]" for row in rows for c in row)
    titles = ", ".join(f"[#strong[{name}]]" for name in head)
    pages.add(f"\n#chance({len(head)}, table.header({titles}), {cells})\n")
