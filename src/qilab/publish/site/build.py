"""The whole folder of the browser edition, made beside its place and put there when it is complete."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qilab.panel import front
from qilab.publish import built_files
from qilab.publish.browser import bundles, fetch
from qilab.publish.packing.progress import Progress

from . import notebooks, pages, shell

MARK = ".qilab-site"  # in a folder that we wrote: it may be replaced
_OWN = ("start.js", "still.js", "worker.js", "files.js", "here.js", "site.css", "icon.svg")
_FRONT_DOOR = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>QI Lab</title><meta http-equiv="refresh" content="0; url=course/00_start_here.html"></head>
<body><p><a href="course/00_start_here.html">QI Lab: Start here</a></p></body></html>
"""


class NotOurs(ValueError):
    """The folder holds something else, and is left alone."""


@dataclass(frozen=True)
class Made:
    """What was made. pages: how many; bytes: of the whole folder."""

    pages: int
    bytes: int


def build_site(root: Path, out: Path, progress: Progress | None = None) -> Made:
    """Write the browser edition of the course in `root` as the folder `out`, which is replaced if an earlier one lies there.

    NotOurs where `out` holds other things; NotHere where JupyterLite or Python's parts cannot be had; BadContent where a source
    is to be mended; OSError where the folder cannot be written.
    """
    progress = progress or Progress()
    _refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".qilab-site-", dir=out.parent) as made_in:
        made = Path(made_in) / "site"
        count = _write(root, made, progress)
        size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
        if out.exists():
            out.rename(Path(made_in) / "before")
        made.rename(out)
    return Made(count, size)


def _refuse_foreign(out: Path) -> None:
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise NotOurs(
            f"{out} holds other files, so it was left alone. Choose a folder that is empty or not there yet."
        )
    if out.exists() and not out.is_dir():
        raise NotOurs(f"{out} is a file. Choose another name for the folder.")


def _write(root: Path, out: Path, progress: Progress) -> int:
    texts = {
        path: text for path, text in built_files(root).items() if path.parts[0] in ("course", "exercises")
    }
    known = json.loads((root / _PAGES).read_text(encoding="utf-8"))
    learners = notebooks.learners_pages(texts)
    places = {path: place for path, place in pages.places(known).items() if path in learners}
    steps = len(places) + 2
    progress.begin(steps, 0)
    progress.doing(["JupyterLite"])
    jupyter = shell.lay_shell(fetch.fetch([shell.APP, *shell.LABEXTENSIONS]), out / "jupyter")
    notebooks.write_contents(learners, out / "jupyter")
    _write_own(out / "qilab", list(places))
    progress.done(1, "JupyterLite")
    progress.doing(["Python and its libraries"])
    bundles.make(out / "pyodide", root)
    progress.done(2, "Python and its libraries")
    config = shell.config(jupyter)
    for number, (path, place) in enumerate(places.items(), 3):
        progress.doing([place.label])
        text = pages.write_page(learners[path], place, places, jupyter.bundle, config)
        target = out / pages.target(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        progress.done(number, place.label)
    (out / "index.html").write_text(_FRONT_DOOR, encoding="utf-8")
    (out / MARK).write_text(
        "Made by “qilab publish site”, which may replace this folder.\n", encoding="utf-8"
    )
    progress.end()
    return len(places)


_PAGES = Path("src", "qilab", "reading", "extensions", "qilab-reading", "files", "pages.json")


def _write_own(out: Path, known: Sequence[Path]) -> None:
    """Our own scripts and styles."""
    out.mkdir(parents=True)
    for name in _OWN:
        shutil.copy(shell.FRONT / name, out / name)
    listed = json.dumps([path.as_posix() for path in known])
    (out / "pages.js").write_text(f"self.QILAB_PAGES = {listed};\n", encoding="utf-8")
    (out / "still.css").write_text(front.still_style(), encoding="utf-8")
