"""The facilitators' pages: plans that add up, answers in words, and what goes on the wall and on paper."""

import dataclasses
import math
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from qilab.charts import run_chart
from qilab.learner.knowledge.forms import newest, offered
from qilab.modules.bank import exercises, find_exercise
from qilab.publish import BadContent
from qilab.publish.module import find_modules
from qilab.publish.paper import Pages, answer_in_words, points_alone
from qilab.publish.plans import plan_page, read_plans, refuse_lost_sessions
from qilab.publish.play import play
from qilab.publish.room import CHANGED, COURT_MEAN, REACTION, court_series
from qilab.publish.slides import condensed
from qilab.publish.typst_text import markdown, quoted, section

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


def test_does_a_step_use_its_module_once_it_is_there():
    """Without module 12 the table vote is on paper; with it, the step leads to its page."""
    plan = read_plans(ROOT)[0]

    class Board:
        number, address, week, sessions = 12, "m12_board", None, ()

    others = [m for m in find_modules(ROOT) if m.number != 12]
    assert "Hand out the sheet “Board room”" in plan_page(plan, others)
    assert "[module 12](m12_board.md)" in plan_page(plan, [*others, Board])


def test_does_a_module_fill_a_slot_of_a_plan_and_its_week():
    """What a module's own file says stands in the plan, with a link; a slot that is not there or taken is refused."""
    plans = read_plans(ROOT)
    modules = find_modules(ROOT)
    pages = {plan["key"]: plan_page(plan, modules) for plan in plans}
    assert (
        "**Red Bead Ward, in sixes** ([module 1](m01_why_qi.md)) | Predict on paper first. Four"
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
        ("[[step]]", "[[step]", "plans/half_day.toml"),
    ],
)
def test_is_a_plan_that_does_not_work_refused(plans, old, new, told_so):
    """Does the build name what is to be mended?"""
    path = plans / "facilitators" / "plans" / "half_day.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadContent, match=re.escape(told_so)):
        read_plans(plans)


def test_what_is_left_of_a_long_paragraph_on_the_wall():
    """Its first sentence; lists stay whole, and no half of a bold pair is left."""
    long = "A short beginning. " + "And many words more " * 10
    assert condensed(f"## T\n\n{long}\n\n- a\n- b") == "## T\n\nA short beginning.\n\n- a\n- b"
    bold = "A **start. And " + "many words " * 20 + "end** here."
    assert condensed(bold).count("**") == 2


def test_can_text_break_out_of_the_page_to_print():
    """Typst commands, quotes and backslashes in a text stay text."""
    assert quoted('a"b\\c') == r'"a\"b\\c"'
    assert markdown('#image("x") $y$ [z]').strip() == r'#"#image(\"x\") $y$ [z]"'


def test_which_part_of_a_page_is_found():
    """The part under a heading, up to the next; nothing where there is none."""
    page = "# P\n\n## One\n\na\n\n## Two\n\nb\n"
    assert section(page, "One") == "a"
    assert section(page, "Two") == "b"
    assert section(page, "Three") == ""


def test_can_every_right_answer_be_written_in_words():
    """No answer on the facilitator's page is a bare Python object."""
    for exercise in exercises():
        for item in exercise.items:
            words = answer_in_words(item, item.right(exercise.data()))
            for option in getattr(item.kind, "options", {}).values():  # a line of code may be what is chosen
                words = words.replace(option, "that line")
            assert words and not re.search(r"[{}\[\]<>]|Timestamp|array|nan", words), (item.key, words)


def test_are_choices_told_by_what_they_say():
    """An answer by letter is told with the words of its option."""
    exercise = next(e for e in exercises("m04_measures") if e.code == "E4.4")
    item = exercise.items[0]
    letter = item.right(exercise.data())
    assert answer_in_words(item, letter) == f"{letter}: {item.kind.options[letter]}"


def test_has_chart_court_the_changes_that_its_key_claims():
    """Means of the halves: about 20 and 20 where nothing changed, about the factor where it did (3σ of Poisson)."""
    for number, data in enumerate(court_series(), 1):
        for part, factor in ((data["events"][:12], 1.0), (data["events"][12:], CHANGED.get(number, 1.0))):
            mean = COURT_MEAN * factor
            assert abs(part.mean() - mean) < 3 * (mean / 12) ** 0.5


def test_is_what_is_said_of_the_room_pack_true_of_it():
    """The answers of the chart court are on its last page; the form has five lines to tick and two open questions."""
    source = (ROOT / "src/qilab/publish/room.py").read_text(encoding="utf-8")
    assert (
        re.search(r"_keys\(pages\)\s+return pages", source)
        and "**Chart court.**" in source.split("def _keys")[1]
    )
    assert "The last page of the room pack has the answers" in (ROOT / PACK / "conversations.md").read_text(
        "utf-8"
    )
    assert len(REACTION) == 5 and "five lines to tick" in (ROOT / PACK / "README.md").read_text("utf-8")


def test_is_a_cell_that_fails_named():
    """The build stops and names the cell and the error."""
    from nbformat.v4 import new_code_cell, new_notebook

    with pytest.raises(BadContent, match="the cell “1 / 0” fails: ZeroDivisionError"):
        play(new_notebook(cells=[new_code_cell("1 / 0")]))


def test_does_the_build_leave_the_learners_record_alone(tmp_path, monkeypatch):
    """Playing a lesson for paper writes no progress."""
    monkeypatch.setenv("QILAB_HOME", str(tmp_path / "home"))
    from nbformat.v4 import new_code_cell, new_notebook

    shown = play(new_notebook(cells=[new_code_cell('from qilab import check\ncheck("start.try", 1)')]))
    assert shown == [()]
    assert not (tmp_path / "home").exists()


def on_paper(frame):
    return "".join(Pages("A table").table(frame).parts)


def test_can_a_day_be_told_from_a_month_on_paper():
    """A column of firsts of months names months. Beside other days the first of June is “1 Jun 2023”, with the time if there is one."""
    months = pd.DataFrame({"month": pd.to_datetime(["2023-04-01", "2023-05-01"]), "falls": [3, 4]})
    assert "Apr 2023" in on_paper(months) and "1 Apr 2023" not in on_paper(months)
    stays = pd.DataFrame({"admitted": pd.to_datetime(["2023-06-01 15:41", None, "2023-06-07 00:00"])})
    assert "1 Jun 2023, 15:41" in on_paper(stays) and "7 Jun 2023" in on_paper(stays)
    since = pd.DataFrame(
        {"date": pd.to_datetime(["2024-04-01", "2024-03-23"]), "from": pd.to_datetime(["2023-04-01"] * 2)}
    )
    assert "1 Apr 2024" in on_paper(since) and "1 Apr 2023" in on_paper(since)


def test_has_a_column_on_paper_the_decimals_that_it_needs():
    """One number with three makes 0.450 of 0.45; whole numbers have none; a ninth digit is not printed."""
    frame = pd.DataFrame({"sigma": [0.45, 0.475], "mean": [20.0, 7.0], "third": [1 / 3, 0.5]})
    text = on_paper(frame)
    assert all(number in text for number in ("0.450", "0.475", "20", "0.333", "0.500")) and "20.0" not in text


@pytest.mark.parametrize("code", ["E7.1", "E7.3", "E7.7"])
def test_is_there_room_on_paper_to_draw_the_limits(code):
    """Mean ± 2.66 mean ranges lie inside the scale, and no line is there that the exercise does not ask for."""
    data = find_exercise(code).data()
    y = data.columns[1]
    spec = points_alone(run_chart(data, y=y, freeze=None, signals=False).spec, "to draw on")
    low, high = next(s["domain"] for layer in spec["layer"] if (s := layer["encoding"]["y"].get("scale")))
    values = data[y].astype(float)
    reach = 2.66 * values.diff().abs().mean()
    assert low <= values.mean() - reach and values.mean() + reach <= high, (low, high)
    assert spec["datasets"]["line"] == [] and "edian" not in str(spec["title"])
