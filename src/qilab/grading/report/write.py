"""All of a report, written into one folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from qilab.build.module import Module

from . import exports
from .facilitator import facilitator_page
from .learner import learner_page
from .records import Record


def write_report(
    records: Sequence[Record],
    module: Module,
    out: Path,
    *,
    lesson: str,
    unreadable: Sequence[str] = (),
    cohorts: Mapping[str, pd.DataFrame] | None = None,
) -> list[Path]:
    """Write the pages and tables into `out`; returns their paths. Pages of an earlier run are renewed."""
    pages = {Path("facilitator.html"): facilitator_page(records, module, unreadable, cohorts)}
    for record, name in zip(records, file_names([r.learner for r in records]), strict=True):
        pages[Path("learners", f"{name}.html")] = learner_page(record, module, lesson)
    pages[Path("marks.csv")] = exports.marks(records)
    pages[Path("answers.csv")] = exports.answers(records)
    pages[Path("moodle.csv")] = exports.moodle(records, module.title)
    for place, text in pages.items():
        target = out / place
        target.parent.mkdir(parents=True, exist_ok=True)
        # Bytes, or Windows would turn the line ends of the CSV files a second time.
        target.write_bytes(text.encode("utf-8"))
    return [out / place for place in pages]


def file_names(learners: Sequence[str]) -> list[str]:
    """A file name for each learner that every system takes and that leads nowhere else."""
    names = []
    for learner in learners:
        plain = re.sub(r"[^\w-]+", "_", learner).strip("_")[:60]
        if plain != learner or plain.casefold() in names or not plain:
            mark = hashlib.sha256(learner.encode("utf-8", "replace")).hexdigest()[:8]
            plain = f"{plain}_{mark}".strip("_")
        names.append(plain.casefold())
    return names
