"""The short questions in the lesson of module 4."""

from __future__ import annotations

import numpy as np

from qilab.methods.measure import pooled_rate
from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.quick_choice import quick_choice
from qilab.questions.units import PERCENT

from .headings import (
    BELOW,
    CASE,
    COMPUTE,
    DEFINE,
    KINDS,
    POOL,
    QUANTIFY,
    SAME,
    SELECT,
    SURE,
    WORKSHOP,
)

_MET, _PATIENTS = (18, 45, 190, 3), (20, 60, 200, 6)

_SHARES = tuple(100 * m / n for m, n in zip(_MET, _PATIENTS, strict=True))

pooled_share = Item(
    "m04.pooled_share",
    ask="Four wards: 18 of 20, 45 of 60, 190 of 200 and 3 of 6 patients had their falls risk written down on day 1. What "
    "is the share of all patients together, as a percentage?",
    kind=NumberAnswer(PERCENT, tolerance=0.05, decimals=1),
    right=lambda _: pooled_rate(_MET, _PATIENTS, per=100),
    mistakes=(
        Mistake(
            "mean of the four shares",
            lambda _: float(np.mean(_SHARES)),
            "That is the mean of the four shares, in which 3 of 6 counts as much as 190 of 200. Add up above the line, add up "
            "below it, and divide once.",
        ),
        Mistake(
            "median of the four shares",
            lambda _: float(np.median(_SHARES)),
            "That is the median of the four shares, halfway between the two in the middle. The question asks for "
            "the share of all "
            "the patients, so add them up.",
        ),
        Mistake(
            "the largest ward alone",
            lambda _: _SHARES[2],
            "That is the largest ward alone. It has the most patients, but the other three wards have patients too.",
        ),
    ),
    praise="256 of 286 patients is 89.5%. The mean of the four shares would have been 77.5%.",
    hints=(
        "Count patients, not wards: how many are there in all?",
        "Pooled share = 100 × (sum of those who had it) ÷ (sum of the patients).",
        "On other data: 1 of 2 and 9 of 10 make 10 of 12, which is 83.3%. It is not the mean of 50 and 90.",
    ),
    outcome=COMPUTE,
    reread=POOL,
)

QUICK_CHECKS = (
    quick_choice(
        "m04.recall_stable",
        ask="From “Why QI?”: in a stable system, one of six wards has the highest count this month. What does that tell you?",
        right=("c", "Not much: even in a stable system one of them has to be the highest"),
        wrong={
            "a": (
                "That ward should explain itself",
                "One ward is nearly always the highest, even when all six are alike. There may be no reason to find, only luck.",
            ),
            "b": (
                "It will be the highest next month too",
                "Luck does not carry over. The best guess for next month is the average of all six.",
            ),
        },
        praise="If you rank a stable system, you praise and blame people for luck.",
        outcome=SELECT,
        reread="m01: People work in a system",
    ),
    quick_choice(
        "m04.recall_aim",
        ask="From “Aims, drivers and whose voice”: falls are 6.6 per 1,000 occupied bed days, and the aim is 30% fewer. "
        "What rate is that?",
        right=("a", "4.6"),
        wrong={
            "b": (
                "6.3",
                "That takes off only 0.3. Thirty per cent of 6.6 is about 2.0, and 6.6 − 2.0 is 4.6.",
            ),
            "c": ("2.0", "That is the size of the drop, not the rate that is left: 6.6 − 2.0 = 4.6."),
        },
        praise="6.6 × 0.7 = 4.6.",
        outcome=COMPUTE,
        reread="m02: How far, and how many?",
    ),
    quick_choice(
        "m04.recall_balance",
        ask="From “Aims, drivers and whose voice”: a driver diagram has an outcome measure, and one process measure for each "
        "primary driver. What does it still lack?",
        right=("b", "A balancing measure: what might get worse?"),
        wrong={
            "a": (
                "A measure for each member of the team",
                "We measure systems, not colleagues. What is missing is a measure that looks for harm caused by the change.",
            ),
            "c": (
                "Nothing",
                "The team could reach its aim and cause harm elsewhere without anybody noticing. A balancing "
                "measure looks for that harm.",
            ),
        },
        praise="Without one, a team may not notice the harm that its change causes elsewhere.",
        outcome=SELECT,
        reread="m02: From aim to ideas: the driver diagram",
    ),
    quick_choice(
        "m04.who_is_right",
        ask="Two colleagues counted the falls of one ward in the same year and got two numbers. Who is right?",
        right=("c", "Both may be: until one definition is agreed, each answers a different question"),
        wrong={
            "a": (
                "The one with the higher number",
                "A higher number is not a truer one. Both counted with care, but they used different rules. The "
                "rule has to be agreed.",
            ),
            "b": (
                "The one with the lower number",
                "A lower number looks better, but that is a reason to ask how it was counted, not to believe it.",
            ),
        },
        praise="Neither made a mistake. They had simply not agreed on a definition beforehand.",
        outcome=DEFINE,
        reread=CASE,
    ),
    quick_choice(
        "m04.two_people",
        ask="With which wording will two people count the same falls?",
        right=(
            "b",
            "A patient of the ward comes to rest on the floor or a lower level without meaning to, seen or not, hurt or not",
        ),
        wrong={
            "a": (
                "A fall that matters",
                "Matters to whom? One colleague will leave out a slip beside the bed, and another will count it.",
            ),
            "c": (
                "Any incident with a patient on the floor, as the nurse in charge sees fit",
                "“As the nurse in charge sees fit” gives you as many rules as there are nurses in charge. Say what "
                "counts and what does not.",
            ),
        },
        praise="It says who and what, and it settles the doubtful cases: seen or not, hurt or not.",
        outcome=DEFINE,
        reread=SAME,
    ),
    quick_choice(
        "m04.why_bed_days",
        ask="Two wards have 60 falls a year each. On one, patients stay 2 days, on the other 20. Both have 28 beds, nearly "
        "all full. How do the two rates per 1,000 occupied bed days compare?",
        right=("a", "About the same"),
        wrong={
            "b": (
                "The short-stay ward’s rate is ten times lower",
                "That would be the rate per admission, because this ward has ten times as many patients. Bed days "
                "are about the same on both.",
            ),
            "c": (
                "The short-stay ward’s rate is ten times higher",
                "It has as many falls as the other and about as many occupied bed days, so the rate is about the same.",
            ),
        },
        praise="The beds are about equally full on both wards, so patients spend about as many days there at risk of a fall. Per admission, the two rates would differ tenfold.",
        outcome=COMPUTE,
        reread=BELOW,
    ),
    quick_choice(
        "m04.which_part",
        ask="In the lab, which choice moved the rate per 1,000 bed days most?",
        right=("b", "What counts as a fall"),
        wrong={
            "a": (
                "What is done with the month whose bed days are not known",
                "That moves it a little. Switch between all falls and falls with harm, and watch how far the point jumps.",
            ),
            "c": (
                "Occupied or available bed days",
                "On a ward that is nearly full, the two are close together. What counts as a fall moves the rate much more.",
            ),
        },
        praise="On this ward the rule for what counts makes the most difference. So write that one down first.",
        outcome=DEFINE,
        reread=WORKSHOP,
    ),
    pooled_share,
    quick_choice(
        "m04.kind_of_measure",
        ask="A ward begins hourly rounding so that fewer patients fall. What is “share of rounds that were done”?",
        right=("b", "A process measure"),
        wrong={
            "a": (
                "An outcome measure",
                "The outcome is what matters to patients: falls. The share of rounds done says whether the new way "
                "of working is used.",
            ),
            "c": (
                "A balancing measure",
                "A balancing measure would look for what gets worse: longer waits after a call bell, for example, "
                "or lost sleep.",
            ),
        },
        praise="It says whether we do what we set out to do. It can rise while the outcome stays as it was.",
        outcome=SELECT,
        reread=KINDS,
    ),
    quick_choice(
        "m04.more_reports",
        ask="After a year of work on openness, reported medication incidents are up by a third. What do we know?",
        right=("c", "More incidents are reported, but to know whether more happen we need another measure"),
        wrong={
            "a": (
                "Care became less safe",
                "It may be that colleagues now report what they used to keep to themselves. A count of reports "
                "depends on both harm and openness.",
            ),
            "b": (
                "Care became safer",
                "That may be true, but a count of reports cannot show it. Look also at the errors that are found "
                "when prescriptions are checked.",
            ),
        },
        praise="A count of reports changes with harm and with openness. Pair it with a measure that does not wait for reports.",
        outcome=SELECT,
        reread=KINDS,
    ),
    quick_choice(
        "m04.all_of_five",
        ask="Five records were chosen at random, and all 5 were complete. What may the team say?",
        right=("b", "Five of five: probably at least 57% of all records are complete"),
        wrong={
            "a": (
                "All our records are complete",
                "Only five were looked at. Even if just seven in ten of all records were complete, you would still "
                "get five out of five about one time in six.",
            ),
            "c": (
                "Nothing at all",
                "Even a small sample says something. After five of five, a share below about a half is unlikely. "
                "Say so, and sample again.",
            ),
        },
        praise="Wilson’s lower end for 5 of 5 is 57%, which is honest and still useful.",
        outcome=QUANTIFY,
        reread=SURE,
    ),
)
