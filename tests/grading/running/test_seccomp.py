"""The filter of the kernel's calls: what is refused, what is let through, and does everything of a process have it?"""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from qilab.grading.inside import seccomp, syscalls

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
X86_64, AARCH64 = 0xC000003E, 0xC00000B7
# From the kernel's own lists (man 2 syscalls, asm/unistd_64.h, asm-generic/unistd.h), not from ours.
NUMBERS = {
    "x86_64": dict(
        read=0, mmap=9, ioctl=16, shmget=29, socket=41, clone=56, fork=57, execve=59, ptrace=101, pivot_root=155,
        mount=165, umount2=166, init_module=175, getdents64=217, futex=202, kexec_load=246, add_key=248,
        request_key=249, keyctl=250, unshare=272, perf_event_open=298, open_by_handle_at=304, setns=308,
        process_vm_readv=310, process_vm_writev=311, getrandom=318, memfd_create=319, bpf=321, userfaultfd=323,
        statx=332,
    ),
    "aarch64": dict(
        getdents64=61, read=63, ioctl=29, pivot_root=41, mount=40, umount2=39, unshare=97, futex=98, kexec_load=104,
        init_module=105, ptrace=117, shmget=194, socket=198, add_key=217, request_key=218, keyctl=219, clone=220,
        execve=221, mmap=222, perf_event_open=241, open_by_handle_at=265, setns=268, process_vm_readv=270,
        process_vm_writev=271, getrandom=278, memfd_create=279, bpf=280, userfaultfd=282, statx=291,
    ),
}  # fmt: skip
SAME = dict(
    io_uring_setup=425, io_uring_enter=426, io_uring_register=427, open_tree=428, move_mount=429, fsopen=430,
    fsmount=432, pidfd_open=434, clone3=435, close_range=436, openat2=437, pidfd_getfd=438, faccessat2=439,
    process_madvise=440, mount_setattr=442, memfd_secret=447, statmount=457, not_yet_invented=600,
)  # fmt: skip
AUDIT = {"x86_64": X86_64, "aarch64": AARCH64}
FREE = {"read", "mmap", "ioctl", "socket", "clone", "fork", "execve", "getdents64", "futex", "getrandom", "statx"} | {
    "pidfd_open", "close_range", "openat2", "faccessat2",
}  # fmt: skip


def run(program, audit, number, *arguments):
    """A small machine for classic BPF: the answer of the filter to a call."""
    words = {0: number, 4: audit}
    for place, value in enumerate(arguments):
        words[16 + 8 * place] = value & 0xFFFFFFFF
        words[20 + 8 * place] = value >> 32 & 0xFFFFFFFF
    held, at = 0, 0
    while True:
        code, true, false, word = program[at]
        at += 1
        if code == 0x20:
            held = words.get(word, 0)
        elif code == 0x54:
            held &= word
        elif code == 0x06:
            return word
        else:
            holds = {0x15: held == word, 0x35: held >= word, 0x45: bool(held & word)}[code]
            at += true if holds else false


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_is_each_call_answered_as_it_should_be(machine):
    """By a reckoning of our own, for both machines: what a notebook needs is let through, all else refused."""
    program = seccomp.program(machine)
    for name, number in {**NUMBERS[machine], **SAME}.items():
        answer = run(program, AUDIT[machine], number, 2)
        assert (answer == ALLOW) == (name in FREE), name
        if name not in FREE:
            new = number >= 424 or name == "memfd_create"
            assert answer == ERRNO | (errno.ENOSYS if new else errno.EPERM), name


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_do_the_arguments_count(machine):
    """New namespaces, shared memory without a name, odd sockets and typing on a terminal, and their harmless twins."""
    program, audit, number = seccomp.program(machine), AUDIT[machine], NUMBERS[machine]

    def answer(name, *arguments):
        return run(program, audit, number[name], *arguments)

    thread, fork, vfork = 0x3D0F00, 0x01200011, 0x4111
    assert [answer("clone", flags) for flags in (thread, fork, vfork)] == [ALLOW] * 3
    for namespace in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
        assert answer("clone", fork | namespace) == ERRNO | errno.EPERM
    private, shared, nameless = 2, 1, 0x20
    assert answer("mmap", 0, 4096, 3, private | nameless) == ALLOW
    assert answer("mmap", 0, 4096, 3, shared) == ALLOW
    assert answer("mmap", 0, 4096, 3, shared | nameless) == ERRNO | errno.ENOMEM
    assert answer("mmap", 0, 4096, 3, 3 | nameless | 0x4000) == ERRNO | errno.ENOMEM  # MAP_SHARED_VALIDATE
    assert [answer("socket", family) for family in (1, 2, 10)] == [ALLOW] * 3
    assert {answer("socket", family) for family in (0, 3, 16, 17, 38, 40, 44)} == {ERRNO | errno.EAFNOSUPPORT}
    assert answer("ioctl", 0, 0x5401) == ALLOW
    assert {answer("ioctl", 0, command) for command in (0x5412, 0x541C)} == {ERRNO | errno.EPERM}
    assert answer("ioctl", 0, 0x5412 | 1 << 32) == ERRNO | errno.EPERM  # the kernel drops the upper half


def test_is_another_machines_numbering_the_end():
    """32-bit calls, x32's numbers and another machine's: the process is killed, for its numbers mean other calls."""
    x86, arm = seccomp.program("x86_64"), seccomp.program("aarch64")
    assert (
        run(x86, 0x40000003, 20)
        == run(x86, AARCH64, 63)
        == run(arm, X86_64, 0)
        == run(arm, 0x40000028, 20)
        == KILL
    )
    assert run(x86, X86_64, 0x40000000 | 39) == KILL


IN_A_CHILD = """
import ctypes, json, os, sys, threading
from qilab.grading.inside import seccomp, syscalls
libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(38, 1, 0, 0, 0)
seccomp.take_on()
column = syscalls.MACHINES[os.uname().machine][1]
def ask(number):
    ctypes.set_errno(0)
    return [libc.syscall(number, -1, -1, -1, -1, -1, -1), ctypes.get_errno()]
def all_of_them():
    return {name: ask(n[column]) for name, n in syscalls.REFUSED.items() if n[column] is not None} | {
        str(n): ask(n) for n in range(424, 480) if n not in syscalls.NEW_LET_THROUGH}
found = [all_of_them()]
thread = threading.Thread(target=lambda: found.append(all_of_them()))
thread.start(); thread.join()
read, write = os.pipe()
if os.fork() == 0:
    os.write(write, json.dumps(all_of_them()).encode() + b"\\n"); os._exit(0)
found.append(json.loads(os.fdopen(read).readline()))
print(json.dumps(found))
"""


def test_does_the_kernel_refuse_each_of_them_in_threads_and_children_too():
    """The filter in force: every call of the list, made by the process, by a thread and by a child, is refused."""
    import json

    done = subprocess.run([sys.executable, "-c", IN_A_CHILD], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    process, thread, child = json.loads(done.stdout)
    assert process == thread == child and len(process) > 100
    for name, (answer, number) in process.items():
        new = name.isdigit() or name == "memfd_create"
        assert (answer, number) == (-1, errno.ENOSYS if new else errno.EPERM), name


def test_is_a_process_killed_that_uses_the_other_set_of_numbers():
    """x32's getpid on x86_64: the end, by the signal for a bad call."""
    if os.uname().machine != "x86_64":
        assert run(seccomp.program("aarch64"), X86_64, 39) == KILL
        return
    program = (
        "import ctypes\nfrom qilab.grading.inside import seccomp\nlibc = ctypes.CDLL(None)\n"
        "libc.prctl(38, 1, 0, 0, 0)\nseccomp.take_on()\nlibc.syscall(0x40000000 | 39)\n"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == -31  # SIGSYS


def test_is_nothing_marked_where_the_filter_cannot_be_had(make, classroom, monkeypatch):
    """An unknown machine: a refusal that says why, and no mark."""
    from qilab.grading.running.sandbox import NoSandbox

    classroom.hand_in("ash", make.filled())
    monkeypatch.setattr(seccomp, "supported", lambda: False)
    with pytest.raises(NoSandbox, match=r"Nothing was marked: .*filter of the kernel's calls"):
        classroom.mark()
    assert not list(classroom.out.rglob("*.json"))


def test_does_it_refuse_a_machine_that_it_does_not_know(monkeypatch):
    """take_on() itself raises, so that a sandbox without a filter is never entered."""
    import types

    monkeypatch.setattr(os, "uname", lambda: types.SimpleNamespace(machine="riscv64"))
    with pytest.raises(OSError, match="riscv64"):
        seccomp.take_on()


def test_does_the_list_name_each_number_once():
    """A number given twice would be a slip in one of two names."""
    for column in (0, 1):
        numbers = [n[column] for n in syscalls.REFUSED.values() if n[column] is not None]
        assert len(numbers) == len(set(numbers))
