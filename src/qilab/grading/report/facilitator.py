"""The facilitator's one page: which questions were hard, which slips were common, who may want a hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from qilab.charts import Picture, renderer, words
from qilab.charts.table import table_html
from qilab.grading.intake.account import Account, Entry
from qilab.publish.module import Module

from . import analysis, pictures
from .learner import question_name
from .notices import of_nobody, serious_and_trivial
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
    """The page as HTML, charts drawn as still pictures. cohorts: earlier rooms' tables by label, oldest first.
    entries: the account of all files that were handed in.
    """
    table = as_table(records)
    rejected = [record for record in records if record.status == "rejected"]
    marked = len(records) - len(rejected)
    outcomes = {outcome.key: outcome.text for outcome in module.outcomes}
    serious, trivial = serious_and_trivial(records)
    nobodys, strays = of_nobody(entries)
    hands = analysis.may_want_a_hand(table) if len(table) else {}
    return page(
        "facilitator.html",
        module=module,
        summary=_summary(records, marked, table),
        small=marked < FEW,
        marked=marked,
        rejected=rejected,
        serious=serious,
        trivial=trivial,
        nobodys=nobodys,
        strays=strays,
        files=Account(list(entries)).sentence() if entries else "",
        unreadable=unreadable,
        parts=_parts(table, module, cohorts) if len(table) else [],
        hands=[{"text": outcomes.get(k, k), "names": ", ".join(v)} for k, v in hands.items()],
    )


def _summary(records: Sequence[Record], marked: int, table: pd.DataFrame) -> str:
    summary = f"{words.count(len(records), 'submission')}, {marked} marked."
    if table.empty:
        return f"{summary} None could be marked, so there is nothing to draw yet."
    share = table["points"].sum() / table["max"].sum()
    seconds = sum(record.seconds for record in records)
    return (
        f"{summary} Together they earned {pictures.percent(share)} of the points. Marking took {seconds:.0f} "
        "seconds of computing."
    )


def _parts(table: pd.DataFrame, module: Module, cohorts: Mapping[str, pd.DataFrame] | None) -> list[dict]:
    names = {key: question_name(key) for key in table["key"].unique()}
    titles = {exercise.code: exercise.title for exercise in module.exercises}
    parts = [
        _part(
            "Which questions were hard",
            pictures.difficulty(analysis.by_question(table), names),
            "Discrimination shows whether learners who did well elsewhere also did well here. Near 1, "
            "they did. Near 0, the question measures something else. Below 0, look at the question "
            "before you look at the learners.",
        )
    ]
    found = analysis.misconceptions(table)
    if found is None:
        parts.append(
            {
                "heading": "The commonest slips",
                "lines": ["Nobody made a slip that we know of."],
                "picture": None,
            }
        )
    else:
        rare = len(found.causes) - pictures.MOST_SLIPS
        lines = [
            "Begin the debrief with the longest bar. A slip without a cause is a wrong answer that we "
            "have not seen before.",
            f"{words.count(rare, 'rarer slip')} more are in answers.csv." if rare > 0 else "",
        ]
        parts.append(_part("The commonest slips", pictures.slips(found), " ".join(lines).strip()))
    parts.append(
        _part(
            "Was the time enough",
            pictures.reach(analysis.reached(table), titles),
            f"The exercises are planned for {sum(e.minutes for e in module.exercises):g} minutes. We "
            "choose not to record how long each learner took.",
        )
    )
    parts.append(_cohorts(table, cohorts))
    return parts


def _cohorts(table: pd.DataFrame, cohorts: Mapping[str, pd.DataFrame] | None) -> dict:
    heading = "Cohort by cohort"
    if not cohorts:
        return {
            "heading": heading,
            "lines": [
                "This is one room, and one room is one point, so do not change a lesson because of it. "
                "Give the records of earlier rooms with --cohort, and this part will show which changes "
                "are more than luck."
            ],
            "picture": None,
        }
    every = {**cohorts, "this room": table}
    picture = pictures.cohorts(analysis.across_cohorts(every), list(every))
    order = words.listed([f"{place} {label}" for place, label in enumerate(every, start=1)])
    few = (
        f" With {len(every)} rooms the limits are only a first estimate; with a dozen rooms you can rely "
        "on them."
        if len(every) < FEW
        else ""
    )
    return _part(
        heading,
        picture,
        f"The rooms in order: {order}. Inside the limits it is luck, so leave the lesson alone. Where "
        f"there is a signal, ask what was different.{few}",
    )


def _part(heading: str, picture: Picture, line: str) -> dict:
    return {
        "heading": heading,
        "lines": [line],
        "picture": picture,
        "drawing": Markup(renderer.still_html(picture.svg, picture.description)),
        "table": Markup(table_html(picture.rows, str(picture.rows.caption))),
    }
