"""What was shown last time, as a small file beside the boards, and what is different now."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qilab.charts.words import count, listed
from qilab.learner import shallow_json

from .charting import Chart
from .marks import meaning

NAME = "last_time.json"
MOST_NAMED = 3  # new periods that are named one by one


@dataclass(frozen=True)
class Last:
    """made: the date in words. charts: by title, what `state_of` wrote."""

    made: str
    leaves_team: bool
    charts: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Change:
    """told: sentences. asks_why: is there more than new points and what they do to the centre line?"""

    told: tuple[str, ...]
    asks_why: bool = True


def state_of(charts: Sequence[Chart], made: dt.date, leaves_team: bool) -> str:
    """What the charts show, as JSON: values in words, so a hidden number stays hidden."""
    shown = {chart.title: _shown(chart) for chart in charts}
    state = {"made": f"{made.day} {made:%B %Y}", "leaves_team": leaves_team, "charts": shown}
    return json.dumps(state, ensure_ascii=False, indent=1)


def _shown(chart: Chart) -> dict[str, Any]:
    return {
        "variation": chart.variation,
        "assurance": chart.assurance,
        "centre": chart.shown("centre")[-1],
        "values": dict(zip(chart.figures["label"].astype(str), chart.shown("value"), strict=True)),
    }


def read_last(path: Path) -> Last | None:
    """What was written last time; None where there is nothing that can be read."""
    try:
        state = shallow_json.loads(path.read_text(encoding="utf-8"))
        charts = {str(name): _checked(shown) for name, shown in state["charts"].items()}
        return Last(str(state["made"]), bool(state["leaves_team"]), charts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _checked(shown: dict[str, Any]) -> dict[str, Any]:
    words = {name: str(shown[name]) for name in ("variation", "assurance", "centre")}
    return {**words, "values": {str(label): str(value) for label, value in shown["values"].items()}}


def changes(charts: Sequence[Chart], last: Last | None, leaves_team: bool) -> dict[str, Change]:
    """By title, what is new or different; no entry where nothing is. Charts that have gone come last."""
    if last is None or last.leaves_team != leaves_team:
        return {}
    found = {}
    for chart in charts:
        before = last.charts.get(chart.title)
        if before is None:
            found[chart.title] = Change(("New: there was no such chart last time.",))
        elif (change := _difference(before, _shown(chart))).told:
            found[chart.title] = change
    here = {chart.title for chart in charts}
    gone = [title for title in last.charts if title not in here]
    return found | {title: Change(("There is no such chart any more.",)) for title in gone}


def _difference(before: dict[str, Any], now: dict[str, Any]) -> Change:
    asks, told = _asking(before, now), []
    new = [label for label in now["values"] if label not in before["values"]]
    if new and len(new) <= MOST_NAMED:
        values = [f"{now['values'][label]} in {label}" for label in new]
        told.append(f"New: {listed(values)}.")
    elif new:
        told.append(f"New: {count(len(new), 'point')}, {new[0]} to {new[-1]}.")
    if before["centre"] != now["centre"]:
        told.append(f"The centre line moved from {before['centre']} to {now['centre']}.")
    return Change((*asks, *told), bool(asks))


def _asking(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Sentences on what somebody has to explain: other icons, points that have gone, figures that were revised."""
    told = []
    for kind in ("variation", "assurance"):
        if before[kind] != now[kind]:
            was, is_ = (_meaning(state[kind], kind) for state in (before, now))
            told.append(f"{kind.capitalize()}: was “{was}”, is now “{is_}”.")
    gone = [label for label in before["values"] if label not in now["values"]]
    if gone:
        told.append(f"No longer there: {count(len(gone), 'point')}, from {gone[0]} on.")
    for label, value in now["values"].items():
        was = before["values"].get(label)
        if was is not None and was != value:
            told.append(f"Revised: {label} was {was}, is now {value}.")
    return told


def _meaning(icon: str, kind: str) -> str:
    try:
        return meaning(icon, kind)
    except KeyError:  # of another version, or edited by hand
        return icon
