"""What people ask of `qilab data`."""

import argparse
import shutil

import pytest

from qilab.data import folder as course_folder
from qilab.trusts import commands
from qilab.trusts.files import parquet
from qilab.trusts.files.verify_folder import check
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES


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


# Several files at once, for a check reads every table. Sums and headings apart: a table with a bad cell is added up no
# further, and rows below a wrong heading are not looked at.
SPOILT = {
    "cells": [
        ("falls_events.csv", ",none,", ",nine,", "not in its list"),
        ("spells.csv", "NORM-S00010", "NORM-S00011", "share their key"),
        ("beds_daily.csv", "2022-04-01,980,", "2022-04-01,-980,", "below 0"),
        ("trusts.csv", "NORM,", "norm,", "do not match the pattern"),
    ],
    "sums": [
        ("ward_month.csv", ",NA,2022-04-01,", ",NA,2022-04-02,", "falls of ward_month"),
        ("cdi_events.csv", ",W4,2024-01-09,", ",W3,2024-01-09,", "likewise"),
    ],
    "a heading": [("wards.csv", "ward_code", "ward", "columns are not")],
}


@pytest.mark.parametrize("changes", SPOILT.values(), ids=SPOILT)
def test_does_check_notice_a_spoilt_file(copy, capsys, ask, changes):
    """Change a cell of a file: is it found and named, with exit code 1?"""
    for file, old, new, _ in changes:
        _spoil(copy / file, lambda b, old=old, new=new: b.replace(old.encode(), new.encode(), 1))
    assert ask("check", str(copy)) == 1
    said = capsys.readouterr().out
    assert [told for *_, told in changes if told not in said] == []


def _line_less(data):
    """The file without its sixth line."""
    lines = data.split(b"\n")
    return b"\n".join(lines[:5] + lines[6:])


EVERY_FILE = [f"{name}.csv" for name in TABLES] + [f"sealed/{name}.csv" for name in SEALED_TABLES]


@pytest.fixture
def copy(tmp_path):
    place = tmp_path / "data"
    shutil.copytree(course_folder(), place)
    return place


def _spoil(path, how):
    before = path.read_bytes()
    path.write_bytes(how(before))
    assert path.read_bytes() != before


def test_does_check_notice_a_row_gone_from_any_file(copy):
    """Delete one row of every table, sealed ones too: is each named, with the number of rows?"""
    for file in EVERY_FILE:
        _spoil(copy / file, _line_less)
    told = check(copy).troubles
    for file in EVERY_FILE:
        name = file.removeprefix("sealed/").removesuffix(".csv")
        assert f"{name}: 1 row fewer than were made" in told


def _replace(old, new):
    return lambda b: b.replace(old, new, 1)


# Cells that no sum or rule would give away, another encoding, the dictionary, the truth log. Several files at once.
ADDS_UP = [
    [
        ("staff_survey.csv", _replace(b",1514,865", b",1514,866"), "at least one cell is different"),
        ("falls_events.csv", _replace(b",low,", b",moderate,"), "falls_events: changed since"),
        ("sealed/truth_log.csv", _replace(b",-28.0,", b",-5.0,"), "truth_log: changed since"),
        ("wards.csv", lambda b: b.replace(b"\n", b",x\n"), "columns are not"),
        ("datapackage.json", _replace(b'"bed days"', b'"beds"'), "datapackage.json does not describe"),
    ],
    [
        ("wards.csv", lambda b: b"\xef\xbb\xbf" + b.replace(b"\n", b"\r\n"), "values are as made"),
        ("datapackage.json", _replace(b'"hash"', b'"hush"'), "no fingerprint"),
    ],
    [
        ("wards.csv", lambda b: b.decode().encode("utf-16"), "another encoding"),
        ("sealed/datapackage.json", lambda b: b"[]", "sealed/datapackage.json is missing or"),
    ],
    [("wards.csv", lambda b: b.replace(b",", b";"), "columns are not")],
    [("wards.csv", lambda b: b"", "it is empty")],
]


@pytest.mark.parametrize("changes", ADDS_UP, ids=lambda changes: " ".join(file for file, *_ in changes))
def test_does_check_notice_a_change_that_adds_up(copy, changes):
    """A cell that no other table depends on, another encoding, the dictionary, the truth log: is each found?"""
    for file, how, _ in changes:
        _spoil(copy / file, how)
    report = check(copy)
    assert not report.good and [told for *_, told in changes if told not in str(report)] == [], str(report)
    assert "qilab data build --seed 1409 --scale 1 --out" in str(report) and "Traceback" not in str(report)


@pytest.mark.parametrize("file", ["README.md", "sealed/datapackage.json", "sealed/truth_log.csv"])
def test_does_check_miss_a_file_that_is_gone(copy, file):
    """Is a file that nobody reads by program missed too, and does the advice name the data folder?"""
    (copy / file).unlink()
    report = check(copy)
    assert not report.good and "missing" in str(report) and "/sealed” to make" not in str(report)


def test_does_same_show_the_first_line_that_differs(copy):
    """With --same, is the line named, as it is and as it should be?"""
    lines = (copy / "caseload.csv").read_text(encoding="utf-8").split("\n")
    was, lines[6] = lines[6], lines[6].replace("2022", "2032", 1)
    (copy / "caseload.csv").write_text("\n".join(lines), encoding="utf-8")
    told = str(check(copy, same=True))
    assert f"line 7 is “{lines[6]}”, and should be “{was}”" in told


def test_is_a_strange_file_remarked_on_and_no_trouble(copy):
    """Someone keeps notes in the folder: is that said, and the data still whole?"""
    (copy / "notes.xlsx").write_bytes(b"x")
    report = check(copy)
    assert report.good and "notes.xlsx" in str(report)


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
