"""Two parallel forms of fifteen questions: the same items of the bank, each on data of its own seed.

A question with numbers becomes one to click by the item bank's own known mistakes: the right value
and the wrong ones that people give, worked out from the form's data.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

import pandas as pd

from qilab.modules import bank, settings
from qilab.questions.item import Exercise, Item
from qilab.questions.kinds import ChoiceAnswer, FieldsAnswer, MonthsAnswer

QUESTIONS = 15
FORMS = ("A", "B")
MOST_OPTIONS = 4
MOST_ROWS = 48  # what a person can take in at a glance, as a table and a line
MOST_LETTERS = 160  # of an option: a longer list is not read, it is guessed
UNSURE = "I do not know yet"

# Judging comes before reckoning: a test of ten to fifteen minutes asks for sense first.
_KINDS_FIRST = (
    "choose with reason",
    "spot the signal",
    "read the chart",
    "critique an aim",
    "predict",
    "fix the bug",
    "order the steps",
    "fill the blank",
    "calculate",
)


@dataclass(frozen=True)
class Question:
    """One question of a form: its item and exercise, its data, the options to click, and the right one."""

    item: Item
    exercise: Exercise
    data: pd.DataFrame
    options: tuple[str, ...]
    right: str

    @property
    def key(self) -> str:
        """The key of its item, such as "m06.two_points"."""
        return self.item.key


def seed_of(form: str, code: str) -> int:
    """The seed of an exercise's data in a form: far from the small seeds that learners try again on."""
    digest = hashlib.sha256(f"knowledge test, form {form}, {code}".encode()).digest()
    return 10_000 + int.from_bytes(digest[:4], "big") % (2**32 - 10_000)


@cache
def forms() -> dict[str, tuple[Question, ...]]:
    """Form → its fifteen questions. Both ask the same items in the same order; no data are shared.

    The modules share the fifteen as evenly as they can; inside a module the outcomes take turns.
    """
    by_module = {module: _in_turn(_pairs_of(module)) for module in bank.MODULES}
    chosen = _share_out(by_module, QUESTIONS)
    return {form: tuple(pair[i] for pair in chosen) for i, form in enumerate(FORMS)}


def _pairs_of(module: str) -> list[tuple[Question, Question]]:
    """The questions of a module that can be clicked and whose two versions differ, best first."""
    exercises = sorted(bank.exercises(module), key=lambda e: _KINDS_FIRST.index(e.kind))
    by_computer = settings(module).get("needs_a_computer", ())
    pairs = []
    for exercise in exercises:
        for item in (i for i in exercise.items if i.key not in by_computer):
            one, other = (_question(item, exercise, form) for form in FORMS)
            if one and other and _differ(one, other):
                pairs.append((one, other))
    return pairs


def _question(item: Item, exercise: Exercise, form: str) -> Question | None:
    data = exercise.data(seed_of(form, exercise.code))
    if len(data) > MOST_ROWS:
        return None
    # Each mistake once before any of its variants: options that differ in thought, not in a decimal.
    mistakes = [m.values(data) for m in item.mistakes if not m.accept]
    turns = [v for turn in zip_longest(*mistakes, fillvalue=None) for v in turn if v is not None]
    right = in_words(item.kind, item.right(data))
    # Near answers and roundings would be right or wrong by a hair: only what the check itself keeps apart counts.
    worded = [right, *(in_words(item.kind, v) for v in turns if not item.kind.same(v, item.right(data)))]
    options = list(dict.fromkeys(worded))[:MOST_OPTIONS]
    if len(options) < 3 or any(len(words) > MOST_LETTERS for words in options):
        return None
    # In an order of their own that is the same for everybody, so that a room can talk about “the second one”.
    options.sort(key=lambda words: hashlib.sha256(f"{form}{item.key}{words}".encode()).digest())
    return Question(item, exercise, data, tuple(options), right)


def _differ(one: Question, other: Question) -> bool:
    """Other data, and other options: a question that would read the same twice is practised, not learnt."""
    return not one.data.equals(other.data) and set(one.options) != set(other.options)


def in_words(kind, value) -> str:
    """An answer in words, as an option to click."""
    if isinstance(kind, FieldsAnswer):
        parts = [(name, part, in_words(part, value[name])) for name, part in kind.kinds.items()]
        return "; ".join(
            words if isinstance(part, ChoiceAnswer) else f"{name.replace('_', ' ')} {words}"
            for name, part, words in parts
        )
    return _stretches(value) if isinstance(kind, MonthsAnswer) else kind.describe(value)


def _stretches(months: frozenset[pd.Period]) -> str:
    """Months as “Nov 2022 to Jan 2023; Mar 2023”: a list of sixteen names cannot be compared by eye."""
    runs: list[list[pd.Period]] = []
    for month in sorted(months):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    words = [" to ".join(m.strftime("%b %Y") for m in dict.fromkeys((run[0], run[-1]))) for run in runs]
    return "; ".join(words) or "none"


def _in_turn(pairs: list[tuple[Question, Question]]) -> list[tuple[Question, Question]]:
    """One of each outcome, then the second of each, and so on."""
    by_outcome: dict[str, list] = {}
    for pair in pairs:
        by_outcome.setdefault(pair[0].item.outcome, []).append(pair)
    return [pair for turn in zip_longest(*by_outcome.values()) for pair in turn if pair is not None]


def _share_out(by_module: dict[str, list], wanted: int) -> list[tuple[Question, Question]]:
    """`wanted` pairs, one module after the other taking one more, kept in the order of the modules."""
    taken = dict.fromkeys(by_module, 0)
    while sum(taken.values()) < wanted:
        open_ones = [m for m in by_module if taken[m] < len(by_module[m])]
        if not open_ones:
            break
        poorest = min(open_ones, key=lambda m: taken[m])
        taken[poorest] += 1
    return [pair for module, count in taken.items() for pair in by_module[module][:count]]
