"""Hand in: one press makes an ordinary notebook of the page, and says what has no answer yet."""

import html
import json
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from qilab.learner import before_sending, kept, ran
from qilab.learner.forms.show import form_for
from qilab.learner.hand_in import NothingToHandIn, make_file
from qilab.learner.standing import where_you_stand
from qilab.modules import bank
from qilab.modules.page_cells import cells_of

ROOT = Path(__file__).parents[2]
PAGE = "m06_run_charts"


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A course of a learner's own, with its page open in this kernel."""
    for folder in ("course", "datasets"):
        (tmp_path / folder).mkdir()
    place = tmp_path / "exercises" / PAGE
    place.mkdir(parents=True)
    path = shutil.copy(ROOT / "exercises" / PAGE / f"{PAGE}.ipynb", place)
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "my-progress.json"))
    monkeypatch.setenv("JPY_SESSION_NAME", str(path))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    ran.forget()
    yield Path(path)
    ran.forget()


def answers(path):
    return {c["id"]: c.source for c in nbformat.read(path, as_version=4).cells if c["id"].endswith("-answer")}


def save(page, cell, source):
    notebook = nbformat.read(page, as_version=4)
    for each in notebook.cells:
        if each["id"] == cell:
            each.source = source
            each.outputs = [nbformat.v4.new_output("stream", text="seen")]
    nbformat.write(notebook, page)


def test_is_everything_in_the_file_that_was_answered(page):
    """Saved code, code that ran and was not saved, and an answer by form: all three; the rest is listed."""
    save(page, "m06-by-luck-answer", 'by_luck = answer(44, unit="%")')
    earlier = time.time() - 60
    os.utime(page, (earlier, earlier))
    ran.note("number_of_runs", "number_of_runs = 3 + 8", "m06-runs-answer")
    kept.put("m06.useful_points", values={"answer": "20"}, checked=True)
    kept.put("m06.shift", values={"answer": [1, 2], "answer_none": []}, checked=True)
    kept.put("m06.trend", values={"answer": [1], "answer_none": []}, checked=False)  # typed, never checked
    made = make_file(PAGE)
    assert made.path == page.parents[2] / "to-hand-in" / f"{PAGE}.ipynb"
    found = answers(made.path)
    assert found["m06-by-luck-answer"] == 'by_luck = answer(44, unit="%")'
    assert found["m06-runs-answer"] == "number_of_runs = 3 + 8"
    assert found["m06-useful-points-answer"] == "useful_points = 20"
    assert found["m06-shift-answer"] == 'shift_months = ["2022-04", "2022-05"]'
    assert "trend_months = None" in found["m06-trend-answer"]
    missing = [code.split()[0] for code, _ in made.missing]
    assert missing == ["E6.1", "E6.4", "E6.5", "E6.6", "E6.7", "E6.8", "E6.9"]
    assert "seen" not in made.path.read_text(encoding="utf-8")


def test_is_code_of_ones_own_never_replaced_by_the_form(page):
    """Saved code stays, whatever stands in the form."""
    save(page, "m06-runs-answer", "number_of_runs = 2 * 5")
    kept.put("m06.runs", values={"answer": "7"}, checked=True)
    assert answers(make_file(PAGE).path)["m06-runs-answer"] == "number_of_runs = 2 * 5"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("", f"{PAGE}.ipynb"),
        ("Ada O’Leary", f"{PAGE}-Ada-O-Leary.ipynb"),
        ("../../etc/x\0", f"{PAGE}-etc-x.ipynb"),
    ],
)
def test_is_a_name_made_safe_for_a_file(page, name, file):
    """As asked for, and never a path that leads elsewhere."""
    made = make_file(PAGE, name)
    assert made.path.name == file and made.path.parent.name == "to-hand-in"


def test_does_the_button_say_where_the_file_is_and_what_is_missing(page):
    """Pressed on the panel: file, what to do with it, and eleven questions still open; saved by the page, made anew."""
    panel = where_you_stand(PAGE).press("hand_in")
    said = panel.texts["handed_in"]
    assert f"to-hand-in/{PAGE}.ipynb" in said and "Send that file" in said and "Not yet answered: 11." in said
    save(page, "m06-runs-answer", "number_of_runs = 9")
    panel.written(True)
    assert "Not yet answered: 10." in panel.texts["handed_in"]
    assert "base64" not in panel.still()  # the file itself stays out of the saved page


def test_is_it_said_before_handing_in_that_the_file_differs(page):
    """Changed and not checked, then checked and wrong, then right again: what happened, in which exercise, and what to do."""
    item, panel = bank.find("m06.useful_points"), where_you_stand(PAGE)
    form = form_for(item, cells_of(item.key))
    form.begin()
    right = str(item.right(bank.exercise_of(item).data()))
    form.set(answer=right).press("check")
    assert not panel.texts["unsent"]
    form.set(answer="3")
    assert "1 answer needs another look" in panel.texts["unsent"] and "E6.2" in panel.texts["unsent"]
    assert before_sending.UNCHECKED in html.unescape(panel.texts["unsent"])
    panel.press("hand_in")
    assert "Before you send it: 1 answer" in panel.texts["handed_in"] and panel.texts["file"]
    form.press("check")
    assert before_sending.NOT_RIGHT in html.unescape(panel.texts["unsent"])
    assert "Press Hand in again" in panel.texts["handed_in"] and not panel.texts["file"]
    form.set(answer=right).press("check")
    assert not panel.texts["unsent"]
    form.set(answer="3")
    form.set(answer=right)  # put back by hand: the file holds it already
    assert not panel.press("look").texts["unsent"]


def test_is_code_that_was_changed_after_it_ran_told_before_handing_in(page):
    """The file holds the lines as they were saved, and nobody has looked at those."""
    ran.note("number_of_runs", "number_of_runs = 3 + 8", "m06-runs-answer")
    ran._by_cell["m06-runs-answer"] = ran._by_name["number_of_runs"] = replace(
        ran._by_name["number_of_runs"], by_form=False, at=time.time() - 60
    )
    save(page, "m06-runs-answer", "number_of_runs = 3 + 9")
    told = where_you_stand(PAGE).texts["unsent"]
    assert "E6.2" in told and before_sending.EDITED in html.unescape(told)


def test_is_a_page_that_cannot_be_read_told_in_words(page):
    """Broken, or gone: a sentence, no error, and no file."""
    page.write_text("{", encoding="utf-8")
    with pytest.raises(NothingToHandIn, match="Save it"):
        make_file(PAGE)
    assert "Save it" in where_you_stand(PAGE).press("hand_in").texts["handed_in"]
    assert (
        json.loads(
            (page.parents[2] / "my-progress.json").read_text()
            if (page.parents[2] / "my-progress.json").exists()
            else "{}"
        )
        == {}
    )
