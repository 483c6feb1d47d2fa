"""A test in hand: the form that was drawn and what has been chosen so far, until it is handed in.

It lies beside the progress file, so that a restart, a closed lid or a lost connection costs nothing. Handing in takes it
away; the answers are kept nowhere else.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from qilab.learner import progress, shallow_json
from qilab.learner.whole_file import write_whole

FORMAT = "qilab-test-in-hand-1"


def where() -> Path:
    """The file, beside the progress file: my-progress.test.json."""
    return progress.where().with_suffix(".test.json")


def read(when: str) -> dict[str, Any] | None:
    """The test "before" or "after" that is in hand: {"track", "version", "form", "values"}; None if there is none.

    A file that cannot be read counts as none.
    """
    return _read().get(when)


def keep(when: str, draft: dict[str, Any]) -> bool:
    """Keep a test in hand. Returns whether it could be kept."""
    return _write({**_read(), when: draft})


def drop(when: str) -> None:
    """Forget a test in hand: it has been handed in."""
    drafts = _read()
    if drafts.pop(when, None) is None:
        return
    if drafts:
        _write(drafts)
    else:
        with contextlib.suppress(OSError):
            where().unlink()


def _write(drafts: dict[str, Any]) -> bool:
    body = {"format": FORMAT, "tests": drafts}
    return write_whole(where(), (json.dumps(body, indent=1) + "\n").encode("utf-8"))


def _read() -> dict[str, Any]:
    try:
        body = shallow_json.loads(progress.bytes_of(where()).decode("utf-8"))
    except (OSError, ValueError):
        return {}
    tests = body.get("tests") if isinstance(body, dict) and body.get("format") == FORMAT else None
    if not isinstance(tests, dict):
        return {}
    return {when: draft for when, draft in tests.items() if when in progress.TESTS and _sound(draft)}


def _sound(draft: Any) -> bool:
    return (
        isinstance(draft, dict)
        and set(draft) == {"track", "version", "form", "values"}
        and isinstance(draft["track"], str)
        and type(draft["version"]) is int
        and draft["form"] in ("A", "B")
        and isinstance(draft["values"], dict)
        and all(isinstance(k, str) and isinstance(v, str) for k, v in draft["values"].items())
    )
