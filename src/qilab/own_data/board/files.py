"""All files of a board, by name: made in memory first, and written together, so that no half of a board is left."""

from __future__ import annotations

from pathlib import Path

from qilab.charts.board import file_name

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
            made[f"charts/{name}.svg"] = chart.picture.svg.encode()
        if "script" in kinds and not board.leaves_team:
            made[f"script/{name}.csv"] = numbers_of(chart).encode()
            made[f"script/{name}.py"] = script_of(chart, name).encode()
    return made


def write_files(files: dict[str, bytes], folder: str | Path) -> list[Path]:
    """Write files of `board_files` into a folder, which is made where it is not there. Returns their paths.

    ValueError where one cannot be written, as when it is open in Excel; it says which.
    """
    paths = []
    for name, data in files.items():
        path = Path(folder) / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError:
            raise ValueError(
                f"{name}: cannot be written. Close it where it is open, check the folder, then try again."
            ) from None
        paths.append(path)
    return paths
