"""Bytes that call themselves a notebook → plain cells. Whatever they hold, the answer is cells or a plain reason."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .slim import slim

LARGE = 5_000_000  # from here on a process of its own reads it
MOST_CELLS = 3000
MOST_TEXT = 3_000_000  # signs in all cells together


class Unreadable(ValueError):
    """It cannot be marked, with the reason in plain words."""


@dataclass(frozen=True)
class Cell:
    """A cell as it was handed in. grade_id: what it says it is; nothing of it is believed but that."""

    kind: str
    source: str
    grade_id: str
    locked: bool
    points: Any
    marked: bool = True  # does it carry nbgrader's marks at all?


def read_notebook(data: bytes) -> tuple[list[Cell], list[tuple[str, str]]]:
    """(cells, notes). Raises Unreadable with the reason."""
    text = _text(data)
    plain = _plain(text)
    notes = _about(plain)
    version = plain["nbformat"]
    if not isinstance(version, int) or isinstance(version, bool) or version > 4:
        raise Unreadable(
            f"it is a notebook of version {str(version)[:20]}, which is not known here; open it in JupyterLab and "
            "save it again"
        )
    cells = [_cell(cell) for cell in plain["cells"]]
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"it has {len(cells):,} cells; {MOST_CELLS:,} is the most")
    if sum(len(c.source) for c in cells) > MOST_TEXT:
        raise Unreadable(
            "its cells hold far more text than a person writes; ask the learner to copy the answers into "
            "a fresh notebook"
        )
    return cells, notes


def _text(data: bytes) -> str:
    if not data.strip(b" \t\r\n\0"):
        raise Unreadable("it is empty; ask the learner to save it and send it again")
    if data[:4] == b"PK\x03\x04":
        raise Unreadable("it is a zip file under another name; change its ending to .zip")
    for encoding in (
        "utf-8-sig",
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252",
        "latin-1",
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(
        "its text cannot be read"
    )  # latin-1 reads everything; kept for whoever shortens the list


def _plain(text: str) -> dict[str, Any]:
    if len(text) > LARGE:
        return _apart(text)
    try:
        return slim(text)
    except (ValueError, RecursionError) as trouble:
        raise Unreadable(_reason(text, str(trouble))) from None


def _apart(text: str) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("slim.py"))],
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=90,
        )
        plain = json.loads(done.stdout) if len(done.stdout) < 4 * MOST_TEXT else {"error": "too large"}
    except (subprocess.TimeoutExpired, ValueError, RecursionError):
        plain = {"error": "too large"}
    if "error" in plain:
        raise Unreadable(_reason(text, plain["error"]))
    return plain


def _reason(text: str, trouble: str) -> str:
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html")):
        return "it is a web page, not a notebook; ask for the file itself (.ipynb)"
    if trouble == "not a notebook" or not start.startswith("{"):
        return "it is not a notebook"
    return "it is not a whole notebook: it breaks off or is damaged; ask the learner to save it and send it again"


def _cell(plain: dict[str, Any]) -> Cell:
    mark = plain["mark"] if isinstance(plain["mark"], dict) else {}
    grade_id = mark.get("grade_id") or plain["id"]
    source = plain["source"].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    # A lone half of a surrogate pair can be written in JSON and in nothing else.
    source = source.encode("utf-8", "replace").decode("utf-8")
    return Cell(
        kind=plain["kind"] if plain["kind"] in ("code", "markdown", "raw") else "raw",
        source=source,
        grade_id=grade_id if isinstance(grade_id, str) else "",
        locked=mark.get("locked") is True,
        points=mark.get("points"),
        marked=bool(mark),
    )


def _about(plain: dict[str, Any]) -> list[tuple[str, str]]:
    """A note where the notebook says that it is for another language."""
    for name, key in (("kernelspec", "language"), ("kernelspec", "name"), ("language_info", "name")):
        part = plain[name]
        said = part.get(key) if isinstance(part, dict) else None
        if isinstance(said, str) and said and "python" not in said.lower() and key != "name":
            return [("another kernel", f"The notebook says it is for “{said[:30]}”. It was run as Python.")]
        if isinstance(said, str) and said.lower() in (
            "ir",
            "julia",
            "bash",
            "sas",
            "r",
            "javascript",
            "octave",
        ):
            return [("another kernel", f"The notebook says it is for “{said[:30]}”. It was run as Python.")]
    return []
