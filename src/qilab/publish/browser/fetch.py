"""Brings the files of the lock here: from a folder that somebody has filled, from the cache, or by the user's own pip and npm.

Nothing is used whose hash is not the lock's. No address is written here: pip and npm know their index, and where Pyodide's
release lies stands in Pyodide's own loader.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from qilab.learner.whole_file import write_whole

from .lock import INDEX, NPM, RELEASE, Lock, LockedFile, lock

ENVIRONMENT = "QILAB_PYODIDE"
LARGEST = 60_000_000  # bytes of a file of Pyodide's release: many times what we use
PATIENCE = 60  # seconds without a byte


class NotHere(RuntimeError):
    """A file of the lock that cannot be had, with what to do next."""


def locked(name: str) -> Path:
    """The file of this name in the lock, checked. NotHere says how it is had."""
    return fetch([name])[name]


def fetch(names: Iterable[str]) -> dict[str, Path]:
    """These files of the lock by name, checked; those that are not on this computer are fetched. NotHere names the first
    that cannot be had, and says what to do."""
    return fetch_files([lock().files[name] for name in names])


def fetch_files(wanted: Sequence[LockedFile]) -> dict[str, Path]:
    """As `fetch`, for files that stand in another lock: Pyodide's own."""
    known = lock()
    found = {file.name: path for file in wanted if (path := _on_this_computer(file)) is not None}
    missing = [file for file in wanted if file.name not in found]
    for come, bring in ((NPM, _by_npm), (INDEX, _by_pip), (RELEASE, _from_release)):
        some = [file for file in missing if file.come == come]
        if some:
            bring(known, some)
            found |= {file.name: _fetched(file) for file in some}
    return found


def cache() -> Path:
    """Where fetched files are kept: in the environment of the course, or else in the person's own cache folder."""
    own = sys.prefix != sys.base_prefix and os.access(sys.prefix, os.W_OK)
    return Path(sys.prefix) / "cache" / "pyodide" if own else Path.home() / ".cache" / "qilab" / "pyodide"


def digest(content: bytes) -> str:
    """The hash by which the lock knows a file."""
    return hashlib.sha256(content).hexdigest()


def _on_this_computer(file: LockedFile) -> Path | None:
    folder = os.environ.get(ENVIRONMENT)
    for place in ([Path(folder)] if folder else []) + [cache()]:
        path = place / file.file
        if path.is_file() and digest(path.read_bytes()) == file.sha256:
            return path
    return None


def _fetched(file: LockedFile) -> Path:
    path = _on_this_computer(file)
    if path is None:
        raise NotHere(
            f"{file.file} was fetched, but it is not the file that the lock names. {_by_hand(file)}"
        )
    return path


def _by_hand(file: LockedFile) -> str:
    return f"Put {file.file} into a folder and set {ENVIRONMENT} to that folder."


def keep(name: str, content: bytes) -> Path:
    """Put a file into the cache; two that do so at once do not meet. NotHere if nothing can be written there."""
    with suppress(OSError):  # then the file cannot be written either
        cache().mkdir(parents=True, exist_ok=True)
    if not write_whole(cache() / name, content):
        raise NotHere(f"{cache()} cannot be written to. Free some room there, then give the same command.")
    return cache() / name


def _keep(file: LockedFile, content: bytes) -> None:
    if digest(content) == file.sha256:  # else `_fetched` says that it is another
        keep(file.file, content)


def _by_pip(known: Lock, files: Sequence[LockedFile]) -> None:
    """All of these by one `pip download` for each system, which checks them by hash."""
    for system in sorted({_system(known, file) for file in files}):
        _download(known, system, [file for file in files if _system(known, file) == system])


def _system(known: Lock, file: LockedFile) -> str:
    """The system that pip is to ask for: a browser's, or that of a wheel of which we take the Python files alone."""
    tag = file.file.removesuffix(".whl").rpartition("-")[2].partition(".")[0]
    return known.platform if tag == "any" else tag


def _download(known: Lock, system: str, files: Sequence[LockedFile]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "wanted.txt"
        listed.write_text("".join(f"{f.name}=={f.version} --hash=sha256:{f.sha256}\n" for f in files))
        words = ["download", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", folder]
        python = ["--platform", system, "--implementation", "cp", "--python-version", known.python]
        _run([sys.executable, "-m", "pip", *words, *python, "--requirement", str(listed)], files[0], folder)
        for file in files:
            if (path := Path(folder) / file.file).is_file():
                _keep(file, path.read_bytes())


def _by_npm(known: Lock, files: Sequence[LockedFile]) -> None:
    """Files of npm's package of Pyodide."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotHere(
            f"The browser edition is made with Node and npm, and npm is not here. {_by_hand(files[0])}"
        )
    with tempfile.TemporaryDirectory() as folder:
        _run([npm, "pack", "--silent", f"pyodide@{known.pyodide}"], files[0], folder)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            for file in files:
                member = package.extractfile(f"package/{file.file}")
                if member is not None:
                    _keep(file, member.read())


def _from_release(known: Lock, files: Sequence[LockedFile]) -> None:
    """Wheels that Pyodide builds itself, from where its loader would take them."""
    address = release(locked("pyodide.mjs").read_text(encoding="utf-8"), known.pyodide)
    if address is None:
        raise NotHere(f"Pyodide's loader does not say where its release lies. {_by_hand(files[0])}")
    for file in files:
        try:
            with urllib.request.urlopen(address + file.file, timeout=PATIENCE) as reply:
                _keep(file, reply.read(LARGEST))
        except OSError as problem:
            told = f"{file.file} of Pyodide's release {known.pyodide} could not be fetched: {problem}."
            raise NotHere(f"{told} {_by_hand(file)}") from None


def release(loader: str, version: str) -> str | None:
    """The address of Pyodide's release as its loader writes it; None where it does not.

    >>> release("at `https://example.org/v${of.version}/full/`", "0.27.7")
    'https://example.org/v0.27.7/full/'
    """
    found = re.search(r"(https://[\w./-]+/v)(?:\$\{[\w.]+\}|[\d.]+)(/full/)", loader)
    return f"{found[1]}{version}{found[2]}" if found else None


def _run(words: Sequence[str], file: LockedFile, folder: str) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise NotHere(
            f"{file.file} could not be fetched by {Path(words[0]).stem}: {' '.join(last)} {_by_hand(file)}"
        )
