"""A filter of the kernel's calls (seccomp), put together here and taken on by a process for good.

The warm process walks into a sandbox that bubblewrap has built, so bubblewrap's own filter does not hold for it: each
copy takes on this one after it has entered and before anything of the learner's runs. Threads and children have it too.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from functools import cache

from . import syscalls

# Classic BPF (linux/filter.h): load a word, compare or test it, answer.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
# Where the words of a call lie (struct seccomp_data); of each argument the low half, on machines that count that way.
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_X32 = 0x40000000  # a second set of numbers on x86_64

_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SET_FILTER, _ALL_THREADS = 1, 1

Instruction = tuple[int, int, int, int]


def _argument(place: int) -> int:
    return _ARGUMENTS + 8 * place


def _refuse(number: int, answer: int) -> list[Instruction]:
    return [(_EQUAL, 0, 1, number), (_ANSWER, 0, 0, _ERRNO | answer)]


def _on(number: int, body: list[Instruction]) -> list[Instruction]:
    """For this call alone: the body, and at its end what is not yet answered is let through."""
    return [(_EQUAL, 0, len(body) + 1, number), *body, (_ANSWER, 0, 0, _ALLOW)]


def program(machine: str) -> list[Instruction]:
    """The filter for a machine of MACHINES, as (code, jump if true, jump if false, word)."""
    audit, column = syscalls.MACHINES[machine]
    made: list[Instruction] = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, audit),
        (_ANSWER, 0, 0, _KILL),  # the numbers below would mean something else
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine == "x86_64":
        made += [(_AT_LEAST, 0, 1, _X32), (_ANSWER, 0, 0, _KILL)]
    for name, numbers in syscalls.REFUSED.items():
        number = numbers[column]
        if number is not None:
            made += _refuse(number, syscalls.ANSWERS.get(name, syscalls.USUAL_ANSWER))
    made += _on(
        syscalls.CLONE[column],
        [
            (_LOAD, 0, 0, _argument(0)),
            (
                _ANY_BIT,
                0,
                1,
                syscalls.NEW_NAMESPACES & ~0xFF,
            ),  # the lowest eight bits are the signal at its end
            (_ANSWER, 0, 0, _ERRNO | syscalls.USUAL_ANSWER),
        ],
    )
    made += _on(
        syscalls.MMAP[column],
        [
            (_LOAD, 0, 0, _argument(3)),
            (_AND, 0, 0, syscalls.SHARED_AND_NAMELESS),
            (_EQUAL, 0, 1, syscalls.SHARED_AND_NAMELESS),
            (_ANSWER, 0, 0, _ERRNO | syscalls.NO_MEMORY),
        ],
    )
    families = [(_EQUAL, len(syscalls.FAMILIES) - i, 0, family) for i, family in enumerate(syscalls.FAMILIES)]
    made += _on(
        syscalls.SOCKET[column],
        [(_LOAD, 0, 0, _argument(0)), *families, (_ANSWER, 0, 0, _ERRNO | syscalls.NO_FAMILY)],
    )
    terminal = [i for command in syscalls.TERMINAL for i in _refuse(command, syscalls.USUAL_ANSWER)]
    made += _on(syscalls.IOCTL[column], [(_LOAD, 0, 0, _argument(1)), *terminal])
    known = syscalls.NEW_LET_THROUGH
    made += [(_AT_LEAST, 0, len(known) + 1, syscalls.NEW_FROM)]
    made += [(_EQUAL, len(known) - i, 0, number) for i, number in enumerate(known)]
    return [*made, (_ANSWER, 0, 0, _ERRNO | syscalls.NEW_ANSWER), (_ANSWER, 0, 0, _ALLOW)]


@cache
def _packed(machine: str) -> bytes:
    return b"".join(struct.pack("HBBI", *instruction) for instruction in program(machine))


def supported() -> bool:
    """Is there a filter for this machine?"""
    return os.uname().machine in syscalls.MACHINES


def take_on() -> None:
    """Take on the filter for this process, its threads and its children. It cannot be taken off again.

    Needs no_new_privs. Raises OSError if this kernel has no such filters or this machine is not known.
    """
    machine = os.uname().machine
    if machine not in syscalls.MACHINES:
        raise OSError(errno.ENOSYS, f"no filter of the kernel's calls for the machine {machine}")

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]

    packed = _packed(machine)
    filled = Program(len(packed) // 8, packed)
    libc = ctypes.CDLL(None, use_errno=True)
    answer = libc.syscall(_SECCOMP[machine], _SET_FILTER, _ALL_THREADS, ctypes.byref(filled))
    if answer != 0:
        number = ctypes.get_errno() if answer < 0 else errno.EBUSY
        raise OSError(number, f"the filter of the kernel's calls (seccomp): {os.strerror(number)}")
