"""One file to take along, made in memory: a page, or a folder of pictures or scripts packed into one."""

from __future__ import annotations

import io
import zipfile

from ..board.contents import Board
from ..board.files import board_files

_PACKED = {"png": "charts-png.zip", "svg": "charts-svg.zip", "script": "script.zip"}


def made_file(board: Board, kind: str) -> tuple[str, bytes]:
    """Name and contents. kind: one of `board.files.KINDS`."""
    files = board_files(board, (kind,))
    if kind not in _PACKED:
        [(name, data)] = files.items()
        return name, data
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in files.items():
            folder.writestr(name.partition("/")[2], data)
    return _PACKED[kind], whole.getvalue()
