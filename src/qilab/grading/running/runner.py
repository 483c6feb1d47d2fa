"""The trusted side of running notebooks: one warm process, and for each submission a room that it walks into."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import pickle
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from qilab.grading.intake.stored import SPOOL_PREFIX
from qilab.grading.scoring.records import DiskFull

from . import sandbox
from .edition import make_edition
from .limits import Limits
from .warm import WorkerLost, libraries, standard_library, take

MOST_KINDS, MOST_EXAMPLES = 30, 8


@dataclass
class RunResult:
    """What a submission did. answers: cell → (key, seeds in use, plain value), the last one of each key counts.

    ended: "done", or why not: "time", "memory", "signal", "exit", "output". left: names of processes that
    were still running. started: threads and processes that it started beside itself. noticed: kind → how often, and a
    few examples; each kind is counted by itself, so that none can crowd out another.
    """

    answers: dict[int, dict[str, tuple[dict, Any]]] = field(default_factory=dict)
    outputs: dict[int, list] = field(default_factory=dict)
    failed: list[int] = field(default_factory=list)
    slow: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    noticed: dict[str, dict[str, Any]] = field(default_factory=dict)
    began: int = -1
    ended: str = "done"
    left: list[str] = field(default_factory=list)
    started: int = 0
    seconds: float = 0.0

    def notice(self, kind: str, about: str) -> None:
        """Count one, and keep it as an example if few of its kind are kept."""
        if kind not in self.noticed and len(self.noticed) >= MOST_KINDS:
            kind = "other"
        notice = self.noticed.setdefault(kind, {"count": 0, "about": []})
        notice["count"] += 1
        if about not in notice["about"] and len(notice["about"]) < MOST_EXAMPLES:
            notice["about"].append(about)

    def as_plain(self) -> dict[str, Any]:
        """For the way back from another machine."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> RunResult:
        """The result as `as_plain` sent it. TypeError for a field that there is not."""
        return cls(**plain)


def packed(frame: Any) -> str:
    """A table on its way into the sandbox (nothing ever comes back this way)."""
    return base64.b64encode(pickle.dumps(frame, protocol=5)).decode()


class Runner:
    """A warm process. Use it as a context manager (`begin`, then `ready`, does the same in two steps); `run` may be
    called from several threads at once."""

    def __init__(
        self,
        warm_up: list[str],
        frames: dict[str, Any],
        fetch: Callable[[str, int | None], Any],
        limits: Limits | None = None,
        locked: bool = True,
        hidden: tuple[Path, ...] = (),
    ) -> None:
        self.limits, self.locked, self._fetch = limits or Limits(), locked, fetch
        self._warm_up, self._frames, self._hidden = warm_up, frames, hidden

    def __enter__(self) -> Runner:
        return self.begin().ready()

    def begin(self) -> Runner:
        """Start it and tell it all it needs; it prepares itself while we do other things."""
        self._warm = take()
        _sweep()
        try:
            self._place = Path(tempfile.mkdtemp(prefix=f"{SPOOL_PREFIX}{os.getpid()}-"))
        except OSError as trouble:
            self._warm.close()
            raise _no_room(trouble) from None
        try:
            if self.locked:
                sandbox.check_sandbox()
            self.edition = make_edition(self._place / "edition")
            self._warm.send_line(
                {
                    "path": [str(self.edition), *standard_library(), *libraries()],
                    "environment": {
                        "HOME": sandbox.HOME,
                        "QILAB_DATA": str(self.edition / "data"),
                        # For the warming up; each submission has one in its own home.
                        "QILAB_PROGRESS": str(self.edition / "progress.json"),
                    },
                    "frames": {code: packed(frame) for code, frame in self._frames.items()},
                    "warm_up": self._warm_up,
                }
            )
        except OSError as trouble:
            self.__exit__()
            raise _no_room(trouble) from None
        except BaseException:
            self.__exit__()
            raise
        return self

    def ready(self) -> Runner:
        """Wait until it can run notebooks. Raises WorkerLost with its last words if it never can."""
        try:
            self._warm.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._warm.close()
        shutil.rmtree(self._place, ignore_errors=True)

    def run(self, cells: list[dict[str, Any]]) -> RunResult:
        """Run the cells of one submission. Always returns; WorkerLost only if the warm process itself has gone."""
        began = time.monotonic()
        with self._home() as (home, fds):
            plan_read, plan_write = os.pipe()
            from_read, from_write = os.pipe()
            end_read, end_write = os.pipe()
            job = {"limits": self.limits.inside() | self._counted(), "home": home}
            try:
                self._warm.send(job, [plan_read, from_write, end_write, *fds])
            except WorkerLost:
                for fd in (plan_write, from_read, end_read):
                    os.close(fd)
                raise
            finally:
                for fd in (plan_read, from_write, end_write):
                    os.close(fd)
            plan = {
                "cells": cells,
                "cell_seconds": self.limits.cell_seconds,
                "may_read": [
                    *standard_library(),
                    *libraries(),
                    sys.base_prefix,
                    str(self.edition),
                ],
            }
            conversation = _Conversation(plan_write, from_read, end_read, self.limits, self._fetch)
            try:
                ran = conversation.listen(plan)
            finally:
                conversation.close()
        ran.seconds = round(time.monotonic() - began, 3)
        return ran

    @contextmanager
    def _home(self) -> Iterator[tuple[str, list[int]]]:
        """Home folder and files to hand over: a sandbox's pidfd, or only a scratch folder that vanishes."""
        if self.locked:
            with sandbox.sandbox_for(self.edition, self.limits, self._hidden) as pidfd:
                yield sandbox.HOME, [pidfd]
            return
        home = tempfile.mkdtemp(dir=self._place)
        try:
            yield home, []
        finally:
            shutil.rmtree(home, ignore_errors=True)

    def _counted(self) -> dict[str, int]:
        """How many processes; without a sandbox this counts all of the facilitator's own as well, so it is left out."""
        return {"processes": self.limits.processes} if self.locked else {"processes": 4096}


def _no_room(trouble: OSError) -> DiskFull:
    """The folder for temporary files cannot take what marking needs there."""
    place = os.environ.get("TMPDIR") or "/tmp"
    return DiskFull(
        f"Marking needs about 30 MB in the folder for temporary files, {place}, and could not write there "
        f"({trouble.strerror or trouble}). Nothing is lost. Free some space, or name another folder with "
        "TMPDIR=/a/folder in front of the command."
    )


def _sweep() -> None:
    """Take away the folders of runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{SPOOL_PREFIX}*-*"):
        owner = folder.name.removeprefix(SPOOL_PREFIX).partition("-")[0]
        try:
            os.kill(int(owner), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (ValueError, PermissionError):
            continue


def _sound(message: Any) -> Any:
    """The same without lone halves of surrogate pairs, which JSON can hold and no file, page or database."""
    return json.loads(json.dumps(message, ensure_ascii=False).encode("utf-8", "replace"))


class _Conversation:
    """One conversation with a sandbox, in plain lines, within time and size."""

    def __init__(self, write: int, read: int, end: int, limits: Limits, fetch: Callable) -> None:
        self._write, self._read, self._end = write, read, end
        self._limits, self._fetch = limits, fetch
        self._out, self._in, self._ending = bytearray(), bytearray(), bytearray()
        self._size = self._messages = self._fetches = 0
        os.set_blocking(write, False)
        self._done = False

    def listen(self, plan: dict[str, Any]) -> RunResult:
        """Send the plan and take what the sandbox reports until it ends. A run that goes on for too long has
        ended "time", one that says too much "output".
        """
        ran = RunResult()
        deadline = time.monotonic() + self._limits.seconds
        self._out += json.dumps(plan).encode() + b"\n"
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                ran.ended = "time"
                return ran
            readable, writable, _ = select.select(
                [self._read, self._end], [self._write] if self._out else [], [], min(left, 1.0)
            )
            if writable:
                self._send()
            if self._read in readable and not self._take(ran):
                ran.ended = "output"
                return ran
            if self._end in readable and self._ended(ran):
                return ran

    def _send(self) -> None:
        try:
            del self._out[: os.write(self._write, self._out[:65536])]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            self._out.clear()

    def _take(self, ran: RunResult) -> bool:
        """Read what there is. False once it is more than a submission may say."""
        data = os.read(self._read, 1 << 16)
        self._size += len(data)
        self._in += data
        if self._size > self._limits.output:
            return False
        *lines, rest = bytes(self._in).split(b"\n")
        self._in = bytearray(rest)
        for line in lines:
            self._messages += 1
            if self._messages > self._limits.messages:
                return False
            self._handle_line(ran, line)
        return True

    def _handle_line(self, ran: RunResult, line: bytes | str) -> None:
        try:
            self._handle(ran, _sound(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self._note_forged(ran)

    def _handle(self, ran: RunResult, message: dict[str, Any]) -> None:
        kind = message["t"]
        if kind == "need":
            self._serve(message)
            return
        if kind == "noticed":
            ran.notice(str(message["what"])[:40], str(message["about"])[:200])
            return
        if kind == "end":
            self._done = True
            return
        cell = message["cell"]
        if not isinstance(cell, int) or isinstance(cell, bool) or not 0 <= cell < 5000:
            self._note_forged(ran)
        elif kind == "begin":
            ran.began = cell
        elif cell != ran.began:  # nothing is said of a cell but while it runs
            self._note_forged(ran)
        elif kind == "answer":
            key, in_use = str(message["key"])[:80], message["in_use"]
            in_use = in_use if isinstance(in_use, dict) else {}
            ran.answers.setdefault(cell, {})[key] = (in_use, message["value"])
        elif kind == "cell":
            outputs = message["outputs"]
            ran.outputs[cell] = outputs[:300] if isinstance(outputs, list) else []
            for name in ("failed", "slow", "cut"):
                if message.get(name) is True:
                    getattr(ran, name).append(cell)

    @staticmethod
    def _note_forged(ran: RunResult) -> None:
        """A message that is none of ours. Whoever wrote it gains nothing by it, and is named."""
        ran.notice("messages", "")

    def _serve(self, message: dict[str, Any]) -> None:
        """Data for data_for(code, seed): made out here, where it is known how."""
        self._fetches += 1
        if self._fetches > self._limits.fetches:
            answer = {"error": "That is more fresh data than one notebook needs. Use fewer seeds."}
        else:
            try:
                answer = {"frame": packed(self._fetch(message["code"], message["seed"]))}
            except (ValueError, LookupError) as error:
                answer = {"error": str(error).strip("'\"")[:300]}
        self._out += json.dumps(answer).encode() + b"\n"

    def _ended(self, ran: RunResult) -> bool:
        data = os.read(self._end, 1 << 16)
        self._ending += data
        if data and b"\n" not in self._ending:
            return False
        os.set_blocking(self._read, False)
        with contextlib.suppress(BlockingIOError):
            while self._size <= self._limits.output:
                before = self._size
                if not self._take(ran) or self._size == before:
                    break
        if not self._ending:
            ran.ended = "signal"
            return True
        told = json.loads(self._ending.split(b"\n")[0])
        if told["ended"] == "no way in":
            raise sandbox.NoSandbox(
                f"Nothing was marked: the sandbox could not be entered ({told.get('why')})."
            )
        ran.left = told.get("left", [])
        ran.started = told.get("started", 0)
        if not self._done:
            ran.ended = told["ended"]
            if told["ended"] == "signal" and told["code"] == signal.SIGXCPU:
                ran.ended = "time"
        return True

    def close(self) -> None:
        """Close our three ends of the pipes."""
        for fd in (self._write, self._read, self._end):
            os.close(fd)
