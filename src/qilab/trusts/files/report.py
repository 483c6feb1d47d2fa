"""What checking a data folder found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Report:
    """What was checked and what was wrong. `good` is True if nothing was. again: the command that mends."""

    folder: str
    again: str
    passed: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """True where nothing was wrong; remarks do not count."""
        return not self.troubles

    def __str__(self) -> str:
        parts = [f"Data in {self.folder}"]
        parts += [f"  ok       {text}" for text in self.passed]
        parts += [f"  note     {text}" for text in self.remarks]
        parts += [f"  PROBLEM  {text}" for text in self.troubles]
        parts.append(
            "All is well."
            if self.good
            else f"{len(self.troubles)} {'problem' if len(self.troubles) == 1 else 'problems'}. To make the data "
            f"again: {self.again}"
        )
        return "\n".join(parts)
