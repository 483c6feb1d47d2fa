"""A learner's nursery: it forks their server and kernels, and when the server ends it ends everything of theirs."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qilab.room.bound import die_with_parent

from . import limits
from .watching import below, children

PAUSE = 2.0
GRACE = 4.0  # seconds that a server has to write what it holds, when the room ends


Lock = Callable[[], None] | None


@dataclass
class Order:
    """A learner's server: its nickname, arguments and environment."""

    nickname: str
    argv: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)


def tend(order: Order, own: Path, lifeline: int, memory: int, apart: bool, lock: Lock = None) -> int:
    """Start the learner's server, fork kernels for it, and return when it has ended or we are told to end.

    own: the learner's folder. lifeline: a pipe that closes when the warm Python is gone. memory: bytes for each of the
    learner's processes. apart: does the system count their processes by themselves? lock: what a kernel does before all else.
    """
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: ended.append(number))
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    os.chdir(own)
    os.umask(0o077)
    for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):
        Path(order.environment[name]).mkdir(parents=True, exist_ok=True)
    limits.limit(memory, apart)
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    server = _fork(lambda: _serve(order, its), [ours, lifeline])
    its.close()
    kernels: set[int] = set()
    waiting = selectors.DefaultSelector()
    waiting.register(ours, selectors.EVENT_READ)
    waiting.register(lifeline, selectors.EVENT_READ)
    while not ended:
        for key, _ in waiting.select(PAUSE):
            if key.fileobj is ours:
                said = ours.recv(1 << 20)
                if said:
                    pid = _fork_kernel(said, server, kernels, [ours, lifeline], lock)
                    kernels.add(pid)
                    ours.send(str(pid).encode())
                else:
                    ended.append(0)  # the server is gone
            else:
                ended.append(0)  # the warm Python is gone
        for pid, code in _reaped():
            if pid == server or (code and pid in kernels):
                name = "server" if pid == server else "kernel"
                print(f"The {name} {pid} ended with {code}.", file=sys.stderr, flush=True)
            kernels.discard(pid)
            if pid == server:
                ended.append(0)
        # Adopted: whoever started them has ended, and nobody else will end them.
        _kill(set(children()) - kernels - {server})
    _end(server)
    return 0


def _fork_kernel(order: bytes, server: int, kernels: set[int], not_its: list[Any], lock: Lock) -> int:
    """Fork a kernel; 0 if this learner has no process left to have.

    What a kernel that ended has left behind is ended first: beside a fork bomb's processes a new one could start no thread.
    """
    for _ in range(20):
        kernels -= {pid for pid, _ in _reaped()}
        left = set(children()) - kernels - {server}
        if not left:
            with contextlib.suppress(BlockingIOError):
                return _fork(lambda: _become_kernel(lock, **json.loads(order)), not_its)
            left = set(below(os.getpid())) - {server, *below(server)}
        _kill(left)
        time.sleep(0.05)
    return 0


def _kill(pids: set[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _fork(work: Any, not_its: list[Any]) -> int:
    """Run `work` in a process of its own, which dies with this one."""
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        die_with_parent()
        if os.getppid() != parent:
            os._exit(1)
        for each in not_its:
            each.close() if hasattr(each, "close") else os.close(each)
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # “Interrupt” on a page
        os.setsid()
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
    os._exit(code)


def _reaped() -> list[tuple[int, int]]:
    """(number, exit code) of those who ended; below zero where a signal ended them."""
    found = []
    with contextlib.suppress(ChildProcessError):
        while (got := os.waitpid(-1, os.WNOHANG))[0] > 0:
            found.append((got[0], os.waitstatus_to_exitcode(got[1])))
    return found


def _end(server: int) -> None:
    """Let the server end by itself, then end everything that is left: as process 1 of its own list, or by name."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(server, signal.SIGTERM)
    until = time.monotonic() + GRACE
    while time.monotonic() < until:
        if server in (pid for pid, _ in _reaped()):
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(server, 0)
            time.sleep(0.02)
            continue
        break
    if os.getpid() == 1:
        return  # the system ends all that is inside with us
    # Some may be forking at this moment: until none is left, or they are more than we can count.
    for _ in range(100):
        left = below(os.getpid())
        if not left:
            return
        _kill(set(left))
        _reaped()
        time.sleep(0.01)


def _serve(order: Order, nursery: socket.socket) -> None:
    """Become the learner's server."""
    _begin(order.environment)
    from . import beginning, provisioner

    provisioner.use(nursery)
    beginning.serve(order.argv, order.environment["JUPYTERHUB_SERVICE_PREFIX"])


def _become_kernel(lock: Lock, argv: list[str], environment: dict[str, str], folder: str) -> None:
    """Become a kernel, as `python -m ipykernel_launcher` does."""
    _begin(environment)
    limits.limit_kernel()
    os.chdir(folder)
    if lock:
        lock()
    from .beginning import be_kernel

    be_kernel(argv)


def _begin(environment: dict[str, str]) -> None:
    from random import seed

    os.environ.clear()
    os.environ.update(environment)
    seed()  # or all that were forked off would draw the same numbers
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
