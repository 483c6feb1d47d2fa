"""Starts the warm process. Standard library only: it can be begun before anything else here is even imported.

The process imports the libraries while we import ours; then it is told where the edition lies and what to prepare.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path
from typing import Any

SERVER = Path(__file__).resolve().parents[1] / "inside" / "server.py"
START_SECONDS = 120  # it imports everything; the first time on a slow disk takes long


class WorkerLost(RuntimeError):
    """The warm process has gone; a new one is needed. Not the learner's doing."""


def standard_library() -> list[str]:
    """Where Python's own modules lie."""
    base = Path(sys.base_prefix)
    return [p for p in sys.path if p and "site-packages" not in p and Path(p).is_relative_to(base)]


def libraries() -> list[str]:
    """Where installed packages lie."""
    return sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})


class Warm:
    """The process, the socket to it, and one question at a time."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        kept = ("SystemRoot", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
        environment = {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            # One thread: a process with several cannot be copied, and cores are shared by submissions.
            **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
            # Where pyarrow is installed, its own pool takes a gigabyte at once, most of what a notebook may have.
            "ARROW_DEFAULT_MEMORY_POOL": "system",
            "PYTHONDONTWRITEBYTECODE": "1",
            "IPYTHONDIR": "/nonexistent",
            "MPLBACKEND": "Agg",
        }
        self._process: Any = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", str(SERVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(theirs.fileno(),),
            cwd="/",
            env=environment,
        )
        first = {
            "path": [*standard_library(), *libraries()],
            "control": theirs.fileno(),
            "environment": environment,
        }
        theirs.close()
        self.send_line(first)

    def send_line(self, words: dict[str, Any]) -> None:
        """A line for it: where the libraries are comes first, what to prepare second."""
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(words).encode() + b"\n")
            self._process.stdin.flush()

    def wait(self) -> None:
        """Wait until it has prepared itself. Raises WorkerLost with its own last words."""
        self._control.settimeout(START_SECONDS)
        try:
            ready = self._control.recv(1)
        except OSError:
            ready = b""
        if ready != b"r":
            self._process.kill()
            why = self._process.stderr.read()[-2000:].decode(errors="replace")
            raise WorkerLost(f"The process that runs notebooks did not start.\n{why}")

    def send(self, job: dict[str, Any], fds: list[int]) -> None:
        """Hand over one submission's files. Raises WorkerLost if nobody takes them."""
        try:
            with self._guard:
                socket.send_fds(self._control, [json.dumps(job).encode()], fds)
                taken = self._control.recv(1)
        except OSError as trouble:
            raise WorkerLost(str(trouble)) from None
        if taken != b"k":
            raise WorkerLost("the process that runs notebooks has ended")

    def close(self) -> None:
        """End the process at once. Whatever it runs is lost."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stderr):
            with contextlib.suppress(OSError):
                stream.close()


_early: list[Warm] = []


def begin_early() -> None:
    """Start the process now; whoever first needs one takes it."""
    if not _early:
        _early.append(Warm())


def take() -> Warm:
    """The process that was started early, or else a new one; whoever takes it closes it."""
    return _early.pop() if _early else Warm()


def close_early() -> None:
    """End a process that nobody came to need."""
    while _early:
        _early.pop().close()
