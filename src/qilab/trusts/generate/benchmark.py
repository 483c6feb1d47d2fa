"""Forty anonymous providers, for funnel plots and league tables only."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from qilab.trusts.generate.columns import Columns, labels
from qilab.trusts.generate.planted import BENCHMARK_HIGH, BENCHMARK_OUTLIER
from qilab.trusts.schema.improvement import YEARS

from .seeds import child

PROVIDERS = tuple(f"P{i:02d}" for i in range(1, 41))
# indicator: centre, smallest and largest number of cases, spread between providers on the log scale (design).
# wound_infection: only chance, and two true outliers. readmission: overdispersed, one true outlier.
# dna: nearly alike, so that a league table is mostly luck.
INDICATORS = {
    "wound_infection": (0.040, 50, 1200, 0.0),
    "readmission": (0.105, 2000, 7000, 0.13),
    "dna": (0.076, 1500, 9000, 0.02),
}
CASE_MIX = 0.05  # spread of case mix on the log scale: what `expected` takes into account (design)


@lru_cache(maxsize=16)
def _draw(seed: int) -> dict[str, dict[str, np.ndarray]]:
    out = {}
    for name, (centre, least, most, spread) in INDICATORS.items():
        rng = child(seed, "benchmark", name)
        n_providers, n_years = len(PROVIDERS), len(YEARS)
        size = least * (most / least) ** np.sort(rng.random_sample(n_providers))
        size = size[np.argsort(rng.random_sample(n_providers), kind="stable")]
        own = np.exp(spread * rng.standard_normal((n_providers, 1)))
        mix = (
            np.exp(CASE_MIX * rng.standard_normal((n_providers, 1)))
            if name == "readmission"
            else np.ones((n_providers, 1))
        )
        if name == "wound_infection":
            for code, (cases, times) in BENCHMARK_HIGH.items():
                size[PROVIDERS.index(code)], own[PROVIDERS.index(code)] = cases, times
        if name == "readmission":
            cases, times = BENCHMARK_OUTLIER[1]
            size[PROVIDERS.index(BENCHMARK_OUTLIER[0])], own[PROVIDERS.index(BENCHMARK_OUTLIER[0])] = (
                cases,
                times,
            )
        n = np.maximum(rng.poisson(np.repeat(size[:, None], n_years, axis=1)), 30)
        year = np.exp(spread / 3 * rng.standard_normal((n_providers, n_years)))
        events = rng.binomial(n, np.clip(centre * own * mix * year, 0, 1))
        out[name] = {"n": n, "events": events, "expected": np.round(n * centre * mix, 1)}
    return out


def league(seed: int) -> np.ndarray:
    """(years, providers) DNA share of each provider."""
    made = _draw(seed)["dna"]
    return (made["events"] / made["n"]).T


def benchmark(seed: int) -> Columns:
    """Columns of the table benchmark: one row per indicator, provider and year, under one seed.

    n: cases; events: how many had the outcome; expected: how many its case mix leads to expect.
    """
    made = _draw(seed)
    shape = (len(INDICATORS), len(PROVIDERS), len(YEARS))
    indicator, provider, year = (x.ravel() for x in np.indices(shape))
    return {
        "provider": labels(PROVIDERS, provider),
        "indicator": labels(list(INDICATORS), indicator),
        "year": labels(YEARS, year),
        **{
            part: np.concatenate([made[i][part].ravel() for i in INDICATORS])
            for part in ("n", "events", "expected")
        },
    }


BUILD = {"benchmark": benchmark}
