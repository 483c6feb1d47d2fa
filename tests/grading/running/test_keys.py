"""The marker's keys in the kernel: can a notebook see or use them, or leave some for the next one?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from qilab.grading.running.pool import data_of
from qilab.grading.running.runner import Runner
from support.left_out import need_sandbox

# A session of its own with a key in it; then, in a child, what the way into the sandbox does (as root also the change
# of user), and a search for the key.
LEAVING = """
import ctypes, errno, os, sys
from qilab.grading.inside import enter
libc = ctypes.CDLL(None, use_errno=True)
add, keyctl = {"x86_64": (248, 250), "aarch64": (217, 219)}[os.uname().machine]
def search():
    return libc.syscall(keyctl, 10, -3, b"user", b"qilab-secret", 0)
if libc.syscall(keyctl, 1, None, 0, 0, 0) < 0:
    print("no keys here"); sys.exit()
assert libc.syscall(add, b"user", b"qilab-secret", b"x", 1, -3) > 0 and search() > 0
libc.syscall(keyctl, 5, libc.syscall(keyctl, 0, -3, 0), 0x3F3F3F3F)  # whoever holds the ring may do anything
if os.fork() == 0:
    if sys.argv[1] == "another user" and os.geteuid() == 0:
        os.setgroups([]); os.setresgid(61184, 61184, 61184); os.setresuid(61184, 61184, 61184)
    assert search() > 0  # it would be found
    enter.leave_keys()
    print("hidden" if search() < 0 else "found", flush=True)
    os._exit(0)
os.wait()
print("kept" if search() > 0 else "lost")
"""


@pytest.mark.parametrize("who", ["the same user", "another user"])
def test_is_the_markers_key_left_behind(who):
    """Found before, not found after, and still there for the marker; for an ordinary user and for root."""
    done = subprocess.run([sys.executable, "-c", LEAVING, who], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout in ("hidden\nkept\n", "no keys here\n")


INSIDE = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
add, request, keyctl = {"x86_64": (248, 249, 250), "aarch64": (217, 218, 219)}[os.uname().machine]
calls = [(add, b"user", b"mine", b"x", 1, -3), (request, b"user", b"qilab-secret", None, -3), (keyctl, 0, -3, 1),
         (keyctl, 10, -3, b"user", b"qilab-secret", 0), (keyctl, 11, -3, None, 0)]
print([libc.syscall(*call) for call in calls], [ctypes.get_errno()])
print(repr(open("/proc/keys").read()), repr(open("/proc/key-users").read()))
"""


def test_can_a_notebook_reach_any_key():
    """Neither read, nor search, nor add; and the list of keys is empty there."""
    need_sandbox()
    with Runner([], {}, data_of) as runner:
        ran = runner.run([{"source": INSIDE}])
    assert ran.outputs[0][0]["text"] == "[-1, -1, -1, -1, -1] [1]\n'' ''\n"
