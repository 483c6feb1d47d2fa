"""Where the course's files lie: the checkout that this package was installed from, or the folder a person works in.

One answer for the command line, the desk, the data, the progress file and the marking.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def checkout() -> Path | None:
    """The folder whose `src` this package lies in; None for a copy that was installed without its course."""
    folder = PACKAGE.parents[1]
    return folder if (folder / "pyproject.toml").is_file() else None


def course_above(place: Path) -> Path | None:
    """The nearest folder at or above `place` that holds the course's pages and data; None if there is none."""
    for folder in (place, *place.parents):
        if (folder / "course").is_dir() and (folder / "datasets").is_dir():
            return folder
    return None


def course_folder() -> Path:
    """The checkout, or else the course that the current folder lies in.

    SystemExit, which says what to do, if there is neither.
    """
    found = checkout() or course_above(Path.cwd())
    if found is None:
        raise SystemExit(
            "The course is not here: go to the QI Lab folder (it holds course/ and datasets/), then try again."
        )
    return found
