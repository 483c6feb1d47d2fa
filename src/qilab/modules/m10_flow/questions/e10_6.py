"""E10.6 “Day and hour”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.trusts.schema.days import BANK_HOLIDAYS

from .headings import CASE, MATCH, PRESSURE
from .larkhaven import DAYS, TRUST, tables

WEEKS = 12
USUAL, ALL, HOUR = "usual weeks", "all weeks", "hour"
DAY = ChoiceAnswer({day.lower(): day for day in DAYS})


def part(data: pd.DataFrame, kind: str, column: str) -> np.ndarray:
    """(rows,) a column of one of the three tables: USUAL, ALL or HOUR."""
    return data[column].to_numpy()[data["table"].to_numpy() == kind]


def _day(data: pd.DataFrame, weeks: str, place: np.intp) -> str:
    return str(part(data, weeks, "when")[place]).lower()


def _hour(data: pd.DataFrame, *columns: str) -> float:
    """The hour in which these columns together are largest."""
    together = np.sum([part(data, HOUR, column) for column in columns], axis=0)
    return float(str(part(data, HOUR, "when")[together.argmax()])[:2])


def _found(data: pd.DataFrame, weeks: str = USUAL, **other: Any) -> dict[str, Any]:
    full = part(data, weeks, "in_at_8")
    return {
        "fullest": _day(data, weeks, full.argmax()),
        "fewest_leave": _day(data, weeks, part(data, weeks, "discharged").argmin()),
        "above": float(full.max() - full.mean()),
        "busiest_hour": _hour(data, "admitted", "discharged"),
        **other,
    }


day_and_hour = Item(
    "m10.day_and_hour",
    ask="Leave out the weeks with a bank holiday. Which is the fullest day in the hospital at 08:00? Which is the day on which fewest leave the two wards? How far does the fullest day lie above the mean of "
    "the seven days at 08:00, in patients, to one decimal place? And which is the busiest hour of the two wards, counting admissions and discharges together? Give the hour as a whole number: 9 is from 09:00 to 09:59.",
    kind=FieldsAnswer(
        {
            "fullest": DAY,
            "fewest_leave": DAY,
            "above": NumberAnswer(tolerance=0.06, decimals=1),
            "busiest_hour": WholeAnswer(),
        },
        labels={
            "fullest": "fullest day",
            "fewest_leave": "day on which fewest leave",
            "above": "above the mean",
            "busiest_hour": "busiest hour",
        },
    ),
    right=_found,
    points=2,
    mistakes=(
        Mistake(
            "bank holidays left in",
            lambda d: _found(d, ALL),
            "You used all the weeks. Fewer people go home on a bank holiday. After one on a Monday, the hospital is still about as full on the Tuesday, so the days are blurred. "
            "Use the table of the usual weeks.",
        ),
        Mistake(
            "the mean of the week",
            lambda d: _found(d, above=float(part(d, USUAL, "in_at_8").mean())),
            "The days and the hour are right, but you gave the mean of the week. An average over the week hides its peak: subtract it "
            "from the fullest day.",
        ),
        Mistake(
            "the fullest hour for the busiest",
            lambda d: _found(d, busiest_hour=_hour(d, "patients_in")),
            "The days are right. But you gave the hour with the most patients in. The work does not depend on heads alone: look for the hour in which "
            "the most people come and go.",
        ),
        Mistake(
            "admissions alone",
            lambda d: _found(d, busiest_hour=_hour(d, "admitted")),
            "The days are right. For the hour you looked at admissions alone. Each discharge is work too, so add the two columns.",
        ),
        Mistake(
            "above the emptiest day",
            lambda d: _found(d, above=float(np.ptp(part(d, USUAL, "in_at_8")))),
            "The days and the hour are right. But you compared the fullest day with the emptiest one. The question asks for the mean of the seven days.",
        ),
        Mistake(
            "most leave",
            lambda d: _found(d, fewest_leave=_day(d, USUAL, part(d, USUAL, "discharged").argmax())),
            "You named the day on which most people leave. That is worth knowing too, but the question asks for the day on which fewest leave, because that is what fills the beds.",
        ),
        Mistake(
            "the twelve-hour clock",
            lambda d: _found(d, busiest_hour=_found(d)["busiest_hour"] % 12),
            "The days are right, and so is the hour by the twelve-hour clock. The table uses the 24-hour clock: eleven at night, say, is 23.",
        ),
        Mistake(
            "the two days swapped",
            lambda d: _found(d, fullest=_found(d)["fewest_leave"], fewest_leave=_found(d)["fullest"]),
            "The two days are the wrong way round. The beds are fullest on the morning after the days on which few leave.",
        ),
    ),
    praise="Few leave at the weekend, so beds fill until Monday morning. And the hour with the most comings and goings is not the one with the most patients in.",
    hints=(
        "Use the rows of the usual weeks for the first three, and the rows by hour for the last.",
        "Take the mean of all seven days from the fullest day. For the hour, add admitted and discharged, and find the largest sum.",
        "On other data: 50, 47, 47, 48, 48, 49 and 51 patients have a mean of 48.6, so Sunday’s 51 are 2.4 above it.",
    ),
    outcome=MATCH,
    reread=PRESSURE,
)

why_monday = Item(
    "m10.why_monday",
    ask="Monday is also the busiest day in A&E. A colleague says: “That is why the beds are full on Monday morning.” What do you say?",
    kind=ChoiceAnswer(
        {
            "a": "yes: the busiest day in A&E must be the fullest day on the wards",
            "b": "most of Monday’s A&E patients come after 08:00; beds are full by then because few left at the weekend",
            "c": "it is luck: one day has to be the fullest",
            "d": "it is because of bank holidays, which fall on Mondays",
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "the busiest A&E day taken as the fullest",
            lambda _: "a",
            "Check the clock. At 08:00 on Monday the rush in A&E has not begun, and the wards are full already. They filled on Saturday and Sunday, "
            "when few went home.",
        ),
        Mistake(
            "luck",
            lambda _: "c",
            "One day is always the fullest, so luck is a good thing to ask about. But each figure is the mean of several weeks, and the days on which few leave come just before the fullest one.",
        ),
        Mistake(
            "bank holidays blamed",
            lambda _: "d",
            "The weeks with a bank holiday were left out, and Monday is still the fullest.",
        ),
    ),
    praise="Two peaks meet on Monday: beds that did not empty, and patients who are about to come. Only one of the two can be seen at 08:00.",
    hints=(
        "When do Monday’s A&E patients come, and when is 08:00?",
        "Patients in at 08:00 = patients in at 08:00 the day before + those admitted since − those who have left since.",
        "On other data: a car park is fullest at 09:00, and its kiosk is busiest at noon. The rush at the kiosk did not fill the car park.",
    ),
    outcome=MATCH,
    reread=CASE,
)


def _quarters(seed: int | None) -> Iterator[pd.DataFrame]:
    """Twelve weeks at Larkhaven, two or more of them with a bank holiday, by day of the week; and two wards by hour over a year."""
    made = tables(seed)
    beds, spells = made["beds_daily"], made["spells"]
    date = beds["date"].to_numpy().astype("datetime64[D]")
    left = _a_day(spells["discharge"], date).astype(float)
    monday = np.flatnonzero((date.astype(np.int64) + 3) % 7 == 0)  # 1 January 1970 was a Thursday
    rng = exercise_rng(seed, 10, 6)
    off = np.isin(date, np.array(BANK_HOLIDAYS, dtype="datetime64[D]"))
    in_at_8 = beds["occupied"].to_numpy(dtype=float)
    years = [_by_hour(spells, date[first : first + 364]) for first in monday[[0, 52, 104]]]
    shape = (WEEKS, 7)
    for first in rng.permutation(monday[: -WEEKS - 1]):
        weeks = slice(first, first + 7 * WEEKS)
        usual = ~off[weeks].reshape(shape).any(axis=1)
        if not 2 <= (~usual).sum() <= 5 or np.isnan(in_at_8[weeks]).any():
            continue
        days = [
            _by_day(name, in_at_8[weeks].reshape(shape)[keep], left[weeks].reshape(shape)[keep])
            for name, keep in ((USUAL, usual), (ALL, np.ones(WEEKS, dtype=bool)))
        ]
        for hours in years:
            yield with_notes(pd.concat([*days, hours], ignore_index=True), trust=TRUST)


def _a_day(moments: pd.Series, date: np.ndarray) -> np.ndarray:
    """How many of the moments fall on each day."""
    days = moments.dropna().to_numpy().astype("datetime64[D]").astype(np.intp) - date[0].astype(np.intp)
    return np.bincount(days[(days >= 0) & (days < len(date))], minlength=len(date))


def _by_day(name: str, in_at_8: np.ndarray, left: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "table": name,
            "when": DAYS,
            "in_at_8": in_at_8.mean(axis=0).round(1),
            "discharged": left.mean(axis=0).round(1),
        }
    )


def _by_hour(spells: pd.DataFrame, date: np.ndarray) -> pd.DataFrame:
    """The two listed wards on an average day of these: patients in at the hour, and those admitted and discharged within it."""
    hours = (date[0] + np.arange(24 * len(date)).astype("timedelta64[h]")).astype("datetime64[m]")
    admit = np.sort(spells["admit"].to_numpy().astype("datetime64[m]"))
    leave = np.sort(spells["discharge"].dropna().to_numpy().astype("datetime64[m]"))
    edges = np.append(hours, hours[-1] + np.timedelta64(1, "h"))
    came, went = (np.searchsorted(moments, edges) for moments in (admit, leave))

    def mean(each: np.ndarray) -> np.ndarray:
        return each.reshape(-1, 24).mean(axis=0)

    return pd.DataFrame(
        {
            "table": HOUR,
            "when": [f"{hour:02d}:00" for hour in range(24)],
            "patients_in": mean((came - went)[:-1]).round(2),
            "admitted": mean(np.diff(came)).round(2),
            "discharged": mean(np.diff(went)).round(2),
        }
    )


def _clear_peaks(data: pd.DataFrame) -> bool:
    """No ties among the peaks; Monday fullest in the usual weeks, and fewest leave at a weekend, as in the lesson."""
    full, left = part(data, USUAL, "in_at_8"), part(data, USUAL, "discharged")
    came, went = part(data, HOUR, "admitted"), part(data, HOUR, "discharged")

    def clear(values: np.ndarray, by: float) -> bool:
        top = np.sort(values)[-2:]
        return bool(top[1] - top[0] >= by - 1e-9)

    peaks = (
        (full, 0.2),
        (-left, 0.1),
        (came + went, 0.02),
        (came, 0.01),
        (part(data, HOUR, "patients_in"), 0.01),
    )
    weekend = part(data, USUAL, "when")[left.argmin()] in DAYS[5:]
    monday = part(data, USUAL, "when")[full.argmax()] == DAYS[0]
    return weekend and monday and all(clear(*peak) for peak in peaks)


EXERCISE = Exercise(
    "E10.6",
    "Day and hour",
    6,
    "read the chart",
    (day_and_hour, why_monday),
    _quarters,
    teachable=_clear_peaks,
)
