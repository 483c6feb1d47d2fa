"""`qilab build` and `qilab pack` for the command line."""

from __future__ import annotations

import argparse
import errno
import signal
import sys
import threading
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
    """The arguments of `qilab pack`: --out, a folder, or --zip, a file."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help="folder to write to, made if it does not exist (course/facilitator, where the pages look)",
    )
    where.add_argument("--zip", type=Path, metavar="FILE", help="write one zip file instead of a folder")
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", default=(), help="only these files, such as print/room_pack.pdf"
    )


def run_pack(words: argparse.Namespace, root: Path) -> int:
    """Returns 0; 1 where a source is to be mended or nothing can be written; 130 where somebody stopped it."""
    from qilab.publish.module import FACILITATOR
    from qilab.publish.packing import pack_folder, pack_zip
    from qilab.publish.packing.progress import Shown

    out = words.zip or words.out or root / FACILITATOR
    for name in ("SIGTERM", "SIGHUP"):  # however we are stopped, no half file is left
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            signal.signal(getattr(signal, name), signal.default_int_handler)
    if words.only and words.zip:
        print("Not made: --only goes with a folder, not with --zip.", file=sys.stderr)
        return 1
    if not words.only:
        print("Making the facilitators' pack. This takes a minute or two; Ctrl-C stops it.", flush=True)
    try:
        packed = pack_zip(root, out, Shown()) if words.zip else pack_folder(root, out, Shown(), words.only)
    except ValueError as problem:  # a source is to be mended (BadContent), or --only names what is not there
        print(f"Not made: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"\n{_not_written(out, problem, '--zip' if words.zip else '--out')}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What is there is whole; the same command carries on.", file=sys.stderr)
        return 130
    there = f", {packed.there} were there already" if packed.there else ""
    print(f"{packed.made} files {'packed' if words.zip else 'made'}{there}: {out}")
    for name in packed.put_aside:
        print(f"A file of your own was in the way. It is kept as {name}")
    front = "Unzip it and open index.html" if words.zip else f"Open {out / 'index.html'}"
    if not words.only:
        print(f"{front} in any browser. It needs no network. The PDFs are for A4.")
    return 0


def _not_written(out: Path, problem: OSError, option: str) -> str:
    """What to do when the pack cannot be written, in words."""
    if problem.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):  # Windows has no quota of its own
        return (
            f"The disk is full, so the pack is not complete. No half file was left. Free about 100 MB, or choose another "
            f"disk with {option}, then give the same command: it carries on."
        )
    if isinstance(problem, FileExistsError) and option == "--zip":
        return f"{out} is there already and is no pack, so it was left alone. Choose another name with --zip."
    what = "file" if option == "--zip" else "folder"
    return f"{problem.filename or out} cannot be written to: {problem.strerror}. Choose another {what} with {option}."
