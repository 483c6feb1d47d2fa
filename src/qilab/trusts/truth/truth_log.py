"""The sealed truth log: every planted effect with place, time, size, cause, and what can find it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from qilab.trusts.generate.columns import Columns


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


def truth_log(simulation) -> Columns:
    """Columns of the sealed table truth_log: one row per planted effect of this trust.

    start and end are missing dates, and ward_code a missing text, where an effect has none.
    """
    from .truth_rows import truths_of

    rows = list(truths_of(simulation))
    code = simulation.provider.code
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


BUILD = {"truth_log": truth_log}
