"""The short questions in the lesson of module 2."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.quick_choice import quick_choice
from qilab.questions.units import PER_1000_OBD

from .headings import (
    ASSESS,
    CASE,
    COMPUTE,
    DETECT,
    DRIVERS,
    FAR,
    LAB,
    LUCK,
    PARTS,
    REPAIR,
    TOGETHER,
    VOICE,
    WRITE,
)

WARD_CUT = 30  # percent, in the half-worked example of the lesson


def _from_baseline(target: Callable[[float], float]) -> Callable[[pd.DataFrame], float]:
    """A value worked out from East 4's baseline, in whichever data are in use."""

    def of(_: pd.DataFrame) -> float:
        from qilab.data import load

        e4 = load("ward_month", trust="NORM", ward="E4", start="2022-04-01", end="2023-01-31")
        return target(float((1000 * e4["falls"] / e4["obd"]).round(1).median()))

    return of


faded_target = Item(
    "m02.faded_target",
    ask="Start from the baseline of East 4 that the page has just worked out. What is 30% less than that? Give it to two "
    "decimal places, with its unit.",
    kind=NumberAnswer(PER_1000_OBD, tolerance=0.03, decimals=2),
    right=_from_baseline(lambda baseline: baseline * (1 - WARD_CUT / 100)),
    mistakes=(
        Mistake(
            "how much goes",
            _from_baseline(lambda baseline: baseline * WARD_CUT / 100),
            "That is how much is taken off. What is left? Multiply by the share that stays: 1 − 0.30.",
        ),
        Mistake(
            "0.3 taken away",
            _from_baseline(lambda baseline: baseline - WARD_CUT / 100),
            "You took 0.30 falls away. Take off 30% of the baseline instead: multiply it by 0.70.",
        ),
        Mistake(
            "divided instead",
            _from_baseline(lambda baseline: baseline / (1 - WARD_CUT / 100)),
            "That is more than you started with, because dividing by 0.70 makes a number larger. Multiply by 0.70.",
        ),
    ),
    praise="Always say both numbers, where you start and where you want to get to. Anyone can work out the percentage from them.",
    hints=(
        "Of every 100 falls, 70 would be left. Begin there.",
        "Target = baseline × (1 − reduction ÷ 100).",
        "On other data: 20% less than 5.0 is 5.0 × 0.80 = 4.00.",
    ),
    outcome=COMPUTE,
    reread=FAR,
)

QUICK_CHECKS = (
    quick_choice(
        "m02.recall_rank",
        ask="From “Why QI?”: your ward has the most falls of six this month. What do you know?",
        right=("b", "Only that some ward always has the most"),
        wrong={
            "a": (
                "We are the least safe ward",
                "Some ward has the most each month, even if all six are alike. Work out how far luck reaches first.",
            ),
            "c": (
                "Next month we will be the best",
                "Luck does not even things out like that. After a high month an ordinary one is most likely.",
            ),
        },
        praise="So never build an aim on one month. That is where this module begins.",
        outcome=ASSESS,
        reread="m01: People work in a system",
    ),
    quick_choice(
        "m02.recall_limits",
        ask="From “Why QI?”: all months lie inside the limits, and the level is not good enough. What helps?",
        right=("c", "A change to the system"),
        wrong={
            "a": (
                "A talk with whoever was on duty in the highest month",
                "The highest month came from the system, as all the others did, and not from whoever was on duty.",
            ),
            "b": (
                "Waiting: it will settle",
                "It is settled already, and it will stay at this level until something in the system changes.",
            ),
        },
        praise="If a steady system is not good enough, the system itself has to change. An aim says how far and by when.",
        outcome=ASSESS,
        reread="m01: Worked: how far does luck reach?",
    ),
    quick_choice(
        "m02.recall_tray",
        ask="In Red Bead Ward the manager set a target of 3. What did the target do to the beads?",
        right=("a", "Nothing: only changing the tray makes a difference"),
        wrong={
            "b": (
                "It helped those who wanted to do well",
                "They all wanted to do well. The target left the share of red beads in the tray just as it was.",
            ),
            "c": (
                "It helped a little, as people took more care",
                "People cannot see into the tray. Their numbers went up and down as before.",
            ),
        },
        praise="In the game a target on its own changed nothing. At work it is useful once you have a theory of what to change.",
        outcome=WRITE,
        reread="m01: Play: Red Bead Ward",
    ),
    quick_choice(
        "m02.what_lacks",
        ask="“Reduce falls on East 4 this year.” What is missing from this aim?",
        right=("c", "From how many, and to how many"),
        wrong={
            "a": (
                "The name of the person responsible",
                "A project needs people, but a name does not make an aim. Can you tell at the end whether it "
                "was reached?",
            ),
            "b": (
                "Nothing: it is clear enough",
                "One fall fewer would meet it, and so would a quiet December. Ask: from what, to what?",
            ),
        },
        praise="It has no baseline and no target, so one fall fewer would do. A measure, a group and a date are not enough.",
        outcome=WRITE,
        reread=CASE,
    ),
    quick_choice(
        "m02.which_aim",
        ask="Which of these is an aim?",
        right=(
            "b",
            "Falls per 1,000 occupied bed days, all patients of Ward Elder, from 7.2 to 5.0 or less by 30 June 2024",
        ),
        wrong={
            "a": (
                "Zero harm, always, for everyone",
                "That is a fine belief, but it has no measure and no date. Nobody could ever tell how far you had come.",
            ),
            "c": (
                "Introduce hourly rounds on Ward Elder by March",
                "That is an idea with a date. The rounds could be done without anybody being safer. An aim names the result.",
            ),
        },
        praise="It has a measure, a group, a baseline, a target and a date, so a stranger could check it.",
        outcome=WRITE,
        reread=PARTS,
    ),
    faded_target,
    quick_choice(
        "m02.no_month_met",
        ask="A ward never met its target in ten baseline months, and luck alone would meet it in about 1 month in 7. "
        "What follows?",
        right=("a", "One month at the target would prove nothing; look at several in a row"),
        wrong={
            "b": (
                "As no month has met it, any month that does shows a change",
                "Ten months is not many. If luck meets a target in 1 month in 7, it is no great surprise when ten months in a row miss it.",
            ),
            "c": (
                "The target is no use",
                "It may be just what patients need. Judge it by many months, though, and not by one.",
            ),
        },
        praise="A good target may lie within the reach of luck for one month. Then what counts is staying there, and "
        "a run chart shows whether you do.",
        outcome=ASSESS,
        reread=LUCK,
    ),
    quick_choice(
        "m02.milder_target",
        ask="In the lab, suppose that you make the target easier by moving it nearer to the baseline. What does luck do?",
        right=("b", "It meets the target more often"),
        wrong={
            "a": (
                "It meets the target less often",
                "Move the slider towards the baseline, and watch how many of the dots lie at the target or below it.",
            ),
            "c": (
                "It makes no difference",
                "The distance matters: the nearer the target is to the baseline, the more months reach it by luck.",
            ),
        },
        praise="An easy target is often reached by luck, celebrated, and lost again.",
        outcome=ASSESS,
        reread=LAB,
    ),
    quick_choice(
        "m02.why_driver",
        ask="“Yellow socks for everyone” is joined straight to the aim. Why is that a fault?",
        right=("a", "Nobody can say why it should work, so nobody can learn if it fails"),
        wrong={
            "b": (
                "Socks are too cheap to help",
                "Some cheap ideas help a great deal. What is missing is the reason why this one should.",
            ),
            "c": (
                "Every idea needs its own driver",
                "Two ideas may share a driver, and one idea may serve two. But each needs at least one.",
            ),
        },
        praise="An idea with no driver has no theory behind it. “Socks that grip, so that people slip less” would be a start.",
        outcome=REPAIR,
        reread=DRIVERS,
    ),
    quick_choice(
        "m02.what_balances",
        ask="East 4 wants fewer falls. Which measure is a balancing one?",
        right=("c", "Share of patients who walk every day"),
        wrong={
            "a": (
                "Share of hourly rounds done",
                "That is a process measure: are we doing it? Ask instead what could get worse while falls become fewer.",
            ),
            "b": (
                "Falls with harm",
                "That is another outcome. A balancing measure looks elsewhere, at what patients might lose.",
            ),
        },
        praise="One way to have fewer falls is to keep people in bed. If fewer patients walk, the change may be "
        "doing harm too.",
        outcome=REPAIR,
        reread=DRIVERS,
    ),
    quick_choice(
        "m02.top_worry",
        ask="On the third page of the lab, what did the staff name most often, and what did the patients?",
        right=("b", "Staff: waiting. Patients: being told what is going on"),
        wrong={
            "a": (
                "Both named waiting",
                "Staff did. Press the button for all comments and look at the longest of the patients’ bars.",
            ),
            "c": (
                "Both named kindness",
                "Patients often mention kindness, and much of that is thanks. Look for the longest bar of each.",
            ),
        },
        praise="Staff and patients see different sides of care. That is why you ask before you choose an aim.",
        outcome=DETECT,
        reread=VOICE,
    ),
    quick_choice(
        "m02.few_comments",
        ask="A group sent 14 of 528 comments. Is its voice missing?",
        right=("c", "That depends on what share of the patients the group makes up"),
        wrong={
            "a": (
                "Yes: 14 is very few",
                "It is a small number, but if the group is small too it may be heard more than its size would suggest. Compare two shares.",
            ),
            "b": (
                "No: 14 is enough to learn from",
                "Fourteen voices can teach us a lot. Whether others like them are missing is another question: how many "
                "patients does the group have?",
            ),
        },
        praise="Divide its share of the comments by its share of the patients. If the ratio is below 0.8, say so, "
        "and go and ask.",
        outcome=DETECT,
        reread=VOICE,
    ),
    quick_choice(
        "m02.big_i",
        ask="Which of these is “Big I”?",
        right=("a", "Two patients are members of the team and help to choose the aim"),
        wrong={
            "b": (
                "The team asks ten patients what they think of its poster",
                "That is little i: asking now and then. It is worth doing, but these patients are not members of the team.",
            ),
            "c": (
                "The board hears a patient’s story at each meeting",
                "Stories move people, but telling one does not make the patient a member of a team.",
            ),
        },
        praise="They are full members of the team, so they help to decide what the aim is.",
        outcome=DETECT,
        reread=TOGETHER,
    ),
    quick_choice(
        "m02.whose_number",
        ask="In the published case the trust reports that in three months all the projects of its London community services (15, 16 and 19) had users or "
        "carers as full members. What does this not tell us?",
        right=("c", "Whether care got better because of it"),
        wrong={
            "a": (
                "Whether the share went up",
                "It does tell us that: from 42% to 100%, by the trust’s own count. Ask what was being counted.",
            ),
            "b": (
                "How many projects there were",
                "It does give those: 15, 16 and 19 in the three months. Ask what is not counted at all.",
            ),
        },
        praise="It is a process measure, reported by the trust itself. To know whether patients fared better, we "
        "would need an outcome measure.",
        outcome=DETECT,
        reread=TOGETHER,
    ),
)
