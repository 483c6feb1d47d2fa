"""The stories of the table pdsa_log: six projects of twelve cycles, one at each trust. Written by us; nobody lived them.

Each could have happened, and each cycle follows from the one before: it begins once that one has been studied. How often
a change was tried follows from the days of its test and the chances there were on each. `pdsa` draws the counts within
the bands given here, so that the words fit the numbers under every seed, and plants the faults only where the story
bears them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from qilab.trusts.generate.planted import E4_FALLS, LARK_MEDICINES, WEXM_VIOLENCE
from qilab.trusts.schema.days import OFF_DAY, WEEKDAY, day
from qilab.trusts.schema.improvement import PDSA_DECISIONS

ADOPT, ADAPT, ABANDON = PDSA_DECISIONS
FIRST, NOTHING = "First cycle", "Nothing"
EACH_DAY, WORKING_DAYS, SUNDAYS = "each day", "working days", "Sundays"


@dataclass(frozen=True)
class Step:
    """One cycle as its team would write it down.

    done: year-month-day of the test (its last day, if it took several). a_day: times it was tried on each day: hours,
    patients, visits, or the one huddle that a day has. went: (lowest, highest) share that may have gone as hoped, in
    percent. days: on how many days it was tried, one after the other. on: which days these are.
    """

    done: str
    a_day: int
    went: tuple[int, int]
    question: str
    changed: str
    learned: str
    decision: str = ADAPT
    days: int = 1
    on: str = EACH_DAY

    @property
    def n(self) -> int:
        """Times it was tried."""
        return self.a_day * self.days

    def tested(self) -> list[int]:
        """The numbers of the days on which it was tried, in order; the last is `done`."""
        last = day(self.done)
        possible = (d for d in range(last, -1, -1) if _is_one_of(d, self.on))
        return [next(possible) for _ in range(self.days)][::-1]


def _is_one_of(number: int, on: str) -> bool:
    return {
        EACH_DAY: True,
        WORKING_DAYS: not OFF_DAY[number],
        SUNDAYS: WEEKDAY[number] == 6,
    }[on]


@dataclass(frozen=True)
class Project:
    """A project with its cycles in order, and the cycles (1 to 12) at which each fault may be planted.

    name: as in the log. trust: its code. faults: fault → cycles that may have it. large: what the first cycle is where
    it jumps to far too many. teaching: (question, change) of a cycle in which people were taught and nothing counted.
    begins: the day on which the whole ward or trust began, where the truth log dates it; the last cycle is studied before.
    """

    name: str
    trust: str
    faults: dict[str, tuple[int, ...]]
    steps: tuple[Step, ...]
    large: Step | None = None
    teaching: tuple[str, str] = ("", "")
    begins: str = ""

    def with_faults(self, planted: dict[str, int]) -> tuple[Step, ...]:
        """The cycles with these faults (fault → cycle) written into the words that they change."""
        steps = list(self.steps)
        if "first_too_large" in planted and self.large is not None:
            steps[0] = self.large
        if (cycle := planted.get("nothing_changed")) is not None:
            steps[cycle - 1] = _once_more(steps[cycle - 2], steps[cycle - 1].done)
        if (cycle := planted.get("no_data")) is not None:
            question, changed = self.teaching
            steps[cycle - 1] = replace(
                steps[cycle - 1], question=question, changed=changed, learned="Staff were trained."
            )
        return tuple(steps)


def _once_more(before: Step, done: str) -> Step:
    """The cycle before, done again on another day with nothing changed."""
    question = f"Once more: {before.question[0].lower()}{before.question[1:]}"
    return replace(
        before,
        done=done,
        question=question,
        changed=NOTHING,
        learned="Much as last time. We had altered nothing.",
    )


ROUNDS = Project(
    "Hourly rounds on East 4",
    "NORM",
    # The lesson of module 9 needs one cycle without data among the first six, and one without a prediction after them.
    {"no_data": (4, 5), "no_prediction": (7, 9, 10), "nothing_changed": (10, 11)},
    (
        Step("2022-11-07", 1, (100, 100), "Can one nurse get round one bay in 20 minutes?", FIRST,
             "It took twelve. Two patients asked for the toilet who had not rung."),
        Step("2022-11-15", 3, (100, 100), "Can she do it three hours running?", "Three rounds in one morning instead of one",
             "All three done. The sheet to sign was hard to find."),
        Step("2022-11-23", 5, (80, 80), "Does a card on the bay door help people to remember?", "A card on the door in place of the sheet",
             "Everybody saw the card. It needs a pen tied to it."),
        Step("2022-12-01", 5, (80, 80), "Does it work on a late shift?", "Tried by the late shift, with a pen on the card",
             "Fine until supper, when the six o'clock round slipped by half an hour."),
        Step("2022-12-09", 8, (87, 100), "Can a healthcare assistant lead the round?", "A healthcare assistant in place of the nurse",
             "Just as good, and patients found it easier to ask her."),
        Step("2022-12-19", 8, (87, 100), "Can one person cover two bays?", "Two bays instead of one",
             "Yes, as long as the drug round is out of the way first."),
        Step("2022-12-28", 10, (60, 80), "Does it hold when an agency nurse is on?", "An agency nurse, shown the card at handover",
             "Nobody had told her where the bathroom light was. We added a line to the card."),
        Step("2023-01-03", 12, (17, 34), "Does a bell on the hour help?", "A kitchen timer at the desk, set to the hour",
             "It woke people who were asleep, so staff switched it off.", ABANDON),
        Step("2023-01-10", 12, (58, 75), "Does it work at night?", "Tried at night, with no bell",
             "Good until three, when two of us were busy with one patient. We agreed who steps in."),
        Step("2023-01-18", 16, (68, 82), "Does it hold if the person doing it is called away?", "A second name on the card for each hour",
             "The second name stepped in more than once."),
        Step("2023-01-26", 16, (70, 90), "Can three bays do it from six in the morning until bedtime?", "Three bays instead of two",
             "It held. The side rooms are still forgotten."),
        Step("2023-02-02", 24, (83, 96), "Can the whole ward do it for a day and a night?", "All bays and the side rooms",
             "It can be done with the staff we have. Everybody starts on Monday.", ADOPT),
    ),
    teaching=("Does everybody know how to do a round?", "Teaching at two handovers"),
    begins=E4_FALLS.process,
)  # fmt: skip

PHARMACIST = Project(
    "Pharmacist at the board round",
    "LARK",
    # Exercise E9.2 needs a cycle without a prediction and one without data here; E9.5 both kinds of day.
    {"no_prediction": (3, 8), "no_data": (6,), "studied_before_done": (4, 10)},
    (
        Step("2023-04-04", 1, (100, 100), "Can the pharmacist come to one board round?", FIRST,
             "She came, and wrote up one patient's medicines before coffee."),
        Step("2023-04-13", 4, (75, 75), "Does it help if she knows beforehand who may go home?", "A list of likely discharges sent to her at eight",
             "She came prepared. One name was missing from the list."),
        Step("2023-04-17", 10, (66, 76), "Does it work on a busy Monday?", "The list is made on Sunday evening",
             "More names than usual, and most were done. She was late for her next ward."),
        Step("2023-04-21", 10, (70, 75), "Does it work on a Friday, when more people go home?", "The board round starts ten minutes earlier",
             "She was in time for her next ward. The dispensary had a queue by two o'clock."),
        Step("2023-04-25", 8, (70, 75), "Does it work when the consultant is away?", "The registrar signs the list",
             "It does not matter who signs, as long as somebody does."),
        Step("2023-04-27", 12, (70, 75), "Does it work on a second ward?", "The pharmacist goes to two board rounds",
             "Yes, if the two rounds do not start at the same time."),
        Step("2023-04-29", 24, (54, 58), "Does it work on a Saturday, when no pharmacist is in?",
             "The doctors of eight wards were asked to write them up early",
             "Much as it always was. Nobody is free to do it on a Saturday."),
        Step("2023-05-04", 12, (70, 75), "Can a technician prepare the list?",
             "A pharmacy technician looks through the charts of both wards the evening before",
             "The pharmacist had more time for people's questions.", days=2, on=WORKING_DAYS),
        Step("2023-05-15", 12, (70, 75), "Does it work for five working days in a row?", "Two wards, Tuesday to Monday",
             "It held. Other wards say that they wait longer for her.", days=5, on=WORKING_DAYS),
        Step("2023-05-21", 36, (52, 56), "Does it help on a Sunday if Friday's list is left on the ward?",
             "Friday's list left for the weekend doctor on twelve wards",
             "Many names had changed by Sunday, and nobody was free to start again."),
        Step("2023-05-28", 42, (52, 57), "Does it help at the weekend to have a pharmacist on the telephone?",
             "The weekend doctor may ring the pharmacist on call about any ward",
             "Rung twice in two days. The weekend stays as it was.", days=2),
        Step("2023-06-01", 36, (70, 74), "Does it work on six wards?", "Six wards, on two days after the bank holiday",
             "It works on working days. We start on Monday, and look for another answer at weekends.", days=2, on=WORKING_DAYS),
    ),
    teaching=("Do the staff of a second ward know what the pharmacist needs?", "A teaching session on a second ward"),
    begins=LARK_MEDICINES.start,
)  # fmt: skip

HUDDLES = Project(
    "Safety huddles on Kestrel 2",
    "WEXM",
    {"nothing_changed": (9, 11), "studied_before_done": (3, 4)},
    (
        Step("2023-02-06", 1, (100, 100), "Can the team meet for five minutes at ten?", FIRST,
             "Four came, and we were done in five minutes. The telephone rang twice."),
        Step("2023-02-15", 1, (100, 100), "Does it help if somebody else answers the telephone?", "The ward clerk takes calls during the huddle",
             "Nobody was called away.", days=3, on=WORKING_DAYS),
        Step("2023-02-23", 1, (60, 80), "Is half past eight better, while the night staff are still here?", "Half past eight instead of ten",
             "The night staff knew things that nobody had written down. One of them missed her bus.", days=5, on=WORKING_DAYS),
        Step("2023-03-03", 1, (60, 80), "Does it help to say who may need more support today?", "Up to three patients are named, and what helps them",
             "We now talk about what helps, and not about who is difficult.", days=5, on=WORKING_DAYS),
        Step("2023-03-14", 1, (14, 29), "Does a colour for each patient help?", "A red, amber or green magnet on the office wall",
             "A patient saw it through the window and was upset, and it told us nothing new.", ABANDON, days=5, on=WORKING_DAYS),
        Step("2023-03-23", 1, (57, 72), "Does it work when a patient joins in?", "One patient, who had asked to, came for the last two minutes",
             "He told us that evenings are hardest because there is nothing to do.", days=6, on=WORKING_DAYS),
        Step("2023-04-02", 1, (50, 50), "Does it work on a Sunday?", "Led by the nurse in charge, on two Sundays",
             "There are fewer of us, so it is easily put off. When we met, it was worth it.", days=2, on=SUNDAYS),
        Step("2023-04-19", 1, (50, 63), "Does it work with bank staff?", "A two-line card for bank staff that says how it goes",
             "They spoke up when we asked them first.", days=8),
        Step("2023-05-02", 1, (62, 75), "Can somebody other than the manager lead it?", "Healthcare assistants take turns to lead",
             "It ran just as well, and more people spoke.", days=8),
        Step("2023-05-12", 1, (62, 75), "Does an activity for the evening come out of it?", "Each huddle plans one thing for the evening",
             "Cards and music were asked for most.", days=8),
        Step("2023-05-23", 1, (64, 79), "Does it hold in a week with many admissions?", "New patients are named on their first day",
             "It took eight minutes instead of five, and on most days it was held.", days=7),
        Step("2023-06-01", 1, (71, 86), "Does it hold without the project lead?", "The project lead stayed away for a week",
             "It did. All six wards start on Monday.", ADOPT, days=7),
    ),
    begins=WEXM_VIOLENCE.start,
)  # fmt: skip

DRINKS = Project(
    "Drinks within reach",
    "OSIE",
    {"first_too_large": (1,), "no_data": (9, 10)},
    (
        Step("2023-08-14", 1, (100, 100), "Can the jug stand on the near side for one patient?", FIRST,
             "He drank two glasses before lunch. The doctors moved his table on their round, and he asked for it back."),
        Step("2023-08-24", 3, (33, 67), "Will the doctors put the table back after their round?", "The doctors were asked to put it back",
             "They forgot when they were in a hurry. The domestic staff did not."),
        Step("2023-09-04", 5, (60, 80), "Does it work if the domestic staff look after it?", "Domestic staff put the jug on the near side when they fill it",
             "It is one movement for them, and they were pleased to be asked."),
        Step("2023-09-14", 6, (50, 50), "Does it work for a bay of six?", "A whole bay instead of single patients",
             "Fine for people in bed. Those who sat out had the jug behind them."),
        Step("2023-09-25", 8, (62, 75), "Does it help to think of the chair as well as the bed?", "The jug goes wherever the person sits",
             "Better. For some the glass is too heavy, and a beaker is not."),
        Step("2023-10-05", 10, (10, 30), "Does a chart on the jug help?", "A paper chart taped to each jug",
             "It got wet, and hardly anybody filled it in after the morning.", ABANDON),
        Step("2023-10-16", 10, (60, 70), "Does a red lid show who needs help to drink?", "A red lid for those who need help, and no chart",
             "Staff saw it. Relatives asked what it meant, so we put a line on the board."),
        Step("2023-10-28", 12, (41, 50), "Does it work on a Saturday?", "The same, with the weekend staff",
             "One domestic looks after three wards on a Saturday. Nurses did what they could."),
        Step("2023-11-07", 12, (58, 75), "Do visitors help?", "A note by the bed that says visitors may help",
             "Several did, and said that they had not liked to ask."),
        Step("2023-11-20", 16, (56, 75), "Does it work at night?", "The evening round leaves a full jug within reach",
             "Yes, for those who wake. Nobody was woken for it."),
        Step("2023-11-30", 4, (60, 75), "Does it work on a second ward?", "Grove 6, shown how by the domestic staff of Grove 5",
             "It took a couple of days to settle. Their trolley is smaller.", days=5, on=WORKING_DAYS),
        Step("2023-12-15", 3, (60, 77), "Does it hold for two weeks?", "Both wards, three patients a day, from Monday to Friday",
             "It held. We keep it, and ask for domestic hours at weekends.", ADOPT, days=10, on=WORKING_DAYS),
    ),
    large=Step("2023-08-14", 40, (42, 55), "Can the jug stand on the near side on two wards at once?", FIRST,
               "Many tables were out of reach again by noon. Was it the ward round? We had no time to look."),
    teaching=("Does everybody know what the red lid means?", "Teaching at two handovers"),
)  # fmt: skip

DOORS = Project(
    "Getting in at the first visit",
    "TARN",
    {"no_prediction": (3, 8), "first_too_large": (1,), "nothing_changed": (10, 11)},
    (
        Step("2023-09-05", 1, (100, 100), "Does it help to ring from the car before we knock?", FIRST,
             "He had time to reach the door. Without the call he would have rushed."),
        Step("2023-09-14", 3, (66, 100), "Do people answer a number that they do not know?", "Whoever refers tells them that we shall ring",
             "They pick up if they are expecting it."),
        Step("2023-09-25", 1, (60, 80), "Does it help to ask about the door when the referral is taken?", "One question on the form: how do we get in?",
             "We heard of a key safe that nobody had told us about.", days=5),
        Step("2023-10-05", 1, (60, 80), "Does it work when a care home refers?", "The same question, put to the care home",
             "They meet us at the door if they know when we are coming.", days=5),
        Step("2023-10-16", 2, (12, 25), "Would a text do instead of a call?", "A text from the car",
             "Most were read the next day. At ninety you listen for the door, not for the phone.", ABANDON, days=4),
        Step("2023-10-26", 2, (50, 75), "Does it help to ring a carer who lives elsewhere?", "Calls again, and the carer is rung as well",
             "A daughter many miles away gave us the code.", days=4),
        Step("2023-11-05", 4, (50, 63), "Does it work on a Sunday?", "The weekend crew asks the same question, on two Sundays",
             "The surgery that knows about key safes is closed. We need a list of our own.", days=2, on=SUNDAYS),
        Step("2023-11-16", 2, (60, 80), "Does a note of the key safe in our own record help?", "The key safe is noted in our record, if the person agrees",
             "A crew that did not know the house found it in seconds.", days=5),
        Step("2023-11-27", 2, (58, 75), "Does it work after dark?", "The evening crew, with a description of the house",
             "You cannot read house numbers at night. You can see a light left on in the hall.", days=6),
        Step("2023-12-07", 2, (62, 82), "Does it work for people who do not hear the bell?", "The form asks about hearing",
             "We tap on the window of the room they sit in, if they have agreed to it.", days=8),
        Step("2023-12-18", 4, (65, 80), "Can a second team do it from the form alone?", "The other team, without our help",
             "They could. They would like the form to be on one page.", days=5),
        Step("2024-01-19", 3, (70, 84), "Does it hold for two weeks in January?", "Both teams, at the first three visits of each working day",
             "It held, in the snow as well. The question stays on the form.", ADOPT, days=10, on=WORKING_DAYS),
    ),
    large=Step("2023-09-05", 6, (42, 55), "Do our crews get in more often if all of them ring from the car for a week?", FIRST,
               "Many calls were not answered. The forms do not say why.", days=7),
)  # fmt: skip

WALKING = Project(
    "Out of bed on the day of surgery",
    "QUIL",
    {"first_too_large": (1,), "studied_before_done": (6, 8, 10)},
    (
        Step("2023-09-11", 1, (100, 100), "Can one patient stand four hours after a new hip?", FIRST,
             "She walked to the chair, and was more surprised than we were."),
        Step("2023-09-21", 3, (100, 100), "Does it help to have the frame at the bedside?", "The frame is brought up before the operation",
             "Nobody had to go and look for one."),
        Step("2023-10-02", 1, (60, 80), "Does it work after a new knee?", "Patients with a new knee instead of a hip",
             "Yes, once the leg is awake. That takes longer than we had been told.", days=5, on=WORKING_DAYS),
        Step("2023-10-12", 1, (40, 40), "Does it work for people on the afternoon list?", "Afternoon list, with the late physiotherapist",
             "They are back at six, and the physiotherapist leaves at half past.", days=5, on=WORKING_DAYS),
        Step("2023-10-23", 2, (62, 75), "Can nurses do it without the physiotherapist?", "Two nurses, shown how the day before",
             "They can. They want a second pair of hands for the first step.", days=4, on=WORKING_DAYS),
        Step("2023-11-02", 2, (50, 75), "Does it help if patients know beforehand?", "They are told at the clinic before they come in",
             "They asked us when they would be getting up.", days=4, on=WORKING_DAYS),
        Step("2023-11-13", 2, (10, 30), "Does a stronger tablet help?", "A stronger painkiller two hours after surgery",
             "People felt sick and did not want to stand.", ABANDON, days=5, on=WORKING_DAYS),
        Step("2023-11-23", 2, (60, 80), "Does it help to eat something first?", "Tea and toast before getting up, with the usual tablet",
             "Nobody felt faint. The kitchen staff were pleased to be asked.", days=5, on=WORKING_DAYS),
        Step("2023-12-01", 4, (41, 59), "Does it work late in the day?", "Late shift, once the physiotherapist has gone",
             "It works when two nurses are free at once, and often they are not.", days=3, on=WORKING_DAYS),
        Step("2023-12-11", 4, (68, 76), "Does it work when the ward is full?", "One nurse is named for it on each shift",
             "When one person is named, it is remembered.", days=4, on=WORKING_DAYS),
        Step("2024-01-11", 5, (65, 75), "Does it work on Quill 2?", "Quill 2, with a nurse from Quill 1 for the first two days",
             "The same, except that the bathroom is further away.", days=4, on=WORKING_DAYS),
        Step("2024-02-02", 3, (70, 84), "Does it hold for two weeks on both wards?",
             "Both wards, the first three patients of each day, Monday to Friday",
             "It held. Late lists need another answer.", ADOPT, days=10, on=WORKING_DAYS),
    ),
    large=Step("2023-09-08", 8, (42, 55), "Can everybody operated on this week get up on the day?", FIRST,
               "Some felt sick, some came back late, some had no frame. Too many reasons at once.", days=5, on=WORKING_DAYS),
)  # fmt: skip

PROJECTS = (ROUNDS, PHARMACIST, HUDDLES, DRINKS, DOORS, WALKING)
