"""Twelve cycles of Plan, Do, Study, Act at each trust, as teams write them down; the stories are in `pdsa_stories`."""

from __future__ import annotations

from math import ceil, floor

import numpy as np
from numpy.random import RandomState

from qilab.trusts.generate.columns import Columns, dates, ids
from qilab.trusts.generate.seeds import child, whole
from qilab.trusts.schema.answers import PDSA_FLAWS
from qilab.trusts.schema.days import OFF_DAY, day
from qilab.trusts.schema.improvement import PDSA_LOG

from .pdsa_stories import ABANDON, ADOPT, PHARMACIST, PROJECTS, ROUNDS, Project, Step

# Where a result lies against what the team expected. ON_END: inside, and just on an end of the range.
INSIDE, ON_END, ABOVE, BELOW = "inside", "on end", "above", "below"
USUAL = (INSIDE, INSIDE, ABOVE, BELOW)  # about half of a team's predictions come true (design)


def _faults(rng: RandomState, project: Project) -> dict[str, int]:
    """Fault → the cycle (1 to 12) that has it: one of those at which the story bears it, no cycle with two."""
    planted: dict[str, int] = {}
    for fault in PDSA_FLAWS:
        free = [c for c in project.faults.get(fault, ()) if c not in planted.values()]
        if free:
            planted[fault] = _one(rng, free)
    return planted


def _one(rng: RandomState, of: list | tuple):
    return of[int(rng.random_sample() * len(of))]


def _met(rng: RandomState, step: Step, last: int | None = None) -> int:
    """How many of the tries went as hoped: a whole number within the step's band, all alike.

    last: that of the cycle before, where this one only repeats it: “much as last time” is one more or less at most.
    """
    low, high = ceil(step.went[0] * step.n / 100), floor(step.went[1] * step.n / 100)
    if last is not None:
        low, high = max(low, last - 1), min(high, last + 1)
    return int(whole(rng, low, high, 1)[0])


def _places(
    rng: RandomState, project: Project, results: dict[int, float], again: int | None
) -> dict[int, str]:
    """Cycle → where its result lies against the prediction. results: those of the cycles that have both, in percent.
    again: the cycle that only repeats the one before it, of which a team expects what it has just seen.

    Two projects are worked through in lessons and exercises, so their mixture holds under every seed and only its
    order is drawn.
    """
    if project is ROUNDS:
        # The nurses thought too little of themselves at first: one result inside the range, the others above it.
        first = [c for c in results if c <= 6]
        later = [c for c in results if c > 6 and project.steps[c - 1].decision != ABANDON]
        inside = _one(rng, [c for c in first if results[c] < 100] or first)
        places = {c: INSIDE if c == inside else ABOVE for c in first}
        mixture = [INSIDE, INSIDE, ABOVE, ABOVE]
    elif project is PHARMACIST:
        # One on an end: the exercise asks whether the ends belong to the range. Numbers of hits that no slip gives, too.
        fits = [c for c, result in results.items() if result % 5 == 0 and result < 100]
        places = {1: ABOVE, _one(rng, fits): ON_END}
        later = [c for c in results if c not in places]
        mixture = _one(rng, ([INSIDE] * 3 + [ABOVE] * 2 + [BELOW] * 3, [INSIDE] * 6 + [ABOVE, BELOW]))
    else:
        places, later = {}, list(results)
        mixture = [_one(rng, USUAL) for _ in later]
    order = np.argsort(rng.random_sample(len(later)), kind="stable")
    places |= {later[int(i)]: mixture[k] for k, i in enumerate(order)}
    if again in later and places[again] != INSIDE:
        # It changes places with one that is inside, so that the mixture holds.
        inside = next((c for c in later if places[c] == INSIDE), None)
        if inside is not None:
            places[inside] = places[again]
        places[again] = INSIDE
    return {c: _possible(places.get(c, BELOW), results[c], project.steps[c - 1].decision) for c in results}


def _possible(place: str, result: float, decision: str) -> str:
    """All of them went well: that is above any range that says something. Hardly one did: below it. And nobody adopts what
    went worse than they expected."""
    if result == 100 or result < 40:
        return ABOVE if result == 100 else BELOW
    return INSIDE if place == BELOW and decision == ADOPT else place


def _range(rng: RandomState, place: str, result: float, n: int) -> tuple[float, float]:
    """A predicted range in percent, in steps of five, that lies as `place` says and that `n` tries can hit.

    It is 15 to 30 wide, or wider where so few tries have no result in it: one can only give 0 or 100%, and a range
    that nothing could fall into would not be a prediction.
    """
    low, high = _drawn_range(rng, place, result)
    if floor(high * n / 100) >= low * n / 100:  # a number of successes lies in it
        return low, high
    if place == BELOW:  # wider on the side away from the result, so that this stays outside
        return (low, 5.0 * ceil(20 * ceil(high * n / 100) / n)) if n > 1 else (50.0, 100.0)
    return (5.0 * floor(20 * floor(low * n / 100) / n), high) if n > 1 else (0.0, 50.0)


def _drawn_range(rng: RandomState, place: str, result: float) -> tuple[float, float]:
    """A range in percent, in steps of five and 15 to 30 wide, that lies as `place` says."""
    width = 5 * int(whole(rng, 3, 6, 1)[0])
    step = 5 * int(whole(rng, 1, 3, 1)[0])
    if place == ABOVE:
        high = min(5 * ceil(result / 5) - step, 95)
        return float(max(high - width, 0)), float(high)
    if place == BELOW:
        low = min(5 * floor(result / 5) + step, 90)
        return float(low), float(min(low + width, 100))
    if place == ON_END:
        low = result - _one(rng, (0, width))
        return max(low, 0.0), min(low + width, 100.0)
    low = 5 * ceil(result / 5) - step
    return float(max(low, 0)), float(min(max(low + width, 5 * floor(result / 5) + 5), 100))


def _studied(rng: RandomState, done: int, following: int) -> int:
    """One of the first three working days after the test, and before the first day of the next one (`following`)."""
    return _one(rng, [d for d in range(done + 1, following) if not OFF_DAY[d]][:3])


def _rows(seed: int) -> list[dict]:
    return [row for project in PROJECTS for row in _project(child(seed, "pdsa_log", project.name), project)]


def _project(rng: RandomState, project: Project) -> list[dict]:
    planted = _faults(rng, project)
    flaw_of = {cycle: flaw for flaw, cycle in planted.items()}
    steps = project.with_faults(planted)
    met: dict[int, int] = {}
    for c, step in enumerate(steps, 1):
        met[c] = _met(rng, step, met[c - 1] if flaw_of.get(c) == "nothing_changed" else None)
    results = {
        c: 100 * met[c] / step.n
        for c, step in enumerate(steps, 1)
        if flaw_of.get(c) not in ("no_data", "no_prediction")
    }
    places = _places(rng, project, results, planted.get("nothing_changed"))
    rows = []
    for c, step in enumerate(steps, 1):
        flaw, result = flaw_of.get(c, ""), 100 * met[c] / step.n
        low, high = _range(rng, places.get(c, INSIDE), result, step.n)
        done, counted = day(step.done), flaw != "no_data"
        begins = day(project.begins) if project.begins else done + 8
        studied = _studied(rng, done, steps[c].tested()[0] if c < len(steps) else begins)
        rows.append({
            "project": project.name, "trust": project.trust, "cycle": c, "question": step.question,
            "predict_low": np.nan if flaw == "no_prediction" else low,
            "predict_high": np.nan if flaw == "no_prediction" else high,
            "done": done, "studied": done - 3 if flaw == "studied_before_done" else studied,
            "weekend": bool(OFF_DAY[done]), "n": step.n, "met": float(met[c]) if counted else np.nan,
            "result": round(result, 1) if counted else np.nan, "changed_from_last": step.changed,
            "learning": step.learned, "decision": step.decision, "flaw": flaw,
        })  # fmt: skip
    return rows


def pdsa_log(seed: int) -> Columns:
    """Columns of the table pdsa_log: one row per cycle, project by project; predictions and results are
    percentages.
    """
    rows = _rows(seed)
    out: Columns = {"cycle_id": ids("G", "PDSA", len(rows))}
    for f in PDSA_LOG.fields[1:]:
        values = [r[f.name] for r in rows]
        out[f.name] = (
            dates(np.array(values))
            if f.kind == "date"
            else np.array(values, dtype=object if f.kind == "string" else None)
        )
    return out


def pdsa_truth(seed: int) -> Columns:
    """The flawed cycles, by name of the flaw."""
    rows = [(f"PDSA-G{i:05d}", r["flaw"]) for i, r in enumerate(_rows(seed), 1) if r["flaw"]]
    return {
        "cycle_id": np.array([r[0] for r in rows], dtype=object),
        "flaw": np.array([r[1] for r in rows], dtype=object),
    }


BUILD = {"pdsa_log": pdsa_log, "pdsa_truth": pdsa_truth}
