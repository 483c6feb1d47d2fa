"""The glossary: every hard word of the course in plain sentences, read from glossary.toml.

The page course/glossary.ipynb, the explanation behind a word on a page and the pages to print are made from it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True)
class Term:
    """One word: its heading, its plain meaning, and the forms in which a page may print it."""

    word: str
    meaning: str
    also: tuple[str, ...] = ()
    ambiguous: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """What to look for on a page: not the bare word where that has an everyday sense, too."""
        return self.also if self.ambiguous else (self.word, *self.also)

    @property
    def anchor(self) -> str:
        """The part of an address after #, as JupyterLab and our still pages name a heading."""
        return re.sub(r"\s", "-", self.word)


@cache
def terms() -> tuple[Term, ...]:
    """All terms in order of the alphabet. ValueError names the first entry that is not as it should be."""
    read = []
    for entry in tomllib.loads(SOURCE.read_text(encoding="utf-8"))["term"]:
        unknown = set(entry) - {"word", "meaning", "also", "ambiguous"}
        if unknown or not entry.get("word") or not entry.get("meaning"):
            raise ValueError(f"glossary.toml: mend the entry {entry.get('word', entry)!r}")
        read.append(Term(**{**entry, "also": tuple(entry.get("also", ()))}))
    forms = [form for term in read for form in {f.lower() for f in (term.word, *term.also)}]
    twice = sorted({form for form in forms if forms.count(form) > 1})
    if twice:
        raise ValueError(f"glossary.toml: explained twice: {', '.join(twice)}")
    return tuple(sorted(read, key=lambda term: term.word.lower()))


def uses(text: str) -> Iterator[tuple[Term, int, int]]:
    """Every place where a plain text uses a term, from left to right: the term, and where the words begin and end.

    The longest form wins: “percentage points” is not explained as “percentage”.
    """
    by_form = _by_form()
    for found in _pattern().finditer(text):
        yield by_form[" ".join(found.group().lower().split())], found.start(), found.end()


def first_uses(text: str) -> list[tuple[Term, int, int]]:
    """As `uses`, the first place of each term only."""
    first: dict[str, tuple[Term, int, int]] = {}
    for use in uses(text):
        first.setdefault(use[0].word, use)
    return list(first.values())


def as_json() -> str:
    """The glossary for a page's script: a list of {"word", "forms", "meaning", "anchor"}.

    forms: to be looked for as whole words, in any case, the longest first.
    """
    listed = [
        {
            "word": term.word,
            "forms": sorted(term.forms, key=len, reverse=True),
            "meaning": plain(term.meaning),
            "anchor": term.anchor,
        }
        for term in terms()
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def plain(meaning: str) -> str:
    """A meaning without Markdown's marks."""
    return meaning.replace("*", "")


@cache
def _by_form() -> dict[str, Term]:
    return {form.lower(): term for term in terms() for form in term.forms}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_by_form(), key=len, reverse=True)
    words = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", flags=re.IGNORECASE)
