"""The facilitator's one page: three things first, questions to open with, slips, who may want a hand, questions, time, cohorts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from qilab.charts import renderer, words
from qilab.charts.table import Table, table_html
from qilab.grading.intake.account import Account, Entry
from qilab.publish.module import Module

from . import analysis, bars, pictures
from .first_things import first_things
from .learner import question_name
from .notices import of_nobody, serious_and_trivial
from .openers import openers
from .records import Record, as_table
from .shell import page

FEW = 12  # submissions below which a page must not sound sure


def facilitator_page(
    records: Sequence[Record],
    module: Module,
    unreadable: Sequence[str] = (),
    cohorts: Mapping[str, pd.DataFrame] | None = None,
    entries: Sequence[Entry] = (),
) -> str:
    """The page as HTML, without a script or a network. cohorts: earlier rooms' tables by label, oldest first.
    entries: the account of all files that were handed in.
    """
    rejected = [record for record in records if record.status == "rejected"]
    marked = [record for record in records if record.status != "rejected"]
    serious, trivial = serious_and_trivial(records)
    nobodys, strays = of_nobody(entries)
    table = as_table(records)
    return page(
        "facilitator.html",
        module=module,
        summary=_summary(records, marked),
        few=len(marked) < FEW,
        words_of_marked=words.count(len(marked), "submission"),
        to_look_at=_to_look_at(len(rejected) + len(serious) + len(nobodys) + len(unreadable)),
        rejected=rejected,
        serious=serious,
        trivial=trivial,
        nobodys=nobodys,
        strays=strays,
        files=Account(list(entries)).sentence() if entries else "",
        unreadable=unreadable,
        room=_room(table, [r for r in marked if r.items], module, cohorts) if len(table) else None,
    )


def _summary(records: Sequence[Record], marked: Sequence[Record]) -> str:
    summary = f"{words.count(len(records), 'submission')}, {len(marked)} marked."
    if not any(record.items for record in marked):
        return f"{summary} None could be marked, so there is nothing to show yet."
    return f"{summary} Marking took {sum(record.seconds for record in records):.0f} seconds of computing."


def _to_look_at(things: int) -> str:
    return (
        f"{words.count(things, 'thing')} about the files {'needs' if things == 1 else 'need'} a look."
        if things
        else ""
    )


def _room(
    table: pd.DataFrame, marked: Sequence[Record], module: Module, cohorts: Mapping[str, pd.DataFrame] | None
) -> dict[str, Any]:
    """All that the page says of the answers."""
    titles = {exercise.code: exercise.title for exercise in module.exercises}
    outcomes = {outcome.key: outcome.text for outcome in module.outcomes}
    slips = analysis.misconceptions(table)
    hands, reached = analysis.may_want_a_hand(table), analysis.reached(table)
    names = {key: question_name(key) for key in table["key"].unique()}
    return {
        "first": first_things(marked, slips, hands, reached, outcomes),
        "openers": openers(slips.known, module) if slips else [],
        "slips": _slips(slips, titles) if slips else None,
        "hands": [_hand(row, outcomes) for row in hands],
        "questions": _drawn(*bars.difficulty(analysis.by_question(table), names)),
        "time": _drawn(*bars.reach(reached, titles)),
        "planned": f"{sum(e.minutes for e in module.exercises):g}",
        "cohorts": _cohorts(table, cohorts),
    }


def _drawn(sentence: str, drawn: list[bars.Bar], table: Table) -> dict[str, Any]:
    return {"sentence": sentence, "bars": drawn, "table": Markup(table_html(table, str(table.caption)))}


def _slips(slips: analysis.Slips, titles: Mapping[str, str]) -> dict[str, Any]:
    rare = len(slips.known) - bars.MOST_SLIPS
    vital = sum(slip.vital for slip in slips.known)
    told = [
        f"{words.count(vital, 'slip')} of {len(slips.known)} {'makes' if vital == 1 else 'make'} up four fifths or more of all that we know by name."
        if vital < len(slips.known)
        else "",
        f"{words.count(slips.unknown, 'wrong answer')} had no name yet." if slips.unknown else "",
        f"{words.count(rare, 'rarer one')} {'is' if rare == 1 else 'are'} in answers.csv."
        if rare > 0
        else "",
    ]
    return _drawn(" ".join(filter(None, told)), *bars.commonest(slips, titles))


def _hand(hand: analysis.Hand, outcomes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "text": outcomes.get(hand.outcome, hand.outcome),
        "questions": words.count(hand.questions, "question"),
        "one": hand.questions == 1,
        "learners": hand.learners,
        "tried": hand.tried,
        "open": hand.left_open,
        "many": hand.is_of_many,
    }


def _cohorts(table: pd.DataFrame, cohorts: Mapping[str, pd.DataFrame] | None) -> dict[str, Any] | None:
    if not cohorts:
        return None
    every = {**cohorts, "this room": table}
    names = {key: question_name(key) for room in every.values() for key in room["key"].unique()}
    picture = pictures.cohorts(analysis.across_cohorts(every, names), list(every))
    return {
        "order": words.listed([f"{place} {label}" for place, label in enumerate(every, start=1)]),
        "few": len(every) if len(every) < FEW else 0,
        "drawing": Markup(renderer.still_html(picture.svg, picture.description)),
        "description": picture.description,
        "table": Markup(table_html(picture.rows, str(picture.rows.caption))),
    }
