"""ask(): a question with options to click, and its words where nothing can be clicked."""

import pytest

from qilab import ask


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("QILAB_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def test_does_a_choice_and_a_press_show_the_feedback():
    """Choose b, press the button: the praise appears; choose a: the teaching message."""
    question = ask("start.try_it")
    question.widget()
    assert question.button.disabled, "nothing is chosen yet"
    question.radio.value = "b"
    question.button.click()
    assert "Right" in question.output.value
    question.radio.value = "a"
    question.button.click()
    assert "Not yet" in question.output.value and "luck" in question.output.value


def test_does_the_question_stand_as_text_too():
    """Printed or without widgets: question, options, and the line that answers it."""
    text = ask("start.try_it")._repr_mimebundle_()["text/plain"]
    assert "a) " in text and 'check("start.try_it"' in text


def test_is_a_question_without_options_refused_with_a_remedy():
    """A number cannot be clicked."""
    with pytest.raises(ValueError, match="check"):
        ask("m06.centre_line")
