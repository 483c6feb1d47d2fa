"""The room that bubblewrap builds for one submission, and whether this computer can build it.

Inside: the system and Python, read-only; the learner's edition, read-only; an empty home that is gone
afterwards. Not inside: the course folder, the gradebook, other submissions, the network, other processes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from .limits import Limits

HOME = "/home/learner"
HOW_TO_GET_IT = (
    "install bubblewrap (Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap; on "
    "Windows inside WSL; on a Mac in a Linux virtual machine)"
)
_SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/etc/alternatives")


class NoSandbox(RuntimeError):
    """There is no sandbox here, with what to do."""


def refusal(reason: str) -> NoSandbox:
    return NoSandbox(
        f"Nothing was marked: {reason} Learners' code could read and change your files. Either {HOW_TO_GET_IT}, or, if "
        "you know and trust everybody who handed in, add --trust-submissions."
    )


def check_sandbox() -> None:
    """Try the sandbox once. NoSandbox says why there is none and what to do."""
    if sys.platform != "linux":
        raise refusal("this system has no sandbox for learners' code (bubblewrap needs Linux).")
    if shutil.which("bwrap") is None:
        raise refusal("the sandbox for learners' code (bubblewrap) is not installed.")
    if not hasattr(os, "pidfd_open"):
        raise refusal("this Python cannot enter a sandbox (it lacks pidfd_open).")
    done = subprocess.run(
        [*_words(Path("/usr"), Limits()), "true"], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1][:200]
        raise refusal(
            f"bubblewrap is here but may not build a sandbox ({why}). Some systems forbid it to ordinary users; on "
            "Ubuntu 24.04 an AppArmor profile for bwrap lifts that."
        )


@contextmanager
def room(edition: Path, limits: Limits) -> Iterator[int]:
    """Build a room, hand out the pidfd of its first process, and tear it down with everything in it."""
    tell, told = os.pipe()
    # cat answers once the room stands, and ends when its standard input is closed.
    process = subprocess.Popen(
        [*_words(edition, limits), "--info-fd", str(told), "cat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=(told,),
        env={},
    )
    os.close(told)
    pidfd = None
    try:
        process.stdin.write(b"\n")
        process.stdin.flush()
        if process.stdout.read(1) != b"\n":
            raise refusal(
                f"bubblewrap failed ({process.stderr.read()[-200:].decode(errors='replace').strip()})."
            )
        with os.fdopen(tell, "rb", closefd=False) as file:
            first = json.loads(file.read())["child-pid"]
        pidfd = os.pidfd_open(first)
        yield pidfd
    except BrokenPipeError:
        raise refusal(
            f"bubblewrap failed ({process.stderr.read()[-200:].decode(errors='replace').strip()})."
        ) from None
    finally:
        os.close(tell)
        if pidfd is not None:
            _end(pidfd)
        process.kill()
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()
        process.wait()


def _end(pidfd: int) -> None:
    """End the first process of the room; the kernel then ends all others in it, and we wait for that."""
    import select
    import signal

    try:
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        select.select([pidfd], [], [], 10)
    except ProcessLookupError:
        pass
    finally:
        os.close(pidfd)


@cache
def _helps() -> str:
    done = subprocess.run(["bwrap", "--help"], capture_output=True, text=True)
    return done.stdout + done.stderr


def _words(edition: Path, limits: Limits) -> list[str]:
    size = str(limits.scratch)
    words = [
        "bwrap",
        "--unshare-ipc",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
        "--hostname",
        "learner",
    ]
    words += ["--die-with-parent", "--new-session", "--as-pid-1", "--clearenv"]
    if os.geteuid() != 0:
        words += ["--unshare-user"]
        words += ["--disable-userns"] if "--disable-userns" in _helps() else []
    for path in _read_only():
        words += [*_folders_above(path), "--ro-bind", str(path), str(path)]
    for link in ("bin", "sbin", "lib", "lib32", "lib64"):
        here = Path("/", link)
        if here.is_symlink():
            words += ["--symlink", os.readlink(here), str(here)]
        elif here.is_dir():
            words += ["--ro-bind", str(here), str(here)]
    for path in _SYSTEM_FILES:
        words += ["--ro-bind-try", path, path]
    words += ["--proc", "/proc", "--dev", "/dev"]
    for path in (HOME, "/tmp", "/dev/shm"):
        sized = ["--size", size] if "--size" in _helps() else []
        words += ["--perms", "1777", *sized, "--tmpfs", path]
    words += [*_folders_above(edition), "--ro-bind", str(edition), str(edition)]
    for path in _hidden():
        words += ["--tmpfs", str(path), "--remount-ro", str(path)]
    return [*words, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME]


def _folders_above(path: Path) -> list[str]:
    """The empty folders on the way to a mount. Left to itself bubblewrap makes them as closed as the real ones, and
    the sandbox's user could not get to a Python below /root."""
    words: list[str] = []
    for folder in reversed(path.parents):
        if folder not in (Path("/"), Path("/tmp")):
            words += ["--perms", "0755", "--dir", str(folder)]
    return words


def _read_only() -> list[Path]:
    """The system, this Python and its libraries; nothing of the course folder but those."""
    wanted = [Path("/usr"), Path(sys.base_prefix).resolve()]
    wanted += [Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "purelib", "platlib")]
    kept: list[Path] = []
    for path in wanted:
        if path.is_dir() and path != Path("/") and not any(path.is_relative_to(k) for k in kept):
            kept.append(path)
    return kept


def _hidden() -> list[Path]:
    """A copy of the course's package among the libraries would bring the answers in."""
    package = Path(__file__).resolve().parents[2]
    places = {package, *(Path(entry).resolve() / "qilab" for entry in sys.path if entry)}
    return sorted(p for p in places if p.is_dir() and any(p.is_relative_to(k) for k in _read_only()))
