"""The lock of the browser edition: which files of others it is made of, each by version and hash, without addresses.

`tools/lock_browser.py` writes it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("lock.json")
# Where a file comes from, if no folder holds it: the index that pip knows, the registry that npm knows, Pyodide's release.
INDEX, NPM, RELEASE = "package index", "npm", "release"


@dataclass(frozen=True)
class LockedFile:
    """One file: a wheel, or a file of Pyodide's own package. come: where it comes from (INDEX, NPM or RELEASE)."""

    name: str
    version: str
    file: str
    sha256: str
    come: str


@dataclass(frozen=True)
class Lock:
    """All files by name, the version of Pyodide, and what its wheels are tagged with ("pyemscripten_2024_0_wasm32")."""

    pyodide: str
    python: str
    platform: str
    files: dict[str, LockedFile]


@cache
def lock() -> Lock:
    """The lock as it lies beside this file."""
    body = json.loads(FILE.read_text(encoding="utf-8"))
    files = {entry["name"]: LockedFile(**entry) for entry in body["files"]}
    return Lock(body["pyodide"], body["python"], body["platform"], files)
