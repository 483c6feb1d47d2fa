"""ask(): a question with options to click, and its words where nothing can be clicked."""

import html
import re

import pytest

from qilab import ask, data_for, progress


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def test_does_a_choice_and_a_press_show_the_feedback():
    """Choose b, press the button: the praise appears; choose a: the teaching message."""
    question = ask("start.try_it")
    question.press("check")
    assert "Fill in your answer first" in question.texts["verdict"]
    question.set(choice="b").press("check")
    assert "Right" in question.texts["verdict"]
    question.set(choice="a").press("check")
    assert "Not yet" in question.texts["verdict"] and "luck" in question.texts["verdict"]


def test_does_a_verdict_go_with_the_choice_it_was_about():
    """Checked, then another option chosen: the old verdict is gone, and a choice that is not on offer is none."""
    question = ask("start.try_it")
    question.set(choice="b").press("check")
    question.set(choice="a")
    assert question.texts["verdict"] == ""
    assert question.set(choice="z").values["choice"] is None


def test_does_the_question_stand_as_text_too():
    """Printed or without widgets: question, options, and the line that answers it."""
    text = str(ask("start.try_it"))
    assert "a) " in text and 'check("start.try_it"' in text


def test_what_stays_on_a_saved_page():
    """Question and options; after an answer the choice, in words too, and the verdict."""
    question = ask("start.try_it")
    before = question.still()
    words = html.unescape(re.sub("</?strong>", "", before))
    assert question.item.ask in words and before.count("<li>") == len(question.options)
    assert "(chosen)" not in before
    question.set(choice="b").press("check")
    after = question.still()
    assert after.count("(chosen)") == 1 and "✓ Right" in after
    assert f"b) {question.options['b']}</strong> (chosen)" in html.unescape(after)


def test_is_the_saved_form_renewed_by_an_answer(monkeypatch):
    """The second output of the cell is the still form; a press writes it anew in its place."""
    outputs, renewed = [], []

    class Handle:
        def update(self, data, raw):
            renewed.append(data["text/html"])

    def display(data, raw, display_id=None, metadata=None):
        outputs.append(data)
        return Handle() if display_id else None

    monkeypatch.setattr("IPython.display.display", display)
    question = ask("start.try_it")
    question._ipython_display_()
    assert "application/vnd.jupyter.widget-view+json" in outputs[0]
    assert "qilab-still" in outputs[1]["text/html"] and "Right" not in outputs[1]["text/html"]
    question._received(None, {"values": {"choice": "b"}, "press": "check", "turn": ["me", 1]}, [])
    assert len(renewed) == 1 and "✓ Right" in renewed[0]


def test_is_a_number_asked_for_by_fields():
    """A box and a menu of units; the answer gets the verdict that the line of code would get."""
    median = data_for("E6.1").head(12)["rate"].median()
    question = ask("m06.centre_line").set(answer=f"{median:g}", answer_unit="per 1,000 occupied bed days")
    question.press("check")
    assert "✓ Right" in question.texts["verdict"]


def test_is_yesterdays_choice_there_again():
    """Answered, and asked again as after a restart: the choice and what we said to it, and no second try counted."""
    ask("start.try_it").set(choice="a").press("check")
    again = ask("start.try_it")
    assert again.values["choice"] == "a" and "Not yet" in again.texts["verdict"]
    assert progress.read()["start.try_it"]["tries"] == 1
    again.set(choice="b")
    assert ask("start.try_it").values["choice"] == "b"  # chosen, not checked: not lost either
