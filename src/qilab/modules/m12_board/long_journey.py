"""Five years of improvement at Northmere, made up: twenty quarters with a dip, and a new chief executive in the middle.

The story is laid down here and holds for every seed; only the luck around it, and when the dip begins, are drawn. The years are
counted from the start of the programme. They go on beyond the three years of the course's tables and are no part of them.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from qilab.questions.series import with_notes

QUARTERS = 20
NOTE = "Made up: a fictional trust, synthetic data"
HUDDLES_LINE, DOSES_LINE = (
    55,
    10.5,
)  # the lines that the trust agreed in its good year: fewer huddles, or more late doses, count as a slip
LAG = 2  # quarters after which late doses follow the huddles
LEAVES = (9, 10, 11)  # quarters in which the old chief executive may leave: the first of an acting one


def journey(rng: np.random.Generator) -> pd.DataFrame:
    """One row a quarter: quarter (1 to 20), year, huddles_pct (wards that hold their improvement huddle each week), late_pct (doses
    given late), chief (who leads the trust) and remark (what else happened).

    Huddles rise for two years, slip a quarter after the chief executive has left and in the same quarter as two coaches go and
    A&E is busier than ever, and come back with a new start a year later. Late doses do the same, two quarters behind. rng: draws the quarter of
    the change and the luck.
    """
    leaves = int(rng.choice(LEAVES))
    slip, again = leaves + 1, leaves + 5  # the first low quarter, and the first of the way back
    n = np.arange(1, QUARTERS + 1)
    rise = np.interp(n, [1, 3, 8], [12, 20, 72])
    fall = np.interp(n, [slip - 1, slip, slip + 2, again, again + 3], [0, 28, 34, 20, 0])
    huddles = np.round(rise - fall + rng.uniform(-3, 3, QUARTERS)).astype(int)
    share = np.interp(n - LAG, n, rise - fall, left=12)
    late = np.round(15.2 - 0.098 * share + rng.uniform(-0.3, 0.3, QUARTERS), 1)
    frame = pd.DataFrame(
        {
            "quarter": n,
            "year": (n - 1) // 4 + 1,
            "huddles_pct": huddles,
            "late_pct": late,
            "chief": np.select([n < leaves, n < leaves + 3], ["the first", "acting"], "the second"),
            "remark": "",
        }
    )
    remarks = {
        1: "the programme begins",
        leaves: "the chief executive leaves",
        slip: "two coaches leave; A&E is busier than ever",
        leaves + 3: "a new chief executive",
        again: "coaching restarts; directors join the huddles",
    }
    frame["remark"] = frame["quarter"].map(remarks).fillna("")
    return with_notes(frame, note=NOTE)


def slips(data: pd.DataFrame) -> dict[str, int]:
    """First quarter after the good ones beyond its line: “process” (huddles), “outcome” (late doses)."""
    quarter = data["quarter"].to_numpy()
    low = data["huddles_pct"].to_numpy() < HUDDLES_LINE
    late = data["late_pct"].to_numpy() > DOSES_LINE
    return {name: _again(quarter, beyond) for name, beyond in (("process", low), ("outcome", late))}


def _again(quarter: np.ndarray, beyond: np.ndarray) -> int:
    """The first quarter beyond the line once there has been one that was not."""
    good = int(np.flatnonzero(~beyond)[0])
    return int(quarter[good + int(np.flatnonzero(beyond[good:])[0])])
