"""The sandbox that bubblewrap builds for one submission, and whether this computer can build it.

Inside (`mounts` has the list): the system and Python, read-only; the learner's edition, read-only; an empty home that
is gone afterwards. Not inside: the course folder, the gradebook, other submissions, the network, other processes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qilab.grading.inside import seccomp

from .limits import Limits
from .mounts import HOME, bwrap_arguments, has_option

__all__ = ["HOME", "NoSandbox", "check_sandbox", "sandbox_for"]
HOW_TO_GET_IT = (
    "install bubblewrap (Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap; on "
    "Windows inside WSL; on a Mac in a Linux virtual machine)"
)


class NoSandbox(RuntimeError):
    """There is no sandbox here, with what to do."""


def refusal(reason: str) -> NoSandbox:
    """The error that says why there is no sandbox (`reason`, a sentence) and what to do; it is returned, not
    raised.
    """
    return NoSandbox(
        f"Nothing was marked: {reason} Learners' code could read and change your files. Either "
        f"{HOW_TO_GET_IT}, or, if you know and trust everybody who handed in work, add "
        "--trust-submissions."
    )


def check_sandbox() -> None:
    """Try the sandbox once. NoSandbox says why there is none and what to do."""
    if sys.platform != "linux":
        raise refusal("this system has no sandbox for learners' code (bubblewrap needs Linux).")
    if shutil.which("bwrap") is None:
        raise refusal("the sandbox for learners' code (bubblewrap) is not installed.")
    if not hasattr(os, "pidfd_open"):
        raise refusal("this Python cannot enter a sandbox (it lacks pidfd_open).")
    if not has_option("--size"):
        raise refusal(
            "this bubblewrap is too old: it cannot limit how much a notebook writes (0.8 and later can)."
        )
    if not seccomp.supported():
        raise refusal(
            f"the sandbox has no filter of the kernel's calls for this machine ({os.uname().machine})."
        )
    done = subprocess.run(
        [*bwrap_arguments(None, Limits()), "true"], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1][:200]
        raise refusal(
            f"bubblewrap is installed but may not build a sandbox ({why}). Some systems forbid this to "
            "ordinary users; on Ubuntu 24.04 an AppArmor profile for bwrap allows it."
        )


@contextmanager
def sandbox_for(edition: Path, limits: Limits, hidden: tuple[Path, ...] = ()) -> Iterator[int]:
    """Build a sandbox, hand out the pidfd of its first process, and tear it down with everything in it."""
    info, info_write = os.pipe()
    # cat answers once the sandbox is there, and ends when its standard input is closed.
    process: Any = subprocess.Popen(
        [*bwrap_arguments(edition, limits, hidden), "--info-fd", str(info_write), "cat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=(info_write,),
        env={},
    )
    os.close(info_write)
    pidfd = None
    try:
        process.stdin.write(b"\n")
        process.stdin.flush()
        if process.stdout.read(1) != b"\n":
            raise refusal(
                f"bubblewrap failed ({process.stderr.read()[-200:].decode(errors='replace').strip()})."
            )
        with os.fdopen(info, "rb", closefd=False) as file:
            first = json.loads(file.read())["child-pid"]
        pidfd = os.pidfd_open(first)
        yield pidfd
    except BrokenPipeError:
        raise refusal(
            f"bubblewrap failed ({process.stderr.read()[-200:].decode(errors='replace').strip()})."
        ) from None
    finally:
        os.close(info)
        if pidfd is not None:
            _end(pidfd)
        process.kill()
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()
        process.wait()


def _end(pidfd: int) -> None:
    """End the first process of the sandbox; the kernel then ends all others in it, and we wait for that."""
    import select
    import signal

    try:
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        select.select([pidfd], [], [], 10)
    except ProcessLookupError:
        pass
    finally:
        os.close(pidfd)
