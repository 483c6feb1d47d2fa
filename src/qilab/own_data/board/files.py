"""All files of a board, by name, made in memory: to be written together (`writing.py`), or handed to a browser."""

from __future__ import annotations

from qilab.charts.board import file_name

from .charting import Chart
from .contents import Board
from .page import as_html
from .pdf import as_pdf
from .script import numbers_of, script_of
from .slides import as_pptx
from .workbook import as_xlsx

KINDS = ("html", "pdf", "pptx", "xlsx", "png", "svg", "script")


def board_files(board: Board, kinds: tuple[str, ...] = KINDS) -> dict[str, bytes]:
    """Names (with folders, parted by /) and contents. kinds: which of KINDS; a script only for what stays in the team."""
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise ValueError(f"kinds: there is no {unknown[0]!r}. Choose from {', '.join(KINDS)}.")
    whole = {
        "html": lambda: as_html(board).encode(),
        "pdf": lambda: as_pdf(board),
        "pptx": lambda: as_pptx(board),
        "xlsx": lambda: as_xlsx(board),
    }
    made = {f"board.{kind}": make() for kind, make in whole.items() if kind in kinds}
    taken: set[str] = set()
    for chart in board.charts:
        name = file_name(chart.title, taken)
        if "png" in kinds:
            made[f"charts/{name}.png"] = chart.picture.png
        if "svg" in kinds:
            made[f"charts/{name}.svg"] = _svg(chart).encode()
        if "script" in kinds and not board.leaves_team:
            made[f"script/{name}.csv"] = numbers_of(chart).encode()
            made[f"script/{name}.py"] = script_of(chart, name).encode()
    return made


def _svg(chart: Chart) -> str:
    """The picture by itself; where Python cannot draw, the small one that a page has drawn."""
    try:
        return chart.picture.svg
    except RuntimeError:
        return chart.small.svg
