"""The commands: their words, and sentences when something is off."""

import re
import shlex

import pytest

import qilab
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


def test_is_qilab_alone_answered_with_help(capsys):
    """No word at all: what there is, with an example of each, and 0."""
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    for name, command in cli.COMMANDS.items():
        assert re.search(rf"^    {name}\s+{re.escape(command.purpose[:20])}", said, flags=re.M), name
        assert command.example in said


def test_is_the_version_said(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"qilab {qilab.__version__}\n"


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_does_each_command_tell_its_purpose_and_an_example(name, capsys):
    """`qilab NAME --help`: a sentence and an example, which its own parser accepts."""
    command = cli.COMMANDS[name]
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert command.purpose[1:30] in said and f"Example: {command.example}" in said
    words = shlex.split(command.example)
    assert words[:2] == ["qilab", name]
    assert cli._parser(words[1:]).parse_args(words[1:]).command == name
