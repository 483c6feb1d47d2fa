"""The short questions in the lesson of module 6."""

from __future__ import annotations

import numpy as np

from qilab.methods.spc.rules import RUN_CHART
from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.quick_choice import quick_choice
from qilab.questions.units import PER_1000_OBD

from .headings import (
    ACTION,
    ALARMS,
    APPLY,
    CENTRE,
    CHOOSE,
    CONSTRUCT,
    ESTIMATE,
    RUNS_PART,
    SECOND,
    SIGNALS,
)

# A baseline of eight months, for the half-worked example of the lesson.
_EIGHT = (7.1, 4.9, 15.4, 6.2, 5.3, 6.6, 9.8, 5.9)

half_worked = Item(
    "m06.half_worked",
    ask="Run chart rules: a baseline of eight months, 7.1, 4.9, 15.4, 6.2, 5.3, 6.6, 9.8 and 5.9 falls per 1,000 occupied "
    "bed days. Where does the centre line lie? Answer to one decimal place.",
    kind=NumberAnswer(PER_1000_OBD, tolerance=0.045, decimals=1),
    rules=RUN_CHART,
    right=lambda _: float(np.median(_EIGHT)),
    mistakes=(
        Mistake(
            "mean for median",
            lambda _: float(np.mean(_EIGHT)),
            "That is the mean. The one odd month, 15.4, has pulled it up. Put the eight in order and take the middle.",
        ),
        Mistake(
            "only one of the two in the middle",
            lambda _: sorted(_EIGHT)[4],
            "That is one of the two in the middle. With eight months, two share the middle, so add them and halve the sum.",
            variants=(lambda _: sorted(_EIGHT)[3],),
        ),
        Mistake(
            "middle of the list as it stands",
            lambda _: (_EIGHT[3] + _EIGHT[4]) / 2,
            "That is the middle of the list in the order in which the months came. Put them in order of size first, "
            "and then take the middle.",
        ),
        Mistake(
            "half-way between smallest and largest",
            lambda _: (min(_EIGHT) + max(_EIGHT)) / 2,
            "That is halfway between the smallest and the largest month. The median is about the middle months instead.",
        ),
    ),
    praise="6.2 and 6.6 share the middle, so the line lies at 6.4. The odd month did not pull it.",
    hints=(
        "How many months lie above your line, and how many below? It should be four and four.",
        "With an even number of months the median is (lower middle + upper middle) ÷ 2.",
        "On other data: 3, 9, 4, 20 in order are 3, 4, 9, 20; the middle is (4 + 9) ÷ 2 = 6.5.",
    ),
    outcome=CONSTRUCT,
    reread=CENTRE,
)

QUICK_CHECKS = (
    quick_choice(
        "m06.recall_luck",
        ask="From “Why QI?”: six nurses draw beads from one tray. One draws the fewest red beads. What will this "
        "nurse’s next draw most likely be?",
        right=("b", "near the average of all six"),
        wrong={
            "a": (
                "as low as this one",
                "Luck does not carry over. This nurse draws in the same way as the others, so the next draw will "
                "most likely be near the average.",
            ),
            "c": (
                "higher than all the others",
                "A low draw is not made up for by a high one, so there is no reason to expect a high draw next. "
                "Near the average is the best guess.",
            ),
        },
        praise="All six draw from the same tray, so the best guess for anybody is the average.",
        outcome=CHOOSE,
        reread="m01: Play: Red Bead Ward",
    ),
    quick_choice(
        "m06.recall_aim",
        ask="From “Aims, drivers and whose voice”: a ward wants fewer falls. Which is an aim that can be tested?",
        right=("c", "From 7.2 to 5.0 falls per 1,000 occupied bed days on Ward Elder by 31 March"),
        wrong={
            "a": (
                "Fewer falls as soon as possible",
                "How many fewer, where and by when? Unless the aim says so, nobody can tell later whether it was reached.",
            ),
            "b": (
                "Train all staff in falls prevention by 31 March",
                "That is something to do, not a result for "
                "patients. It may help to reach an aim, but it is not an aim.",
            ),
        },
        praise="It has a measure, a place, a starting point, a target and a date.",
        outcome=CHOOSE,
        reread="m02: Five parts of an aim",
    ),
    quick_choice(
        "m06.recall_rate",
        ask="From “Measures that mean something”: why do we count falls per 1,000 occupied bed days?",
        right=("a", "Because on a fuller ward there are more patients who could fall"),
        wrong={
            "b": (
                "Because the numbers look smaller",
                "Whether the numbers look large or small does not matter. A patient can fall on any bed day, so "
                "dividing by bed days lets us compare months and wards.",
            ),
            "c": (
                "Because admissions are not known",
                "They are known. But a patient who stays for weeks is at risk for far longer than one who stays for "
                "a night, and each counts as one admission.",
            ),
        },
        praise="A patient can fall on any bed day, so dividing by bed days lets us compare months.",
        outcome=CONSTRUCT,
        reread="m04: What goes below the line",
    ),
    quick_choice(
        "m06.why_median",
        ask="In one month of the baseline a ward had 15 falls instead of its usual 6 or so. What does that do to the "
        "centre line?",
        right=("b", "Almost nothing to the median; it pulls the mean up"),
        wrong={
            "a": (
                "It pulls the median up by as much as the mean",
                "The median is the value in the middle. Whether the largest value is 9 or 15 makes no difference to it.",
            ),
            "c": (
                "Nothing to either of them",
                "The mean is worked out from all the values, so over 12 months a 15 in place of a 6 lifts it by 0.75.",
            ),
        },
        praise="That is why a run chart uses the median: one odd month hardly moves the line.",
        outcome=CONSTRUCT,
        reread=CENTRE,
    ),
    half_worked,
    quick_choice(
        "m06.on_the_line",
        ask="Run chart rules: four points above the centre line, one on it, two above. Is that a shift?",
        right=("a", "Yes: six useful points in a row on one side"),
        wrong={
            "b": (
                "No: the point on the line ends the run",
                "It does not end the run. Step over it: four and two make six useful points.",
            ),
            "c": (
                "Yes: seven points in a row",
                "There is a shift, but it has six points. The one on the line does not count.",
            ),
        },
        praise="Step over the point on the line; four and two make six.",
        outcome=APPLY,
        reread=RUNS_PART,
    ),
    quick_choice(
        "m06.shift_or_trend",
        ask="Run chart rules: 5, 6, 6, 8, 9, 11 falls, centre line 7. What do you see?",
        right=("c", "A trend: five points rising, the repeated 6 counted once"),
        wrong={
            "a": (
                "A shift: six points in a row",
                "They are not all on one side of 7: three lie below it and three above it.",
            ),
            "b": (
                "Nothing: the repeated 6 breaks it",
                "Under the run chart rules a repeat counts once and does not break the trend. So 5, 6, 8, 9, 11 are "
                "five rising points.",
            ),
        },
        praise="5, 6, 8, 9, 11: five rising points, and the repeat counts once.",
        outcome=APPLY,
        reread=SIGNALS,
    ),
    quick_choice(
        "m06.more_rules",
        ask="You add the trend rule to the shift rule on a chart of 24 months. What happens?",
        right=("b", "Many more false alarms, and only a few more true ones"),
        wrong={
            "a": (
                "More true signals at no cost",
                "Think of the charts on which nothing has changed. With an extra rule, more of them give a false alarm.",
            ),
            "c": (
                "Fewer false alarms",
                "Each extra rule is one more way in which chance can look like a signal, so there are more false "
                "alarms, not fewer.",
            ),
        },
        praise="On 24 months of luck alone, with the median of the first 12 frozen, the two rules together give a false alarm on about 44 in 100 charts, and the shift rule alone on about 27 in 100. With the median of all 24 months there are fewer, as exercise E6.8 shows.",
        outcome=ESTIMATE,
        reread=ALARMS,
    ),
    quick_choice(
        "m06.anhoej_idea",
        ask="Why do the Anhøj rules give about as few false alarms on long charts as on short ones?",
        right=("a", "Their limits grow with the number of useful points"),
        wrong={
            "b": (
                "They look at fewer points",
                "They use every useful point. What changes is the limit, because a longer chart is allowed a longer run.",
            ),
            "c": (
                "They have the trend rule as well",
                "They have no trend rule at all, because it finds few real changes and gives many false alarms.",
            ),
        },
        praise="On a longer chart, luck alone gives longer runs, so the limit is higher too.",
        outcome=APPLY,
        reread=SECOND,
    ),
    quick_choice(
        "m06.what_next",
        ask="A ward starts a new way of rounding in February. From March on, seven useful points in a row lie below "
        "the frozen centre line. What should you do?",
        right=(
            "b",
            "Something probably changed: ask what, keep it going, and keep watching the balancing measure",
        ),
        wrong={
            "a": (
                "Praise the ward for April, its lowest month",
                "April is one point. It is the run of seven that suggests a change, so look at what the ward is "
                "doing differently.",
            ),
            "c": (
                "Wait for two more years to be sure",
                "A run of seven is a signal by the run chart rules. Keep "
                "the new way going and keep watching.",
            ),
        },
        praise="When there is a signal, ask three things: what changed, will it last, and did anything else get worse?",
        outcome=CHOOSE,
        reread=ACTION,
    ),
)
