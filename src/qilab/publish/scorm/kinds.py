"""Kinds of answer and their values as JSON: what the scripts of a SCORM page need to read an answer and to compare it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from qilab.learner.forms.number_input import shown_number, units_like
from qilab.questions.kinds import (
    ChoiceAnswer,
    FieldsAnswer,
    LabelsAnswer,
    MonthsAnswer,
    NumberAnswer,
    OrderAnswer,
    PairsAnswer,
    TableAnswer,
    WholeAnswer,
    YesNoAnswer,
)
from qilab.questions.kinds.protocol import AnswerKind
from qilab.questions.units import UNITS

# A number's comparison may change its words at these, besides the right number: none of ours does elsewhere.
_BORDERS = (0.0, 1.0, 100.0)


def units() -> list[dict[str, Any]]:
    """All units with the ways in which people write them."""
    return [
        {"name": u.name, "family": u.family, "size": u.size, "spellings": sorted(u.spellings)} for u in UNITS
    ]


def spec(kind: AnswerKind[Any], months: tuple[pd.Period, ...] = (), part: bool = False) -> dict[str, Any]:
    """A kind as the scripts know it. months: those that can be ticked. part: is it a part of an answer, whose label says its unit?

    ValueError for a kind that the scripts do not know.
    """
    if isinstance(kind, NumberAnswer):
        return _number(kind, part)
    if isinstance(kind, YesNoAnswer):
        return {"kind": "yes-no"}
    if isinstance(kind, ChoiceAnswer):
        return {"kind": "choice"}
    if isinstance(kind, LabelsAnswer):
        return {"kind": "labels", "options": list(kind.options), "none": kind.none}
    if isinstance(kind, MonthsAnswer):
        return {
            "kind": "months",
            "months": [month.strftime("%Y-%m") for month in months],
            "example": kind.example,
        }
    if isinstance(kind, OrderAnswer):
        return {"kind": "order", "options": list(kind.options)}
    if isinstance(kind, FieldsAnswer):
        return _parts("fields", kind)
    if isinstance(kind, PairsAnswer):
        return {
            **_parts("pairs", kind.fields),
            "once": kind.once,
            "choices": dict(kind.choices),
        }
    if isinstance(kind, TableAnswer):
        return {
            **_parts("table", kind.fields),
            "rows": list(kind.rows.items()),
            "columns": [[column, kind.heading(column)] for column in kind.columns],
        }
    raise ValueError(f"The scripts of a SCORM page do not know {type(kind).__name__} yet.")


def _number(kind: NumberAnswer, part: bool) -> dict[str, Any]:
    whole = isinstance(kind, WholeAnswer)
    shown = "label" if part or kind.unit is None else "behind" if whole else "menu"
    return {
        "kind": "number",
        "whole": whole,
        "unit": kind.unit.name if kind.unit else None,
        "shown": shown,
        "menu": [unit.name for unit in units_like(kind.unit)] if kind.unit and shown == "menu" else [],
        "tolerance": kind.tolerance,
        "decimals": kind.decimals,
    }


def _parts(kind: str, fields: FieldsAnswer) -> dict[str, Any]:
    parts = [[name, fields.words(name), spec(each, part=True)] for name, each in fields.kinds.items()]
    return {"kind": kind, "parts": parts}


def plain(kind: AnswerKind[Any], value: Any) -> Any:
    """A value, as the kind reads it, in JSON: numbers, words, True and False, sorted lists, and parts by name."""
    if isinstance(kind, TableAnswer):
        return plain(kind.fields, kind.flat(value))
    if isinstance(kind, PairsAnswer):
        return dict(value)
    if isinstance(kind, FieldsAnswer):
        return {name: plain(each, value[name]) for name, each in kind.kinds.items()}
    if isinstance(kind, NumberAnswer):
        return float(value)
    if isinstance(kind, YesNoAnswer):
        return bool(value)
    if isinstance(kind, MonthsAnswer):
        return sorted(month.strftime("%Y-%m") for month in value)
    if isinstance(kind, LabelsAnswer):
        return sorted(value)
    return list(value) if isinstance(kind, OrderAnswer) else value


def as_typed(kind: AnswerKind[Any], value: Any) -> Any:
    """A value whose numbers have the digits that a form would show for them, twelve at most."""
    if isinstance(kind, TableAnswer):
        return kind.nested(as_typed(kind.fields, kind.flat(value)))
    if isinstance(kind, FieldsAnswer):
        return {name: as_typed(each, value[name]) for name, each in kind.kinds.items()}
    return float(shown_number(value)) if isinstance(kind, NumberAnswer) else value


def own_comparison(kind: AnswerKind[Any], right: Any) -> list[tuple[float | None, str]]:
    """What a kind of number with a comparison of its own says, from the smallest numbers on: (up to this number, words).

    None as the last border stands for no border. {} in the words stands for the number given. Empty for all other kinds.
    """
    if not isinstance(kind, NumberAnswer) or type(kind).compare is NumberAnswer.compare:
        return []
    borders = sorted({*_BORDERS, float(right)})
    inside = [(a + b) / 2 for a, b in pairwise(borders)]
    probes = [borders[0] - 7.25, *inside, borders[-1] + 7.25]
    said = [kind.compare(probe, right).replace(f"{probe:,.6g}", "{}") for probe in probes]
    return list(zip([*borders, None], said, strict=True))
