"""`Lab`: a panel with live charts and a log. A lab is a pure model, a list of parts, and the few lines that join them.

`update(changed)` answers a moved field with new rows for the live chart and a new sentence; `pressed(name)` answers a
button. Besides what every panel has: `lab.log`, `lab.table()`, `lab.describe()`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import traitlets

from qilab.charts import renderer
from qilab.charts.layers import Look
from qilab.charts.table import table_html

from .html import Html, details, join, tag
from .panel import GO_LIVE, Panel
from .parts import Chart, Part

NOT_LIVE = f" is not live now. To play, {GO_LIVE}."


class Lab(Panel):
    """A lab that shows itself in a notebook. The module's docstring says how one is written."""

    record = traitlets.Dict().tag(sync=True)

    sort = "lab"
    advice = ""

    def __init__(self, heading: str, parts: Sequence[Part], columns: Sequence[str] = ()) -> None:
        self._columns = list(columns)
        self._serial = 0
        self._drawn: dict[str, tuple[int, str]] = {}  # chart → the number of a drawing, and its SVG
        super().__init__(heading, parts)

    def _first_traits(self, parts: list[Part]) -> dict[str, Any]:
        self._charts = {p.name: p for p in parts if isinstance(p, Chart)}
        return {"record": {"columns": self._columns, "rows": []}}

    def _prepare(self) -> None:
        # One trait a chart: a move on one page does not send the chart of another.
        self.add_traits(
            **{f"chart_{name}": traitlets.Dict({"data": {}}).tag(sync=True) for name in self._charts}
        )

    def _received(self, widget: Any, content: Any, buffers: Any) -> None:
        front = self.front()
        super()._received(widget, content, buffers)
        drawn = isinstance(content, dict) and self._drawn_by_the_page(content.get("drawn"))
        if drawn or self.front() != front:
            self._keep_up()

    def _drawn_by_the_page(self, drawn: Any) -> bool:
        """Keep an SVG that the page has drawn, as [chart, number of the drawing, SVG]. Is it the newest of its chart?"""
        if not isinstance(drawn, list) or len(drawn) != 3:
            return False
        name, serial, svg = drawn
        if not (isinstance(name, str) and name in self._charts and serial == self._drawing_number(name)):
            return False  # drawn before the last move: the newest will come
        if not isinstance(svg, str) or not renderer.is_safe_svg(svg):
            return False
        if self._drawn.get(name, (None,))[0] == serial:
            return False  # a second view, or the page opened again: nothing has changed
        self._drawn[name] = (serial, svg)
        return True

    def _drawing_number(self, name: str) -> int:
        return getattr(self, f"chart_{name}").get("serial", 0)

    def _keep_up(self) -> None:
        # On a page a new drawing is on its way, and the still form waits for it.
        name = self.front()
        if name and self._on_a_page and self._drawn.get(name, (None,))[0] != self._drawing_number(name):
            return
        super()._keep_up()

    # ------------------------------------------------------------ for the subclass to use

    def draw(
        self,
        chart: str,
        data: dict[str, dict[str, list[Any]]],
        description: str,
        key: Sequence[Look] = (),
        **signals: Any,
    ) -> None:
        """New rows for a live chart, as columns by data set; its description; the looks to be explained under
        it; values of its Vega signals (`height`, in pixels, makes room for a picture that grows)."""
        self._serial += 1
        new = {
            "data": data,
            "description": description,
            "key": [[look.name, look.shape, look.fill] for look in key],
            "signals": signals,
            "serial": self._serial,
        }
        setattr(self, f"chart_{chart}", new)

    def note(self, *row: Any) -> None:
        """Add a row to the log, in the order of its columns."""
        self.record = {**self.record, "rows": [*self.record["rows"], list(row)]}

    # ------------------------------------------------------------ for anybody

    @property
    def log(self) -> pd.DataFrame:
        """Predictions and results so far, one row for each run."""
        return pd.DataFrame(self.record["rows"], columns=self.record["columns"])

    def front(self) -> str | None:
        """The chart that stands for the lab where it is not live: the first one, unless a subclass says otherwise."""
        return next(iter(self._charts), None)

    def describe(self) -> str:
        """That chart in words, as it stands now."""
        name = self.front()
        return getattr(self, f"chart_{name}").get("description", "") if name else self.heading

    def table(self, chart: str | None = None) -> pd.DataFrame:
        """A chart's table twin, as it stands now."""
        name = chart or self.front()
        if name is None:
            raise ValueError("This lab has no chart, and so no table of one.")
        points = getattr(self, f"chart_{name}")["data"].get("points", {})
        return pd.DataFrame({title: points.get(field, []) for field, title in self._charts[name].table})

    def pictures(self) -> list[tuple[dict[str, Any], str]]:
        """Each chart as it stands now: (Vega-Lite spec with its data, description)."""
        return [
            (self._filled(name), getattr(self, f"chart_{name}").get("description", ""))
            for name in self._charts
        ]

    def body(self) -> Html:
        """One chart as a picture, its words, its table and the log."""
        return self._body(self._picture)

    def _kept_still(self) -> Html:
        # On a page it is the page that draws: to draw it here, too, would make each kernel start slow and large.
        return self._framed(self._body(self._picture_sent if self._on_a_page else self._picture))

    def _body(self, picture: Callable[[str], str | None]) -> Html:
        inner: list[Any] = [tag("p", tag("strong", self.heading), NOT_LIVE)]
        name = self.front()
        if name:
            words, svg = self.describe(), picture(name)
            table = Html(table_html(self.table(name), self._charts[name].caption))
            inner += [
                Html(renderer.still_html(svg, words)) if svg else None,
                tag("p", words),
                details("Table", table),
            ]
        if len(self.log):
            inner.append(Html(table_html(self.log, "Predictions and results")))
        return join(inner)

    def _picture_sent(self, name: str) -> str | None:
        """The SVG of the chart as it is now, if a page has sent it."""
        serial, svg = self._drawn.get(name, (None, ""))
        return svg if serial == self._drawing_number(name) else None

    def _picture(self, name: str) -> str | None:
        return self._picture_sent(name) or renderer.svg(
            {**self._filled(name), "description": self.describe()}
        )

    def printed(self) -> Html:
        """The still form: a page to print has no other place that says what the lab is. There is nothing to reload."""
        return Html(self.still().replace(NOT_LIVE, " is shown here as a picture."))

    def _filled(self, name: str) -> dict[str, Any]:
        now = getattr(self, f"chart_{name}")
        rows = {
            dataset: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
            for dataset, columns in now["data"].items()
        }
        spec, signals = {**self._charts[name].spec, "datasets": rows}, now.get("signals", {})
        if "params" in spec:
            spec["params"] = [{**p, "value": signals.get(p["name"], p["value"])} for p in spec["params"]]
        return spec | {k: v for k, v in signals.items() if k == "height"}

    def __str__(self) -> str:
        stop = "" if self.heading.endswith(("?", "!", ".")) else "."
        return f"{self.heading}{stop} {self.describe()}"
