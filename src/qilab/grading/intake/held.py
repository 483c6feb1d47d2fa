"""What was handed in, kept on disk until its turn: three hundred notebooks of 50 MB would fill the memory."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .archive import LARGEST

SPOOL_PREFIX = "qilab-marking-"  # swept with the other folders of runs that were killed
_spool: list[tempfile.TemporaryDirectory] = []


@dataclass(frozen=True)
class Held:
    """A file and the digest of what it held when it was looked at."""

    path: Path
    digest: str

    def read(self) -> bytes:
        """Its bytes; none if it has gone since."""
        data, _ = read_file(self.path)
        return data or b""


def hold_file(path: Path) -> tuple[Held | None, str]:
    """A file where it lies, or the reason why it cannot be used."""
    data, reason = read_file(path)
    return (None, reason) if data is None else (Held(path, hashlib.sha256(data).hexdigest()), "")


def hold_bytes(data: bytes) -> Held:
    """What came out of an archive, in a temporary file under a name of our own."""
    if not _spool:
        _spool.append(tempfile.TemporaryDirectory(prefix=f"{SPOOL_PREFIX}{os.getpid()}-"))
    digest = hashlib.sha256(data).hexdigest()
    path = Path(_spool[0].name, digest)
    path.write_bytes(data)
    return Held(path, digest)


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
            return None, "it is not a plain file"
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        return (
            None,
            f"it is larger than {LARGEST // 1_000_000} MB; ask the learner to clear all outputs and save",
        )
    return data, ""
