"""`qilab data build` and `qilab data check` for the command line."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from qilab.course_folder import checkout

from .files.build import build
from .files.verify_folder import check
from .generate.seeds import DEFAULT_SEED


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the sub-commands build and check."""
    actions = parser.add_subparsers(dest="data_action", required=True, metavar="build | check")
    make = actions.add_parser("build", help="make the data of the fictional trusts")
    make.add_argument(
        "--seed",
        type=int,
        default=None,
        help=f"master seed, a whole number (the course's own: {DEFAULT_SEED})",
    )
    make.add_argument("--out", default=None, metavar="DIR", help="folder to write to (the course's datasets)")
    make.add_argument(
        "--scale",
        type=int,
        default=1,
        metavar="K",
        help="how many copies of the six trusts to make; 17 gives about a hundred trusts",
    )
    make.add_argument("--parquet", action="store_true", help="write Parquet files as well (needs polars)")
    prove = actions.add_parser("check", help="check a data folder against its dictionary and the truth log")
    prove.add_argument("folder", nargs="?", default=None, help="data folder (the one the course uses)")
    prove.add_argument(
        "--same", action="store_true", help="also make the data again and compare byte for byte"
    )


def run(args: argparse.Namespace) -> int:
    """Carry out a parsed command. Returns 0, or 1 with one plain sentence for each trouble."""
    try:
        return _build(args) if args.data_action == "build" else _check(args)
    except ValueError as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _default_folder() -> Path:
    from qilab.data import folder

    return folder()


def _course_data() -> Path:
    """datasets/ of the checkout.

    An installed copy has none to overwrite, so it must be told where to write.
    """
    course = checkout()
    if course is None:
        raise ValueError("Say where to write: “qilab data build --out my-data”.")
    return course / "datasets"


def _build(args: argparse.Namespace) -> int:
    out = Path(args.out) if args.out else _course_data()
    began = time.perf_counter()

    def progress(done: int, of: int, rows: int) -> None:
        speed = rows / max(time.perf_counter() - began, 1e-9)
        line = f"{done} of {of} trusts, {rows:,} rows, {speed:,.0f} rows a second"
        # One line that renews itself on a screen; a line now and then in a log.
        if sys.stdout.isatty():
            print(f"\r{line}", end="" if done < of else "\n", flush=True)
        elif done == of or done % 50 == 0:
            print(line, flush=True)

    rows = build(out, seed=args.seed, scale=args.scale, progress=progress, parquet=args.parquet)
    print(f"Wrote {len(rows)} tables with {sum(rows.values()):,} rows to {out}.")
    return 0


def _check(args: argparse.Namespace) -> int:
    report = check(args.folder or _default_folder(), same=args.same)
    print(report)
    return 0 if report.good else 1
