"""Runs a program that ends when its starter does, however that ended: `python bound.py PROGRAM …`.

Linux alone can promise it (PR_SET_PDEATHSIG); elsewhere the program only runs, and is ended by name when the room is.
"""

import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(number: int = signal.SIGKILL) -> None:
    """From now on, the end of the process that started this one sends this one a signal. Only Linux does so."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def main(words: list[str]) -> None:
    """Become the program. words: the starter's number, then the program and its arguments."""
    starter, *program = words
    die_with_parent(signal.SIGTERM)
    if os.getppid() != int(starter):  # it ended before we had asked
        sys.exit(1)
    os.execvp(program[0], program)


if __name__ == "__main__":
    main(sys.argv[1:])
