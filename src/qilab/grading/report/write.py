"""All of a report, written into one folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from qilab.grading.intake.account import Entry, entries_csv
from qilab.learner.completion.content import Content
from qilab.publish.module import Module

from . import exports
from .completion import completion_files
from .facilitator import facilitator_page
from .file_names import file_names
from .learner import learner_page
from .records import Record

LEARNERS, COMPLETION = Path("learners"), Path("completion")


def write_report(
    records: Sequence[Record],
    module: Module,
    out: Path,
    *,
    lesson: str,
    unreadable: Sequence[str] = (),
    cohorts: Mapping[str, pd.DataFrame] | None = None,
    entries: Sequence[Entry] = (),
) -> list[Path]:
    """Write the pages and tables into `out`; returns their paths. Pages of an earlier run are renewed.

    entries: the account of the files that were handed in; none if marking left none.
    """
    pages = {Path("facilitator.html"): facilitator_page(records, module, unreadable, cohorts, entries)}
    for record, name in zip(records, file_names([r.learner for r in records]), strict=True):
        pages[LEARNERS / f"{name}.html"] = learner_page(record, module, lesson)
    pages[Path("marks.csv")] = exports.marks(records)
    pages[Path("answers.csv")] = exports.answers(records)
    pages[Path("moodle.csv")] = exports.moodle(records, module.title)
    if entries:
        pages[Path("files.csv")] = entries_csv(entries)
    return [write(out / place, text) for place, text in pages.items()]


def write_completion(
    contents: Mapping[str, Content], learners: Iterable[str], out: Path, troubles: list[str]
) -> list[Path]:
    """Write a completion record, HTML and PDF, for each learner in `contents`; returns their paths.

    What could not be made is told in `troubles`, a line each.

    One that an earlier run made for another of these learners, who has not practised a module any more (the work
    was marked anew), is taken away.
    """
    learners = list(learners)
    files = completion_files(contents, learners, troubles)
    written = [write(out / COMPLETION / name, data) for name, data in files]
    for name in file_names(learners):
        for old in (out / COMPLETION / f"{name}.html", out / COMPLETION / f"{name}.pdf"):
            if old not in written:
                old.unlink(missing_ok=True)
    return written


def write(target: Path, content: str | bytes) -> Path:
    """Write one file, for its owner alone. Bytes, or Windows would turn the line ends of the CSV files a second time."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    target.chmod(0o600)
    target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return target
