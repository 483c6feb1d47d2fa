"""The board as an Excel workbook: a summary, and for each measure its numbers, limits and signals with a chart that Excel draws."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from typing import Any

import numpy as np

from qilab.charts import theme
from qilab.charts.control_words import KINDS
from qilab.charts.words import sentence
from qilab.panel.office_file import dated

from ..measure import WITH_PER
from .charting import HIDDEN, Chart
from .contents import HOW_TO_READ, NOT_ENDORSED, Board
from .marks import in_text

FIRST = 7  # the row of the headings; what is above says what the sheet is
DATE_FORMS = {"month": "mmm yyyy", "quarter": "mmm yyyy", "year": "mmm yyyy"}
LINES = {  # column: name, colour, dash, width in EMU
    "value": ("Value", theme.LINE, None, 15875),
    "centre": ("Centre line", theme.INK, None, 19050),
    "lower": ("Lower limit", theme.INK, "sysDot", 15875),
    "upper": ("Upper limit", theme.INK, "sysDot", 15875),
    "target": ("Target", theme.TARGET["color"], "lgDash", 19050),
}
KIND_MARKS = {  # a shape as well as a colour
    KINDS["special_cause_improvement"]: ("triangle", theme.IMPROVEMENT),
    KINDS["special_cause_concern"]: ("diamond", theme.CONCERN),
    KINDS["special_cause_neutral_high"]: ("square", theme.NEUTRAL),
    KINDS["special_cause_neutral_low"]: ("square", theme.NEUTRAL),
}
FONT = "Calibri"  # the workbook's own: a font without a name is another one in some programs
LONGEST_NAME = 31  # of a sheet, in Excel


def as_xlsx(board: Board) -> bytes:
    """The workbook: text stays text, so that no name can become a formula. Charts have their words as alternative text."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title, book.properties.creator, book.properties.language = board.title, "QI Lab", "en-GB"
    book.properties.created = book.properties.modified = dt.datetime.combine(board.made, dt.time())
    names = _sheet_names([chart.title for chart in board.charts])
    _summary(book.active, board, names)
    for chart, name in zip(board.charts, names, strict=True):
        _sheet(book.create_sheet(name), chart)
    raw = io.BytesIO()
    book.save(raw)
    return _with_words(raw, board)


def _sheet_names(titles: list[str]) -> list[str]:
    """Names that Excel takes: 31 letters, none of []:*?/\\, none twice (capitals do not tell two apart).

    >>> _sheet_names(["Falls/Ward 4", "falls?ward 4", "History"])
    ['Falls Ward 4', 'falls ward 4 2', 'History 2']
    """
    taken = {"summary", "history"}  # Excel keeps the second for itself
    out = []
    for title in titles:
        plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", title).split()).strip("' ") or "Measure"
        name, number = plain[:LONGEST_NAME], 2
        while name.lower() in taken:
            end = f" {number}"
            name, number = plain[: LONGEST_NAME - len(end)] + end, number + 1
        taken.add(name.lower())
        out.append(name)
    return out


def _put(
    sheet: Any, row: int, column: int, value: Any, form: str = "", bold: bool = False, size: float = 11
) -> Any:
    """Write a cell. Text is kept as text, also where it begins with = + - or @."""
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, column)
    if isinstance(value, str) and value:
        cell.value = value
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
        cell.alignment = Alignment(vertical="top", wrap_text=column > 1 and row >= FIRST)
    elif value is not None and not (isinstance(value, float) and np.isnan(value)):
        cell.value = value
    if form:
        cell.number_format = form
    if bold or size != 11:
        cell.font = Font(name=FONT, bold=bold, size=size)
    return cell


def _headings(sheet: Any, names: list[str], widths: list[float]) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    for column, (name, width) in enumerate(zip(names, widths, strict=True), start=1):
        _put(sheet, FIRST, column, name, bold=True).fill = PatternFill("solid", fgColor="E8F1F8")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(FIRST + 1, 2)
    sheet.print_title_rows = f"{FIRST}:{FIRST}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _summary(sheet: Any, board: Board, names: list[str]) -> None:
    from openpyxl.styles import Alignment

    sheet.title = "Summary"
    above = [board.title, f"{board.made_by}.", f"Rules: {board.rules}.", board.caution]
    for row, text in enumerate(above, start=1):
        _put(sheet, row, 1, text, bold=row == 1, size=14 if row == 1 else 11)
    heads = ["Measure", "Latest", "Target", "Variation", "Assurance", "What it says", "What fits"]
    _headings(sheet, heads, [30, 24, 10, 26, 26, 60, 40])
    for row, (chart, name) in enumerate(zip(board.charts, names, strict=True), start=FIRST + 1):
        cell = _put(sheet, row, 1, chart.title)
        cell.hyperlink = f"#'{name.replace(chr(39), chr(39) * 2)}'!A1"
        cell.style = "Hyperlink"
        cell.alignment = Alignment(vertical="top")
        icons = (in_text(chart.variation, "variation"), in_text(chart.assurance, "assurance"))
        for column, value in enumerate(
            (chart.latest, chart.measure.target, *icons, chart.headline, chart.action), start=2
        ):
            _put(sheet, row, column, value).alignment = Alignment(vertical="top", wrap_text=True)
        # not every program works the height out when it opens the file
        sheet.row_dimensions[row].height = 15 * max(
            -(-len(chart.headline) // 56), -(-len(chart.action) // 36)
        )
    end = FIRST + 2 + len(board.charts)
    sentences = re.split(
        r"(?<=\.) ", HOW_TO_READ
    )  # a row each: one long line would make the printed page tiny
    for row, text in enumerate((*board.left_out, *sentences, NOT_ENDORSED), start=end):
        _put(sheet, row, 1, text).alignment = _flowing()


def _flowing() -> Any:
    from openpyxl.styles import Alignment

    return Alignment(vertical="top", wrap_text=False)


def _sheet(sheet: Any, chart: Chart) -> None:
    measure, figures = chart.measure, chart.figures
    above = [
        chart.title,
        chart.headline,
        f"What fits: {chart.action}.",
        f"{sentence(chart.unit)}. {sentence(chart.result.chart_name)}.",
    ]
    above += [f"Rules: {chart.result.rules}. {chart.proposal.why}"]
    for row, text in enumerate(above, start=1):
        _put(sheet, row, 1, text, bold=row < 3, size=14 if row == 1 else 11)
    columns = [("Period", "period", 14), *_counted(chart)]
    columns += [(LINES[name][0], name, 12) for name in ("value", "centre", "lower", "upper")]
    if measure.target is not None:
        columns.append(("Target", "target", 12))
    columns += [("Signal", "signal", 28), ("Kind", "kind", 14)]
    _headings(sheet, [head for head, *_ in columns], [width for *_, width in columns])
    form = DATE_FORMS.get(measure.frequency, "d mmm yyyy") if measure.kind != "gap" else "d mmm yyyy"
    decimals = f"#,##0{'.' + '0' * chart.decimals if chart.decimals else ''}"
    table = figures.assign(target=measure.target)
    for at, (_, name, _) in enumerate(columns, start=1):
        for row, (value, gone) in enumerate(zip(table[name], table["hidden"], strict=True), start=FIRST + 1):
            if name == "period":
                _put(sheet, row, at, value.to_pydatetime(), form)
            elif name in ("signal", "kind"):
                _put(sheet, row, at, value)
            elif gone and name in ("count", "per", "value"):
                _put(sheet, row, at, HIDDEN)
            else:
                _put(sheet, row, at, float(value), "#,##0" if name in ("count", "per") else decimals)
    last = FIRST + len(figures)
    for row, text in enumerate(chart.warnings, start=last + 2):
        _put(sheet, row, 1, text).alignment = _flowing()
    places = {name: at for at, (_, name, _) in enumerate(columns, start=1)}
    sheet.add_chart(
        _line_chart(sheet, chart, places, last, form), sheet.cell(FIRST, len(columns) + 2).coordinate
    )


def _counted(chart: Chart) -> list[tuple[str, str, int]]:
    return [("Count", "count", 10), ("Out of", "per", 10)] if chart.measure.kind in WITH_PER else []


def _line_chart(sheet: Any, chart: Chart, places: dict[str, int], last: int, form: str) -> Any:
    from openpyxl.chart import LineChart, Reference
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    drawn = LineChart()
    drawn.title, drawn.width, drawn.height = f"{chart.title}: {chart.unit}", 24, 12
    drawn.legend.position = "b"
    drawn.x_axis.delete = drawn.y_axis.delete = False  # left to itself, new Excel shows no axis
    drawn.x_axis.number_format, drawn.x_axis.tickLblPos = form, "low"
    drawn.display_blanks = "gap"
    drawn.y_axis.majorGridlines = ChartLines(
        spPr=GraphicalProperties(ln=LineProperties(solidFill=theme.GRID.lstrip("#").upper()))
    )
    drawn.y_axis.scaling.min = lowest(chart)
    wanted = [
        name
        for name in LINES
        if name in places and chart.figures.get(name, chart.figures["centre"]).notna().any()
    ]
    for name in wanted:
        drawn.add_data(Reference(sheet, places[name], min_row=FIRST, max_row=last), titles_from_data=True)
    drawn.set_categories(Reference(sheet, places["period"], min_row=FIRST + 1, max_row=last))
    for series, name in zip(drawn.series, wanted, strict=True):
        _, colour, dash, width = LINES[name]
        series.smooth = False
        series.graphicalProperties.line.solidFill = colour.lstrip("#").upper()
        series.graphicalProperties.line.width = width
        if dash:
            series.graphicalProperties.line.dashStyle = dash
        series.marker.symbol = "circle" if name == "value" else "none"
    _mark_signals(drawn.series[0], chart)
    return drawn


def lowest(chart: Chart) -> float:
    """Where the scale begins: at 0, or where that is far away, at a round number below all that is drawn."""
    levels = chart.figures[["value", "centre", "lower", "upper"]].to_numpy(float).ravel()
    levels = levels[np.isfinite(levels)]
    if chart.measure.target is not None:
        levels = np.append(levels, chart.measure.target)
    low, high = float(levels.min()), float(levels.max())
    if 0 <= low <= high / 2:
        return 0.0
    step = 10.0 ** np.floor(np.log10(max(high - low, 1e-9)))
    return float(np.floor(low / step) * step)


def _mark_signals(series: Any, chart: Chart) -> None:
    """The points in their colours and shapes, as on our own charts."""
    from openpyxl.chart.marker import DataPoint, Marker

    _coloured(series.marker, theme.COMMON, 6)
    for at, kind in enumerate(chart.figures["kind"]):
        if kind in KIND_MARKS:
            symbol, colour = KIND_MARKS[kind]
            point = DataPoint(idx=at, marker=Marker(symbol=symbol))
            _coloured(point.marker, colour, 8)
            point.graphicalProperties.line.solidFill = theme.LINE.lstrip("#")
            series.dPt.append(point)


def _coloured(marker: Any, colour: str, size: int) -> None:
    marker.size = size
    marker.graphicalProperties.solidFill = colour.lstrip("#").upper()
    marker.graphicalProperties.line.solidFill = theme.OUTLINE.lstrip("#")


def _with_words(raw: io.BytesIO, board: Board) -> bytes:
    """The workbook with alternative texts on its charts, which openpyxl cannot write, and no time of its making."""
    words = [html.escape(chart.small.description, quote=True) for chart in board.charts]

    def change(name: str, data: bytes) -> bytes:
        if drawing := re.fullmatch(r"xl/drawings/drawing(\d+)\.xml", name):
            said = words[int(drawing[1]) - 1]
            named = re.compile(r'(<(?:\w+:)?cNvPr id="\d+" name="[^"]*")')
            return named.sub(lambda found: f'{found[1]} descr="{said}"', data.decode(), count=1).encode()
        if name == "docProps/core.xml":
            return re.sub(
                rb"(<dcterms:modified[^>]*>)[^<]*",
                rb"\g<1>%sT00:00:00Z" % board.made.isoformat().encode(),
                data,
            )
        return data

    return dated(raw, change)
