"""E7.6 “Which way is good?”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from qilab.methods.spc.rules import MDC
from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import PairsAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import ICONS, IDENTIFY

WAYS = {"up": "higher is better", "down": "lower is better", "neutral": "neither: it depends"}
# key → (what a board would read, which way is good)
MEASURES = {
    "missed": ("missed appointments, %", "down"),
    "seen": ("seen within 4 hours, %", "up"),
    "reply": ("days until a complaint is answered", "down"),
    "reports": ("incidents that staff report", "neutral"),
    "occupancy": ("beds occupied, %", "neutral"),
    "hands": ("hands cleaned when they should be, %", "up"),
    "falls": ("falls per 1,000 occupied bed days", "down"),
    "back": ("readmitted within 30 days, %", "down"),
    "recommend": ("staff who would recommend us, %", "up"),
    "referrals": ("referrals received", "neutral"),
}


def _ways(**other: str) -> Callable[[pd.DataFrame], dict[str, str]]:
    return lambda _: {key: other.get(key, way) for key, (_, way) in MEASURES.items()}


_ALL_UP = {key: "up" for key in MEASURES}
_NO_NEUTRAL = {"reports": "down", "occupancy": "down", "referrals": "down"}

direction = Item(
    "m07.direction",
    ask="Here are ten measures of a trust. Which way is good for each?",
    kind=PairsAnswer({key: words for key, (words, _) in MEASURES.items()}, WAYS),
    right=_ways(),
    mistakes=(
        Mistake(
            "longer answers taken as good",
            _ways(reply="up"),
            "You set the days until a complaint is answered to “higher is better”. People wait that long for an answer, so lower "
            "is better. For each measure, ask who feels it.",
        ),
        Mistake(
            "fewer reports taken as good",
            _ways(reports="down"),
            "You gave reported incidents a good direction. More reports may mean that people feel safe to speak up, or that more goes "
            "wrong. Fewer may only mean that people keep quiet. Leave it neutral.",
            variants=(_ways(reports="up"),),
        ),
        Mistake(
            "emptier beds taken as good",
            _ways(occupancy="down"),
            "You gave bed occupancy a good direction. Very full wards are a danger and half-empty ones are a waste, so neither way is "
            "always good. Leave it neutral.",
            variants=(_ways(occupancy="up"),),
        ),
        Mistake(
            "fewer referrals taken as good",
            _ways(referrals="down"),
            "You gave referrals a good direction. They show how many people are sent to us. That is worth knowing, but it is neither good nor bad in "
            "itself.",
            variants=(_ways(referrals="up"),),
        ),
        Mistake(
            "up is good throughout",
            lambda _: dict(_ALL_UP),
            "You set all ten to “higher is better”. Read them once more as a patient would: who wants more falls, or a longer "
            "wait for an answer?",
        ),
        Mistake(
            "every direction turned round",
            _ways(**{key: {"up": "down", "down": "up"}.get(way, way) for key, (_, way) in MEASURES.items()}),
            "You found the three that are neutral. All the others are the wrong way round. Read each once more as a patient "
            "would: who wants more falls, or fewer clean hands?",
        ),
        Mistake(
            "every measure judged",
            _ways(**_NO_NEUTRAL),
            "You gave all ten a good direction. For three of them neither way is always good, so their icons "
            "should say only high or low.",
        ),
        Mistake(
            "readmissions taken as good",
            _ways(back="up"),
            "You set readmissions to “higher is better”. Nobody goes home hoping to be back within a month, so lower is "
            "better.",
        ),
        Mistake(
            "missed appointments turned round",
            _ways(missed="up"),
            "You set missed appointments to “higher is better”. A missed appointment helps nobody, so lower is better.",
        ),
    ),
    praise="The direction is a decision that people make, measure by measure. Where neither way is always good, say so, and let the chart "
    "show “high” or “low” without a verdict.",
    hints=(
        "For each measure, imagine that it doubles. Would patients be glad or sorry, or would it depend?",
        "Improvement and concern need a direction. Where it depends, the measure is neutral.",
        "On other data: for a waiting list, lower is better. For the share of staff vaccinated, higher is better. Admissions through A&E are neutral.",
    ),
    outcome=IDENTIFY,
    reread=ICONS,
)

ICONS_TO_CHOOSE = {
    "ordinary": "~ ordinary variation",
    "improvement_high": "▲ improvement, high values",
    "improvement_low": "▼ improvement, low values",
    "concern_high": "▲ concern, high values",
    "concern_low": "▼ concern, low values",
    "neutral_high": "▲ special cause, high values",
    "neutral_low": "▼ special cause, low values",
}
CHARTS = ("a", "b", "c", "d")
QUIET = "ordinary"


def four_charts(seed: int | None) -> Iterator[pd.DataFrame]:
    """Four charts in words, one row each: which way is better, what an earlier year showed, and what the last point shows."""
    chance = exercise_rng(seed, 7, 6)
    while True:
        ways = chance.permutation(["higher", "lower", "neither", "lower"])
        quiet = int(chance.integers(4))
        rows = []
        for i, better in enumerate(ways):
            side = str(chance.choice(["high", "low"]))
            shown = f"special cause, {side}"
            rows.append((better, shown if i == quiet else QUIET, QUIET if i == quiet else shown))
        frame = pd.DataFrame(rows, columns=["better", "two years ago", "last point"])
        frame.insert(0, "chart", list(CHARTS))
        yield with_notes(frame)


def _icon(better: str, shown: str) -> str:
    if shown == QUIET:
        return "ordinary"
    side = shown.rsplit(" ", 1)[-1]
    if better == "neither":
        return f"neutral_{side}"
    good = (better == "higher") == (side == "high")
    return f"{'improvement' if good else 'concern'}_{side}"


def _icons(better=None, column: str = "last point") -> Callable[[pd.DataFrame], dict[str, str]]:
    """The icon of each chart. better: another reading of a direction; column: the point that is looked at."""
    return lambda data: {
        chart: _icon(better(b) if better else b, shown)
        for chart, b, shown in zip(data["chart"], data["better"], data[column], strict=True)
    }


def _either_time(data: pd.DataFrame) -> dict[str, str]:
    """The icon of the last point, or of what was two years ago where the last point is ordinary."""
    now, then = _icons()(data), _icons(column="two years ago")(data)
    return {chart: then[chart] if icon == "ordinary" else icon for chart, icon in now.items()}


icon = Item(
    "m07.icon",
    ask="Making Data Count rules: for each of four charts the table says which way is better, what a point two years ago showed, and what the last point shows. Which variation icon "
    "belongs to each today?",
    kind=PairsAnswer({chart: f"chart {chart}" for chart in CHARTS}, ICONS_TO_CHOOSE),
    rules=MDC,
    right=_icons(),
    mistakes=(
        Mistake(
            "high taken as good",
            _icons(lambda better: "neither" if better == "neither" else "higher"),
            "You took high values as improvement, whichever way was better. Where lower is better, high is a concern and low an improvement.",
        ),
        Mistake(
            "low taken as good",
            _icons(lambda better: "neither" if better == "neither" else "lower"),
            "You took low values as improvement, whichever way was better. Where higher is better, low is a concern and high an improvement.",
        ),
        Mistake(
            "a neutral measure judged",
            _icons(lambda better: "lower" if better == "neither" else better),
            "You judged the measure for which neither way is better. Its icon should say only high or low, without a verdict.",
            variants=(_icons(lambda better: "higher" if better == "neither" else better),),
        ),
        Mistake(
            "an old signal shown today",
            _either_time,
            "You gave one chart the icon for what it showed two years ago. The variation icon says what the last point shows.",
        ),
        Mistake(
            "directions turned round",
            _icons(lambda better: {"higher": "lower", "lower": "higher"}.get(better, better)),
            "You have improvement and concern the wrong way round. Look at the column “better” once more.",
        ),
    ),
    praise="The icon comes from the last point: whether it is special, which side it is on, and whether that side is good.",
    hints=(
        "Cover the column with the older point. What is left decides the icon.",
        "An ordinary point gets the icon ~. Special cause gets ▲ for high or ▼ for low. It is improvement on the better side and concern on "
        "the other, and where neither side is better there is no verdict.",
        "On another chart, of waits, lower is better and the last point is special cause, low. Its icon is ▼ improvement, low values.",
    ),
    outcome=IDENTIFY,
    reread=ICONS,
)

EXERCISE = Exercise("E7.6", "Which way is good?", 5, "choose with reason", (direction, icon), four_charts)
