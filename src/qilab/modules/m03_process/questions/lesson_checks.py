"""The short questions in the lesson of module 3."""

from __future__ import annotations

import numpy as np

from qilab.methods.measure import rolled_yield
from qilab.questions.item import Item, Mistake
from qilab.questions.kinds import NumberAnswer
from qilab.questions.quick_choice import quick_choice
from qilab.questions.units import PERCENT

from .headings import (
    CASE,
    COMPUTE,
    DRAW,
    LEAD,
    MAP_LAB,
    PARETO,
    PARETO_LAB,
    RANK,
    RIGHT,
    STRATIFY,
    UNDER_WAY,
    WALK,
)

_STEPS = (0.98, 0.95, 0.90, 0.97)

half_worked = Item(
    "m03.half_worked",
    ask="Four steps pass on 98%, 95%, 90% and 97% of their work complete and right. After three of them 83.8% is left. "
    "What percentage is right after all four?",
    kind=NumberAnswer(PERCENT, tolerance=0.06, decimals=1),
    right=lambda _: 100 * rolled_yield(_STEPS),
    mistakes=(
        Mistake(
            "mean of the four",
            lambda _: float(100 * np.mean(_STEPS)),
            "That is the mean of the four steps. Each step works on what the one before passed on, so multiply 0.838 by "
            "the share of the last step.",
        ),
        Mistake(
            "the last slip subtracted",
            lambda _: 100 * float(np.prod(_STEPS[:3])) - 3,
            "You took 3 percentage points off. The last step spoils 3% of what reaches it, which is a little less than that. Multiply by 0.97.",
        ),
        Mistake(
            "the lowest step",
            lambda _: 90.0,
            "That is the weakest step on its own. The other three take something away as well.",
        ),
    ),
    praise="0.98 × 0.95 × 0.90 × 0.97 = 0.813. Four good steps together let about four in five through.",
    hints=(
        "Begin with the 83.8% that is left after three steps. How much of it gets through the fourth?",
        "Rolled yield = share after three steps × share of the fourth step.",
        "On other data: if 80% is left and the next step passes on 90%, that makes 0.80 × 0.90 = 0.72, or 72.0%.",
    ),
    outcome=COMPUTE,
    reread=RIGHT,
)

QUICK_CHECKS = (
    quick_choice(
        "m03.recall_tray",
        ask="From “Why QI?”: what changed the number of red beads that the nurses drew?",
        right=("b", "Changing the tray"),
        wrong={
            "a": (
                "Praise, targets and warnings",
                "They were tried, and the numbers went up and down as before. The nurses did not make the beads.",
            ),
            "c": (
                "Replacing the worst three nurses",
                "The new nurses drew from the same tray, so on average they drew the same share of red beads.",
            ),
        },
        praise="To get different results, change the system. This module shows you how to see it.",
        outcome=DRAW,
        reread="m01: Play: Red Bead Ward",
    ),
    quick_choice(
        "m03.recall_luck",
        ask="From “Why QI?”: six wards are all alike, and last month one of them was the slowest. What do you expect from it next month?",
        right=("c", "About the average of all six"),
        wrong={
            "a": (
                "It will be the slowest again",
                "If the wards are alike, being last was luck, and luck does not carry over.",
            ),
            "b": (
                "It will be the quickest",
                "Luck does not swing back past the middle. The best guess is the average.",
            ),
        },
        praise="That is why we look at the process and not at who came last.",
        outcome=STRATIFY,
        reread="m01: People work in a system",
    ),
    quick_choice(
        "m03.recall_aim",
        ask="From “Aims, drivers and whose voice”: a team wants patients to go home sooner. What should it know before it "
        "chooses an idea?",
        right=("a", "How things go now, for whom, and which part it could change"),
        wrong={
            "b": (
                "Which idea worked at another hospital",
                "That may be worth trying later. First find out whether the same thing is slow here.",
            ),
            "c": (
                "Who was slow last month",
                "We look for what in the system takes the time. People work inside it.",
            ),
        },
        praise="First the need, then the idea. A map and a Pareto chart show where the need is.",
        outcome=RANK,
        reread="m02: Five parts of an aim",
    ),
    quick_choice(
        "m03.where_the_time_went",
        ask="Before you see the map: where do you think most of that time went?",
        right=("c", "Into waiting between the steps"),
        wrong={
            "a": (
                "Into the doctors’ work",
                f"That is a natural guess. The part “{LEAD}” adds up the work and the waiting separately.",
            ),
            "b": (
                "Into the pharmacy’s work",
                "The medicines are at the pharmacy for a long time, but little of that time is work. You will see it in the part "
                f"“{LEAD}”.",
            ),
        },
        praise="You will see how much in a moment.",
        outcome=DRAW,
        reread=CASE,
    ),
    quick_choice(
        "m03.how_to_map",
        ask="Which is the best way to find out how a process really goes?",
        right=(
            "b",
            "Follow a few patients or prescriptions, with a watch, together with those who do the work",
        ),
        wrong={
            "a": (
                "Read the procedure and draw that",
                "It says how the work was meant to go. The waits, the second calls and the workarounds are not in it.",
            ),
            "c": (
                "Ask each team how long its own step takes",
                "People know their own work well, but nobody owns the waits between two teams. That is often where the time goes.",
            ),
        },
        praise="Walking the process shows you the waits that belong to nobody.",
        outcome=DRAW,
        reread=WALK,
    ),
    quick_choice(
        "m03.longer_branch",
        ask="After a prescription is written, branch A takes 200 minutes and branch B takes 130. The next step needs both. A team "
        "makes B 60 minutes faster. How much sooner does the patient leave?",
        right=("c", "Not a minute sooner"),
        wrong={
            "a": (
                "60 minutes sooner",
                "Branch A still takes 200 minutes, and the patient needs both. Only the longer branch sets the time.",
            ),
            "b": (
                "30 minutes sooner, the mean of the two",
                "The two run side by side. The patient waits for the later one, which is still A.",
            ),
        },
        praise="A change on the shorter branch may make work easier for staff, but the patient leaves no sooner.",
        outcome=COMPUTE,
        reread=LEAD,
    ),
    quick_choice(
        "m03.needed_or_value",
        ask="A pharmacist checks a prescription and finds nothing to correct. Is that value-adding work?",
        right=("b", "No: it is needed as long as there are slips, but the patient is no better off for it"),
        wrong={
            "a": (
                "Yes: it is important for safety",
                "It is important. “Value-adding” asks something else: would the patient miss this step if every step before it had "
                "been right?",
            ),
            "c": (
                "No: so it should be dropped",
                "Not so fast: it catches slips. First make the step before it better, and then there is less to check.",
            ),
        },
        praise="Needed is not the same as value-adding. We count them separately, and we drop neither without thinking.",
        outcome=COMPUTE,
        reread=LEAD,
    ),
    quick_choice(
        "m03.halve_the_work",
        ask="In the game everybody worked twice as fast. What happened to the lead time?",
        right=("a", "It fell a little, because most of it was waiting"),
        wrong={
            "b": (
                "It halved too",
                "Compare the two lead times again: the waits were still there.",
            ),
            "c": (
                "Nothing at all",
                "It did fall, by half of the working time on the longest path. But that is small next to the waits.",
            ),
        },
        praise="Working faster is hard on people and gains little. Removing one large batch or one long hand-off can gain far more.",
        outcome=COMPUTE,
        reread=MAP_LAB,
    ),
    half_worked,
    quick_choice(
        "m03.shelf",
        ask="A pharmacy gets 5 prescriptions an hour, and each takes 4 hours on average to be ready. About how many are under way?",
        right=("c", "20"),
        wrong={
            "a": (
                "5",
                "Five arrive in each hour. Each stays for four hours, so four hours’ worth are there at once.",
            ),
            "b": (
                "1.25",
                "That is 5 ÷ 4. The longer each one takes, the more there are at once, so multiply.",
            ),
        },
        praise="5 × 4 = 20. If each took 2 hours, there would be 10, with the same work for everybody.",
        outcome=COMPUTE,
        reread=UNDER_WAY,
    ),
    quick_choice(
        "m03.which_first",
        ask="Porters were late 40 times, by 10 minutes each time. Equipment was missing 12 times, and that cost 45 minutes each time. Which cost more "
        "minutes in all?",
        right=("b", "The equipment"),
        wrong={
            "a": (
                "The porters: 40 is far more than 12",
                "By count, yes. By minutes it is 40 × 10 = 400 against 12 × 45 = 540.",
            ),
            "c": (
                "Both the same",
                "Multiply each: 40 × 10 is 400 minutes, and 12 × 45 is 540.",
            ),
        },
        praise="It is 540 minutes against 400. Rank causes by what they cost patients and staff, not by how often they happen.",
        outcome=RANK,
        reread=PARETO,
    ),
    quick_choice(
        "m03.one_remedy",
        ask="In the game the largest cause of all days together was not the largest on Mondays. What should the team do?",
        right=("c", "Look at Mondays and other days separately, and choose a remedy for each"),
        wrong={
            "a": (
                "Tackle the largest cause of all days together",
                "On Mondays another cause is the largest, and that remedy would leave it untouched. Two processes are mixed together in that chart.",
            ),
            "b": (
                "Leave Mondays out, because they are unusual",
                "Mondays come round every week, so they are worth a chart of their own.",
            ),
        },
        praise="Split first, then choose. One chart of all the days had hidden two processes.",
        outcome=STRATIFY,
        reread=PARETO_LAB,
    ),
)
