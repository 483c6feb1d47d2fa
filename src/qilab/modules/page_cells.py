"""What a page of exercises holds for each question: its answer cell, the name it gives, its check, its worked solution.

Read from the module's `exercises.py`, the file that the pages are built from, so that a page that is open knows which of
its lines were given and which are the learner's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from . import FOLDER, addresses

_CELL = re.compile(r"^# %%", flags=re.M)
_SOLUTION = re.compile(r'\{"solution": "([^"]+)"[,}]')
_CHECK_CALL = re.compile(r'^check\("([^"]+)", (\w+)\)', flags=re.M)
_REGION = re.compile(r"^### BEGIN SOLUTION\n.*?^### END SOLUTION\n?", flags=re.M | re.S)


def slug(text: str) -> str:
    """A text as part of a cell's id: “m06.centre_line” → “m06-centre-line”."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@dataclass(frozen=True)
class QuestionCells:
    """The cells of one question on its page of exercises.

    name: what the answer cell must give a value to. stub: the answer cell as released. worked: the worked solution, in
    Markdown; "" where there is none.
    """

    key: str
    name: str
    stub: str
    worked: str

    @property
    def answer_id(self) -> str:
        """The id of the cell that takes the answer, which is nbgrader's grade_id too."""
        return f"{slug(self.key)}-answer"

    @property
    def check_id(self) -> str:
        """The id of the cell that checks it."""
        return f"{slug(self.key)}-check"

    @property
    def given_lines(self) -> str:
        """The lines that the page gives before the answer's own, such as `baseline = falls.head(12)`; often ""."""
        before, _, _ = self.stub.rpartition(f"{self.name} = None")
        return before


@cache
def page_cells(address: str) -> dict[str, QuestionCells]:
    """Key → cells of each question on a module's page of exercises, in the order of the page; {} without a page."""
    if address not in addresses("exercises.py"):
        return {}
    text = (FOLDER / address / "exercises.py").read_text(encoding="utf-8")
    names = {key: name for key, name in _CHECK_CALL.findall(text)}
    stubs: dict[str, str] = {}
    worked: dict[str, str] = {}
    key = ""
    for cell in _CELL.split(text):
        head, _, body = cell.partition("\n")
        if found := _SOLUTION.search(head):
            key = found.group(1)
            stubs[key] = _REGION.sub("", body).strip()
        elif "worked-solution" in head and key not in worked:
            worked[key] = "\n".join(
                line.removeprefix("#").removeprefix(" ") for line in body.strip().split("\n")
            )
    return {key: QuestionCells(key, names[key], stub, worked.get(key, "")) for key, stub in stubs.items()}


def cells_of(key: str) -> QuestionCells | None:
    """The cells of a question on its page of exercises; None for one that is asked in a lesson or not at all."""
    short = key.partition(".")[0]
    address = next((name for name in addresses("exercises.py") if name.partition("_")[0] == short), None)
    return page_cells(address).get(key) if address else None
