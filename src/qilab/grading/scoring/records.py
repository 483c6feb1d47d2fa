"""The record of each learner, OUT/records/<assignment>/<learner>.json: what `qilab report` reads, and how a run goes on.

It is written last, in one move, when the gradebook holds the marks: a record that is there is whole, and what has
no record is marked again, which gives the same marks.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

VERSION = 1


class DiskFull(RuntimeError):
    """No room for what was to be written, with what to do."""


def fingerprint(digest: str, reason: str, release: str) -> str:
    """Of what was handed in and of what it is held against: the same fingerprint gives the same marks."""
    return hashlib.sha256(f"{VERSION} {release} {reason} {digest}".encode()).hexdigest()


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a file so that it is either there as a whole or as it was before; only its owner may read it."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    draft = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fd, draft = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(fd)
        os.chmod(draft, 0o600)
        os.replace(draft, path)
    except OSError as trouble:
        if draft is not None:
            with contextlib.suppress(OSError):
                os.unlink(draft)
        raise DiskFull(
            f"{path} could not be written ({trouble.strerror}). What was marked so far is kept. Free some "
            "space or choose another --out, then give the same command again and it carries on from here."
        ) from None


class Records:
    """The records of one assignment."""

    def __init__(self, out: Path, assignment: str) -> None:
        self.folder = out / "records" / assignment

    def path(self, learner: str) -> Path:
        """The file of the record of a learner, whether it exists or not."""
        return self.folder / f"{learner}.json"

    def read(self, learner: str) -> dict[str, Any] | None:
        """A record, or None if there is none that can be read."""
        try:
            record = json.loads(self.path(learner).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return record if isinstance(record, dict) and record.get("version") == VERSION else None

    def write(self, learner: str, record: dict[str, Any]) -> None:
        """Write the record whole or not at all. DiskFull says what to do where it cannot be written."""
        write_whole(self.path(learner), json.dumps(record, ensure_ascii=False, indent=1) + "\n")

    def write_nobodys(self, rejected: list[dict[str, str]]) -> None:
        """OUT/records/<assignment>-nobodys.json: files that do not say whose they are, with the reason for each."""
        path = self.folder.with_name(f"{self.folder.name}-nobodys.json")
        if rejected:
            write_whole(path, json.dumps(rejected, ensure_ascii=False, indent=1) + "\n")
        else:
            path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Take away drafts that a killed run has left."""
        for draft in self.folder.glob(".new-*"):
            with contextlib.suppress(OSError):
                draft.unlink()
