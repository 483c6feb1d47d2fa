"""What people ask of `qilab data build`."""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys

import pytest

from qilab.data import folder as course_folder
from qilab.trusts.files.build import build
from qilab.trusts.files.consistency import consistency
from qilab.trusts.generate import generate
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES


def digests(place):
    return {
        str(p.relative_to(place)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(place.rglob("*"))
        if p.is_file()
    }


def test_are_the_committed_files_what_the_seed_makes(folder):
    """Is every file in the repository, byte for byte, what a fresh build writes, and is there no other?"""
    assert digests(folder) == digests(course_folder())


def test_does_another_process_with_other_settings_make_the_same_bytes(folder, tmp_path):
    """Other hash seed, time zone, language, working directory: the same files?"""
    settings = os.environ | {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "NPY_DISABLE_CPU_FEATURES": _extra_cpu(),
    }
    out = tmp_path / "again"
    code = f"from qilab.trusts.files.build import build; build({str(out)!r})"
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, env=settings, cwd=tmp_path)
    assert digests(out) == digests(folder)


def _extra_cpu():
    """What numpy found beyond its baseline; switched off, it computes logarithms as an older machine
    would."""
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    return " ".join(name for name in __cpu_dispatch__ if __cpu_features__.get(name))


def test_is_the_text_unix_utf_8(folder):
    """No carriage returns, no byte-order mark, one line feed at the end of each file?"""
    for path in folder.rglob("*.csv"):
        data = path.read_bytes()
        data.decode("utf-8")
        assert b"\r" not in data and not data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\n"), path.name


def test_does_another_seed_make_other_numbers_with_the_same_lessons(tmp_path):
    """Does a cohort's own data differ from the course's and pass the same check?"""
    from qilab.trusts.files.verify_folder import check

    build(tmp_path / "cohort", seed=4821)
    report = check(tmp_path / "cohort")
    assert report.good, str(report)
    ours, theirs = digests(course_folder()), digests(tmp_path / "cohort")
    same = {name for name in ours if ours[name] == theirs[name]}
    # What is designed and not drawn may stay as it is.
    fixed = {"calendar.csv", "trusts.csv", "wards.csv", "patients_seen.csv", "driver_tree.csv"}
    assert same <= fixed


@pytest.mark.slow
def test_does_memory_stay_flat_as_trusts_are_added(tmp_path):
    """While seven families are built, does the process need no more memory at the end than after the
    second?"""
    import psutil

    held = []
    build(tmp_path, seed=1, scale=7, progress=lambda *now: held.append(psutil.Process().memory_info().rss))
    assert max(held[12:]) < 1.1 * max(held[:12])


@pytest.mark.slow
def test_is_progress_shown_and_is_every_trust_there(tmp_path):
    """Is the caller told trust by trust, and are all codes in the files?"""
    told = []
    rows = build(tmp_path, seed=1, scale=3, progress=lambda *now: told.append(now))
    assert [t[0] for t in told] == list(range(1, 19)) and told[-1][2] == sum(rows.values())
    assert len((tmp_path / "trusts.csv").read_text().splitlines()) == 19
    about = json.loads((tmp_path / "datapackage.json").read_text())
    assert about["seed"] == 1 and about["scale"] == 3
    assert {r["name"]: r["rows"] for r in about["resources"]} == {n: rows[n] for n in TABLES}


def test_do_copies_of_the_trusts_keep_the_promises_between_tables():
    """Do the tables of a second family add up as those of the first do?"""
    from qilab.trusts.files.write import MAKERS
    from qilab.trusts.generate.columns import frame
    from qilab.trusts.generate.providers import chosen
    from qilab.trusts.generate.simulation import Simulation

    made = generate(seed=3, scale=2)
    simulations = [Simulation(p, 3) for p in chosen(None, 2)]
    for t in SEALED_TABLES.values():
        made[t.name] = frame(t, [MAKERS[t.name](3)] if t.shared else [MAKERS[t.name](w) for w in simulations])
    broken = [text for text, holds in consistency(made) if not holds]
    assert not broken


def test_does_an_interrupted_build_leave_the_old_data_whole(tmp_path):
    """If the build is stopped half-way, are the files still those of the last whole build?"""
    build(tmp_path, seed=1)
    before = digests(tmp_path)

    def stop(done, of, rows):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, seed=2, progress=stop)
    after = digests(tmp_path)
    assert after == before  # and nothing half-made beside them
    build(tmp_path, seed=1)
    assert digests(tmp_path) == before


def test_does_a_new_build_take_away_another_seed_s_parquet(tmp_path):
    """Would a Parquet copy of the old data be left beside new CSV files, saying other numbers?"""
    build(tmp_path, seed=1)
    (tmp_path / "ward_month.parquet").write_bytes(b"old")
    (tmp_path / "mine.parquet").write_bytes(b"mine")
    build(tmp_path, seed=2)
    assert not (tmp_path / "ward_month.parquet").exists() and (tmp_path / "mine.parquet").exists()


def test_does_a_folder_that_cannot_be_written_get_a_kind_word(tmp_path):
    """What happens if the place is a file?"""
    (tmp_path / "file").write_text("x")
    with pytest.raises(ValueError, match="cannot be written"):
        build(tmp_path / "file")


def test_are_parquet_files_the_same_tables(tmp_path):
    """Does each Parquet file hold what the CSV file holds; or, without polars, is the missing package
    named?"""
    import pandas as pd

    from qilab import data
    from qilab.trusts.files.parquet import polars

    if importlib.util.find_spec("polars") is None:
        with pytest.raises(ValueError, match="pip install polars"):
            build(tmp_path, seed=1, parquet=True)
        return
    pl = polars()
    build(tmp_path, seed=1, parquet=True)
    for name in TABLES:
        rows = pl.read_parquet(tmp_path / f"{name}.parquet")
        csv = data.read_table(TABLES[name], tmp_path / f"{name}.csv")
        assert rows.height == len(csv) and rows.columns == list(csv.columns)
        for column in csv:
            ours, theirs = csv[column], pd.Series(rows[column].to_list(), dtype=object)
            if ours.dtype.kind == "M":
                theirs = pd.to_datetime(theirs)
            gaps = ours.isna().to_numpy()
            assert (gaps == theirs.isna().to_numpy()).all(), (name, column)
            assert (ours.astype(object).to_numpy()[~gaps] == theirs.astype(object).to_numpy()[~gaps]).all(), (
                name,
                column,
            )
