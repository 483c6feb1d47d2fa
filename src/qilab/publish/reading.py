"""What the reading view's extension knows of the course: its pages, their cells by hash, and the tracks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qilab import glossary
from qilab.modules import tracks
from qilab.questions.item import BadContent

from .module import Module

FILES = Path("src", "qilab", "reading", "extensions", "qilab-reading", "files")
START = "00_start_here"
KINDS = {START: "start", "glossary": "glossary"}
# The first and the last page of every track. Others without a number, such as the test before, are offered by links.
ENDS = (START, "test_after")


def reading_files(modules: Sequence[Module], files: Mapping[Path, str]) -> dict[Path, str]:
    """The extension's built files (path relative to the course's folder → text).

    files: the built notebooks among them are what the extension will know. BadContent for a track with an unknown module.
    """
    return {
        FILES / "pages.json": _text(_pages(modules, files)),
        FILES / "glossary.json": glossary.as_json(),
    }


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _pages(modules: Sequence[Module], files: Mapping[Path, str]) -> dict[str, Any]:
    _refuse_unknown_tracks(modules)
    pages = {m.address: _addresses_of(m) for m in modules}
    return {
        "pages": {page: _page(m, page, files[Path(page)]) for m in modules for page in pages[m.address]},
        "order": [
            page for m in modules if m.number is not None or m.address in ENDS for page in pages[m.address]
        ],
        "tracks": {
            name: {
                "title": track["title"],
                "code": track.get("code", True),
                "pages": [p for m in modules for p in _pages_on(name, m, pages[m.address])],
                # Of a page that is taken in part: where its part begins, as a link names it.
                "from": {
                    pages[m.address][0]: f"#{part.heading.replace(' ', '-')}"
                    for m in modules
                    for part in m.track_parts
                    if part.track == name
                },
            }
            for name, track in tracks().items()
        },
    }


def _pages_on(track: str, module: Module, pages: list[str]) -> list[str]:
    """Those of a module's pages that lie on a track: all, the lesson alone where it takes a part of it, or none."""
    if track in module.tracks or module.address in ENDS:
        return pages
    return pages[:1] if any(part.track == track for part in module.track_parts) else []


def _refuse_unknown_tracks(modules: Sequence[Module]) -> None:
    for module in modules:
        for name in (*module.tracks, *(part.track for part in module.track_parts)):
            if name not in tracks():
                raise BadContent(
                    f"{module.address}: unknown track “{name}”; tracks.toml has {', '.join(tracks())}"
                )
        lines = module.text("lesson.py").splitlines() if module.track_parts else []
        for part in module.track_parts:
            if part.track in module.tracks:
                raise BadContent(f"{module.address}: track “{part.track}” takes it whole and in part")
            if f"# ## {part.heading}" not in lines:
                raise BadContent(f"{module.address}: lesson.py has no heading “{part.heading}”")


def _addresses_of(module: Module) -> list[str]:
    pages = [f"course/{module.address}.ipynb"]
    if module.exercises:
        pages.append(f"exercises/{module.address}/{module.address}.ipynb")
    return pages


def _page(module: Module, address: str, text: str) -> dict[str, Any]:
    exercises = address.startswith("exercises/")
    name = f"M{module.number} {module.title}" if module.number is not None else module.title
    cells = [c for c in json.loads(text)["cells"] if c["cell_type"] == "code"]
    practice = sum(e.minutes for e in module.exercises)
    return {
        "label": f"{name}: exercises" if exercises else name,
        "kind": "exercises" if exercises else KINDS.get(module.address, "lesson"),
        "minutes": practice if exercises else module.minutes - practice,
        "cells": sorted({_digest(_source(c)) for c in cells}),
        # An answer's cell may come back with its given lines and a plain value; those lines are known by these.
        "stubs": {c["metadata"]["nbgrader"]["grade_id"]: _source(c) for c in cells if _is_answer(c)},
    }


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"]).strip()


def _is_answer(cell: dict[str, Any]) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()
