"""The sealed truth log: every planted effect with place, time, size, cause, and what can find it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from qilab.trusts.schema.table import Columns, Field, Table

KINDS = ("special_point", "shift", "drift", "seasonal", "definition", "data_fault", "effect", "none")


@dataclass(frozen=True)
class Truth:
    """One row of the log. power: share of seeds on which `detectable_by` finds it.

    For kind "none" nothing can be found, and power is how often the named method alarms all the same.
    """

    series: str
    table: str
    kind: str
    cause_text: str
    detectable_by: str
    modules: str
    ward_code: str = ""
    start: str = ""
    end: str = ""
    size: float = 0.0
    unit: str = "% of the rate"
    power: float = 1.0


def truth_log(world) -> Columns:
    from .truth_rows import truths_of

    rows = list(truths_of(world))
    code = world.provider.code
    out: Columns = {
        f.name: np.array([getattr(r, f.name) for r in rows], dtype=object)
        for f in fields(Truth)
        if f.name != "series"
    }
    for name in ("start", "end"):
        out[name] = np.array([np.datetime64(v or "NaT", "D") for v in out[name]], dtype="M8[D]")
    for name in ("size", "power"):
        out[name] = out[name].astype(float)
    out["ward_code"] = np.array([v or None for v in out["ward_code"]], dtype=object)
    out["trust"] = np.full(len(rows), code, dtype=object)
    out["series_id"] = np.array([f"{code}.{r.series}" for r in rows], dtype=object)
    return out


TRUTH_LOG = Table(
    "truth_log",
    "What was truly planted (sealed)",
    "The answers. Each planted effect, and each series in which nothing was planted although it may look so.",
    (
        Field("series_id", "string", "Trust, measure and ward"),
        Field("trust", "string", "Code of the fictional trust", pattern="[A-Z]{4}"),
        Field("table", "string", "Table that shows it"),
        Field("ward_code", "string", "Ward; missing if the whole trust or not about a ward", gaps=True),
        Field("kind", "string", "Kind of truth", values=KINDS),
        Field("start", "date", "First day; missing if it holds throughout", gaps=True),
        Field("end", "date", "Last day; missing if it lasts to the end", gaps=True),
        Field("size", "number", "How large, in the unit of the next column", decimals=1),
        Field("unit", "string", "Unit of the size"),
        Field("cause_text", "string", "What was done, or what happened"),
        Field("detectable_by", "string", "The method that finds it"),
        Field("power", "number", "Share of seeds on which the method finds it; for “none”, how often it alarms all the same",
              low=0, high=1, decimals=2),
        Field("modules", "string", "Modules that use it"),
    ),
    ("series_id",),
    truth_log,
)  # fmt: skip
