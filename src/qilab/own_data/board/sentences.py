"""The headline of a chart, and the action that fits what it says."""

from __future__ import annotations

import numpy as np

from qilab.charts.control_words import Chart, in_words, limits_in_words
from qilab.charts.words import sentence
from qilab.modules.m12_board.board_pack.choices import ACTIONS, FITTING

from ..measure import Measure

WAYS = {"improvement": ", a change for the better", "concern": ", a change for the worse", "neutral": ""}
HELD = {
    "pass": "While it stays within these limits, expect the target of {} to be met nearly every time.",
    "fail": "While it stays within these limits, expect the target of {} to be missed nearly every time.",
    "inconsistent": "While it stays within these limits, expect the target of {} to be met at some times and missed at others, by chance.",
}
WITHOUT_TARGET = {
    "common_cause": "Leave it alone and keep watching; if the level is not good enough, redesign the process",
    "neutral": "Find out what changed, and whether it is welcome",
    "improvement": ACTIONS["learn"],
    "concern": ACTIONS["cause"],
}
NOT_YET = "Keep collecting; there is not enough yet to judge"


def headline(measure: Measure, chart: Chart, variation: str, assurance: str) -> str:
    """One or two sentences: what the newest points say, and what that means for the target.

    chart: as it may be shown. variation, assurance: icons, or "".
    """
    said = _variation(chart, variation)
    if assurance and measure.target is not None:
        said += " " + HELD[assurance].format(chart.value(measure.target))
    return said


def _variation(chart: Chart, variation: str) -> str:
    centre = f"a {chart.centre_name} of {chart.value(chart.points['cl'].iloc[-1])}"
    if not np.isfinite(chart.points["cl"].iloc[-1]):
        return "There are too few figures for a centre line."
    if not variation:
        since = " since the last change" if chart.points["part"].nunique() > 1 else ""
        return f"Too early to judge: the few {chart.noun}s{since} lie around {centre}."
    found = [row for _, row in chart.signals.iterrows()]
    if variation == "common_cause":
        limits = limits_in_words(chart)
        whole = [row for row in found if row["direction"] == 0]
        if whole:  # of the series as a whole, such as too few crossings of the median
            return f"{sentence(in_words(chart, whole[-1]))}: chance alone rarely does this."
        said = f"No signal now: the {chart.noun}s vary around {centre}{f', {limits}' if limits else ''}."
        old = [row for row in found if row["last_i"] < len(chart.points)]
        if old:
            last = max(old, key=lambda row: row["last_i"])
            said += f" The latest signal was {in_words(chart, last)}."
        return said
    newest = max(found, key=lambda row: (row["last_i"], row["n_points"]), default=None)
    if newest is None:
        return f"The newest {chart.noun} shows a signal{WAYS[variation.split('_')[0]]}."
    return f"{sentence(in_words(chart, newest, since=True))}{WAYS[variation.split('_')[0]]}."


def action(measure: Measure, variation: str, assurance: str) -> str:
    """What the pair of icons asks for; two where the choice depends on how much the target matters."""
    if not variation:
        return NOT_YET
    kind = variation.split("_")[0] if variation != "common_cause" else "common_cause"
    if not assurance or kind == "neutral":
        return WITHOUT_TARGET[kind]
    fitting = FITTING["ordinary" if kind == "common_cause" else kind, assurance]
    if len(fitting) == 1:
        return ACTIONS[fitting[0]]
    first, second = (ACTIONS[key] for key in fitting)
    return f"{first}; or, where the target matters little, {second[:1].lower()}{second[1:]}"
