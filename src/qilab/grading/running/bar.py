"""How far the marking is, on one line, with the time left; and one line for each problem."""

from __future__ import annotations

import sys
import time
from typing import TextIO


class Bar:
    """On a terminal the line is renewed in place; elsewhere only problems and the end are written."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self.total, self.done = total, 0
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._began = self._shown = time.monotonic()

    def step(self) -> None:
        """One more is done. A terminal is renewed five times a second at most."""
        self.done += 1
        now = time.monotonic()
        if self._live and (now - self._shown > 0.2 or self.done == self.total):
            self._shown = now
            self._write(f"\r{self._line(now)}\x1b[K")

    def say(self, line: str) -> None:
        """A line of its own, above the bar."""
        self._write(f"\r\x1b[K{line}\n" if self._live else f"{line}\n")

    def end(self) -> None:
        """End the line on a terminal, so that what comes next starts on its own."""
        if self._live and self.total:
            self._write("\n")

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # a closed terminal must not stop the marking
            self._live = False

    def _line(self, now: float) -> str:
        share = self.done / self.total if self.total else 1.0
        filled = round(24 * share)
        left = (now - self._began) / self.done * (self.total - self.done) if self.done else 0.0
        return (
            f"[{'#' * filled}{'.' * (24 - filled)}] {self.done} of {self.total}, {duration_words(left)} left"
        )


def duration_words(seconds: float) -> str:
    """“40 seconds”, “3 minutes”, “2 hours 10 minutes”."""
    seconds = round(seconds)
    if seconds < 90:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} minutes"
    return f"{hours} hour{'' if hours == 1 else 's'}" + (f" {rest} minutes" if rest else "")
