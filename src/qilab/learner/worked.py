"""The worked solution of a question: from the page of its exercise, for those who tried and would like to see it."""

from __future__ import annotations

from qilab.modules import bank
from qilab.modules.page_cells import cells_of
from qilab.questions.feedback import TRIES_FOR_SOLUTION

from . import kept, progress

SEEN = "You have opened the worked solution. You lose nothing by it: try the exercise again with new data."


def worked_solution(key: str) -> str:
    """The worked solution of a question, such as "m06.centre_line", once it was tried five times or answered.

    Returns its words; before that, how many tries are still to come. It is kept that it was seen, which costs nothing.
    LookupError, with the nearest keys, for a question that does not exist.

    >>> print(worked_solution("m06.centre_line"))
    The worked solution opens after 5 more tries.
    """
    item = bank.find(key)
    cells = cells_of(item.key)
    if cells is None or not cells.worked:
        return f"This question has no worked solution of its own. A worked step: {item.hints[-1]}"
    entry = progress.read().get(item.key, {"tries": 0, "right": False})
    more = TRIES_FOR_SOLUTION - entry["tries"]
    if more > 0 and not entry["right"]:
        return f"The worked solution opens after {more} more {'try' if more == 1 else 'tries'}."
    kept.put(item.key, hints=max(kept.get(item.key).hints, len(item.hints) + 1))
    return f"{in_plain_words(cells.worked)}\n{SEEN}"


def has_worked_solution(key: str) -> bool:
    """Is there a worked solution of this question on a page of exercises?"""
    cells = cells_of(key)
    return cells is not None and bool(cells.worked)


def in_plain_words(worked: str) -> str:
    """A worked solution in Markdown as one line of plain words, without its heading."""
    plain = worked.replace("**Worked solution.**", "").replace("`", "").replace("*", "")
    return " ".join(plain.split())
