"""`qilab grade`: its words, and its answer in plain sentences."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .running import warm
from .running.limits import Limits


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "submitted",
        type=Path,
        metavar="SUBMITTED",
        help="a folder of notebooks and zips, or nbgrader's submitted/",
    )
    parser.add_argument("--assignment", required=True, help="such as m06_run_charts")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 2, help="how many at once (one a core)"
    )
    parser.add_argument("--scheduler", metavar="tcp://…", help="a Dask scheduler, to use many machines")
    parser.add_argument("--db", metavar="URL", help="the gradebook (sqlite:///OUT/gradebook.db)")
    parser.add_argument("--out", type=Path, help="folder for marks, records and marked copies (grading/)")
    parser.add_argument("--again", action="store_true", help="mark everything anew, also what has its marks")
    parser.add_argument(
        "--seconds", type=float, default=Limits.seconds, help="longest time for one notebook (120)"
    )
    parser.add_argument(
        "--trust-submissions",
        action="store_true",
        help="run learners' code without a sandbox; only if you know and trust everybody who handed in",
    )


def run(words: argparse.Namespace, root: Path) -> int:
    """Returns 0 if all could be marked, 1 if something is to be looked at or was stopped, 2 for odd words."""
    if words.workers < 1 or words.seconds < 1:
        print("--workers and --seconds are 1 or more.", file=sys.stderr)
        return 2
    if os.name == "nt":
        print(
            "Marking needs Linux or a Mac; on Windows use it inside WSL (see docs/facilitators/marking.md).",
            file=sys.stderr,
        )
        return 1
    if not words.scheduler:
        warm.begin_early()  # it takes as long to start as all our own imports, and there are mostly two cores
    try:
        return _mark(words, root)
    finally:
        warm.close_early()


def _mark(words: argparse.Namespace, root: Path) -> int:
    from .running.mark import MarkingRequest, Tally, mark

    out = (words.out or root / "grading").resolve()
    limits = Limits(seconds=words.seconds, cell_seconds=min(Limits.cell_seconds, words.seconds / 2))
    request = MarkingRequest(
        root=root,
        submitted=words.submitted.resolve(),
        assignment=words.assignment,
        out=out,
        db=words.db or f"sqlite:///{(out / 'gradebook.db').as_posix()}",
        workers=words.workers,
        scheduler=words.scheduler,
        trust=words.trust_submissions,
        again=words.again,
        limits=limits,
    )
    try:
        tally: Tally = mark(request, lambda line: print(line, file=sys.stderr))
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130
    except (ValueError, RuntimeError, OSError) as trouble:
        print(_sentence(trouble), file=sys.stderr)
        return 1
    print(told(tally, out))
    return 1 if tally.rejected or tally.partly else 0


def _sentence(trouble: Exception) -> str:
    if isinstance(trouble, OSError):
        return f"Stopped: {trouble.strerror or trouble} ({trouble.filename}). The same command goes on from here."
    return str(trouble)


def told(tally, out: Path) -> str:
    """The last words of a run."""
    parts = [f"{tally.marked} marked"]
    parts += [f"{tally.partly} marked in part"] if tally.partly else []
    parts += [f"{tally.rejected} not marked"] if tally.rejected else []
    parts += [f"{tally.before} already had their marks"] if tally.before else []
    noted = f" {tally.noted} with something to read above." if tally.noted else ""
    return f"{', '.join(parts)}.{noted} Marks, records and marked copies are in {out}."
