"""What a learner's programs may take up, so that a slip in a cell stops nobody but themselves."""

from __future__ import annotations

import contextlib
import os
import resource
from pathlib import Path

MOST_PROCESSES = 200  # and threads, of one learner: six open pages have about a hundred
KEPT_FOR_THE_SERVER = 60  # of these, so that a learner's own programs leave their server what it needs
LARGEST_FILE = 200_000_000
MOST_OPEN = 2048
SHARED_HEADROOM = 400  # where all have one account, the system counts everybody's processes together


def data_now() -> int:
    """Bytes that this process counts as its own data (RLIMIT_DATA): what it began with is nobody's fault."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0


def limit(memory: int, learners_apart: bool) -> None:
    """Set the limits of this process and its children. memory: bytes of data beyond those it has now.

    learners_apart: does the system count this learner's processes by themselves?
    """
    processes = MOST_PROCESSES if learners_apart else processes_of_account() + SHARED_HEADROOM
    wanted = {
        resource.RLIMIT_DATA: data_now() + memory,
        resource.RLIMIT_NPROC: processes,
        resource.RLIMIT_FSIZE: LARGEST_FILE,
        resource.RLIMIT_NOFILE: MOST_OPEN,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        hard = resource.getrlimit(kind)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (value, value))


def limit_kernel() -> None:
    """A kernel, and what is started in it, may have fewer processes than the learner's server."""
    with contextlib.suppress(OSError, ValueError):
        most = resource.getrlimit(resource.RLIMIT_NPROC)[0] - KEPT_FOR_THE_SERVER
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))


def processes_of_account() -> int:
    """Processes and threads of this account now."""
    count, us = 0, os.getuid()
    for entry in os.scandir("/proc"):
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and entry.stat().st_uid == us:
                count += len(os.listdir(f"/proc/{entry.name}/task"))
    return count
