"""A made-up ward with its monthly falls, as two exercises of module 2 need it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from qilab.questions.series import FIRST_MONTH, SOURCE


def practice_ward_months(rng: np.random.Generator, means: np.ndarray) -> pd.DataFrame:
    """A made-up ward from April 2022 on: month, falls, obd, rate per 1,000 as the trusts report it."""
    months = pd.date_range(FIRST_MONTH, periods=len(means), freq="MS").as_unit("s")
    obd = np.round(28 * months.days_in_month * rng.uniform(0.88, 0.97, len(means))).astype(int)
    falls = rng.poisson(means * obd / 1000)
    frame = pd.DataFrame({"month": months, "falls": falls, "obd": obd, "rate": (1000 * falls / obd).round(1)})
    frame.attrs.update(source=SOURCE, ward="made-up ward")
    return frame
