"""The facilitators' pages: answers in words, and what goes on the wall and on paper."""

import re
from pathlib import Path

import pandas as pd
import pytest

from qilab.modules.bank import exercises
from qilab.publish import BadContent
from qilab.publish.paper import Pages, value_in_words
from qilab.publish.play import play
from qilab.publish.room import CHANGED, COURT_MEAN, REACTION, court_series
from qilab.publish.typst_text import markdown, quoted

ROOT = Path(__file__).parents[2]
PACK = Path("course", "facilitator")


def test_can_text_break_out_of_the_page_to_print():
    """Typst commands, quotes and backslashes in a text stay text."""
    assert quoted('a"b\\c') == r'"a\"b\\c"'
    assert markdown('#image("x") $y$ [z]').strip() == r'#"#image(\"x\") $y$ [z]"'


def test_can_every_right_answer_be_written_in_words():
    """No answer on the facilitator's page is a bare Python object."""
    for exercise in exercises():
        for item in exercise.items:
            words = value_in_words(item.kind, item.right(exercise.data()))
            for option in getattr(item.kind, "options", {}).values():  # a line of code may be what is chosen
                words = words.replace(option, "that line")
            assert words and not re.search(r"[{}\[\]<>]|Timestamp|array|nan", words), (item.key, words)


def test_are_choices_told_by_what_they_say():
    """An answer by letter is told with the words of its option."""
    exercise = next(e for e in exercises("m04_measures") if e.code == "E4.4")
    item = exercise.items[0]
    letter = item.right(exercise.data())
    assert value_in_words(item.kind, letter) == f"{letter}: {item.kind.options[letter]}"


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
