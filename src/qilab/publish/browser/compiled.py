"""Sources as bytecode of Pyodide's Python, made by that Python, in Node. What was compiled once is kept."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from .fetch import NotHere, cache, fetch, keep
from .lock import NPM, lock

FRONT = Path(__file__).with_name("front")
SCRIPTS = ("compile.js", "compile_tree.py")
NO_NODE = "The browser edition is made with Node (18 or newer), and Node is not here. Install it, then give the same command."
KEPT = 4
LIBRARY = "library"  # the tree that is the standard library
# Read as text, by `qilab.modules.page_cells`: it must stay as it is written.
AS_WRITTEN = "/exercises.py"


def compiled(trees: Mapping[str, Mapping[str, bytes]]) -> dict[str, dict[str, bytes]]:
    """The same trees with .pyc in place of .py: all that must be compiled anew by one start of Node. NotHere without Node.

    trees: name → path → bytes. Paths lie below site-packages; those of the tree LIBRARY in the standard library.
    """
    sources = {
        name: {path: content for path, content in tree.items() if _is_code(path)}
        for name, tree in trees.items()
    }
    kept = {name: cache() / f"compiled-{name}-{_digest(source)}.tar" for name, source in sources.items()}
    lacking = {name: sources[name] for name, path in kept.items() if not path.is_file()}
    if lacking:
        anew = _by_pyodide(
            {
                f"{name}/{path}": content
                for name, source in lacking.items()
                for path, content in source.items()
            }
        )
        for name in lacking:
            own = {
                path.removeprefix(f"{name}/"): content
                for path, content in anew.items()
                if path.startswith(f"{name}/")
            }
            keep(kept[name].name, tar_of(own))
            _forget_older(name)
    rest = {
        name: {path: content for path, content in tree.items() if not _is_code(path)}
        for name, tree in trees.items()
    }
    return {name: rest[name] | _untarred(path.read_bytes()) for name, path in kept.items()}


def _is_code(path: str) -> bool:
    return path.endswith(".py") and not path.endswith(AS_WRITTEN)


def _untarred(packed: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {member.name: content.read() for member in archive if (content := archive.extractfile(member))}


def tar_of(tree: Mapping[str, bytes]) -> bytes:
    """An archive that is the same for the same files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(tree):
            member = tarfile.TarInfo(name)
            member.size = len(tree[name])
            archive.addfile(member, io.BytesIO(tree[name]))
    return out.getvalue()


def core(folder: Path) -> None:
    """Pyodide's own files, side by side in `folder`."""
    own = [file for file in lock().files.values() if file.come == NPM]
    for name, path in fetch([file.name for file in own]).items():
        shutil.copyfile(path, folder / lock().files[name].file)


def node() -> str:
    """Where Node is. NotHere says how it is had."""
    found = shutil.which("node")
    if found is None:
        raise NotHere(NO_NODE)
    return found


def _by_pyodide(source: Mapping[str, bytes]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        core(folder)
        (folder / "in.tar").write_bytes(tar_of(source))
        words = [node(), str(FRONT / "compile.js"), name, str(folder / "in.tar"), str(folder / "out.tar")]
        done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise NotHere(f"Pyodide could not compile the course: {done.stderr.strip()[-500:]}")
        return _untarred((folder / "out.tar").read_bytes())


def _forget_older(name: str) -> None:
    """Of a tree that is changed again and again only the newest few are kept: each takes some megabytes."""
    made = sorted(cache().glob(f"compiled-{name}-*.tar"), key=lambda path: path.stat().st_mtime)
    for path in made[:-KEPT]:
        with suppress(OSError):  # another process was quicker
            path.unlink()


def _digest(source: Mapping[str, bytes]) -> str:
    how = b"".join((FRONT / script).read_bytes() for script in SCRIPTS)
    return hashlib.sha256(tar_of(source) + how + lock().pyodide.encode()).hexdigest()[:16]
