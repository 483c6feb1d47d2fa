"""The warm Python's loop: who asks at the room's socket gets a learner's tree of processes."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import struct
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from qilab.learner.whole_file import write_whole
from qilab.room.course_copy import own_pages
from qilab.room.nickname import LONGEST, nickname
from qilab.room.settings import Room

from . import landlock, system
from .isolation import FIRST_ACCOUNT, separate, view_for
from .nursery import Order, tend
from .preloading import preload
from .watching import DiskWatch, Watch, below, children, disk_bytes
from .words import too_much

MOST_WAITING = 128
LONGEST_ORDER = 1_000_000
PAUSE = 1.0  # seconds between two looks at who ended and who takes too much


@dataclass
class Warm:
    """pids: nursery → the learner's nickname. lifeline: who holds its other end knows when we are gone. full: nickname → bytes
    of those who were stopped because of their files.
    """

    room: Room
    listener: socket.socket
    pids: dict[int, str] = field(default_factory=dict)
    lifeline: tuple[int, int] = field(default_factory=os.pipe)
    full: dict[str, int] = field(default_factory=dict)

    def answer(self) -> None:
        """Take one order and say which process it became, or in a sentence why none."""
        asker, _ = self.listener.accept()
        with asker:
            asker.settimeout(5)
            try:
                if self.is_a_learners(_pid_of(asker)):
                    raise PermissionError("This is not for learners.")
                name = nickname(asker.recv(LONGEST, socket.MSG_WAITALL).decode("ascii"))
                answer: dict[str, Any] = {"pid": self.fork(name, asker)}
            except (OSError, ValueError, TypeError) as trouble:
                answer = {"trouble": str(trouble) or type(trouble).__name__}
            with contextlib.suppress(OSError):
                asker.sendall(json.dumps(answer).encode() + b"\n")

    def is_a_learners(self, pid: int) -> bool:
        """Does this process come from a nursery? Where all share an account, a learner's program could ask, too."""
        while pid > 1 and pid not in self.pids:
            pid = _parent(pid)
        return pid in self.pids

    def fork(self, name: str, asker: socket.socket) -> int:
        """Fork a nursery for the learner with this nickname, who reads its order there. Returns its number."""
        room = self.room
        own = room.learners_folder / name
        size = disk_bytes(self.places(name))
        if size > room.disk_each:
            raise OSError(too_much(size, room.disk_each))
        own_pages(room.place / "course", own)
        account = self._account(own) if room.isolation == "accounts" else 0
        read, write = os.pipe()
        child = os.fork()
        if not child:
            _go_on(
                asker,
                room,
                own,
                account,
                write,
                [read, self.listener.fileno(), self.lifeline[1]],
                self.lifeline[0],
            )
        os.close(write)
        with os.fdopen(read, "rb") as answers:
            said = answers.readline()
        if not said.startswith(b"pid "):
            os.waitpid(child, 0)
            raise OSError(said.decode("utf-8", "replace").strip() or "the learner's process ended at once")
        pid = int(said.split()[1])
        self.pids[pid] = name
        return pid

    def places(self, name: str) -> list[Path]:
        """Where a learner's programs can write to the disk."""
        shared = [Path(self.room.runtime_of(name))] if self.room.isolation == "shared" else []
        return [self.room.learners_folder / name, *shared]

    def stop(self, pid: int, size: int) -> None:
        """End all that is this learner's, because their files take up so many bytes. None of them is deleted."""
        for each in (*below(pid), pid):
            kill(each)
        self.full[self.pids[pid]] = size
        write_whole(self.room.full, json.dumps(self.full).encode())

    def _account(self, own: Path) -> int:
        """The number of a learner's own account; their folder is given to it. It is the folder's owner from then on."""
        owner = own.stat().st_uid
        if owner < FIRST_ACCOUNT:
            others = [each.stat().st_uid for each in own.parent.iterdir()]
            owner = max([FIRST_ACCOUNT - 1, *others]) + 1
        for here, _, files in os.walk(own):
            for path in (here, *(os.path.join(here, name) for name in files)):
                os.chown(path, owner, owner, follow_symlinks=False)
            os.chown(os.path.join(here, "datasets"), owner, owner, follow_symlinks=False) if here == str(
                own
            ) else None
        return owner

    def reap(self) -> None:
        """Collect who ended. Whoever a nursery left behind was adopted by us, and is ended."""
        while True:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                break
            self.pids.pop(pid, None)
        for pid in children():
            if pid not in self.pids:
                kill(pid)


def _pid_of(asker: socket.socket) -> int:
    return struct.unpack("3i", asker.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """Send a signal to a process that may be gone already."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _go_on(
    asker: socket.socket,
    room: Room,
    own: Path,
    account: int,
    answers: int,
    not_ours: list[int],
    lifeline: int,
) -> None:
    """In the forked process: go apart, say under which number, and tend the learner's processes. Never returns."""
    code = 1
    try:
        for handle in not_ours:
            os.close(handle)
        with asker, asker.makefile("rb") as said:
            order = Order(**json.loads(said.readline(LONGEST_ORDER)))
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        logs = room.place / "logs"
        log = os.open(logs / f"{order.nickname}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        if room.isolation != "shared":
            inner = separate(room.isolation, view_for(Path(room.course), room.place, own), account)
            if inner is not None:
                os.write(answers, f"pid {inner}\n".encode())
                os._exit(0)
        else:
            system.adopt_orphans()
            os.write(answers, f"pid {os.getpid()}\n".encode())
        os.close(answers)
        lock = None
        if room.locked:
            runtime = Path(room.runtime_of(order.nickname))
            lock = partial(landlock.lock_in, Path(room.course), room.place, own, runtime)
        code = tend(order, own, lifeline, room.memory_each, room.isolation != "shared", lock)
    except BaseException as trouble:
        import traceback

        traceback.print_exc()
        with contextlib.suppress(OSError):
            os.write(answers, f"{type(trouble).__name__}: {trouble}\n".encode())
    finally:
        sys.stderr.flush()
        os._exit(code)


def serve(room: Room) -> None:
    """Fork learners until SIGTERM, or until the room's command is gone; then all of them end."""
    ended: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: ended.append(number))
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    system.adopt_orphans()
    preload()
    (room.place / "logs").mkdir(exist_ok=True)
    room.socket.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(room.socket))
    room.socket.chmod(0o600)
    listener.listen(MOST_WAITING)
    warm, watch = Warm(room, listener), Watch(room.memory)
    disk = DiskWatch(room.disk_each, room.learners_folder)
    waiting = selectors.DefaultSelector()
    waiting.register(listener, selectors.EVENT_READ)
    looked = time.monotonic()
    while not ended:
        if waiting.select(PAUSE):
            warm.answer()
        if time.monotonic() - looked >= PAUSE:
            looked = time.monotonic()
            warm.reap()
            watch.look(list(warm.pids))
            for pid, size in disk.look({pid: warm.places(name) for pid, name in warm.pids.items()}).items():
                warm.stop(pid, size)
    listener.close()
    end(warm)


def end(warm: Warm, patience: float = 5.0) -> None:
    """Ask all nurseries to end, and kill those that do not within `patience` seconds."""
    for pid in warm.pids:
        kill(pid, signal.SIGTERM)
    until = time.monotonic() + patience
    while warm.pids and time.monotonic() < until:
        warm.reap()
        time.sleep(0.02)
    for pid in (*warm.pids, *children()):
        kill(pid)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
