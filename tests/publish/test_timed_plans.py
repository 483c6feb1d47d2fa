"""The timed plans: do they add up, can a room keep them, and do they promise only what can be earned?"""

import dataclasses
import math
import re
import shutil
from pathlib import Path

import pytest

from qilab.cli import COMMANDS
from qilab.learner.knowledge.forms import newest, offered
from qilab.modules.bank import exercises
from qilab.publish import BadContent
from qilab.publish.module import find_modules
from qilab.publish.plans import plan_page
from qilab.publish.timed.source import read_plans, refuse_lost_sessions

ROOT = Path(__file__).parents[2]
PACK = Path("course", "facilitator")


@pytest.fixture
def plans(tmp_path):
    """A copy of the plans, to be spoilt."""
    shutil.copytree(ROOT / "facilitators", tmp_path / "facilitators")
    return tmp_path


def test_take_the_plans_the_time_that_the_curriculum_gives():
    """Half a day is 3 h 20 and the day 6 h 20 of work, and twice twenty minutes for the test; six weeks six times ninety
    minutes, a board session ninety.
    """
    found = {p["key"]: p for p in read_plans(ROOT)}
    assert found["half_day"]["minutes"] == 3 * 60 + 20 + 2 * 20
    work = sum(
        s["minutes"]
        for s in found["one_day"]["step"]
        if s.get("what") not in ("Lunch", "Tea") and "test" not in s
    )
    assert abs(work - 380) <= 20
    breaks = sum(s["minutes"] for s in found["one_day"]["step"] if s.get("break"))
    assert (work - 15, breaks) == (6 * 60 + 10, 65)  # the first break is no work
    assert "Six hours and ten minutes of work, an hour and five minutes for" in found["one_day"]["intro"]
    assert [s["minutes"] for s in found["six_weeks"]["step"]] == [90] * 6
    assert found["board_session"]["minutes"] == 90


def needed(when):
    """Minutes of a room's longest test: one for each question, six seconds for each rating, two to give out; up to the next five."""
    longest = 0.0
    for track in offered():
        test = newest(track)
        ratings = len(test.skills) * {"before": 1, "after": 2}[when]
        longest = max(longest, len(test.questions) + ratings / 10 + 2)
    return next(minutes for minutes in range(5, 100, 5) if minutes >= longest)


def test_has_the_knowledge_test_the_minutes_that_its_questions_take():
    """In each plan, on the facilitators' front page, in the README and on the learners' pages: all added up from the questions."""
    before, after = needed("before"), needed("after")
    for plan in (p for p in read_plans(ROOT) if p["key"] != "board_session"):
        steps = {s["test"]: s for s in plan["step"] if "test" in s}
        assert list(steps) == ["before", "after"], plan["key"]
        for when, minutes in (("before", before), ("after", after)):
            step = steps[when]
            assert (
                step["minutes"] == minutes
                or f"Knowledge test, form {'AB'[when == 'after']} ({minutes})" in step["how"]
            )
    front = (ROOT / PACK / "README.md").read_text(encoding="utf-8")
    for track in offered():
        row = next(
            line for line in front.splitlines() if line.startswith("|") and f"knowledge_test_{track}" in line
        )
        asked = len(newest(track).questions)
        assert f"| {asked} | {before} min | {after} min | {math.ceil(30 * 20 / 60)} min |" in row
    readme = (ROOT / "README.md").read_text(encoding="utf-8").replace("\n", " ")
    assert before == after and f"each form takes about {before} minutes" in readme
    assert "marking thirty paper sheets takes about 10 minutes" in readme
    assert all(f"forms of {len(newest(track).questions)} questions" in readme for track in offered())
    lessons = [m / "lesson.py" for m in sorted((ROOT / "src/qilab/modules").glob("*test_*"))]
    assert len(lessons) == 2
    for lesson, minutes in zip(lessons, (before, after), strict=True):
        assert f"minutes={minutes}\n" in lesson.read_text(encoding="utf-8")
    start = (ROOT / "src/qilab/modules/00_start_here/lesson.py").read_text(encoding="utf-8")
    assert f"(00_test_before.ipynb). It takes {before}" in start


def test_do_the_parts_of_a_week_add_up_to_its_minutes():
    """The numbers in brackets of each week are 90 together, the knowledge test among them."""
    plan = next(p for p in read_plans(ROOT) if p["key"] == "six_weeks")
    for step in plan["step"]:
        assert sum(map(int, re.findall(r"\((\d+)\)", step["how"]))) == step["minutes"], step["what"]


def test_plays_the_board_session_the_labs_and_promises_no_record():
    """Three labs and the board paper, each with its module's own words; no test, and so no record."""
    plan = next(p for p in read_plans(ROOT) if p["key"] == "board_session")
    page = plan_page(plan, find_modules(ROOT))
    assert page.count("[module 12](m12_board.md)") == 4
    assert "gives no record" in page and "knowledge test of their track" not in page


def test_says_the_half_day_the_clock_of_the_curriculum():
    """Fifteen minutes later than the curriculum's, for the test takes its time: red beads at 0:25, the break at 2:05, the table
    vote at 3:00, the last test at 3:35.
    """
    page = (ROOT / PACK / "half_day.md").read_text(encoding="utf-8")
    clock = dict(re.findall(r"^\| (\d:\d\d) \| \d+ \| \*\*(.+?)\*\*", page, flags=re.M))
    assert clock["0:25"].startswith("Red Bead Ward")
    assert clock["2:05"] == "Break"
    assert clock["3:00"].startswith("Red, amber, green")
    assert clock["3:35"] == "What do you know now?" and list(clock)[-1] == "3:55"


def test_does_a_module_fill_a_slot_of_a_plan_and_its_week():
    """What a module's own file says stands in the plan, with a link; a slot that is not there or taken is refused."""
    plans = read_plans(ROOT)
    modules = find_modules(ROOT)
    pages = {plan["key"]: plan_page(plan, modules) for plan in plans}
    assert (
        "**Red Bead Ward, in sixes** ([module 1](m01_why_qi.md)) | Set up, and predict on paper (5). Four"
        in pages["half_day"]
    )
    assert (
        "**Week 1: why, and what for** ([module 1](m01_why_qi.md), [module 2](m02_aims.md))"
        in pages["six_weeks"]
    )
    first = next(module for module in modules if module.sessions)
    session = {"plan": "half_day", "slot": "no_such_slot", "what": "a", "how": "b", "ask": "c"}
    with pytest.raises(BadContent, match="“no_such_slot” of “half_day” is in no plan"):
        refuse_lost_sessions(plans, [dataclasses.replace(first, sessions=(session,))])
    with pytest.raises(BadContent, match="is taken by another module"):
        refuse_lost_sessions(plans, [*modules, dataclasses.replace(first, address="m99_twice")])


@pytest.mark.parametrize(
    ("old", "new", "told_so"),
    [
        ("minutes = 35", "minutes = 36", "take 241 minutes, not 240"),
        ("minutes = 35", "minutes = -35", "lacks its words or its minutes"),
        ('what = "Break"', 'what = ""', "lacks its words"),
        ('test = "before"', 'test = "later"', "a step's test is “before” or “after”"),
        (
            'test = "after"\nminutes = 20',
            'test = "after"\nminutes = 10',
            "takes 20 minutes in a room, not 10",
        ),
        ('title = "Half a day"', 'title = ""', "lacks “title”"),
        ("\nroom = ", "\nwall = ", "“Welcome” lacks “room”"),
        ('exercises = ["E6.1"', 'exercises = ["E6.99", "E6.1"', "there is no exercise E6.99"),
        ("records = []", 'records = ["m06_run_charts"]', "people can practise no module, but it promises"),
        ("saves = 5", "saves = 16", "has no 16 minutes to save"),
        ("hand_over = ", "handover = ", "lacks “hand_over”"),
        ("Read yours to your neighbour.", "Do E6.1.", "names exercises; list them"),
        ("look into (8)?", "look into (9)?", "take 26 minutes, not 25"),
        ("[[step]]", "[[step]", "plans/half_day.toml"),
    ],
)
def test_is_a_plan_that_does_not_work_refused(plans, old, new, told_so):
    """Does the build name what is to be mended?"""
    path = plans / "facilitators" / "plans" / "half_day.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadContent, match=re.escape(told_so)):
        read_plans(plans)


BANK = {e.code: e for e in exercises()}


def test_has_each_step_the_time_of_the_exercises_that_it_names():
    """Read off the built pages: every “exercises E6.1 to E6.3 (10)” has the minutes that the bank marks, and its step has room for it."""
    seen = 0
    for page in (ROOT / PACK).glob("*.md"):
        for minutes, how in re.findall(
            r"^\|(?: \d+:\d\d \|)? (\d+) \| \*\*.+?\*\*[^|]*\| ([^|]+)\|", page.read_text("utf-8"), flags=re.M
        ):
            for words, told in re.findall(r"exercises? (E[^()]+?) \((\d+)\)", how):
                codes = re.findall(r"E(\d+)\.(\d+)", words)
                if " to " in words:
                    (module, first), (_, last) = codes
                    codes = [(module, str(n)) for n in range(int(first), int(last) + 1)]
                needed = sum(BANK[f"E{module}.{n}"].minutes for module, n in codes)
                assert needed == int(told) <= int(minutes), (page.name, words)
                seen += 1
    assert seen >= 5


def test_is_a_record_promised_only_where_three_quarters_of_the_points_fit_into_the_plan():
    """By hand: the day names E6.1 to E6.7 without E6.8, and E6.9: ten of module 6's eleven points, and 0.75 × 11 is 8.25. No other plan
    comes near, and each page says so.
    """
    for plan in read_plans(ROOT):
        page = (ROOT / PACK / f"{plan['key']}.md").read_text("utf-8")
        codes = {code for step in plan["step"] for code in step.get("exercises", [])}
        for module in {BANK[code].items[0].key.partition(".")[0] for code in codes}:
            own = [e for e in BANK.values() if e.items[0].key.startswith(f"{module}.")]
            most = sum(item.points for e in own for item in e.items)
            here = sum(item.points for e in own if e.code in codes for item in e.items)
            promised = f"**Module {int(module[1:])} can be practised in this plan's own time:** its exercises there carry {here} of the module's {most} points"
            assert (promised in page) == (here >= 0.75 * most), (plan["key"], module)
        assert ("do not promise one" in page) == (plan["key"] != "one_day")
    assert "carry 10 of the module's 11 points, and 9 are needed" in (ROOT / PACK / "one_day.md").read_text(
        "utf-8"
    )


def test_brings_the_work_at_home_what_the_plan_leaves_open():
    """The half day does E6.1 to E6.3 in the room, so six exercises of 18 minutes are left: 28 less 10."""
    page = (ROOT / PACK / "half_day.md").read_text("utf-8")
    assert "exercises E6.4 to E6.9 | 18 min | 40 min |" in page
    assert "exercises E1.1 to E1.7 | 22 min | 28 min |" in page


def test_has_every_plan_its_script_its_cuts_and_its_way_at_a_distance():
    """Each step but a break is said by somebody, handed over, and run on Teams; half an hour or more can be saved in a plan with a clock."""
    for plan in read_plans(ROOT):
        page = plan_page(plan, find_modules(ROOT))
        for step in (s for s in plan["step"] if not s.get("break")):
            assert all(f"| {step[key]} |" in page for key in ("host", "guide", "hand_over", "online"))
        assert sum(cut["saves"] for cut in plan["late"]) >= 30 and "**Never cut**" in page


ADJUSTED_WITH = [  # what the page names, and where it is made
    ("Larger text", "Larger text", "src/qilab/reading/extensions/qilab-reading/files/bar.js"),
    ("**Dark**", '"Dark"', "src/qilab/reading/extensions/qilab-reading/files/room.js"),
    ("*Show code*", '"Show code"', "src/qilab/reading/extensions/qilab-reading/files/bar.js"),
    ("▲ and ▼", '"▲", "up"', "src/qilab/panel/front/lists.js"),
    ("`my-progress.json`", "my-progress.json", "src/qilab/learner/progress.py"),
    ("the slips for predictions", "Slips for predictions", "src/qilab/publish/room.py"),
    ("cards of the manager", "manager's cards", "src/qilab/modules/m01_why_qi/paper.md"),
    ("which divides at its break", "It divides at its break", "course/facilitator/half_day.md"),
    ("the room layout", "# Room layout", "facilitators/organiser/room_layout.md"),
    ("the joining e-mail", "what would help you to take part", "facilitators/organiser/joining_email.md"),
    (
        "The feedback form asks",
        "What made it hard for you to take part",
        "facilitators/organiser/feedback_form.md",
    ),
    ("*works_here*", "<h1>Works here?</h1>", "facilitators/organiser/works_here.html"),
    ("`--pseudonyms`", "--pseudonyms", "src/qilab/grading/report/commands.py"),
]


def test_is_all_there_that_an_adjustment_names():
    """Buttons, files and sheets are where the page says; each command is one. The build checks the links."""
    pages = " ".join((ROOT / PACK / name).read_text("utf-8") for name in ("adjustments.md", "online.md"))
    for named, made, place in ADJUSTED_WITH:
        assert named in pages and made in (ROOT / place).read_text("utf-8"), (named, place)
    assert set(re.findall(r"`python start\.py ([a-z][a-z-]*)", pages)) <= set(COMMANDS)
