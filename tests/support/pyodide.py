"""The browser edition's Python, run by Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qilab.publish.browser import bundles, tree
from qilab.publish.browser.compiled import node
from qilab.publish.browser.fetch import NotHere

from . import left_out
from .once import once

ROOT = Path(__file__).parents[2]
RUN = Path(__file__).with_name("pyodide_run.js")
# What tests ask for beside the course: their own helpers, and the maker of wrong answers, which no page needs.
FOLDERS = (ROOT / "tests", ROOT / "src" / "qilab", ROOT)  # /beside/0, /beside/1, /beside/2
NEED = "Node and Pyodide"
BESIDE = 'import qilab\nqilab.__path__.append("/beside/1")\n'


def shipped(temporary: pytest.TempPathFactory) -> Path:
    """The folder that a page loads Python from, made once in a run. Leaves the test out where it cannot be made."""
    return _made(temporary, "pyodide", lambda out: bundles.make(out, ROOT))


def sources(temporary: pytest.TempPathFactory) -> Path:
    """The same as sources, with the libraries and the course alone: made in a second, and enough for its numbers and words."""

    def fill(out: Path) -> None:
        bundles.write(out, {"libraries": tree.libraries(), "course": tree.course(ROOT)}, level=1)

    return _made(temporary, "pyodide-sources", fill)


def _made(temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    if shutil.which("node") is None:
        left_out.leave_out(NEED)

    def fill(out: Path) -> None:
        try:
            make(out)
        except NotHere as lacking:
            (out / "lacking").write_text(str(lacking), encoding="utf-8")

    out = once(temporary, name, fill)
    if (out / "lacking").is_file():
        left_out.leave_out(NEED, (out / "lacking").read_text(encoding="utf-8"))
    return out


def run(pyodide: Path, script: str, place: Path) -> Any:
    """What the last line of a script gives there, as JSON. `place`: a folder for the files of this run."""
    place.mkdir(exist_ok=True)
    (place / "script.py").write_text(BESIDE + script, encoding="utf-8")
    words = [node(), str(RUN), str(pyodide), str(place / "script.py"), str(place / "out.json")]
    done = subprocess.run([*words, *map(str, FOLDERS)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return json.loads((place / "out.json").read_text(encoding="utf-8"))
