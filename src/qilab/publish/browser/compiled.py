"""Sources as bytecode of Pyodide's Python, made by that Python, in Node. What was compiled once is kept."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .fetch import NotHere, cache, fetch, keep
from .lock import NPM, lock

FRONT = Path(__file__).with_name("front")
SCRIPTS = ("compile.js", "compile_tree.py")
NO_NODE = "The browser edition is made with Node (18 or newer), and Node is not here. Install it, then give the same command."
# Read as text, by `qilab.modules.page_cells`: it must stay as it is written.
AS_WRITTEN = "/exercises.py"


def compiled(tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files with .pyc in place of .py. NotHere without Node."""
    source = {
        name: content
        for name, content in tree.items()
        if name.endswith(".py") and not name.endswith(AS_WRITTEN)
    }
    packed = tar_of(source)
    kept = cache() / f"compiled-{_digest(packed)}.tar"
    if not kept.is_file():
        keep(kept.name, _by_pyodide(packed))
    made = {name: content for name, content in tree.items() if name not in source}
    with tarfile.open(kept) as archive:
        for member in archive:
            content = archive.extractfile(member)
            assert content is not None
            made[member.name] = content.read()
    return made


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


def _by_pyodide(packed: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        core(folder)
        (folder / "in.tar").write_bytes(packed)
        words = [node(), str(FRONT / "compile.js"), name, str(folder / "in.tar"), str(folder / "out.tar")]
        done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise NotHere(f"Pyodide could not compile the course: {done.stderr.strip()[-500:]}")
        return (folder / "out.tar").read_bytes()


def _digest(packed: bytes) -> str:
    how = b"".join((FRONT / script).read_bytes() for script in SCRIPTS)
    return hashlib.sha256(packed + how + lock().pyodide.encode()).hexdigest()[:16]
