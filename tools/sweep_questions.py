"""What questions say on many data sets: the claims to check by eye, and replies that can name the wrong cause.

    python tools/sweep_questions.py m08              on 5 seeds and the course's own data
    python tools/sweep_questions.py E8.4 --seeds 200
    python tools/sweep_questions.py m08 --claims     only the words, no data

A question's words are the same on each seed and its data are not, so a word such as “most” or “never” may be true on the course's
own data and untrue elsewhere. The first list has each sentence with such a word, to be held against the data; one that
could come back as a lie gets a line in tests/modules/test_said_of_the_data.py. The second list has, for each seed, right answers
that are not judged right, and slips that are named as a fact though another was made, with how often.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from qilab.authoring.trial import COLLISION, try_item
from qilab.authoring.wrong_answers import handed_in
from qilab.modules import bank
from qilab.questions.evaluate import verdict_on
from qilab.questions.item import Exercise, Item

CLAIMS = re.compile(
    r"\b(?:every|each|only|all|none|nobody|no one|everybody|most|mostly|more|less|fewer|fewest|least|always|never|will|first|last"
    r"|highest|lowest|largest|smallest|best|worst|half|twice|(?:a|one|two) (?:third|quarter|fifth|tenth)s?|nearly|hardly|about"
    r"|many|few|often|seldom|usually|far|much|cannot|must|\w+ times|\w+ in (?:ten|twenty|a hundred))\b",
    re.IGNORECASE,
)
END = re.compile(r"(?<=[.?!])\s+")


def texts(part: object, place: str = "") -> Iterator[tuple[str, str]]:
    """(Where, text) for each text of a question, its kind, its slips and its hints."""
    if isinstance(part, str):
        yield place, part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from texts(key, place)
            yield from texts(value, place)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from texts(value, place)
    elif is_dataclass(part):
        for each in fields(part):
            name = f"{place}.{each.name}" if place else each.name
            yield from texts(getattr(part, each.name), name)


def claims(item: Item) -> None:
    """Print each sentence of the question that says how many, how often or how much."""
    for place, text in dict.fromkeys(texts(item)):
        if place in {"key", "outcome", "reread"} or place.startswith("rules"):
            continue
        for sentence in END.split(text):
            if " " in sentence and CLAIMS.search(sentence):
                print(f"  {place}: {CLAIMS.sub(lambda word: word[0].upper(), sentence)}")


def replies(exercise: Exercise, seeds: list[int | None]) -> dict[tuple[str, str], list[int | None]]:
    """What went wrong, by question and cause → the seeds on which it did."""
    found: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    for seed in seeds:
        data = exercise.data(seed)
        for item in exercise.items:
            if not verdict_on(item, handed_in(item, item.right(data)), data, exercise.items).is_right:
                found[item.key, "the right answer is not judged right"].append(seed)
            for reply in try_item(item, data, seed or 0, exercise.items):
                if reply.grade == COLLISION:
                    cause = f"{reply.given.cause!r} is told to be {reply.verdict.mistake!r}"
                    found[item.key, cause].append(seed)
    return found


def main() -> int:
    """Returns 1 where a cause was named that was not the cause, or a right answer was refused."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("module", help="a module, such as m08, an exercise, such as E8.4, or “all”")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--claims", action="store_true", help="only the words, no data")
    words = parser.parse_args()
    wrong = 0
    for module in bank.MODULES:
        for exercise in bank.exercises(module):
            if words.module not in ("all", module.partition("_")[0], exercise.code):
                continue
            print(f"\n{exercise.code}", flush=True)
            if words.claims:
                for item in exercise.items:
                    print(item.key)
                    claims(item)
                continue
            found = replies(exercise, [None, *range(words.seeds)])
            wrong += len(found)
            for (key, what), where in found.items():
                print(f"  {key}: {what} ({len(where)} times, first on seed {where[0]})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
