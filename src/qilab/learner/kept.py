"""What was typed into the forms of the pages, kept from one day to the next in a small file of the learner's own.

It lies beside the progress file, as `my-answers.json`. It holds question keys, what stands in their fields, which answer
was looked at last, and how many hints were opened: nothing else, and it never leaves the computer by itself. While
nbgrader runs a page nothing is read or written.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from . import following, progress, shallow_json
from .nbgrader_mode import nbgrader_mode
from .whole_file import write_whole

FORMAT = "qilab-answers-1"
MOST_TEXT = 20_000  # characters of one question's fields; a longer one is not kept


@dataclass(frozen=True)
class Kept:
    """What is kept of one question.

    values: field → what stands in it. checked: were they checked since they were last changed? judged: the answer that
    was looked at last, in words, so that looking at it once more is no new try. hints: how many were opened. right: was
    the answer that was looked at last right; None where that is not known.
    """

    values: dict[str, Any] = field(default_factory=dict)
    checked: bool = False
    judged: str = ""
    hints: int = 0
    right: bool | None = None


_NOTHING = Kept()
# What could not be written, because the folder is read-only: it lasts as long as the kernel.
_unwritten: dict[tuple[Path, str], Kept] = {}


def where() -> Path:
    """The file: beside the progress file, and named after it."""
    path = progress.where()
    name = path.name.replace("progress", "answers")
    return path.with_name(name if name != path.name else f"answers-{name}")


def place(key: str, seed: int | None) -> str:
    """Where a question's answer to these data is kept: practice on new data leaves the course's own answer alone."""
    return key if seed is None else f"{key}@{seed}"


def get(key: str) -> Kept:
    """What is kept of a question, or at a `place`; an empty one where nothing is."""
    if nbgrader_mode() is not None:
        return _NOTHING
    return _unwritten.get((where(), key)) or _read().get(key, _NOTHING)


def put(key: str, **changes: Any) -> Kept:
    """Keep changed fields of a question's `Kept`. Returns it as it is now."""
    if nbgrader_mode() is not None:
        return replace(_NOTHING, **changes)
    everything = _read()
    before = _unwritten.pop((where(), key), everything.get(key, _NOTHING))
    now = replace(before, **changes)
    if len(json.dumps(now.values, default=str)) > MOST_TEXT:
        now = replace(now, values={})
    everything[key] = now
    body = {"format": FORMAT, "questions": {k: asdict(v) for k, v in sorted(everything.items())}}
    if not write_whole(where(), (json.dumps(body, indent=1, ensure_ascii=False) + "\n").encode("utf-8")):
        _unwritten[where(), key] = now
    if (now.checked, now.right) != (before.checked, before.right):
        following.changed()
    return now


def empty() -> None:
    """Forget all of it: the learner starts afresh."""
    _unwritten.clear()
    with contextlib.suppress(OSError):
        os.replace(where(), where().with_suffix(".old.json"))


def _read() -> dict[str, Kept]:
    """What the file holds, as far as it is sound. One that cannot be read is put aside, not lost."""
    path = where()
    try:
        body = shallow_json.loads(progress.bytes_of(path).decode("utf-8"))
        questions = body["questions"] if body["format"] == FORMAT else {}
        return {str(key): kept for key, entry in questions.items() if (kept := _kept(entry)) is not None}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        with contextlib.suppress(OSError):
            os.replace(path, path.with_suffix(".unreadable.json"))
        return {}


def _kept(entry: Any) -> Kept | None:
    sound = (
        isinstance(entry, dict)
        and isinstance(entry.get("values"), dict)
        and isinstance(entry.get("checked"), bool)
        and isinstance(entry.get("judged"), str)
        and type(entry.get("hints")) is int
        and 0 <= entry["hints"] <= 9
        and entry.get("right") in (None, True, False)
    )
    if not sound:
        return None
    return Kept(entry["values"], entry["checked"], entry["judged"], entry["hints"], entry.get("right"))
