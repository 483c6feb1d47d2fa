"""How well does the feedback diagnose? Wrong answers of the bench, each with its true cause, held against what we say."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from qilab.learner.error_advice import advice
from qilab.modules import bank
from qilab.questions.answer import answer
from qilab.questions.evaluate import verdict_on
from qilab.questions.item import Item
from qilab.questions.verdict import Verdict

JUDGED = "judgement.toml"
CAUSE, PLACE, READING, KIND, GENERIC, WRONG = "cause", "place", "reading", "kind", "generic", "wrong"
USEFUL = (CAUSE, PLACE, READING, KIND)
WORDS = {
    CAUSE: "names the true cause, as a fact or among what may be",
    PLACE: "says which parts are right, where to look, or why it cannot be",
    READING: "says what to write so that it can be read",
    KIND: "an absurd answer, met kindly and without a diagnosis",
    GENERIC: "a hint only, or a guess at another cause",
    WRONG: "names another cause as a fact",
}
_SAYS_WHERE = (
    "Right already",
    "Among those that belong",
    "Everything you named",
    "The one you named belongs",
    "Look ",
    "in the right place",
    "cannot be",
    "lies above",
    "lies below",
)


@dataclass(frozen=True)
class Judged:
    """One wrong answer of the bench, what was said to it, and what that is worth (one of WORDS)."""

    key: str
    answer: str
    cause: str
    kind: str
    message: str
    names: tuple[str, ...]
    certain: bool
    grade: str


def judge_all(folder: Path) -> list[Judged]:
    """Every wrong answer of the folder's tables, in their order. folder: has a table a module, and `judgement.toml`."""
    judgement = tomllib.loads((folder / JUDGED).read_text(encoding="utf-8"))
    return [_judge(entry, judgement) for entry in _entries(folder)]


def _entries(folder: Path) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob("m*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["wrong"]


def _judge(entry: Mapping[str, str], judgement: Mapping[str, Any]) -> Judged:
    item = bank.find(entry["key"])
    exercise = bank.exercise_of(item)
    data = exercise.data() if exercise else pd.DataFrame()
    about = (entry["key"], entry["answer"], entry["cause"], entry["kind"])
    try:
        # The bench is ours: what stands there is code as a learner would type it.
        given = eval(entry["answer"], {"answer": answer})
    except Exception as error:
        return Judged(*about, advice(error, {}), (type(error).__name__,), False, READING)
    verdict = verdict_on(item, given, data, exercise.items if exercise else ())
    names = verdict.guesses or ((verdict.mistake,) if verdict.mistake else ())
    return Judged(
        *about, verdict.message, names, verdict.is_certain, _grade(item, entry, verdict, names, judgement)
    )


def _grade(
    item: Item,
    entry: Mapping[str, str],
    verdict: Verdict,
    names: tuple[str, ...],
    judgement: Mapping[str, Any],
) -> str:
    if verdict.state != "mistake":
        return READING
    absurd = entry["kind"] == "absurd"
    true = {
        *judgement["general"].get(entry["kind"], ()),
        *judgement["own"].get(entry["key"], {}).get(entry["answer"], ()),
    }
    if true & set(names) and not absurd:
        return CAUSE
    own = {mistake.name for mistake in item.mistakes}
    if verdict.is_certain and own & set(names):
        return WRONG
    if absurd:
        return GENERIC if own & set(names) else KIND
    if names:
        return GENERIC  # a guess at another cause leads astray, whatever else is said
    return PLACE if any(words in verdict.message for words in _SAYS_WHERE) else GENERIC


def shares(judged: list[Judged]) -> dict[str, float]:
    """Shares, 0 to 1: of each grade, of the useful ones together, and of the wrong ones among the facts."""
    found = Counter(each.grade for each in judged)
    total = len(judged) or 1
    out = {grade: found[grade] / total for grade in WORDS}
    out["useful"] = sum(found[grade] for grade in USEFUL) / total
    return out
