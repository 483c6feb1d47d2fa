"""What people ask of the dirty file."""

import datetime as dt
import re

import numpy as np
import pandas as pd
import pytest

from qilab.data import load, load_sealed, path
from qilab.methods.cleaning import score_cleaning
from qilab.trusts.generate.providers import STANDARD
from qilab.trusts.generate.safety.raw import REASONS, excel_serial, fault_counts
from qilab.trusts.generate.simulation import Simulation

PROMISED = {
    "exact_duplicate": 40, "near_duplicate": 35, "date_style": 120, "month_first": 60, "impossible_date": 9,
    "missing_mark": 150, "nil_is_zero": 22, "ward_name_untidy": 90, "hours_not_minutes": 25,
    "discharge_before_admission": 12, "suppressed": 30, "total_row": 3, "encoding": 6, "test_patient": 7,
    "two_row_header": 1, "clock_doubled": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def sent():
    return load("export_raw")


@pytest.fixture(scope="module")
def true():
    return load_sealed("export_raw_rows")


# On seed 7 chance puts no fall on the day the clocks go back, on 33 one, and on 6 three into that hour.
@pytest.mark.parametrize("seed", [None, 1, 4821, 6, 7, 33])
def test_are_the_faults_planted_in_the_numbers_promised(seed):
    """Does the file hold exactly so many of each, on any seed?"""
    from qilab.trusts.generate.seeds import checked_seed

    counts = fault_counts(Simulation(STANDARD[0], checked_seed(seed)))
    assert {k: counts[k] for k in PROMISED} == PROMISED
    assert min(counts[k] for k in ("ward_code_na", "ward_renamed", "percent_style")) > 0


def test_can_each_kind_of_fault_be_seen_in_the_text(sent, true):
    """Count the faults in the file itself, without the key: is it as many?"""
    real = sent[true["keep"]]
    dates = real["fall_date"]
    assert dates.str.fullmatch(r"\d{4}-\d\d-\d\d").sum() == 40
    assert dates.str.fullmatch(r"\d{5}").sum() == 40
    assert dates.str.fullmatch(r"\d{1,2} [A-Z][a-z]{2} \d\d").sum() == 40
    slashed = dates[dates.str.contains("/")].str.split("/", expand=True).astype(int)
    impossible = (
        (slashed[0] == 0) | (slashed[0] == 31) & (slashed[1] == 2) | (slashed[1] > 12) & (slashed[1] == 13)
    )
    block = load_sealed("export_raw_faults").query("fault == 'month_first'")["row"] - 1
    assert impossible.drop(block, errors="ignore").sum() == 9 and len(block) == 60
    assert real["review_min"].isin(["NA", "N/A", "n/a", "-", "nil", ""]).sum() == 150
    assert (real["staff_short"] == "nil").sum() == 22
    assert real["review_min"].str.contains("h").sum() == 25
    assert (sent["similar_falls"] == "*").sum() == 30
    assert sent["note"].str.contains("Â|â").sum() == 6
    assert sent["patient"].str.contains("ZZTEST", case=False).sum() == 7
    assert (sent["report_no"] == "Total").sum() == 3
    assert sent.duplicated().sum() == 40
    assert sent["reason"][sent["reason"] != ""].nunique() == 14 and len(REASONS) == 6
    assert {"NA"} <= set(sent["ward_code"]) and {"Willow"} <= set(sent["ward_name"].str.strip())
    styles = real["rounds_pct"]
    assert (
        min(
            styles.str.endswith("%").sum(),
            styles.str.startswith("0.").sum(),
            styles.str.fullmatch(r"\d+").sum(),
        )
        > 500
    )


def test_does_the_file_begin_with_two_rows_of_headings():
    """What does someone see who opens the file as sent?"""
    first, second = path("export_raw").read_text(encoding="utf-8").splitlines()[:2]
    assert first.startswith("Report,,,Where") and second.startswith("report_no,")


def test_is_each_true_fall_there_once(true, course):
    """Do the lines to keep match NORM's falls of two years, one to one?"""
    falls = course["falls_events"].query("trust == 'NORM' and datetime >= '2023-04-01'")
    kept = true[true["keep"]]
    assert kept["event_id"].is_unique and set(kept["event_id"]) == set(falls["event_id"])
    at = pd.to_datetime(kept["true_fall_date"] + " " + kept["true_fall_time"])
    assert (at.to_numpy() == falls.set_index("event_id").loc[kept["event_id"], "datetime"].to_numpy()).all()


def test_does_an_honest_cleaning_get_full_marks(sent, true):
    """Clean by the published rules alone, without the key: are precision and recall 1?"""
    data = sent.assign(row=np.arange(1, len(sent) + 1))
    data = data[(data["report_no"] != "Total") & ~data["patient"].str.contains("ZZTEST", case=False)]
    data["day"] = [_read(d, site) for d, site in zip(data["fall_date"], data["site"], strict=True)]
    minute = data["fall_time"].str[:2].astype(int) * 60 + data["fall_time"].str[3:].astype(int)
    data["at"] = data["day"].map(lambda d: d.toordinal() if d else np.nan) * 1440 + minute
    data["filled"] = (data.drop(columns=["day", "at"]) != "").sum(axis=1)
    data = data.sort_values(
        ["patient", "ward_code", "at", "filled"], ascending=[True, True, True, False], kind="stable"
    )
    together = ["patient", "ward_code"]
    gap = data.groupby(together)["at"].diff()
    # One event: the same person on the same ward within half an hour; or an hour later in the hour that
    # comes twice.
    twice = (data["day"] == dt.date(2023, 10, 29)) & (gap == 60)
    event = (~((gap <= 30) | twice)).cumsum()
    unreadable = data["at"].isna()
    best = (
        data[~unreadable]
        .sort_values(["filled", "row"], ascending=[False, True])
        .groupby(event[~unreadable])
        .head(1)
    )
    kept = [*best["row"], *data[unreadable]["row"]]
    score = score_cleaning(kept, true)
    assert score["precision"] >= 0.95 and score["recall"] >= 0.95, score


def _read(text, site):
    if re.fullmatch(r"\d{5}", text):
        return dt.date(1899, 12, 30) + dt.timedelta(int(text))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dt.date.fromisoformat(text)
    if re.fullmatch(r"\d{1,2} [A-Z][a-z]{2} \d\d", text):
        return dt.datetime.strptime(text, "%d %b %y").date()
    day, month, year = map(int, text.split("/"))
    if month > 12 and site == "Riverside" and year == 2024 and month != 13:
        day, month = month, day
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def test_does_a_spreadsheet_s_number_for_3_april_2023_agree():
    """Is 45019 the third of April 2023, as in the published example?"""
    assert excel_serial(dt.date(2023, 4, 3)) == 45019
