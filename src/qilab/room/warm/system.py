"""The few calls of Linux that Python has no name for."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWIPC = 0x00020000, 0x10000000, 0x20000000, 0x08000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = (
    1,
    2,
    4,
    8,
    32,
    4096,
    16384,
    1 << 18,
)
_SET_SUBREAPER, _SET_NO_NEW_PRIVS, _DROP_BOUNDING = 36, 38, 24
_SYS_CAPSET = {"x86_64": 126, "aarch64": 91}
_HUGE, _MADV_COLLAPSE = 1 << 21, 25
_CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def gather_memory() -> None:
    """Lay this process's own memory together in pages of 2 MB where the system can: to fork it then takes half the time."""
    for line in Path("/proc/self/maps").read_text("utf-8", "replace").splitlines():
        span, access, _, _, file, *name = line.split(maxsplit=5)
        if access != "rw-p" or file != "0" or name not in ([], ["[heap]"]):
            continue
        first, end = (int(each, 16) for each in span.split("-"))
        first, end = -(-first // _HUGE) * _HUGE, end // _HUGE * _HUGE
        if first < end:  # a refusal changes nothing
            _libc.madvise(ctypes.c_void_p(first), ctypes.c_size_t(end - first), _MADV_COLLAPSE)


def unshare(flags: int) -> None:
    """Leave namespaces that were shared with the parent. OSError where the system does not allow it."""
    _checked(_libc.unshare(flags), "unshare")


def mount(source: str, target: str | Path, kind: str, flags: int, data: str = "") -> None:
    """mount(2). OSError where the system does not allow it."""
    words = [os.fsencode(word) for word in (source, target, kind)]
    _checked(_libc.mount(*words, ctypes.c_ulong(flags), os.fsencode(data) or None), f"mount {target}")


def adopt_orphans() -> None:
    """Descendants whose parent ended become this process's children, so that it can end them."""
    _checked(_libc.prctl(_SET_SUBREAPER, 1, 0, 0, 0), "prctl")


def give_up_privileges() -> None:
    """No right beyond an ordinary person's, now or by any program started later."""
    _checked(_libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")
    for capability in range(64):
        _libc.prctl(_DROP_BOUNDING, capability, 0, 0, 0)  # fails for those that this kernel does not know
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _checked(_libc.syscall(_SYS_CAPSET[os.uname().machine], header, none), "capset")
