"""The learner's own record of what they have practised: one small file that stays with them.

The file holds question keys, how often each was tried, and whether it was answered; and, for those
who take it, the knowledge test before and after: which of its questions were right, and how sure one
felt. No name, no date, no machine, no answer. It lies in the course folder as `my-progress.json`,
where the learner can see it, download it and bring it back.
"""

from __future__ import annotations

import contextlib
import errno
import json
import math
import os
import re
from collections.abc import Iterable, Iterator
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from qilab.course_folder import course_above

from . import following, shallow_json
from .in_browser import IN_BROWSER
from .whole_file import write_whole

if TYPE_CHECKING:
    from IPython.display import HTML

    from .map import ProgressMap

__all__ = ["bring_back", "download", "reset", "show", "table", "where"]

FILE_NAME = "my-progress.json"
SAVED_NAME = "my-progress-saved.json"  # not the record's own name: dropped beside it, it must not replace it
FORMAT = "qilab-progress-1"
MAX_BYTES = 2_000_000  # a record of every question tried a thousand times is far smaller
MOST_TRIES = 10**9
PASS_SHARE = 0.75
TESTS = ("before", "after")


class ProgressError(ValueError):
    """A progress file that cannot be used, with what to do next."""


def where() -> Path:
    """The progress file: `QILAB_PROGRESS` if set, else in the course folder, else in the home folder.

    >>> where().suffix
    '.json'
    """
    chosen = os.environ.get("QILAB_PROGRESS")
    if chosen:
        return Path(os.path.expanduser(chosen))
    try:
        here = Path.cwd()
    except OSError:  # the folder of this page was deleted while it was open
        here = Path.home()
    course = course_above(here)
    return course / FILE_NAME if course else Path.home() / f"qilab-{FILE_NAME}"


def read() -> dict[str, dict[str, Any]]:
    """The record: question key → {"tries": int, "right": bool}. An unreadable file is set aside, not lost."""
    return _read()["questions"]


def read_tests() -> dict[str, dict[str, Any]]:
    """The knowledge test: "before" and "after" → {"track", "version", "form", "right", "confidence", "then"}, as far as
    taken; without track and version in records from before there were tracks.
    """
    return _read()["tests"]


def tests_of(data: bytes) -> dict[str, dict[str, Any]]:
    """The knowledge tests in the bytes of a progress file. ProgressError if it is none."""
    return _parse(data)["tests"]


def questions_of(data: bytes) -> dict[str, dict[str, Any]]:
    """The questions in the bytes of a progress file. ProgressError if it is none."""
    return _parse(data)["questions"]


def _read() -> dict[str, dict[str, Any]]:
    path = where()
    try:
        return _parse(bytes_of(path))
    except FileNotFoundError:
        return {"questions": {}, "tests": {}}
    except (OSError, ProgressError):
        with contextlib.suppress(OSError):
            os.replace(path, _free_name(path, "unreadable"))
        return {"questions": {}, "tests": {}}


def bytes_of(path: Path) -> bytes:
    """A file's bytes, never more than a record can have: a device or a film must not fill the memory."""
    if not path.exists():  # not opened in vain: marking would report a learner's notebook for it
        raise FileNotFoundError(errno.ENOENT, "there is no such file")
    if not path.is_file():
        raise IsADirectoryError(errno.EISDIR, "it is not a file")
    with open(path, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ProgressError(
            f"{path.name} is far too large to be a progress file. Choose the {SAVED_NAME} that you saved."
        )
    return data


def _names(path: Path, word: str) -> Iterator[Path]:
    """my-progress.old.json, my-progress.old-2.json and so on: what was put aside before stays, too."""
    return (path.with_suffix(f".{word}{'' if n == 1 else f'-{n}'}{path.suffix}") for n in count(1))


def _free_name(path: Path, word: str) -> Path:
    return next(name for name in _names(path, word) if not name.exists())


def record(key: str, right: bool) -> bool:
    """Add one try of a question, and say whether it could be kept. What was right once stays right."""
    body = _read()
    entry = body["questions"].setdefault(key, {"tries": 0, "right": False})
    entry["tries"] = min(entry["tries"] + 1, MOST_TRIES)
    entry["right"] = entry["right"] or right
    return _write(body)


def put_back(key: str, before: dict[str, Any]) -> bool:
    """Let a question's entry be what it was before a try that should not have counted; {}: there was none."""
    body = _read()
    body["questions"].pop(key, None)
    if before:
        body["questions"][key] = before
    return _write(body)


def record_test(when: str, taken: dict[str, Any]) -> bool:
    """Keep a knowledge test that was handed in ("before" or "after"). Returns whether it could be kept."""
    if when not in TESTS or not _sound_test(taken):
        raise ValueError("A knowledge test is kept as “before” or “after”, with its form and its questions.")
    body = _read()
    body["tests"][when] = taken
    return _write(body)


def keep_a_copy() -> Path | None:
    """Copy the record beside itself, as my-progress.old.json, before a result in it is replaced. None if it could not be."""
    copy = _free_name(where(), "old")
    return copy if write_whole(copy, _dump(_read())) else None


def tries(key: str) -> int:
    """How often a question was tried and not yet answered, for the hint ladder."""
    entry = read().get(key)
    return entry["tries"] if entry and not entry["right"] else 0


def reset(*, sure: bool = False) -> str:
    """Start afresh. The old record is kept beside the new one as `my-progress.old.json`.

    Returns a sentence on what was done. Without `sure=True` nothing is.

    >>> print(reset())
    This empties your record. If you mean it, run progress.reset(sure=True).
    """
    if not sure:
        return "This empties your record. If you mean it, run progress.reset(sure=True)."
    path = where()
    kept = _free_name(path, "old")
    try:
        os.replace(path, kept)
    except FileNotFoundError:
        return "Your record is empty already."
    except OSError:
        return "This folder cannot be written to, so nothing was changed. Your record is as it was."
    from . import kept as answers  # it stands on this module

    answers.empty()
    return f"Your record is empty again. The old one is kept as {kept.name}."


def bring_back(path: str | os.PathLike[str]) -> str:
    """Add the record of a downloaded file to this one: nothing that is already here is lost.

    path: a file that `download` saved, absolute, or beside this page or the record. Returns a sentence on what was
    brought back. ProgressError, with what to do, for a file that is missing, cannot be opened or is no progress file.

    >>> bring_back("my-progress-saved.json")
    Traceback (most recent call last):
    qilab.learner.progress.ProgressError: There is no file ...
    """
    if not isinstance(path, str | os.PathLike) or not str(path).strip() or "\0" in str(path):
        raise ProgressError(f'Give the file\'s name in quote marks: progress.bring_back("{SAVED_NAME}").')
    source = Path(os.path.expanduser(path))
    try:
        if not source.is_absolute() and not source.exists():
            # The file list on the left may show the course's first folder, not this page's.
            source = where().parent / source
        theirs = _parse(bytes_of(source))
    except FileNotFoundError:
        raise ProgressError(
            f"There is no file {source}. Upload it with the file browser on the left, then give its name."
        ) from None
    except OSError as error:
        raise ProgressError(f"{str(path)[:60]} could not be opened: {error.strerror}.") from None
    ours = _read()
    for key, entry in theirs["questions"].items():
        mine = ours["questions"].setdefault(key, {"tries": 0, "right": False})
        mine["tries"] = max(mine["tries"], entry["tries"])
        mine["right"] = mine["right"] or entry["right"]
    ours["tests"] = {**theirs["tests"], **ours["tests"]}
    if not _write(ours):
        return "This folder cannot be written to, so nothing was brought back. Your file is as it was."
    tried = theirs["questions"].values()
    return f"Brought back: {len(tried)} question{'' if len(tried) == 1 else 's'} tried, and {sum(e['right'] for e in tried)} answered."


def download() -> HTML:
    """A link that saves the record to the learner's own computer (in a notebook).

    >>> print(download().data)
    <a ...download="my-progress-saved.json" ...>Save my progress (my-progress-saved.json)</a>...
    """
    from IPython.display import HTML

    from qilab.panel.html import save_link

    return HTML(save_link(f"Save my progress ({SAVED_NAME})", SAVED_NAME, "application/json", _dump(_read())))


def table(module: str | None = None) -> pd.DataFrame:
    """One row per exercise, of one module (such as "m06_run_charts") or of all: questions, tries, points.

    Columns are whole numbers; "of" is the points there are. ValueError for a module that does not exist.

    >>> table("m06_run_charts").loc["E6.1 The centre line"].to_dict()
    {'questions': 1, 'right': 0, 'tries': 0, 'points': 0, 'of': 1}
    """
    from qilab.modules.bank import exercises

    known = read()
    rows = [
        {
            "exercise": f"{exercise.code} {exercise.title}",
            "questions": len(exercise.items),
            "right": sum(_right(known, i.key) for i in exercise.items),
            "tries": sum(known.get(i.key, {}).get("tries", 0) for i in exercise.items),
            "points": sum(i.points for i in exercise.items if _right(known, i.key)),
            "of": exercise.points,
        }
        for exercise in exercises(module)
    ]
    return pd.DataFrame(rows).set_index("exercise")


def show() -> ProgressMap:
    """The map: each module's outcomes, met or not yet, and its points, with a sentence for each.

    >>> print(show())
    Your record is in ...; it holds no name and stays on this computer.
    Module 1, ...: 0 of ... points. ...
    """
    from .map import ProgressMap

    return ProgressMap()


def whereabouts() -> str:
    """Where the record is kept, in a sentence; and in another, if one that could not be read was put aside."""
    place = "kept in this browser" if IN_BROWSER else f"in {where().name}"
    words = f"Your record is {place}; it holds no name and stays on this computer."
    read()  # what cannot be read is put aside first
    aside = [name.name for name in takewhile(Path.exists, _names(where(), "unreadable"))]
    if aside:
        words += (
            f" A record that could not be read was put aside as {aside[-1]}: nothing in it was changed. If you have a "
            "saved copy, bring that back."
        )
    return words


def points(module: str) -> tuple[int, int]:
    """Points earned and points there are in the exercises of a module."""
    frame = table(module)
    return int(frame["points"].sum()), int(frame["of"].sum())


def practised(module: str) -> bool:
    """Are three quarters or more of the module's points earned?"""
    return enough(*points(module))


def enough(earned: float, total: float) -> bool:
    """Are so many of so many points three quarters or more? Nothing of nothing is not."""
    return earned >= PASS_SHARE * total > 0


def outcomes_met(module: str) -> dict[str, bool]:
    """Each learning outcome of a module: are all exercise questions that assess it answered?"""
    from qilab.modules.bank import exercises

    known = read()
    met: dict[str, bool] = {}
    for item in (i for e in exercises(module) for i in e.items):
        met[item.outcome] = met.get(item.outcome, True) and _right(known, item.key)
    return met


def needed(earned: int, total: int) -> str:
    """How far it still is to “practised”, in a sentence."""
    more = math.ceil(total * PASS_SHARE) - earned
    if more <= 0:
        return "That is three quarters or more: practised."
    return f"{more} more point{'' if more == 1 else 's'} and you have practised it (that is three quarters)."


def _right(known: dict[str, dict[str, Any]], key: str) -> bool:
    return bool(known.get(key, {}).get("right"))


def _dump(body: dict[str, dict[str, Any]]) -> bytes:
    kept: dict[str, Any] = {"format": FORMAT, "questions": dict(sorted(body["questions"].items()))}
    if body["tests"]:
        kept["tests"] = dict(sorted(body["tests"].items()))
    return (json.dumps(kept, indent=1) + "\n").encode("utf-8")


def _parse(data: bytes) -> dict[str, dict[str, Any]]:
    try:
        body = shallow_json.loads(data[: MAX_BYTES + 1].decode("utf-8-sig"))
    except ValueError:  # not UTF-8, no JSON, or nested beyond measure
        raise ProgressError(
            f"That file is not a progress file. Choose the {SAVED_NAME} that you saved."
        ) from None
    ours = isinstance(body, dict) and body.get("format") == FORMAT
    questions, tests = (body.get("questions"), body.get("tests", {})) if ours else (None, None)
    if (
        not isinstance(questions, dict)
        or not isinstance(tests, dict)
        or not all(_sound(k, e) for k, e in questions.items())
        or not all(k in TESTS and _sound_test(t) for k, t in tests.items())
    ):
        raise ProgressError(
            f"That file is not a progress file of this course. Choose the {SAVED_NAME} that you saved."
        )
    return {
        "questions": {k: {"tries": int(e["tries"]), "right": bool(e["right"])} for k, e in questions.items()},
        "tests": tests,
    }


def _sound(key: Any, entry: Any) -> bool:
    return (
        isinstance(key, str)
        and len(key) < 100
        and isinstance(entry, dict)
        and isinstance(entry.get("tries"), int)
        and 0 <= entry["tries"] <= MOST_TRIES
        and isinstance(entry.get("right"), bool)
    )


def _sound_test(test: Any) -> bool:
    """A form, its questions as right or not, and ratings from 0 to 10: exactly that, so that no name slips in.

    Tests from before there were tracks name no track and no version.
    """
    return (
        isinstance(test, dict)
        and set(test) in ({"form", "right", "confidence", "then"}, _TEST_PARTS)
        and (test.keys() != _TEST_PARTS or _sound_track(test["track"], test["version"]))
        and test["form"] in ("A", "B")
        and isinstance(test["right"], dict)
        and 0 < len(test["right"]) <= 100
        and all(isinstance(k, str) and len(k) < 100 for k in test["right"])
        and all(isinstance(v, bool) for v in test["right"].values())
        and all(_sound_ratings(test[name]) for name in ("confidence", "then"))
    )


_TEST_PARTS = {"track", "version", "form", "right", "confidence", "then"}


def _sound_track(track: Any, version: Any) -> bool:
    """A track is a word such as “front-line”: nothing that could be a name and a number with it."""
    named = isinstance(track, str) and re.fullmatch(r"[a-z]{1,20}(-[a-z]{1,20})?", track) is not None
    return named and type(version) is int and 1 <= version < 1000


def _sound_ratings(ratings: Any) -> bool:
    return isinstance(ratings, dict) and all(
        isinstance(k, str) and len(k) < 100 and type(v) is int and 0 <= v <= 10 for k, v in ratings.items()
    )


def _write(body: dict[str, dict[str, Any]]) -> bool:
    """Whole or not at all: a power cut must leave the old record or the new one. Returns whether it was kept."""
    # A read-only folder must not cost the learner the answer on the page: the record is a courtesy.
    written = write_whole(where(), _dump(body))
    following.changed()
    return written


def answered(keys: Iterable[str]) -> int:
    """How many of these questions are answered."""
    known = read()
    return sum(_right(known, key) for key in keys)
