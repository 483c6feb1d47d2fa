"""What counts as a figure in a sentence, and the names by which a sentence is known to be about the trusts' data."""

from __future__ import annotations

import re
from functools import cache

from qilab.trusts.generate.providers import STANDARD

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WORDS = (
    "four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_FIGURE = re.compile(rf"(?<![\w.,])\d[\d.,]*(?<![.,])|\b(?:{_WORDS})\b", re.IGNORECASE)
# Small words count only as an amount that the sentence itself claims of the data: “two wards”, “two of them”, but not “two
# colleagues”, nor “the two wards”, which were counted before; a share, a multiple, a place in a table, but not half an hour.
_UNITS = (
    "row|column|line|day|week|month|quarter|year|ward|trust|hospital|clinic|site|team|unit|patient|bed|point|cycle|test|card|place|"
    "cause|reason|group|round|comment|theme|factor|fall|incident|error|dose|death|visit|admission|discharge|stay|list|"
    "largest|smallest|highest|lowest|longest|most|fewest"
)
_ORDER = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_SMALL = re.compile(
    r"(?<!\bthe )(?<!\bthese )(?<!\bthose )(?<!\bother )(?<!\bbetween )(?<!\btheir )(?<!\bits )\b(?:two|three)\b"
    rf"(?= (?:\w+ )?(?:{_UNITS})s\b| (?:of|out of|in|more|fewer|times)\b|\s*(?:[.,;:)?!]|$))"
    r"|\b(?:a|one|two)[ -]thirds?\b|\b(?:a|one|three)[ -]quarters?\b|\b(?:a|one)[ -](?:fifth|tenth)\b"
    r"|\b(?:half|halved?|halves)\b(?! an? | past| worked)"
    r"|\b(?:twice|thrice|doubled?|doubles|tripled?|triples|trebled?|trebles)\b"
    rf"|(?<!the )\bmost (?:of\b(?! all)|(?:{_UNITS})s\b)|\b(?:none|only one) of (?:the|its|their|these|those)\b"
    rf"|\b(?:couple of|dozens?|hundreds?|thousands?)\b|\b(?:{_ORDER})[ -](?:{_UNITS})\b",
    re.IGNORECASE,
)
# Not figures: names of exercises, days, code, addresses, places that code fills in; and of a method its scales, its units and the
# names of its limits.
_NOT = re.compile(
    rf"^\| \d+–\d+ \||\]\([^)]*\)|`[^`]*`|\{{\{{.*?\}}\}}|\{{[^}}]*\}}|\b[EMV]\d+(?:\.\d+)?\b|\bmodules? \d+(?: and \d+)?|"
    rf"\b(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{4}})?\b|\b20\d\d(?:/\d\d|(?:-\d\d){{1,2}})?\b|\b\d{{1,2}}:\d\d\b|<!--.*?-->|"
    r"\b(?:per|of|in|every|by|times) (?:every )?(?:100|1,000)\b|\bin (?:a|every) hundred\b|\bby 60\b|[×÷] (?:100|1,000|60)\b|\b(?:100|1,000) ×|"
    r"\b(?:one|two|three|\d) decimals?(?: places?)?\b|\b(?:95|99\.8)% (?:interval|limit|confidence)s?\b|"
    r"^m\d\d: .*|\b(?:hour|day|week|month|year) and a half\b|\((?:\d|[\d.]+ minutes)\)",
    re.DOTALL,
)


@cache
def places() -> re.Pattern[str]:
    """The names by which the pages call trusts and wards, and what else is only ever said of their tables."""
    names = {p.name.split()[0] for p in STANDARD} | {w.name for p in STANDARD for w in p.wards}
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    codes = "|".join(sorted({w.code for p in STANDARD for w in p.wards}))
    return re.compile(rf"\b(?:{listed}|[Ww]ard (?:{codes})|comments|hourly rounds)\b")


def figures(text: str) -> list[str]:
    """The figures in a text, in digits or in words."""
    bare = _NOT.sub(" ", places().sub(" ", text))
    return _FIGURE.findall(bare) + _SMALL.findall(bare)
