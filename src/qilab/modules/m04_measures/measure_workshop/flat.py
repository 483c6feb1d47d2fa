"""The model behind “Process up, outcome flat”: a year of a made-up ward, and why its falls did not move. No Jupyter.

Rounds done rise from about 40 to about 90 of 100, as they are reported; falls stay where they were. One of three things is behind it, and
each shows in one of three looks. The seed decides which.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qilab.methods.spc.rules import RUN_CHART
from qilab.methods.spc.runs import run_chart_analysis
from qilab.methods.validate import one_seed

MONTHS, CHANGE = 24, 12  # the rounds begin after the twelfth month
BED_DAYS = 820  # occupied bed days a month
FALLS = (5, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 8)  # of the months of a year, in some order
BEFORE, AFTER = 40.0, 90.0  # percent of rounds done, as reported
# What may be true behind it, and what fits then.
REASONS = {
    "ticked": "The rounds are ticked off more often than they are done.",
    "theory": "The rounds are done, but most patients fall in situations that the rounds do not reach.",
    "early": "The rounds help a little, but a year on one small ward is too short to show it.",
}
CONCLUSIONS = {
    "worked": "The project worked: the rounds are done.",
    "failed": "The project failed: stop, and ask who did not do their part.",
    "ticked": "First get the rounds done as intended: the sheet shows more rounds than are really done.",
    "theory": "Keep what was learned and change the idea: it does not prevent these falls.",
    "early": "Carry on and keep counting, or pool several wards: it is too early to tell.",
}
LOOKS = {
    "watch": "Watch twenty rounds",
    "where": "See where patients fell",
    "see": "Work out how small a drop would show",
}


@dataclass(frozen=True)
class Case:
    """Two measures of one ward over 24 months, and what lies behind. ValueError for a bad seed."""

    seed: int = 4821

    def __post_init__(self) -> None:
        one_seed(self.seed)

    @cached_property
    def reason(self) -> str:
        """What is true: a key of REASONS."""
        return [*REASONS][int(np.random.default_rng([self.seed, 46]).integers(len(REASONS)))]

    @cached_property
    def process(self) -> np.ndarray:
        """(24,) percent of rounds done, as reported: low before the change, high from the third month after it."""
        luck = np.random.default_rng([self.seed, 47])
        level = np.interp(
            np.arange(MONTHS), [0, CHANGE - 1, CHANGE + 2, MONTHS - 1], [BEFORE, BEFORE, AFTER, AFTER]
        )
        return np.clip(level + luck.normal(0, 2.5, MONTHS), 0, 100).round(0)

    @cached_property
    def outcome(self) -> np.ndarray:
        """(24,) falls per 1,000 occupied bed days, the same in both years but for their order."""
        luck = np.random.default_rng([self.seed, 48])
        # The same counts in both years, in an order in which no run chart rule finds a signal by chance.
        while True:
            counts = np.concatenate([luck.permutation(FALLS), luck.permutation(FALLS)])
            rates = np.round(1000 * counts / BED_DAYS, 1)
            if not run_chart_analysis(rates, freeze=CHANGE, rules=RUN_CHART).signal:
                return rates

    def look(self, what: str) -> str:
        """What a look finds, in words. ValueError for an unknown look."""
        if what not in LOOKS:
            raise ValueError(f"look: choose one of {', '.join(LOOKS)}.")
        return _FOUND[what, self.reason == _SHOWS[what]]


_SHOWS = {"watch": "ticked", "where": "theory", "see": "early"}
_FOUND = {
    (
        "watch",
        True,
    ): "Of twenty rounds that were ticked, seven were done with all four questions. The sheet was filled in at the end of the shift, because there had been no time before.",
    ("watch", False): "Of twenty rounds that were ticked, nineteen were done with all four questions.",
    (
        "where",
        True,
    ): "Of 30 falls, 24 happened when a patient became dizzy on standing up, or reached for something on the bedside table. "
    "The rounds ask about pain, position, drink and the toilet.",
    (
        "where",
        False,
    ): "Of 30 falls, 23 happened when a patient got up alone to go to the toilet. That is just what the rounds are meant to prevent.",
    (
        "see",
        True,
    ): "With about seven falls a month, twelve months usually show a drop of a third, but one of a tenth is hard to tell from chance. Other "
    "wards that made this change had a tenth fewer falls.",
    (
        "see",
        False,
    ): "With about seven falls a month, twelve months usually show a drop of a third. Other wards that made this change had two "
    "fifths fewer falls, and that would probably have shown here.",
}


def judge(case: Case, conclusion: str, looked: frozenset[str] | set[str]) -> str:
    """What to say of a conclusion, after the looks that were taken. ValueError for an unknown conclusion."""
    if conclusion not in CONCLUSIONS:
        raise ValueError(f"conclusion: choose one of {', '.join(CONCLUSIONS)}.")
    if conclusion == "worked":
        return (
            "A process measure tells you at most that something is being done, not that patients are better off. "
            "Falls stayed where they were. Say both, and look for the reason."
        )
    if conclusion == "failed":
        return (
            "Blaming people does not tell you why falls stayed where they were. Were the rounds done as intended? "
            "Does the idea reach these falls? Could a change have shown? Look first, and then decide."
        )
    right = conclusion == case.reason
    seen = {what for what in LOOKS if what in looked}
    if not seen:
        return "That may be. But you have not looked at anything yet, so take a look first and then conclude."
    key = next(what for what, reason in _SHOWS.items() if reason == case.reason)
    if right and key in seen:
        return f"Yes. {REASONS[case.reason]} Process up and outcome flat is a finding, not a failure, and now you know what to do next."
    if right:
        return "Well guessed, but nothing you have looked at shows it. Take the look that would, so that you can tell others why."
    if key in seen:
        return "Something that you have looked at points to another reason. Read it all again. What did you find that was out of the ordinary?"
    return "Nothing that you have looked at so far shows this. Take another look before you decide."
