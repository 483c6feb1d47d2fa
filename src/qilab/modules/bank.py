"""The item bank: every question, its right answer, the wrong answers people give, and what we say to each."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from types import ModuleType

from qilab.modules import addresses
from qilab.questions.answer import Answer, answer
from qilab.questions.item import BadContent, Exercise, Item, Mistake

__all__ = [
    "MODULES",
    "Answer",
    "BadContent",
    "Exercise",
    "Item",
    "Mistake",
    "answer",
    "exercise_of",
    "exercises",
    "find",
    "find_exercise",
    "items",
    "quick_checks",
]

MODULES = addresses("exercises.py")
# The browser edition has them as bytecode: questions.pyc.
_ASKING = tuple(sorted({*addresses("questions.py*"), *addresses("questions/__init__.py*")}))


def _questions(module: str) -> ModuleType:
    if module not in _ASKING:
        raise ValueError(_nearest("module", module, list(_ASKING)))
    return import_module(f"qilab.modules.{module}.questions")


@cache
def exercises(module: str | None = None) -> tuple[Exercise, ...]:
    """The exercises of one module (its address, such as "m06_run_charts", "m09_pdsa"), or of all.

    ValueError, with the nearest names, for a module that does not exist.
    """
    names = MODULES if module is None else (module,)
    return tuple(e for name in names for e in _questions(name).EXERCISES)


@cache
def quick_checks(module: str | None = None) -> tuple[Item, ...]:
    """The short questions inside the lessons, of one module or of all."""
    names = _ASKING if module is None else (module,)
    return tuple(item for name in names for item in _questions(name).QUICK_CHECKS)


@cache
def items(module: str | None = None) -> dict[str, Item]:
    """All questions by key, of one module or of all."""
    found: dict[str, Item] = {}
    for item in (*(i for e in exercises(module) for i in e.items), *quick_checks(module)):
        if item.key in found:
            raise BadContent(f"two questions share the key {item.key}")
        found[item.key] = item
    return found


def find(key: str) -> Item:
    """The question with this key. LookupError names the nearest keys if there is none."""
    if isinstance(key, str):
        key = key.strip()
        # Its own module is enough: a learner's first check need not wait for the other modules' imports.
        bank = items(_module_called(key.partition(".")[0]))
        if key in bank:
            return bank[key]
    raise LookupError(_nearest("question", key, list(items())))


def find_exercise(code: str) -> Exercise:
    """The exercise with this code, such as "E6.1". LookupError names the nearest codes if there is none."""
    if isinstance(code, str):
        wanted = code.strip().upper()
        module = _module_called(f"m{wanted[1:].partition('.')[0]:0>2}")
        found = next((e for e in exercises(module) if e.code == wanted), None)
        if found is not None:
            return found
    raise LookupError(_nearest("exercise", code, [e.code for e in exercises()]))


def exercise_of(item: Item) -> Exercise | None:
    """The exercise that a question belongs to; None for a quick check inside a lesson."""
    module = _module_called(item.module)
    return next((e for e in exercises(module) if any(i.key == item.key for i in e.items)), None)


def _module_called(short: str) -> str | None:
    """The module's address, such as "m06_run_charts", for "m06"; None, which means all, if there is none."""
    return next((name for name in MODULES if name.partition("_")[0] == short), None)


def _nearest(what: str, asked: object, known: list[str]) -> str:
    said = str(asked)[:60] if isinstance(asked, str) else f"of the type {type(asked).__name__}"
    close = get_close_matches(said, known, n=3, cutoff=0.3) or known[:3]
    return f"There is no {what} “{said}”. Did you mean {' or '.join(close)}?"
