"""E8.1 “Eight sets, eight charts”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake, Value
from qilab.questions.kinds import ChoiceAnswer, PairsAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import FIVE, RARE, SELECT
from .limits import MADE_UP

CHARTS = {
    "i": "I chart (XmR)",
    "p": "p chart",
    "pp": "p′ chart",
    "u": "u chart",
    "up": "u′ chart",
    "c": "c chart",
    "t": "t chart",
    "g": "g chart",
}

# chart → what a point is, and what there is to say about its chances; which of the three is asked is drawn.
SETS: dict[str, tuple[tuple[str, str], ...]] = {
    "i": (
        ("mean length of stay of each month’s hip patients, in days", "one mean a month"),
        ("median wait for a first memory clinic appointment, in weeks", "one median a month"),
        ("minutes until the pharmacy has a discharge prescription ready", "one mean a week"),
    ),
    "p": (
        ("patients who did not attend, out of those booked at one clinic", "20 to 40 booked a week"),
        (
            "referrals seen within two hours, out of all referrals to one community team",
            "30 to 70 referrals a week",
        ),
        ("patients with a care plan by day 3, out of those admitted", "25 to 60 admissions a month"),
    ),
    "u": (
        ("falls in a community hospital; a patient may fall twice", "350 to 700 occupied bed days a month"),
        (
            "incidents of violence on a ward; a patient may have several",
            "300 to 620 occupied bed days a month",
        ),
        (
            "pressure ulcers on a caseload; a patient may have several",
            "500 to 900 patient days a month",
        ),
    ),
    "c": (
        ("needle-stick injuries among staff, about 9 a month", "the same number of staff all year"),
        ("equipment faults reported in theatres, about 11 a month", "the same theatres and hours all year"),
        (
            "equipment faults reported in the laundry, about 14 a week",
            "the same machines and hours every week",
        ),
    ),
    "t": (
        ("time from one C. difficile case to the next, in days and hours", "about one case every two months"),
        ("time from one use of seclusion to the next, in days and hours", "a few uses a year"),
        ("time from one lost specimen to the next, in days and hours", "about one every three months"),
    ),
    "g": (
        ("admissions from one fall with serious harm to the next", "about 1 in 90 admissions"),
        ("operations from one infected wound to the next", "about 1 in 60 operations"),
        ("home visits from one medicine error with harm to the next", "about 1 in 400 visits"),
    ),
    "pp": (
        ("A&E patients who left within four hours, out of all who came", "about 9,500 patients a month"),
        ("patients who did not attend, out of all booked in the trust", "about 11,000 booked a month"),
        ("inpatients who would recommend the trust, out of all who replied", "about 6,000 replies a month"),
    ),
    "up": (
        (
            "all incidents that staff reported, per 1,000 occupied bed days",
            "about 27,000 occupied bed days a month",
        ),
        (
            "prescribing errors found, per 1,000 prescriptions; one can hold several",
            "about 40,000 prescriptions a month",
        ),
        ("unplanned contacts per 1,000 patients on all caseloads", "about 15,000 patients a month"),
    ),
}
LETTERS = "abcdefgh"


_CHART_OF = {text: chart for chart, sets in SETS.items() for text, _ in sets}


def _letters(data: pd.DataFrame) -> dict[str, str]:
    """Chart → the letter of the set for which it is right."""
    pairs = zip(data["each point"].tolist(), data["set"].tolist(), strict=True)
    return {_CHART_OF[text]: letter for text, letter in pairs}


def _right(data: pd.DataFrame) -> dict[str, str]:
    return {letter: chart for chart, letter in _letters(data).items()}


def _with(**instead: str) -> Value:
    """The right answer with another chart for some sets: _with(t="i") gives the set of the t chart an I chart."""
    return lambda d: {letter: instead.get(chart, chart) for chart, letter in _letters(d).items()}


# Charts that would do at work as well, in each combination.
_AS_WELL = [
    {chart: other for chart, other in zip(("pp", "up", "c"), picked, strict=True) if other}
    for picked in product(("", "i"), ("", "i"), ("", "u"))
][1:]

match_charts = Item(
    "m08.match_charts",
    ask="Choose a chart for each set a to h: I, p, p′, u, u′, c, t or g. Each chart is the best choice for one of the sets. "
    "Where another chart would do too, choose the one that makes use of everything you are told.",
    kind=PairsAnswer({letter: f"set {letter}" for letter in LETTERS}, CHARTS),
    right=_right,
    points=2,
    mistakes=(
        Mistake(
            "another chart that would do",
            _with(**_AS_WELL[0]),
            "That would do at work. With very large denominators that hardly change, an I chart is a sound choice, and where "
            "the chances stay the same a u chart shows the same as a c chart. Here p′, u′ and c are the charts we were looking for.",
            accept=True,
            variants=tuple(_with(**swaps) for swaps in _AS_WELL[1:]),
        ),
        Mistake(
            "a p chart for events that can happen twice",
            _with(u="p"),
            "A p chart is for a yes or no about each patient. Here one patient (or one prescription) can have several events, so "
            "you cannot treat them as a share. Events divided by their chances are a rate. That calls for a u chart, or with very many chances in each point a u′ chart.",
            variants=(_with(up="p"), _with(up="pp")),
        ),
        Mistake(
            "a c chart though the chances change",
            _with(u="c"),
            "A c chart assumes that the chances for an event stay the same. Here the bed days (or patient days) may roughly double "
            "from one month to another, so more events may only mean that there were more patients. Divide the events by the bed days or patient days, and you have a rate.",
        ),
        Mistake(
            "a c chart for a rate with a very large denominator",
            _with(up="c"),
            "A c chart leaves the chances out, and its limits allow for luck alone. With so many thousands of chances in each "
            "point luck plays only a tiny part, so many ordinary months would look special. This is a rate over very many chances, so draw a u′ chart.",
        ),
        Mistake(
            "a plain count of patients",
            _with(p="c"),
            "A c chart shows for how many patients the answer was yes, but not how many patients there were in all. With twice as many in all, you would "
            "expect twice as many of these too. It is a yes or no for each patient, so draw the share, on a p chart, or with thousands of "
            "patients in each point on a p′ chart.",
            variants=(_with(pp="c"),),
        ),
        Mistake(
            "an I chart for rare events",
            _with(t="i"),
            "An I chart expects values that spread evenly to both sides of their mean. Gaps between rare events do not: most are short "
            "and a few are very long, so its lower limit usually falls below zero. Use a t chart for the time between events, and "
            "a g chart for the cases between them.",
            variants=(_with(g="i"), _with(t="i", g="i")),
        ),
        Mistake(
            "a p chart for a very large denominator",
            _with(pp="p"),
            "With thousands of chances in each point, the limits of a p or u chart are so close together that even small real "
            "differences between months look like signals. Laney's p′ and u′ charts also take account of how much the months "
            "usually differ.",
            variants=(_with(pp="p", up="u"),),
        ),
        Mistake(
            "a u chart for a share with a very large denominator",
            _with(pp="u"),
            "It is a yes or no for each patient, who can count only once, so this is a share and not a rate. And with thousands "
            "of patients in each point the limits should allow for more than luck, so draw a p′ chart.",
        ),
        Mistake(
            "a u chart for a very large denominator",
            _with(up="u"),
            "It is a rate, so u is the right family. But with so many chances in each point the limits of a u chart lie too "
            "close together, and many ordinary months look special. Laney's u′ chart allows for that.",
        ),
        Mistake(
            "t and g swapped",
            _with(t="g", g="t"),
            "Both are for rare events. The t chart is for a time that was measured, in days and hours. The g chart is for a "
            "count of cases (admissions, operations) in between. You have them the other way round.",
        ),
        Mistake(
            "one chart for time and for cases",
            _with(t="g"),
            "You gave both sets about rare events the same chart. The t chart is for a time that was measured, in days and "
            "hours. The g chart is for a count of cases (admissions, operations) in between.",
            variants=(_with(g="t"),),
        ),
        Mistake(
            "a c chart for rare events",
            _with(t="c"),
            "If you count rare events by month, most months show 0, and no month can fall below the lower limit, however good things get. "
            "Plot the gap from each event to the next instead. Use a t chart for time and a g chart for cases.",
            variants=(_with(g="c"), _with(t="c", g="c")),
        ),
        Mistake(
            "a u chart for a share",
            _with(p="u"),
            "It is a yes or no for each patient, who can count only once, so this is a share and needs a p chart. A u chart would make "
            "the limits too wide, because it allows for one patient to count several times.",
        ),
        Mistake(
            "p′ or u′ where the denominators are small",
            _with(p="pp"),
            "p′ and u′ are for thousands of patients or bed days in each point. Here there are far fewer, so luck usually "
            "explains most of the ups and downs, and the plain chart of the family will do.",
            variants=(_with(u="up"), _with(p="pp", u="up")),
        ),
        Mistake(
            "an I chart where the denominators change",
            _with(p="i"),
            "An I chart has the same limits for each point, so a point with few patients or bed days behind it is judged like one "
            "with many. You are told how many lie behind each point, so use that.",
            variants=(_with(u="i"), _with(p="i", u="i")),
        ),
        Mistake(
            "a count or share where something is measured",
            _with(i="c"),
            "Days, weeks and minutes are measured, not counted, and there is one value for each point. That calls for an "
            "I chart, which takes its limits from how far each point lies from the one before.",
            variants=(_with(i="u"), _with(i="t"), _with(i="p")),
        ),
    ),
    praise="Each chart takes its limits from the way that kind of number usually varies. Choose the chart by the data, and the "
    "limits will mean what they say.",
    hints=(
        "Sort the eight first. Which are measured? Which are a yes or no for each patient? Which are counts of events? And which are rare?",
        "Use I for something measured, and p for a yes or no (p′ with thousands). Use u for events over changing chances (u′ with thousands), and c if the chances stay the same. "
        "For rare events use t for the time between them and g for the cases between them.",
        "On other data: “dressings changed, with 500 to 900 visits a month” counts events, and the number of visits changes, so it needs a u chart.",
    ),
    outcome=SELECT,
    reread=FIVE,
)

always_xmr = Item(
    "m08.always_xmr",
    ask="A colleague says: “I draw an I chart (XmR) of the monthly count for everything. It always works.” For which of the "
    "eight kinds of data will that chart be of least use, and why?",
    kind=ChoiceAnswer(
        {
            "rare": "rare events, because most months are 0 and no month can fall below the lower limit",
            "large": "very large denominators, because an I chart would call every month special",
            "measured": "measurements, because an I chart needs a denominator",
            "none": "none of them, because an I chart makes no assumptions",
        }
    ),
    right=lambda _: "rare",
    mistakes=(
        Mistake(
            "I chart blamed for the p chart’s fault",
            lambda _: "large",
            "It is the plain p or u chart that calls many ordinary months special there. An I chart takes its limits from how much "
            "the months differ, so with very large denominators it does well.",
        ),
        Mistake(
            "denominator asked of a measurement",
            lambda _: "measured",
            "An I chart needs no denominator. One measured value for each point is just what it was made for.",
        ),
        Mistake(
            "no assumptions at all",
            lambda _: "none",
            "It does make some. One is that values spread fairly evenly to both sides of their mean. Counts that are mostly 0 are far from that.",
        ),
    ),
    praise="With most months at 0 the lower limit is 0 or below, so no month can fall under it, however well things go. And a "
    "month with three events may lie above the upper one by luck alone. The gaps between events tell you more.",
    hints=(
        "For which of the eight would a month with no event at all still be an ordinary month?",
        "A single month can show an improvement only if there is room below the lower limit.",
        "On other data: counts 0, 0, 1, 0, 0, 0, 2, 0 have a mean of 0.4, and nothing lies below 0.",
    ),
    outcome=SELECT,
    reread=RARE,
)


def _eight_sets(seed: int | None) -> Iterator[pd.DataFrame]:
    """One set for each chart, in an order drawn at random: columns set, each point, chances."""
    rng = exercise_rng(seed, 8, 1)
    while True:
        charts = rng.permutation(list(SETS)).tolist()
        picked = [SETS[chart][int(rng.integers(len(SETS[chart])))] for chart in charts]
        rows = [(letter, *words) for letter, words in zip(LETTERS, picked, strict=True)]
        yield with_notes(pd.DataFrame(rows, columns=["set", "each point", "chances"]), note=MADE_UP)


EXERCISE = Exercise(
    "E8.1",
    "Eight sets, eight charts",
    6,
    "choose with reason",
    (match_charts, always_xmr),
    _eight_sets,
)
