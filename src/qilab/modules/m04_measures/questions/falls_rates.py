"""How module 4 reads a falls rate, and the rate of each row."""

from __future__ import annotations

import pandas as pd

from qilab.questions.kinds import NumberAnswer
from qilab.questions.units import PER_1000_OBD

RATE = NumberAnswer(PER_1000_OBD, tolerance=0.05, decimals=1)


def row_rates(data: pd.DataFrame) -> pd.Series:
    """Falls per 1,000 occupied bed days of each row (columns falls and obd), not rounded."""
    return 1000 * data["falls"] / data["obd"]
