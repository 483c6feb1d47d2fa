"""E11.2 “Too many outside”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from qilab.methods.compare import funnel_limits, winsorised
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, NumberAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.units import PERCENT

from .e11_1 import Z
from .headings import ADJUST, MADE_UP, WIDE

PROVIDERS = tuple(f"B{i:02d}" for i in range(1, 41))
_SHARE = NumberAnswer(PERCENT, tolerance=0.06, decimals=1)


def _parts(data: pd.DataFrame) -> tuple[float, np.ndarray, np.ndarray]:
    """The share of all, the standard error of each provider by luck alone, and z of each."""
    n = data["discharges"].to_numpy(dtype=float)
    events = data["readmitted"].to_numpy(dtype=float)
    share = float(events.sum() / n.sum())
    error = np.sqrt(share * (1 - share) / n)
    return share, error, (events / n - share) / error


def _z(data: pd.DataFrame) -> np.ndarray:
    return _parts(data)[2]


def _phi(data: pd.DataFrame, each_end: float = 0.1) -> float:
    return float(np.mean(winsorised(_z(data), each_end) ** 2))


def _trimmed(data: pd.DataFrame) -> float:
    """The four at each end left out, not pulled in."""
    return float(np.mean(np.sort(_z(data))[4:-4] ** 2))


def _found(
    data: pd.DataFrame,
    phi: float | None = None,
    times: float | None = None,
    sigmas: float = Z,
    outside: int | None = None,
) -> dict[str, float]:
    """Outside the plain limits, φ, and the widened limits of the first provider in the table, in %."""
    share, error, z = _parts(data)
    factor = _phi(data) if phi is None else phi
    half = float(sigmas * error[0] * (np.sqrt(factor) if times is None else times))
    return {
        "outside": float((np.abs(z) > Z).sum() if outside is None else outside),
        "phi": factor,
        "lower": 100 * (share - half),
        "upper": 100 * (share + half),
    }


def _outside_widened(data: pd.DataFrame) -> int:
    return int((np.abs(_z(data)) > Z * np.sqrt(_phi(data))).sum())


def _over_fewer(data: pd.DataFrame) -> dict[str, float]:
    return _found(data, _phi(data) * len(data) / (len(data) - 1))


overdispersion = Item(
    "m11.overdispersion",
    ask="Work out the number of providers outside the plain 99.8% limits, phi (φ) to two decimal places, and the lower limit and upper limit of the first provider in the table once they are widened, in % to one decimal place. Before you work out φ, pull in the most extreme 10% of the z values at each end, that is, four of the forty.",
    kind=FieldsAnswer(
        {
            "outside": WholeAnswer(),
            "phi": NumberAnswer(tolerance=0.05, decimals=2),
            "lower": _SHARE,
            "upper": _SHARE,
        },
        {
            "outside": "number of providers outside the plain 99.8% limits",
            "phi": "phi (φ)",
            "lower": "lower limit",
            "upper": "upper limit",
        },
    ),
    right=_found,
    points=2,
    mistakes=(
        Mistake(
            "limits widened by φ",
            lambda d: _found(d, times=_phi(d)),
            "Your φ is right, but the limits are φ times as wide as the plain ones. φ is a mean of squares, but limits are measured in plain sigma. So multiply by √φ.",
        ),
        Mistake(
            "the outlier left in",
            lambda d: _found(d, _phi(d, 0.0)),
            "You took the mean of all the z² just as they are. A provider that really is different can make φ so large that it hides behind the widened limits. First pull the four most extreme z values at each end in to the next one.",
        ),
        Mistake(
            "standard deviation of z",
            lambda d: _found(d, float(np.std(_z(d), ddof=1)), float(np.std(_z(d), ddof=1))),
            "You took the standard deviation of z for φ. But φ is a mean of squares, worked out after the four most extreme z values at each end have been pulled in.",
        ),
        Mistake(
            "left out, not pulled in",
            lambda d: _found(d, _trimmed(d)),
            "You left the extreme z values out. Winsorising keeps all forty. The four at each end take the value of the fifth, so they still count, but no more than their neighbour does.",
        ),
        Mistake(
            "10% in all",
            lambda d: _found(d, _phi(d, 0.05)),
            "You pulled in two at each end, 10% in all. The question asks for 10% at each end: four of the forty above, and four below.",
        ),
        Mistake(
            "divided by one fewer",
            _over_fewer,
            "You divided by 39. φ is a plain mean of the squares, over all forty.",
        ),
        Mistake(
            "limits not widened",
            lambda d: _found(d, times=1.0),
            "Your φ is right, but the limits are still the plain ones. Multiply 3.09 sigma by √φ.",
        ),
        Mistake(
            "95% limits",
            lambda d: _found(d, sigmas=1.96, outside=int((np.abs(_z(d)) > 1.96).sum())),
            "Those are 95% limits, which use 1.96 sigma. The question asks for 99.8% limits, which use 3.09.",
            variants=(lambda d: _found(d, sigmas=1.96),),
        ),
        Mistake(
            "3 sigma for 3.09",
            lambda d: _found(d, sigmas=3.0),
            "Your φ is right. But your limits are 3 × √φ sigma from the rate of all, as on a control chart. For 99.8% limits, use 3.09 in place of 3.",
        ),
        Mistake(
            "counted outside the new limits",
            lambda d: _found(d, outside=_outside_widened(d)),
            "Your φ and your limits are right. But you counted the providers outside the widened limits. The first answer should be the number outside the plain limits, which shows why they need widening.",
        ),
        Mistake(
            "√φ given for φ",
            lambda d: {**_found(d), "phi": float(np.sqrt(_phi(d)))},
            "Your limits are right. But in the field for φ you gave its square root. φ is the mean of the squares itself.",
        ),
    ),
    praise="Many of the forty differ by more than luck, which is a finding about them all. The widened limits show who differs by more "
    "than even that.",
    hints=(
        "z says how far a provider lies from the centre line, in sigma of luck. Count those beyond 3.09 on either side. Then sort z and look at both ends.",
        "φ = mean of z², once the four highest and the four lowest z have each taken the value of the fifth. Limits: p ± 3.09 × √φ × √(p(1 − p) ÷ n).",
        "On other data: p = 8%, n = 2,500, φ = 2.25. Sigma is 0.54 points, √φ is 1.5, so the limits are 8 ± 3.09 × 1.5 × 0.54, that is, 5.5 and 10.5.",
    ),
    outcome=ADJUST,
    reread=WIDE,
)

all_outside = Item(
    "m11.all_outside",
    ask="Many of the forty lie outside the plain limits of the funnel. What is the best next step?",
    kind=ChoiceAnswer(
        {
            "a": "write to each of those outside and ask for an explanation",
            "b": "draw 95% limits instead, to be on the safe side",
            "c": "drop those outside, and work out the centre line without them",
            "d": "widen the limits for overdispersion, see who still stands out, and ask what makes the forty differ",
            "e": "nothing: overdispersion shows that all differences are luck",
        }
    ),
    right=lambda _: "d",
    mistakes=(
        Mistake(
            "flags them all and stops",
            lambda _: "a",
            "If so many lie outside, there is something that differs between all the providers and that the limits do not allow for: case mix, perhaps, or coding, or what counts as a readmission. So many letters would wear people out, and a provider that truly stands out would be lost among them.",
        ),
        Mistake(
            "narrower limits",
            lambda _: "b",
            "95% limits are even narrower, so even more providers may lie outside. The trouble is that the limits allow only for luck.",
        ),
        Mistake(
            "those outside left out",
            lambda _: "c",
            "Then the others would look alike only because you chose them that way. Decide who belongs in the comparison before you look at the results.",
        ),
        Mistake(
            "all of it luck",
            lambda _: "e",
            "It is the other way round. A φ far above 1 tells you that luck alone does not explain the differences. Some of them may come from case mix and some from care; the chart cannot say which.",
        ),
    ),
    praise="Both findings are worth a meeting: who still stands out, and why all of them differ as much as they do.",
    hints=(
        "Ask what plain limits allow for, and what else makes hospitals differ.",
        "φ well above 1 is called overdispersion. It is a finding about all of them.",
        "On other data: if 25 of 30 smoke alarms go off every night, check the alarms first.",
    ),
    outcome=ADJUST,
    reread=WIDE,
)


def _providers(seed: int | None) -> Iterator[pd.DataFrame]:
    """Forty made-up hospitals that differ by more than luck, and one that differs even from that."""
    rng = exercise_rng(seed, 11, 2)
    while True:
        n = np.round(1500 * 4 ** rng.random(40)).astype(int)
        own = rng.uniform(0.09, 0.12) * np.exp(0.12 * rng.standard_normal(40))
        own[int(rng.integers(1, 40))] *= rng.choice([1.7, 0.5])
        events = rng.binomial(n, own)
        frame = pd.DataFrame({"provider": PROVIDERS, "discharges": n, "readmitted": events})
        frame["z"] = _z(frame).round(2)
        yield with_notes(frame, note=MADE_UP)


def _many_outside(data: pd.DataFrame) -> bool:
    """A quarter or more outside plain limits, by the exact limits as many as by z; one or two outside the widened ones."""
    found = _found(data)
    return bool(
        10 <= found["outside"] <= 24
        and 1 <= _outside_widened(data) <= 2
        and 2 <= found["phi"] <= 12
        and found["upper"] - found["lower"] > 9
        and _outside_exact(data) == found["outside"]  # last, for it takes longest
    )


def _outside_exact(data: pd.DataFrame) -> int:
    n, events = (data[name].to_numpy(dtype=float) for name in ("discharges", "readmitted"))
    low, high = funnel_limits(events.sum() / n.sum(), n)
    return int(((events / n > high + 1e-9) | (events / n < low - 1e-9)).sum())


EXERCISE = Exercise(
    "E11.2",
    "Too many outside",
    5,
    "calculate",
    (overdispersion, all_outside),
    _providers,
    teachable=_many_outside,
)
