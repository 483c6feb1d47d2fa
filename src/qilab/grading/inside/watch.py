"""Stands at the door of one sandbox: starts the notebook inside, watches its memory, tells how it ended.

This process has joined the sandbox and put away its rights like the one that it watches, but it stays in the
marker's process namespace: what runs inside can neither see nor stop it.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
from collections.abc import Callable
from typing import Any

from . import enter, seccomp

_LOOK = 0.2  # seconds between two looks at the memory
SCRATCH = ("/tmp", "/dev/shm")  # file systems in memory, beside the home
_INODE = 2048  # bytes of the kernel's own for each file, however empty
_FREE_HANDLES, _HANDLE = 200, 212_992  # a socket may hold this much in the kernel, and a process many of them
# A page on its way out counts too, and so do the tables that a process needs to find its pages.
_QUICK = ("RssAnon:", "RssShmem:", "VmSwap:", "VmPTE:")
_EXACT = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")


def reap() -> None:
    """Take note of children that have ended, so that they leave the process table."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def supervise(job: dict[str, Any], fds: list[int], run: Callable[[int, int], None]) -> None:
    """Enter, start, watch, tell. job: limits, home, and whether there is a sandbox. Never returns."""
    read, write, end_fd = fds[:3]
    locked = len(fds) == 4
    enter.die_with_parent()
    enter.close_all_but({0, 1, 2, *fds})
    try:
        if locked:
            enter.join(fds[3])
            os.close(fds[3])
        else:
            enter.adopt_orphans()
        enter.accept_limits(job["limits"])
        if locked:
            enter.put_away_rights()
            enter.die_with_parent()  # the kernel forgets it when the user changes
            enter.leave_keys()
            seccomp.take_on()
        os.chdir(job["home"])
        progress = os.path.join(job["home"], "progress.json")
        os.environ.update(HOME=job["home"], TMPDIR=job["home"], QILAB_PROGRESS=progress)
    except OSError as trouble:
        _report(end_fd, ended="no way in", why=str(trouble))
        os._exit(1)
    # The child waits until it has been numbered: on a busy machine it would else start others before, which nobody counts.
    numbered, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end_fd)
        enter.die_with_parent()
        os.close(go)
        os.read(numbered, 1)
        os.close(numbered)
        enter.may_be_measured()
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(nothing, fd)
        run(read, write)
        os._exit(1)
    for fd in (read, write, numbered):
        os.close(fd)
    first = max(_inside(), default=0) if locked else 0
    os.close(go)
    ended = _wait(child, job["limits"]["memory"], locked)
    started = _started_since(first) if locked else 0
    left = _left_inside() if locked else _end_orphans(child)
    if ended["ended"] == "memory":
        left = []  # it was stopped in the middle of its work, and left nothing on purpose
    _report(end_fd, **ended, left=left, started=started)
    os._exit(0)


def _wait(child: int, most: int, locked: bool) -> dict[str, Any]:
    """How the child ended: {"ended": "exit" | "signal" | "memory", "code": …}."""
    handle = os.pidfd_open(child) if hasattr(os, "pidfd_open") else None
    while True:
        if handle is not None:
            select.select([handle], [], [], _LOOK)
        pid, status = os.waitpid(child, os.WNOHANG if handle is not None else 0)
        if pid:
            if os.WIFSIGNALED(status):
                return {"ended": "signal", "code": os.WTERMSIG(status)}
            return {"ended": "exit", "code": os.WEXITSTATUS(status)}
        if sys.platform == "linux" and _memory(_inside() if locked else [child], most, locked) > most:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            return {"ended": "memory", "code": 0}


def _inside() -> list[int]:
    """Processes of the sandbox, as its own /proc numbers them; the first only holds the place."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and name != "1"]


def _memory(pids: list[int], most: int, locked: bool) -> int:
    """Bytes that these processes and their files in memory fill. What copies share is counted once, where a first
    sum is too large."""
    files = _HANDLE * max(0, sum(_handles(pid) for pid in pids) - _FREE_HANDLES)
    if locked:
        files += sum(_files_in_memory(place) for place in (os.getcwd(), *SCRATCH))
    total = files + sum(_sum(f"/proc/{pid}/status", _QUICK) for pid in pids)
    if total > most:
        tables = sum(_sum(f"/proc/{pid}/status", ("VmPTE:",)) for pid in pids)
        total = files + tables + sum(_sum(f"/proc/{pid}/smaps_rollup", _EXACT) for pid in pids)
    return total


def _handles(pid: int) -> int:
    with contextlib.suppress(OSError):
        return len(os.listdir(f"/proc/{pid}/fd"))
    return 0


def _files_in_memory(place: str) -> int:
    with contextlib.suppress(OSError):
        used = os.statvfs(place)
        return (used.f_blocks - used.f_bfree) * used.f_frsize + (used.f_files - used.f_ffree) * _INODE
    return 0


def _sum(path: str, names: tuple[str, ...]) -> int:
    with contextlib.suppress(OSError, ValueError), open(path) as file:
        return sum(1024 * int(line.split()[1]) for line in file if line.startswith(names))
    return 0


def _started_since(first: int) -> int:
    """How many threads and processes the sandbox has had since the one numbered `first`.

    The kernel numbers them one after the other, and whoever is inside can change neither the numbers nor this process:
    one more child of ours tells the next number.
    """
    read, write = os.pipe()
    try:
        child = os.fork()
    except OSError:  # so many that not one more may be started
        return 1
    if child == 0:
        os.write(write, str(os.getpid()).encode())
        os._exit(0)
    os.close(write)
    number = os.read(read, 20)
    os.close(read)
    os.waitpid(child, 0)
    return max(0, int(number or first + 1) - first - 1)


def _left_inside() -> list[str]:
    names = []
    for pid in _inside():
        with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as file:
            text = file.read()
            if text.rpartition(")")[2].split()[0] not in "ZX":
                names.append(text.partition("(")[2].rpartition(")")[0][:20])
    return names[:200]


def _end_orphans(child: int) -> list[str]:
    """Without a sandbox: end what the notebook left running. Orphans have become our children."""
    left = 0
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if sys.platform != "linux":
        return []
    for _ in range(1000):
        try:
            with open(f"/proc/self/task/{os.getpid()}/children") as file:
                pids = [int(pid) for pid in file.read().split()]
        except OSError:
            break
        if not pids:
            break
        left += len(pids)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
    return ["a process"] * min(left, 200)


def _report(fd: int, **message: Any) -> None:
    with contextlib.suppress(OSError):
        os.write(fd, json.dumps(message).encode()[:60_000] + b"\n")
