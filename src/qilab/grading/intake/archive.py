"""Zip files from strangers: notebooks are read out of them within limits; nothing is unpacked under its own name."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from struct import error as struct_error  # zipfile lets it through for broken headers
from typing import Any

MOST_FILES = 3000
MOST_BYTES = 300_000_000  # of all that is read out of one archive
LARGEST = 128_000_000  # one notebook
DEEPEST = 2  # an archive within an archive


@dataclass(frozen=True)
class Packed:
    """One file of an archive: its path inside, and either its bytes (later: where they are held) or the reason
    why it was not read."""

    parts: tuple[str, ...]
    data: Any
    reason: str = ""


class _Spent(Exception):
    pass


def read_zip(data: bytes, depth: int = DEEPEST) -> Iterator[Packed]:
    """Every notebook (and what is wrong with the rest). Never raises, never writes."""
    room = [MOST_BYTES]
    try:
        yield from _read(data, (), depth, room)
    except _Spent:
        yield Packed(
            (), None, "it unpacks to far more than a class's notebooks need (a “zip bomb”); the rest was left"
        )


def _read(data: bytes, outer: tuple[str, ...], depth: int, room: list[int]) -> Iterator[Packed]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, struct_error):
        yield Packed(outer, None, "it is not a zip file, or a broken one")
        return
    with archive:
        entries = archive.infolist()
        if len(entries) > MOST_FILES:
            yield Packed(outer, None, f"it holds {len(entries):,} files; {MOST_FILES:,} is the most")
            return
        for entry in entries:
            if entry.is_dir():
                continue
            name = entry.filename.replace("\\", "/")
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
                yield Packed((*outer, path.name[:80]), None, "its path climbs out of the archive")
                continue
            parts = (*outer, *path.parts)
            if path.suffix.lower() not in (".ipynb", ".zip"):
                yield Packed(parts, None, "")
                continue
            try:
                inner = _bytes(archive, entry, room)
            except (
                zipfile.BadZipFile,
                zlib.error,
                OSError,
                EOFError,
                NotImplementedError,
                ValueError,
                struct_error,
            ):
                yield Packed(parts, None, "it is damaged inside the zip file")
            except RuntimeError:
                yield Packed(parts, None, "it is locked with a password")
            else:
                if inner is None:
                    yield Packed(parts, None, f"it is larger than {LARGEST // 1_000_000} MB")
                elif path.suffix.lower() == ".zip" and depth > 1:
                    yield from _read(inner, (*outer, *path.parts[:-1], path.stem), depth - 1, room)
                elif path.suffix.lower() == ".zip":
                    yield Packed(
                        parts, None, "it is a zip file inside zip files; unpack it and hand in the notebook"
                    )
                else:
                    yield Packed(parts, inner)


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: list[int]) -> bytes | None:
    """What the entry really unpacks to: its own word on its size is not believed."""
    most = min(LARGEST, room[0])
    with archive.open(entry) as file:
        data = file.read(most + 1)
    room[0] -= len(data)
    if len(data) > most:
        if room[0] <= 0:
            raise _Spent
        return None
    return data
