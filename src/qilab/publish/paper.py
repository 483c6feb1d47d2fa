"""Pages to print: text, tables and charts that Typst sets as a tagged PDF (PDF/UA-1) with no date in it, so that two builds give the same bytes."""

from __future__ import annotations

import copy
import json
import math
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from qilab.charts import renderer, words
from qilab.panel.typeset import fonts, own_letters
from qilab.questions.item import BadContent
from qilab.questions.kinds import FieldsAnswer, PairsAnswer, TableAnswer

from . import typst_text as ty

TEMPLATE = Path(__file__).parent / "templates" / "print.typ"
BRIEFLY = "fictional trusts, synthetic data · QI Lab, CC BY 4.0"
FICTION = "Fictional trusts, synthetic data. QI Lab, CC BY 4.0. Not endorsed by the NHS, the CQC or the IHI."
# It travels inside vl-convert, so that letters are measured alike on every computer and two builds agree.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
MOST_ROWS = 40
MOST_COLUMNS = 12  # a wider table is laid on its side
PAPER_HEIGHT = 360  # px of a chart's drawing: higher than on a screen, to leave room for a pencil


class Pages:
    """Typst markup that grows, and the pictures it needs."""

    def __init__(self, title: str, footer: str = "", **more: str) -> None:
        self.title, self.footer = title, footer or f"{title} · {FICTION}"
        self.more = more  # what else the template asks for, by name
        self.parts: list[str] = []
        self.files: dict[str, str] = {}

    def add(self, *markup: str) -> Pages:
        """Append Typst markup; returns these pages, so that calls can be chained, as all methods but `pdf` do."""
        self.parts += markup
        return self

    def heading(self, text: str, level: int = 2) -> Pages:
        """Append a heading of plain text. level: 1 for the largest."""
        return self.add(f"\n#heading(level: {level})[{ty.said(text)}]\n")

    @contextmanager
    def sheet(
        self, title: str, whom: str, printed: str = "one side", kind: str = "sheet-of", above: str = ""
    ) -> Iterator[Pages]:
        """What is added within goes on a sheet of its own, which the list of sheets on a cover names.

        whom: who gets it; printed: in which number, or on how many sides; kind: “sheet-of”, “wide-sheet” or “card-sheet”; above: Typst
        markup that goes on its page before its title.
        """
        words = ", ".join(ty.quoted(w) for w in (title, whom, printed))
        self.add(f"\n#{kind}({words}{f', above: [{above}]' if above else ''})[\n")
        yield self
        self.add("\n]\n")

    def poster(
        self, title: str, whom: str, printed: str, big: str, small: str, sizes: tuple[int, int]
    ) -> Pages:
        """Append a landscape page with a few large words and a line below them. sizes: of both, in points."""
        words = ", ".join(ty.quoted(w) for w in (title, whom, printed))
        large, line = (f"text({size}pt)[{ty.said(w)}]" for size, w in zip(sizes, (big, small), strict=True))
        return self.add(f"\n#poster({words}, {large}, {line})\n")

    def new_page(self) -> Pages:
        """Begin a new page, unless this one is still empty."""
        return self.add("\n#pagebreak(weak: true)\n")

    def markdown(self, text: str, deeper: int = 0) -> Pages:
        """Append a Markdown text. deeper: levels by which its headings go down."""
        return self.add(ty.markdown(text, deeper))

    def table(self, frame: pd.DataFrame) -> Pages:
        """Append a table with a header row; an index that does more than count becomes a column.

        A table with more than MOST_COLUMNS columns is turned on its side, and MOST_ROWS rows are the most.
        """
        return self.add(*_table(frame))

    def picture(self, spec: dict[str, Any], description: str, command: str = "picture") -> Pages:
        """Append a chart as a still picture.

        spec: Vega-Lite; description: its text alternative; command: the template’s Typst function that places
        it. BadContent where vl-convert is not installed.
        """
        drawn = renderer.svg({**for_paper(spec), "description": description})
        if drawn is None:
            raise BadContent("pages to print need vl-convert-python: run `python start.py` once")
        name = f"chart-{len(self.files) + 1}.svg"
        self.files[name] = drawn
        return self.add(f"\n#{command}({ty.quoted(name)}, {ty.quoted(description)})\n")

    def blank_table(
        self, titles: list[str], rows: int, height: str = "1cm", widths: str = "", first: Sequence[str] = ()
    ) -> Pages:
        """Append a table to write in, with these titles and so many rows. height: of a row; widths: shares of the columns, such as
        “1,2,2”; first: what is in the first cell of each row."""
        shares = ", ".join(f"{share}fr" for share in (widths or ",".join("1" * len(titles))).split(","))
        heads = ", ".join(f"[#strong[{ty.said(t)}]]" for t in titles)
        cells = ", ".join(
            f"[{ty.said(first[at]) if column == 0 and first else ''}]"
            for at in range(rows)
            for column in range(len(titles))
        )
        return self.add(f"\n#record(({shares},), {height}, ({heads},), {cells})\n")

    def pdf(self, every_script: bool = False) -> bytes:
        """The pages as a tagged PDF (PDF/UA-1) without a date: the same content gives the same bytes.

        every_script: the text may hold names in any script, so the world's letters are at hand. BadContent where no font has
        one of its letters.
        """
        about = json.dumps({"title": self.title, "footer": self.footer, **self.more}, ensure_ascii=False)
        source = TEMPLATE.read_text(encoding="utf-8") + "\n" + "".join(self.parts)
        return _set_in_type(source, about, tuple(sorted(self.files.items())), every_script)


def _set_in_type(source: str, about: str, files: tuple[tuple[str, str], ...], every_script: bool) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("main.typ", source), ("about.json", about), *files):
            Path(folder, name).write_text(text, encoding="utf-8", newline="\n")
        main = str(Path(folder, "main.typ"))
        if not every_script:
            return _settled(main, own_letters())
        for computers_own in (False, True):
            try:
                return _settled(main, fonts(computers_own))
            except typst.TypstError as error:
                problem = error
        raise BadContent(f"{json.loads(about)['title']}: {problem}")


def _settled(main: str, letters: Any) -> bytes:
    """The file as a PDF. BadContent where its pages never settle: then the numbers at their feet and on the cover are wrong."""
    import typst

    pdf, warnings = typst.compile_with_warnings(main, font_paths=letters, pdf_standards=["ua-1"], timestamp=0)
    if lost := [w.message for w in warnings if "converge" in w.message]:
        raise BadContent(
            f"the numbers of the pages do not settle ({'; '.join(lost)}): let fewer sheets ask where they are"
        )
    return bytes(pdf)


def for_paper(spec: dict[str, Any], height: int = PAPER_HEIGHT) -> dict[str, Any]:
    """A chart's spec in a font that every computer has here, and taller where it is a single drawing."""
    spec = copy.deepcopy(spec)
    config = spec.setdefault("config", {})
    config["font"] = FONT
    if isinstance(config.get("text"), dict):
        config["text"]["font"] = FONT
    if "facet" not in spec and isinstance(spec.get("height"), int | float):
        spec["height"] = max(height, spec["height"])
    return spec


def value_in_words(kind: Any, value: Any) -> str:
    """A value of a kind of answer, or of a part of one, in words."""
    options = getattr(kind, "options", {})
    if isinstance(kind, TableAnswer):
        kind, value = kind.fields, kind.flat(value)
    elif isinstance(kind, PairsAnswer):
        kind = kind.fields
    if isinstance(kind, FieldsAnswer):
        return "; ".join(
            f"{kind.words(name)}: {value_in_words(each, value[name])}" for name, each in kind.kinds.items()
        )
    if isinstance(value, str):
        return f"{value}: {options[value]}" if value in options else value
    if isinstance(value, pd.Period):
        return str(value.strftime("%B %Y"))
    if isinstance(value, pd.Timestamp):
        return f"{value:%B %Y}" if value.day == 1 else f"{value.day} {value:%B %Y}"
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple) or (hasattr(value, "tolist") and getattr(value, "ndim", 0) > 0):
        return ", ".join(value_in_words(kind, v) for v in value) or "none"
    if isinstance(value, bool) or (hasattr(value, "dtype") and value.dtype == bool):
        return "yes" if value else "no"
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return words.number(value, 0 if value == int(value) else 2 if abs(value) >= 1 else 3)
    return str(value)


def _table(frame: pd.DataFrame) -> list[str]:
    frame = frame.copy()
    if isinstance(frame.index, pd.MultiIndex):
        frame = frame.reset_index(names=[name or "row" for name in frame.index.names])
    elif not isinstance(frame.index, pd.RangeIndex):
        frame = frame.reset_index(names=[frame.index.name or "row"])
    elif frame.index.start != 0 or frame.index.step != 1:
        frame = frame.reset_index(drop=True)
    if isinstance(frame.columns, pd.MultiIndex):
        frame.columns = [" ".join(str(p) for p in name if str(p)) for name in frame.columns]
    names = [str(name) for name in frame.columns]
    by_month = _holds_months(frame)
    columns = [cells_of(frame.iloc[:, at], by_month) for at in range(len(names))]
    rows = [list(row) for row in zip(*columns, strict=True)]
    if len(names) > MOST_COLUMNS:
        names, rows = (
            [names[0], *(row[0] for row in rows)],
            [[name, *(row[at] for row in rows)] for at, name in enumerate(names) if at],
        )
    left_out = len(rows) - MOST_ROWS
    head = [ty.said(name.replace("_", " ")) for name in names]
    out = [ty.table(head, [[ty.said(text) for text in row] for row in rows[:MOST_ROWS]])]
    if left_out > 0:
        out.append(ty.markdown(f"… and {words.count(left_out, 'more row')}, which the notebook shows."))
    return out


def _holds_months(frame: pd.DataFrame) -> bool:
    """Are all the dates of a table the first of a month? Then they stand for months, and else for days."""
    dates = [frame.iloc[:, at].dropna() for at in range(frame.shape[1])]
    return all((d.dt.normalize() == d).all() and (d.dt.day == 1).all() for d in dates if d.dtype.kind == "M")


def cells_of(column: pd.Series, by_month: bool = True) -> list[str]:
    """A column in words, all its numbers with as many decimals as the one that needs most: three, if need be."""
    numbers = [v for v in column if isinstance(v, float) and math.isfinite(v)]
    places = next((n for n in range(3) if all(abs(v - round(v, n)) < 1e-9 for v in numbers)), 3)
    return [_cell(value, by_month, places) for value in column]


def _cell(value: Any, by_month: bool, places: int) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return "missing"
    if isinstance(value, pd.Timestamp):
        clock = f", {value:%H:%M}" if value != value.normalize() else ""
        return f"{value:%b %Y}" if by_month else f"{value.day} {value:%b %Y}{clock}"
    if isinstance(value, float):
        return words.number(value, places)
    return str(value)
