"""Whom a file's or a folder's name speaks of, and letters that are safe as a name everywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

_NUMBERED = re.compile(r"(m|mod|module|e|ex|exercise|week|wk|v|ver|version|attempt|try|part|copy|no)?\d{1,2}")
_CODE = re.compile(r"[a-z]+\d+(?=_)")  # “m06” of “m06_run_charts”
_COPY_OF = re.compile(r"^\s*(copy of|kopie von|copie de|copia de)\b\s*", re.I)
_COPY = re.compile(
    r"[\s_-]*(\(\d+\)|-\s*(copy|kopie|copie|copia)(\s*\(\d+\))?|\((copy|kopie|copie|copia|final)(\s*\d+)?\)"
    r"|\b(copy of|kopie von|copie de|copia de)|copy\d*|final|submission|solution|answers?|-checkpoint)\s*$",
    re.I,
)
# What programs that keep folders in step write on the second of two versions of one file: Dropbox, Nextcloud,
# Syncthing, Google Drive.
_CONFLICT = re.compile(
    r"[\s_.-]*(\.sync-conflict-\d{8}-\d{6}(-\w+)?|\([^()]*\bconflict(ed)?( copy)?\b[^()]*\)|\[conflict\])\s*$",
    re.I,
)
_NUMBERED_COPY = re.compile(r"(\(\d+\)|[-_ ]\d{1,2})\s*$")
LONGEST = 60
_MOST_BYTES = (
    150  # of UTF-8, so that endings and a mark of difference fit into the 255 that file systems allow
)


@dataclass(frozen=True)
class ModuleNames:
    """What the course's modules are called, address → title: words that name nobody."""

    titles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _texts(self) -> list[re.Pattern[str]]:
        texts = [*self.titles, *(title for title in self.titles.values() if " " in title)]
        spaced = (r"[\s_-]*".join(map(re.escape, re.split(r"[\s_-]+", text))) for text in texts)
        codes = sorted({found[0] for title in self.titles if (found := _CODE.match(title))})
        return [
            *(
                re.compile(rf"(?<![^\W_]){text}(?![^\W\d_])", re.I)
                for text in sorted(spaced, key=len, reverse=True)
            ),
            *(re.compile(rf"(?<![^\W_]){code}(?![^\W_])", re.I) for code in codes),
        ]

    @cached_property
    def _words(self) -> frozenset[str]:
        found = {w for text in (*self.titles, *self.titles.values()) for w in _tokens(text)}
        return frozenset(found | {w.removesuffix("s") for w in found})

    def person(self, text: str) -> str:
        """The text less the module's name and words for “copy”; "" if what is left names nobody."""
        text = clean(text)
        for pattern in self._texts:
            text = pattern.sub(" ", text)
        before = None
        while before != text:
            before = text
            text = _COPY.sub("", _COPY_OF.sub("", _CONFLICT.sub("", text))).strip(" _-.,")
        return "" if self._is_generic(text) else " ".join(text.split())

    def _is_generic(self, text: str) -> bool:
        tokens = _tokens(text.replace("(s)", "s"))  # Sakai's “Submission attachment(s)”
        if re.fullmatch(r"\d{3,}", text.strip()):  # a student's number, but a year is none
            return bool(re.fullmatch(r"(19|20)\d\d", text.strip()))
        if not tokens:
            return safe_name(text) is None  # a name may be an emoji
        return all(self._is_generic_word(t) for t in tokens)

    def _is_generic_word(self, token: str) -> bool:
        word = token.rstrip("0123456789")
        return not word or word in _generic() or word in self._words or bool(_NUMBERED.fullmatch(token))


@cache
def _generic() -> frozenset[str]:
    lines = files(__package__).joinpath("generic_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def numbered_copy_of(text: str) -> str:
    """“ash” for “ash-2” and “ash (3)”: what a browser may have called it before; "" if it has no number."""
    found = _NUMBERED_COPY.search(text)
    return text[: found.start()].strip(" _-.") if found else ""


def clean(text: str) -> str:
    """The text as it is read: composed, without control signs, blanks joined."""
    text = unicodedata.normalize("NFC", text)
    return " ".join(
        "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co") else c for c in text).split()
    )


def same_person(text: str) -> str:
    """Names that a person would read as the same one have the same key: case, blanks, dashes and dots aside."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.split(r"[\s_.,-]+", text)).strip() or text


def safe_name(text: str) -> str | None:
    """Letters of any script with their marks, digits, emoji, dot, dash and underscore; None if nothing is left.

    A name that had to be cut has a mark of its own at its end: two long names that begin alike stay two.
    """
    whole = unicodedata.normalize("NFKC", text)
    kept = re.sub(r"-+", "-", "".join(c if _is_safe(c) else "-" for c in whole)).strip("-._")
    if len(kept) > LONGEST or len(kept.encode("utf-8")) > _MOST_BYTES:
        cut, mark = kept[: LONGEST - 9], f"-{mark_of(text)}"
        while len(cut.encode("utf-8")) > _MOST_BYTES - len(mark):
            cut = cut[:-1]
        return cut.strip("-._") + mark
    if _RESERVED.fullmatch(kept):
        return f"{kept}-{mark_of(text)}"
    return kept or None


_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)  # Windows makes no file of these names


def _is_safe(c: str) -> bool:
    return c in "._-" or unicodedata.category(c)[0] in "LMN" or unicodedata.category(c) in ("So", "Sk")


def mark_of(text: str) -> str:
    """Eight hexadecimal digits that tell two texts apart."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _tokens(text: str) -> list[str]:
    return [t for t in re.split(r"[\W_]+", text.casefold()) if t]
