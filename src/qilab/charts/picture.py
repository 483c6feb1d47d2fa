"""`Picture`: a chart together with the words and the table that say the same."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from qilab.methods.validate import source_of

from . import renderer, words
from .table import Table, table_html

NEED_CONVERTER = "Pictures are drawn by the package vl-convert-python, which is not installed here."


@dataclass(frozen=True, repr=False)
class Picture:
    """A chart that shows itself in a notebook, and can be read without being seen.

    spec: Vega-Lite 5 as a dict. analysis: the result that was drawn, where there is one.
    """

    spec: dict[str, Any]
    title: str
    description: str
    rows: Table
    analysis: Any = None
    _cache: dict[str, Any] = field(default_factory=dict, compare=False)

    def describe(self) -> str:
        """The chart in words: what, level, signals, latest value."""
        return self.description

    def table(self) -> Table:
        """The chart as a table. A copy: it may be changed freely."""
        return Table(self.rows.copy(), caption=str(self.rows.caption))

    @property
    def chart(self) -> Any:
        """The chart as an Altair object, to be changed or joined with others."""
        import altair as alt

        renderer.install()
        return alt.Chart.from_dict({**self.spec, "description": self.description})

    @property
    def svg(self) -> str:
        """The chart as SVG text. RuntimeError where it cannot be drawn."""
        return self._drawn("svg", renderer.svg)

    def drawn_elsewhere(self, svg: str) -> None:
        """Take an SVG that a page has drawn of this spec, where Python cannot draw. What is drawn already stays."""
        if self._cache.get("svg") is None:
            self._cache["svg"] = svg

    @property
    def png(self) -> bytes:
        """The chart as PNG bytes, twice the size on screen."""
        return self._drawn("png", renderer.png)

    def _drawn(self, kind: str, draw: Callable[[dict], Any]) -> Any:
        if kind not in self._cache:
            self._cache[kind] = draw({**self.spec, "description": self.description})
        if self._cache[kind] is None:
            raise RuntimeError(NEED_CONVERTER)
        return self._cache[kind]

    def save(self, path: str | Path) -> Path:
        """Write the chart to a file: .svg, .png, .html (picture, words and table, no network) or .json."""
        path = Path(path)
        kind = path.suffix.lower()
        if kind == ".png":
            path.write_bytes(self.png)
        elif kind == ".svg":
            path.write_text(self.svg, encoding="utf-8")
        elif kind == ".html":
            path.write_text(self._page(), encoding="utf-8")
        elif kind == ".json":
            spec = renderer.for_jupyterlab({**self.spec, "description": self.description})
            path.write_text(json.dumps(spec, ensure_ascii=False, indent=1), encoding="utf-8")
        else:
            raise ValueError(f"{path.name}: end the name in .svg, .png, .html or .json.")
        return path

    def _page(self) -> str:
        return (
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{html.escape(self.title)}</title>"
            "<style>body{font-family:Segoe UI,Helvetica Neue,Arial,sans-serif;max-width:50rem;margin:1rem auto;"
            "padding:0 1rem;line-height:1.5;color:#212121;background:#fff}</style></head><body><main>"
            f"<h1>{html.escape(self.title)}</h1>{renderer.still_html(self.svg, self.description)}"
            f"<p>{html.escape(self.description)}</p>{table_html(self.rows, str(self.rows.caption))}"
            "</main></body></html>"
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        if "bundle" not in self._cache:
            self._cache["bundle"] = renderer.bundle(self.spec, self.description)
        return self._cache["bundle"]

    def __repr__(self) -> str:
        return self.description


def as_frame(data: Any) -> pd.DataFrame:
    """`data` as a DataFrame, or a ValueError that says what to give."""
    if isinstance(data, pd.DataFrame):
        frame = data
    else:
        try:
            frame = pd.DataFrame(data)
        except Exception:  # pandas has many words for what it cannot make a table of
            raise ValueError('data: give a table, such as load("ward_month", trust="NORM").') from None
    if frame.empty:
        raise ValueError("data: the table has no rows. Check the filter that made it.")
    return frame


def source_line(source: Any, *origins: Any) -> str:
    """The line that says where the data are from: as given, or as the data say themselves, or "".

    Only data that say so are called fictional: nobody's own numbers are.
    """
    if source is None:
        source = next((said for origin in origins if (said := source_of(origin))), "")
    if not isinstance(source, str):
        raise ValueError('source: give words, such as "Ward 7 incident log", or "" for none.')
    return words.sentence(source.strip())


def headed(title: str, subtitle: str, source: str) -> dict[str, Any]:
    """The title of a picture: its finding, what it shows, and where the data are from."""
    shown = words.lines(subtitle, 108)
    return {"text": words.lines(title, 74), "subtitle": [*shown, source] if source else shown}


def ended(text: str, source: str) -> str:
    """A description with its source at the end."""
    return f"{text} {source}." if source else text
