"""Is a file read as its owner sees it on the screen, or refused with what to do?"""

import doctest
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from own_data.sheets.files import csv, ods, packed, workbook
from qilab.own_data import asking, source
from qilab.own_data.asking import Answers, Stop
from qilab.own_data.read import read
from qilab.own_data.reading import big_sheet, book
from qilab.own_data.reading.book import Percent, Uncalculated, Unclear
from qilab.own_data.reading.open_book import open_book
from qilab.own_data.source import Source


def rows(source, **answers):
    return open_book(source.checked(), Answers(answers)).sheets[0].rows


@pytest.mark.parametrize("module", [asking, source, book])
def test_do_the_examples_give_what_they_say(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    "file",
    [
        csv("Month,Cost\nApr-24,£5\n", encoding="cp1252"),
        csv("Month,Cost\r\nApr-24,£5\r\n", encoding="utf-8-sig"),
        csv("Month\tCost\nApr-24\t£5\n", encoding="utf-16"),  # Excel's “Unicode text”
        csv("Month;Cost\nApr-24;£5\n"),
        csv("sep=|\nMonth|Cost\nApr-24|£5\n"),
        Source.pasted("Month\tCost\nApr-24\t£5"),
    ],
    ids=["cp1252", "bom", "utf-16", "semicolons", "sep line", "pasted"],
)
def test_are_letters_and_separators_told(file):
    assert [row for row in rows(file) if row[0]] == [["Month", "Cost"], ["Apr-24", "£5"]]


def test_does_a_decimal_comma_not_pass_for_a_separator():
    assert rows(csv("Month;Days\nApr;3,5\nMay;4,5\n"))[1] == ["Apr", "3,5"]


def test_is_asked_where_two_separators_are_as_good():
    file = csv("a,b;c\n1,2;3\n")
    with pytest.raises(Stop) as stopped:
        rows(file)
    [question] = stopped.value.outcome.questions
    assert [choice.value for choice in question.choices] == ["comma", "semicolon"]
    assert rows(file, separator="semicolon") == [["a,b", "c"], ["1,2", "3"]]


def test_what_does_a_workbook_hide_and_merge():
    def change(book, sheet):
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("C2:C3")
        sheet["B2"].number_format = "0.0%"
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        sheet["A2"] = CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1"))
        sheet["B3"] = "=1+1"  # never opened in Excel, so its result is not in the file
        book.create_sheet("Patients").sheet_state = "hidden"

    file = workbook(
        [["Falls", None, None], [None, 0.125, 30], [datetime(2024, 4, 1), None, None]], change=change
    )
    first, second = open_book(file, Answers()).sheets
    assert first.rows[0] == ["Falls"] * 3
    assert first.rows[1][:2] == ["12", 12.5] and isinstance(first.rows[1][1], Percent)
    assert first.rows[2][0] == datetime(2024, 4, 1)
    assert [first.rows[n][2] for n in (1, 2)] == ["30", "30"] and isinstance(first.rows[2][2], Unclear)
    assert isinstance(first.rows[2][1], Uncalculated)
    assert (first.hidden_columns, first.hidden_rows, first.hidden, second.hidden) == ({1}, {2}, False, True)


def with_other_words(file, old, new):
    """An OpenDocument file with a piece of its XML replaced."""
    folder = zipfile.ZipFile(io.BytesIO(file.data))
    return packed(
        file.name, **{part: folder.read(part).decode().replace(old, new) for part in folder.namelist()}
    )


def test_what_does_an_opendocument_sheet_hide_and_merge():
    day = ('office:value-type="date" office:date-value="2024-04-01"', "01/04/24")
    share = ('office:value-type="percentage" office:value="0.125"', "12.5%")
    ward = ('office:value-type="string" table:number-rows-spanned="2"', "Ward 4")
    note = '12<text:span text:style-name="T1">1</text:span>'
    file = ods(
        [[ward, day, share], [None, "MARK", 3]],
        columns='<table:table-column/><table:table-column table:visibility="collapse"/>',
        hidden=(1,),
    )
    [sheet] = open_book(with_other_words(file, "MARK", note), Answers()).sheets
    assert sheet.rows[0] == ["Ward 4", datetime(2024, 4, 1), 12.5] and isinstance(sheet.rows[0][2], Percent)
    assert sheet.rows[1] == ["Ward 4", "121", 3] and isinstance(sheet.rows[1][1], Unclear)
    assert (sheet.hidden_columns, sheet.hidden_rows) == ({1}, {1})


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (Source("a.csv", b" \n "), "nothing in it"),
        (Source("a.xls", OLD), r"old type of Excel file \(.xls\).*save it as “Excel workbook"),
        (Source("a.xlsx", OLD + "EncryptedPackage".encode("utf-16-le")), "password"),
        (Source("a.xls", b"<html><table>"), "web page"),
        (Source("a.pdf", b"%PDF-1.7"), "PDF"),
        (Source("a.csv", b"a,b\n\x00\x01"), "not a text file"),
        (Source("a.xlsx", workbook([["a"]]).data[:900]), "damaged"),
        (Source("a.png", b"\x89PNG\r\n"), "not a spreadsheet"),
        (packed("a.xlsx", xl__workbook="", **{"xl/workbook.xml": "<workbook"}), "damaged"),
        (packed("a.xlsx", **{"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "definitions"),
        (packed("a.xlsb", **{"xl/workbook.bin": ""}), "xlsb"),
        (packed("a.docx", **{"word/document.xml": ""}), "not a spreadsheet"),
        (csv('Month,Falls\nApr,"3\n' + "May,4\n" * 1000), "quote mark"),
        (csv(",".join("x" * 2001)), "2,001 columns"),
    ],
    ids=lambda value: value.name if isinstance(value, Source) else "",
)
def test_does_a_refusal_say_what_to_do(file, says):
    with pytest.raises(Stop) as stopped:
        open_book(file.checked(), Answers())
    assert re.search(says, str(stopped.value.outcome.reasons[0]))


def test_is_too_much_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(source, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr("qilab.own_data.reading.packed.MOST_UNPACKED", 2_000_000)
    with pytest.raises(Stop) as stopped:
        Source("a.csv", b"x" * 1_000_001).checked()
    assert "larger than 1 MB" in str(stopped.value.outcome.reasons[0])
    with pytest.raises(Stop) as stopped:
        open_book(packed("a.xlsx", **{"xl/workbook.xml": "", "xl/media": b"0" * 2_000_001}), Answers())
    assert "Unpacked, it would be larger than 2 MB" in str(stopped.value.outcome.reasons[0])


def test_is_a_large_sheet_read_as_a_small_one_is(monkeypatch):
    """Dates, percentages, shared and raised letters, formulas, merged, hidden: the two ways into a workbook agree."""

    def change(book, sheet):
        sheet["A3"].number_format = sheet["A4"].number_format = "mmm yy"
        sheet["C3"].number_format = "0.0%"
        sheet["D2"] = CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1"))
        sheet.merge_cells("A6:B7")
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["D"].hidden = True
        sheet["B2"].comment = Comment("ask Jo", "x")

    rows = [
        ["Month", "Falls", "Share", "Note"],
        ["Apr 2024", 6, None, None],
        [datetime(2024, 5, 1), 4.5, 0.125, "a & b"],
    ]
    rows += [[datetime(2024, 6, 1), "=B3", True, "<5"], [None, "#N/A", 1e20, "  "], ["merged"]]
    source = workbook(rows, change=change)

    def seen():
        [sheet] = open_book(source, Answers()).sheets
        return {
            name: [[str(v) for v in row] for row in what] if name == "rows" else what
            for name, what in vars(sheet).items()
        }

    small = seen()
    monkeypatch.setattr(big_sheet, "BIG", 0)
    assert seen() == small
    assert small["hidden_rows"] == {3} and small["rows"][1][3] == "12" and small["rows"][3][1] == "a formula"


def test_is_what_libreoffice_itself_has_hidden_seen():
    """A file that LibreOffice saved: two hidden rows, a hidden column (with an NHS number of the test range), a hidden sheet,
    a merged title, a percentage and a sum that was worked out."""
    path = Path(__file__).parent / "sheets" / "libreoffice.ods"
    falls, old = open_book(Source.file(path), Answers()).sheets
    assert (falls.hidden_rows, falls.hidden_columns, falls.hidden, old.hidden) == ({3, 4}, {3}, False, True)
    assert falls.rows[0][:3] == ["Falls of ward 4"] * 3 and falls.rows[14][:2] == ["Total", 186.0]
    assert isinstance(falls.rows[2][2], Percent) and falls.rows[2][:2] == [datetime(2024, 4, 1), 10.0]
    assert "column D (hidden)" in str(read(path).reasons[0])
