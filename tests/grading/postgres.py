"""A PostgreSQL server of one's own for the tests: `python tests/grading/postgres.py start FOLDER` prints its address.

The tests use the server that QILAB_POSTGRES names; without it they start one from the programs on this machine.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

MISSING = (
    "PostgreSQL is not here. Install it (Debian, Ubuntu: apt install postgresql), or set QILAB_POSTGRES to the address "
    "of a server that may be written to, such as postgresql://me@127.0.0.1/test."
)


def _program(name: str) -> str:
    places = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True
    )
    path = os.pathsep.join([*map(str, places), os.environ.get("PATH", "")])
    found = shutil.which(name, path=path)
    if found is None:
        raise RuntimeError(MISSING)
    return found


def _run(folder: Path, *words: str) -> None:
    # The server refuses to run as root; Debian's package brings a user for it.
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, **who)


def start(folder: Path) -> str:
    """Start a server whose data lie in `folder`; returns its address."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        for parent in folder.parents:  # temporary folders are closed to everybody else
            if parent != Path("/") and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(folder / "data")
    _run(folder, _program("initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
    _run(folder, _program("pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
    return f"postgresql://postgres@127.0.0.1:{port}/postgres"


def stop(folder: Path) -> None:
    _run(folder, _program("pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")


if __name__ == "__main__":
    what, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    print(start(folder)) if what == "start" else stop(folder)
