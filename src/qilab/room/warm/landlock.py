"""Where learners share one account: a kernel may open its learner's own files, and of all others only what Python needs.

Landlock is a part of Linux that any program may use on itself, also where an ordinary account may make no namespaces (such as
Ubuntu 24.04). It is no second account: https://docs.kernel.org/userspace-api/landlock.html says what it leaves open.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import sys
from pathlib import Path

from . import system
from .isolation import needed

OLDEST = 3  # of its versions: before, a file could still be cut to nothing by its name
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers for every processor
_EVERYTHING = (1 << 15) - 1  # all that version 3 knows of: read, write, run, make, remove, rename, cut
_READ = 0b1101  # run, read a file, list a folder
_FILE = 0b111 | 1 << 14  # what may be asked of a file: run, write, read, cut
_NO_SIGNALS_OUT, _NO_ABSTRACT_SOCKETS = 2, 1
_NO_TCP = 0b11  # neither listen nor connect: a kernel speaks by its own sockets
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc", "/opt", "/sys/devices/system")
FILES = (
    "/proc/meminfo",
    "/proc/cpuinfo",
    "/proc/stat",
    "/proc/loadavg",
    "/proc/self/status",
    "/proc/self/statm",
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/dev/tty")


class _Rules(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _Below(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("place", ctypes.c_int32)]


_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Which version of it this system has; 0 where there is none."""
    return max(0, _libc.syscall(_CREATE, None, ctypes.c_size_t(0), 1)) if sys.platform == "linux" else 0


def works() -> bool:
    """Can a kernel be locked in here?"""
    return version() >= OLDEST


def lock_in(course: Path, room: Path, own: Path, runtime: Path) -> None:
    """From now on this process and all that it starts open nothing else. OSError if the system refuses.

    course: the checkout. room: the room's folder. own, runtime: the learner's, to write to. Only in a process without threads.
    """
    has = version()
    rules = _Rules(
        _EVERYTHING, _NO_TCP if has >= 4 else 0, _NO_ABSTRACT_SOCKETS | _NO_SIGNALS_OUT if has >= 6 else 0
    )
    size = 24 if has >= 6 else 16 if has >= 4 else 8
    handle = _checked(_libc.syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), 0), "landlock")
    places = {Path(path): False for path in (*SYSTEM, *FILES)} | {Path(path): True for path in DEVICES}
    for path, write in (places | needed(course, room, own) | {runtime: True}).items():
        with contextlib.suppress(FileNotFoundError):
            _allow(handle, path, write)
    system.give_up_privileges()
    _checked(_libc.syscall(_RESTRICT, handle, 0), "landlock")
    os.close(handle)


def _allow(handle: int, path: Path, write: bool) -> None:
    place = os.open(path, os.O_PATH)
    try:
        allowed = _EVERYTHING if write else _READ
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            allowed &= _FILE
        rule = _Below(allowed, place)
        _checked(_libc.syscall(_ADD, handle, 1, ctypes.byref(rule), 0), f"landlock {path}")
    finally:
        os.close(place)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
