"""Runs the cells of a notebook in IPython and keeps what they show, without a kernel and its messages."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import time
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from .channel import Channel
from .notice import Notice
from .plain import plain

# What leaves for the feedback page, and how much of each: signs, or bytes of base64.
KEPT = {
    "text/plain": 20_000,
    "text/html": 100_000,
    "text/markdown": 20_000,
    "image/png": 600_000,
    "image/jpeg": 600_000,
}
MOST_IN_A_CELL = 700_000
MOST_IN_ALL = 1_400_000
CUT = "\n… cut here: this cell shows more than fits on a feedback page."


class Page:
    """What the cell that is running has shown so far, never more than fits."""

    def __init__(self) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.left = MOST_IN_A_CELL
        self.left_in_all = MOST_IN_ALL
        self.cut = False

    def turn(self) -> None:
        """Begin the next cell with an empty page and as much room as a cell may have."""
        self.outputs, self.left, self.cut = [], min(MOST_IN_A_CELL, self.left_in_all), False

    def clear(self) -> None:
        """Take away what the cell has shown so far. The room it took is not given back."""
        self.outputs = []

    def show(self, kind: str, data: dict[str, Any]) -> None:
        """Keep one output: kind, an output type of nbformat; data, MIME type → text or bytes. Kinds that the
        feedback page does not show are left out; text that does not fit is cut, and a picture or table
        that does not fit is left out.
        """
        kept = {}
        for mime, most in KEPT.items():
            text = data.get(mime)
            if isinstance(text, bytes):
                import base64

                text = base64.b64encode(text).decode()
            if not isinstance(text, str):
                continue
            if len(text) > min(most, self.left):
                self.cut = True
                if mime != "text/plain":
                    continue  # half a table or picture is none
                text = text[: min(most, self.left)] + CUT
            self._spend(len(text))
            kept[mime] = text
        if kept and len(self.outputs) < 200:
            self.outputs.append({"output_type": kind, "data": kept})

    def write(self, name: str, text: str) -> None:
        """Add text to the stream "stdout" or "stderr", cut where it does not fit."""
        last: dict[str, Any] = self.outputs[-1] if self.outputs else {}
        same = last.get("output_type") == "stream" and last.get("name") == name
        room = min(self.left, KEPT["text/plain"] - (len(last["text"]) if same else 0))
        if self.cut and room <= 0:
            return
        if len(text) > room:
            text, self.cut = text[: max(room, 0)] + CUT, True
        self._spend(len(text))
        if same:
            last["text"] += text
        elif len(self.outputs) < 200:
            self.outputs.append({"output_type": "stream", "name": name, "text": text})

    def fail(self, name: str, value: str, lines: list[str]) -> None:
        """Keep an error: its name, its message and its traceback, each cut to a length that fits."""
        text = "\n".join(str(line) for line in lines)[:4000]
        self._spend(len(text))
        self.outputs.append(
            {"output_type": "error", "ename": name[:100], "evalue": value[:500], "traceback": [text]}
        )

    def _spend(self, size: int) -> None:
        self.left -= size
        self.left_in_all -= size


class _Stream(io.TextIOBase):
    def __init__(self, page: Page, name: str) -> None:
        self._page, self._name = page, name

    def write(self, text: str) -> int:
        """Put text on the page; returns how many signs were taken, which is all of them."""
        self._page.write(self._name, str(text))
        return len(text)

    def writable(self) -> bool:
        """Always: what is printed is kept for the page."""
        return True

    def isatty(self) -> bool:
        """No: nobody sits before it, so libraries leave colours and progress bars out."""
        return False


class _Publisher(DisplayPublisher):
    page: Page

    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **_) -> None:
        """Put what a cell displays on the page."""
        self.page.show("display_data", data)

    def clear_output(self, wait: bool = False) -> None:
        """Clear the page at once, whatever `wait` says: nobody is watching it flicker."""
        self.page.clear()


class _Hook(DisplayHook):
    page: Page

    def write_output_prompt(self) -> None:
        """Nothing: feedback has no “Out[1]:”."""
        pass

    def write_format_data(self, format_dict, md_dict=None) -> None:
        """Put the value of the last line of a cell on the page."""
        self.page.show("execute_result", format_dict)

    def finish_displayhook(self) -> None:
        """Nothing: there is no line to end."""
        pass


def make_shell() -> tuple[InteractiveShell, Page]:
    """A shell as a notebook's kernel has one, but for history, prompts and start-up files."""
    page = Page()
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.cache_size = 50
    config.InteractiveShell.colors = "nocolor"
    kind: Any = InteractiveShell
    kind.display_pub_class, kind.displayhook_class = _Publisher, _Hook
    shell: Any = InteractiveShell.instance(config=config)
    shell.display_pub.page = shell.displayhook.page = page

    def show_error(etype, evalue, lines) -> None:
        page.fail(getattr(etype, "__name__", "Error"), str(evalue)[:500], lines)

    shell._showtraceback = show_error
    with contextlib.suppress(ImportError):
        from qilab.learner import plain_errors

        plain_errors.install(shell)
    return shell, page


class TooSlow(KeyboardInterrupt):
    """This cell has had its time. Like an interrupt, so that “except Exception” does not catch it."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def run(shell: InteractiveShell, page: Page, channel: Channel, plan: dict[str, Any]) -> None:
    """Run the cells of a plan ({"cells": [{"source", "graded"}], "cell_seconds": …}) and report on each."""
    import qilab.learner.check

    checks: Any = qilab.learner.check  # the edition's, which has places for the two below
    notice = Notice(channel, plan["may_read"])
    at = {"cell": 0}

    def hand_in(key: str, value: Any, in_use: dict) -> None:
        channel.send(t="answer", cell=at["cell"], key=key, in_use=in_use, value=plain(value))

    def fetch(code: str, seed: int | None) -> dict:
        channel.send(t="need", code=code, seed=seed)
        return channel.receive()

    checks.hand_in, checks.fetch = hand_in, fetch
    sys.stdout, sys.stderr = _Stream(page, "stdout"), _Stream(page, "stderr")

    def too_slow(*_) -> None:
        raise TooSlow(f"This cell ran for more than {plan['cell_seconds']:g} seconds and was stopped.")

    timed = hasattr(signal, "setitimer")
    if timed:
        signal.signal(signal.SIGALRM, too_slow)
    notice.begin()
    for number, cell in enumerate(plan["cells"]):
        at["cell"] = number
        page.turn()
        channel.send(t="begin", cell=number)
        began = time.monotonic()
        if timed:
            # Once more every second, for code that swallows the first.
            signal.setitimer(signal.ITIMER_REAL, plan["cell_seconds"], 1.0)
        try:
            result = shell.run_cell(cell["source"], store_history=True, silent=False)
            failed = not result.success
        except TooSlow as stopped:
            failed = True
            page.fail("TimeoutError", str(stopped), [str(stopped)])
        finally:
            if timed:
                signal.setitimer(signal.ITIMER_REAL, 0)
        slow = time.monotonic() - began >= plan["cell_seconds"]
        channel.send(
            t="cell", cell=number, outputs=page.outputs, failed=bool(failed), slow=slow, cut=page.cut
        )
    channel.send(t="end")
    os._exit(0)
