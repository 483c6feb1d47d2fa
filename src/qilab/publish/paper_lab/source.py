"""The source of a paper lab, `paper.md`: plain Markdown in sheets, with a few directives. Read here, printed elsewhere.

A sheet begins with `# Title {for="each pair" print="one side"}`; `landscape` among the attributes turns it. A directive is

    ::: name key=value other="several words"
    body
    :::

and its body is Markdown or whatever the directive says. Nothing is nested.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from qilab.questions.item import BadContent

_HEAD = re.compile(r"^# +(?P<title>[^{]+?)\s*(?:\{(?P<attributes>.*)\})?\s*$")
_OPEN = re.compile(r"^::: *(?P<name>[a-z][a-z-]*) *(?P<attributes>.*)$")


@dataclass(frozen=True)
class Directive:
    """One directive: its name, its attributes, its body without the fences, and the line it begins on (from 1)."""

    name: str
    options: dict[str, str]
    body: str
    line: int

    def option(self, name: str, default: str | None = None) -> str:
        """The value of an attribute. BadContent where it is missing and there is no default."""
        value = self.options.get(name, default)
        if value is None:
            raise BadContent(f"paper.md, line {self.line}: “::: {self.name}” needs {name}=…")
        return value

    def whole(self, name: str, default: int | None = None) -> int:
        """The value of an attribute that is a whole number, such as 3 or -10. BadContent for anything else."""
        value = self.option(name, None if default is None else str(default))
        if not value.removeprefix("-").isdecimal():
            raise BadContent(f"paper.md, line {self.line}: {name} must be a whole number, not “{value}”")
        return int(value)

    @property
    def parts(self) -> list[str]:
        """What the body holds between lines of `+++`, such as a card's front and back."""
        return [part.strip() for part in re.split(r"^\+\+\+$", self.body, flags=re.M)]


Block = str | Directive  # a Markdown text, or a directive


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, who gets it, how it is printed, whether it lies on its side, and what is on it."""

    title: str
    whom: str
    printed: str
    landscape: bool
    blocks: list[Block] = field(default_factory=list)


def read_sheets(text: str) -> list[Sheet]:
    """The sheets of a paper lab in order. BadContent names the line that cannot be read."""
    sheets: list[Sheet] = []
    for block in _blocks(text):
        if isinstance(block, Directive):
            _last(sheets, block.line).blocks.append(block)
            continue
        for piece in re.split(r"(?m)^(?=# )", block):
            head, _, rest = piece.partition("\n")
            if head.startswith("# "):
                sheets.append(_sheet(head))
            else:
                rest = piece
            if rest.strip():
                _last(sheets, 1).blocks.append(rest.strip())
    return sheets


def _last(sheets: list[Sheet], line: int) -> Sheet:
    if not sheets:
        raise BadContent(f"paper.md, line {line}: begin with a sheet, such as “# How to run it {{for=…}}”")
    return sheets[-1]


def _sheet(head: str) -> Sheet:
    found = _HEAD.match(head)
    if found is None:
        raise BadContent(f"paper.md: the sheet “{head[:60]}” cannot be read")
    options = _options(found["attributes"] or "", head[:60])
    unknown = set(options) - {"for", "print", "landscape"}
    if unknown or not options.get("for"):
        raise BadContent(
            f"paper.md: the sheet “{found['title']}” needs for=…, and knows only print= and landscape"
        )
    return Sheet(found["title"], options["for"], options.get("print", "one side"), "landscape" in options)


def _blocks(text: str) -> Iterator[Block]:
    prose: list[str] = []
    opened: Directive | None = None
    body: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if opened is not None:
            if line.strip() == ":::":
                yield Directive(opened.name, opened.options, "\n".join(body).strip(), opened.line)
                opened = None
            else:
                body.append(line)
        elif found := _OPEN.match(line):
            if prose:
                yield "\n".join(prose)
            where = f"line {number}"
            opened = Directive(found["name"], _options(found["attributes"], where), "", number)
            prose, body = [], []
        elif line.startswith(":::"):
            raise BadContent(f"paper.md, line {number}: “{line}” opens nothing and closes nothing")
        else:
            prose.append(line)
    if opened is not None:
        raise BadContent(f"paper.md, line {opened.line}: “::: {opened.name}” is never closed")
    if prose:
        yield "\n".join(prose)


def _options(text: str, where: str) -> dict[str, str]:
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise BadContent(f"paper.md, {where}: {error}") from None
    return {key: value for key, _, value in (word.partition("=") for word in words)}
