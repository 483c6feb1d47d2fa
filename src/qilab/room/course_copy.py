"""The course as a room serves it: a copy without solutions, truth log and gradebook, and a learner's own pages from it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

# What of the checkout a learner needs. All else stays out: what is not copied cannot be read on the room's pages.
PAGES = ("course", "exercises")
LEFT_OUT = ("facilitator", "sealed", "truth_log*", ".*", "my-*.json", "gradebook*")


def make_copy(checkout: Path, copy: Path) -> None:
    """Make the copy that all share, for reading only. It is made afresh if there is one.

    copy: gets `course`, `exercises` and `datasets`, the latter without the sealed tables. OSError if it cannot be made.
    """
    if copy.exists():
        _writable(copy)
        shutil.rmtree(copy)
    for name in (*PAGES, "datasets"):
        shutil.copytree(checkout / name, copy / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for folder, _, files in os.walk(copy):
        for name in files:
            Path(folder, name).chmod(0o444)
        Path(folder).chmod(0o555)


def _writable(copy: Path) -> None:
    for folder, _, _ in os.walk(copy):
        Path(folder).chmod(0o755)


def own_pages(copy: Path, folder: Path) -> None:
    """Give a learner their pages: what is there already, from before a restart, is theirs and stays.

    folder: the learner's, which holds the course as a checkout would; the data are a link to those that all share.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in PAGES:
        for here, _, files in os.walk(copy / part):
            place = folder / Path(here).relative_to(copy)
            place.mkdir(exist_ok=True)
            for name in files:
                if not (place / name).exists():
                    # Whole or not at all: a page half copied when the power fails would stay half for ever.
                    partly = place / f".{name}.partly"
                    shutil.copyfile(Path(here, name), partly)
                    os.replace(partly, place / name)
    data = folder / "datasets"
    if not data.exists():
        data.unlink(missing_ok=True)  # a link to where the room lay before it was moved
        data.symlink_to(copy / "datasets", target_is_directory=True)
