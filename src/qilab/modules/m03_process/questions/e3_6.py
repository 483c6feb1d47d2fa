"""E3.6 “From a walk to a map”: its questions, right answers, known slips and what we say to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from qilab.questions.item import Exercise, Item, Mistake
from qilab.questions.kinds import LabelsAnswer, OrderAnswer
from qilab.questions.series import exercise_rng, with_notes

from .headings import DRAW, WALK

LETTERS = "abcdef"
NOTES = {letter: f"note {letter}" for letter in LETTERS}

# In the order of the walk; the third and the fourth run side by side, and the fourth ends first.
STEPS = (
    ("Decide that the patient can go", "doctor"),
    ("Write the prescription", "doctor"),
    ("Prepare the medicines", "pharmacy"),
    ("Write the letter to the GP", "doctor"),
    ("Bring the box to the community hospital", "driver"),
    ("Explain the medicines", "nurse"),
)


def _times(data: pd.DataFrame, column: str) -> pd.Series:
    """Minutes after midnight, by note."""
    parts = data[column].str.split(":", expand=True).astype(int)
    return pd.Series((60 * parts[0] + parts[1]).to_numpy(), index=data["note"])


def _by(minutes: pd.Series) -> tuple[str, ...]:
    return tuple(minutes.sort_values(kind="stable").index)


def _took(data: pd.DataFrame) -> pd.Series:
    return _times(data, "ended") - _times(data, "began")


def _together(data: pd.DataFrame) -> frozenset[str]:
    """The notes whose times overlap with another's."""
    began, ended = _times(data, "began"), _times(data, "ended")
    return frozenset(
        one
        for one in began.index
        for other in began.index
        if one != other and began[one] < ended[other] and began[other] < ended[one]
    )


def _of_one_role(data: pd.DataFrame) -> frozenset[str]:
    return frozenset(data.loc[data["who"] == "doctor", "note"])


def _places(first: int, n: int) -> Callable[[pd.DataFrame], frozenset[str]]:
    """So many notes one after the other on the map, from place `first`."""
    return lambda data: frozenset(_by(_times(data, "began"))[first : first + n])


walk_order = Item(
    "m03.walk_order",
    ask="Put the six notes in the order in which the steps began.",
    kind=OrderAnswer(NOTES),
    right=lambda d: _by(_times(d, "began")),
    mistakes=(
        Mistake(
            "by when each ended",
            lambda d: _by(_times(d, "ended")),
            "You put them in the order in which they ended. A map goes by when each step begins. One of these began before "
            "another and was still going on when that one ended.",
        ),
        Mistake(
            "as the notes were written",
            lambda d: tuple(LETTERS),
            "That is the order of the letters on the notes. Several people wrote them, and they were stuck up in no particular order. "
            "Look at the times.",
        ),
        Mistake(
            "times sorted as text",
            lambda d: tuple(d.sort_values("began", kind="stable")["note"]),
            "You sorted the times as text, one character at a time, so 9:30 comes after 10:00. Put them in clock order.",
        ),
        Mistake(
            "from the end",
            lambda d: _by(_times(d, "began"))[::-1],
            "You started with the last step. A map is read from left to right, so the earliest step comes first.",
        ),
        Mistake(
            "by how long each took",
            lambda d: _by(_took(d)),
            "You put them in order of how long they took. That matters when you choose what to change, but the map has to show what comes "
            "after what.",
            variants=(lambda d: _by(-_took(d)),),
        ),
    ),
    praise="That is the order for the map. It shows what happened, and not what the procedure says should happen.",
    hints=(
        "Look at the column “began”, and find the earliest time.",
        "Sort by “began”, with the earliest first and the latest last.",
        "On other data: if a began at 10:30, b at 9:10 and c at 9:45, the order is b, c, a.",
    ),
    outcome=DRAW,
    reread=WALK,
)

side_by_side = Item(
    "m03.side_by_side",
    ask="Which notes have to be drawn side by side, because one began before the other had ended? Give their letters.",
    kind=LabelsAnswer(NOTES, none="none"),
    right=_together,
    mistakes=(
        Mistake(
            "the same person",
            _of_one_role,
            "Those were done by people in the same role, but at different times of the day. Side by side means that the times "
            "overlap.",
        ),
        Mistake(
            "the first two, of one doctor",
            _places(0, 2),
            "A doctor did each of these, but one after the other: the first had ended before the second began. Look for two whose "
            "times overlap.",
        ),
        Mistake(
            "one after the other",
            _places(1, 2),
            "These follow each other: the first had ended before the second began. Look for two whose times overlap.",
            variants=tuple(_places(first, 2) for first in (3, 4)),
        ),
        Mistake(
            "none of them",
            lambda _: frozenset({"none"}),
            "Two of them overlap. Compare each “ended” with the “began” of the notes after it.",
        ),
        Mistake(
            "only one of the two",
            _places(3, 1),
            "That is one of them. Which other step was going on at the same time?",
            variants=(_places(2, 1),),
        ),
    ),
    praise="These two become branches of the map. The longer one decides how long the patient waits.",
    hints=(
        "For each note, ask whether everything that began earlier had ended by the time it began.",
        "Two steps overlap if each began before the other ended.",
        "On other data: a lasted from 9:00 to 9:40 and b from 9:20 to 9:30, so b began while a was going on, and the two are side by side.",
    ),
    outcome=DRAW,
    reread=WALK,
)


def _walks(seed: int | None) -> Iterator[pd.DataFrame]:
    """Six notes of one walk, in the order of their letters: columns note, step, who, began, ended."""
    rng = exercise_rng(seed, 3, 6)
    while True:
        took = rng.integers((5, 10, 60, 15, 20, 10), (15, 25, 120, 30, 60, 25))
        gaps = rng.integers(10, 70, len(STEPS))
        began = np.empty(len(STEPS), dtype=int)
        began[0] = 9 * 60 + int(rng.integers(0, 60))
        began[1] = began[0] + took[0] + gaps[0]
        began[2] = began[1] + took[1] + gaps[1]
        began[3] = began[2] + int(rng.integers(10, 25))  # ends before the third does: 25 + 30 < 60
        began[4] = began[2] + took[2] + gaps[4]
        began[5] = began[4] + took[4] + gaps[5]
        frame = pd.DataFrame(
            {
                "note": rng.permutation([*LETTERS]),
                "step": [step for step, _ in STEPS],
                "who": [who for _, who in STEPS],
                "began": [f"{t // 60}:{t % 60:02d}" for t in began],
                "ended": [f"{t // 60}:{t % 60:02d}" for t in began + took],
            }
        )
        yield with_notes(frame.sort_values("note", ignore_index=True))


EXERCISE = Exercise("E3.6", "From a walk to a map", 3, "order the steps", (walk_order, side_by_side), _walks)
