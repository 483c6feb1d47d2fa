"""What was gained between the two tests, told honestly: for one person, and for a group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

TEST_FILE = "my-test-results.json"
CONFIDENCE_NOTE = (
    "Confidence can fall as people learn what they did not know, and that may be a sign of learning. "
    "The “then” rating asks, afterwards, how sure you really were before."
)
SMALL_NOTE = (
    "So few questions give only a rough measure: luck can easily move a single score by two or three."
)


@dataclass(frozen=True)
class GroupGain:
    """Paired results of a group. Scores are right answers of `most`; `low`, `high`: 95% interval of the mean
    difference (paired t), None where fewer than two people took both tests. `normalised`: gain as a share
    of what was left to gain, None where nothing was. Confidence changes are means over the eight ratings
    of those who gave both, on 0 to 10; None where nobody did."""

    people: int
    most: float
    before: float
    after: float
    difference: float
    low: float | None
    high: float | None
    normalised: float | None
    confidence: float | None
    confidence_then: float | None


def normalised_gain(before: float, after: float, most: float) -> float | None:
    """(after − before) / (most − before), Hake 1998, Am J Phys 66:64; None where nothing was left to gain.

    >>> normalised_gain(6, 12, 15)
    0.6666666666666666
    """
    if not 0 <= before <= most or not 0 <= after <= most or most <= 0:
        raise ValueError("Scores lie between 0 and the most that can be reached.")
    return None if before == most else (after - before) / (most - before)


def score(test: dict[str, Any]) -> int:
    """The number of right answers in one test, 0 to the number of its questions."""
    return sum(test["right"].values())


def kind_of(test: dict[str, Any]) -> tuple[str, int]:
    """The track and version of a test; ("", 0) for one from before there were tracks."""
    return test.get("track", ""), test.get("version", 0)


def kind_in_words(track: str, version: int) -> str:
    """A heading for a group: “Track front-line, version 1”."""
    return f"Track {track}, version {version}" if track else "Tests from before there were tracks"


def tracks_apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Do two tests belong to different tracks or versions, so that no gain can be told?"""
    return kind_of(one) != kind_of(other)


def by_kind(
    records: Iterable[dict[str, dict[str, Any]]],
) -> dict[tuple[str, int], list[dict[str, dict[str, Any]]]]:
    """Those who took both tests, by the track and version of these, in the order of the alphabet; those whose two tests
    are of different kinds are left out.
    """
    found: dict[tuple[str, int], list[dict[str, dict[str, Any]]]] = {}
    for record in records:
        if "before" in record and "after" in record and not tracks_apart(record["before"], record["after"]):
            found.setdefault(kind_of(record["before"]), []).append(record)
    return dict(sorted(found.items()))


def group_gain(records: Iterable[dict[str, dict[str, Any]]]) -> GroupGain:
    """The gain of those who took both tests. records: "before" and "after" of each person.

    Raises ValueError if nobody took both, or the tests are of different lengths.
    """
    pairs = [(r["before"], r["after"]) for r in records if "before" in r and "after" in r]
    if not pairs:
        raise ValueError("Nobody here has taken both tests, so there is no gain to report yet.")
    lengths = {len(test["right"]) for pair in pairs for test in pair}
    if len(lengths) > 1:
        raise ValueError(
            "These results come from tests of different lengths, so from different versions of the "
            "course. Compare the results of one version at a time."
        )
    most = lengths.pop()
    scores = np.array([[score(one), score(other)] for one, other in pairs], dtype=float)
    change = scores[:, 1] - scores[:, 0]
    low = high = None
    if len(change) > 1:
        reach = stdtrit(len(change) - 1, 0.975) * change.std(ddof=1) / np.sqrt(len(change))
        low, high = float(change.mean() - reach), float(change.mean() + reach)
    before, after = scores.mean(axis=0)
    return GroupGain(
        people=len(pairs),
        most=most,
        before=float(before),
        after=float(after),
        difference=float(change.mean()),
        low=low,
        high=high,
        normalised=normalised_gain(before, after, most),
        confidence=_mean(_rise(a["confidence"], b["confidence"]) for a, b in pairs),
        confidence_then=_mean(_rise(b["then"], b["confidence"]) for _, b in pairs),
    )


def gain_in_words(tests: dict[str, dict[str, Any]]) -> list[str]:
    """One person's result in sentences: no interval, for one person has none."""
    if "before" not in tests or "after" not in tests:
        missing = [w for w in ("before", "after") if w not in tests]
        return [
            f"The test {' and the test '.join(missing)} the course {'is' if len(missing) == 1 else 'are'} "
            "still to come. You will see the gain once you have taken both."
        ]
    one, other = tests["before"], tests["after"]
    most = len(one["right"])
    if tracks_apart(one, other):
        return [
            f"Before: {score(one)} of {most}. After: {score(other)} of {len(other['right'])}. The two "
            "tests belong to different tracks or versions, so they ask different things and their scores "
            "cannot be compared."
        ]
    if len(other["right"]) != most:
        return [
            f"Before: {score(one)} of {most}. After: {score(other)} of {len(other['right'])}. The course has "
            "changed between the two, so they cannot be compared fairly."
        ]
    sentences = [f"Before: {score(one)} of {most} right. After: {score(other)} of {most} right."]
    share = normalised_gain(score(one), score(other), most)
    if share is None:
        sentences.append("You got all of them right before, so there was nothing left to gain.")
    elif share >= 0:
        sentences.append(f"Of what was left to gain, you gained {100 * share:.0f}%.")
    else:
        sentences.append("You had fewer right after than before. That can happen by luck alone.")
    sentences.append(SMALL_NOTE)
    rise = _rise(one["confidence"], other["confidence"])
    if rise is not None:
        sentences.append(f"Your confidence changed by {rise:+.1f} points out of 10 from before to now.")
    rise = _rise(other["then"], other["confidence"])
    if rise is not None:
        sentences.append(
            f"Compared with how sure you now think you really were at the start, it changed by {rise:+.1f} points out of 10."
        )
    sentences.append(CONFIDENCE_NOTE)
    return sentences


def group_gain_in_words(gain: GroupGain) -> list[str]:
    """A group's result in sentences, with the interval where there is one."""
    sentences = [
        f"{gain.people} {'person' if gain.people == 1 else 'people'} took both tests.",
        f"Mean before: {gain.before:.1f} of {gain.most}. Mean after: {gain.after:.1f}.",
    ]
    if gain.low is None or gain.high is None:
        sentences.append(
            f"Difference: {gain.difference:+.1f}. One pair of results gives no interval, so do not read much into it."
        )
    else:
        sentences.append(
            f"Mean difference: {gain.difference:+.1f} (95% interval {gain.low:+.1f} to {gain.high:+.1f}, paired t)."
        )
        if gain.low <= 0 <= gain.high:
            sentences.append("The interval includes 0, so the difference could be luck.")
        if gain.people < 10:
            sentences.append("The group is small, so the interval is rough.")
    if gain.normalised is None:
        sentences.append("Everybody got all of them right before, so there was nothing left to gain.")
    else:
        sentences.append(f"Normalised gain, (after − before) / (most − before): {gain.normalised:.2f}.")
    for words, rise in (("before → after", gain.confidence), ("“then” → after", gain.confidence_then)):
        if rise is not None:
            sentences.append(f"Confidence, {words}: {rise:+.1f} points out of 10 on average.")
    sentences.append(CONFIDENCE_NOTE)
    sentences.append(
        "There was no comparison group: others may have gained without the course, by taking the test twice."
    )
    return sentences


def _rise(before: dict[str, int], after: dict[str, int]) -> float | None:
    both = [skill for skill in after if skill in before]
    return float(np.mean([after[s] - before[s] for s in both])) if both else None


def _mean(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return float(np.mean(known)) if known else None
