"""All work of a room as one zip, laid out as marking takes it: a folder for each learner, one in it for each module."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAME = "room.zip"
LARGEST = 64_000_000  # bytes of one file: a notebook is far smaller
MOST_FILES = 400  # of one learner
RECORDS = ("my-progress.json", "my-answers.json", "my-progress.test.json")


@dataclass(frozen=True)
class Saved:
    """The zip that was written; how many learners and notebooks are in it; what was left out, as sentences."""

    path: Path
    learners: int
    notebooks: int
    left_out: list[str]


def save(learners: Path, copy: Path, path: Path) -> Saved:
    """Write the work of all learners into the zip `path`, whole or not at all.

    learners: the folder of learners' folders. copy: the course they were given: exercises that nobody touched are left
    out. Learners' files are read as strangers' files: no links are followed, and none may be huge. OSError if the zip
    cannot be written.
    """
    people, notebooks, left_out = 0, 0, []
    partly = path.with_name(f".{path.name}.partly")
    with zipfile.ZipFile(partly, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for learner in sorted(each for each in learners.iterdir() if each.is_dir() and not each.is_symlink()):
            people += 1
            for source, name, trouble in _work(learner, copy):
                if trouble:
                    left_out.append(f"{learner.name}: {name} was left out, because {trouble}.")
                    continue
                try:
                    _add(archive, source, f"{learner.name}/{name}")
                    notebooks += name.endswith(".ipynb")
                except OSError as reason:
                    left_out.append(f"{learner.name}: {name} was left out ({reason.strerror}).")
    os.replace(partly, path)
    path.chmod(0o600)
    return Saved(path, people, notebooks, left_out)


def _add(archive: zipfile.ZipFile, source: Path, name: str) -> None:
    """A plain file, never what a link points to: a learner could make one to a file of the facilitator's."""
    handle = os.open(source, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        info = zipfile.ZipInfo.from_file(source, name, strict_timestamps=False)
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, file.read(LARGEST))


def _work(learner: Path, copy: Path) -> Iterator[tuple[Path, str, str]]:
    """(file, its name in the zip, why it is left out) for a learner's records and each page that they changed."""
    found = 0
    for name in RECORDS:
        if (learner / name).exists():
            yield learner / name, name, _why_not(learner / name)
    for folder in ("exercises", "course"):
        for here, inner, files in os.walk(learner / folder, followlinks=False):
            inner[:] = sorted(each for each in inner if not each.startswith("."))
            for name in sorted(files):
                path = Path(here, name)
                if path.suffix != ".ipynb" or name.startswith("."):
                    continue
                given = copy / path.relative_to(learner)
                trouble = _why_not(path)
                if not trouble and given.is_file() and given.read_bytes() == path.read_bytes():
                    continue
                found += 1
                if found > MOST_FILES:
                    yield path, name, f"there are more than {MOST_FILES} notebooks"
                    return
                yield path, _name(folder, path.relative_to(learner / folder)), trouble


def _name(folder: str, inside: Path) -> str:
    """“m06/m06.ipynb” for an exercise, as nbgrader's folder of submissions has it; lessons lie beside them."""
    return inside.as_posix() if folder == "exercises" else f"lessons/{inside.as_posix()}"


def _why_not(path: Path) -> str:
    try:
        found = path.lstat()
    except OSError as reason:
        return reason.strerror or "it cannot be read"
    if not stat.S_ISREG(found.st_mode):
        return "it is a link or no ordinary file"
    return f"it is larger than {LARGEST // 1_000_000} MB" if found.st_size > LARGEST else ""
