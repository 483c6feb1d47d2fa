"""The tests: for each track a fixed list of questions, with a number; each is asked in two parallel forms, A and B.

A test that people have taken is never changed, so that a gain over months, or over years, compares like with like. A new
module changes no test: a new version is written beside the old one, in forms.toml.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from qilab.modules import settings, tracks

from .questions import LETTERS, Question, questions

SOURCE = Path(__file__).with_name("forms.toml")


@dataclass(frozen=True)
class TrackTest:
    """The test of a track. digest: of all that is asked in it, as it was when it was written down."""

    track: str
    version: int
    digest: str
    questions: tuple[Question, ...]

    @property
    def title(self) -> str:
        """The track's name, such as “Front line”."""
        return str(tracks()[self.track]["title"])

    @property
    def skills(self) -> dict[str, str]:
        """Key → words of what people rate their confidence in: the skills of the modules that are asked about."""
        modules = dict.fromkeys(question.module for question in self.questions)
        return {k: words for m in modules for k, words in settings(m).get("skills", {}).items()}

    def digest_now(self) -> str:
        """The digest of all that is asked in both forms, worked out anew. What is said after handing in, why and where
        to read, may be mended: no result rests on it.
        """
        asked = [
            (q.key, letter, replace(v, why="")) for q in self.questions for letter, v in q.versions.items()
        ]
        return hashlib.sha256(repr(asked).encode()).hexdigest()[:16]


@cache
def all_tests() -> tuple[TrackTest, ...]:
    """All tests, of every track and version. ValueError if a test asks a question that there is not."""
    found = []
    for entry in tomllib.loads(SOURCE.read_text(encoding="utf-8"))["test"]:
        unknown = [key for key in entry["questions"] if key not in questions()]
        if unknown:
            raise ValueError(f"forms.toml: no module has the question {unknown[0]}")
        asked = tuple(questions()[key] for key in entry["questions"])
        found.append(TrackTest(entry["track"], entry["version"], entry["digest"], asked))
    return tuple(found)


def newest(track: str) -> TrackTest:
    """The test of a track that is taken now. ValueError names the tracks there are."""
    mine = [test for test in all_tests() if test.track == track]
    if not mine:
        names = ", ".join(f"“{name}”" for name in offered())
        raise ValueError(f"There is no test for the track “{str(track)[:40]}”. There is one for {names}.")
    return max(mine, key=lambda test: test.version)


def find(track: Any, version: Any) -> TrackTest | None:
    """The test that a record names; None for one from before there were tracks, or from a later course."""
    return next((test for test in all_tests() if (test.track, test.version) == (track, version)), None)


def offered() -> tuple[str, ...]:
    """The tracks that have a test, in the order of the course."""
    having = {test.track for test in all_tests()}
    return tuple(track for track in tracks() if track in having)


if __name__ == "__main__":  # for whoever writes a new version: its digest, to be copied into forms.toml
    for each in all_tests():
        print(
            each.track,
            each.version,
            each.digest_now(),
            "as written" if each.digest == each.digest_now() else "",
        )


__all__ = ["LETTERS", "TrackTest", "all_tests", "find", "newest", "offered"]
