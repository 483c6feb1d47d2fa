"""The deck of a plan: facilitators/plans/half_day.slides.md, which carries a room through the day or from meeting to meeting.

Each slide names its step as the plan's file does, by its slot or its words (“Step: red_bead_ward”). Where a slide lasts
beyond the end of a step, it names them all, with “; ” between: a vote and the break after it. Slides follow the plan's order
and take its minutes. In a plan of meetings, without a clock, they open and close each meeting, and a module's deck goes between.
Pictures and facts are those of plan_pictures.py, or a module's by its number: m06.larkhaven.
"""

from __future__ import annotations

from pathlib import Path

from qilab.questions.item import BadContent

from ..module import Module
from ..timed.source import PLANS, Plan, Step, in_words, title_of
from .plan_pictures import pictures_of
from .source import Deck, Facts, Pictures, Slide, bad, made_by, read_slides, refuse_lost_pictures
from .votes import Vote, vote_of

SUFFIX = ".slides.md"


def plan_deck(root: Path, plan: Plan, modules: list[Module]) -> Deck:
    """The deck of a plan. BadContent names the first slide to mend: one that does not keep the plan's time, or lacks something."""
    source = (PLANS / f"{plan['key']}{SUFFIX}").as_posix()
    if not (root / source).is_file():
        raise BadContent(f"{source} is missing: each plan has a deck")
    text = (root / source).read_text(encoding="utf-8")
    slides = read_slides(text, source, lambda key: _vote(source, key, modules))
    _refuse_other_times(source, plan, slides)
    pictures, facts = _borrowed(slides, modules)
    own = pictures_of(plan, [in_words(plan, step, modules) for step in plan["step"]])
    deck = Deck(plan["title"], plan["title"], source, slides, {**own, **pictures}, facts)
    refuse_lost_pictures(deck)
    return deck


def _vote(source: str, key: str, modules: list[Module]) -> Vote:
    """The vote on a question of any module, by its key: m06.what_next."""
    module = next((m for m in modules if m.address.startswith(f"{key.partition('.')[0]}_")), None)
    if module is None:
        raise BadContent(f"{source}: the vote “{key}” belongs to no module")
    return vote_of(module, key)


def _borrowed(slides: tuple[Slide, ...], modules: list[Module]) -> tuple[Pictures, Facts]:
    """The pictures and facts of the modules that the slides name, by m06.larkhaven."""
    pictures: Pictures = {}
    facts: Facts = {}
    for module in modules:
        prefix = f"{module.address.partition('_')[0]}."
        if any(prefix in f"{s.chart} {s.drawing} {s.words}" for s in slides):
            drawn, told = made_by(module)
            pictures |= {prefix + name: make for name, make in drawn.items()}
            facts |= {prefix + name: make for name, make in told.items()}
    return pictures, facts


def _refuse_other_times(source: str, plan: Plan, slides: tuple[Slide, ...]) -> None:
    """BadContent for the first slide that is not on the wall when the plan is at the steps that it names."""
    steps: list[Step] = plan["step"]
    places = [_places(source, steps, slide) for slide in slides]
    if not plan.get("clock", True):
        _refuse_long_meetings(source, steps, slides, places)
        return
    at = 0.0
    for slide, named in zip(slides, places, strict=True):
        over, begins = [], 0.0
        for place, step in enumerate(steps):
            if begins < at + slide.minutes and at < begins + step["minutes"]:
                over.append(place)
            begins += step["minutes"]
        if named != over:
            now = "; ".join(title_of(steps[place]) for place in over)
            raise bad(
                source,
                slide.heading,
                f"it is on the wall from minute {at:g} to {at + slide.minutes:g}, when the plan is at: {now}",
            )
        at += slide.minutes
    if at != plan["minutes"]:
        raise BadContent(f"{source}: the slides take {at:g} minutes, and the plan {plan['minutes']}")


def _places(source: str, steps: list[Step], slide: Slide) -> list[int]:
    """The places, among the plan's steps, of those that a slide names."""
    known = {key: n for n, step in enumerate(steps) for key in (step.get("slot"), step.get("what")) if key}
    for name in (names := slide.step.split("; ")):
        if name not in known:
            raise bad(
                source,
                slide.heading,
                f"the plan has no step “{name}”. It has: {'; '.join(map(title_of, steps))}",
            )
    return [known[name] for name in names]


def _refuse_long_meetings(
    source: str, steps: list[Step], slides: tuple[Slide, ...], places: list[list[int]]
) -> None:
    order = [place for named in places for place in named]
    if order != sorted(order) or set(order) != set(range(len(steps))):
        raise BadContent(f"{source}: each meeting has slides, in the order of the plan")
    for place, step in enumerate(steps):
        taken = sum(s.minutes for s, named in zip(slides, places, strict=True) if place in named)
        if taken > step["minutes"]:
            raise BadContent(
                f"{source}: the slides of “{title_of(step)}” take {taken:g} minutes of {step['minutes']}"
            )
