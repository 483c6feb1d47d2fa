"""Where exercises get their series: windows of the trusts' tables, and made-up wards for a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

FIRST_MONTH = "2022-04-01"
SOURCE = "fictional trust, synthetic data"


def exercise_rng(seed: int | None, module: int, exercise: int) -> np.random.Generator:
    """The chance behind an exercise's series, so that no two exercises draw alike: E4.1 is module 4, exercise 1.

    seed None stands for the course's own data.
    """
    return np.random.default_rng([0 if seed is None else seed + 1, module, exercise])


def with_notes(frame: pd.DataFrame, **notes: str) -> pd.DataFrame:
    """The same frame, with its source and these notes in `attrs`, where charts and tables read them."""
    frame.attrs.update(source=SOURCE, **notes)
    return frame


def ward_months(seed: int | None, trusts: Sequence[str]) -> pd.DataFrame:
    """`ward_month` of some fictional trusts: the course's own (seed None) or freshly made from a seed."""
    from qilab.data import load

    drawn = [load("ward_month", trust=c) if seed is None else _made(seed, c) for c in trusts]
    return pd.concat(drawn, ignore_index=True)


@lru_cache(maxsize=4)  # exercises of one seed ask for the same trusts
def _made(seed: int, trust: str) -> pd.DataFrame:
    from qilab.trusts.generate import generate

    return generate(["ward_month"], seed=seed, trusts=[trust])["ward_month"]


def ward_windows(
    seed: int | None,
    trusts: Sequence[str],
    months: int = 24,
    starts: Sequence[int] = (0, 6, 12),
    shuffle: int = 0,
    wanted: Callable[[np.ndarray], bool] = lambda rates: True,
) -> Iterator[pd.DataFrame]:
    """Monthly falls of one ward at a time, `months` long: columns month, falls, obd, rate.

    rate: falls per 1,000 occupied bed days to one decimal, as the trusts report it; missing where the
    ward was closed (no bed days). Wards come in an order drawn from the seed, so that two exercises
    do not meet the same ward. wanted: a first look at the rates of a window (float, NaN for a gap), so that no table is
    made of those that would not do.
    """
    table = ward_months(seed, trusts).sort_values(["ward_code", "month"], ignore_index=True)
    series = ward_series(table)
    rates = series["rate"].to_numpy()
    groups = list(table.groupby("ward_code").indices.values())  # rows of each ward, by place
    rng = np.random.default_rng([0 if seed is None else seed, 6, shuffle])
    places = [(g, start) for g in range(len(groups)) for start in starts]
    for place in rng.permutation(len(places)):
        group, start = places[place]
        rows = groups[group][start : start + months]
        if len(rows) == months and wanted(rates[rows]):
            window = series.take(rows).reset_index(drop=True)
            window.attrs.update(
                trust=str(table["trust"].iat[rows[0]]),
                ward=str(table["ward_code"].iat[rows[0]]),
                source=SOURCE,
            )
            yield window


def ward_series(table: pd.DataFrame) -> pd.DataFrame:
    """month, falls, obd and the rate per 1,000 occupied bed days for each row of `ward_month`."""
    obd = table["obd"].astype(float)
    falls = table["falls"].astype(float).where(obd > 0)
    return pd.DataFrame(
        {
            "month": pd.to_datetime(table["month"]).dt.as_unit("s").to_numpy(),
            # Whole numbers that can be missing: 6, not 6.0, and a gap where the ward was closed.
            "falls": falls.astype("Int64").array,
            "obd": obd.astype(int).to_numpy(),
            "rate": (1000 * falls / obd.where(obd > 0)).round(1).to_numpy(),
        }
    )


@lru_cache
def _months(n: int) -> pd.DatetimeIndex:
    """So many months from FIRST_MONTH on. Some forty wards are tried for an exercise, and all have the same."""
    return pd.date_range(FIRST_MONTH, periods=n, freq="MS").as_unit("s")


def practice_ward(counts: ArrayLike, name: str) -> pd.DataFrame:
    """Falls a month on a made-up ward: columns month, falls. Made so that a rule has something to find."""
    falls = np.asarray(counts, dtype=int)
    frame = pd.DataFrame({"month": _months(len(falls)), "falls": falls})
    frame.attrs.update(trust="LARK", ward=name, source=f"{SOURCE}, made for practice")
    return frame


def practice_wards(
    seed: int | None, salt: int, months: int = 24, mean: float = 8.0, pieces: Sequence[Sequence[float]] = ()
) -> Iterator[pd.DataFrame]:
    """Poisson counts of falls around `mean`, with `pieces` (planted stretches, as distances from the mean)
    laid in at places drawn at random, in order and not touching."""
    rng = np.random.default_rng([0 if seed is None else seed + 1, 66, salt])
    spare = months - sum(len(piece) for piece in pieces)
    while True:
        # A third of the ordinary spread: the pieces must show, and ties with the centre line be common.
        noise = (
            rng.poisson(mean, months) if not pieces else rng.integers(int(mean) - 3, int(mean) + 4, months)
        )
        gaps = np.sort(rng.integers(0, spare + 1, len(pieces)))
        used = 0
        for gap, piece in zip(gaps, pieces, strict=True):
            start = gap + used
            noise[start : start + len(piece)] = np.round(mean + np.asarray(piece))
            used += len(piece)
        yield practice_ward(np.clip(noise, 0, None), name="made-up ward")
