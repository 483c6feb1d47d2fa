"""How far a pack is: a bar on a terminal, plain lines in a file or a pipe."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from typing import TextIO

WIDTH = 20  # letters of the bar


class Progress:
    """Is told how far a pack is, and shows nothing of it."""

    def begin(self, total: int, done: int) -> None:
        """total: files of the pack that are not there yet. done: those of them that need not be made."""

    def doing(self, titles: Sequence[str]) -> None:
        """titles: of the jobs that are being made."""

    def done(self, done: int, title: str) -> None:
        """done: files so far. title: of the job that was made last."""

    def end(self) -> None:
        """Everything is made, or was there already."""


class Shown(Progress):
    """The count of files, what is being made and the time left. clock: seconds."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.clock = stream or sys.stdout, clock
        self.on_terminal = self.stream.isatty() and os.environ.get("TERM") != "dumb"
        self.total = self.there = self.count = 0
        self.began = 0.0
        self.titles: Sequence[str] = ()

    def begin(self, total: int, done: int) -> None:
        """Start the clock from which the time left is worked out."""
        self.total, self.there, self.count, self.began = total, done, done, self.clock()
        if not self.on_terminal:
            print(f"  {done} of {total} files so far", file=self.stream, flush=True)

    def doing(self, titles: Sequence[str]) -> None:
        """Draw the bar anew; a file of plain lines waits for what is done."""
        self.titles = titles
        if self.on_terminal:
            self._draw()

    def done(self, done: int, title: str) -> None:
        """Draw the bar anew, or write a line."""
        self.count = done
        if self.on_terminal:
            self._draw()
        else:
            print(f"  {done} of {self.total} files: {title}{self._left()}", file=self.stream, flush=True)

    def end(self) -> None:
        """Leave the line, so that the next words begin on one of their own."""
        if self.on_terminal:
            print("\r" + " " * self._room() + "\r", end="", file=self.stream, flush=True)

    def _draw(self) -> None:
        full = WIDTH * self.count // max(self.total, 1)
        bar = "#" * full + "." * (WIDTH - full)
        line = f"[{bar}] {self.count} of {self.total}{self._left()}: {' + '.join(self.titles)}"
        room = self._room()
        print("\r" + line[:room].ljust(room), end="", file=self.stream, flush=True)

    def _left(self) -> str:
        """The time left, once two files have shown how long one takes."""
        made, still = self.count - self.there, self.total - self.count
        if made < 2 or not still:
            return ""
        seconds = (self.clock() - self.began) / made * still
        if seconds < 55:
            return f", about {max(5, 5 * round(seconds / 5))} seconds left"
        minutes = max(1, round(seconds / 60))
        return f", about {minutes} minute{'s' if minutes > 1 else ''} left"

    @staticmethod
    def _room() -> int:
        return max(20, shutil.get_terminal_size().columns - 1)
