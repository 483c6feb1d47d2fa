"""Where figures come from: a file, its bytes as a browser hands them over, or cells pasted from a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .asking import Reason, Refused, Stop, refuse

MOST_BYTES = 50_000_000  # a hundred thousand rows of twenty columns are a fifth of it


@dataclass(frozen=True)
class Source:
    """name: of the file, without its folder. data: all its bytes, kept in memory only and never shown."""

    name: str
    data: bytes = field(repr=False)

    @classmethod
    def file(cls, path: Path) -> Source:
        """The bytes of a file; a refusal where there is none, or too much."""
        if not path.is_file():
            raise refuse(path.name or "File", "There is no such file.", "Check the name and the folder.")
        if path.stat().st_size > MOST_BYTES:
            raise _refuse_too_large(path.name)
        try:
            return cls(path.name, path.read_bytes())
        except OSError:
            raise refuse(
                path.name, "The file cannot be opened.", "Close it in the other program, then try again."
            ) from None

    @classmethod
    def pasted(cls, cells: str) -> Source:
        """Cells copied from a spreadsheet: tabs between columns, a line for each row.

        >>> Source.pasted("Month\\tFalls").name
        'pasted cells'
        """
        return cls("pasted cells", cells.encode("utf-8", errors="replace"))

    def checked(self) -> Source:
        """Itself, unless it is empty or too large; then a refusal."""
        if not self.data.strip():
            raise refuse(
                self.name, "There is nothing in it.", "Save your spreadsheet, then choose the file again."
            )
        if len(self.data) > MOST_BYTES:
            raise _refuse_too_large(self.name)
        return self


def too_large(name: str) -> Reason:
    """Why a file of more than MOST_BYTES is not read."""
    return Reason(
        name,
        f"The file is larger than {MOST_BYTES // 1_000_000} MB.",
        "Keep the columns that you want to chart (a date, a ward, the counts) in a file of their own.",
    )


def _refuse_too_large(name: str) -> Stop:
    return Stop(Refused((too_large(name),)))
