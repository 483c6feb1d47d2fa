"""A gradebook that another program holds, or that is damaged: who holds it, and what a person can do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def is_held(trouble: Exception) -> bool:
    """Is another program writing into it (SQLite's one lock)?"""
    text = str(getattr(trouble, "orig", trouble)).lower()
    return "database is locked" in text or "database table is locked" in text


def is_damaged(trouble: Exception) -> bool:
    """Is the file not a database, or not a whole one?"""
    text = str(getattr(trouble, "orig", trouble)).lower()
    return "not a database" in text or "malformed" in text or "unsupported file format" in text


def path_of(url: str) -> str:
    """The file of an SQLite address, the address itself for a server."""
    return url.removeprefix("sqlite:///") if url.startswith("sqlite") else url


def damaged(url: str, why: str) -> str:
    """What to do with a gradebook that cannot be read."""
    return (
        f"The gradebook {path_of(url)} is damaged, or is not a gradebook ({why}). Nothing was marked. "
        "Move the file elsewhere but keep it, because it alone holds the marks that were given by hand. "
        "If you have a backup, put a copy in its place. Then give the same command again, and all other "
        "marks are made afresh."
    )


class Waiting:
    """Says once whom we are waiting for, and at the end that it was in vain."""

    def __init__(self, url: str, say: Callable[[str], None]) -> None:
        self._url, self._say, self._said = url, say, False

    def say_once(self) -> None:
        """Say whom we are waiting for, the first time only."""
        if not self._said:
            self._said = True
            self._say(f"{self._who()} is using the gradebook {path_of(self._url)}. Waiting for it to finish.")

    def in_vain(self) -> str:
        """Sentences for the error when the wait is over: who holds the gradebook, and what to do."""
        return (
            f"{self._who()} is still using the gradebook {path_of(self._url)}. Close it (formgrader, a "
            "database viewer, a program that makes backups), then give the same command again and it "
            "carries on from here."
        )

    def _who(self) -> str:
        named = [f"“{name}” (process {pid})" for pid, name in holders(Path(path_of(self._url)))]
        return " and ".join(named[:3]) or "Another program"


def holders(path: Path) -> list[tuple[int, str]]:
    """Number and name of other programs of ours that have this file open; none where that cannot be seen."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        if int(entry.name) == os.getpid():
            continue
        try:
            if any(os.readlink(handle) == str(path) for handle in (entry / "fd").iterdir()):
                found.append((int(entry.name), (entry / "comm").read_text(encoding="utf-8").strip()))
        except OSError:  # it has ended, or is somebody else's
            continue
    return sorted(found)
