"""What people ask of `qilab data`."""

import argparse
import shutil

import pytest

from qilab.data import folder as course_folder
from qilab.trusts import commands, parquet


@pytest.fixture
def ask():
    def run(*words):
        parser = argparse.ArgumentParser(prog="qilab data")
        commands.add_arguments(parser)
        return commands.run(parser.parse_args(list(words)))

    return run


def test_does_build_write_a_cohort_s_own_data(ask, tmp_path, capsys):
    """Does one command make a folder, say what it does, and does check accept it?"""
    assert ask("build", "--seed", "7", "--out", str(tmp_path / "own")) == 0
    said = capsys.readouterr().out
    assert "6 of 6 trusts" in said and "rows a second" in said and "Wrote" in said
    assert ask("check", str(tmp_path / "own"), "--same") == 0
    assert "byte for byte what seed 7 makes" in capsys.readouterr().out


def test_does_check_prove_the_course_s_own_data(ask, capsys):
    """Without a folder, is the one in use checked?"""
    assert ask("check") == 0
    said = capsys.readouterr().out
    assert str(course_folder()) in said and "All is well" in said


@pytest.mark.parametrize(
    "words, told",
    [
        (("build", "--seed", "-1"), "whole number of 0 or more"),
        (("build", "--scale", "0"), "whole number from 1"),
        (("check", "/no/such/place"), "holds no course data"),
    ],
)
def test_do_mistakes_get_one_plain_sentence(ask, capsys, tmp_path, words, told):
    """Is there a sentence and an exit code, and no traceback?"""
    if words[0] == "build":
        words = (*words, "--out", str(tmp_path / "x"))
    assert ask(*words) == 1
    assert told in capsys.readouterr().err


def test_does_parquet_without_polars_say_what_to_do(ask, capsys, tmp_path, monkeypatch):
    """Is the missing package named, before any work is done?"""

    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(parquet, "import_module", missing)
    assert ask("build", "--parquet", "--out", str(tmp_path / "x")) == 1
    assert "pip install polars" in capsys.readouterr().err and not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "file, old, new, told",
    [
        ("ward_month.csv", ",NA,2022-04-01,", ",NA,2022-04-02,", "falls of ward_month"),
        ("falls_events.csv", ",none,", ",nine,", "not in its list"),
        ("spells.csv", "NORM-S00010", "NORM-S00011", "share their key"),
        ("beds_daily.csv", "2022-04-01,980,", "2022-04-01,-980,", "below 0"),
        ("wards.csv", "ward_code", "ward", "columns are not"),
        ("trusts.csv", "NORM,", "norm,", "another form"),
        ("cdi_events.csv", ",W4,2024-01-09,", ",W3,2024-01-09,", "likewise"),
    ],
)
def test_does_check_notice_a_spoilt_file(tmp_path, capsys, ask, file, old, new, told):
    """Change one cell: is it found and named, with exit code 1?"""
    place = tmp_path / "data"
    shutil.copytree(course_folder(), place)
    text = (place / file).read_text(encoding="utf-8")
    assert old in text
    (place / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert ask("check", str(place)) == 1
    assert told in capsys.readouterr().out


def test_does_check_notice_a_missing_file_and_a_spoilt_dictionary(tmp_path, ask, capsys):
    """What if a table is gone, or datapackage.json is not JSON?"""
    place = tmp_path / "data"
    shutil.copytree(course_folder(), place)
    (place / "spells.csv").unlink()
    assert ask("check", str(place)) == 1
    assert "spells.csv is missing" in capsys.readouterr().out
    (place / "datapackage.json").write_text("{", encoding="utf-8")
    assert ask("check", str(place)) == 1
    assert "not as the course made it" in capsys.readouterr().err


def test_does_check_notice_a_truth_that_is_gone(tmp_path, ask, capsys):
    """If the sepsis times of LARK were swapped for others, would the truth be missed and named?"""
    place = tmp_path / "data"
    shutil.copytree(course_folder(), place)
    path = place / "theatre_lists.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Bed not confirmed", "Patient not ready"), encoding="utf-8"
    )
    assert ask("check", str(place)) == 1
    assert "truth NORM.theatres.monday: not found" in capsys.readouterr().out
