"""`qilab report` for the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from qilab.build.module import read_module

from .pseudonyms import with_pseudonyms
from .records import as_table, read_records
from .write import write_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the words of the command."""
    parser.add_argument(
        "--assignment", required=True, metavar="MODULE", help="the module, such as m06_run_charts"
    )
    parser.add_argument(
        "--records", default=None, metavar="DIR", help="where marking left its records (grading/records)"
    )
    parser.add_argument("--out", default=None, metavar="DIR", help="folder to write to (grading/reports)")
    parser.add_argument(
        "--cohort",
        action="append",
        default=[],
        metavar="LABEL=DIR",
        help="records of an earlier room, oldest first; may be given several times",
    )
    parser.add_argument(
        "--pseudonyms", action="store_true", help="replace names, so that the pages can be shared"
    )
    parser.add_argument(
        "--lesson",
        default=None,
        metavar="ADDRESS",
        help="where learners find the lesson, for the links in their pages",
    )


def run(args: argparse.Namespace, root: Path) -> int:
    """Carry out a parsed command. Returns 0, or 1 with one plain sentence."""
    try:
        return _run(args, root)
    except (ValueError, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _run(args: argparse.Namespace, root: Path) -> int:
    module = _module(root, args.assignment)
    source = Path(args.records) if args.records else root / "grading" / "records"
    out = (Path(args.out) if args.out else root / "grading" / "reports") / module.address
    records, troubles = read_records(source, module.address)
    cohorts = {}
    for word in args.cohort:
        label, sign, place = word.partition("=")
        if not (label and sign and place):
            raise ValueError(
                f'--cohort {word}: write a label and a folder, such as --cohort "May 2026=rooms/may".'
            )
        earlier, odd = read_records(Path(place), module.address)
        cohorts[label] = as_table(earlier)
        troubles += [f"{label}: {line}" for line in odd]
    if args.pseudonyms:
        records = with_pseudonyms(records, source / module.address)
    lesson = args.lesson or f"../../../../course/{module.address}.ipynb"
    written = write_report(records, module, out, lesson=lesson, unreadable=troubles, cohorts=cohorts)
    for line in troubles:
        print(line, file=sys.stderr)
    print(f"{len(written)} files written. Begin with {out / 'facilitator.html'}")
    return 0


def _module(root: Path, name: str):
    known = sorted(path.parent.name for path in (root / "modules").glob("*/exercises.py"))
    if name not in known:
        raise ValueError(f"There is no assignment “{name[:60]}”. There are: {', '.join(known)}.")
    return read_module(root / "modules" / name)
