"""Excel and OpenDocument files are packed folders: is it safe to unpack one?"""

from __future__ import annotations

import io
import zipfile

from ..asking import refuse

MOST_UNPACKED = 300_000_000
MOST_PARTS = 5_000


def opened(name: str, data: bytes) -> zipfile.ZipFile:
    """The folder, once its parts are known to be readable, small enough and free of definitions that grow.

    Python reads of each part no more than the size that is promised here, so a promise that lies is found out.
    """
    broken = refuse(
        name, "The file is damaged.", "Open it in Excel, save it under a new name, and choose that file."
    )
    try:
        folder = zipfile.ZipFile(io.BytesIO(data))
        parts = folder.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise refuse(
                name,
                f"Unpacked, it would be larger than {MOST_UNPACKED // 1_000_000} MB.",
                "Copy the cells that you want to chart into a new, empty workbook.",
            )
        if any(part.flag_bits & 1 for part in parts):
            raise locked(name)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with folder.open(part) as inside:
                    if b"<!DOCTYPE" in inside.read(4096):
                        raise refuse(
                            name, "It holds definitions that no spreadsheet needs.", "Ask who made the file."
                        )
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError):
        raise broken from None
    return folder


def locked(name: str) -> Exception:
    """The refusal of a file with a password."""
    return refuse(
        name,
        "The file is protected with a password.",
        "Open it in Excel and take the password off a copy that holds only counts by month, then choose that copy.",
    )
