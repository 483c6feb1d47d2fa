"""Do dates and causes in the prose agree with the truth log?"""

import re
from pathlib import Path

import pandas as pd
import pytest

from qilab.data import load, load_sealed
from qilab.publish.figures import places, sentences
from qilab.publish.module import find_modules
from qilab.trusts.generate.planted import E4_BY

MODULES = [m for m in find_modules(Path(__file__).parents[2]) if m.exercises]
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# The made-up Ward Elder of module 2, and the financial years of a table.
EXAMPLES = {pd.Timestamp(day) for day in ("2023-04-03", "2024-06-30", "2024-03-31", "2024-04-01")}


def dates_of_the_story():
    """Days on which something planted begins or ends, a test of the PDSA log was done, or an aim is due."""
    log, cycles = load_sealed("truth_log"), load("pdsa_log")
    days = {*log["start"].dropna(), *log["end"].dropna(), *cycles["done"], pd.Timestamp(E4_BY), *EXAMPLES}
    # Osierfield's rounds began three weeks before its falls changed; the truth log dates both.
    return days | {pd.Timestamp("2023-01-31")}  # the end of East 4's baseline


def told(module):
    """Sentences about the fictional trusts, and those of a page's parts about their tables."""
    return [s for s in sentences(module) if s.about_data or places().search(s.text)]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.address)
def test_is_every_date_of_the_story_in_the_truth_log(module):
    """“6 February 2023” is a day of the log, “September 2023” a month of one."""
    days = dates_of_the_story()
    months = {day.to_period("M") for day in days}
    for one in told(module):
        for number, month, year in re.findall(rf"(?:\b(\d{{1,2}}) )?\b({MONTHS}) (20\d\d)", one.text):
            if number:
                assert pd.Timestamp(f"{number} {month} {year}") in days, one.text
            else:
                assert pd.Period(f"{month} {year}", "M") in months, one.text


def test_has_east_4_one_story():
    """Tests from 7 November 2022 with a few patients; the whole ward from 6 February 2023, when 88% of rounds are done."""
    log = load_sealed("truth_log").set_index("series_id")
    cycles = load("pdsa_log").query("project == 'Hourly rounds on East 4'")
    begun = pd.Timestamp("2023-02-06")
    assert log.loc["NORM.rounds.E4", "start"] == log.loc["NORM.falls.E4", "start"] == begun
    assert cycles["done"].min() == pd.Timestamp("2022-11-07") and begun - cycles["done"].max() < pd.Timedelta(
        days=7
    )
    announced = load("initiatives").query("ward_code == 'E4'")
    assert announced["start"].tolist() == [begun]
    rounds = load("care_rounds", trust="NORM")
    share = rounds.groupby(rounds["week"] >= begun)[["rounds_done", "rounds_due"]].sum()
    assert (share["rounds_done"] / share["rounds_due"]).round(2).tolist() == pytest.approx(
        [0.36, 0.88], abs=0.02
    )
    aim = load("driver_tree").set_index("node").loc["D01", "text"]
    assert "8.5" in aim and E4_BY in aim


def test_has_wexmoor_one_story():
    """Kestrel 2 tests its huddles once a day at most; six wards begin on 5 June 2023, and violence falls on four of them."""
    log = load_sealed("truth_log").query("table == 'mh_incidents' and series_id.str.contains('violence')")
    tests = load("pdsa_log").query("project == 'Safety huddles on Kestrel 2'")
    begun = pd.Timestamp("2023-06-05")
    announced = load("initiatives").query("trust == 'WEXM' and title == 'Safety huddles'")
    assert set(announced["start"]) == set(log["start"]) == {begun}
    assert set(announced["ward_code"]) == set(log["ward_code"]) == {f"K{i}" for i in range(1, 7)}
    assert log.query("size < 0")["ward_code"].tolist() == ["K1", "K2", "K3", "K4"]
    assert tests["done"].max() < begun
    assert tests["n"].sum() <= (tests["done"].max() - tests["done"].min()).days + 1


def test_does_the_lesson_give_the_new_level_of_east_4_limits_of_its_own():
    """January 2023 is still before the rounds. From February on about 88%, and 26 months lie within the limits."""
    page = next(m for m in MODULES if m.address == "m13_sustain_spread").folder / "lesson.py"
    cell = next(c for c in page.read_text(encoding="utf-8").split("# %%") if "limits = spc(" in c)
    names = {"load": load}
    exec(cell, names)
    held = names["limits"].points.query("part == 2")
    assert held["x"].iloc[0] == pd.Timestamp("2023-02-01") and len(held) == 26
    assert held["cl"].iloc[0] == pytest.approx(88, abs=1)
    assert held["y"].between(held["lcl"], held["ucl"]).all()


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.address)
def test_is_nothing_changed_said_of_falls_alone_at_larkhaven(module):
    """Sepsis care, medicines and clocks did change there: the truth log has them."""
    changed = load_sealed("truth_log").query("trust == 'LARK' and kind != 'none' and kind != 'special_point'")
    assert {"LARK.sepsis", "LARK.medicines"} <= set(changed["series_id"])
    for one in told(module):
        if "Larkhaven" in one.text and re.search(
            r"nothing\b.{0,30}\bchanged|no change", one.text, re.IGNORECASE
        ):
            assert "falls" in one.text, one.text
