"""Where drawing is handed in: the statistics know of no charts, and a result can be drawn all the same.

`qilab.charts` registers its control chart here when it is imported, and `qilab` says where to find it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_registered: dict[str, Callable[..., Any]] = {}
_finders: list[Callable[[], Any]] = []


def register(draw: Callable[..., Any]) -> None:
    """`draw(result, group, **options)` draws a result from now on."""
    _registered["control_chart"] = draw


def find_with(finder: Callable[[], Any]) -> None:
    """`finder()` is called when a result is to be drawn and nothing is registered yet."""
    _finders[:] = [finder]


def draw(result: Any, group: Any = None, **options: Any) -> Any:
    """The chart of a result. RuntimeError where nothing that draws has been imported."""
    if "control_chart" not in _registered:
        for finder in _finders:
            finder()
    if "control_chart" not in _registered:
        raise RuntimeError("Nothing that draws is loaded. Import qilab.charts first.")
    return _registered["control_chart"](result, group, **options)
