"""The folder that a page loads Python from: Pyodide, three bundles and a fourth for later, and the script that opens them.

Nothing is resolved when a page opens: the bundles are unpacked straight into Pyodide's file system (front/boot.js).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from . import tree
from .compiled import FRONT, compiled, core, tar_of
from .lock import lock

PLACE = "/lib/python3.12/site-packages"
SCRIPTS = ("boot.js", "kernel.js")
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
    say("Pyodide")
    core(out)
    _slim_library(out / "python_stdlib.zip")
    _own_lock(out / "pyodide-lock.json")
    parts: dict[str, Callable[[], tree.Tree]] = {
        "libraries": tree.libraries,
        "kernel": tree.kernel,
        "course": lambda: tree.course(root),
        "later": tree.later,
    }
    made = []
    for name, what in parts.items():
        say(name)
        inside = compiled(what())
        content = gzip.compress(tar_of(inside), compresslevel=9, mtime=0)
        (out / f"{name}.tar.gz").write_bytes(content)
        made.append(Bundle(f"{name}.tar.gz", hashlib.sha256(content).hexdigest(), len(content)))
    listed = {
        "pyodide": lock().pyodide,
        "place": PLACE,
        "bundles": [asdict(bundle) for bundle in made[:-1]],
        "later": {
            **asdict(made[-1]),
            "modules": sorted(
                {name.partition("/")[0].removesuffix(".pyc") for name in inside if ".dist-info" not in name}
            ),
        },
    }
    (out / "bundles.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    (out / "libopenblas.so").write_bytes(NO_OPENBLAS)
    for script in SCRIPTS:
        shutil.copyfile(FRONT / script, out / script)
    return Runtime(out, tuple(made), tuple(sorted(path.name for path in out.iterdir())))


def _slim_library(path: Path) -> None:
    """The standard library without what no page can use, packed as small as zip can. Pyodide reads it as it is."""
    with zipfile.ZipFile(path) as whole:
        kept = {name: whole.read(name) for name in whole.namelist() if not name.endswith("/")}
    kept = {name: content for name, content in kept.items() if not name.startswith(tuple(NOT_IN_A_BROWSER))}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as small:
        for name, content in sorted(compiled(kept).items()):
            small.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)
    path.write_bytes(packed.getvalue())


def _own_lock(path: Path) -> None:
    """A lock for Pyodide's loader that names no package: there is nothing for it to load."""
    body = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({"info": body["info"], "packages": {}}), encoding="utf-8")
