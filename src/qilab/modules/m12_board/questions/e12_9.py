"""E12.9 “Time, and a voice”: its questions, right answers, known slips and what we say to each.

That managers and clinicians, and providers and patients, work together is what CQC described of trusts that it called high
performing (news story, September 2018): an association in its judgement, and so the messages say no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, PairsAnswer, WholeAnswer
from qilab.questions.series import exercise_rng, with_notes
from qilab.questions.where_apart import where_apart

from .headings import COMMITMENT, FIVE_YEARS, LEAD, SPEAK

IN_A_TEAM = 6  # people trained together
DAY = 7.5  # hours in a protected day


def _teams(hours: Callable[[pd.Series], float]) -> Callable[[pd.DataFrame], dict[str, int]]:
    """Teams that can be coached at a time, by somebody's reckoning of the coaches' hours a week; and those left without."""

    def value(data: pd.DataFrame) -> dict[str, int]:
        row = data.iloc[0]
        coached = int(hours(row) / (row["hours_with_a_team"] + row["hours_around_it"]) + 1e-9)
        return {"coached": coached, "without": max(int(row["trained"] / IN_A_TEAM) - coached, 0)}

    return value


def _protected(row: pd.Series) -> float:
    return float(row["coaches"] * row["protected_days"] * DAY)


def _no_preparation(data: pd.DataFrame) -> dict[str, int]:
    row = data.iloc[0]
    coached = int(_protected(row) / row["hours_with_a_team"] + 1e-9)
    return {"coached": coached, "without": max(int(row["trained"] / IN_A_TEAM) - coached, 0)}


def _all_trained(data: pd.DataFrame) -> dict[str, int]:
    return {"coached": int(data["trained"].iloc[0] / IN_A_TEAM), "without": 0}


def _hours_for_teams(data: pd.DataFrame) -> dict[str, int]:
    row = data.iloc[0]
    hours = int(_protected(row))
    return {"coached": hours, "without": max(int(row["trained"] / IN_A_TEAM) - hours, 0)}


def _people(data: pd.DataFrame) -> dict[str, int]:
    right = _teams(_protected)(data)
    return {**right, "without": int(data["trained"].iloc[0]) - right["coached"]}


_full_time = _teams(lambda row: row["coaches"] * 5 * DAY)
_TEAMS = FieldsAnswer(
    {"coached": WholeAnswer(), "without": WholeAnswer()},
    {"coached": "teams with a coach", "without": "trained teams without one"},
)

capacity = Item(
    "m12.capacity",
    ask="How many teams with a coach can there be at any one time, in whole teams? And how many trained teams without one does that leave?",
    kind=_TEAMS,
    right=_teams(_protected),
    points=2,
    mistakes=(
        Mistake(
            "trained taken for supported",
            _all_trained,
            "You counted every trained team as supported. Training takes days, but support takes a coach, week after week. Work out how many hours the coaches have.",
        ),
        Mistake(
            "coaches taken for full-time",
            _full_time,
            "You gave each coach a full week. They have other work to do, so only the protected days count.",
        ),
        Mistake(
            "the time around a session forgotten",
            _no_preparation,
            "You divided the coaches’ hours only by the time spent with a team, or did not divide them at all. Preparing, travelling and following up take time as well, so add the two columns, and then divide.",
            variants=(where_apart(_TEAMS, _hours_for_teams, _no_preparation, _all_trained, _full_time),),
        ),
        Mistake(
            "one coach, one team",
            lambda d: {
                "coached": int(d["coaches"].iloc[0]),
                "without": int(d["trained"].iloc[0] / IN_A_TEAM) - int(d["coaches"].iloc[0]),
            },
            "You gave each coach one team. There is room for more than one in a protected day, so divide the coaches’ hours by the hours that a team takes.",
        ),
        Mistake(
            "the hours of one coach",
            _teams(lambda row: row["protected_days"] * DAY),
            "That is how many teams one coach has time for. The trust has several coaches, so work out all their hours together.",
        ),
        Mistake(
            "nobody taken off",
            lambda d: {**_teams(_protected)(d), "without": int(d["trained"].iloc[0] / IN_A_TEAM)},
            "The number of coached teams is right. But for the rest you gave all the trained teams. Take away those that have a coach.",
        ),
        Mistake(
            "people and teams subtracted",
            _people,
            "The number of coached teams is right. But for the rest you subtracted teams from people. First turn the people into teams of six.",
        ),
    ),
    praise="Teams that are trained but not coached are left on their own. You can train fewer people, find more coaches or protect more of their time. That is a decision for the board.",
    hints=(
        "How many hours a week do all the coaches have between them? How many does one team take?",
        "Teams with a coach = coaches × protected days × 7.5 ÷ (hours with a team + hours around it), rounded down. Trained teams = people ÷ 6.",
        "On other data: 4 coaches × 1 day × 7.5 = 30 hours. A team takes 1 + 1.5 = 2.5 hours, so 12 teams can have a coach. 120 people make 20 teams, so 8 are left without.",
    ),
    outcome=LEAD,
    reread=FIVE_YEARS,
)

REMARKS = {
    "A": "“What can you see from the ward that we cannot see from here?”",
    "B": "“Bring me solutions, not problems.”",
    "C": "“Last month I blamed the wrong thing. What am I missing now?”",
    "D": "“Who was on duty?”",
    "E": "“Thank you for telling us. What do you need?”",
    "F": "“We are all friends here, so let us not dwell on that.”",
}
EFFECT = {"opens": "makes it safer to speak", "closes": "makes it less safe"}
_HEARD = {"A": "opens", "B": "closes", "C": "opens", "D": "closes", "E": "opens", "F": "closes"}

remarks = Item(
    "m12.remarks",
    ask="A ward sister tells the board about a near miss. What does each reply do for the next person who might speak up?",
    kind=PairsAnswer(REMARKS, EFFECT),
    right=lambda _: dict(_HEARD),
    mistakes=(
        Mistake(
            "solutions, please",
            lambda _: {**_HEARD, "B": "opens"},
            "“Bring me solutions” sounds like trust. But people who have only a problem may now keep it to themselves, and a problem that nobody can solve yet is the one that you most need to hear about.",
        ),
        Mistake(
            "a leader's own slip",
            lambda _: {**_HEARD, "C": "closes"},
            "It may be that you took a leader’s own slip for a weakness. But people who hear a leader say “I was wrong” learn that such things can be said here.",
        ),
        Mistake(
            "only a question",
            lambda _: {**_HEARD, "D": "opens"},
            "“Who was on duty?” is only a question, but it is looking for somebody to blame. “What made it easy to go wrong?” is looking for the cause.",
        ),
        Mistake(
            "kindness that hushes",
            lambda _: {**_HEARD, "F": "opens"},
            "It is meant kindly. But it ends the conversation, and nothing is done about the near miss. Where it is safe to speak, people can say hard things.",
        ),
        Mistake(
            "friendly tone alone",
            lambda _: {**_HEARD, "B": "opens", "F": "opens"},
            "It may be that you went by the tone. Two of the replies sound positive and end the conversation all the same. For each one, ask yourself: after that, would you report the next near miss?",
        ),
        Mistake(
            "opens and closes turned round",
            lambda _: {remark: "closes" if what == "opens" else "opens" for remark, what in _HEARD.items()},
            "You sorted the replies correctly, but every one is on the wrong side, so swap your answers round. Asking, thanking and admitting a mistake make it safer to speak.",
        ),
        Mistake(
            "any reply better than none",
            lambda _: dict.fromkeys(REMARKS, "opens"),
            "You found the three that help. But a reply can also shut a conversation down, by looking for somebody to blame, by asking for a solution at once, or by changing the subject.",
        ),
    ),
    praise="Three of the replies ask, thank or admit. The other three look for somebody to blame, want an answer at once, or change the subject. People remember which kind they were given.",
    hints=(
        "Put yourself in the place of a healthcare assistant who is listening, and who has seen something too.",
        "Asking, thanking and admitting make it safer. Looking for somebody to blame, wanting the answer at once and changing the subject make it less safe.",
        "On another topic: “Why on earth did you do that?” and “How did it look to you at the time?” ask the same thing. Which would you rather answer?",
    ),
    outcome=LEAD,
    reread=SPEAK,
)

reports = Item(
    "m12.more_reports",
    ask="Staff report more medication incidents than two years ago. Pharmacists who check a sample of prescriptions find as many errors as before. What should the board do?",
    kind=ChoiceAnswer(
        {
            "a": "ask every ward to bring down its number of reports",
            "b": "turn the square red: care has become less safe",
            "c": "thank people for reporting, leave the number of reports without a target, and work on the errors that the checks find",
            "d": "turn it green: the more reports, the safer the care",
            "e": "stop counting reports, because they say nothing",
        }
    ),
    right=lambda _: "c",
    mistakes=(
        Mistake(
            "a target for reports",
            lambda _: "a",
            "The number would probably come down. But there would be as many errors as before, and you would hear about fewer of them.",
        ),
        Mistake(
            "reports taken for errors",
            lambda _: "b",
            "The checks find as many errors as before, so nothing shows that care has become less safe. What has gone up is the share of errors that people report.",
        ),
        Mistake(
            "the more the better",
            lambda _: "d",
            "More reports can mean more trust or more errors. Here the checks show that there are neither more errors nor fewer, so neither colour fits.",
        ),
        Mistake(
            "reports thrown away",
            lambda _: "e",
            "Each report is a story that somebody took the time to tell. The number of reports does not measure safety, but you can learn from the stories.",
        ),
    ),
    praise="The checks measure errors, and the reports show how much people speak up. Keep the two apart, and be glad of the reports.",
    hints=(
        "There are two different questions here: how many errors happen, and how many of them are reported?",
        "Reports = errors × the share that is reported. If errors stay the same, which of the two has changed?",
        "On another topic: after a helpline opens, more people ring for help. That does not mean that more people are unhappy.",
    ),
    outcome=LEAD,
    reread=SPEAK,
)

winter = Item(
    "m12.under_pressure",
    ask="It is the busiest winter for years. “We have no time for improvement now,” says the chief operating officer. Which answer keeps the commitment and is fair to staff?",
    kind=ChoiceAnswer(
        {
            "a": "carry on with every project, because CQC has shown that improvement relieves pressure",
            "b": "stop everything until spring",
            "c": "let staff who care enough carry on in their own time",
            "d": "decide with the wards: pause what costs them time now and name the day it starts again; keep what lightens this winter’s work, and one protected hour a week",
            "e": "let managers decide which projects clinicians may keep",
        }
    ),
    right=lambda _: "d",
    mistakes=(
        Mistake(
            "an association taken for a promise",
            lambda _: "a",
            "CQC judged that trusts with the right leadership and embedded improvement were better able to manage pressure. That is an association. It does not mean that every project helps in the worst weeks of winter.",
        ),
        Mistake(
            "all or nothing",
            lambda _: "b",
            "Some of the work, such as quicker discharges, may be what makes the winter bearable. And “until spring” is not a date, so the pause may well become permanent.",
        ),
        Mistake(
            "on their own time",
            lambda _: "c",
            "That wears out those who care most, and leaves out everybody with a family to go home to. If the work matters, give it time.",
        ),
        Mistake(
            "the wall goes up again",
            lambda _: "e",
            "Managers may know best what the work costs, and clinicians what it saves, so they should choose together. And patients can say which parts of it they would miss.",
        ),
    ),
    praise="Pressure is a reason to pause some of the work and to keep the rest. You decide with the people who do it, and you name the day on which the paused work starts again.",
    hints=(
        "Does all of the work cost time this winter, or does some of it save time? Who knows?",
        "Look for three things: a joint decision, a date for what is paused, and a small part that carries on.",
        "On another topic: in exam weeks a school orchestra rehearses just once, plays what it knows, and says when full rehearsals will start again.",
    ),
    outcome=LEAD,
    reread=COMMITMENT,
)


def programmes(seed: int | None) -> Iterator[pd.DataFrame]:
    """A made-up trust's improvement programme: people trained, coaches, their protected days a week, hours that a team takes a week."""
    rng = exercise_rng(seed, 12, 9)
    while True:
        frame = pd.DataFrame(
            {
                "trained": [int(IN_A_TEAM * rng.integers(36, 60))],
                "coaches": [int(rng.integers(5, 10))],
                "protected_days": [int(rng.integers(1, 3))],
                "hours_with_a_team": [float(rng.choice([1.0, 1.5]))],
                "hours_around_it": [float(rng.choice([1.0, 1.5, 2.0]))],
            }
        )
        yield with_notes(frame, ward="made-up trust")


def _some_without(data: pd.DataFrame) -> bool:
    return _teams(_protected)(data)["without"] >= 5


EXERCISE = Exercise(
    "E12.9",
    "Time, and a voice",
    6,
    "choose with reason",
    (capacity, remarks, reports, winter),
    programmes,
    teachable=_some_without,
)
