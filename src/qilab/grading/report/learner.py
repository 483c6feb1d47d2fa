"""The page a learner gets back: marks by outcome, the slip by name, what to read again. Kind, and about the answers."""

from __future__ import annotations

from math import ceil
from urllib.parse import quote

from qilab.charts import words
from qilab.grading.scoring.notices import FOR_THE_MARKER
from qilab.learner.progress import PASS_SHARE, enough
from qilab.modules import bank
from qilab.publish.module import Module
from qilab.questions.feedback import LOOKS

from .records import Record
from .shell import page


def learner_page(record: Record, module: Module, lesson: str) -> str:
    """The feedback page as HTML. lesson: address of the module's lesson, to which the parts are linked."""
    return page(
        "learner.html",
        record=record,
        problems=[p for p in record.problems if p.get("name") not in FOR_THE_MARKER],
        module=module,
        summary=summary(record, module),
        outcomes=_outcomes(record, module),
        items=[_feedback_of(item, lesson) for item in record.items],
        retry=record.items[0]["exercise"] if record.items else module.exercises[0].code,
    )


def summary(record: Record, module: Module) -> str:
    """The first sentence: what was won, and what is left to “practised”."""
    if record.status == "rejected":
        return (
            "Your file could not be marked this time, but nothing you did is lost. See below for what to "
            "send instead."
        )
    won, most = record.points, record.most
    won_so_far = f"You have {won:g} of {words.count(round(most), 'point')}."
    missing = ceil(PASS_SHARE * most) - won
    if enough(won, most):
        return f"{won_so_far} That is three quarters or more, so you have practised this module."
    return f"{won_so_far} With {missing:g} more you will have practised this module (three quarters of the points)."


def _outcomes(record: Record, module: Module) -> list[dict]:
    rows = []
    for outcome in module.outcomes:
        own = [item for item in record.items if item["outcome"] == outcome.key]
        if own:
            rows.append(
                {
                    "text": outcome.text,
                    "points": f"{sum(i['points'] for i in own):g}",
                    "most": f"{sum(i['max'] for i in own):g}",
                }
            )
    return rows


def _feedback_of(item: dict, lesson: str) -> dict:
    sign, word, *_ = LOOKS.get(item["state"], LOOKS["mistake"])
    reread = None if item["state"] == "right" else item["reread"]
    return {
        "exercise": item["exercise"],
        "name": question_name(item["key"]),
        "state": item["state"],
        "sign": sign,
        "word": word,
        "points": f"{item['points']:g}",
        "most": f"{item['max']:g}",
        "slip": item["mistake"] if item["state"] in ("mistake", "note") else None,
        "message": item["message"],
        "reread": reread,
        # Jupyter and nbconvert name a heading's anchor by its words, with hyphens for blanks.
        "link": f"{lesson}#{quote(reread.replace(' ', '-'))}" if reread else "",
    }


def question_name(key: str) -> str:
    """Words for a question: the title of its exercise, and which of its questions where there are several."""
    try:
        item = bank.find(key)
        exercise = bank.exercise_of(item)
    except LookupError:
        return str(key)
    if exercise is None:
        return str(key)
    if len(exercise.items) == 1:
        return exercise.title
    return f"{exercise.title} ({key.partition('.')[2].replace('_', ' ')})"
