"""What people ask of load()."""

import datetime as dt
import doctest
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from qilab import data
from qilab.data import load, load_sealed
from qilab.glossary import terms
from qilab.learner.knowledge.questions import questions
from qilab.trusts import generate as generator
from qilab.trusts.files.build import build
from qilab.trusts.generate import generate, seeds
from qilab.trusts.schema.registry import TABLES


@pytest.fixture(scope="module")
def made():
    return generate()


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    place = tmp_path_factory.mktemp("cohort")
    build(place, seed=4821)
    return place


@pytest.mark.parametrize("name", list(TABLES))
def test_is_what_load_gives_what_generate_made(name, made):
    """Is a table read from its file the same, in values and types, as the one made from the seed?"""
    pd.testing.assert_frame_equal(load(name), made[name])
    assert load(name).attrs == made[name].attrs


def test_is_the_ward_na_still_there():
    """Does the ward with the code NA survive reading, everywhere?"""
    assert len(load("ward_month", trust="NORM", ward="NA")) == 36
    assert "NA" in set(load("wards")["ward_code"]) and len(load("spells", ward="NA")) > 1000


def test_has_each_number_a_unit():
    """Can a chart name its axis from the frame alone, and is “fictional” written on it?"""
    frame = load("ward_month")
    assert (
        frame.attrs["units"]["obd"] == "bed days"
        and frame.attrs["units"]["rn_fill_pct"] == "% of planned hours"
    )
    assert "Fictional" in frame.attrs["note"] and "Synthetic" in frame.attrs["note"]
    assert load("ward_month", trust="NORM", ward="E4", start="2023-01-01").attrs["units"]["falls"] == "falls"


def test_are_the_types_what_a_beginner_needs():
    """Dates as dates, counts as whole numbers, gaps as NaN, grades in their order?"""
    assert (
        load("ward_month")["month"].dtype == "datetime64[ns]" and load("ward_month")["falls"].dtype == "int64"
    )
    assert load("ed_daily")["attend"].dtype == "float64" and load("ed_daily")["attend"].isna().sum() == 9
    assert list(load("falls_events")["harm"].cat.categories) == ["none", "low", "moderate", "severe"]
    assert load("falls_events")["harm"].max() == "severe"
    assert load("spells")["readmit30"].dtype == "boolean" and load("falls_events")["frail"].dtype == bool


def test_can_rows_be_chosen_by_trust_ward_and_date():
    """Do the choices narrow the rows, with both ends of the dates kept and rows numbered from 0?"""
    some = load(
        "ward_month", trust=["norm", " LARK "], ward=["E4", "L1"], start="2023-01-01", end="2023-03-01"
    )
    assert set(some["ward_code"]) == {"E4", "L1"} and len(some) == 6 and list(some.index) == list(range(6))
    day = load("falls_events", trust="NORM", start="2023-05-01", end="2023-05-01")
    assert len(day) and (day["datetime"].dt.strftime("%Y-%m-%d") == "2023-05-01").all()


def test_does_a_month_as_the_end_keep_all_its_days():
    """Does end="2022-06" keep 30 June, a year all of it, and a minute no more than that minute?"""
    days = load("beds_daily", trust="NORM", start="2022-05", end="2022-06")["date"]
    assert len(days) == 61 and days.max() == pd.Timestamp("2022-06-30")
    assert len(load("calendar", start="2023", end="2023")) == 365
    falls = load("falls_events", trust="NORM", end="2022-04-02 00:00")["datetime"]
    assert falls.max() <= pd.Timestamp("2022-04-02 00:00")
    whole = load("calendar", start=dt.date(2023, 1, 1), end=pd.Timestamp("2023-01-31"))
    assert len(whole) == 31
    assert len(load("calendar", start=pd.Period("2023-01"), end=np.datetime64("2023-01-31"))) == 31


def test_is_the_list_of_wards_whole():
    """Does a wrong ward's message list all 87 wards and leave none out?"""
    with pytest.raises(ValueError) as error:
        load("ward_month", ward="?")
    assert all(f"{code}" in str(error.value) for code in load("wards")["ward_code"])


def test_does_a_period_index_help_to_pick_months():
    """Can a month be picked by its name, with the column still there?"""
    ward = load("ward_month", trust="NORM", ward="E4", index="month")
    assert isinstance(ward.index, pd.PeriodIndex) and ward.index.name == "period"
    assert ward.loc["2023-02", "month"] == pd.Timestamp("2023-02-01") and len(ward.loc["2023"]) == 12
    assert load("care_rounds", ward="E4", index="week").index.freqstr.startswith("W")


def test_is_every_frame_a_copy_of_one_s_own():
    """If a learner spoils a frame, is the next one whole?"""
    first = load("ward_month")
    first["falls"] = 0
    first.attrs["units"].clear()
    again = load("ward_month")
    assert again["falls"].sum() > 0 and again.attrs["units"]


@pytest.mark.parametrize(
    "name, nearest", [("ward_months", "ward_month"), ("Falls", "falls_events"), ("spell", "spells")]
)
def test_does_an_unknown_name_get_the_nearest_and_the_list(name, nearest):
    """What does a misspelt table get?"""
    with pytest.raises(ValueError, match=f"Did you mean “{nearest}”.*The tables are: trusts, wards"):
        load(name)


@pytest.mark.parametrize("name", [None, 5, "", "../secrets", "ward_month.csv", ["wards"], "x" * 10_000])
def test_does_nonsense_for_a_name_get_the_list(name):
    """Whatever is asked for, is the answer one short ValueError?"""
    with pytest.raises(ValueError, match="The tables are") as told:
        load(name)
    assert len(str(told.value)) < 900


@pytest.mark.parametrize(
    "more, told",
    [
        ({"trust": "RJ1"}, "has no trust 'RJ1'. It has: LARK, NORM"),
        ({"trust": "NORM", "ward": "L1"}, "has no ward 'L1'. It has: E1"),
        ({"ward": []}, "has no ward"),
        ({"trust": 5}, "has no trust"),
        ({"trust": "NROM"}, "Did you mean “NORM” (Northmere University Hospitals)?"),
        ({"trust": "Northmere"}, "Did you mean “NORM”"),
        ({"ward": "E44"}, "Did you mean “E4” (East 4)?"),
        ({"ward": "north a"}, "Did you mean “NA” (North A)?"),
        ({"ward": "zzz"}, "W5, W6, W7, W8."),
        ({"start": "soon"}, "start is a date with the year first"),
        ({"end": 2.5j}, "end is a date with the year first"),
        # February here, June to pandas: neither may be taken without a word.
        ({"end": "06/02/2023"}, "end is a date with the year first"),
        ({"start": "2023-02-31"}, "not '2023-02-31'"),
        ({"start": "2023-01-01T00:00Z"}, "start is a date with the year first"),
        ({"start": 5}, "start is a date with the year first"),
        ({"start": float("nan")}, "start is a date with the year first"),
        ({"start": pd.NaT}, "start is a date with the year first"),
        ({"start": "2024-01-01", "end": "2023-01-01"}, "Swap the two"),
        ({"start": "2203-02-06"}, "run from 2022-04-01 to 2025-03-01; there is nothing from 2203-02-06."),
        ({"start": "2001", "end": "2002"}, "there is nothing from 2001 to 2002."),
        ({"index": "hour"}, "index is “month”"),
        ({"index": []}, "index is “month”"),
    ],
)
def test_do_wrong_choices_say_what_there_is(more, told):
    """Are codes and dates that do not exist answered with those that do?"""
    with pytest.raises(ValueError) as error:
        load("ward_month", **more)
    assert told in str(error.value)


def test_do_choices_that_a_table_has_not_say_so():
    """A ward of the calendar, a date of the trusts: is the reason named?"""
    with pytest.raises(ValueError, match="no column for the ward"):
        load("calendar", ward="E4")
    with pytest.raises(ValueError, match="has no dates"):
        load("process_steps", start="2023-01-01")


def test_are_the_answers_kept_apart():
    """Does load refuse the truth log however it is written, name the facilitator's way, and leave it out of the
    list?"""
    for said in ("truth_log", "Truth log", "sealed/truth_log", "truth-log"):
        with pytest.raises(ValueError, match=r"sealed.*load_sealed\(\"truth_log\"\)"):
            load(said)
    for said in ("../sealed/truth_log", "sealed/../sealed/truth_log.csv"):
        with pytest.raises(ValueError, match="There is no table"):
            load(said)
    assert "truth_log" not in set(data.tables()["name"]) and "truth_log" not in generate()
    assert len(load_sealed()) > 60
    with pytest.raises(ValueError, match="truth_log"):
        load_sealed("truths")


def test_is_there_a_list_of_what_can_be_loaded():
    """Does the list name each table once, with a title?"""
    listed = data.tables()
    assert list(listed["name"]) == list(TABLES) and listed["title"].str.len().min() > 3


def test_can_the_dirty_file_be_read_as_sent():
    """Is export_raw all text, never a gap, and is its file where path() says?"""
    raw = load("export_raw")
    assert raw.notna().all(axis=None) and all(isinstance(v, str) for v in raw.iloc[0])
    assert data.path("export_raw").name == "export_raw.csv" and data.path("export_raw").is_file()


def test_does_a_cohort_s_own_data_come_in_by_the_environment(cohort, monkeypatch):
    """With QILAB_DATA set, do all tables come from that folder, and without it from the course's?"""
    ours = load("ward_month")
    monkeypatch.setenv("QILAB_DATA", str(cohort))
    theirs = load("ward_month")
    assert data.folder() == cohort.resolve() and not theirs["falls"].equals(ours["falls"])
    pd.testing.assert_frame_equal(theirs, generate("ward_month", seed=4821)["ward_month"])
    monkeypatch.delenv("QILAB_DATA")
    pd.testing.assert_frame_equal(load("ward_month"), ours)


def test_does_a_cohort_s_own_data_come_in_by_a_setting(cohort, monkeypatch):
    """Does use_folder win over the environment, and does None undo it?"""
    before = data.folder()
    monkeypatch.setenv("QILAB_DATA", "/no/such/place")
    try:
        assert data.use_folder(cohort) == cohort.resolve()
        assert len(load_sealed("pdsa_truth")) == 15
    finally:
        monkeypatch.delenv("QILAB_DATA")
        assert data.use_folder(None) == before


@pytest.mark.parametrize("place", [5, "", " ", "\0", "a\0b", [], "~nobody-here/data", "x" * 5000])
def test_does_a_folder_that_is_none_get_a_kind_word(place):
    """Whatever use_folder is given, is the answer one sentence, and the usual folder still in use?"""
    before = data.folder()
    with pytest.raises(ValueError, match="use_folder"):
        data.use_folder(place)
    assert data.folder() == before


def test_does_a_wrong_folder_say_what_to_do(monkeypatch, tmp_path):
    """What if the environment names a folder without data?"""
    monkeypatch.setenv("QILAB_DATA", str(tmp_path))
    with pytest.raises(ValueError, match=r"QILAB_DATA, holds no course data.*qilab data build"):
        load("wards")


def test_does_a_spoilt_or_missing_file_say_what_to_do(cohort, tmp_path, monkeypatch):
    """Columns gone, text for numbers, not text at all, no file: one sentence each?"""
    place = tmp_path / "own"
    shutil.copytree(cohort, place)
    monkeypatch.setenv("QILAB_DATA", str(place))
    for spoil, told in (
        (b"a,b\n1,2\n", "its columns are not trust, ward_code"),
        (b"\xff\xfe\x00", "another encoding"),
        (b"", "it is empty"),
        ((place / "wards.csv").read_bytes().replace(b",28,", b",many,", 1), "many"),
    ):
        (place / "wards.csv").write_bytes(spoil)
        with pytest.raises(ValueError, match=f"not as the course made it.*{told}"):
            load("wards")
    (place / "wards.csv").unlink()
    with pytest.raises(ValueError, match=r"wards.csv is missing"):
        load("wards")


def test_does_it_work_from_any_folder(tmp_path):
    """Started elsewhere, does load still find the data?"""
    code = "from qilab import load; print(len(load('ward_month')))"
    clean = {k: v for k, v in os.environ.items() if k != "QILAB_DATA"}
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=clean, capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == str(len(load("ward_month")))


def test_does_it_work_from_the_wheel_alone(tmp_path):
    """The wheel as it is built, unpacked with no checkout near: do load and check find data and answers in it, and
    does build say where to write?"""
    root = Path(__file__).resolve().parents[1]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=root, check=True, capture_output=True,
    )  # fmt: skip
    site = tmp_path / "site"
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    code = (
        "import qilab.data as d; print(d.folder()); print(len(d.load('spells')), len(d.load_sealed()));"
        "from qilab.learner.knowledge.questions import questions; from qilab.glossary import terms;"
        "print(len(questions()), len(terms()));"
        "from qilab.cli import main; main(['data', 'check']); main(['data', 'build'])"
    )
    env = {k: v for k, v in os.environ.items() if k != "QILAB_DATA"} | {"PYTHONPATH": str(site)}
    out = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True)
    said = out.stdout.splitlines()
    assert said[0] == str(site / "qilab" / "_datasets"), out.stderr
    assert said[1] == f"{len(load('spells'))} {len(load_sealed())}" and said[-1] == "All is well."
    assert said[2] == f"{len(questions())} {len(terms())}"
    assert "Say where to write" in out.stderr and "Traceback" not in out.stderr


def test_does_loading_need_a_desk(tmp_path):
    """Does load import nothing that the browser edition lacks (nbgrader, JupyterLab, jupytext)?"""
    code = (
        "import sys; from qilab import load; load('wards'); "
        "print([m for m in ('nbgrader', 'jupyterlab', 'jupytext', 'scipy.stats', 'altair', 'polars') "
        "if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_do_the_calls_that_the_data_s_readme_prints_work(cohort, tmp_path):
    """A reader of datasets/README.md types what stands there, after `import qilab` and nothing else."""
    readme = (data.folder() / "README.md").read_text(encoding="utf-8")
    calls = sorted(set(re.findall(r"`(qilab\.[\w.]+\([^`]*\))`", readme)))
    assert len(calls) >= 3
    program = "import qilab\n" + "\n".join(calls)
    # The page's own cohort lies in my-data, made as the page says.
    shutil.copytree(cohort, tmp_path / "my-data")
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True)


@pytest.mark.parametrize("module", [data, generator, seeds], ids=lambda m: m.__name__)
def test_do_the_examples_in_the_docstrings_hold(module, monkeypatch):
    monkeypatch.delenv(data.ENVIRONMENT, raising=False)
    failed, tried = doctest.testmod(module)
    assert tried > 0 and failed == 0
