"""A folder that we write into (a pack, a board): its files are whole or not there, and what is not ours stays."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LIST = ".qilab-pack.json"  # which files are ours, of which sources, and what was in them
_PART = ".qilab-part"
_LONGEST = 60  # seconds that one file takes to write
_OWN = "(yours)"


class PackFolder:
    """What we made in one folder. sources: the digest of what a file would be made of now.

    read_only: nothing is made, not even the folder. listed: the name of our list, so that two makers in one folder take each
    other's files for somebody's own. OSError if it cannot be written to.
    """

    def __init__(self, out: Path, sources: str, read_only: bool = False, listed: str = LIST) -> None:
        self.out, self.sources, self.listed = out, sources, listed
        self.put_aside: list[str] = []
        self.files = self._read_list()
        if read_only:
            return
        out.mkdir(parents=True, exist_ok=True)
        _take_away_halves(out)
        self._write_list()  # says before a minute's work, not after, that nothing can be written here

    def is_fresh(self, name: str) -> bool:
        """Is this file there as we made it, and of the same sources?"""
        return self.read(name) is not None

    def read(self, name: str) -> bytes | None:
        """A file that was made of the same sources and is whole; None for any other."""
        entry = self.files.get(name, {})
        if entry.get("sources") != self.sources:
            return None
        try:
            content = (self.out / name).read_bytes()
        except OSError:
            return None
        return content if _digest(content) == entry.get("content") else None

    def put(self, name: str, content: bytes) -> Path:
        """Write one file; a file of somebody's own that has this name gets another one first. Returns its path."""
        target = self.out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        self._keep_what_is_not_ours(name, target, content)
        _write_whole(target, content)
        self.files[name] = entry_of(self.sources, content)
        self._write_list()
        return target

    def take_away_all_but(self, names: set[str]) -> None:
        """Remove what an older course left here, unless somebody has changed it since."""
        for name in set(self.files) - names:
            entry = self.files.pop(name)
            with suppress(OSError):
                if _digest((self.out / name).read_bytes()) == entry.get("content"):
                    (self.out / name).unlink()
                    self._take_away_empty_folders(self.out / name)
        self._write_list()

    def _take_away_empty_folders(self, path: Path) -> None:
        """Those that held this file; one with anything else in it stays (OSError)."""
        for folder in path.relative_to(self.out).parents[:-1]:
            (self.out / folder).rmdir()

    def _keep_what_is_not_ours(self, name: str, target: Path, content: bytes) -> None:
        if not target.is_file():
            return
        known = {_digest(content), self.files.get(name, {}).get("content")}
        if _digest(target.read_bytes()) in known:
            return
        number = 1
        while (aside := target.with_stem(f"{target.stem} {_own(number)}")).exists():
            number += 1
        target.rename(aside)
        self.put_aside.append(aside.relative_to(self.out).as_posix())

    def _read_list(self) -> dict[str, dict[str, str]]:
        """What an earlier run wrote; nothing where the list is missing, damaged or leads out of the folder."""
        try:
            files = json.loads((self.out / self.listed).read_text(encoding="utf-8"))["files"]
            return {
                name: dict(entry)
                for name, entry in files.items()
                if ".." not in Path(name).parts and not Path(name).is_absolute()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _write_list(self) -> None:
        _write_whole(self.out / self.listed, as_list(self.files))


def _take_away_halves(out: Path) -> None:
    """What a run that was killed left; another run's, which is being written now, is younger."""
    for part in out.rglob(f"*{_PART}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _LONGEST:
                part.unlink()


def as_list(files: dict[str, dict[str, str]]) -> bytes:
    """The text of the list of our files."""
    return (json.dumps({"files": files}, indent=1, sort_keys=True) + "\n").encode("utf-8")


def entry_of(sources: str, content: bytes) -> dict[str, str]:
    """What the list says of one file."""
    return {"sources": sources, "content": _digest(content)}


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Where to write a file, beside its place; it is moved there at the end, so that no half file is ever seen. OSError if that fails."""
    part = target.with_name(target.name + _PART)
    try:
        yield part
        os.replace(part, target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _write_whole(target: Path, content: bytes) -> None:
    with whole_file(target) as part:
        part.write_bytes(content)


def _own(number: int) -> str:
    return _OWN if number == 1 else f"{_OWN[:-1]} {number})"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
