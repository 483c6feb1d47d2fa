"""Board packs: every chart of a result at once, as a folder of pictures or as one page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qilab.methods.spc.result import SpcResult

from . import renderer
from .control import control_chart
from .picture import NEED_CONVERTER, Picture

_PAGE = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
    "<style>body{{font-family:Segoe UI,Helvetica Neue,Arial,sans-serif;max-width:50rem;margin:1rem auto;"
    "padding:0 1rem;line-height:1.5;color:#212121;background:#fff}}section{{break-inside:avoid;margin:2rem 0}}"
    "</style></head><body><main><h1>{title}</h1>"
)


def board_pack(
    result: SpcResult,
    path: str | Path,
    *,
    unit: str | None = None,
    title: str = "Board pack",
    source: str | None = None,
) -> Path:
    """Draw every chart of a result: one page (.html), or a folder of SVG pictures named by group.

    result: what `qilab.methods.spc(…, by=…)` returns, with any number of groups. path: a file that ends in
    .html, or the folder. unit and source as in `control_chart`. On the page each chart has its group as a
    heading, its finding within the picture, and its description in words. Charts are written one by one, so
    that a thousand need no more memory than one. Returns the path.

    >>> import tempfile
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from qilab import spc
    >>> months = [*pd.date_range("2024-01-01", periods=6, freq="MS")]
    >>> falls = pd.DataFrame({"ward": ["A"] * 6 + ["B"] * 6, "month": months * 2,
    ...                       "falls": [5, 7, 4, 6, 5, 8, 2, 3, 1, 4, 2, 3]})
    >>> result = spc(falls, "c", y="falls", x="month", by="ward")
    >>> board_pack(result, Path(tempfile.mkdtemp()) / "falls.html").name
    'falls.html'
    """
    if not isinstance(result, SpcResult):
        raise ValueError(
            'result: give what spc() returns, such as spc(data, "p", y="late", n="seen", by="ward").'
        )
    path = Path(path)
    if path.suffix and path.suffix.lower() != ".html":
        raise ValueError(
            f"{path.name}: give a name that ends in .html for one page, or a folder for pictures."
        )
    pictures = _drawn(result, unit, source)
    if path.suffix:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as page:
            page.write(_PAGE.format(title=html.escape(title)))
            for label, picture, svg in pictures:
                page.write(
                    f"<section><h2>{html.escape(label)}</h2>{renderer.still_html(svg, picture.description)}"
                    f"<p>{html.escape(picture.description)}</p></section>"
                )
            page.write("</main></body></html>")
        return path
    path.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for label, _, svg in pictures:
        (path / f"{file_name(label, taken)}.svg").write_text(svg, encoding="utf-8")
    return path


def _drawn(result: SpcResult, unit: str | None, source: str | None) -> Iterator[tuple[str, Picture, str]]:
    for group in result.places:
        picture = control_chart(result, group, unit=unit, source=source)
        svg = renderer.svg({**picture.spec, "description": picture.description})
        if svg is None:
            raise RuntimeError(NEED_CONVERTER)
        yield str(group), picture, svg


def file_name(label: Any, taken: set[str]) -> str:
    """A name that every system takes, of letters and digits only, and that no chart before has."""
    plain = re.sub(r"[^\w-]+", "_", str(label)).strip("_")[:60] or "chart"
    name, number = plain, 2
    while name.lower() in taken:
        name, number = f"{plain}_{number}", number + 1
    taken.add(name.lower())
    return name
