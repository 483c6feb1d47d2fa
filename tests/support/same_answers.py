"""What the course says, as plain words and numbers: worked out on this computer and in the browser's Python, then compared.

It is run in both, so it imports the course and the standard library alone.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

NONSENSE = (("nothing", None), ("a word", "banana"), ("no number", float("nan")))
DIGITS = 9  # of a number: what follows differs between processors


def plain(value: Any) -> Any:
    """A value of any kind as JSON, numbers to nine digits."""
    if value is None or isinstance(value, str | bool | np.bool_):
        return bool(value) if isinstance(value, np.bool_) else value
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else str(float(value))
    if isinstance(value, pd.DataFrame):
        return {str(name): plain(value[name].tolist()) for name in value.columns}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(each) for each in value)
    if isinstance(value, list | tuple | np.ndarray | pd.Series | pd.Index):
        return [plain(each) for each in value]
    return str(value)


def digest(value: Any) -> str:
    """A short name of a value: the same for what `plain` makes alike."""
    return hashlib.sha256(json.dumps(plain(value), ensure_ascii=False).encode()).hexdigest()[:16]


def answers(codes: Iterable[str], seeds: Iterable[int | None], every: int = 1) -> dict[str, Any]:
    """What is said to each question of these exercises, on each seed: its data, the right answer, each known slip, nonsense,
    and hundreds of wrong answers, or only `every` so many of them.
    """
    from qilab.authoring.wrong_answers import wrong_answers
    from qilab.modules import bank
    from qilab.questions.evaluate import verdict_on

    found: dict[str, Any] = {}
    for code in codes:
        exercise = bank.find_exercise(code)
        for seed in seeds:
            data = exercise.data(seed)
            found[f"{code} {seed}"] = {"columns": list(map(str, data.columns)), "data": digest(data)}
            for item in exercise.items:
                slips = [(slip.name, slip.value(data)) for slip in item.mistakes]
                wrong = [(each.cause, each.value) for each in wrong_answers(item, data)]
                given = [("right", item.right(data)), *slips, *wrong[::every], *NONSENSE]
                found[f"{item.key} {seed}"] = {
                    "right": plain(item.right(data)),
                    "said": [
                        said(cause, verdict_on(item, value, data, exercise.items)) for cause, value in given
                    ],
                }
    return found


def quick_checks() -> dict[str, Any]:
    """The same for the short questions inside the lessons."""
    from qilab.authoring.wrong_answers import wrong_answers
    from qilab.modules import bank
    from qilab.questions.evaluate import verdict_on

    empty = pd.DataFrame()
    return {
        item.key: [
            said(cause, verdict_on(item, value, empty))
            for cause, value in (
                ("right", item.right(empty)),
                *((each.cause, each.value) for each in wrong_answers(item, empty)),
                ("nothing", None),
            )
        ]
        for item in bank.quick_checks()
    }


def said(cause: str, verdict: Any) -> list[Any]:
    """A verdict in all that a learner sees of it."""
    return plain(
        [
            cause,
            verdict.state,
            verdict.score,
            verdict.mistake,
            verdict.message,
            verdict.hints,
            verdict.guesses,
        ]
    )


def tables(seed: int | None, trusts: Iterable[str], names: Iterable[str] | None = None) -> dict[str, str]:
    """The hash of the bytes of each table as the course writes it."""
    from qilab.trusts.files import csvtext
    from qilab.trusts.generate import makers
    from qilab.trusts.generate.providers import chosen
    from qilab.trusts.generate.seeds import checked_seed
    from qilab.trusts.generate.simulation import Simulation
    from qilab.trusts.schema.registry import asked_tables

    seed = checked_seed(seed)
    simulations = [Simulation(provider, seed) for provider in chosen(list(trusts) or None, 1)]
    found = {}
    for table in asked_tables(list(names) if names else None):
        sources = [seed] if table.shared else simulations
        text = "".join(csvtext.body(table, makers.MAKERS[table.name](source)) for source in sources)
        found[table.name] = hashlib.sha256((csvtext.header(table) + text).encode()).hexdigest()
    return found


def labs(names: Iterable[str]) -> dict[str, list[str]]:
    """Each lab as it opens, after each of its controls is moved, and after each button that can be pressed: what it shows."""
    from qilab import labs as course_labs
    from qilab.panel import parts

    def shows(lab: Any) -> Any:
        return [lab.values, lab.texts, lab.states, [list(each) for each in lab.pictures()]]

    found = {}
    for name in names:
        show = getattr(course_labs, name)
        lab = show(**({"seed": 4821} if "seed" in inspect.signature(show).parameters else {}))
        steps = [("opened", digest(shows(lab)))]
        for field in list(lab._fields.values()):
            if isinstance(field, parts.SliderField | parts.NumberField):
                lab.set(**{field.name: field.most})
            elif isinstance(field, parts.OptionsField):
                lab.set(**{field.name: field.options[-1][0]})
            steps.append((field.name, digest(shows(lab))))
        for button in list(lab._buttons):
            if button in lab._buttons and lab._lacking(button) is None:
                lab.press(button)
                steps.append((button, digest(shows(lab))))
        found[name] = [f"{step}: {what}" for step, what in steps]
    return found
