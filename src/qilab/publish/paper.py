"""The pages to print: a module's chart pack, for a room whose laptops stay shut.

Each holds the lab on paper, the exercises with their data and charts large enough to write on, the lesson's charts
for the wall, and the answers. All of it comes from the lesson, the exercises and the item bank; Typst sets it as a
tagged PDF (PDF/UA-1) with no date in it, so that two builds give the same bytes.
"""

from __future__ import annotations

import copy
import json
import math
import re
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
from nbformat import NotebookNode

from qilab.charts import Picture, renderer, run_chart, theme, words
from qilab.learner.say import Sentence
from qilab.methods.validate import source_of
from qilab.panel.lab import Lab
from qilab.panel.typeset import fonts
from qilab.questions.item import BadContent, Exercise, Item
from qilab.questions.kinds import FieldsAnswer, PairsAnswer, TableAnswer

from . import typst_text as ty
from .module import Module
from .notebooks import lesson_notebook, solution_notebook
from .play import play
from .terms import words_used

TEMPLATE = Path(__file__).parent / "templates" / "pack.typ"
FICTION = "Fictional trusts, synthetic data. QI Lab, CC BY 4.0. Not endorsed by the NHS, the CQC or the IHI."
# It travels inside vl-convert, so that letters are measured alike on every computer and two builds agree.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
MOST_ROWS = 40
MOST_COLUMNS = 12  # a wider table is laid on its side
PAPER_HEIGHT = 360  # px of a chart's drawing: higher than on a screen, to leave room for a pencil


class Pages:
    """Typst markup that grows, and the pictures it needs."""

    def __init__(self, title: str, footer: str = "", template: Path = TEMPLATE, **more: str) -> None:
        self.title, self.footer = title, footer or f"{title} · {FICTION}"
        self.template, self.more = template, more  # what else the template asks for, by name
        self.parts: list[str] = []
        self.files: dict[str, str] = {}

    def add(self, *markup: str) -> Pages:
        """Append Typst markup; returns these pages, so that calls can be chained, as all methods but `pdf` do."""
        self.parts += markup
        return self

    def heading(self, text: str, level: int = 2) -> Pages:
        """Append a heading of plain text. level: 1 for the largest."""
        return self.add(f"\n#heading(level: {level})[{ty.said(text)}]\n")

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

    def blank_table(self, titles: list[str], rows: int, height: str = "1cm") -> Pages:
        """Append a table to write in, with these titles and so many empty rows. height: of a row, such as “1cm”."""
        listed = ", ".join(ty.quoted(t) for t in titles)
        return self.add(f"\n#blank({len(titles)}, {rows}, ({listed},), height: {height})\n")

    def pdf(self, every_script: bool = False) -> bytes:
        """The pages as a tagged PDF (PDF/UA-1) without a date: the same content gives the same bytes.

        every_script: the text may hold names in any script, so the world's letters are at hand. BadContent where no font has
        one of its letters.
        """
        about = json.dumps({"title": self.title, "footer": self.footer, **self.more}, ensure_ascii=False)
        source = self.template.read_text(encoding="utf-8") + "\n" + "".join(self.parts)
        return _set_in_type(source, about, tuple(sorted(self.files.items())), every_script)


def _set_in_type(source: str, about: str, files: tuple[tuple[str, str], ...], every_script: bool) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("main.typ", source), ("about.json", about), *files):
            Path(folder, name).write_text(text, encoding="utf-8", newline="\n")
        main = str(Path(folder, "main.typ"))
        if not every_script:
            return typst.compile(main, ignore_system_fonts=True, pdf_standards=["ua-1"], timestamp=0)
        for computers_own in (False, True):
            try:
                return typst.compile(
                    main, font_paths=fonts(computers_own), pdf_standards=["ua-1"], timestamp=0
                )
            except typst.TypstError as error:
                problem = error
        raise BadContent(f"{json.loads(about)['title']}: {problem}")


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


# ---------------------------------------------------------------- one module


def chart_pack(module: Module) -> bytes:
    """The chart pack of a module as PDF. BadContent where a cell of its sources fails."""
    lesson, exercises = lesson_notebook(module), solution_notebook(module)
    shown, given = play(lesson), play(exercises)
    pages = Pages(f"{module.title}: pages to print")
    _cover(pages, module)
    fallback = ty.section(module.text("facilitator.md"), "Without laptops")
    # A lesson may come back to its lab; on paper it is one.
    for lab in {lab.heading: lab for lab in reversed(_found(shown, Lab))}.values():
        lab_on_paper(pages, lab, fallback)
        fallback = ""
    _exercises(pages, module, exercises, given)
    for picture in _found(shown, Picture):
        pages.new_page().heading("A chart of the lesson, for the wall")
        pages.picture(picture.spec, picture.describe())
    _words(pages, exercises)
    _answers(pages, module, exercises)
    return pages.pdf()


def _found(shown: list[tuple], kind: type) -> list[Any]:
    return [value for cell in shown for value in cell if isinstance(value, kind)]


def _cover(pages: Pages, module: Module) -> None:
    number = f"Module {module.number}. " if module.number is not None else ""
    pages.add(f"\n#heading(level: 1)[{ty.said(number + module.title)}]\n").markdown(
        f"""**Pages to print, for a room without laptops.** {module.summary}.

All trusts and wards in these pages are **fictional**, and every number is **synthetic**. We speak about systems, never
about colleagues.

| What | For whom |
|---|---|
| The lab on paper: what to do, a slip for predictions and results, an empty or first chart | one for each group of six |
| The exercises: their data, their questions, charts to write on | one for each pair |
| The lesson's charts | on the wall, once the room has done the exercises |
| Answers (the last pages) | the facilitator; do not hand them out |

Bring a pencil and a ruler for each pair, and one pocket calculator. After this session everybody can:
"""
    )
    pages.markdown("\n".join(f"- {o.text}" for o in module.outcomes))


def lab_on_paper(pages: Pages, lab: Lab, how: str = "") -> None:
    """The paper twin of a lab: what to do, room for predictions and results, and its charts."""
    pages.new_page().heading(f"On paper: {lab.heading}")
    pages.markdown("**Predict first.** Write your guess before anybody draws, throws or counts.")
    if how:
        pages.markdown(how, deeper=1)
    titles = [str(name) for name in lab.log.columns] or ["Our prediction", "What came", "What we learned"]
    pages.heading("Our predictions and results", 3)
    pages.blank_table(titles, 8, "0.85cm")
    pages.new_page().heading(f"{lab.heading}: a chart of our own").add("\n#grid-paper(24, 16)\n")
    for spec, description in lab.pictures():
        if any(spec["datasets"].values()):
            pages.new_page().heading(f"{lab.heading}: chart")
            pages.picture(spec, description or lab.heading)


def _exercises(pages: Pages, module: Module, notebook: NotebookNode, given: list[tuple]) -> None:
    by_code = {e.code: e for e in module.exercises}
    current: Exercise | None = None
    drawn = True
    for cell, values in zip(notebook.cells, given, strict=True):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type == "markdown":
            if "worked-solution" in cell.metadata.get("tags", []) or cell.source.startswith("# "):
                continue
            if cell.source.startswith("## "):
                _draw_if_missing(pages, module, current, drawn)
                opened = re.match(r"## (E[\d.]+)", cell.source)
                current, drawn = by_code.get(opened.group(1)) if opened else None, False
                pages.new_page()
            if current is None:
                continue  # what is said around the exercises is about notebooks
            if grade_id.endswith("-question"):
                # A question without its lines, or lines without their question, would be a page wasted.
                pages.add("\n#block(breakable: false)[").markdown(cell.source).add("\n#room(2)\n]\n")
            else:
                pages.markdown(cell.source)
        elif grade_id.endswith("-given"):
            for value in values:
                if isinstance(value, Picture):
                    pages.picture(value.spec, value.describe())
                    drawn = True
                elif isinstance(value, pd.DataFrame):
                    pages.table(value)
                elif isinstance(value, Sentence):
                    pages.markdown(value.text)
                elif isinstance(value, str):
                    pages.add(f"\n#raw({ty.quoted(value)}, block: true)\n")
    _draw_if_missing(pages, module, current, drawn)


def _draw_if_missing(pages: Pages, module: Module, exercise: Exercise | None, drawn: bool) -> None:
    """A series that the page gives as numbers only is drawn as well, without signals: those are to be found."""
    if exercise is None or drawn:
        return
    data = exercise.data()
    if "month" not in data or not data["month"].is_unique or len(data) < 8:
        return
    measures = [
        n for n in data.columns if pd.api.types.is_numeric_dtype(data[n]) and data[n].notna().sum() >= 8
    ]
    measures = [n for n in ("rate", "share", "value") if n in measures] or measures
    if len(measures) != 1:
        return  # counts and their chances: a chart of one of them alone would show something else
    source = source_of(data) or theme.SOURCE_NOTE
    chart = run_chart(data, y=measures[0], freeze=None, signals=False, source=source)
    pages.new_page().heading(f"{exercise.code} {exercise.title}: the same data, drawn")
    if any(method.startswith("spc") for method in module.teaches):
        told = f"{words.sentence(measures[0])}, month by month, with room to draw the mean and the limits. The numbers are in the table."
        pages.picture(points_alone(chart.spec, told), told)
    else:
        pages.picture(chart.spec, chart.describe())


def points_alone(spec: dict[str, Any], told: str, room: float = 0.8) -> dict[str, Any]:
    """A run chart's spec without its centre line: control limits are to be drawn on it, about the mean.

    told: what stands above it. room: left free above and below the points, as a share of how far they spread; never below 0
    where no point is.
    """
    spec = copy.deepcopy(spec)
    points = spec["datasets"]["points"]
    spec["datasets"]["line"] = []
    for point in points:
        point["look"] = "ordinary"
    values = [point["value"] for point in points if point["value"] is not None]
    low, high = min(values), max(values)
    free = room * ((high - low) or 1)
    domain = [low - free if low < 0 else max(0, low - free), high + free]
    for layer in spec["layer"]:
        scale = layer.get("encoding", {}).get("y", {}).get("scale")
        if scale is not None:
            scale.update(zero=False, nice=True, domain=domain)
    spec["title"] = {**spec["title"], "text": [told], "subtitle": spec["title"]["subtitle"][1:]}
    return spec


def _words(pages: Pages, notebook: NotebookNode) -> None:
    """What the hard words of these pages mean, for the table of each group."""
    asked = [
        c.source
        for c in notebook.cells
        if c.cell_type == "markdown" and "worked-solution" not in c.metadata.get("tags", [])
    ]
    rows = [[ty.said(term.word), ty.markdown(term.meaning).strip()] for term in words_used(asked)]
    if rows:
        pages.new_page().heading("What the words mean").add(ty.table(["Word", "Meaning"], rows))


def _answers(pages: Pages, module: Module, notebook: NotebookNode) -> None:
    pages.new_page().heading("For the facilitator: answers", 1)
    pages.markdown(
        "On the course's own data. With another seed the numbers differ; the notebook works them out."
    )
    solved = [c.source for c in notebook.cells if "worked-solution" in c.metadata.get("tags", [])]
    rows = [
        [
            ty.said(f"{e.code} {e.title}"),
            ty.markdown(item.ask).strip(),
            ty.said(answer_in_words(item, item.right(e.data()))),
        ]
        for e in module.exercises
        for item in e.items
    ]
    pages.add(ty.table(["Exercise", "Question", "Answer"], rows))
    for text in solved:
        pages.markdown(text, deeper=1)


def answer_in_words(item: Item, value: Any) -> str:
    """A right answer in words: options by what they say, numbers as a colleague would write them."""
    return value_in_words(item.kind, value)


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
