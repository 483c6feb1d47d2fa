"""A made-up room: learners whose answers are right, slips that the bank knows, or blank, judged as marking judges them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from qilab.modules import bank
from qilab.questions.answer import Answer
from qilab.questions.evaluate import evaluate

FIRST = ("Aisha", "Ben", "Chloe", "Dafydd", "Ewa", "Femi", "Grace", "Harpreet", "Isla", "Jakub")
LAST = ("Morgan", "Okafor", "Fraser")  # thirty names of nobody


def write_room(folder: Path, module: str, learners: int = 30, seed: int = 1) -> Path:
    """Records of so many learners, as `qilab grade` leaves them, below `folder`/`module`. Returns `folder`.

    A learner's slip at a question is one of its first three, the first most often, so that slips pile up as in a real room. One in eight runs
    out of time at some exercise. The same seed gives the same room.
    """
    chance = np.random.default_rng(seed)
    place = folder / module
    place.mkdir(parents=True, exist_ok=True)
    exercises = bank.exercises(module)
    data = {exercise.code: exercise.data() for exercise in exercises}
    hard = {item.key: 0.05 + 0.6 * chance.beta(1, 3) for exercise in exercises for item in exercise.items}
    for number in range(learners):
        again = number // (len(FIRST) * len(LAST))
        name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}{f' {again + 1}' if again else ''}"
        weak = chance.uniform(0.4, 1.4)
        stops = chance.integers(3, len(exercises)) if chance.random() < 0.125 else len(exercises)
        items = []
        for n, exercise in enumerate(exercises):
            for item in exercise.items:
                blank, wrong = n >= stops, chance.random() < hard[item.key] * weak
                items.append(_row(item, exercise, data[exercise.code], blank, wrong, chance))
        record = {
            "version": 1,
            "learner": name,
            "assignment": module,
            "notebook": f"{module}.ipynb",
            "status": "marked",
            "reason": "",
            "problems": [],
            "seconds": 1.5,
            "items": items,
        }
        (place / f"{number:03d}.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def _row(item, exercise, data, blank, wrong, chance):
    row = {
        "key": item.key,
        "exercise": exercise.code,
        "outcome": item.outcome,
        "max": item.points,
        "answer": None,
        "reread": item.reread,
    }
    if blank:
        return {
            **row,
            "points": 0,
            "state": "blank",
            "mistake": None,
            "message": "No answer reached this check.",
        }
    known = [m for m in item.mistakes if not m.accept][:3]
    value = item.right(data)
    if wrong:
        value = known[min(int(chance.geometric(0.6)) - 1, len(known) - 1)].value(data)
    verdict = evaluate(item, Answer(value, getattr(item.kind, "unit", None)), data, exercise.items)
    state = (
        verdict.state if verdict.state in ("right", "note") else "mistake" if verdict.mistake else "unknown"
    )
    return {
        **row,
        "points": verdict.score,
        "state": state,
        "mistake": verdict.mistake,
        "message": verdict.message,
    }
