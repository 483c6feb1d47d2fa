"""E4.5 “An hour from when?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import FieldsAnswer, NumberAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import DEFINE, SAME

HOUR = 60  # minutes

DAY = 24 * HOUR


def _minutes(start: pd.Series, stop: pd.Series) -> pd.Series:
    """Minutes from one time of day (“23:40”) to another, as a spreadsheet takes them: negative past midnight."""
    return _of_day(stop) - _of_day(start)


def _of_day(times: pd.Series) -> pd.Series:
    parts = times.str.split(":", expand=True).astype(float)
    return 60 * parts[0] + parts[1]


def _within_hour(
    data: pd.DataFrame, start: str = "risk_found", midnight: str = "next day"
) -> dict[str, float]:
    """share of the known in %, and the bounds with all the unknown as not met and as met."""
    high_risk = data[data["high_risk"]]
    minutes = _minutes(high_risk[start], high_risk["antibiotic"])
    if start != "arrived":
        minutes = minutes.where(high_risk["risk_found"].notna())
    if midnight == "next day":
        minutes = minutes % DAY
    elif midnight == "left out":
        minutes = minutes.where(minutes >= 0)
    return _share_and_bounds(int((minutes <= HOUR).sum()), int(minutes.notna().sum()), len(high_risk))


def _share_and_bounds(met: int, known: int, everyone: int) -> dict[str, float]:
    return {
        "share": 100 * met / known,
        "low": 100 * met / everyone,
        "high": 100 * (met + everyone - known) / everyone,
    }


def _all_screened(data: pd.DataFrame) -> dict[str, float]:
    """The slip of keeping patients who were not at high risk below the line."""
    right = _within_hour(data)
    at_risk, everyone = int(data["high_risk"].sum()), len(data)
    met = round(right["low"] * at_risk / 100)
    unknown = round(right["high"] * at_risk / 100) - met
    return {
        "share": 100 * met / everyone,
        "low": 100 * met / everyone,
        "high": 100 * (met + unknown) / everyone,
    }


_SHARE = NumberAnswer(tolerance=0.06, decimals=1)

within_hour = Item(
    "m04.within_hour",
    ask="Of the patients at high risk whose two times are known, what share had the antibiotic within 60 minutes of "
    "being found to be at high risk (share)? In the row of a patient at high risk, an empty cell is a time that "
    "nobody wrote down, so the antibiotic may have been in time or late. What would the share of all the patients "
    "at high risk be if every patient with such an unknown time had waited too long (low), and if none of them had "
    "(high)? Give percentages to one decimal place.",
    kind=FieldsAnswer({"share": _SHARE, "low": _SHARE, "high": _SHARE}),
    right=_within_hour,
    points=2,
    mistakes=(
        Mistake(
            "all patients screened",
            _all_screened,
            "You put all the patients below the line. The measure is only for those at high risk, because for the "
            "others the clock was not running. Keep only the rows where high_risk is True.",
        ),
        Mistake(
            "unknown counted as met",
            lambda d: {**_within_hour(d), "share": _within_hour(d)["high"]},
            "Your share counts the unknown times as met. That is the upper bound, the best that could be true. The "
            "share itself is for the patients whose times are known. Give the bound beside it.",
        ),
        Mistake(
            "unknown counted as not met",
            lambda d: {**_within_hour(d), "share": _within_hour(d)["low"]},
            "Your share counts the unknown times as not met. That is the lower bound, the worst that could be true. "
            "A missing time does not mean a late antibiotic. Give the bound beside the share.",
        ),
        Mistake(
            "clock from arrival",
            lambda d: _within_hour(d, "arrived"),
            "Your clock starts on arrival. In the definition it starts when the patient is found to be at high "
            "risk. Either can be a good measure, but two clocks give two numbers, so write down which one you use.",
        ),
        Mistake(
            "times after midnight not put right",
            lambda d: _within_hour(d, midnight="kept"),
            "A negative number of minutes means that the antibiotic came after midnight. If you leave it as it is, "
            "it counts as less than 60. If you leave it out, you lose a patient whose times are known. Add 24 hours "
            "(1,440 minutes) before you compare.",
            variants=(lambda d: _within_hour(d, midnight="left out"),),
        ),
    ),
    praise="You used one group and one clock, allowed for midnight, and neither hid the unknown times nor guessed them. Two people who count like this will get the same number.",
    hints=(
        "Cross out the patients who are not at high risk. Then mark those with a time missing, and look for minus signs.",
        "share = met ÷ known; low = met ÷ all at high risk; high = (met + unknown) ÷ all at high risk; each × 100.",
        "On other data, with 7 at high risk, 1 of them unknown and 5 met: share 5 ÷ 6 = 83.3%, low 5 ÷ 7 = 71.4%, "
        "high 6 ÷ 7 = 85.7%.",
    ),
    outcome=DEFINE,
    reread=SAME,
)

AUDITED = 24  # patients of one audit table: few enough to count by hand


def _audits(seed: int | None) -> Iterator[pd.DataFrame]:
    """24 audited patients in a row, among them one whose late antibiotic came after midnight."""
    if seed is None:
        from qilab.data import load

        table = load("sepsis_audit", trust="LARK")
    else:
        from qilab.trusts.generate import generate

        table = generate(["sepsis_audit"], seed=seed, trusts=["LARK"])["sepsis_audit"]
    table = table[table["screened"].astype(bool)].reset_index(drop=True)
    wait = _minutes(table["t_risk"], table["t_abx"])
    late_at_night = np.flatnonzero(((wait < 0) & (wait % DAY > HOUR)).to_numpy())
    rng = exercise_rng(seed, 4, 5)
    for row in rng.permutation(np.repeat(late_at_night, 6)):
        first = int(np.clip(row - rng.integers(2, AUDITED - 2), 0, len(table) - AUDITED))
        rows = table.iloc[first : first + AUDITED]
        frame = pd.DataFrame(
            {
                "patient": range(1, AUDITED + 1),
                "high_risk": rows["high_risk"].astype(bool).to_numpy(),
                "arrived": rows["t_arrive"].to_numpy(),
                "risk_found": rows["t_risk"].to_numpy(),
                "antibiotic": rows["t_abx"].to_numpy(),
                "minutes": wait.iloc[first : first + AUDITED].astype("Int64").array,
            }
        )
        yield with_notes(frame, trust="LARK")


def _some_unknown(data: pd.DataFrame) -> bool:
    """Some times are missing, and none is just an hour: whether that is “within” would be a quibble."""
    at_risk = data[data["high_risk"]]
    minutes = at_risk["minutes"].astype(float)
    return 2 <= minutes.isna().sum() <= 5 and len(at_risk) < len(data) and not (minutes % DAY == HOUR).any()


EXERCISE = Exercise(
    "E4.5",
    "An hour from when?",
    5,
    "calculate",
    (within_hour,),
    _audits,
    teachable=_some_unknown,
)
