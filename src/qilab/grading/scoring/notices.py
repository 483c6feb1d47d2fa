"""Names of what was noticed while a notebook ran, and which of them are for the marker alone."""

from __future__ import annotations

STANDS_OUT = "stands out"
NOTICED = {
    "network": "tried the network",
    "programs": "tried to start a program",
    "database": "tried to open a database",
    "machine code": "called machine code",
    "watching": "tried to watch the marking",
    "memory": "searched the memory",
    "signals": "tried to stop a process",
    "messages": "tried to speak for the marking",
    "files": "looked at files elsewhere",
    "missing file": "asked for a file that is not there",
}

# A page to a learner speaks of answers. These are hints for a person to look at, and often mean nothing.
FOR_THE_MARKER = frozenset({STANDS_OUT, *NOTICED.values()} - {NOTICED["missing file"]})
