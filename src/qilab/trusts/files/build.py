"""`qilab data build`: all files of one seed, streamed trust by trust."""

from __future__ import annotations

import os
from pathlib import Path

from qilab.trusts.generate.providers import chosen
from qilab.trusts.generate.seeds import checked_seed
from qilab.trusts.generate.simulation import Simulation
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES

from .parquet import polars, write_parquet
from .write import Progress, write_files


def build(
    out: str | os.PathLike[str],
    seed: int | None = None,
    scale: int = 1,
    progress: Progress | None = None,
    parquet: bool = False,
) -> dict[str, int]:
    """Write the data of a seed into the folder `out` and return rows by table.

    The same seed and scale give the same bytes on every machine. scale: how many families of the six trusts
    (17 is a hundred trusts); memory stays that of one trust. progress: called with trusts done, trusts in
    all and rows so far. parquet: write Parquet files as well. Raises ValueError for a bad seed or scale,
    or a folder that cannot be written.
    """
    seed, who, folder = checked_seed(seed), chosen(None, scale), Path(out)
    if parquet:
        polars()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        rows = write_files(
            folder, list(TABLES.values()), list(SEALED_TABLES.values()), (Simulation(p, seed) for p in who), len(who),
            seed, scale, progress,
        )  # fmt: skip
        if parquet:
            write_parquet(folder, [*TABLES.values()])
    except OSError as trouble:
        raise ValueError(f"The folder {folder} cannot be written: {trouble.strerror or trouble}.") from None
    return rows
