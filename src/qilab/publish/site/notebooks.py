"""The course's notebooks for this edition: its learners' pages with the words that are true in a browser, and JupyterLite's lists of them."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
from nbformat import NotebookNode

from qilab.publish.still_page import between, relinked
from qilab.questions.item import BadContent

WORDS = Path(__file__).parent / "words.toml"
_LONG_AGO = "2020-01-01T00:00:00Z"  # the same bytes each time


@cache
def words() -> tuple[dict[str, str], ...]:
    """Sentences of the course that are true of a computer of one's own, and what this edition says instead: page, here, there."""
    return tuple(tomllib.loads(WORDS.read_text(encoding="utf-8"))["sentence"])


def learners_pages(texts: Mapping[Path, str]) -> dict[Path, NotebookNode]:
    """The built pages of course/ and exercises/ as this edition has them.

    texts: path below the course's folder → text of the built file. BadContent where a sentence of words.toml is not there any more.
    """
    pages = {path: nbformat.reads(text, as_version=4) for path, text in texts.items() if _for_learners(path)}
    known = set(pages)
    for path, notebook in pages.items():
        _say_it_for_a_browser(path, notebook)
        links = {between(path, other): between(path, other) for other in known}
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = relinked(cell.source, links)
        # By this a browser that kept an older copy of the page knows so (front/renewed.js).
        notebook.metadata["qilab"]["build"] = digest(nbformat.writes(notebook))
    return pages


def _for_learners(path: Path) -> bool:
    return path.suffix == ".ipynb" and path.parts[0] in ("course", "exercises")


def _say_it_for_a_browser(path: Path, notebook: NotebookNode) -> None:
    for sentence in words():
        if sentence["page"] != path.as_posix():
            continue
        cells = [c for c in notebook.cells if c.cell_type == "markdown" and sentence["there"] in c.source]
        if not cells:
            raise BadContent(
                f"src/qilab/publish/site/words.toml: {path} has no sentence “{sentence['there'][:60]} …” any more"
            )
        for cell in cells:
            cell.source = cell.source.replace(sentence["there"], sentence["here"].strip())


def digest(text: str) -> str:
    """Twelve letters that change with a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def write_contents(pages: Mapping[Path, NotebookNode], out: Path) -> None:
    """Write the notebooks and JupyterLite's list of each folder below `out`."""
    for path, notebook in pages.items():
        target = out / "files" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    for folder, entries in _listings(pages).items():
        target = out / "api" / "contents" / folder / "all.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps({**_entry(folder, "directory"), "content": entries}), encoding="utf-8")


def _listings(pages: Iterable[Path]) -> dict[str, list[dict[str, Any]]]:
    """Each folder, "" for the first, and what lies in it."""
    found: dict[str, dict[str, str]] = {"": {}}
    for path in pages:
        name, kind = PurePosixPath(path.as_posix()), "notebook"
        while name.parts:
            parent = "" if name.parent.as_posix() == "." else name.parent.as_posix()
            found.setdefault(parent, {})[name.as_posix()] = kind
            name, kind = name.parent, "directory"
    return {folder: [_entry(n, kind) for n, kind in sorted(names.items())] for folder, names in found.items()}


def _entry(path: str, kind: str) -> dict[str, Any]:
    return {
        "name": path.rpartition("/")[2],
        "path": path,
        "type": kind,
        "format": "json" if kind == "directory" else None,
        "mimetype": None,
        "content": None,
        "created": _LONG_AGO,
        "last_modified": _LONG_AGO,
        "size": None,
        "writable": True,
    }
