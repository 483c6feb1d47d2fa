"""The way into a sandbox that bubblewrap has made: join its namespaces, put away every right and the marker's keys,
accept the limits, take on the filter of the kernel's calls.

A process that is warm cannot be started by bubblewrap; but it may walk into the room that bubblewrap built.
Joining is one call of the kernel (setns with a pidfd, Linux 5.8). Where there is no sandbox (the facilitator
has accepted the risk) only the limits are set.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal
import struct
import sys
from typing import Any

LIMITED_USERS = (61184, 4300)  # first and count: a range that systemd keeps for users that come and go
# user, mount, pid, net, ipc, uts
_USER = 0x10000000
_REST = 0x00020000 | 0x20000000 | 0x40000000 | 0x08000000 | 0x04000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_CAPBSET_DROP, _PR_CAP_AMBIENT = 1, 38, 24, 47
_PR_SET_CHILD_SUBREAPER, _PR_SET_DUMPABLE = 36, 4
_CAPSET = {"x86_64": 126, "aarch64": 91}
_KEYCTL = {"x86_64": 250, "aarch64": 219}
_JOIN_SESSION_KEYRING = 1


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


_C: Any = _libc() if sys.platform == "linux" else None


def _owns_the_machine() -> bool:
    """Real root, and not the only user of a namespace of one's own."""
    with open("/proc/self/uid_map") as file:
        return file.read().split()[2:] != ["1"]


# Asked now, because /proc is another one inside a sandbox.
_ROOT = sys.platform == "linux" and os.geteuid() == 0 and _owns_the_machine()


def _call(name: str, *words: int) -> None:
    if getattr(_C, name)(*words) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends, however that may be."""
    if _C is not None:
        _call("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def may_be_measured() -> None:
    """Let the process at the door read how much memory this one fills; changing the user has forbidden it."""
    if _C is not None:
        _call("prctl", _PR_SET_DUMPABLE, 1, 0, 0, 0)


def adopt_orphans() -> None:
    """Processes that a learner's code leaves behind become ours to end."""
    if _C is not None:
        _call("prctl", _PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def join(pidfd: int) -> None:
    """Join the namespaces of the process behind `pidfd`. Only children are in its process namespace."""
    # As root, bubblewrap makes no user namespace: the user is changed in `put_away_rights`.
    _call("setns", pidfd, _REST if _ROOT else _REST | _USER)


def put_away_rights() -> None:
    """Become a user who owns nothing, without a single capability, for good."""
    for capability in range(64):
        if _C.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    _C.prctl(_PR_CAP_AMBIENT, 4, 0, 0, 0)  # clear all
    if _ROOT:
        first, count = LIMITED_USERS
        user = first + os.getpid() % count
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    else:
        header = ctypes.create_string_buffer(struct.pack("Ii", 0x20080522, 0))
        nothing = ctypes.create_string_buffer(24)
        if _C.syscall(_CAPSET[os.uname().machine], header, nothing) != 0:
            raise OSError(ctypes.get_errno(), "capset")
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def leave_keys() -> None:
    """Start an empty session keyring of our own: the one that we came with holds the marker's keys, and would carry
    what one learner puts there to the next. For a process that has become the user it stays."""
    answer = _C.syscall(_KEYCTL[os.uname().machine], _JOIN_SESSION_KEYRING, None, 0, 0, 0)
    # A kernel without keys has nothing to leave; where a container forbids the call, nobody inside can make it either.
    if answer < 0 and ctypes.get_errno() not in (errno.ENOSYS, errno.EPERM):
        raise OSError(ctypes.get_errno(), f"a new session keyring: {os.strerror(ctypes.get_errno())}")


def accept_limits(limits: dict[str, int]) -> None:
    """Memory (data), processes, file size and processor time, for this process and its children."""
    try:
        import resource
    except ImportError:  # Windows has none; there the watcher and the clock are all there is
        return
    wanted = {
        "RLIMIT_DATA": limits["memory"],
        "RLIMIT_FSIZE": limits["file"],
        "RLIMIT_CPU": limits["seconds"],
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 1 << 20,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_NOFILE": 512,
    }
    if "processes" in limits:
        wanted["RLIMIT_NPROC"] = limits["processes"]
    for name, most in wanted.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (most, most))


def close_all_but(keep: set[int]) -> None:
    """Close every file that this process has inherited, but for `keep`."""
    last = 0
    for fd in sorted(keep):
        if fd > last:  # an empty range would close everything
            os.closerange(last, fd)
        last = fd + 1
    os.closerange(last, 4096)
