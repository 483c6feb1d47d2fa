"""The commands: their words, and sentences when something is off."""

import pytest

from qilab import cli


def test_does_check_setup_say_that_all_is_here(capsys):
    """In a whole set-up: one line and 0."""
    assert cli.main(["check-setup"]) == 0
    assert capsys.readouterr().out.count("\n") == 1


def test_does_check_setup_name_what_is_missing(monkeypatch, capsys, tmp_path):
    """Data that cannot be found: a sentence, not a traceback, and 1."""
    monkeypatch.setenv("QILAB_DATA", str(tmp_path / "nowhere"))
    assert cli.main(["check-setup"]) == 1
    assert "data" in capsys.readouterr().out


def test_are_odd_words_answered_with_the_right_ones(capsys):
    """An unknown command ends with 2 and the list."""
    with pytest.raises(SystemExit) as ended:
        cli.main(["bild"])
    assert ended.value.code == 2
    assert "build" in capsys.readouterr().err
