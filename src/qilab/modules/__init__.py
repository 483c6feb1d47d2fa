"""The modules of the course, one folder each. To add a module is to add a folder: nothing here names one.

A module's folder holds `module.toml` and `lesson.py`; one that asks questions has a package `questions`, with a file
for each exercise and one for the lesson's short checks (`questions.py` will do for a few); one with a page of exercises
has `exercises.py`. A lab is a folder in it, of the name that `qilab.labs` offers, with a `view.py`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@cache
def addresses(having: str = "module.toml") -> tuple[str, ...]:
    """Names of the module folders that hold a file called `having` (* is for any letters), in the order of the course."""
    return tuple(sorted({path.relative_to(FOLDER).parts[0] for path in FOLDER.glob(f"*/{having}")}))


@cache
def settings(address: str) -> dict[str, Any]:
    """What the module's `module.toml` holds: title, minutes, outcomes, skills, sessions and so on."""
    return read_settings(FOLDER / address)


def read_settings(folder: Path) -> dict[str, Any]:
    """What `module.toml` in a module's folder holds. ValueError, with the place, if it is not written as TOML."""
    try:
        return tomllib.loads((folder / "module.toml").read_text(encoding="utf-8"))
    except ValueError as error:  # not TOML, or not UTF-8
        raise ValueError(f"{folder.name}/module.toml: {error}") from None


@cache
def cqc_themes() -> dict[str, str]:
    """The themes of CQC's news story that the course is tied to: key → our words."""
    return tomllib.loads((FOLDER / "cqc_themes.toml").read_text(encoding="utf-8"))


@cache
def frameworks() -> dict[str, dict[str, Any]]:
    """Other programmes of quality improvement: name → "title", "url", what we have "read" of it, its "parts" by key, and
    what it has that we do not ("theirs") and we have besides ("ours").
    """
    return tomllib.loads((FOLDER / "frameworks.toml").read_text(encoding="utf-8"))


@cache
def tracks() -> dict[str, dict[str, Any]]:
    """The ways through the course: name → "title", "who" it is for, what they "gain", its "modules" in order, and the
    "parts" it takes of others: address → "heading" of the lesson and "minutes".
    """
    found = tomllib.loads((FOLDER / "tracks.toml").read_text(encoding="utf-8"))
    return {
        name: track
        | {
            "modules": [a for a in addresses() if name in settings(a).get("tracks", ())],
            "parts": {
                a: settings(a)["track_parts"][name]
                for a in addresses()
                if name in settings(a).get("track_parts", {})
            },
        }
        for name, track in found.items()
    }


@cache
def lab_homes() -> dict[str, str]:
    """Name of each lab → the module of Python that shows it."""
    return {
        path.parent.name: f"{__name__}.{path.parent.parent.name}.{path.parent.name}.view"
        for path in sorted(FOLDER.glob("*/*/view.py*"))  # bytecode, in the browser edition
    }
