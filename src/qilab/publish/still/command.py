"""`qilab publish pages OUT`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder to write to, and --solutions for what learners should not see."""
    parser.add_argument("out", type=Path, help="folder to write to, made if it does not exist")
    parser.add_argument(
        "--solutions",
        action="store_true",
        help="write the answers to the exercises, the worked solutions and the facilitators' pages too; keep these out of learners' reach",
    )


def run(words: argparse.Namespace, root: Path) -> int:
    """Returns 0; 1 where the folder holds solutions that were not asked for now. BadContent where a source is to be mended, OSError
    where the folder cannot be written to.
    """
    from qilab.publish.packing.progress import Shown

    from .edition import export, for_facilitators

    there = for_facilitators(words.out)
    if there and not words.solutions:
        print(
            f"Not written: {there} is there from an earlier run with --solutions, and whoever reads these pages would find it. "
            "Choose another folder, or delete this one first.",
            file=sys.stderr,
        )
        return 1
    print("Making the pages: every cell of the course is run once. Ctrl-C stops it.", flush=True)
    written = export(root, words.out, answers=words.solutions, progress=Shown())
    left_out = (
        "Learners should not see the solutions among them, so keep this folder to yourselves."
        if words.solutions
        else "Answers to the exercises, solutions and facilitators' pages were left out (--solutions adds them)."
    )
    print(
        f"{len(written)} pages written. {left_out}\n"
        f"Open {words.out / 'index.html'} in a browser. Before others see them, fill in {words.out / 'accessibility.html'}."
    )
    return 0
