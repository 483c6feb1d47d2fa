"""All files of a board, by name: made in memory first, and written together, so that no half of a board is left."""

from __future__ import annotations

from pathlib import Path

from qilab.charts.board import file_name
from qilab.made_folder import PackFolder

from .charting import Chart
from .contents import Board
from .page import as_html
from .pdf import as_pdf
from .script import numbers_of, script_of
from .slides import as_pptx
from .workbook import as_xlsx

KINDS = ("html", "pdf", "pptx", "xlsx", "png", "svg", "script")
LIST = ".qilab-board.json"  # which files in the folder are ours


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


def folder_of(folder: str | Path | PackFolder) -> PackFolder:
    """The folder with the list of what was made in it before; ValueError where nothing can be written to it."""
    if isinstance(folder, PackFolder):
        return folder
    try:
        return PackFolder(Path(folder), "board", listed=LIST)
    except OSError:
        raise ValueError(
            f"{Path(folder)}: cannot be written to. Choose another folder, on a disk that has room."
        ) from None


def write_files(files: dict[str, bytes], folder: str | Path | PackFolder) -> list[Path]:
    """Write files of `board_files` into a folder, which is made where it is not there. Returns their paths.

    Each is whole or not there, and a file of somebody's own that has the name of one of them gets another name.
    ValueError where one cannot be written, as when it is open in Excel; it says which.
    """
    home = folder_of(folder)
    paths: list[Path] = []
    for name, data in files.items():
        try:
            paths.append(home.put(name, data))
        except OSError:
            raise ValueError(
                f"{name}: cannot be written. Close it where it is open, check the folder, then try again."
            ) from None
    return paths
