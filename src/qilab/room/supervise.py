"""Keeps a room's processes: starts them, starts again what ended, and ends all of them, whatever else happens."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from . import bound

OFTEN = 5  # new starts within a minute, and something is wrong that a further one does not mend
PATIENCE = 8.0


class KeepsEnding(RuntimeError):
    """A process of the room that ends again and again, with what to do next."""


@dataclass
class Process:
    """One process of the room, in a session of its own. ready: what must answer before the next is started."""

    name: str
    words: list[str]
    environment: dict[str, str]
    log: Path
    running: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it, bound to this process. Only from the main thread: the system looks at the thread that started it."""
        self.starts = [t for t in self.starts if time.monotonic() - t < 60] + [time.monotonic()]
        with open(self.log, "ab") as log:
            self.running = subprocess.Popen(
                [sys.executable, "-I", "-S", bound.__file__, str(os.getpid()), *self.words],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C is for us alone: we end them in order
            )

    def has_ended(self) -> bool:
        """Did it end by itself?"""
        return self.running is not None and self.running.poll() is not None

    def end(self, patience: float = PATIENCE) -> None:
        """End it and all it started: asked first, then by force."""
        if self.running is None:
            return
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.running.wait(patience)
        self._signal(signal.SIGKILL)
        self.running.wait()
        self.running = None

    def _signal(self, number: int) -> None:
        """To its whole group: whoever it started in it goes with it."""
        assert self.running is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.running.pid, number)


@dataclass
class Supervisor:
    """The room's processes, in the order in which they are started; they are ended in that order, too."""

    processes: list[Process]

    def start(self) -> None:
        """Start all of them."""
        for process in self.processes:
            process.start()

    def look(self) -> list[Process]:
        """Start again what ended. Returns what was. KeepsEnding says where to look if that helps no longer."""
        again = []
        for process in self.processes:
            if not process.has_ended():
                continue
            if len(process.starts) > OFTEN:
                raise KeepsEnding(
                    f"The room's {process.name} stops again and again. Its last words are in {process.log}. Everybody's "
                    "work is kept: start the room again, and if it stops again, send that file to the maintainers."
                )
            process.start()
            again.append(process)
        return again

    def end(self) -> None:
        """End all of them."""
        for process in self.processes:
            process.end()
