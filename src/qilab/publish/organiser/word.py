"""A document of the organiser's folder for Word: real headings, lists and header rows, British English, words for each picture.

People edit these files, so everything is a style or a table of Word's own, and nothing is drawn over the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from docx import Document as new_document
from docx.document import Document as Book
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.run import Run
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from qilab.panel.office_file import describe, saved

from ..decks.pictures import Drawn
from ..paper_lab.source import Directive
from .documents import FOOTER, Document
from .parts import explained, form_of, items_of, rows_of, size_of, ticks_of
from .session import FIELDS, GAP

FONT = "Arial"  # every computer of a trust has it, or letters of the same widths
MARGIN = 1.8  # cm, as on the printed sheets
PAGE = (21.0, 29.7)  # cm
INK, SHADE, GREY = "212121", "EBEBEB", "505050"
BOX = "☐"
ROOM = 54  # points that stand for what print spreads over the rest of the page, where the sheet does not say how many
_READER = MarkdownIt("commonmark").enable("table")
_FORMATS = {"strong": "bold", "em": "italic"}


def as_docx(document: Document, session: Mapping[str, str], merged: bool = False) -> bytes:
    """The document for Word, its gaps filled from the session: the same sources give the same bytes.

    merged: its gaps are the fields of a mail merge instead, by the names of a table's columns.
    """
    return saved(_Writer(document, session, merged).book)


class _Writer:
    def __init__(self, document: Document, session: Mapping[str, str], merged: bool) -> None:
        self.document, self.session, self.merged, self.book = document, session, merged, new_document()
        self.room_above = 0  # points, above the next paragraph
        describe(self.book, document.title, FOOTER)
        _style(self.book, document)
        for number, sheet in enumerate(document.sheets):
            section = self.book.sections[0] if number == 0 else self.book.add_section()
            self.width = _page(section, sheet.landscape)
            self._heading(sheet.title, 1)
            for block in sheet.blocks:
                if isinstance(block, str):
                    self.markdown(block)
                else:
                    _DIRECTIVES[block.name](self, block)
        _footer(self.book)

    # ------------------------------------------------------------ Markdown

    def markdown(self, text: str) -> None:
        """Append a Markdown text."""
        for node in SyntaxTreeNode(_READER.parse(text)).children:
            if node.type == "heading":
                self._heading_of(node)
            elif node.type in ("bullet_list", "ordered_list"):
                self._list(node)
            elif node.type == "table":
                self._table(node)
            elif node.type == "blockquote":
                for child in node.children:
                    self.runs(self.paragraph("Quote"), child)
            else:
                self.runs(self.paragraph(), node)

    def paragraph(self, style: str = "Normal") -> Any:
        """Append an empty paragraph; below a table it keeps its distance."""
        below_table = (
            self.book.element.body[-2].tag == qn("w:tbl") if len(self.book.element.body) > 1 else False
        )
        paragraph = self.book.add_paragraph(style=style)
        if below_table or self.room_above:
            paragraph.paragraph_format.space_before = Pt(self.room_above or 7)
            self.room_above = 0
        return paragraph

    def _heading(self, words: str, level: int) -> None:
        self.write(self.book.add_heading("", level), words)

    def _heading_of(self, node: SyntaxTreeNode) -> None:
        self.runs(self.book.add_heading("", int(node.tag[1])), node)

    def _list(self, node: SyntaxTreeNode) -> None:
        numbered = node.type == "ordered_list"
        number = _new_numbering(self.book) if numbered else None
        for item in node.children:
            paragraph = self.book.add_paragraph(style="List Number" if numbered else "List Bullet")
            if number is not None:
                _number(paragraph, number)
            self.runs(paragraph, item)

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        table = self.table([""] * len(rows[0].children), len(rows) - 1)
        for row, cells in zip(rows, table.rows, strict=True):
            for source, cell in zip(row.children, cells.cells, strict=True):
                self.runs(cell.paragraphs[0], source, bold=row is rows[0])

    def runs(self, paragraph: Any, node: SyntaxTreeNode, **formats: bool) -> None:
        """Write what a node holds into a paragraph, bold and italic as it says."""
        for child in node.children:
            if child.type == "text":
                self.write(paragraph, child.content, **formats)
            elif child.type in ("softbreak", "hardbreak"):
                run = paragraph.add_run(" " if child.type == "softbreak" else "")
                if child.type == "hardbreak":
                    run.add_break(WD_BREAK.LINE)
            elif child.type == "code_inline":
                paragraph.add_run(child.content).font.name = "Consolas"
            else:
                more = {_FORMATS[child.type]: True} if child.type in _FORMATS else {}
                self.runs(paragraph, child, **formats, **more)

    def write(self, paragraph: Any, words: str, **formats: bool) -> None:
        """Write plain words; a {{gap}} is filled, or left in square brackets on a tinted ground."""
        for number, part in enumerate(re.split(GAP, words)):
            filled = self.session.get(part, "") if number % 2 else part
            gap = number % 2 == 1 and (self.merged or not filled)
            if not (filled or gap):
                continue
            if gap:
                filled = f"«{part}»" if self.merged else f"[{FIELDS[part]}]"
            run = paragraph.add_run(filled)
            run.bold, run.italic = formats.get("bold"), formats.get("italic")
            if gap and self.merged:
                field = _element("w:fldSimple", instr=f" MERGEFIELD {part} \\* MERGEFORMAT ")
                run._r.addprevious(field)
                field.append(run._r)
            elif gap:
                _shade(run._r.get_or_add_rPr(), "FFF2CC")

    # ------------------------------------------------------------ tables

    def table(
        self, heads: list[str], rows: int, widths: list[float] | None = None, height: float | None = None
    ) -> Any:
        """Append a table with a header row that is repeated on each page. widths: shares; height: of a row, in cm."""
        table = self.book.add_table(rows=rows + 1, cols=len(heads), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, widths is None
        for cell, words in zip(table.rows[0].cells, heads, strict=True):
            self.write(cell.paragraphs[0], words, bold=True)
            _shade(cell._tc.get_or_add_tcPr(), SHADE)
        _mark_header(table)
        for row in table.rows:
            _keep_whole(row)
            for cell in row.cells:
                cell.paragraphs[0].style = "Cell"
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if height is not None:
            for row in table.rows[1:]:
                row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        if widths is not None:
            for number, share in enumerate(widths):
                wide = Emu(round(self.width * share / sum(widths)))
                table.columns[number].width = wide
                for cell in table.columns[number].cells:
                    cell.width = wide
        return table

    def cell(self, cell: Any, markdown: str) -> None:
        """Write a line of Markdown into a cell."""
        for node in SyntaxTreeNode(_READER.parse(markdown)).children:
            self.runs(cell.paragraphs[0], node)


def _large(writer: _Writer, told: Directive) -> None:
    before = len(writer.book.paragraphs)
    writer.markdown(told.body)
    for paragraph in writer.book.paragraphs[before:]:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(size_of(told) / 3)
        paragraph.paragraph_format.line_spacing = 1.0
        for run in (Run(r, paragraph) for r in paragraph._p.iter(qn("w:r"))):  # those within fields, too
            run.font.size = Pt(size_of(told))


def _space(writer: _Writer, told: Directive) -> None:
    writer.room_above = told.whole("points", ROOM)


def _checks(writer: _Writer, told: Directive) -> None:
    for item in items_of(told):
        paragraph = writer.book.add_paragraph(style="Check")
        paragraph.add_run(f"{BOX}\t")
        for node in SyntaxTreeNode(_READER.parse(item)).children:
            writer.runs(paragraph, node)


def _ticks(writer: _Writer, told: Directive) -> None:
    part = ticks_of(told)
    widths = [4.0, *[1.0] * len(part.scale)]
    table = writer.table(["About today", *part.scale], len(part.items), widths, 1.0)
    for row, item in zip(table.rows[1:], part.items, strict=True):
        writer.cell(row.cells[0], item)
        for cell in row.cells[1:]:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            cell.paragraphs[0].add_run(BOX)


def _form(writer: _Writer, told: Directive) -> None:
    part = form_of(told)
    table = writer.table(list(part.heads), len(part.labels), [1.0, 2.1], part.height_cm)
    for row, label in zip(table.rows[1:], part.labels, strict=True):
        writer.cell(row.cells[0], label)


def _rows(writer: _Writer, told: Directive) -> None:
    part = rows_of(told)
    table = writer.table(part.heads, len(part.rows), part.widths, part.height_cm)
    for row, cells in zip(table.rows[1:], part.rows, strict=True):
        if cells[0]:
            row.cells[0].paragraphs[0].add_run(cells[0])


def _lines(writer: _Writer, told: Directive) -> None:
    for _ in range(told.whole("n")):
        paragraph = writer.book.add_paragraph("\u00a0", style="Writing line")
        edges = OxmlElement("w:pBdr")
        for side in (
            "bottom",
            "between",
        ):  # one frame for neighbours that are alike would leave out the inner lines
            edges.append(_element(f"w:{side}", val="single", sz="4", space="1", color="8C8C8C"))
        paragraph._p.get_or_add_pPr().append(edges)


def _drawing(writer: _Writer, told: Directive) -> None:
    sketch = writer.document.drawing(told)
    high = Cm(float(told.option("height", "8")))
    wide = min(writer.width, Emu(round(high * sketch.width / sketch.height)))
    png = Drawn(sketch.svg, sketch.width, sketch.height, sketch.describe()).png(sketch.width)
    paragraph = writer.book.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=wide)
    shape._inline.docPr.set("descr", sketch.describe())


def _words(writer: _Writer, told: Directive) -> None:
    columns = writer.book.add_section(WD_SECTION.CONTINUOUS)._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), "2")
    for term in explained(told):
        writer.markdown(f"**{term.word}** {term.meaning}")
        entry = writer.book.paragraphs[-1].paragraph_format
        entry.keep_together, entry.space_after = True, Pt(2.5)


_DIRECTIVES: dict[str, Callable[[_Writer, Directive], None]] = {
    "large": _large,
    "fitted": _large,
    "space": _space,
    "checks": _checks,
    "ticks": _ticks,
    "form": _form,
    "rows": _rows,
    "lines": _lines,
    "drawing": _drawing,
    "words": _words,
}


# ---------------------------------------------------------------- the look


def _style(book: Book, document: Document) -> None:
    """Arial in black, sizes as on the printed sheets, British English throughout."""
    styles = book.styles
    language = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    language.set(qn("w:val"), "en-GB")
    base = document.letters
    for name, size, before, after in (
        ("Normal", base, 0, 6),
        ("Heading 1", document.heading, 0, 6),
        ("Heading 2", 13, 9, 3),
        ("Heading 3", 11.5, 8, 3),
        ("List Bullet", base, 0, 3),
        ("List Number", base, 0, 3),
        ("Quote", base, 0, 6),
    ):
        style = styles[name]
        _plain(style, size, bold=name.startswith("Heading"))
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.08
    styles["Quote"].font.italic = False
    if (
        document.heading > 24 and document.sheets[0].landscape
    ):  # the certificate, on which every line is centred
        styles["Heading 1"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Quote"].paragraph_format.left_indent = Cm(0.7)
    for name, indent in (("Check", 0.75), ("Writing line", 0.0), ("Cell", 0.0)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Cm(indent), Cm(-indent)
        style.paragraph_format.tab_stops.add_tab_stop(Cm(0.75))
    line = styles["Writing line"].paragraph_format
    line.space_after, line.line_spacing = Pt(0), Pt(23)
    cell = styles["Cell"].paragraph_format
    cell.space_before = cell.space_after = Pt(1.5)


def _plain(style: Any, size: float, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(INK)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for side in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # these would win over the name
        fonts.attrib.pop(qn(f"w:{side}"), None)
    for side in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{side}"), FONT)


def _page(section: Any, landscape: bool) -> int:
    """Lay out A4; returns the width of the text, in EMU."""
    wide, high = PAGE[::-1] if landscape else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(wide), Cm(high)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin, section.bottom_margin = Cm(1.6), Cm(1.5)
    section.header_distance = section.footer_distance = Cm(0.8)
    return Cm(wide - 2 * MARGIN)


def _footer(book: Book) -> None:
    paragraph = book.sections[0].footer.paragraphs[0]  # later sections go on with it
    run = paragraph.add_run(FOOTER)
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(GREY)


def _shade(about: Any, colour: str) -> None:
    about.append(_element("w:shd", val="clear", color="auto", fill=colour))


def _mark_header(table: Any) -> None:
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))


def _element(name: str, **values: str) -> Any:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _new_numbering(book: Book) -> str:
    """A numbering that begins at 1, like that of Word's own “List Number”: two lists would else be counted as one."""
    numbering = book.part.numbering_part.element
    style = book.styles["List Number"].element
    own = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
    like = next(num for num in numbering.findall(qn("w:num")) if num.get(qn("w:numId")) == own)
    fresh = deepcopy(like)
    number = str(max(int(num.get(qn("w:numId"))) for num in numbering.findall(qn("w:num"))) + 1)
    fresh.set(qn("w:numId"), number)
    for old in fresh.findall(qn("w:lvlOverride")):
        fresh.remove(old)
    override = _element("w:lvlOverride", ilvl="0")
    override.append(_element("w:startOverride", val="1"))
    fresh.append(override)
    numbering.append(fresh)
    return number


def _number(paragraph: Any, number: str) -> None:
    about = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    about.get_or_add_ilvl().val = 0
    about.get_or_add_numId().val = int(number)
