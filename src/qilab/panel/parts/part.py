"""What every part of a panel has. A part is a value; the scripts in `front/` draw it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from qilab.panel.html import Html, join


@dataclass(frozen=True)
class State:
    """A panel as it is now: values of its fields, texts and states (disabled, hidden, options) of its parts by name."""

    values: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a panel. `name`, where it has one, is its name in the values, texts and states that travel."""

    kind: ClassVar[str] = ""

    def as_dict(self) -> dict[str, Any]:
        """The part as the page reads it."""
        own = {f.name: _plain(getattr(self, f.name)) for f in fields(self)}
        return {"kind": self.kind, **{k: v for k, v in own.items() if k != "start"}}

    def children(self) -> list[Part]:
        """The parts inside this one."""
        return []

    def still(self, now: State) -> Html:
        """The part as it stays on a saved page, where nothing can be moved. Buttons leave nothing."""
        return stills(self.children(), now)


def stills(parts: Iterable[Part], now: State) -> Html:
    """Parts as they stay on a saved page; those that are hidden are left out."""
    return join(
        part.still(now) for part in parts if not now.states.get(getattr(part, "name", ""), {}).get("hidden")
    )


def walk(parts: Iterable[Part]) -> list[Part]:
    """All parts, those inside others too."""
    out: list[Part] = []
    for part in parts:
        out += [part, *walk(part.children())]
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return value.as_dict()
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value
