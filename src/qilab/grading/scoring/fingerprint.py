"""What a mark depends on, as one short text: when it changes, what was marked before is marked again."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from qilab.course_folder import PACKAGE

# Folders and files of the package. Whatever is imported while an answer is run, judged or written down lies in one of
# them; a test holds them against what is really imported.
COVERED = (
    "__init__.py",
    "charts",
    "course_folder.py",
    "data.py",
    "grading/inside",
    "grading/intake",
    "grading/running",
    "grading/scoring",
    "grading/tables.py",
    "learner",
    "methods",
    "modules",
    "questions",
    "trusts",
)
LIBRARIES = ("numpy", "pandas", "scipy")


class FingerprintIncomplete(RuntimeError):
    """Something that marks depend on is not where it is looked for. Whoever moved it adds its new place to COVERED."""


def covered_files(package: Path = PACKAGE, covered: tuple[str, ...] = COVERED) -> Iterator[Path]:
    """Every file that marks depend on, in a fixed order. Raises FingerprintIncomplete if a place in `covered` is empty."""
    for name in covered:
        place = package / name
        if place.is_file():
            yield place
            continue
        files = sorted(
            path
            for pattern in ("*.py", "*.toml")
            for path in place.rglob(pattern)
            if "__pycache__" not in path.parts
        )
        if not files:
            raise FingerprintIncomplete(
                f"Nothing was marked: {name} is not in {package}, so we cannot tell whether earlier marks "
                "still hold. If it was moved, name its new place in "
                "qilab/grading/scoring/fingerprint.py; otherwise install the course again."
            )
        yield from files


@cache
def course_fingerprint() -> str:
    """Of the course's code and data and of the libraries that marks depend on. Worked out once a run."""
    from qilab.data import folder

    digest = hashlib.sha256()
    for library in LIBRARIES:
        digest.update(f"{library} {_version(library)}\n".encode())
    digest.update(f"Python {'.'.join(platform.python_version_tuple()[:2])}\n".encode())
    for path in covered_files():
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    # It holds the digest of every table.
    digest.update((folder() / "datapackage.json").read_bytes())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
