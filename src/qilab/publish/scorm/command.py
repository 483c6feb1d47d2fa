"""`qilab publish scorm OUT`."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .package import Package


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder to write to, which modules and tracks, and where the browser edition is."""
    parser.add_argument("out", type=Path, help="folder to write to, made if it does not exist")
    parser.add_argument(
        "--module",
        nargs="+",
        action="extend",
        metavar="M",
        default=[],
        help="only these modules, such as m06 (all, and all tracks)",
    )
    parser.add_argument(
        "--track",
        nargs="+",
        action="extend",
        metavar="T",
        default=[],
        help="only these tracks, such as front-line",
    )
    parser.add_argument(
        "--browser-edition",
        metavar="ADDRESS",
        default="",
        help="https address of the browser edition on your own server, to which each page then leads for its labs",
    )


def run(words: argparse.Namespace, root: Path) -> int:
    """Returns 0, or 1 for a module, track or address that does not exist. BadContent and OSError as `editions.run` takes them."""
    from qilab.publish.packing.progress import Shown

    from .package import write
    from .page import Sco

    try:
        packages = chosen(root, words.module, words.track)
        _refuse_address(words.browser_edition)
    except ValueError as problem:
        print(f"Not written: {problem}", file=sys.stderr)
        return 1
    words.out.mkdir(parents=True, exist_ok=True)
    print(f"Making {len(packages)} packages for learning platforms (SCORM 1.2). Ctrl-C stops it.", flush=True)
    progress, made = Shown(), dict[tuple[str, str], Sco]()
    progress.begin(len(packages), 0)
    for number, package in enumerate(packages, 1):
        progress.doing([package.title])
        path = write(package, root, words.out, words.browser_edition, made)
        progress.done(number, f"{path.name} ({path.stat().st_size / 1024:.0f} KB), {package.title}")
    progress.end()
    print(
        f"{len(packages)} packages written: {words.out}\nUpload one as it is, without unzipping it. docs/facilitators/learning-platforms.md says where, "
        "and what a score from a browser is worth."
    )
    return 0


def chosen(root: Path, modules: list[str], tracks: list[str]) -> list[Package]:
    """The packages asked for; all, where none is. ValueError, with the nearest name, for one that does not exist."""
    from qilab.modules import tracks as all_tracks

    from ..module import find_modules
    from .package import of_module, of_track

    found = find_modules(root)
    taught = {m.address: m for m in found if m.exercises}
    short = {address.partition("_")[0]: address for address in taught}
    if not (modules or tracks):
        modules, tracks = list(taught), list(all_tracks())
    packages = []
    for name in modules:
        address = short.get(name.lower(), name)
        if address not in taught:
            raise ValueError(_unknown("module", name, [*short]))
        packages.append(of_module(taught[address]))
    for name in tracks:
        if name not in all_tracks():
            raise ValueError(_unknown("track", name, list(all_tracks())))
        packages.append(of_track(name, found))
    return packages


def _unknown(what: str, name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=2, cutoff=0.3) or known
    return f"There is no {what} “{name[:40]}”. Did you mean {' or '.join(near)}?"


def _refuse_address(address: str) -> None:
    if address and not address.startswith("https://"):
        raise ValueError(
            f"“{address[:60]}” is no https address. A learning platform shows pages by https, and a browser does not let such a page lead to another kind."
        )
