"""The plans' decks: on the wall when the plan is at that step, and refused where they are not."""

import re
import shutil
from itertools import accumulate
from pathlib import Path

import pytest

from qilab.charts.letters import width
from qilab.publish import BadContent
from qilab.publish.decks.of_plan import plan_deck
from qilab.publish.decks.plan_pictures import pictures_of
from qilab.publish.figures import refuse_typed_elsewhere
from qilab.publish.module import find_modules
from qilab.publish.plans import plan_page
from qilab.publish.timed.source import in_words, read_plans

ROOT = Path(__file__).parents[2]
MODULES = find_modules(ROOT)
PLANS = {plan["key"]: plan for plan in read_plans(ROOT)}
CLOCKED = [key for key, plan in PLANS.items() if plan.get("clock", True)]


@pytest.fixture
def spoilt(tmp_path):
    """The deck of half a day after one change of its words."""
    shutil.copytree(ROOT / "facilitators", tmp_path / "facilitators")
    path = tmp_path / "facilitators" / "plans" / "half_day.slides.md"

    def made(old, new):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return made


@pytest.mark.parametrize("key", CLOCKED)
def test_is_each_slide_on_the_wall_while_the_plan_is_at_its_steps(key):
    """By the clock of the plan's own file: a slide begins within the first step that it names and ends within the last; all
    steps have their slides, and together they take the plan's minutes.
    """
    plan = PLANS[key]
    deck = plan_deck(ROOT, plan, MODULES)
    ends = list(accumulate(step["minutes"] for step in plan["step"]))
    place = {k: n for n, step in enumerate(plan["step"]) for k in (step.get("slot"), step.get("what")) if k}
    at, seen = 0, []
    for slide in deck.slides:
        first, last = (place[slide.step.split("; ")[n]] for n in (0, -1))
        assert ends[first] - plan["step"][first]["minutes"] <= at < ends[first], slide.heading
        at += slide.minutes
        assert ends[last] - plan["step"][last]["minutes"] < at <= ends[last], slide.heading
        seen += range(first, last + 1)
    assert at == plan["minutes"] and set(seen) == set(range(len(plan["step"])))


def test_open_and_close_the_slides_of_six_weeks_each_meeting_in_the_minutes_of_its_parts():
    """Each slide takes as long as one of the parts in brackets; the modules' decks go between."""
    plan = PLANS["six_weeks"]
    deck = plan_deck(ROOT, plan, MODULES)
    for step in plan["step"]:
        parts = re.findall(r"\((\d+)\)", step["how"])
        minutes = [f"{slide.minutes:g}" for slide in deck.slides if slide.step == step["what"]]
        assert len(minutes) >= 2 and not set(minutes) - set(parts), step["what"]
        parts_shown = pictures_of(plan, plan["step"])[f"week_{step['week']}"]().describe()
        assert parts_shown.count(" minutes") >= len(parts), parts_shown


@pytest.mark.parametrize("key", PLANS)
def test_does_each_plan_have_votes_and_the_safety_line_and_lead_to_its_slides(key):
    plan = PLANS[key]
    deck = plan_deck(ROOT, plan, MODULES)
    assert 10 <= len(deck.slides) <= 15 and any(slide.vote for slide in deck.slides)
    assert "never about colleagues" in deck.slides[0].question + deck.slides[0].words
    page = plan_page(plan, MODULES)
    assert f"(slides/{key}.html)" in page and f"(slides/{key}.pptx)" in page


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Step: aim_clinic", "Step: aim_school", "the plan has no step “aim_school”"),
        ("Minutes: 25", "Minutes: 24", "from minute 84 to 121, when the plan is at: Aim clinic"),
        ("Minutes: 5\nStep: Feedback", "Minutes: 4\nStep: Feedback", "take 239 minutes, and the plan 240"),
        ("Vote: m01.what_moved_beads", "Vote: m77.what", "belongs to no module"),
        ("Drawing: m01.beads", "Drawing: m01.pearls", "has no “m01.pearls”"),
    ],
)
def test_is_a_deck_that_does_not_keep_its_plan_refused(spoilt, old, new, why):
    root = spoilt(old, new)
    with pytest.raises(BadContent, match=why):
        plan_deck(root, PLANS["half_day"], MODULES)


def test_is_a_plan_without_a_deck_refused(spoilt):
    root = spoilt("Minutes", "Minutes")
    (root / "facilitators/plans/half_day.slides.md").unlink()
    with pytest.raises(BadContent, match=r"half_day\.slides\.md is missing"):
        plan_deck(root, PLANS["half_day"], MODULES)


def test_is_a_typed_figure_refused_on_a_slide_with_a_chart(spoilt):
    """No trust is named, but what is said is about the chart."""
    root = spoilt("Drawing: m01.beads", "Chart: m01.late_doses")
    with pytest.raises(BadContent, match=r"half_day\.slides\.md.*typed in"):
        refuse_typed_elsewhere(root)


@pytest.mark.parametrize("key", PLANS)
def test_do_the_words_of_the_day_fit_their_rows(key):
    """Each step's words and its minutes side by side, in the width of a column (Arial)."""
    plan = PLANS[key]
    steps = [in_words(plan, step, MODULES) for step in plan["step"]]
    drawn = pictures_of(plan, steps)["day"]()
    columns = 2 if len(steps) > 8 else 1
    for size, words in re.findall(r'font-size="([\d.]+)"[^>]*>([^<]+)</text>', drawn.svg):
        assert width(words.replace("&amp;", "&"), float(size)) < 1150 / columns - 100, words
