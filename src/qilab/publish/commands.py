"""`qilab build`, `qilab pack` and `qilab html` for the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_build_arguments(parser: argparse.ArgumentParser) -> None:
    """The argument of `qilab build`: --check, which writes nothing."""
    parser.add_argument(
        "--check", action="store_true", help="change nothing; name every file that is out of date"
    )


def run_build(words: argparse.Namespace, root: Path) -> int:
    """Returns 0, or 1 where a source is to be mended or (with --check) a built file is out of date."""
    from qilab.publish import BadContent, build, out_of_date

    try:
        changed = out_of_date(root) if words.check else build(root)
    except BadContent as problem:
        print(f"Not built: {problem}", file=sys.stderr)
        return 1
    if not words.check:
        lines = [f"{'built' if (root / path).exists() else 'removed'} {path.as_posix()}" for path in changed]
        print("\n".join(lines) or "Nothing had changed.")
        return 0
    for path in changed:
        print(f"out of date: {path.as_posix()}")
    print("Run “qilab build” and commit the result." if changed else "All built files are up to date.")
    return 1 if changed else 0


def add_pack_arguments(parser: argparse.ArgumentParser) -> None:
    """The argument of `qilab pack`: --out, the folder for slides and pages to print."""
    parser.add_argument(
        "--out",
        type=Path,
        help=(
            "folder for slides/ and print/, made if it does not exist (course/facilitator, where the pages "
            "look)"
        ),
    )


def run_pack(words: argparse.Namespace, root: Path) -> int:
    """Returns 0, or 1 where a source is to be mended or the folder cannot be written to."""
    from qilab.publish import BadContent
    from qilab.publish.module import FACILITATOR
    from qilab.publish.pack import pack

    out = words.out or root / FACILITATOR
    print("Making the slides and the pages to print. This takes a minute or two.", flush=True)
    try:
        written = pack(root, out, progress=lambda path: print(f"  {path}", flush=True))
    except BadContent as problem:
        print(f"Not made: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(
            f"{out} cannot be written to: {problem.strerror}. Choose another folder with --out.",
            file=sys.stderr,
        )
        return 1
    print(f"{len(written)} files made. Slides open in any browser; the PDFs are for A4.")
    return 0


def add_html_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `qilab html`: the folder to write to, and --solutions for what learners should not see."""
    parser.add_argument("out", type=Path, help="folder to write to, made if it does not exist")
    parser.add_argument(
        "--solutions",
        action="store_true",
        help="write the worked solutions and the facilitators' pages too; keep these out of learners' reach",
    )


def run_html(words: argparse.Namespace, root: Path) -> int:
    """Returns 0, or 1 where a source is to be mended or the folder cannot be written to."""
    from qilab.publish import BadContent
    from qilab.publish.twin import export

    try:
        print(
            "Making the pages. Every cell of the course is run once, which takes about a minute.", flush=True
        )
        written = export(root, words.out, answers=words.solutions, progress=_count)
    except BadContent as problem:
        print(f"Not written: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(
            f"{words.out} cannot be written to: {problem.strerror}. Choose another folder.", file=sys.stderr
        )
        return 1
    left_out = (
        "" if words.solutions else " Solutions and facilitators' pages were left out (--solutions adds them)."
    )
    print(f"{len(written)} pages written.{left_out} Open {words.out / 'index.html'} in a browser.")
    return 0


def _count(done: int, most: int, name: str) -> None:
    print(f"  {done} of {most}: {name}", flush=True)
