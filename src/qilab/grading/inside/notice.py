"""Notices what an answer does not need: the network, other programs, databases, files elsewhere.

Python's audit hooks cannot be taken away once they are set, and each notice leaves before the thing is tried. But code
that knows how can change what the hook calls: so these are hints. What matters is noticed outside as well
(`scoring.problems`), and what keeps the marks safe is the sandbox and the plain values.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from .channel import Channel

_MOST = 20  # different ones of a kind; each kind for itself
_WHAT = {
    "socket.connect": "network",
    "socket.bind": "network",
    "socket.sendto": "network",
    "socket.getaddrinfo": "network",
    "socket.gethostbyname": "network",
    "subprocess.Popen": "programs",
    "os.system": "programs",
    "os.exec": "programs",
    "os.posix_spawn": "programs",
    "os.fork": "programs",
    "os.forkpty": "programs",
    "sqlite3.connect": "database",
    "ctypes.dlopen": "machine code",
    "ctypes.dlsym": "machine code",
    "sys.settrace": "watching",
    "sys.setprofile": "watching",
    "gc.get_objects": "memory",
    "gc.get_referrers": "memory",
    "os.kill": "signals",
    "signal.pthread_kill": "signals",
}
_FILES = {"open": 0, "os.listdir": 0, "os.scandir": 0, "os.remove": 0, "os.rename": 0, "os.mkdir": 0}
_ORDINARY = ("/usr/", "/lib", "/bin/", "/etc/localtime", "/etc/mime.types", "/dev/null", "/dev/urandom")
_ORDINARY_PROC = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system/cpu")


class Notice:
    """Sends each kind of notice once or a few times, with what it was about."""

    def __init__(self, channel: Channel, may_read: list[str]) -> None:
        self._channel = channel
        self._ordinary = (*_ORDINARY, *_ORDINARY_PROC, *may_read)
        self._said: dict[str, set[str]] = {}
        self._busy = False

    def begin(self) -> None:
        """Watch from now on, with an audit hook: it cannot be taken off again."""
        self._home = os.getcwd()
        sys.addaudithook(self._hook)

    def _hook(self, event: str, words: tuple[Any, ...]) -> None:
        if event not in _WHAT and event not in _FILES:
            return
        if self._busy:
            return
        self._busy = True
        try:
            found = self._file(event, words) if event in _FILES else (_WHAT[event], _about(event, words))
            if found is None:
                return
            said = self._said.setdefault(found[0], set())
            if found[1] not in said and len(said) < _MOST:
                said.add(found[1])
                self._channel.send(t="noticed", what=found[0], about=found[1])
        except Exception:  # a notice must never change what a notebook does
            pass
        finally:
            self._busy = False

    def _file(self, event: str, words: tuple[Any, ...]) -> tuple[str, str] | None:
        path = words[0] if words and words[0] is not None else "."
        if isinstance(path, int):
            return None
        text = os.fsdecode(path)
        if text.startswith("<"):  # the name that Python gives to a cell
            return None
        whole = os.path.normpath(os.path.join(self._home, text))
        if whole.startswith(self._ordinary):
            return None
        if (whole + "/").startswith(self._home + "/"):
            if event == "open" and not os.path.exists(whole) and not _writes(words):
                return "missing file", text[:200]
            return None
        return "files", text[:200]


def _writes(words: tuple[Any, ...]) -> bool:
    mode = words[1] if len(words) > 1 else None
    return any(sign in mode for sign in "wax+") if isinstance(mode, str) else bool(words[2] & 0o3)


def _about(event: str, words: tuple[Any, ...]) -> str:
    if event == "socket.connect":
        words = words[1:]
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "sqlite3.connect"):
        return str(words[0])[:200]
    return event if event.startswith(("os.", "ctypes.", "gc.", "sys.")) else str(words)[:200]
