"""E5.2 “Which day was it?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import DATES, RESOLVE

ORIGIN = date(1899, 12, 30)  # the day before the first day that a spreadsheet counts, and one more
APRIL = (2023, 4)
STYLES = {"slash": "%d/%m/%Y", "iso": "%Y-%m-%d", "words": "%d %b %y"}
MONTH_FIRST = "%m/%d/%Y"


def _style(text: str) -> str:
    return "slash" if "/" in text else "iso" if "-" in text else "words" if " " in text else "serial"


def _day(text: str, form: str, late: int = 0) -> date | None:
    """The day that a text says in this form; None where it cannot be read so."""
    if form == "serial":
        return ORIGIN + timedelta(days=int(text) + late)
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None


def _days(
    data: pd.DataFrame, late: int = 0, slashed: tuple[str, ...] = (STYLES["slash"],)
) -> list[date | None]:
    """The day of each report. late: days added to a spreadsheet’s number. slashed: forms to try in turn on slashes."""
    days = []
    for text in data["fall_date"]:
        style = _style(text)
        forms = slashed if style == "slash" else ("serial",) if style == "serial" else (STYLES[style],)
        days.append(next((day for form in forms if (day := _day(text, form, late))), None))
    return days


def _in_april(only: tuple[str, ...] = (*STYLES, "serial"), **how):
    """How many days of April 2023 there are among the styles in `only`, if the days are read like this."""

    def counted(data: pd.DataFrame) -> float:
        days = zip(data["fall_date"], _days(data, **how), strict=True)
        return float(
            sum(
                day is not None and (day.year, day.month) == APRIL
                for text, day in days
                if _style(text) in only
            )
        )

    return counted


def _any_april(data: pd.DataFrame) -> float:
    return float(sum(day is not None and day.month == APRIL[1] for day in _days(data)))


# Month first where that is possible, day first where it is not: as many programs read it by themselves.
_fallen_back = _in_april(slashed=(MONTH_FIRST, STYLES["slash"]))


april = Item(
    "m05.april",
    ask="How many of these falls happened in April 2023? The trust writes the day before the month.",
    kind=WholeAnswer(),
    right=_in_april(),
    mistakes=(
        Mistake(
            "month first",
            _fallen_back,
            "You read the dates with slashes month first, as programs often do by themselves. This is a British export, so "
            "03/04 is 3 April, and 04/03 is 4 March.",
            variants=(_in_april(slashed=(MONTH_FIRST,)),),
        ),
        Mistake(
            "spreadsheet numbers from 1 January 1900",
            _in_april(late=2),
            "You counted the five-digit numbers from 1 January 1900. That makes the dates two days late, so falls at the end of a month "
            "move into the next. Count from 30 December 1899, and 45019 is 3 April 2023.",
        ),
        Mistake(
            "lines that were not read are left out",
            _in_april(only=("slash",)),
            "You left out some or all of the dates that are written without slashes. 2023-04-03, “3 Apr 23” and a "
            "five-digit number are dates too. A line that a program could not read has not gone away, so look at it. (If you used the "
            "colleague’s line, it leaves the five-digit numbers empty, and reads 03/04 as 4 March.)",
            variants=(
                _in_april(only=("slash", "iso", "words"), slashed=(MONTH_FIRST, STYLES["slash"])),
                _in_april(only=("slash", "iso", "words")),
                _in_april(only=("slash", "serial", "words")),
            ),
        ),
        Mistake(
            "two ways of writing only, or the other months",
            _in_april(only=("slash", "iso")),
            "Either two of the four ways of writing are missing from your count (a five-digit number is a date, and so is “3 Apr 23”), or you "
            "counted the falls that did not happen in April 2023.",
            variants=(lambda d: len(d) - _in_april()(d),),
        ),
        Mistake(
            "only the dates that say Apr",
            _in_april(only=("words",)),
            "You counted only the dates that have “Apr” in them. Where there are slashes or dashes, April is written as 04, and "
            "a five-digit number can be a day in April as well.",
        ),
        Mistake(
            "two-digit years left in another century",
            _in_april(only=("slash", "iso", "serial")),
            "Dates such as “3 Apr 23” are missing from your count. Perhaps their year was read as 1923. Nobody in this file "
            "fell a hundred years ago, so 23 means 2023.",
        ),
        Mistake(
            "April of every year",
            _any_april,
            "You counted April in every year. The question asks only for April 2023.",
        ),
    ),
    praise="You read the day first, counted the spreadsheet numbers from 30 December 1899, and left no line out.",
    hints=(
        "There are four ways of writing a date here. Go through the four one at a time.",
        "45017 is 1 April 2023 and 45046 is 30 April 2023. With slashes, the number in the middle is the month.",
        "On other data: 02/05/2023, 2023-05-31, 45047 (which is 1 May) and 4 May 23 make four falls in May.",
    ),
    outcome=RESOLVE,
    reread=DATES,
)

read_line = Item(
    "m05.read_line",
    ask='A colleague wrote `pd.to_datetime(fall_date, format="mixed", errors="coerce")`. (`fall_date` is the column.) It runs '
    "without an error, but it swaps day and month in some dates and leaves others empty. Which line reads the dates with slashes "
    "as this trust writes them, and leaves all the others empty for the next line to read?",
    kind=ChoiceAnswer(
        {
            "a": 'pd.to_datetime(fall_date, format="%m/%d/%Y", errors="coerce")',
            "b": 'pd.to_datetime(fall_date, format="%d/%m/%Y", errors="coerce")',
            "c": 'pd.to_datetime(fall_date, format="%d/%m/%Y")',
            "d": 'pd.to_datetime(fall_date, format="%d/%m/%Y", errors="coerce").dropna()',
        }
    ),
    right=lambda _: "b",
    mistakes=(
        Mistake(
            "month first",
            lambda _: "a",
            "In `%m/%d/%Y` the month comes first. This trust writes the day first, which is `%d/%m/%Y`.",
        ),
        Mistake(
            "stops at the first other date",
            lambda _: "c",
            'The order is right. But without `errors="coerce"` the line stops at the first date that is written differently, and nothing '
            "is read at all. With it, such a date is left empty for the next line.",
        ),
        Mistake(
            "drops what it could not read",
            lambda _: "d",
            "The dates are read correctly. But `.dropna()` then throws away every date that was written in another way, and the fall is lost. "
            "Leave those dates empty, and read them with the next line.",
        ),
    ),
    praise='The line names one format, and `errors="coerce"` leaves empty whatever does not fit. Another line can then fill in the rest '
    "with `.fillna(…)`.",
    hints=(
        "`%d` is the day, `%m` the month and `%Y` the year with four digits. In what order does the trust write them?",
        '`errors="coerce"` leaves empty any date that does not fit the format. What comes after it must not throw lines away.',
        'On other data: dates such as 2023.04.03 are read with format="%Y.%m.%d", and errors="coerce" leaves the others empty.',
    ),
    outcome=RESOLVE,
    reread=DATES,
)


def _written(day: date, style: str) -> str:
    if style == "serial":
        return str((day - ORIGIN).days)
    return f"{day.day} {day:%b %y}" if style == "words" else f"{day:{STYLES[style]}}"


def _april_days(rng: np.random.Generator, n: int, least: int = 1, most: int = 28) -> list[date]:
    return [date(2023, 4, int(d)) for d in rng.integers(least, most + 1, n)]


def _other_days(rng: np.random.Generator, n: int) -> list[date]:
    """Days of March and May that are not the fourth of a month, and that no two days more bring into April."""
    return [date(2023, int(rng.choice([3, 5])), int(d)) for d in rng.integers(5, 29, n)]


def _falls(seed: int | None) -> Iterator[pd.DataFrame]:
    """Falls from March to May 2023 and some from April 2024, with days in four styles."""
    rng = exercise_rng(seed, 5, 2)
    while True:
        both, late, fourth = (int(n) for n in rng.integers((4, 1, 0), (8, 4, 3)))
        iso, words, inside, end, next_year = (int(n) for n in rng.integers((1, 1, 1, 2, 1), (4, 4, 4, 4, 3)))
        slips = (
            {both - fourth, both + late - fourth},  # what each slip leaves out of the count
            {end},
            {iso, inside + end, words + inside + end, iso + words + inside + end},
            {words},
        )
        if len(set().union(*slips)) < sum(map(len, slips)):
            continue
        days = {
            "slash": _april_days(rng, both, 5, 12) + _april_days(rng, late, 13)
            + [date(2023, int(rng.choice([3, 5])), 4) for _ in range(fourth)] + _other_days(rng, 3),
            "iso": _april_days(rng, iso) + _other_days(rng, 1),
            "words": _april_days(rng, words) + _other_days(rng, 1),
            "serial": _april_days(rng, inside) + [date(2023, 4, int(d)) for d in rng.integers(29, 31, end)],
        }  # fmt: skip
        days["slash"] += [date(2024, 4, int(d)) for d in rng.integers(13, 29, next_year)]
        written = [_written(day, style) for style, each in days.items() for day in each]
        written = [str(text) for text in rng.permutation(written)]
        reports = [f"R{k + 1:03d}" for k in range(len(written))]
        yield with_notes(pd.DataFrame({"report": reports, "fall_date": written}), ward="made-up ward")


EXERCISE = Exercise("E5.2", "Which day was it?", 4, "fix the bug", (april, read_line), _falls)
