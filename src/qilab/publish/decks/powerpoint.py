"""A deck as PPTX: real titles, lists and tables that can be edited, pictures with their words, notes in the notes.

PowerPoint's own animations cannot be written safely from here, so a vote has two slides: the question, then the answer.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from qilab.charts.letters import width
from qilab.panel.office_file import describe, saved

from .html import MEANT, footer, notes
from .layout import FOOTER_SIZE, HEADING_SIZE, HEIGHT, LETTER, MARGIN, PAD, WIDTH, Block, Box, boxes, said
from .pictures import drawn
from .source import Deck, Slide

EMU = 9525  # to the px
POINTS = 0.75  # to the px
TITLE_ONLY = 5  # the layout of python-pptx's own template that has a title and nothing else
INK, ACCENT, TINT, SOFT, GREEN, PALE_GREEN = "212121", "005A9C", "E8F1F8", "505050", "1B5E20", "E2F2E4"
RULE = "8C8C8C"  # the lines of a table
NOTES_POINTS = 12  # of the notes when they are printed: the longest still fit below their slide
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
ACCENT_1 = f'<a:accent1><a:srgbClr val="{ACCENT}"'.encode()
# Beside the heading, on the layout: a screen reader does not stop at it, and slides that others add have it, too.
_BAR = (
    f'<p:sp xmlns:a="{DRAWING}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:nvSpPr>'
    '<p:cNvPr id="99" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{}" y="{}"/>'
    '<a:ext cx="{}" cy="{}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
    '<a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
)


def as_pptx(deck: Deck) -> bytes:
    """The deck for PowerPoint: the same sources give the same bytes. BadContent where a slide's words do not fit."""
    book = _Book(deck)
    for slide in deck.slides:
        book.add(slide)
    return saved(book.book)


class _Book:
    def __init__(self, deck: Deck) -> None:
        from pptx import Presentation
        from pptx.util import Emu

        self.deck, self.book = deck, Presentation()
        before = self.book.slide_width
        self.book.slide_width, self.book.slide_height = Emu(WIDTH * EMU), Emu(HEIGHT * EMU)
        self.layout = self.book.slide_layouts[TITLE_ONLY]
        for page in (self.book.slide_master, *self.book.slide_layouts):
            _stretch(page, WIDTH * EMU / before)
        self._house_style()
        self._in_arial()
        describe(self.book, f"{deck.title}: slides", footer(deck))

    def _house_style(self) -> None:
        """Headings as ours, on slides that others add, too; and notes pages with a wide slide above the notes."""
        from pptx.enum.shapes import PP_PLACEHOLDER
        from pptx.oxml import parse_xml
        from pptx.oxml.ns import qn

        _place(self.layout.placeholders[0], MARGIN, 48, WIDTH - 2 * MARGIN, 60)
        self.layout.shapes._spTree.append(parse_xml(_BAR.format(*_emu(0, 48, 14, 60), colour=ACCENT)))
        level = self.book.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
        level.set("algn", "l")
        level.find(qn("a:defRPr")).set("sz", f"{HEADING_SIZE * POINTS * 100:.0f}")
        notes_master: Any = self.book.notes_master
        for shape in notes_master.placeholders:
            if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_IMAGE:
                _place(shape, 72, 40, 576, 324)
            elif shape.placeholder_format.type == PP_PLACEHOLDER.BODY:
                _place(shape, 72, 380, 576, 520)

    def _in_arial(self) -> None:
        """In our fonts and our blue, down to the notes."""
        from pptx.opc.package import XmlPart
        from pptx.oxml import parse_xml

        for part in self.book.part.package.iter_parts():
            if "/theme/" in str(part.partname):
                blob = re.sub(rb'(<a:latin typeface=")Calibri', rb"\1Arial", part.blob)
                blob = blob.replace(b'<a:accent1><a:srgbClr val="4F81BD"', ACCENT_1)
                if isinstance(part, XmlPart):  # that of the notes is made anew, and so is kept as a tree
                    part._element = parse_xml(blob)
                else:
                    part._blob = blob

    def add(self, slide: Slide) -> None:
        """Add a slide; a vote’s answer is a second one, after it."""
        placed = boxes(self.deck, slide)
        self._page(slide, placed, False)
        if slide.vote:
            self._page(slide, placed, True)

    def _page(self, slide: Slide, placed: list[Box], answered: bool) -> None:
        page = self.book.slides.add_slide(self.layout)
        for box in placed:
            if box.kind == "heading":
                words = f"Answer: {slide.heading.removeprefix('Vote: ')}" if answered else slide.heading
                _place(page.shapes.title, box.x, box.y, box.w, box.h)
                _write(page.shapes.title.text_frame, (Block(((words, True, False),)),), box.size, middle=True)
            elif box.kind == "picture":
                self._picture(page, slide, box)
            elif box.kind == "options":
                _options(page, box, answered)
            elif box.blocks and box.blocks[0].rows:
                _table(page, box)
            else:
                _field(page, box)
        _line(page, MARGIN, 678, 1080, footer(self.deck))
        _number(page)
        told = notes(self.deck, slide)
        told = [(name, words) for name, words in told if answered or name != MEANT]
        _notes(page, slide.minutes, told)

    def _picture(self, page: Any, slide: Slide, box: Box) -> None:
        made = drawn(self.deck, slide, box)
        x, y, w, h = made.within(box)
        shape = page.shapes.add_picture(io.BytesIO(made.png(w)), *_emu(x, y, w, h))
        shape.name = "Picture"
        shape._element.nvPicPr.cNvPr.set("descr", made.words)


def _stretch(page: Any, factor: float) -> None:
    """Fit a layout of the narrow template to the wide slide, for those who add slides of their own."""
    for shape in page.placeholders:
        if shape._element.spPr.xfrm is not None:
            shape.left, shape.width = round(shape.left * factor), round(shape.width * factor)


def _emu(*px: float) -> Iterator[int]:
    return (round(value * EMU) for value in px)


def _place(shape: Any, x: float, y: float, w: float, h: float) -> None:
    shape.left, shape.top, shape.width, shape.height = _emu(x, y, w, h)


def _bar(
    page: Any, x: float, y: float, w: float, h: float, colour: str, edge: str = "", thick: float = 1.5
) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    shape = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_emu(x, y, w, h))
    shape._element.remove(shape._element.find(qn("p:style")))  # it brings shadows along
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    if edge:
        shape.line.color.rgb, shape.line.width = RGBColor.from_string(edge), Pt(thick)
    else:
        shape.line.fill.background()
    return shape


def _field(page: Any, box: Box) -> None:
    """Words in a box of their own; a question on its tinted field."""
    if box.kind in ("question", "alone"):
        edge = 8 if box.kind == "question" else 14
        shape = _bar(page, box.x + edge, box.y, box.w - edge, box.h, TINT)
        _decorative(_bar(page, box.x, box.y, edge, box.h, ACCENT))
        blocks = tuple(_thick(block) for block in box.blocks)
        inset = 16 if box.kind == "question" else 46
        _write(shape.text_frame, blocks, box.size, inset=inset, middle=True)
    else:
        shape = page.shapes.add_textbox(*_emu(box.x, box.y, box.w, box.h))
        blocks = tuple(_thick(block) for block in box.blocks) if box.kind == "ask" else box.blocks
        _write(shape.text_frame, blocks, box.size)
    shape.name = {"text": "Words", "ask": "Question to vote on"}.get(box.kind, "Question")


def _decorative(shape: Any) -> None:
    """Tell screen readers to pass it by."""
    from pptx.oxml import parse_xml

    shape.name = "Edge"
    shape._element.nvSpPr.cNvPr.append(
        parse_xml(
            f'<a:extLst xmlns:a="{DRAWING}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        )
    )


def _options(page: Any, box: Box, answered: bool) -> None:
    from pptx.dml.color import RGBColor

    y = box.y
    for option, high in zip(box.options, box.rows, strict=True):
        right = answered and option.right
        shape = _bar(
            page,
            box.x,
            y,
            box.w,
            high,
            PALE_GREEN if right else "FFFFFF",
            GREEN if right else "6B6B6B",
            3 if right else 1.5,
        )
        shape.name = f"Option {option.letter}"
        words = Block(((f"{option.letter}\t", True, False), (option.text, False, False)))
        _write(shape.text_frame, (words,), box.size, inset=PAD, middle=not answered)
        letter = shape.text_frame.paragraphs[0]
        letter.runs[0].font.color.rgb = RGBColor.from_string(ACCENT)
        _indent(letter, LETTER - PAD, hanging=True)
        if answered:
            told = Block(((f"{said(option)} ", True, False), (option.meaning, False, False)))
            _add(shape.text_frame.add_paragraph(), told, box.small)
            _indent(shape.text_frame.paragraphs[-1], LETTER - PAD)
        y += high + 10


def _table(page: Any, box: Box) -> None:
    from pptx.dml.color import RGBColor

    rows = box.blocks[0].rows
    frame = page.shapes.add_table(len(rows), len(rows[0]), *_emu(box.x, box.y, box.w, box.h / 2))
    frame.name = "Table"
    for at, row in enumerate(rows):
        for column, runs in enumerate(row):
            cell = frame.table.cell(at, column)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(TINT if at == 0 else "FFFFFF")
            thick = tuple((words, True, italic) for words, _, italic in runs) if at == 0 else runs
            _write(cell.text_frame, (Block(thick),), box.size, inset=None)
            _ruled(cell, first=at == 0)


def _ruled(cell: Any, first: bool) -> None:
    """A thin line above a cell and below it, and none on its other sides; first: none above it either."""
    from pptx.oxml import parse_xml

    fill = f'<a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill>'
    for at, side in enumerate("LRTB"):  # the order that the schema asks for, before the cell's own fill
        inner = fill if side == "B" or (side == "T" and not first) else "<a:noFill/>"
        cell._tc.get_or_add_tcPr().insert(
            at, parse_xml(f'<a:ln{side} xmlns:a="{DRAWING}" w="9525">{inner}</a:ln{side}>')
        )


def _notes(page: Any, minutes: float, told: list[tuple[str, str]]) -> None:
    """The speaker's notes: how long, and then a paragraph for each line, after its name in bold."""
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.util import Pt

    frame = page.notes_slide.notes_text_frame
    rows = [(f"{minutes:g} minutes", "")]
    for name, words in told:
        first, *others = words.split("\n")
        rows += [(f"{name}: ", first), *(("", line) for line in others)]
    for number, row in enumerate(rows):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(4)
        for text, bold in zip(row, (True, False), strict=True):
            run = paragraph.add_run()
            run.text, run.font.bold, run.font.size = text, bold, Pt(NOTES_POINTS)
            run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def _line(page: Any, x: float, y: float, w: float, words: str) -> None:
    shape = page.shapes.add_textbox(*_emu(x, y, w, 26))
    shape.name = "Foot"
    size = min(FOOTER_SIZE, w / width(words, 1.03))  # a long title goes on one line, too
    _write(shape.text_frame, (Block(((words, False, False),)),), size, colour=SOFT)


def _number(page: Any) -> None:
    """The slide's number, as a field that PowerPoint keeps right."""
    from pptx.oxml import parse_xml

    shape = page.shapes.add_textbox(*_emu(WIDTH - MARGIN - 80, 678, 80, 26))
    shape.name = "Slide number"
    _write(shape.text_frame, (Block((("", False, False),)),), FOOTER_SIZE, colour=SOFT)
    paragraph = shape.text_frame.paragraphs[0]._p
    for run in list(paragraph)[:]:
        paragraph.remove(run)
    paragraph.append(parse_xml(f'<a:pPr xmlns:a="{DRAWING}" algn="r"/>'))
    paragraph.append(
        parse_xml(
            f'<a:fld xmlns:a="{DRAWING}" id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="en-GB" sz="{round(FOOTER_SIZE * POINTS * 100)}"/><a:t>‹#›</a:t></a:fld>'
        )
    )


def _thick(block: Block) -> Block:
    return Block(tuple((words, True, italic) for words, _, italic in block.runs), block.mark)


def _write(
    frame: Any,
    blocks: tuple[Block, ...],
    size: float,
    colour: str = INK,
    inset: float | None = 0,
    middle: bool = False,
) -> None:
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
    from pptx.util import Emu

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    if inset is not None:
        frame.margin_left = frame.margin_right = Emu(round(inset * EMU))
        frame.margin_top = frame.margin_bottom = Emu(round(min(inset, 8) * EMU))
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    for number, block in enumerate(blocks):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _add(paragraph, block, size, colour, last=number == len(blocks) - 1)


def _add(paragraph: Any, block: Block, size: float, colour: str = INK, last: bool = True) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.line_spacing = 1.05
    paragraph.space_after = Pt(0 if last else 0.45 * size * POINTS)
    if block.mark:
        _listed(paragraph, block.mark, size)
    for words, bold, italic in block.runs:
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.italic = Pt(size * POINTS), bold, italic
        run.font.color.rgb = RGBColor.from_string(colour)
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def _listed(paragraph: Any, mark: str, size: float) -> None:
    """A true list, which a screen reader names as one."""
    from pptx.oxml import parse_xml

    about = paragraph._p.get_or_add_pPr()
    indent = round(1.2 * size * EMU)
    about.set("marL", str(indent))
    about.set("indent", str(-indent))
    font = (
        f'<a:buFont xmlns:a="{DRAWING}" typeface="Arial"/>'  # in another font the dot floats above the line
    )
    about.append(parse_xml(font))
    told = 'buChar char="•"' if mark == "•" else 'buAutoNum type="arabicPeriod"'
    about.append(parse_xml(f'<a:{told} xmlns:a="{DRAWING}"/>'))


def _indent(paragraph: Any, px: float, hanging: bool = False) -> None:
    """Lines begin px from the left; hanging: but what stands before the first tab does not."""
    about = paragraph._p.get_or_add_pPr()
    about.set("marL", str(round(px * EMU)))
    about.set("indent", str(-round(px * EMU) if hanging else 0))
