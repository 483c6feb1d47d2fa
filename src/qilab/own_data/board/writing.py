"""Files of a board into a folder: whole or not there, so that no half of a board is left."""

from __future__ import annotations

from pathlib import Path

from qilab.made_folder import PackFolder

LIST = ".qilab-board.json"  # which files in the folder are ours


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
