"""The board for PowerPoint: a summary, a slide for each measure with its picture, and the same charts to edit."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from qilab.charts import theme
from qilab.charts.picture import NEED_CONVERTER
from qilab.charts.words import sentence
from qilab.panel.office_file import describe, saved

from .charting import Chart
from .contents import HOW_TO_READ, NOT_ENDORSED, Board
from .marks import in_text
from .page import target
from .workbook import KIND_MARKS, LINES, lowest

TITLE_ONLY = 5  # the layout of python-pptx's own template that has a title and nothing else
WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.5  # inches
ROWS = 6  # measures on one summary slide: more would not be read from the back of a room
SUMMARY = (
    ("Measure", 2.5),
    ("Latest", 1.7),
    ("Target", 0.9),
    ("Variation", 2.2),
    ("Assurance", 2.2),
    ("What fits", 2.8),
)
PPTX_SHAPES = {"triangle": "TRIANGLE", "diamond": "DIAMOND", "square": "SQUARE"}
PPTX_DASHES = {"sysDot": "ROUND_DOT", "lgDash": "LONG_DASH"}


def as_pptx(board: Board) -> bytes:
    """The slides; the same board gives the same bytes. RuntimeError where no picture can be drawn (the browser edition)."""
    from pptx import Presentation
    from pptx.util import Inches

    book = Presentation()
    book.slide_width, book.slide_height = Inches(WIDTH), Inches(HEIGHT)
    describe(book, board.title, f"{board.made_by}. Rules: {board.rules}.")
    groups = [board.charts[at : at + ROWS] for at in range(0, len(board.charts), ROWS)]
    for number, charts in enumerate(groups, start=1):
        of = f" ({number} of {len(groups)})" if len(groups) > 1 else ""
        _summary(_slide(book, board, f"{board.title}{of}"), charts)
    for chart in board.charts:
        _measure(_slide(book, board, chart.title, _notes(chart)), chart)
    for chart in board.charts:
        _editable(_slide(book, board, f"{chart.title}: chart to edit", _notes(chart)), chart)
    return saved(book)


def _slide(book: Any, board: Board, title: str, notes: str = HOW_TO_READ) -> Any:
    """A new slide with its title, foot and notes."""
    page = book.slides.add_slide(book.slide_layouts[TITLE_ONLY])
    page.shapes.title.left, page.shapes.title.top, page.shapes.title.width, page.shapes.title.height = _emu(
        EDGE, 0.3, WIDTH - 2 * EDGE, 0.8
    )
    _write(page.shapes.title.text_frame, [(title, True)], 28)
    foot = f"{board.made_by}. {NOT_ENDORSED} {'Small numbers hidden.' if board.hides_counts else ''}".strip()
    _words(page, [(foot, False)], (EDGE, 7.05, WIDTH - 2 * EDGE, 0.35), 11, "Foot")
    _write(page.notes_slide.notes_text_frame, [(notes, False)], 12)
    return page


def _notes(chart: Chart) -> str:
    return " ".join((chart.picture.description, f"{chart.proposal.why}", *chart.warnings))


def _emu(*inches: float) -> Iterator[int]:
    return (round(value * 914400) for value in inches)


def _words(
    page: Any, paragraphs: Sequence[tuple[str, bool]], place: tuple[float, ...], size: float, name: str
) -> None:
    box = page.shapes.add_textbox(*_emu(*place))
    box.name = name
    _write(box.text_frame, paragraphs, size)


def _write(frame: Any, paragraphs: Sequence[tuple[str, bool]], size: float) -> None:
    """Paragraphs of (words, bold), to the left, in British English."""
    from pptx.dml.color import RGBColor
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    frame.word_wrap = True
    for number, (words, bold) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = (
            PP_ALIGN.LEFT,
            Pt(size / 2 if number < len(paragraphs) - 1 else 0),
        )
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold, run.font.name = words, Pt(size), bold, "Arial"
        run.font.color.rgb = RGBColor.from_string(theme.INK.lstrip("#"))
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def _summary(page: Any, charts: Sequence[Chart]) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Inches

    rows = [[name for name, _ in SUMMARY]]
    for chart in charts:
        icons = (in_text(chart.variation, "variation"), in_text(chart.assurance, "assurance"))
        rows.append([chart.title, chart.latest, target(chart), *icons, chart.action])
    frame = page.shapes.add_table(
        len(rows), len(SUMMARY), *_emu(EDGE, 1.25, WIDTH - 2 * EDGE, 0.5 * len(rows))
    )
    frame.name = "All measures at a glance"
    for at, (_, width) in enumerate(SUMMARY):
        frame.table.columns[at].width = Inches(width)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = frame.table.cell(at, column)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string("E8F1F8" if at == 0 else "FFFFFF")
            _write(cell.text_frame, [(text, at == 0 or column == 0)], 13)


def _measure(page: Any, chart: Chart) -> None:
    """Headline, picture, and beside it the icons in words, the action, latest value and target."""
    _words(page, [(chart.headline, True)], (EDGE, 1.05, WIDTH - 2 * EDGE, 0.85), 18, "Headline")
    try:
        image = chart.small.png
    except RuntimeError:
        raise RuntimeError(NEED_CONVERTER) from None
    picture = page.shapes.add_picture(io.BytesIO(image), *_emu(EDGE, 2.0, 8.6))
    picture.name = "Chart"
    picture._element.nvPicPr.cNvPr.set("descr", chart.small.description)
    beside = [(chart.unit, True), (in_text(chart.variation, "variation"), False)]
    beside += [(in_text(chart.assurance, "assurance"), False), (f"Latest: {chart.latest}", False)]
    beside += [(f"Target: {target(chart)}", False), (f"What fits: {chart.action}.", True)]
    beside += [(f"{sentence(chart.result.chart_name)}. {chart.result.rules.name}.", False)]
    _words(page, beside, (9.3, 2.0, WIDTH - EDGE - 9.3, 4.8), 16, "What it says")


def _editable(page: Any, chart: Chart) -> None:
    """A chart of PowerPoint's own, with its numbers behind it: line breaks between phases are lost, so it is an extra."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    figures = chart.figures.assign(target=np.nan if chart.measure.target is None else chart.measure.target)
    wanted = [name for name in LINES if figures[name].notna().any()]
    data = CategoryChartData()
    data.categories = [str(label) for label in figures["label"]]
    for name in wanted:
        data.add_series(LINES[name][0], [None if np.isnan(x) else round(float(x), 6) for x in figures[name]])
    frame = page.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *_emu(EDGE, 1.2, WIDTH - 2 * EDGE, 5.7), data)
    frame.name = "Chart to edit"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.small.description)
    drawn = frame.chart
    drawn.has_title, drawn.has_legend, drawn.font.size = False, True, Pt(12)
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.value_axis.has_title = True
    drawn.value_axis.axis_title.text_frame.text = chart.unit
    drawn.value_axis.minimum_scale = lowest(chart)
    drawn.value_axis.major_gridlines.format.line.color.rgb = _rgb(theme.GRID)
    for series, name in zip(drawn.plots[0].series, wanted, strict=True):
        _styled(series, name)
    _mark_signals(drawn.plots[0].series[0], chart)


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.lstrip("#").upper())


def _styled(series: Any, name: str) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Emu

    _, colour, dash, width = LINES[name]
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = _rgb(colour), Emu(width)
    if dash:
        series.format.line.dash_style = getattr(MSO_LINE, PPTX_DASHES[dash])
    series.marker.style = XL_MARKER_STYLE.CIRCLE if name == "value" else XL_MARKER_STYLE.NONE


def _mark_signals(series: Any, chart: Chart) -> None:
    """The points in their colours and shapes, as on our own charts."""
    from pptx.enum.chart import XL_MARKER_STYLE

    _filled(series.marker, theme.COMMON, 7)
    for at, kind in enumerate(chart.figures["kind"]):
        if kind in KIND_MARKS and not np.isnan(chart.figures["value"].iloc[at]):
            shape, colour = KIND_MARKS[kind]
            marker = series.points[at].marker
            marker.style = getattr(XL_MARKER_STYLE, PPTX_SHAPES[shape])
            _filled(marker, colour, 9)


def _filled(marker: Any, colour: str, size: int) -> None:
    marker.size = size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = _rgb(colour)
    marker.format.line.color.rgb = _rgb(theme.OUTLINE)
