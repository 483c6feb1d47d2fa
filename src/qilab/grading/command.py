"""`qilab grade`: its words, and its answer in plain sentences."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .intake.account import NOBODYS, UNCLEAR, Account
from .intake.who import NAME as WHO
from .running import warm
from .running.limits import Limits
from .running.request import Tally


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `qilab grade`."""
    parser.add_argument(
        "submitted",
        type=Path,
        metavar="SUBMITTED",
        help="a folder of notebooks and zip files, nbgrader's submitted/, or a room's zip",
    )
    parser.add_argument(
        "--assignment",
        help="such as m06_run_charts (all modules that notebooks were handed in for, one by one)",
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 2,
        help="how many notebooks to run at once (one for each core)",
    )
    parser.add_argument("--scheduler", metavar="tcp://…", help="a Dask scheduler, to use many machines")
    parser.add_argument("--tls", type=Path, metavar="FOLDER", help="the cluster's certificate, for tls://…")
    parser.add_argument("--db", metavar="URL", help="the gradebook (sqlite:///OUT/gradebook.db)")
    parser.add_argument("--out", type=Path, help="folder for marks, records and marked copies (grading/)")
    parser.add_argument(
        "--again", action="store_true", help="mark everything again, including what is already marked"
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=Limits.seconds,
        help="the longest that one notebook may run, in seconds (120)",
    )
    parser.add_argument(
        "--trust-submissions",
        action="store_true",
        help="run learners' code without a sandbox; only if you know and trust everybody who handed in work",
    )


def run(words: argparse.Namespace, root: Path) -> int:
    """Returns 0 if all could be marked, 1 if something is to be looked at or was stopped, 2 for odd words."""
    if words.workers < 1 or words.seconds < 1:
        print("--workers and --seconds must be 1 or more.", file=sys.stderr)
        return 2
    if os.name == "nt":
        print(
            "Marking needs Linux or a Mac; on Windows, run it inside WSL (see docs/facilitators/marking.md).",
            file=sys.stderr,
        )
        return 1
    if not words.scheduler:
        warm.begin_early()  # it takes as long to start as all our own imports, and there are mostly two cores
    try:
        if words.assignment:
            return _mark(words, root)
        return _mark_all(words, root)
    finally:
        warm.close_early()


def _mark_all(words: argparse.Namespace, root: Path) -> int:
    """Every module of which there is a notebook, one after the other; the worst of their answers."""
    from .intake.course import Course
    from .intake.tree import read_tree

    course = Course.read(root)
    try:
        found = {
            course.module_of(file)
            for file in read_tree(words.submitted.resolve()).below()
            if file.is_notebook
        }
    except ValueError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    modules = sorted(module for module in found if (root / "exercises" / module).is_dir() and module)
    if not modules:
        print(f"There is no notebook of any module in {words.submitted}.", file=sys.stderr)
        return 1
    answers = []
    for module in modules:
        print(f"\n{module}", flush=True)
        answers.append(_mark(argparse.Namespace(**{**vars(words), "assignment": module}), root))
        if answers[-1] == 130:
            break
    return max(answers)


def _mark(words: argparse.Namespace, root: Path) -> int:
    from .running.mark import MarkingRequest, mark

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
        tls=words.tls,
        trust=words.trust_submissions,
        again=words.again,
        limits=limits,
    )
    try:
        tally: Tally = mark(request, lambda line: print(line, file=sys.stderr))
    except KeyboardInterrupt:
        print("\nStopped. Give the same command again to carry on from here.", file=sys.stderr)
        return 130
    except (ValueError, RuntimeError, OSError) as trouble:
        print(_sentence(trouble), file=sys.stderr)
        return 1
    print(summary(tally, out))
    for line in advice(tally.account, words.submitted, words.assignment, out):
        print(line)
    return 1 if tally.account.needs_a_person or not tally.account.has_submissions else 0


def _sentence(trouble: Exception) -> str:
    if isinstance(trouble, OSError):
        return (
            f"Stopped: {trouble.strerror or trouble} ({trouble.filename}). Give the same command again to "
            "carry on from here."
        )
    return str(trouble)


def summary(tally: Tally, out: Path) -> str:
    """How many of each, where the marks are, and what became of every file."""
    parts = [f"{tally.marked} marked"]
    parts += [f"{tally.partly} marked in part"] if tally.partly else []
    parts += [f"{tally.rejected} not marked"] if tally.rejected else []
    parts += [f"{tally.before} already marked"] if tally.before else []
    noted = f" {tally.noted} with a notice above." if tally.noted else ""
    place = f"Marks, records and marked copies are in {out}."
    return f"{', '.join(parts)}.{noted} {place}\n{tally.account.sentence()}"


def advice(account: Account, submitted: Path, assignment: str, out: Path) -> list[str]:
    """What to do next, a sentence each; none where all is done."""
    if not account.entries:
        return [
            f"There is nothing in {submitted}. Put the notebooks or zip files you received there, then "
            "try again."
        ]
    lines = []
    if account.count(UNCLEAR):
        files = "1 file does" if account.count(UNCLEAR) == 1 else f"{account.count(UNCLEAR)} files do"
        lines.append(
            f"{files} not say whose notebook it is: in {out / WHO}, write the learner's name beside each "
            "(or a dash if it is nobody's), then give the same command again."
        )
    if account.count(NOBODYS):
        lines.append(
            "Files that belong to nobody are listed on the facilitator's page of “python start.py "
            "report”, with the reason for each."
        )
    if account.left and not account.has_submissions:
        lines.append(f"There is no notebook of {assignment} here.")
    for module in sorted(account.left):
        lines.append(f"To mark those of {module}: python start.py grade {submitted} --assignment {module}")
    return lines
