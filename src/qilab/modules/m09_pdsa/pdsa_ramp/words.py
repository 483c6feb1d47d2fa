"""The sentences of Test ramp. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from qilab.charts.words import count, number

from .model import BASE, DAYS, EASY, HOURS, NONE, SIZES, STAFF, WAYS, Ramp, Test, cost, hours, sizes

DECISIONS = {
    "adopt": "adopt: it works everywhere",
    "adapt": "adapt: it works, but not everywhere",
    "abandon": "abandon: it works nowhere",
}
_WHEN = {"week": "from", "monday": "on", "weekend": "at"}
WAY_WORDS = {
    "grow": "Grow: 1, then 5, then 25 in each new place",
    "jump": "Jump: 100 at once, then what is left",
}


def place(who: str, when: str) -> str:
    """A staff group and a kind of day, given by their keys, in words."""
    return f"{STAFF[who]}, {DAYS[when]}"


def in_place(who: str, when: str) -> str:
    """The same inside a sentence: “the day team on a Monday”."""
    return f"{STAFF[who]} {_WHEN[when]} {DAYS[when]}"


def description(ramp: Ramp) -> str:
    """The live chart in words."""
    before = f"{100 * BASE:g}% went as hoped before the change."
    if not ramp.tests:
        return f"No test yet. Each test will show its predicted range as a bar and its result, as percentages. {before}"
    each = "; ".join(
        f"{'Test' if i == 1 else 'test'} {i}, {place(t.who, t.when)}, {count(t.n, 'patient')}: predicted {t.low:g} to {t.high:g}%, "
        f"result {number(t.result, 0)}%, {'inside' if t.inside else 'outside'}"
        for i, t in enumerate(ramp.tests, start=1)
    )
    return f"Percentage that went as hoped in {count(len(ramp.tests), 'test')}. {before} {each}."


def finding(ramp: Ramp) -> str:
    """The live sentence over the chart."""
    if not ramp.tests:
        return f"You have {HOURS} staff hours, one idea and nine combinations of staff and day. Where does the idea work?"
    return (
        f"You have run {count(len(ramp.tests), 'test')} with {count(ramp.patients, 'patient')}, in {len(ramp.places)} of "
        f"{len(STAFF) * len(DAYS)} combinations of staff and day. Results inside the predicted range: {ramp.hits} of {len(ramp.tests)}. "
        f"You have {count(ramp.left, 'hour')} left."
    )


def price(ramp: Ramp, n: int) -> str:
    """What the test would take, before it is run."""
    if ramp.left < cost(SIZES[0]):
        return f"You have {count(ramp.left, 'hour')} left. No test is short enough for that, so decide now."
    told = f"This test takes {count(cost(n), 'hour')}, and you have {ramp.left} left."
    if n == 1:
        told += " One patient gives 0% or 100%."
    return told if cost(n) <= ramp.left else f"{told} Choose a smaller one, or decide now."


def result(test: Test) -> str:
    """Compare: what came, and the prediction."""
    close = (
        "inside your range."
        if test.inside
        else f"{'below' if test.result < test.low else 'above'} your range."
    )
    return (
        f"With {in_place(test.who, test.when)}, {test.hits} of {test.n} went as hoped ({number(test.result, 0)}%). You said "
        f"{test.low:g} to {test.high:g}%, so this is {close}"
    )


def study(ramp: Ramp) -> str:
    """Explain: what this test can and cannot say."""
    last = ramp.tests[-1]
    if last.n == 1:
        return "One patient can show that the idea can be tried, or bring a snag to light, but not yet how often it works."
    if last.n == 5:
        return "Five patients can show a large effect or a common snag, but they may miss a small effect or a rare snag. Will you test on more patients, or somewhere else?"
    if last.n == 100:
        return (
            f"You now know this one place well, but only {count(ramp.left, 'hour')} {'is' if ramp.left == 1 else 'are'} left for the "
            f"{len(STAFF) * len(DAYS) - len(ramp.places)} that you have not tried."
        )
    rough = "Twenty-five patients give a rough idea of how often it works in this place."
    if len(ramp.places) == len(STAFF) * len(DAYS):
        return f"{rough} You have now tried every combination of staff and day."
    return f"{rough} Which combinations of staff and day have you not yet tried?"


def finish(ramp: Ramp, decision: str, staff: str, day: str) -> str:
    """The end: what the learner decided, beside the truth."""
    true = ramp.idea
    if true.effect == 0:
        truth = "The idea does nothing, whoever uses it and whatever the day, so abandon it. Finding that out before it spreads is a success."
    else:
        weak = [f"with {STAFF[w]}" for w in (true.weak_staff,) if w != NONE]
        weak += [f"{'at' if w == 'weekend' else 'on'} {DAYS[w]}" for w in (true.weak_day,) if w != NONE]
        where = f", but far fewer {' or '.join(weak)}" if weak else " everywhere"
        truth = f"The idea adds {100 * true.effect:.0f} percentage points{where}, so {true.decision} it."
    if true.effect == 0:
        right = decision == "abandon"
    else:
        right = (decision, staff, day) == (true.decision, true.weak_staff, true.weak_day)
    return f"{'You found it.' if right else 'Not quite.'} {truth}"


def score(ramp: Ramp) -> str:
    """What the tests cost and what they taught."""
    largest = max(t.n for t in ramp.tests)
    first = ramp.tests[0].n
    told = (
        f"You used {HOURS - ramp.left} hours on {count(len(ramp.tests), 'test')} with {count(ramp.patients, 'patient')}, "
        f"in {count(len(ramp.places), 'combination')} of staff and day. Results inside the predicted "
        f"range: {ramp.hits} of {len(ramp.tests)}."
    )
    if first == 100:
        return f"{told} Your first test took {cost(100)} hours before you could change anything."
    return told if largest < 100 else f"{told} The test on 100 patients took {cost(100)} of your hours."


def many(way: str, came: float, guess: float) -> str:
    """Compare, over many teams."""
    tested = sizes(way)
    near = "Well predicted." if abs(came - guess) <= 5 else "That is some way off."
    return (
        f"{number(came, 0)} of 100 teams found all the weak spots, and reported none where there were none. You said {guess:g}. {near} "
        f"Each ran {len(WAYS[way])} tests in {len(tested)} places, with {sum(tested.values())} patients, in {hours(way)} hours."
    )


def compared(came: dict[str, float]) -> str:
    """Explain, once both ways have been run."""
    if len(came) < 2:
        return "Now predict and run the other way."
    grow, jump = (number(came[w], 0) for w in ("grow", "jump"))
    return (
        f"With about the same number of hours and patients, {grow} of 100 teams found them all by growing their tests, and {jump} of 100 by jumping. A team that jumps "
        f"knows a great deal about {in_place(*EASY)}, and little or nothing about the rest."
    )
