"""`qilab items try` for the command line: how a module's questions answer hundreds of wrong answers."""

from __future__ import annotations

import argparse
import sys

from qilab.modules import bank

from .trial import COLLISION, GENERIC, WORDS, Reply, counts, try_item


def add_items_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `qilab items`: what to do, the module or question, and how much to print."""
    parser.add_argument(
        "what", choices=("try",), help="try: answer wrongly in hundreds of ways, and see what is said"
    )
    parser.add_argument(
        "module", help="a module, such as m06 or m06_run_charts, or one question, such as m06.shift"
    )
    parser.add_argument("--seed", type=int, help="on the data of this seed (the course's own data)")
    parser.add_argument("--all", action="store_true", help="print every reply, not only those to look at")


def run_items(words: argparse.Namespace) -> int:
    """Returns 0, 1 where a slip is named as a fact though another was made, or 2 for a name that does not exist."""
    try:
        exercises = [
            (e, items) for e in bank.exercises(_module(words.module)) if (items := _wanted(e.items, words))
        ]
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if not exercises:
        print(f"{words.module} has no question of that name in its exercises.", file=sys.stderr)
        return 2
    total: dict[str, int] = dict.fromkeys(WORDS, 0)
    for exercise, items in exercises:
        data = exercise.data(words.seed)
        for item in items:
            replies = try_item(item, data, beside=exercise.items)
            found = counts(replies)
            total = {grade: total[grade] + found[grade] for grade in WORDS}
            print(f"{item.key}: {len(replies)} wrong answers; {_counted(found)}")
            for reply in replies:
                if words.all or reply.grade in (COLLISION, GENERIC):
                    _print(reply)
    print(f"\n{words.module}: {sum(total.values())} wrong answers")
    for grade, meaning in WORDS.items():
        print(f"  {total[grade]:5} {grade:10} {meaning}")
    return 1 if total[COLLISION] else 0


def _module(name: str) -> str:
    """The module's address of a short name or of a question's key: m06_run_charts for m06 and for m06.shift."""
    short = name.partition(".")[0]
    return next((address for address in bank.MODULES if address.partition("_")[0] == short), short)


def _wanted(items: tuple[bank.Item, ...], words: argparse.Namespace) -> list[bank.Item]:
    return [item for item in items if "." not in words.module or item.key == words.module]


def _counted(found: dict[str, int]) -> str:
    return ", ".join(f"{grade} {number}" for grade, number in found.items() if number)


def _print(reply: Reply) -> None:
    print(f"  {reply.grade}: {reply.given.value!r} ({reply.given.cause})")
    print(f"    {reply.verdict.message}")
