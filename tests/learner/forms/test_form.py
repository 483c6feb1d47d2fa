"""The answer form of a page of exercises: it judges what ran, keeps what is typed, and writes a plain line."""

import re
from pathlib import Path

import pytest

from qilab.learner import progress
from qilab.learner.check import new_data
from qilab.learner.forms.links import reread_link
from qilab.learner.forms.source import holds_own_code, literal, own_lines, written
from qilab.modules import bank
from qilab.modules.page_cells import cells_of
from qilab.questions.answer import Answer

UNIT = "per 1,000 occupied bed days"


@pytest.fixture
def page(open_page):
    made = open_page("m06_run_charts")
    made.run_all(["start-given", "e6-1-given", "e6-2-given"])
    return made


def median(page):
    return page.shell.user_ns["falls"].head(12)["rate"].median()


def test_does_a_failed_answer_get_no_verdict(page):
    """Right first, then the cell is broken: the name still has the right value, and nothing is judged or counted."""
    good = f'baseline = falls.head(12)\ncentre_line = answer(baseline["rate"].median(), unit="{UNIT}")'
    page.run("m06-centre-line-answer", good)
    assert page.run("m06-centre-line-check").state == "right"
    tries = progress.read()["m06.centre_line"]["tries"]
    page.run("m06-centre-line-answer", "centre_line=true")
    said = page.run("m06-centre-line-check")
    assert said.state == "unrun" and "stopped with an error" in said.message
    page.run("m06-centre-line-answer", "centre_line = answer(8.9")
    assert page.run("m06-centre-line-check").state == "unrun"
    assert progress.read()["m06.centre_line"]["tries"] == tries


def test_does_an_answer_for_other_data_get_no_verdict(page):
    """New data drawn by the button: nothing is judged until data and answer have run again; back again likewise."""
    right = "useful_points = (counts['falls'] != counts['falls'].median()).sum()"
    page.run("m06-useful-points-answer", right)
    assert page.run("m06-useful-points-check").state == "right"
    new_data("E6.2")
    said = page.run("m06-useful-points-check")
    assert said.state == "unrun" and "E6.2" in said.message
    page.run("e6-2-given")
    assert page.run("m06-useful-points-check").state == "unrun"
    page.run("m06-useful-points-answer")
    assert page.run("m06-useful-points-check").state == "right"
    new_data("E6.2", back=True)
    assert page.run("m06-useful-points-check").state == "unrun"
    page.run_all(["e6-2-given", "m06-useful-points-answer"])
    assert page.run("m06-useful-points-check").state == "right"


def test_does_practice_leave_the_answer_to_the_courses_own_data_alone(page):
    """Answered by form, then new data: the old answer is not judged on them; practice is, and is written nowhere."""
    page.run("m06-useful-points-answer", "useful_points = 20")
    page.run("m06-useful-points-check")
    tries = progress.read()["m06.useful_points"]["tries"]
    new_data("E6.2")
    page.run_all(["e6-2-given", "m06-useful-points-answer"])
    said = page.run("m06-useful-points-check")
    assert said.state == "blank" and "New data" in said.message
    assert progress.read()["m06.useful_points"]["tries"] == tries
    form, asked = page.shown[-1], []
    form.send = lambda content, buffers=None: asked.append(content)
    counts = page.shell.user_ns["counts"]["falls"]
    form.set(answer=str((counts != counts.median()).sum())).press("check")
    assert form.feedback.state == "right" and asked == []
    new_data("E6.2", back=True)
    page.run_all(["e6-2-given", "m06-useful-points-answer"])
    page.run("m06-useful-points-check")
    assert page.shown[-1].values["answer"] == "20" and page.shell.user_ns["useful_points"] == 20


def test_does_a_check_before_its_answer_show_the_form(open_page):
    """The kernel is new and only the check is run: the form, and that the cell above has not run; no raw error."""
    page = open_page("m06_run_charts")
    from qilab.learner.forms.show import shows_instead

    error = page.run("m06-centre-line-check")
    assert isinstance(error, NameError) and shows_instead(error, page.cells["m06-centre-line-check"])
    assert page.shown[-1].feedback.state == "unrun" and "has not run" in page.shown[-1].feedback.message


def test_does_the_same_wrong_answer_count_once(page):
    """Run All three times with one wrong answer is one try; another wrong answer is the second."""
    for source in ("useful_points = 3", "useful_points = 3", "useful_points = 3", "useful_points = 4"):
        page.run("m06-useful-points-answer", source)
        page.run("m06-useful-points-check")
    assert progress.read()["m06.useful_points"] == {"tries": 2, "right": False}


def test_does_the_form_write_a_line_that_gets_the_same_verdict(page):
    """Filled in and checked: right; the line that it asks the page to write keeps what was given, and is right too."""
    page.run("m06-centre-line-answer")
    page.run_all(["m06-centre-line-answer", "m06-centre-line-check"])
    form, asked = page.shown[-1], []
    form.send = lambda content, buffers=None: asked.append(content)
    form.set(answer=f"{median(page):g}", answer_unit=UNIT).press("check")
    assert form.feedback.state == "right"
    write = asked[-1]["page"]["write"]
    assert write["cell"] == "m06-centre-line-answer" and write["run"] == ["m06-centre-line-answer"]
    assert (
        write["source"] == f'baseline = falls.head(12)\ncentre_line = answer({median(page):g}, unit="{UNIT}")'
    )
    page.run("m06-centre-line-answer", write["source"])
    assert page.run("m06-centre-line-check").state == "right"
    assert (
        page.shown[-1].values["answer"] == f"{median(page):g}"
        and page.shown[-1].values["answer_unit"] == UNIT
    )


def test_is_nothing_lost_where_no_page_takes_the_answer(page):
    """The cell stays empty, the kernel restarts: the form has answer and verdict again, and says that it counts."""
    page.run("m06-useful-points-answer")
    page.run("m06-useful-points-check")
    page.shown[-1].set(answer="3").press("check")
    page.shown[-1].written(False)
    assert "counts" in page.shown[-1].texts["counts"]
    page.restart()
    page.run_all(["start-given", "e6-2-given", "m06-useful-points-answer"])
    assert page.run("m06-useful-points-check").state == "mistake"
    form = page.shown[-1]
    assert form.values["answer"] == "3" and "counts" in form.texts["counts"]
    assert progress.read()["m06.useful_points"]["tries"] == 1
    form.set(answer="17 or so")  # typed, not checked
    page.restart()
    page.run_all(["start-given", "e6-2-given", "m06-useful-points-answer"])
    assert (
        page.run("m06-useful-points-check").state == "blank" and page.shown[-1].values["answer"] == "17 or so"
    )


def test_are_messages_answered_one_after_another(page):
    """The page says that nobody wrote the cell while the press is still being answered: both are on the form."""
    page.run("m06-useful-points-answer")
    page.run("m06-useful-points-check")
    form = page.shown[-1]

    def at_once(content, buffers=None):
        if "page" in content:
            form._received(None, {"page": {"id": content["page"]["id"], "ok": False}}, [])

    form.send = at_once
    form._received(None, {"values": {"answer": "3"}, "press": "check", "turn": ["me", 1]}, [])
    assert "Not yet" in form.texts["verdict"] and "goes into the file" in form.texts["counts"]


def test_does_own_code_count_more_than_the_form(page):
    """Code of one's own: fields closed and a sentence; taken over by a press, its lines stay in the cell as a comment."""
    own = "useful_points = (counts['falls'] > 0).sum() - 1"
    page.run("m06-useful-points-answer", own)
    page.run("m06-useful-points-check")
    form, asked = page.shown[-1], []
    form.send = lambda content, buffers=None: asked.append(content)
    assert "wrote in code counts" in form.texts["counts"] and form.states["answer"]["disabled"]
    form.press("instead").set(answer="20").press("check")
    source = asked[-1]["page"]["write"]["source"]
    assert source.startswith("useful_points = 20\n") and f"# {own}" in source
    assert own in "\n".join(own_lines(source, cells_of("m06.useful_points")))


def test_does_a_cell_that_is_edited_lose_its_verdict(page):
    """Changed after it ran: the verdict goes and its try is taken back; run again, it is looked at by itself."""
    page.run("m06-useful-points-answer", "useful_points = 3")
    page.run("m06-useful-points-check")
    form = page.shown[-1]
    form._received(None, {"edited": True}, [])
    assert form.feedback.state == "unrun" and "m06.useful_points" not in progress.read()
    right = (page.shell.user_ns["counts"]["falls"] != page.shell.user_ns["counts"]["falls"].median()).sum()
    page.run("m06-useful-points-answer", f"useful_points = {right}")
    form._received(None, {"edited": False}, [])
    assert form.feedback.state == "right" and progress.read()["m06.useful_points"] == {
        "tries": 1,
        "right": True,
    }


def test_does_help_open_step_by_step(page):
    """Three hints for three presses; the worked solution waits for five tries, and says that nothing is lost."""
    page.run("m06-useful-points-answer")
    page.run("m06-useful-points-check")
    form = page.shown[-1]
    for number in (1, 2, 3):
        form.press("hint")
        assert form.texts["hints"].count("<strong>Hint ") == number
    while not form.states["hint"]["disabled"]:  # a worked step, if it is open already
        form.press("hint")
    assert "after" in form.states["hint"]["label"]
    for number in range(1, 6):
        form.set(answer=str(100 + number)).press("check")
    while not form.states["hint"]["hidden"]:
        form.press("hint")
    assert "Worked solution" in form.texts["hints"] and "You lose nothing by it" in form.texts["hints"]


@pytest.mark.parametrize(
    ("value", "source"),
    [
        (Answer(6.6, UNIT), f'answer(6.6, unit="{UNIT}")'),
        (Answer(parts={"runs": 8, "signal": False}), "answer(runs=8, signal=False)"),
        (["2022-06", "2022-07"], '["2022-06", "2022-07"]'),
        ('she said "no"\\', '"she said \\"no\\"\\\\"'),
        (-3, "-3"),
        (None, "None"),
    ],
)
def test_is_an_answer_written_as_a_plain_line(value, source):
    """Python reads back what was meant, and the cell counts as filled in by form."""
    cells = cells_of("m06.centre_line")
    assert literal(value) == source
    assert eval(source, {"answer": lambda v=None, unit=None, **p: Answer(v, unit, p)}) == value
    assert not holds_own_code(written(cells, value), cells)


@pytest.mark.parametrize(
    "code",
    ["centre_line = 3 + 4", "centre_line = (", "centre_line = answer(f())", "import os", "centre_line += 1"],
)
def test_is_code_of_ones_own_known(code):
    """Whatever is more than the given lines and a plain value is the learner's, and is never written over unseen."""
    cells = cells_of("m06.centre_line")
    assert holds_own_code(code, cells) and own_lines(code, cells) == [code]
    assert re.search(rf"^# {re.escape(code)}$", written(cells, 6.6, code), flags=re.M)


def test_can_a_half_worked_question_of_a_lesson_be_answered_without_code(page):
    """While its line is empty there is a form, which keeps the answer; a line of code is judged as ever."""
    empty = 'centre = None\ncheck("m06.half_worked", answer(centre, unit="per 1,000 occupied bed days"))'
    page.run("m06-lesson-centre", empty)
    form = page.shown[-1]
    assert form.item.key == "m06.half_worked" and not form.texts.get("verdict")
    form.values = {**form.values, "answer": "6,4", "answer_unit": UNIT}
    form.pressed("check")
    assert form.feedback.state == "right"
    page.run("m06-lesson-centre", empty)
    again = page.shown[-1]
    assert again is not form and again.feedback.state == "right"
    assert page.run("m06-lesson-centre", empty.replace("None", "6.2")).state == "mistake"


def test_is_a_unit_typed_behind_the_number_shown_on_the_menu(page):
    """“8.9 per 1,000 bed days”: the menu shows the unit, the box the number, and the line has both."""
    page.run_all(["m06-centre-line-answer", "m06-centre-line-check"])
    form, asked = page.shown[-1], []
    form.send = lambda content, buffers=None: asked.append(content)
    form.set(answer=f"{median(page)} per 1,000 bed days").press("check")
    assert form.feedback.state == "right"
    assert form.values["answer_unit"] == UNIT and form.values["answer"] == f"{median(page):g}"
    assert f'unit="{UNIT}"' in str(asked)


@pytest.mark.parametrize(
    ("key", "page"), [("start.try_it", "00_start_here.ipynb"), ("m06.shift", "m06_run_charts.ipynb")]
)
def test_does_a_place_to_read_again_have_its_link(key, page, monkeypatch):
    """From a lesson's question, that of *Start here* too."""
    monkeypatch.chdir(Path(__file__).parents[3] / "course")
    item = bank.find(key)
    link = reread_link(item, item.reread)
    assert link.startswith("<a ") and f'href="{page}#' in link
