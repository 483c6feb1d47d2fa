"""Writing the files: trust by trust, so that a hundred trusts need no more memory than one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from qilab.trusts.generate import makers
from qilab.trusts.generate.columns import row_count
from qilab.trusts.generate.simulation import Simulation
from qilab.trusts.schema.table import Table
from qilab.trusts.truth import truth_log

from . import csvtext, package
from .readme import readme

SEALED = "sealed"
MAKERS = {**makers.MAKERS, **truth_log.BUILD}
Progress = Callable[[int, int, int], None]


def write_files(
    folder: Path,
    tables: Iterable[Table],
    sealed: Iterable[Table],
    simulations: Iterable[Simulation],
    n_trusts: int,
    seed: int,
    scale: int,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Write all tables, the sealed ones apart, with dictionary and README. Returns rows by table.

    simulations are taken one at a time and let go. Files get their names only when all are whole, so an
    interrupted build leaves the old data as they were, and nothing half-made beside them.
    """
    places = {t.name: folder / f"{t.name}.csv" for t in tables}
    places |= {t.name: folder / SEALED / f"{t.name}.csv" for t in sealed}
    every = [*tables, *sealed]
    (folder / SEALED).mkdir(parents=True, exist_ok=True)
    rows = dict.fromkeys(places, 0)
    try:
        with ExitStack() as stack:
            files = {name: stack.enter_context(_open(path)) for name, path in places.items()}
            for t in every:
                files[t.name].write(csvtext.header(t))
                if t.shared:
                    rows[t.name] += _append(files[t.name], t, MAKERS[t.name](seed))
            for done, simulation in enumerate(simulations, 1):
                for t in every:
                    if not t.shared:
                        rows[t.name] += _append(files[t.name], t, MAKERS[t.name](simulation))
                if progress:
                    progress(done, n_trusts, sum(rows.values()))
        for path in places.values():
            os.replace(_part(path), path)
    finally:
        for path in places.values():
            _part(path).unlink(missing_ok=True)
    # A Parquet copy of the data that were here before would say other things than the new files beside it.
    for path in places.values():
        path.with_suffix(".parquet").unlink(missing_ok=True)
    made = {name: {"rows": rows[name], **package.fingerprint(path)} for name, path in places.items()}
    for place, which in ((folder, tables), (folder / SEALED, sealed)):
        _text(place / "datapackage.json", package.as_text(package.descriptor(which, seed, scale, made)))
    _text(folder / "README.md", readme(tables, rows, seed, scale))
    return rows


def _append(file: IO[str], table: Table, columns: dict) -> int:
    file.write(csvtext.body(table, columns))
    return row_count(table, columns)


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _open(path: Path) -> IO[str]:
    return open(_part(path), "w", encoding="utf-8", newline="\n", buffering=1 << 20)


def _text(path: Path, text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
