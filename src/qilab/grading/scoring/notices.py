"""Names of what was noticed about a submission: which of them a person should look at, and which are for the marker alone."""

from __future__ import annotations

STANDS_OUT = "stands out"
OPENS_A_FILE = "opens a file (open)"
STARTED = "started other processes"
OWN_SEED = "own seed chosen"
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
ENDED = {
    "time": ("took too long", "The notebook did not finish in time and was stopped."),
    "memory": ("used too much memory", "The notebook used more memory than it may and was stopped."),
    "signal": ("died", "The process that ran the notebook was killed."),
    "exit": ("left early", "The notebook ended the process that ran it."),
    "output": ("wrote too much", "The notebook wrote out more than a notebook needs and was stopped."),
    "lost": ("not run to the end", "The process that ran the notebook was lost twice."),
}

# Marking has dealt with these itself, and they happen to honest learners all the time. Whatever is not named here is for a
# person to look at, so that a new kind of notice cannot hide among the small ones.
SMALL = frozenset(
    (
        "another kernel",
        "cell copied",
        "cell missing",
        "cell unlocked",
        "check moved",
        "cut",
        "files left out",
        "handed in twice",
        "kind of cell changed",
        "letters guessed",
        "locked cell changed",
        "marks of cells lost",
        "not opened",
        "not used",
        "points changed",
        "renamed",
        "slow cell",
        NOTICED["missing file"],
    )
)

# A page to a learner speaks of answers. These are hints for a person to look at, and often mean nothing.
FOR_THE_MARKER = frozenset({STANDS_OUT, STARTED, OWN_SEED, *NOTICED.values()} - {NOTICED["missing file"]})


def is_serious(name: str, message: str) -> bool:
    """Should a person look at it? A file that is opened is no more than a note."""
    return name not in SMALL and not (name == STANDS_OUT and OPENS_A_FILE in message)
