"""What was handed in: nbgrader's folder submitted/<learner>/<assignment>/, or any folder of e-mailed notebooks and zips.

Only plain files are opened, no links are followed, nothing is unpacked or run. What cannot be marked is
rejected with learner, file and a plain reason; the others go on.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from .archive import Packed, read_zip
from .held import Held, hold_bytes, hold_file, read_file
from .names import is_safe, learner_from, safe_name

_IGNORED = (".ds_store", "thumbs.db", "desktop.ini", "timestamp.txt", "submission_secret.txt", "__macosx")
_NOT_NOTEBOOKS = {
    ".pdf": "a PDF",
    ".html": "a web page",
    ".htm": "a web page",
    ".docx": "a Word file",
    ".doc": "a Word file",
    ".py": "a Python file",
    ".rar": "a RAR archive",
    ".7z": "a 7z archive",
    ".gz": "an archive that is not zip",
    ".tar": "an archive that is not zip",
    ".tgz": "an archive that is not zip",
    ".txt": "a text file",
    ".png": "a picture",
    ".jpg": "a picture",
}
MOST_FILES = 200_000


@dataclass
class Submission:
    """One notebook of one learner. `reason` is set, and `data` is not, where it cannot be marked."""

    learner: str
    file: str
    data: Held | None
    when: float = 0.0
    reason: str = ""
    stamp: str = ""  # what nbgrader's timestamp.txt says
    notes: list[tuple[str, str]] = field(default_factory=list)


def collect(folder: Path, assignment: str) -> list[Submission]:
    """One submission a learner, in order of their names, and a rejection for whatever belongs to nobody.

    Raises ValueError if there is no such folder.
    """
    if not folder.is_dir():
        raise ValueError(f"There is no folder {folder}. Give the folder in which the notebooks lie.")
    found = list(
        _nbgrader(folder, assignment) if _is_nbgrader(folder, assignment) else _mail(folder, assignment)
    )
    return _one_each(found, assignment)


def _is_nbgrader(folder: Path, assignment: str) -> bool:
    return any(
        _is(entry / assignment, stat.S_ISDIR) for entry in folder.iterdir() if _is(entry, stat.S_ISDIR)
    )


def _is(path: Path, kind) -> bool:
    """Of this kind itself; a link to one is not."""
    try:
        return kind(path.lstat().st_mode)
    except OSError:
        return False


def _nbgrader(folder: Path, assignment: str) -> Iterator[Submission]:
    for learner in sorted(folder.iterdir()):
        if not _is(learner, stat.S_ISDIR):
            continue
        place = learner / assignment
        if not place.exists() and not place.is_symlink():
            continue
        name = learner.name if is_safe(learner.name) else safe_name(learner.name)
        shown = f"{learner.name}/{assignment}"
        if name is None:
            yield Submission(
                "", shown, None, reason="the folder's name has no letters to make a learner's name of"
            )
        elif not _is(place, stat.S_ISDIR):
            yield Submission(
                name,
                shown,
                None,
                reason="it is a link or a file where a folder should be; links are not followed",
            )
        else:
            yield from _own_folder(place, name, shown, assignment)


def _own_folder(place: Path, learner: str, shown: str, assignment: str) -> Iterator[Submission]:
    """The notebook in a learner's own folder, and notes on what lies beside it."""
    notebooks, notes, others = [], [], []
    for path, reason in _files(place):
        name = str(path.relative_to(place))
        if reason:
            notes.append(("not opened", f"{name}: {reason}"))
        elif path.suffix.lower() in (".ipynb", ".zip"):
            notebooks.append(path)
        elif path.name.lower() not in _IGNORED:
            others.append(name)
    if others:
        listed = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
        notes.append(("files left out", f"Beside the notebook lay {listed}. Marking does not use them."))
    inside: list[Submission] = []
    for path in notebooks:
        file = f"{shown}/{path.relative_to(place)}"
        if path.suffix.lower() == ".zip":
            inside += [
                _packed(p, learner, file, path) for p in _unzip(path) if p.data is not None or p.reason
            ]
        else:
            inside.append(_opened(path, learner, file))
    exact = [s for s in inside if s.file.rpartition("/")[2] == f"{assignment}.ipynb"]
    chosen = exact or inside
    if not chosen:
        why = "there is no notebook in this folder"
        if others or notes:
            why += f" (only {'; '.join(n[1] for n in notes)})"[:300]
        yield Submission(learner, shown, None, reason=why, notes=notes)
    stamp, _ = read_file(place / "timestamp.txt") if (place / "timestamp.txt").exists() else (b"", "")
    for submission in chosen:
        submission.notes += notes
        if not exact and submission.data is not None:
            submission.notes.append(
                ("renamed", f"It is called {submission.file.rpartition('/')[2]}, not {assignment}.ipynb.")
            )
        submission.stamp = (stamp or b"")[:100].decode("utf-8", "replace").strip()
        yield submission


def _mail(folder: Path, assignment: str) -> Iterator[Submission]:
    for path, reason in _files(folder):
        parts = path.relative_to(folder).parts
        shown = "/".join(parts)
        learner = learner_from(parts, assignment) or ""
        if reason:
            yield Submission(learner, shown, None, reason=reason)
        elif path.suffix.lower() == ".zip":
            inside = [p for p in _unzip(path) if p.data is not None or p.reason]
            alone = (
                len(inside) == 1
            )  # a person's own zip is named by its sender, a class's by the folders in it
            for packed in inside:
                middle = packed.parts[-1:] if alone else packed.parts
                whose = learner_from((*parts[:-1], path.stem, *middle), assignment) or ""
                yield _packed(packed, whose, shown, path)
        elif path.suffix.lower() == ".ipynb":
            yield _opened(path, learner, shown)
        elif path.name.lower() not in _IGNORED:
            what = _NOT_NOTEBOOKS.get(path.suffix.lower(), "not a notebook")
            yield Submission(
                learner, shown, None, reason=f"it is {what}; ask for the notebook itself (.ipynb)"
            )


def _unzip(path: Path) -> list[Packed]:
    data, reason = read_file(path)
    if data is None:
        return [Packed((), None, reason)]
    return [replace(p, data=hold_bytes(p.data)) if p.data is not None else p for p in read_zip(data)]


def _packed(packed, learner: str, shown: str, path: Path) -> Submission:
    file = "/".join([shown, *packed.parts])
    if packed.parts and any(p.startswith((".", "__MACOSX")) for p in packed.parts):
        return Submission("", file, None, reason="")
    return Submission(learner, file, packed.data, path.stat().st_mtime, packed.reason)


def _opened(path: Path, learner: str, shown: str) -> Submission:
    data, reason = hold_file(path)
    return Submission(learner, shown, data, path.stat().st_mtime if data is not None else 0.0, reason)


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Plain files below a folder, and (path, reason) for what is not opened. Hidden folders are passed over."""
    count = 0
    for here, folders, files in os.walk(folder, followlinks=False):
        for name in [f for f in folders if os.path.islink(os.path.join(here, f))]:
            yield Path(here, name), "it is a link to a folder; links are not followed"
        folders[:] = sorted(
            f
            for f in folders
            if not f.startswith((".", "__MACOSX")) and not os.path.islink(os.path.join(here, f))
        )
        for name in sorted(files):
            count += 1
            if count > MOST_FILES:
                yield Path(here), f"there are more than {MOST_FILES:,} files here; the rest was left"
                return
            if name.startswith((".", "~$")) or name.lower() in _IGNORED:
                continue
            path = Path(here, name)
            kind = path.lstat().st_mode
            if stat.S_ISLNK(kind):
                yield path, "it is a link; links are not followed, hand in the file itself"
            elif not stat.S_ISREG(kind):
                yield path, "it is not a plain file"
            else:
                yield path, ""


def _one_each(found: list[Submission], assignment: str) -> list[Submission]:
    """The latest readable notebook of each learner; the others are told, not lost."""
    chosen: dict[str, Submission] = {}
    rejected: list[Submission] = []
    found = [s for s in found if s.data is not None or s.reason]
    for submission in sorted(found, key=lambda s: (s.when, s.file)):
        if not submission.learner:
            if submission.data is not None:
                submission.reason = (
                    f"it does not say whose it is; name it {assignment}-LEARNER.ipynb or put it into a folder of "
                    "the learner's name"
                )
                submission.data = None
            rejected.append(submission)
            continue
        known = chosen.get(submission.learner)
        if known is None or known.data is None:
            if known is not None:
                submission.notes.append(("not used", f"{known.file}: {known.reason}."))
            chosen[submission.learner] = submission
        elif submission.data is None:
            known.notes.append(("not used", f"{submission.file}: {submission.reason}."))
        else:
            submission.notes += known.notes
            submission.notes.append(("handed in twice", f"{known.file} is older and was not marked."))
            chosen[submission.learner] = submission
    return [*sorted(chosen.values(), key=lambda s: s.learner), *rejected]
