"""Zip files from strangers: notebooks are read out of them within limits; nothing is unpacked under its own name."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from struct import error as struct_error  # zipfile lets it through for broken headers
from struct import unpack_from

from .kinds import may_be_notebook

MOST_FILES = 3000
MOST_BYTES = 300_000_000  # of all that is read out of one archive
LARGEST = 128_000_000  # one notebook
DEEPEST = 2  # an archive within an archive
_BROKEN = "it is damaged inside the zip file; ask the learner to send it again"
_UTF8_FLAG, _UNICODE_PATH = 0x800, 0x7075
_DAMAGED = (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, struct_error, zlib.error)


@dataclass(frozen=True)
class Packed:
    """One file of an archive: its path inside, and its bytes, or the reason why it was not read (none for a file that
    cannot be a notebook). when: seconds since 1970. guessed: the archive does not say in which letters the path is."""

    parts: tuple[str, ...]
    data: bytes | None
    reason: str = ""
    when: float = 0.0
    guessed: bool = False


class _Spent(Exception):
    pass


def read_zip(data: bytes, depth: int = DEEPEST) -> Iterator[Packed]:
    """Every notebook (and what is wrong with the rest). Never raises, never writes."""
    budget = [MOST_BYTES]
    try:
        yield from _read(data, (), depth, budget)
    except _Spent:
        yield Packed(
            (),
            None,
            "it unpacks to far more than a class's notebooks need (a “zip bomb”); the rest was left out",
        )


def _read(data: bytes, outer: tuple[str, ...], depth: int, budget: list[int]) -> Iterator[Packed]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED:
        yield Packed(outer, None, "it is not a zip file, or a broken one; ask the learner to send it again")
        return
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            yield Packed(outer, None, f"it holds {len(entries):,} files; {MOST_FILES:,} is the most")
            return
        if not entries:
            yield Packed(
                outer, None, "it is an empty zip file; ask the learner for the notebook itself (.ipynb)"
            )
        for entry in entries:
            yield from _entry(archive, entry, outer, depth, budget)


def _entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, outer: tuple[str, ...], depth: int, budget: list[int]
) -> Iterator[Packed]:
    name, guessed = file_name(entry)
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name or not path.parts:
        yield Packed(
            (*outer, path.name[:80] or "?"),
            None,
            "its path leads out of the archive; ask the learner for the notebook itself (.ipynb)",
        )
        return
    parts, when = (*outer, *path.parts), _when(entry)
    is_zip = path.suffix.lower() == ".zip"
    if not is_zip and not may_be_notebook(path.name):
        yield Packed(parts, None, "", when, guessed)
        return
    try:
        inner = _bytes(archive, entry, budget)
    except RuntimeError as trouble:
        locked = not isinstance(trouble, NotImplementedError)
        reason = "it is locked with a password; ask the learner to send it without one" if locked else _BROKEN
        yield Packed(parts, None, reason, when, guessed)
    except _DAMAGED:
        yield Packed(parts, None, _BROKEN, when, guessed)
    else:
        if inner is None:
            reason = f"it is larger than {LARGEST // 1_000_000} MB"
            yield Packed(parts, None, reason, when, guessed)
        elif is_zip and depth > 1:
            yield from _read(inner, parts, depth - 1, budget)
        elif is_zip:
            reason = "it is a zip file inside zip files; unpack it and hand in the notebook"
            yield Packed(parts, None, reason, when, guessed)
        else:
            yield Packed(parts, inner, "", when, guessed)


def file_name(entry: zipfile.ZipInfo) -> tuple[str, bool]:
    """The entry's path with “/”, and whether its letters had to be guessed.

    Only UTF-8 can be flagged. Without the flag the Finder writes UTF-8 all the same, Windows the code page of its
    country; Info-ZIP adds the name once more in an extra field (APPNOTE 4.6.9).
    """
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename.replace("\\", "/"), False
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename.replace("\\", "/"), False
    name = _unicode_path(entry.extra, raw)
    guessed = False
    if name is None:
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            guessed = True
            chinese = _chinese(raw)
            if chinese is not None:
                return chinese.replace("\\", "/"), guessed
            western, american = raw.decode("cp850"), raw.decode("cp437")
            name = max((western, american), key=lambda text: sum(c.isalpha() for c in text))
    return name.partition("\0")[0].replace("\\", "/"), guessed


def _chinese(raw: bytes) -> str | None:
    """The name in the code page of a Chinese Windows, where nothing speaks against it.

    Its usual letters are pairs of bytes above A0; in western code pages those are frames and blocks, of which no
    name is made.
    """
    pairs = re.findall(rb"[\x80-\xff]+", raw)
    if any(len(run) % 2 or min(run) < 0xA1 for run in pairs):
        return None
    try:
        return raw.decode("gb2312")
    except UnicodeDecodeError:
        return None


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    at = 0
    while at + 4 <= len(extra):
        kind, size = unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(body) > 5 and body[0] == 1:
            if unpack_from("<L", body, 1)[0] != zlib.crc32(raw):
                return None  # the name was changed later, and this one was not
            try:
                return body[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
        at += 4 + size
    return None


def _when(entry: zipfile.ZipInfo) -> float:
    try:
        return dt.datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: list[int]) -> bytes | None:
    """What the entry really unpacks to: its own word on its size is not believed."""
    most = min(LARGEST, budget[0])
    with archive.open(entry) as file:
        data = file.read(most + 1)
    budget[0] -= len(data)
    if len(data) > most:
        if budget[0] <= 0:
            raise _Spent
        return None
    return data
