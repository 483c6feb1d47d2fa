"""A room for tests: the command itself, as a facilitator starts it, on this computer alone."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

LONGEST = 120  # seconds


@dataclass
class Opened:
    """A room that is open. root: a copy of the course's folder, so that nothing is left in the checkout."""

    root: Path
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def settings(self) -> dict:
        """What the room's own file says."""
        return json.loads(max((self.root / "rooms").glob("*/room.json")).read_text("utf-8"))

    @property
    def url(self) -> str:
        """What learners type."""
        return f"http://127.0.0.1:{self.settings['port']}"

    @property
    def said(self) -> str:
        """What stands in the terminal."""
        return self.log.read_text("utf-8", "replace")

    def tree(self) -> dict[int, str]:
        """All processes of the room: number → command."""
        found, todo = {}, [self.process.pid]
        while todo:
            pid = todo.pop()
            with contextlib.suppress(OSError):
                found[pid] = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                for task in os.listdir(f"/proc/{pid}/task"):
                    todo += map(int, Path(f"/proc/{pid}/task/{task}/children").read_text().split())
        return found

    def end(self, number: int = signal.SIGINT) -> None:
        """End it by a signal, as Ctrl-C does, and wait until it has."""
        self.process.send_signal(number)
        self.process.wait(LONGEST)


def until(true, what: str, seconds: float = 60) -> None:
    """Wait until something is true, and fail with its name if it never is."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.05)


def open_room(root: Path, *words: str, before: str = "") -> Opened:
    """Start the command, and return when it says that the room is open. before: Python that it runs before all else."""
    code = f"{before}\nimport sys; from pathlib import Path; from qilab.room import command; from argparse import ArgumentParser as P; p = P(); command.add_arguments(p); sys.exit(command.run(p.parse_args(sys.argv[1:]), Path({str(root)!r})))"
    log = root / f"terminal-{time.monotonic_ns()}.txt"
    given = ["--address", "127.0.0.1", "--no-browser", "--learners", "4", "--memory", "1G", *words]
    with open(log, "wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-P", "-u", "-c", code, *given], stdout=out, stderr=out, cwd=root
        )
    opened = Opened(root, process, log)
    until(lambda: "The room is open" in opened.said or process.poll() is not None, "the room opens", LONGEST)
    assert process.poll() is None, opened.said
    return opened
