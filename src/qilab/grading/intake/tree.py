"""Everything that lies in the folder of submissions, archives opened: a tree of folders and files.

Only plain files are opened, no links are followed, nothing is unpacked or run.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .archive import read_zip
from .kinds import is_notebook_name, is_system, may_be_notebook, stem
from .stored import StoredFile, read_file, store_bytes, store_file

MOST_FILES = 200_000


@dataclass(eq=False)
class FoundFile:
    """One file. parts: its path, an archive counted as a folder. reason: why it could not be opened.
    when: seconds since 1970. guessed: a zip file did not say in which letters its name is."""

    parts: tuple[str, ...]
    data: StoredFile | None = None
    reason: str = ""
    when: float = 0.0
    in_zip: bool = False
    guessed: bool = False

    @property
    def name(self) -> str:
        """The name of the file itself, without its folders."""
        return self.parts[-1]

    @property
    def shown(self) -> str:
        """The whole path below the folder that was handed in, with “/” between its parts."""
        return "/".join(self.parts)

    @property
    def is_system(self) -> bool:
        """Did a computer make the file for itself, such as .DS_Store?"""
        return is_system(self.parts)

    @property
    def is_notebook(self) -> bool:
        """By its name, or, under another name, by what is in it."""
        if self.is_system:
            return False
        return is_notebook_name(self.name) or (self.data is not None and self.data.is_notebook)


@dataclass(eq=False)
class Folder:
    """A folder or an archive. name: for an archive, without its ending."""

    name: str = ""
    parts: tuple[str, ...] = ()
    is_zip: bool = False
    in_zip: bool = False
    folders: dict[str, Folder] = field(default_factory=dict)
    files: list[FoundFile] = field(default_factory=list)

    def below(self) -> Iterator[FoundFile]:
        """All files in it and in its folders."""
        yield from self.files
        for folder in self.folders.values():
            yield from folder.below()

    def add(self, file: FoundFile) -> None:
        """Put a file where its path says; on the way, an ending .zip makes a folder an archive."""
        here = self
        for depth, part in enumerate(file.parts[:-1], start=1):
            if part not in here.folders:
                is_zip = part.lower().endswith(".zip") and file.in_zip
                name = stem(part) if is_zip else part
                here.folders[part] = Folder(name, file.parts[:depth], is_zip, here.is_zip or here.in_zip)
            here = here.folders[part]
        here.files.append(file)


def read_tree(folder: Path, leave: Path | None = None) -> Folder:
    """The tree below `folder`, which may be a zip file. leave: a folder of our own that is passed over.

    ValueError if there is no such folder.
    """
    root = Folder()
    if folder.is_file() and folder.suffix.lower() == ".zip":
        # The facilitator gave it as the folder (a room's zip is one), so what it says of names counts as a folder's.
        for file in _unzip(folder, ()):
            file.in_zip = len(file.parts) > 1 and any(
                part.lower().endswith(".zip") for part in file.parts[:-1]
            )
            root.add(file if file.parts else FoundFile((folder.name,), reason=file.reason))
        return root
    if folder.is_file():
        raise ValueError(
            f"{folder} is a file. Put it into a folder of its own, such as mail, and give that folder."
        )
    if not folder.is_dir():
        raise ValueError(f"There is no folder {folder}. Give the folder that holds the notebooks.")
    for path, reason in _files(folder, leave):
        parts = tuple(map(_in_letters, path.relative_to(folder).parts))
        if reason:
            root.add(FoundFile(parts, reason=reason))
        elif path.suffix.lower() == ".zip" and not is_system(parts):
            for file in _unzip(path, parts):
                root.add(file)
        else:
            root.add(_open(path, parts))
    return root


def _in_letters(part: str) -> str:
    """Bytes of a name that are no UTF-8 (a disk of another country) as “\\xe9”: no table, page or record holds them."""
    return part.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _open(path: Path, parts: tuple[str, ...]) -> FoundFile:
    """Only what may be a notebook is read."""
    if is_system(parts) or not may_be_notebook(path.name):
        return FoundFile(parts)
    data, reason = store_file(path)
    when = path.stat().st_mtime if data is not None else 0.0
    return FoundFile(parts, data, reason, when)


def _unzip(path: Path, parts: tuple[str, ...]) -> Iterator[FoundFile]:
    data, reason = read_file(path)
    if data is None:
        yield FoundFile(parts, reason=reason)
        return
    for packed in read_zip(data):
        if not packed.parts:  # something is wrong with the archive itself
            yield FoundFile(parts, reason=packed.reason)
            continue
        stored = store_bytes(packed.data) if packed.data is not None else None
        where = (*parts, *packed.parts)
        yield FoundFile(where, stored, packed.reason, packed.when, True, packed.guessed)


def _files(folder: Path, leave: Path | None) -> Iterator[tuple[Path, str]]:
    """Plain files below a folder, and (path, reason) for what is not opened."""
    count = 0
    for here, folders, files in os.walk(folder, followlinks=False):
        kept = []
        for name in sorted(folders):
            path = Path(here, name)
            if path.is_symlink():
                yield path, "it is a link to a folder; links are not followed"
            elif name.startswith((".", "__MACOSX")):
                yield path, "it is a hidden folder"
            elif leave is None or path != leave:
                kept.append(name)
        folders[:] = kept
        for name in sorted(files):
            count += 1
            path = Path(here, name)
            if count > MOST_FILES:
                yield path, f"there are more than {MOST_FILES:,} files here; this and the rest were left out"
                return
            kind = path.lstat().st_mode
            if stat.S_ISLNK(kind):
                yield path, "it is a link, and links are not followed; hand in the file itself"
            elif not stat.S_ISREG(kind):
                yield path, "it is not an ordinary file"
            else:
                yield path, ""
