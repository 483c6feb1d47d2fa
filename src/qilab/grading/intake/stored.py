"""What was handed in, kept on disk until its turn: three hundred notebooks of 50 MB would fill the memory."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .archive import LARGEST

SPOOL_PREFIX = "qilab-marking-"  # swept with the other folders of runs that were killed
_GRADE_ID = re.compile(rb'"grade_id"\s*:\s*"([\w.-]{1,80})"')
_spool: list[tempfile.TemporaryDirectory] = []


@dataclass(frozen=True)
class StoredFile:
    """A file, the digest of what it held when it was looked at, and the cells of the course that it names."""

    path: Path
    digest: str
    grade_ids: frozenset[str] = frozenset()
    is_notebook: bool = False

    def read(self) -> bytes:
        """Its bytes; none if it has gone since."""
        data, _ = read_file(self.path)
        return data or b""


def store_file(path: Path) -> tuple[StoredFile | None, str]:
    """A file where it lies, or the reason why it cannot be used."""
    data, reason = read_file(path)
    return (None, reason) if data is None else (_stored(path, data), "")


def store_bytes(data: bytes) -> StoredFile:
    """What came out of an archive, in a temporary file under a name of our own."""
    if not _spool:
        _spool.append(tempfile.TemporaryDirectory(prefix=f"{SPOOL_PREFIX}{os.getpid()}-"))
    path = Path(_spool[0].name, hashlib.sha256(data).hexdigest())
    path.write_bytes(data)
    return _stored(path, data)


def _stored(path: Path, data: bytes) -> StoredFile:
    text = _as_utf8(data)
    start = text[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    is_notebook = start.startswith(b"{") and b'"nbformat"' in text
    return StoredFile(path, hashlib.sha256(data).hexdigest(), grade_ids_in(text), is_notebook)


def _as_utf8(data: bytes) -> bytes:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data


def grade_ids_in(data: bytes) -> frozenset[str]:
    """The cells that a notebook of the course names, without reading it as JSON."""
    return frozenset(name.decode("ascii", "replace") for name in _GRADE_ID.findall(data))


def read_file(path: Path) -> tuple[bytes | None, str]:
    """The bytes of a plain file; no link is followed, nothing that could block is opened."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        fd = os.open(path, flags)
    except OSError as trouble:
        return None, f"it could not be opened ({trouble.strerror})"
    with os.fdopen(fd, "rb") as file:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return None, "it is not an ordinary file"
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        return (
            None,
            f"it is larger than {LARGEST // 1_000_000} MB; ask the learner to clear all outputs and save",
        )
    return data, ""
