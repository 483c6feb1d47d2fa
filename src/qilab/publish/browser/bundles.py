"""The folder that a page loads Python from: Pyodide, three bundles and a fourth for later, and the script that opens them.

Nothing is resolved when a page opens: the bundles are unpacked straight into Pyodide's file system (front/boot.js).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from . import tree
from .compiled import FRONT, LIBRARY, compiled, core, tar_of
from .lock import lock

PLACE = "/lib/python3.12/site-packages"
AS_THEY_ARE = ("boot.js", "kernel.js", "licences.txt")
LATER = "later"  # the bundle that is fetched when one of its modules is first imported
# A module of WebAssembly with nothing in it, for which the special functions ask by this name: of OpenBLAS they need one function in a thousand.
NO_OPENBLAS = b"\0asm\x01\0\0\0\0\x0f\x08dylink.0\x01\x04\0\0\0\0"
# Of the standard library: what no page can use in a browser.
NOT_IN_A_BROWSER = [
    "pydoc_data/",
    "ensurepip/",
    "idlelib/",
    "lib2to3/",
    "tkinter/",
    "turtledemo/",
    "wsgiref/",
    "xmlrpc/",
    "venv/",
    "ctypes/macholib/",
    "smtplib.py",
    "ftplib.py",
    "nntplib.py",
    "poplib.py",
    "imaplib.py",
    "telnetlib.py",
    "mailbox.py",
    "_pyio.py",
    "_pydatetime.py",
    "xml/dom/",
    "xml/sax/",
    "pickletools.py",
    "cgi.py",
    "cgitb.py",
    "plistlib.py",
    "trace.py",
    "http/server.py",
    "optparse.py",
    "asyncio/windows_",
    "asyncio/proactor_",
    "multiprocessing/managers.py",
    "multiprocessing/dummy/",
    "tracemalloc.py",
    "_osx_support.py",
    "_aix_support.py",
]


@dataclass(frozen=True)
class Bundle:
    """One archive: its name, and how many bytes a page fetches."""

    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Runtime:
    """What was made: the folder, the bundles in it, and the names of all its files."""

    folder: Path
    bundles: tuple[Bundle, ...]
    files: tuple[str, ...]


def make(out: Path, root: Path, say: Callable[[str], None] = lambda _: None) -> Runtime:
    """Write the folder `out`. root: the course's folder. say: is told what is being made.

    NotHere, with what to do, if a file of others cannot be had or Node is missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    core(out)
    say("Fetching what the browser edition is made of.")
    trees = {
        "libraries": tree.libraries(),
        "kernel": tree.kernel(),
        "course": tree.course(root),
        LATER: tree.later(),
        LIBRARY: _library(out / "python_stdlib.zip"),
    }
    say("Compiling it. The first time this takes half a minute.")
    inside = compiled(trees)
    _write_library(out / "python_stdlib.zip", inside.pop(LIBRARY))
    return write(out, inside)


def write(out: Path, inside: Mapping[str, tree.Tree], level: int = 9) -> Runtime:
    """Write bundles of these trees into the folder `out`, with Pyodide's files and the scripts that open them.

    level: how hard to try to make them small, from 1 to 9.
    """
    if not (out / "python_stdlib.zip").is_file():
        core(out)
    _own_lock(out / "pyodide-lock.json")
    made = {name: _write_bundle(out / f"{name}.tar.gz", content, level) for name, content in inside.items()}
    listed: dict[str, Any] = {
        "pyodide": lock().pyodide,
        "place": PLACE,
        "bundles": [asdict(bundle) for name, bundle in made.items() if name != LATER],
        "later": {"modules": []},
    }
    if LATER in made:
        tops = {path.partition("/")[0].removesuffix(".pyc") for path in inside[LATER]}
        listed["later"] = {**asdict(made[LATER]), "modules": sorted(top for top in tops if "." not in top)}
    (out / "bundles.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    (out / "libopenblas.so").write_bytes(NO_OPENBLAS)
    for name in AS_THEY_ARE:
        shutil.copyfile(FRONT / name, out / name)
    return Runtime(out, tuple(made.values()), tuple(sorted(path.name for path in out.iterdir())))


def _write_bundle(path: Path, inside: tree.Tree, level: int) -> Bundle:
    content = gzip.compress(tar_of(inside), compresslevel=level, mtime=0)
    path.write_bytes(content)
    return Bundle(path.name, hashlib.sha256(content).hexdigest(), len(content))


def _library(path: Path) -> tree.Tree:
    """Python's own library, as Pyodide packs it, without what no page can use."""
    with zipfile.ZipFile(path) as whole:
        names = [name for name in whole.namelist() if not name.endswith("/")]
        return {name: whole.read(name) for name in names if not name.startswith(tuple(NOT_IN_A_BROWSER))}


def _write_library(path: Path, inside: tree.Tree) -> None:
    with zipfile.ZipFile(path, "w") as small:
        for name, content in sorted(inside.items()):
            small.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)


def _own_lock(path: Path) -> None:
    """A lock for Pyodide's loader that names no package: there is nothing for it to load."""
    body = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({"info": body["info"], "packages": {}}), encoding="utf-8")
