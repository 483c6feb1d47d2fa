"""Who would like a hand, in the order in which they asked: nickname and table. The one thing here that has a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .answers import Refused

TABLES = 30
MOST_SHOWN = 6  # on the wall; the rest are counted


@dataclass
class Hands:
    """nickname → table (0: they did not say), the first who asked first."""

    up: dict[str, int] = field(default_factory=dict)

    def ask(self, nickname: str, table: Any) -> None:
        """Somebody would like a hand. Asking again changes the table and keeps the place in the queue."""
        whole = isinstance(table, int) and not isinstance(table, bool)
        if not whole or not 0 <= table <= TABLES:
            raise Refused(f"Give the number of your table, from 1 to {TABLES}.")
        self.up[nickname] = table

    def down(self, nickname: str) -> None:
        """They have been helped, or have found it themselves."""
        self.up.pop(nickname, None)

    def shown(self) -> list[dict[str, Any]]:
        """All who wait, in order."""
        return [{"name": name, "table": table} for name, table in self.up.items()]
