"""Make what somebody clicked and what is not there yet: by the command `pack`, in a process of its own, one after the other."""

from __future__ import annotations

import atexit
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

NOT_A_REASON = "It was stopped before it was ready."


@dataclass
class Making:
    """What is being made, or why it could not be. began: seconds of the clock. said: its last line. over: is set at its end."""

    began: float
    said: str = ""
    failed: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def ended(self) -> bool:
        """Whether it is over, well or not."""
        return self.over.is_set()

    def as_words(self) -> dict[str, str | float]:
        """For the page that waits: state, the last line of the command, and how long it has been."""
        state = "failed" if self.failed else "ready" if self.ended else "making"
        return {"state": state, "said": self.failed or self.said, "seconds": time.monotonic() - self.began}


@dataclass
class Maker:
    """Runs the commands one after the other, and remembers how each ended. start: how a process is started."""

    start: Callable[..., subprocess.Popen] = subprocess.Popen
    known: dict[str, Making] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _now: subprocess.Popen | None = None

    def __post_init__(self) -> None:
        atexit.register(self.stop)

    def ask(self, name: str, words: list[str], root: Path, again: bool = False) -> Making:
        """What becomes of this name; the command `qilab` with these words is begun if it is not under way.

        again: even if it failed before.
        """
        with self._lock:
            there = self.known.get(name)
            if there and (not there.ended or (there.failed and not again)):
                return there
            making = self.known[name] = Making(time.monotonic())
        threading.Thread(target=self._run, args=(making, words, root), daemon=True).start()
        return making

    def stop(self) -> None:
        """End the command that is running."""
        if self._now and self._now.poll() is None:
            self._now.terminate()

    def _run(self, making: Making, words: list[str], root: Path) -> None:
        with self._turn:
            try:
                problem = self._follow(making, words, root)
            except OSError as error:
                problem = str(error)
            making.failed = problem
            making.over.set()

    def _follow(self, making: Making, words: list[str], root: Path) -> str:
        """Run the command to its end; its reason if it failed, or nothing."""
        self._now = self.start(
            [sys.executable, "-m", "qilab.cli", *words],
            cwd=root,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        last = ""
        for line in self._now.stdout or ():
            last = line.strip() or last
            if re.match(r"\d+ of \d+ files", last):
                making.said = last
        return "" if self._now.wait() == 0 else last or NOT_A_REASON
