"""Percent-format text → notebooks, by jupytext; with stable cell ids, and lessons held to their promises."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import jupytext
import nbformat
from nbformat import NotebookNode

from qilab.questions.item import BadContent, Item
from qilab.questions.kinds import FieldsAnswer, PairsAnswer, TableAnswer
from qilab.questions.reread import place

from .module import Module
from .terms import words_from_a_to_z

MOST_CELLS = 45
MOST_MINUTES_BETWEEN_CHECKS = 12
# For those who have Jupyter's own page before them; the reading view leaves it out.
HOW_TO_RUN = (
    "**Can you see grey cells with code?** Click in the first one and press **Shift + Enter**. That runs it, and the "
    "result appears underneath. Do the same with each grey cell from top to bottom."
)
HOW_TO_ANSWER = (
    " If you would rather write code than fill in a form, put a line in place of `None` above the form and run both cells: "
    "your code then counts. Once you have asked for new data, run the exercise again from its heading down."
)
_CHECK = re.compile(r"\b(check|ask|labs\.\w+)\(")
_SECTION = re.compile(r"^## +(.+?)\s*$", flags=re.M)


def write_notebook(notebook: NotebookNode) -> str:
    """A notebook as the JSON text of its file, ending in a line feed.

    ValidationError of nbformat where it is not a valid one.
    """
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=4) + "\n"


def lesson_notebook(module: Module, others: Sequence[Module] = ()) -> NotebookNode:
    """The lesson of a module (others: all modules, for a page that lists them), checked for length, times and checks. BadContent says what to mend."""
    notebook = _read(module, "lesson.py")
    _fill_in(module, notebook, others)
    if len(notebook.cells) > MOST_CELLS:
        raise BadContent(
            f"{module.address}: the lesson has {len(notebook.cells)} cells; {MOST_CELLS} is the most"
        )
    total = _refuse_untimed(module, notebook)
    total += sum(e.minutes for e in module.exercises)
    if abs(total - module.minutes) > 0.01:
        raise BadContent(
            f"{module.address}: the parts of the lesson and the exercises take {total:g} minutes; "
            f"module.toml says {module.minutes:g}"
        )
    _refuse_lost_places(module, notebook, others)
    return _finish(module, notebook, "lesson.py")


def _refuse_lost_places(module: Module, notebook: NotebookNode, others: Sequence[Module]) -> None:
    """What a question sends its learner to read again is there: in this lesson or, where `others` are given, in theirs."""
    own = {h for c in notebook.cells if c.cell_type == "markdown" for h in _SECTION.findall(c.source)}
    theirs = {m.address.partition("_")[0]: m.text("lesson.py") for m in others}
    for item in module.bank.values():
        elsewhere, heading = place(item.reread)
        if (
            heading not in own
            if elsewhere is None
            else others and f"\n# ## {heading}\n" not in theirs.get(elsewhere, "")
        ):
            raise BadContent(f"{item.key}: the lesson has no part “{item.reread}” to read again")


def _refuse_untimed(module: Module, notebook: NotebookNode) -> float:
    """Each part has its minutes, and no stretch without a check is longer than twelve. Returns all minutes."""
    total = since = 0.0
    for cell in notebook.cells:
        minutes = cell.metadata.get("minutes")  # stays: the reading view says how long a part will take
        if cell.cell_type == "markdown" and (section := _SECTION.search(cell.source)):
            title = section.group(1)
            if not isinstance(minutes, int | float) or minutes <= 0:
                raise BadContent(f"{module.address}: the part “{title}” has no time (minutes=…)")
            total += minutes
            since += minutes
            if since > MOST_MINUTES_BETWEEN_CHECKS and module.number is not None:
                raise BadContent(
                    f"{module.address}: at the end of “{title}” the last check is {since:g} minutes away; "
                    f"{MOST_MINUTES_BETWEEN_CHECKS} is the most"
                )
        elif minutes is not None:
            raise BadContent(f"{module.address}: a time stands on a cell that begins no part (## …)")
        elif cell.cell_type == "code" and _CHECK.search(cell.source):
            since = 0.0
    return total


def solution_notebook(module: Module) -> NotebookNode:
    """nbgrader's source: questions, worked solutions, locked checks. Questions come from the item bank."""
    notebook = _read(module, "exercises.py")
    bank = {item.key: item for e in module.exercises for item in e.items}
    solved: list[str] = []
    checked: list[str] = []
    for cell in notebook.cells:
        meta = cell.metadata
        if "question" in meta:
            item = _item(module, bank, meta.pop("question"))
            cell.source = _question(item)
            meta["nbgrader"] = _nbgrader(f"{_slug(item.key)}-question", locked=True)
        elif "given" in meta:
            meta["nbgrader"] = _nbgrader(f"{_slug(str(meta.pop('given')))}-given", locked=True)
        elif "solution" in meta:
            item = _item(module, bank, meta.pop("solution"))
            solved.append(item.key)
            meta["nbgrader"] = _nbgrader(f"{_slug(item.key)}-answer", solution=True)
        elif "check" in meta:
            item = _item(module, bank, meta.pop("check"))
            checked.append(item.key)
            if f'check("{item.key}"' not in cell.source:
                raise BadContent(f"{module.address}: the check cell of {item.key} does not check it")
            meta["nbgrader"] = {
                **_nbgrader(f"{_slug(item.key)}-check", locked=True),
                "grade": True,
                "points": item.points,
            }
    for name, found in (("solution", solved), ("check", checked)):
        if sorted(found) != sorted(bank):
            odd = sorted({*bank} ^ {*found}) or [k for k in found if found.count(k) > 1]
            raise BadContent(
                f"{module.address}: each question needs one {name} cell; look at {', '.join(odd)}"
            )
    _timed(module, notebook)
    notebook.cells += _end_of_exercises(module)
    return _finish(module, notebook, "exercises.py")


def _timed(module: Module, notebook: NotebookNode) -> None:
    """The parts of a page of exercises get their minutes from the item bank, as those of a lesson have theirs."""
    minutes = {exercise.code: exercise.minutes for exercise in module.exercises}
    for cell in notebook.cells:
        section = _SECTION.search(cell.source) if cell.cell_type == "markdown" else None
        if section and (code := section.group(1).partition(" ")[0]) in minutes:
            cell.metadata["minutes"] = minutes[code]


def _end_of_exercises(module: Module) -> list[NotebookNode]:
    """Every page of exercises ends alike: the map, new data to try again on, and the completion record."""
    words = nbformat.v4.new_markdown_cell(
        "## Where you stand\n\nBelow you can see what you have met so far. You can also make the file to **hand in**, "
        "get **new data** to practise on and, once you have practised the module (three quarters of its points), get your completion record.\n\n"
        "Was there a word that you did not know? You will find it in [the glossary](../../course/glossary.ipynb)."
    )
    code = nbformat.v4.new_code_cell(
        f'from qilab import where_you_stand\n\nwhere_you_stand("{module.address}")'
    )
    for cell, name in ((words, "where-you-stand-words"), (code, "where-you-stand")):
        cell.metadata["nbgrader"] = _nbgrader(f"{_slug(module.address)}-{name}", locked=True)
    return [words, code]


def _read(module: Module, name: str) -> NotebookNode:
    text = module.text(name)
    try:
        return jupytext.reads(text, fmt="py:percent")
    except (ValueError, SyntaxError) as error:
        raise BadContent(f"{module.address}/{name}: {error}") from None


def _item(module: Module, bank: dict[str, Item], key: str) -> Item:
    if key not in bank:
        raise BadContent(f"{module.address}/exercises.py: no exercise of the item bank asks “{key}”")
    return bank[key]


def _question(item: Item) -> str:
    points = f"{item.points} point" + ("" if item.points == 1 else "s")
    lines = [f"**Question ({points}).** {item.ask}"]
    listed = []
    for heading, options in _options(item.kind):
        listed.append(f"\n{heading}:\n" if heading else "")
        listed += [f'- `"{key}"`: {words}' for key, words in options.items()]
    if listed:
        # The form has these options, too: the reading view leaves out the list for code.
        lines += ['\n<div class="qilab-in-code">\n', *listed, "\n</div>"]
    return "\n".join(lines).strip()


def _options(kind) -> list[tuple[str, dict[str, str]]]:
    """(heading, options) as a question lists them; letters that stand for themselves alone need no list."""
    if isinstance(kind, PairsAnswer):
        listed = [("Match each of these", kind.rows), ("with one of these", kind.choices)]
    elif isinstance(kind, TableAnswer):
        headings = {column: kind.heading(column) for column in kind.columns}
        in_cells = [(f"`{name}`", _offered(each)) for name, each in kind.columns.items()]
        listed = [("Rows", kind.rows), ("Columns", headings), *in_cells]
    elif isinstance(kind, FieldsAnswer):
        listed = [
            ("Parts", kind.labels),
            *((f"`{name}`", _offered(each)) for name, each in kind.kinds.items()),
        ]
    else:
        listed = [("", _offered(kind))]
    return [(heading, dict(o)) for heading, o in listed if any(key != words for key, words in o.items())]


def _offered(kind) -> dict[str, str]:
    return dict(getattr(kind, "options", {}))


def _nbgrader(grade_id: str, *, locked: bool = False, solution: bool = False) -> dict:
    return {
        "grade": False,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _fill_in(module: Module, notebook: NotebookNode, others: Sequence[Module]) -> None:
    """Outcomes, references and the list of modules come from module.toml, so that they are written once."""
    outcomes = "\n".join(f"- {o.text}" for o in module.outcomes) + _themes(module)
    references = "\n".join(
        f"- [{r.text}]({r.url})" + (f" {r.note}" if r.note else "") for r in module.references
    )
    known = {
        "outcomes": outcomes,
        "references": references,
        "modules": _way_through(others),
        "glossary": words_from_a_to_z(),
    }
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for name, words in known.items():
                cell.source = cell.source.replace(f"{{{{{name}}}}}", words)
            if "{{" in cell.source:
                raise BadContent(f"{module.address}: nothing is known to fill in at “{cell.source[:60]}”")


def _way_through(modules: Sequence[Module]) -> str:
    """Links to lesson and exercises of each module with exercises, in the order of the course."""
    return "\n".join(
        f"- {m.title}: [the lesson]({m.address}.ipynb), [the exercises](../exercises/{m.address}/{m.address}.ipynb)"
        for m in modules
        if m.exercises
    )


def _themes(module: Module) -> str:
    """The CQC themes that a module serves, in the course's words."""
    if not module.cqc_themes:
        return ""
    themes = "\n".join(f"- *{theme.text}* ({theme.key})" for theme in module.cqc_themes)
    return (
        "\n\nThis module relates to these themes, which the Care Quality Commission described in 2018. In our words:\n\n"
        f"{themes}"
    )


def _explain_cells(notebook: NotebookNode, source: str) -> None:
    """Below the title, how to run a page by hand."""
    if any(cell.cell_type == "code" for cell in notebook.cells):
        words = HOW_TO_RUN + HOW_TO_ANSWER * (source == "exercises.py")
        cell = nbformat.v4.new_markdown_cell(words, metadata={"tags": ["without-reading-view"]})
        notebook.cells.insert(1, cell)


def _finish(module: Module, notebook: NotebookNode, source: str) -> NotebookNode:
    """Stable ids and metadata: two builds must give the same bytes, and say where they come from."""
    _explain_cells(notebook, source)
    seen: dict[str, int] = {}
    for cell in notebook.cells:
        for key in ("lines_to_next_cell", "lines_to_end_of_cell_marker"):
            cell.metadata.pop(key, None)
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        base = grade_id or hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        seen[base] = seen.get(base, 0) + 1
        cell["id"] = base if seen[base] == 1 else f"{base}-{seen[base]}"
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    first = notebook.cells[0]
    if first.cell_type != "markdown" or not first.source.startswith("# "):
        raise BadContent(f"{module.address}/{source}: the first cell must be the title (# …)")
    page = f"exercises/{module.address}" if source == "exercises.py" else "course"
    page += f"/{module.address}.ipynb"  # by which the reading view knows it
    built = f"<!-- Built from src/qilab/modules/{module.address}/{source} by `qilab build`. Edit that file, not this one. -->"
    first.source = f"{first.source}\n\n{built}"
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": module.title,
            "qilab": {"page": page},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook
