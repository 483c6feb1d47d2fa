"""`qilab organiser`: the organiser's folder for one session, with its date, its place and the names of those who came."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from qilab.made_folder import PackFolder
from qilab.questions.item import BadContent

from ..module import find_modules
from .certificates import NAMES, empty_names, merge_table, print_job, read_attendance
from .documents import FOLDER, SOURCE
from .make import certificate, makers
from .session import NAME, read_session

OUT = Path("our-session")  # kept out of git, for it will hold names


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder to write to; session.toml and names.csv lie in it, and are put there the first time."""
    parser.add_argument("out", nargs="?", type=Path, default=OUT, help=f"the folder of the session ({OUT})")


def run(words: argparse.Namespace, root: Path) -> int:
    """Returns 0, or 1 where something is to be mended: a setting, a list of names, a folder that cannot be written to."""
    out: Path = words.out
    try:
        folder = PackFolder(out, "one session")
        for name, begin in ((NAME, (root / SOURCE / NAME).read_bytes()), (NAMES, empty_names())):
            if not (out / name).exists():
                (out / name).write_bytes(begin)
        told = _make(root, folder)
    except BadContent as problem:
        print(f"Not made: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"{out} cannot be written to: {problem.strerror}. Choose another folder.", file=sys.stderr)
        return 1
    for name in folder.put_aside:
        print(f"You had changed a file. It is kept as {name}.")
    print("\n".join(told))
    print(
        f"Everything is in {out}. Fill in {NAME} there, type the names of those who came into {NAMES}, and give this command again:\n"
        "what you fill in goes into each sheet, and everybody on the list gets a certificate."
    )
    return 0


def _make(root: Path, folder: PackFolder) -> list[str]:
    """Make all files. Returns what is to be told about the list of names."""
    session = read_session(folder.out / NAME)
    attendance = read_attendance(folder.out / NAMES, session)
    modules = find_modules(root)
    for path, _, make in makers(modules, session):
        folder.put(path.relative_to(FOLDER).as_posix(), make())
    printed = print_job(certificate(modules), attendance)
    if printed is not None:
        folder.put("certificates.pdf", printed)
    if attendance.people:
        folder.put("certificates_table.csv", merge_table(attendance.people))
    count = len(attendance.people)
    summary = f"{count} certificate{'' if count == 1 else 's'}: certificates.pdf to print, and certificates_table.csv for a mail merge."
    return [*attendance.told, *([summary] if count else [])]
