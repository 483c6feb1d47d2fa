"""Process map on paper: each step of the lab's hospital as a card, with what each change would take off it on the back."""

from __future__ import annotations

from qilab.charts.words import number

from .model import CHANGES, EVERY, LONG, MAIN, Step, begins, changed, hospital

_WHERE = {MAIN: "main line", LONG: "branch A"}


def step_cards(seed: int = 4821) -> list[tuple[str, str]]:
    """For each step the front of its card, with its minutes, and the back, with what each change saves; then one with the changes (Markdown)."""
    changes = "\n".join(f"- {words}" for words in CHANGES.values())
    rule = (
        f"## Five changes\n\n{changes}",
        "Choose two changes, each at one step. You may make the same change at two steps.",
    )
    return [*((_front(n, step), _back(n, step)) for n, step in enumerate(hospital(seed), start=1)), rule]


def timeline(seed: int = 4821) -> list[tuple[str, str, float, float, float]]:
    """(step, who and where, minute at which it begins, minutes of work, minutes of waiting) of each step of the map."""
    steps = hospital(seed)
    return [
        (s.name, f"{s.owner}, {where(s)}", round(start), s.touch, round(s.total - s.touch))
        for s, start in zip(steps, begins(steps), strict=True)
    ]


def where(step: Step) -> str:
    """The part of the map that a step lies on, in words."""
    return _WHERE.get(step.branch, "branch B")


def _front(place: int, step: Step) -> str:
    lines = [
        f"Work: **{number(step.touch, 0)}** minutes",
        f"Wait for somebody to be free: **{number(step.wait, 0)}**",
    ]
    if step.hand_off:
        lines.append(f"Hand-off to the next person: **{number(step.hand_off, 0)}**")
    if step.batch > 1:
        lines.append(
            f"Wait for a batch of {step.batch} to fill up, with one every {EVERY} minutes: **{number(step.batched, 0)}**"
        )
    listed = "\\\n".join(lines)
    return f"**{place}. {step.name}**\\\n{step.owner}, {where(step)}\n\n{listed}\n\n**Together: {number(step.total, 0)} minutes**"


def _back(place: int, step: Step) -> str:
    told = []
    for change, words in CHANGES.items():
        saved = step.total - changed(step, change).total
        less = f"{saved:g}" if saved else "nothing"
        told.append(f"{words}: **{less}**")
    lines = "\\\n".join(told)
    return f"**{place}.** Minutes that a change takes off this step:\n\n{lines}"
