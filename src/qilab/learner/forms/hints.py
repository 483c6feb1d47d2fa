"""Help for a question, one step after another, each asked for by a press: hints, a worked step, the worked solution."""

from __future__ import annotations

from dataclasses import dataclass

from qilab.learner import progress
from qilab.learner.worked import SEEN, in_plain_words
from qilab.questions.feedback import TRIES_FOR_SOLUTION, TRIES_FOR_STEP
from qilab.questions.item import Item


@dataclass(frozen=True)
class Help:
    """One step of help: what the button says, the heading over it, its words, and how many tries it waits for."""

    button: str
    heading: str
    words: str
    after: int = 0


def ladder(item: Item, worked_step: str | None, worked_solution: str) -> list[Help]:
    """All steps of help that a question has, in order."""
    steps = [
        Help("Hint" if i == 1 else "Next hint", f"Hint {i}", words) for i, words in enumerate(item.hints, 1)
    ]
    if worked_step and worked_step not in item.hints:
        steps.append(Help("Show a worked step", "A worked step", worked_step, TRIES_FOR_STEP))
    if worked_solution:
        words = f"{in_plain_words(worked_solution)}\n{SEEN}"
        steps.append(Help("Open the worked solution", "Worked solution", words, TRIES_FOR_SOLUTION))
    return steps


def tries_of(key: str) -> int:
    """How often a question was tried, answered or not."""
    entry = progress.read().get(key)
    return entry["tries"] if entry else 0


def next_step(steps: list[Help], opened: int, tries: int) -> tuple[str, bool]:
    """What the button for help says, and whether it can be pressed; ("", False) where all is open."""
    if opened >= len(steps):
        return "", False
    step = steps[opened]
    if tries >= step.after:
        return step.button, True
    more = step.after - tries
    return f"{step.button} (after {more} more {'try' if more == 1 else 'tries'})", False
