"""Do a ward's own figures become the chart, the words and the files that a board can use, and nothing more?"""

import datetime as dt
import doctest
import io
import zipfile
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from pptx import Presentation

from qilab.own_data.board import charting, choosing, contents, marks, plain, suppression, workbook
from qilab.own_data.board.charting import chart_of
from qilab.own_data.board.choosing import propose
from qilab.own_data.board.contents import board_of
from qilab.own_data.board.files import board_files
from qilab.own_data.board.page import as_html
from qilab.own_data.board.slides import as_pptx
from qilab.own_data.board.wards import ward_boards
from qilab.own_data.board.workbook import as_xlsx
from qilab.own_data.board.writing import write_files
from qilab.own_data.measure import Measure

TODAY = dt.date(2026, 11, 29)
# From about 12 falls a month to about 3: made by hand, with 1,000 bed days in each month, so that a count is its rate.
FALLS = [12, 11, 9, 13, 10, 12, 11, 10, 13, 12, 11, 10, 3, 4, 2, 4, 3, 5, 2, 3, 4, 3, 4, 3]


def monthly(count, **more):
    days = pd.date_range("2024-01-01", periods=len(count), freq="MS")
    return pd.DataFrame({"period": days, "count": count, **more})


def falls(**more):
    given = {"times": 1000, "unit": "falls per 1,000 bed days", "better": "lower", "target": 5} | more
    return Measure("Falls", "Ward 4", "rate", "month", monthly(FALLS, per=[1000.0] * 24), **given)


@pytest.mark.parametrize("module", [charting, choosing, contents, marks, plain, suppression, workbook])
def test_do_the_examples_give_what_they_say(module):
    assert doctest.testmod(module).failed == 0


def test_are_centre_and_limits_those_that_a_pencil_gives():
    """Mean of all 24: 174/24 = 7.25 for 1,000 bed days, so σ is √7.25 = 2.6926 and the upper limit 15.328."""
    figures = chart_of(falls()).figures
    assert figures["centre"].tolist() == pytest.approx([7.25] * 24)
    assert figures["upper"].tolist() == pytest.approx([15.3278] * 24, abs=1e-4)
    assert figures["lower"].tolist() == [0.0] * 24


def test_do_new_limits_begin_where_the_owner_says_and_nowhere_else():
    """First year: 134/12 = 11.1667; second: 40/12 = 3.3333."""
    chart = chart_of(falls(phases=(pd.Timestamp("2025-01-01"),)))
    assert chart.figures["centre"].round(4).unique().tolist() == [11.1667, 3.3333]
    assert chart_of(falls()).figures["phase"].unique().tolist() == [1]
    within = propose(falls(phases=(pd.Timestamp("2025-01-15"), pd.Timestamp("2030-01-01"))))
    assert within.phases == (14,)
    assert any("the next, February 2025" in told for told in within.beware)
    assert any("outside the dates of your figures" in told for told in within.beware)


def test_is_an_improvement_said_in_words_with_what_fits():
    chart = chart_of(falls())
    assert chart.headline.startswith(
        "A shift of 12 months below the mean, since January 2025, a change for the better."
    )
    assert (chart.variation, chart.assurance) == ("improvement_low", "inconsistent")
    assert chart.action == "Learn what went well, keep it, then think about new limits"
    assert "Fictional" not in as_html(board_of([falls()], "Ward 4", TODAY)) + str(chart.picture.spec)


@pytest.mark.parametrize(
    ("kind", "count", "per", "chart"),
    [
        ("count", [6, 4, 7, 5] * 4, None, "c"),
        ("proportion", [80, 85, 78, 84] * 4, [100, 104, 98, 101] * 4, "p"),
        ("proportion", [8000, 8100, 7900, 8050] * 4, [10000] * 16, "pp"),
        ("value", [6.1, 5.4, 6.6, 5.9] * 4, None, "i"),
        ("count", [6, 4, 7, 5], None, "run"),
    ],
)
def test_does_each_kind_of_measure_get_its_chart(kind, count, per, chart):
    table = monthly(count, **({} if per is None else {"per": per}))
    assert propose(Measure("It", None, kind, "month", table)).chart == chart


def test_are_days_between_rare_events_charted_event_by_event():
    days = pd.to_datetime(["2024-01-05", "2024-01-25", "2024-02-20", "2024-02-20", "2024-04-01"])
    table = pd.DataFrame({"period": days, "count": [np.nan, 20, 26, 0, 41]})
    assert propose(Measure("Ulcers", None, "gap", "day", table)).chart == "run"
    chart = chart_of(Measure("Ulcers", None, "gap", "day", table), chart="g")
    assert chart.figures["value"].tolist() == [20, 26, 0, 41]
    with pytest.raises(ValueError, match="stays within the team"):
        chart_of(Measure("Ulcers", None, "gap", "day", table), leaves_team=True)


def test_is_nothing_judged_by_the_few_points_after_a_change():
    chart = chart_of(falls(phases=(pd.Timestamp("2025-09-01"),)))
    assert (chart.variation, chart.assurance) == ("", "")
    assert (
        chart.headline == "Too early to judge: the few months since the last change lie around a mean of 3.5."
    )
    assert "Variation:" not in chart.picture.description
    assert chart.action == "Keep collecting; there is not enough yet to judge"


def test_what_is_to_beware_of_said():
    few = propose(Measure("Falls", None, "count", "month", monthly([1, 4, 2, 3, 5, 2, 4, 3])))
    assert "8 points are too few" in few.beware[0]
    season = [20 + round(8 * np.sin(i / 6 * np.pi)) for i in range(36)]
    assert any(
        "seasonal" in told
        for told in propose(Measure("Calls", None, "count", "month", monthly(season))).beware
    )
    shift = [20, 21, 19] * 6 + [10, 11, 9] * 6
    assert not any(
        "seasonal" in told
        for told in propose(Measure("Calls", None, "count", "month", monthly(shift))).beware
    )
    high = Measure(
        "Seen", None, "proportion", "month", monthly([49, 50] * 8, per=[50] * 16), times=100, better="higher"
    )
    assert any("upper limit is 100%" in told for told in chart_of(high).warnings)
    empty = Measure("Seen", None, "proportion", "month", monthly([9, 0] * 8, per=[10, 0] * 8))
    assert any("In 8 months there was nothing to count out of" in told for told in propose(empty).beware)


def test_does_no_small_number_leave_the_team_while_the_limits_stay_those_of_the_true_counts():
    inside, outside = chart_of(falls()), chart_of(falls(), leaves_team=True)
    assert outside.shown("count") == [
        *map(str, [10, 10, 10, 15, 10, 10, 10, 10, 15, 10, 10, 10]),
        *["*"] * 12,
    ]
    assert outside.shown("centre") == inside.shown("centre")
    assert outside.headline == inside.headline
    drawn = [row["value"] for row in outside.picture.spec["datasets"]["points"]]
    assert drawn == [10, 10, 10, 15, 10, 10, 10, 10, 15, 10, 10, 10, *[None] * 12]
    assert outside.latest == "* in December 2025"
    assert any("come from the true counts" in told for told in outside.warnings)


@pytest.mark.parametrize(
    ("count", "per", "centre"),
    [
        ([3, 2, 12], None, 5.0),  # the median is the hidden 3
        ([1, 2, 12], None, 5.0),  # not 0, which would say that both hidden counts are below 3
        ([2, 5, 12, 14, 13], None, 10.0),
        ([3, 2, 12], [800, 800, 800], 6.25),  # 3.75 of a thousand are the hidden 3; 5 of 800 are 6.25
    ],
)
def test_does_the_median_of_a_short_run_chart_give_no_hidden_count_away(count, per, centre):
    kind, more = ("count", {}) if per is None else ("rate", {"per": per})
    chart = chart_of(
        Measure("Falls", None, kind, "month", monthly(count, **more), times=1 if per is None else 1000),
        leaves_team=True,
    )
    assert chart.figures["centre"].unique().tolist() == pytest.approx([centre], abs=0.06)  # with one decimal
    exact = sorted(count)[len(count) // 2] * (1.25 if per else 1)
    for words in (chart.headline, chart.picture.description, str(chart.picture.spec)):
        assert f"median {exact:.1f}" not in words.lower()
    assert "The median of a run chart is rounded" in " ".join(chart.warnings)


def test_are_small_numbers_hidden_and_the_rest_rounded():
    shown = suppression.masked(pd.DataFrame({"count": [0.0, 3, 8, 22, 23]}), "count")["count"]
    assert shown.astype(object).fillna("*").tolist() == [0, "*", 10, 20, 25]
    assert suppression.small(pd.Series([0.0, 7])).any()
    assert not suppression.small(pd.Series([0.0, 8, float("nan")])).any()


def test_is_it_said_to_hide_small_numbers_until_they_are_hidden():
    months = pd.date_range("2023-01-01", periods=24, freq="MS")
    falls = Measure(
        "Falls", None, "count", "month", pd.DataFrame({"period": months, "count": [9.0, 6, 12] * 8})
    )
    within, outside = (chart_of(falls, leaves_team=leaves).warnings for leaves in (False, True))
    assert suppression.BEFORE_SHARING in within and suppression.CAUTION not in within
    assert suppression.CAUTION in outside and suppression.BEFORE_SHARING not in outside
    days = chart_of(replace(falls, kind="value"), leaves_team=True).warnings  # of which none is hidden
    assert suppression.AS_THEY_ARE in days and suppression.CAUTION not in days
    many = replace(falls, table=falls.table.assign(count=[90.0, 80, 120] * 8))
    assert suppression.BEFORE_SHARING not in chart_of(many).warnings


def test_are_few_without_the_event_hidden_as_well():
    table = monthly([50.0, 46, 30, 0], per=[50.0, 50, 50, 6])
    assert suppression.hidden(table, "proportion").tolist() == [False, True, False, True]


def test_is_a_single_small_count_among_noughts_kept_in():
    """Mean 0.125 of 24 months is 3 events: all in the one hidden month."""
    counts = [0] * 24
    counts[7] = 3
    with pytest.raises(ValueError, match="the mean would give it away"):
        chart_of(Measure("Harm", None, "count", "month", monthly(counts)), leaves_team=True)
    counts[9] = 2
    assert (
        chart_of(Measure("Harm", None, "count", "month", monthly(counts)), leaves_team=True).shown("count")[7]
        == "*"
    )


def test_does_one_bad_measure_stop_no_other():
    nothing = Measure("Nil", None, "value", "month", monthly([np.nan, np.nan]))
    board = board_of([falls(), nothing], "Ward 4", TODAY)
    assert [chart.title for chart in board.charts] == ["Falls, Ward 4"]
    assert board.left_out == ("Nil: no period has a value, so there is nothing to draw.",)
    with pytest.raises(ValueError, match="1 to 12 charts, and 13 were given"):
        board_of([falls()] * 13, "Ward 4", TODAY)


def test_is_a_hostile_name_only_text_on_the_page():
    bad = "<script>alert(1)</script>"
    page = as_html(
        board_of([Measure(bad, bad, "count", "month", monthly(FALLS), unit=bad, source=bad)], bad, TODAY)
    )
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")


def test_does_excel_get_numbers_a_native_chart_and_no_formula():
    bad = "=HYPERLINK(1)"
    board = board_of([falls(), Measure(bad, None, "count", "month", monthly(FALLS))], f"{bad}\x00", TODAY)
    data = as_xlsx(board)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Summary", "Falls, Ward 4", "=HYPERLINK(1)"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    sheet = book["Falls, Ward 4"]
    headings = [cell.value for cell in sheet[workbook.FIRST]]
    assert headings == [
        "Period", "Count", "Out of", "Value", "Centre line", "Lower limit", "Upper limit", "Target", "Signal", "Kind",
    ]  # fmt: skip
    first = [cell.value for cell in sheet[workbook.FIRST + 1]]
    assert first[:4] == [dt.datetime(2024, 1, 1), 12, 1000, 12]
    assert first[4:7] == pytest.approx([7.25, 0, 15.3278], abs=1e-4)
    (chart,) = sheet._charts
    assert chart.series[0].tx.strRef.f == "'Falls, Ward 4'!D7"
    assert len(chart.series) == 5
    assert b"U chart of falls per 1,000 bed days" in zipfile.ZipFile(io.BytesIO(data)).read(
        "xl/drawings/drawing1.xml"
    )
    hidden = openpyxl.load_workbook(
        io.BytesIO(as_xlsx(board_of([falls()], "Ward 4", TODAY, leaves_team=True)))
    )
    assert [hidden["Falls, Ward 4"].cell(row, 2).value for row in (8, 31)] == [10, "*"]


def test_does_powerpoint_get_a_summary_a_described_picture_and_a_chart_to_edit():
    book = Presentation(io.BytesIO(as_pptx(board_of([falls()], "Ward 4", TODAY, leaves_team=True))))
    summary, slide, edit = book.slides
    (table,) = [shape.table for shape in summary.shapes if shape.has_table]
    assert [cell.text for cell in table.rows[1].cells][:3] == ["Falls, Ward 4", "* in December 2025", "5.0"]
    (picture,) = [shape for shape in slide.shapes if shape.name == "Chart"]
    assert picture._element.nvPicPr.cNvPr.get("descr").startswith("U chart of falls per 1,000 bed days")
    (chart,) = [shape.chart for shape in edit.shapes if shape.has_chart]
    value, centre, *_ = chart.plots[0].series
    assert [*value.values] == [10, 10, 10, 15, 10, 10, 10, 10, 15, 10, 10, 10, *[None] * 12]
    assert set(centre.values) == {7.2}  # to one decimal: exact limits would give the counts away
    assert all(slide.shapes.title.text for slide in book.slides)


def test_do_six_lines_make_the_same_chart_again(tmp_path, monkeypatch):
    bad = "Falls'); open('hacked', 'w"
    phased = replace(falls(phases=(pd.Timestamp("2025-01-01"),)), name=bad, source=bad)
    days = pd.to_datetime(["2024-01-05", "2024-01-25", "2024-02-20", "2024-02-20", "2024-04-01"])
    gaps = Measure(
        "Ulcers", None, "gap", "day", pd.DataFrame({"period": days, "count": [np.nan, 20, 26, 0, 41]})
    )
    board = board_of([phased, gaps], "Ward 4", TODAY)
    paths = write_files(board_files(board, ("script",)), tmp_path)
    monkeypatch.chdir(tmp_path / "script")
    for path, chart in zip([path for path in paths if path.suffix == ".py"], board.charts, strict=True):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) == 6
        made = {}
        exec("\n".join(lines), made)
        assert made["result"].points["ucl"].tolist() == pytest.approx(
            chart.figures["upper"].tolist(), nan_ok=True
        )
        drawn = path.with_suffix(".svg").read_text(encoding="utf-8")
        assert (
            drawn == chart.picture.svg or not chart.variation
        )  # of a few points the script shows the icon as well
    assert not (tmp_path / "script" / "hacked").exists()
    outside = board_files(board_of([falls()], "Ward 4", TODAY, leaves_team=True), ("script", "svg"))
    assert list(outside) == ["charts/Falls_Ward_4.svg"]


def test_is_the_pdf_tagged_and_the_same_each_time():
    board = board_of([falls()], "Ward 4: #quality *and* $safety$", TODAY)
    data = board_files(board, ("pdf",))["board.pdf"]
    assert b"/StructTreeRoot" in data
    assert data == board_files(board_of([falls()], board.title, TODAY), ("pdf",))["board.pdf"]


def a_ward(number, months=24, first=None):
    """Made-up falls of a ward: in each month about as many as the month before."""
    counts = [6 + (number + month) % 5 for month in range(months)]
    counts[0] = first or counts[0]
    return Measure("Falls", f"Ward {number}", "count", "month", monthly(counts), better="lower")


def test_do_many_wards_get_an_index_and_what_has_changed_since_last_time(tmp_path):
    first = [a_ward(number) for number in range(1, 6)]
    paths = ward_boards(first, tmp_path, "Falls", TODAY, kinds=("html",))
    assert [path.name for path in paths[:3]] == ["index.html", "changed.html", "last_time.json"]
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(f'href="wards/Ward_{number}/board.html"' in index for number in range(1, 6))
    assert (tmp_path / "wards/Ward_5/board.html").exists()
    assert "This is the first time" in (tmp_path / "changed.html").read_text(encoding="utf-8")

    bad = Measure("Falls", "Ward 9", "value", "month", monthly([np.nan]))
    again = [a_ward(1), a_ward(2, first=40), a_ward(3, months=25), a_ward(6), bad]
    ward_boards(again, tmp_path, "Falls", TODAY, kinds=("html",))
    told = (tmp_path / "changed.html").read_text(encoding="utf-8")
    assert (
        "Unchanged: 1 chart. Changed: 5 charts." in told
    )  # 2 and 3, 6 which is new, and 4 and 5 which have gone
    assert "Ward 1" not in told
    why, only_new = told.split("New figures, and nothing else")
    assert "Ward 2" in why and "Ward 3" in only_new
    assert "Revised: January 2024 was 8.0, is now 40.0." in told
    assert "in January 2026." in told
    assert "There is no such chart any more." in told
    assert "<li>Falls, Ward 9: no period has a value" in (tmp_path / "index.html").read_text(encoding="utf-8")

    (tmp_path / "last_time.json").write_text('{"made": 1, "charts": {"a": 7}}')
    ward_boards([a_ward(1)], tmp_path, "Falls", TODAY, kinds=("html",))
    assert "This is the first time" in (tmp_path / "changed.html").read_text(encoding="utf-8")


def test_does_a_published_c_chart_come_out_as_printed():
    """Montgomery, Introduction to Statistical Quality Control: nonconformities in 26 samples of 100 circuit boards; centre
    19.85, limits 6.48 and 33.22, and samples 6 and 20 outside them."""
    counts = [
        21,
        24,
        16,
        12,
        15,
        5,
        28,
        20,
        31,
        25,
        20,
        24,
        16,
        19,
        10,
        17,
        13,
        22,
        18,
        39,
        30,
        24,
        16,
        19,
        17,
        15,
    ]
    chart = chart_of(
        Measure("Nonconformities", None, "count", "month", monthly(counts), better="lower"), chart="c"
    )
    assert [chart.shown(name)[-1] for name in ("centre", "lower", "upper")] == ["19.8", "6.5", "33.2"]
    assert chart.figures["centre"].iloc[0] == pytest.approx(19.85, abs=0.005)
    assert chart.figures["lower"].iloc[0] == pytest.approx(6.48, abs=0.005)
    assert chart.figures["upper"].iloc[0] == pytest.approx(33.22, abs=0.01)
    outside = chart.figures["signal"].str.contains("outside the limits")
    assert outside[outside].index.tolist() == [5, 19]
