"""The learner's own record of what they have practised: one small file that stays with them.

The file holds question keys, how often each was tried, and whether it was answered; no name, no
date, no machine, no answer. It lies in the course folder as `my-progress.json`, where the learner
can see it, download it and bring it back.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

FILE_NAME = "my-progress.json"
FORMAT = "qilab-progress-1"
MAX_BYTES = 2_000_000  # a record of every question tried a thousand times is far smaller
PASS_SHARE = 0.75


class ProgressError(ValueError):
    """A progress file that cannot be used, with what to do next."""


def where() -> Path:
    """The progress file: `QILAB_PROGRESS` if set, else in the course folder, else in the home folder."""
    chosen = os.environ.get("QILAB_PROGRESS")
    if chosen:
        return Path(chosen).expanduser()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "course").is_dir() and (folder / "datasets").is_dir():
            return folder / FILE_NAME
    return Path.home() / f"qilab-{FILE_NAME}"


def read() -> dict[str, dict[str, Any]]:
    """The record: question key → {"tries": int, "right": bool}. An unreadable file is set aside, not lost."""
    path = where()
    try:
        return _parse(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ProgressError):
        with contextlib.suppress(OSError):
            os.replace(path, path.with_suffix(".unreadable.json"))
        return {}


def record(key: str, right: bool) -> dict[str, Any]:
    """Add one try of a question. A right answer stays right whatever is tried afterwards."""
    known = read()
    entry = known.setdefault(key, {"tries": 0, "right": False})
    entry["tries"] += 1
    entry["right"] = entry["right"] or right
    _write(known)
    return entry


def tries(key: str) -> int:
    """How often a question was tried and not yet answered, for the hint ladder."""
    entry = read().get(key)
    return entry["tries"] if entry and not entry["right"] else 0


def reset(*, sure: bool = False) -> str:
    """Start afresh. The old record is kept beside the new one as `my-progress.old.json`."""
    if not sure:
        return "This empties your record. If you mean it, run progress.reset(sure=True)."
    path = where()
    with contextlib.suppress(FileNotFoundError):
        os.replace(path, path.with_suffix(".old.json"))
    return f"Your record is empty again. The old one is kept as {path.with_suffix('.old.json').name}."


def bring_back(path: str | os.PathLike[str]) -> str:
    """Add the record of a downloaded file to this one: nothing that is already here is lost."""
    source = Path(path).expanduser()
    if not source.is_absolute() and not source.exists():
        source = where().parent / source  # the file list on the left shows the course folder, not this page's
    try:
        if source.stat().st_size > MAX_BYTES:
            raise ProgressError(f"{source.name} is far too large to be a progress file. Choose {FILE_NAME}.")
        theirs = _parse(source.read_bytes())
    except FileNotFoundError:
        raise ProgressError(
            f"There is no file {source}. Upload it with the file browser on the left, then give its name."
        ) from None
    except OSError as error:
        raise ProgressError(f"{source.name} could not be opened: {error.strerror}.") from None
    ours = read()
    for key, entry in theirs.items():
        mine = ours.setdefault(key, {"tries": 0, "right": False})
        mine["tries"] = max(mine["tries"], entry["tries"])
        mine["right"] = mine["right"] or entry["right"]
    _write(ours)
    return (
        f"Brought back: {sum(e['right'] for e in theirs.values())} answered of {len(theirs)} tried questions."
    )


def download():
    """A link that saves the record to the learner's own computer (in a notebook)."""
    import base64

    from IPython.display import HTML

    data = base64.b64encode(_dump(read())).decode("ascii")
    return HTML(
        f'<a download="{FILE_NAME}" href="data:application/json;base64,{data}">Save my progress ({FILE_NAME})</a>'
    )


def table(module: str | None = None) -> pd.DataFrame:
    """One row per exercise, of one module (such as "m06_run_charts") or of all: questions, tries, points."""
    from qilab.items import exercises

    known = read()
    rows = [
        {
            "exercise": f"{exercise.code} {exercise.title}",
            "questions": len(exercise.items),
            "answered": sum(_right(known, i.key) for i in exercise.items),
            "tries": sum(known.get(i.key, {}).get("tries", 0) for i in exercise.items),
            "points": sum(i.points for i in exercise.items if _right(known, i.key)),
            "of": exercise.points,
        }
        for exercise in exercises(module)
    ]
    return pd.DataFrame(rows).set_index("exercise")


def show():
    """What is practised so far, module by module, with a sentence for each, in a notebook."""
    from IPython.display import HTML

    from qilab.items import MODULES

    parts = [f"<p>Your record is in {where().name}; it holds no name and stays on this computer.</p>"]
    for module in MODULES:
        frame = table(module)
        number, _, name = module.partition("_")
        earned, total = int(frame["points"].sum()), int(frame["of"].sum())
        title = f"Module {int(number[1:])}, {name.replace('_', ' ')}"
        sentence = f"<strong>{title}:</strong> {earned} of {total} points. {_needed(earned, total)}"
        parts.append(f"<p>{sentence}</p>{frame.to_html(border=0)}")
    return HTML("".join(parts))


def outcomes_met(module: str) -> dict[str, bool]:
    """Each learning outcome of a module: are all questions that assess it answered?"""
    from qilab.items import items

    known = read()
    met: dict[str, bool] = {}
    for item in items(module).values():
        met[item.outcome] = met.get(item.outcome, True) and _right(known, item.key)
    return met


def _needed(earned: int, total: int) -> str:
    passing = -(-total * PASS_SHARE // 1)
    if earned >= passing:
        return "That is three quarters or more: practised."
    return f"{int(passing - earned)} more and you have practised it (three quarters of the points)."


def _right(known: dict[str, dict[str, Any]], key: str) -> bool:
    return bool(known.get(key, {}).get("right"))


def _dump(entries: dict[str, dict[str, Any]]) -> bytes:
    body = {"format": FORMAT, "questions": dict(sorted(entries.items()))}
    return (json.dumps(body, indent=1) + "\n").encode("utf-8")


def _parse(data: bytes) -> dict[str, dict[str, Any]]:
    try:
        body = json.loads(data.decode("utf-8-sig")[:MAX_BYTES])
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise ProgressError(
            f"That file is not a progress file. Choose the {FILE_NAME} that you saved."
        ) from None
    entries = body.get("questions") if isinstance(body, dict) and body.get("format") == FORMAT else None
    if not isinstance(entries, dict) or not all(_sound(k, e) for k, e in entries.items()):
        raise ProgressError(
            f"That file is not a progress file of this course. Choose the {FILE_NAME} that you saved."
        )
    return {
        key: {"tries": int(entry["tries"]), "right": bool(entry["right"])} for key, entry in entries.items()
    }


def _sound(key: Any, entry: Any) -> bool:
    return (
        isinstance(key, str)
        and len(key) < 100
        and isinstance(entry, dict)
        and isinstance(entry.get("tries"), int)
        and 0 <= entry["tries"] < 10**9
        and isinstance(entry.get("right"), bool)
    )


def _write(entries: dict[str, dict[str, Any]]) -> None:
    """Whole or not at all: a power cut must leave the old record or the new one."""
    path = where()
    # A read-only folder must not cost the learner the answer on the page: the record is a courtesy.
    with contextlib.suppress(OSError):
        handle, name = tempfile.mkstemp(prefix=".progress-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_dump(entries))
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise


def answered(keys: Iterable[str]) -> int:
    """How many of these questions are answered."""
    known = read()
    return sum(_right(known, key) for key in keys)
