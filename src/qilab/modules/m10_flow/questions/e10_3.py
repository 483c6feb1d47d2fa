"""E10.3 “How much longer?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from qilab.methods.flow import erlang_b, erlang_c, single_server_wait
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.kinds.number import as_shown
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PERCENT

from .headings import PLAY, SIMULATE, WAITS
from .larkhaven import MADE_UP

YEARS = 40  # a run of the lab's long kind; its error is what the tolerance allows for
TOLERANCE = 6.0  # points: three standard errors of such a run, a little rounded up


def _of(data: pd.DataFrame, name: str) -> float:
    return float(data[name].iloc[0])


def _low(data: pd.DataFrame) -> float:
    return _of(data, "busy_now_pct") / 100


def _high(data: pd.DataFrame) -> float:
    return _of(data, "busy_then_pct") / 100


def _ratio(data: pd.DataFrame) -> float:
    return single_server_wait(_high(data)) / single_server_wait(_low(data))


longer_at = Item(
    "m10.longer_at",
    ask="Patients come at random to a single scanner. The column busy_now_pct shows for what percentage of the time it is busy now, and busy_then_pct shows the same after a cut in "
    "its hours. How many times as long is the mean wait then, counted in scans? Give it to two decimal places.",
    kind=NumberAnswer(tolerance=0.006, decimals=2),
    right=_ratio,
    mistakes=(
        Mistake(
            "ratio of the two shares",
            lambda d: _high(d) / _low(d),
            "You divided the two busy shares. Waits do not grow in step with how busy it is, but with busy ÷ free. That is 1 at half, "
            "and it grows without end towards 100%.",
        ),
        Mistake(
            "ratio of the free shares",
            lambda d: (1 - _low(d)) / (1 - _high(d)),
            "Good: it is the free share that counts. You compared the two free shares, which comes close. The full formula is "
            "busy ÷ free, so the answer is somewhat larger.",
            accept=True,
        ),
        Mistake(
            "as much longer as busier",
            lambda d: 1 + _high(d) - _low(d),
            "You took the rise in points for the rise in the wait. Near the top a few points more can double a wait: use "
            "busy ÷ free for each, and divide.",
            variants=(lambda d: 100 * (_high(d) - _low(d)),),
        ),
        Mistake(
            "the wait at the higher share alone",
            lambda d: single_server_wait(_high(d)),
            "That is the mean wait at the higher share, counted in scans. Divide it by the wait at the lower share.",
        ),
        Mistake(
            "the wait at the lower share alone",
            lambda d: single_server_wait(_low(d)),
            "That is the mean wait now, counted in scans. Work out the wait at the higher share as well, and divide that by this one.",
        ),
        Mistake(
            "how much longer",
            lambda d: _ratio(d) - 1,
            "You gave how much longer the wait becomes, not how many times as long it is. A wait that doubles has grown by its own "
            "length, but it is 2 times as long: add 1.",
        ),
        Mistake(
            "by the calendar",
            lambda d: _ratio(d) * _high(d) / _low(d),
            "Good: by the calendar that is how many times as long the wait is, because with fewer hours a day each scan takes longer to come "
            "round. Counted in scans, as the question asks, it is somewhat less: busy ÷ free for each, and divide.",
            accept=True,
        ),
        Mistake(
            "turned round",
            lambda d: 1 / _ratio(d),
            "You divided the present wait by the later one. The question is how many times as long it will be, so divide the other "
            "way round.",
        ),
        Mistake(
            "the difference",
            lambda d: single_server_wait(_high(d)) - single_server_wait(_low(d)),
            "You took one wait from the other, which gives the difference, counted in scans. To find how many times as long it is, divide them.",
        ),
    ),
    praise="You worked out busy ÷ free for now and for then, and divided one by the other. The wait grows far more than the busy share does.",
    hints=(
        "What share of the time is it free, now and then?",
        "The mean wait grows in step with busy ÷ free, with both as shares. Work it out for each, then divide.",
        "On other data: 80% busy is 0.8 ÷ 0.2 = 4, and 90% busy is 0.9 ÷ 0.1 = 9. The wait is 9 ÷ 4 = 2.25 times as long.",
    ),
    outcome=SIMULATE,
    reread=WAITS,
)


def _load(data: pd.DataFrame) -> float:
    return _of(data, "arrivals_a_day") * _of(data, "mean_stay_days")


@dataclass(frozen=True)
class _RunAnswer(NumberAnswer):
    """A share that a run brings: what lies off by more than its error was run with something else, or is another number of the lab."""

    def compare(self, value: float, right: float) -> str:
        """Which number of the lab it may be instead, and what to look at before the next run."""
        given = as_shown(value)
        if not 0 <= value <= 100:
            return f"{given} cannot be a percentage here: of 100 who come, between 0 and 100 wait."
        if value <= 1:
            return (
                f"{given} is too low. If you gave a share between 0 and 1, multiply it by 100. On average there are free beds, but the number taken goes up and down from "
                "day to day, and whoever comes while all are taken has to wait. Run the ward and see how often that is."
            )
        if value < right:
            return (
                f"{given} is too low, and by more than the error of a long run. The lab shows other numbers beside the share who wait, and it may be one of "
                "them: how many are waiting at any one time, or the mean wait in hours. The share of beds that are free is a different number again. If yours is the share who "
                "wait, look at what was run. With one bed more than in the table clearly fewer wait, and a run of a single year may be off by ten points or more."
            )
        return (
            f"{given} is too high, and by more than the error of a long run. When a ward is nearly full, one bed fewer makes many more people wait. So check that the ward "
            "has all the beds in the table, not just those that are taken on average, and that arrivals and stay are those in the table as well. The rest must be flat: "
            "a spread of 1, people who come at any hour, and everybody who is ready discharged, at weekends too. A run of a single year may be too high by luck alone."
        )


run_the_ward = Item(
    "m10.run_the_ward",
    ask="Now run a ward, in the lab or in code. Use the beds, the arrivals and the mean stay given here, and keep everything else flat (a spread of 1, no busy hours or days, "
    "discharge at once). Out of 100 who come, how many find no free bed and have to wait? Give a percentage, with its unit. Within 6 points will do, because every run has an error.",
    kind=_RunAnswer(PERCENT, tolerance=TOLERANCE, decimals=0),
    right=lambda d: 100 * erlang_c(int(_of(d, "beds")), _load(d)),
    mistakes=(
        Mistake(
            "the occupancy",
            lambda d: 100 * _load(d) / _of(d, "beds"),
            "That is the share of beds taken on average. A new patient waits only if every bed is taken at that moment, which is less often. "
            "Run the ward, and read off how many in 100 had to wait.",
        ),
        Mistake(
            "those who do not wait",
            lambda d: 100 * (1 - erlang_c(int(_of(d, "beds")), _load(d))),
            "That is the share who find a free bed at once. The question asks for the others, who have to wait: take it from 100.",
        ),
        Mistake(
            "those who wait go elsewhere",
            lambda d: 100 * erlang_b(int(_of(d, "beds")), _load(d)),
            "That is close to what you would get if everybody who finds no free bed went elsewhere and never came back. (A short run that begins with an "
            "empty ward comes out low as well.) Here they join the queue, so the next ones wait too: in code use erlang_c or simulate_ward for forty years, or read the share off the lab.",
        ),
    ),
    praise="That is within the error of a run. Forty simulated years may still be off by some 3 or 4 points either way (two standard errors), and a single year "
    "by 15 or more, because one bad month makes many people wait. Erlang C gives the exact share for a flat ward.",
    hints=(
        "In the lab, set the sliders to these numbers and press “Run many years”. In code: simulate_ward(…, days=40 * 365).chance_to_wait.",
        "To check: erlang_c(beds, arrivals × mean stay). The lab shows it beside the run when all is flat.",
        "On other data: with 10 beds, 2.0 patients a day who stay 4.0 days take up 8 of the beds, and 41 in 100 wait.",
    ),
    outcome=SIMULATE,
    reread=PLAY,
)


def _places(seed: int | None) -> Iterator[pd.DataFrame]:
    """One row: a scanner now and then, and a ward to run."""
    rng = exercise_rng(seed, 10, 3)
    first = seed is None
    while True:
        now, then = int(rng.integers(78, 90)), int(rng.integers(91, 97))
        beds, use = int(rng.integers(20, 37)), float(rng.uniform(0.81, 0.87))
        if first:
            now, then, beds, use, first = 85, 95, 28, 0.85, False
        stay = round(float(rng.uniform(4.0, 6.5)), 1)
        row = {
            "busy_now_pct": now,
            "busy_then_pct": then,
            "beds": beds,
            "arrivals_a_day": round(beds * use / stay, 1),
            "mean_stay_days": stay,
        }
        yield with_notes(pd.DataFrame([row]), note=MADE_UP)


EXERCISE = Exercise("E10.3", "How much longer?", 6, "predict", (longer_at, run_the_ward), _places)
