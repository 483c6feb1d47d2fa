"""`Lab`: what every lab shares. A lab is a pure model, a list of parts, and the few lines that join them.

A subclass lists its parts, writes `update(changed)`, which answers a moved control with new rows for the live
chart and a new sentence, and `pressed(name)`, which answers a button. All of it works without a display:
`lab.set(points=36)`, `lab.press("run")`, `lab.texts["result"]`, `lab.log`.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from qilab.charts import renderer
from qilab.charts.layers import Look
from qilab.charts.table import table_html

from . import bundle
from .parts import Button, Chart, Control, Part, walk

FRONT = Path(__file__).parent / "front"

# In JupyterLab the still picture waits a moment, so that it does not flash up before the live one. Where no
# live lab comes, "Error displaying widget: model not found" would only frighten: the still one says what to do.
STILL_STYLE = (
    "<style>.jp-OutputArea-child:has(+ .jp-OutputArea-child .qilab-still):not(:has(.qilab-lab)){display:none}"
    ".lm-Widget.jp-Notebook .qilab-still{animation:qilab-wait .01s 3s backwards}"
    "@keyframes qilab-wait{from{visibility:hidden;max-height:0;overflow:hidden}}"
    "@media print{.qilab-still{animation:none!important}}</style>"
)


class Lab(anywidget.AnyWidget):
    """A lab that shows itself in a notebook. The module's docstring says how one is written."""

    _esm = FRONT / "panel.js"
    _css = FRONT / "panel.css"

    parts = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    heard = traitlets.List().tag(sync=True)  # the view and its message that was answered last
    texts = traitlets.Dict().tag(sync=True)
    states = traitlets.Dict().tag(sync=True)
    record = traitlets.Dict().tag(sync=True)

    def __init__(self, heading: str, parts: Sequence[Part], columns: Sequence[str] = ()) -> None:
        everything = walk(list(parts))
        self._controls = {p.name: p for p in everything if isinstance(p, Control)}
        self._charts = {p.name: p for p in everything if isinstance(p, Chart)}
        self._buttons = {p.name: p for p in everything if isinstance(p, Button)}
        self._serial = 0
        self._settling = False
        self.heading = heading
        super().__init__(
            parts={"heading": heading, "parts": [p.as_dict() for p in parts]},
            values=self._start_values(),
            record={"columns": list(columns), "rows": []},
        )
        # One trait a chart: a move on one page does not send the chart of another.
        self.add_traits(
            **{f"chart_{name}": traitlets.Dict({"data": {}}).tag(sync=True) for name in self._charts}
        )
        self.update(set(self._controls))
        self.observe(self._moved, "values")
        self.on_msg(self._told)

    # ------------------------------------------------------------ for the subclass to write

    def update(self, changed: set[str]) -> None:
        """Answer controls that changed: draw, say, switch buttons on or off."""

    def pressed(self, name: str) -> None:
        """Answer a button."""

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

    def say(self, **texts: str) -> None:
        """New words for named parts."""
        self.texts = {**self.texts, **texts}

    def switch(self, name: str, **state: Any) -> None:
        """Set disabled, hidden or label of a part."""
        self.states = {**self.states, name: {**self.states.get(name, {}), **state}}

    def offer(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """Other options for a `Choice`; a value that is not on offer any more goes to the first of them."""
        options = tuple((str(value), str(words)) for value, words in options)
        self._controls[name] = replace(self._controls[name], options=options, start=options[0][0])
        self.switch(name, options=[list(pair) for pair in options])
        clean = self._controls[name].clean(self.values[name])
        if clean != self.values[name]:
            self.values = {**self.values, name: clean}

    def note(self, *row: Any) -> None:
        """Add a row to the log, in the order of its columns."""
        self.record = {**self.record, "rows": [*self.record["rows"], list(row)]}

    # ------------------------------------------------------------ for anybody

    def set(self, **values: Any) -> Lab:
        """Move controls from Python, as if by hand. ValueError names the controls there are."""
        unknown = set(values) - set(self._controls)
        if unknown:
            raise ValueError(
                f"This lab has no control “{sorted(unknown)[0]}”. It has: {', '.join(self._controls)}."
            )
        clean = {name: self._controls[name].clean(value) for name, value in values.items()}
        self.values = {**self.values, **clean}
        return self

    def press(self, name: str) -> Lab:
        """Press a button from Python. ValueError where it cannot be pressed yet."""
        if name not in self._buttons:
            raise ValueError(f"This lab has no button “{name}”. It has: {', '.join(self._buttons)}.")
        if (lack := self._lacking(name)) is not None:
            raise ValueError(f"“{self._buttons[name].label}” cannot be pressed yet. {lack}".strip())
        with self.hold_sync():
            self.pressed(name)
        return self

    @property
    def log(self) -> pd.DataFrame:
        """Predictions and results so far, one row a run."""
        return pd.DataFrame(self.record["rows"], columns=self.record["columns"])

    def reset(self) -> None:
        """All controls back to their start. The log stays: it is the learner's."""
        self.values = self._start_values()

    # ------------------------------------------------------------ inside

    def _start_values(self) -> dict[str, Any]:
        return {name: control.clean(control.start) for name, control in self._controls.items()}

    def _moved(self, change: Any) -> None:
        if self._settling:
            return
        old, raw = change["old"], change["new"]
        clean = {name: control.clean(raw.get(name)) for name, control in self._controls.items()}
        changed = {name for name in clean if clean[name] != old.get(name)}
        with self.hold_sync():
            if clean != raw:
                self._settling = True
                try:
                    self.values = clean
                finally:
                    self._settling = False
            if changed:
                self.update(changed)

    def _told(self, _: Any, content: Any, buffers: Any) -> None:
        if not isinstance(content, dict):
            return
        if content.get("ask") == "vega":
            self.send({"vega": True}, buffers=[bundle.packed()])
        # One message back: the view takes a move as answered only together with what came of it.
        with self.hold_sync():
            if isinstance(content.get("turn"), list):
                self.heard = content["turn"]
            if isinstance(content.get("values"), dict):
                self.values = {**self.values, **content["values"]}
            name = content.get("press")
            if isinstance(name, str) and name in self._buttons and self._lacking(name) is None:
                self.pressed(name)

    def _lacking(self, button: str) -> str | None:
        """Why a button cannot be pressed now, or None if it can."""
        for need in self._buttons[button].needs:
            if self.values.get(need) in (None, ""):
                return f"First give: {self._controls[need].label.lower()}."
        state = self.states.get(button, {})
        # The second click of a double click may arrive after the first has put the button away.
        return "" if state.get("disabled") or state.get("hidden") else None

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
        points = getattr(self, f"chart_{name}")["data"].get("points", {})
        return pd.DataFrame({title: points.get(field, []) for field, title in self._charts[name].table})

    def pictures(self) -> list[tuple[dict[str, Any], str]]:
        """Each chart as it stands now: (Vega-Lite spec with its data, description)."""
        return [
            (self._filled(name), getattr(self, f"chart_{name}").get("description", ""))
            for name in self._charts
        ]

    def still(self) -> str:
        """What stays where no live lab can be: one chart as a picture, its words and its table."""
        inner = [
            f"<p><strong>{html.escape(self.heading)}</strong> is not live on this page. Run its cell to play.</p>"
        ]
        if self._charts:
            name = self.front()
            chart = self._charts[name]
            words = self.describe()
            svg = renderer.svg({**self._filled(name), "description": words})
            if svg:
                inner.append(renderer.still_html(svg, words))
            inner.append(f"<p>{html.escape(words)}</p>")
            inner.append(
                f"<details><summary>Table</summary>{table_html(self.table(name), chart.caption)}</details>"
            )
        if len(self.log):
            inner.append(table_html(self.log, "Predictions and results"))
        return f'{STILL_STYLE}<div class="qilab-still">{"".join(inner)}</div>'

    def _filled(self, name: str) -> dict[str, Any]:
        now = getattr(self, f"chart_{name}")
        rows = {
            dataset: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
            for dataset, columns in now["data"].items()
        }
        spec = {**self._charts[name].spec, "datasets": rows}
        return spec | {k: v for k, v in now.get("signals", {}).items() if k == "height"}

    def __repr__(self) -> str:
        return f"{self.heading}. {self.describe()}"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        found = self._repr_mimebundle_()
        data, metadata = found if isinstance(found, tuple) else (found, {})
        display({**data, "text/plain": repr(self)}, metadata=metadata, raw=True)
        # An output of its own: where a notebook keeps the state of its widgets, exporters choose the
        # (there dead) widget and would never look at a second form of the same output.
        display({"text/html": self.still(), "text/plain": self.heading}, raw=True)
