"""`qilab publish site` for the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The argument of `qilab publish site`: the folder to write."""
    parser.add_argument(
        "out", type=Path, help="folder to write; an earlier browser edition there is replaced"
    )


def run(words: argparse.Namespace, root: Path) -> int:
    """Returns 0, or 1 where something is missing or the folder holds other things."""
    from qilab.publish.browser.fetch import NotHere
    from qilab.publish.packing.progress import Shown

    from .build import NotOurs, build_site

    print("Making the browser edition. This takes two or three minutes; Ctrl-C stops it.", flush=True)
    try:
        made = build_site(root, words.out, Shown())
    except (NotHere, NotOurs) as problem:
        print(f"\nNot made: {problem}", file=sys.stderr)
        return 1
    print(f"{made.pages} pages, {made.bytes / 1e6:.0f} MB: {words.out}")
    print(
        "To look at it here:\n"
        f"  python -m http.server --bind 127.0.0.1 --directory {words.out} 8000\n"
        "then open http://127.0.0.1:8000 in a browser. To put it on an intranet, see docs/browser.md."
    )
    return 0
