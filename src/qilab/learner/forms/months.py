"""The form for an answer that is a set of months: a chart of the data, to click, and a box to tick for each month."""

from __future__ import annotations

from typing import Any

import pandas as pd

from qilab.charts import theme
from qilab.learner.answering import data_in_use
from qilab.panel.html import Html
from qilab.panel.lab import Lab
from qilab.panel.parts import Chart, Part, fit

from .form import AnswerForm
from .inputs import CHART

_HEIGHT = 220


class MonthsForm(AnswerForm, Lab):
    """A form with a chart of what was asked about: its points are clicked, or their months ticked."""

    def _months(self) -> tuple[Any, ...]:
        data = data_in_use(self.item)
        # The first column of numbers that have to do with the months is what the question's chart shows.
        self._column = next(
            c for c in data.columns if c != "month" and pd.api.types.is_numeric_dtype(data[c])
        )
        self._values = [None if pd.isna(v) else float(v) for v in data[self._column]]
        self._stamps = tuple(pd.to_datetime(data["month"]).dt.to_period("M"))
        return self._stamps

    def _question_parts(self) -> list[Part]:
        labels = [month.strftime("%b %y") for month in self._stamps]
        picture = Chart(
            name=CHART, spec=_spec(labels, self._column), height=_HEIGHT, ticks=self.field,
            table=(("label", "Month"), ("value", self._column)), caption="The months and their values",
        )  # fmt: skip
        return [picture, *super()._question_parts()]

    def update(self, changed: set[str]) -> None:
        """Draw which points are ticked, besides what every form does."""
        self._draw()
        super().update(changed)

    def _fill(self, values: Any) -> None:
        super()._fill(values)
        self._draw()

    def _draw(self) -> None:
        ticked = set(self.values[self.field])
        labels = [month.strftime("%b %Y") for month in self._stamps]
        shown = ["no value" if v is None else f"{v:g}" for v in self._values]
        rows = [
            (x, value, x in ticked, label, f"{month.strftime('%b %y')}: {said}")
            for x, (value, label, month, said) in enumerate(
                zip(self._values, labels, self._stamps, shown, strict=True), 1
            )
        ]
        names = ("x", "value", "ticked", "label", "tick")
        points = {name: [row[i] for row in rows] for i, name in enumerate(names)}
        chosen = [label for x, label in enumerate(labels, 1) if x in ticked]
        words = f"Chart of {len(labels)} months to choose from. Ticked: {', '.join(chosen) or 'none yet'}."
        self.draw(CHART, {"points": points}, words)

    def body(self) -> Html:
        """As every form: the chart itself stands above on the page."""
        return AnswerForm.body_of_form(self)

    def __str__(self) -> str:
        return AnswerForm.__str__(self)


def _spec(labels: list[str], column: str) -> dict[str, Any]:
    """A line of points, one a month, those ticked with a ring. Data set `points`: x from 1, value, ticked."""
    names = ", ".join(f"'{label}'" for label in labels)
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"nice": False, "zero": False, "padding": 14},
        "axis": {
            "title": None,
            "tickMinStep": 1,
            "labelExpr": f"[{names}][datum.value - 1] || ''",
            "grid": False,
        },
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False},
        "axis": {"title": column.replace("_", " ")},
    }
    point = {
        "type": "point",
        "filled": True,
        "size": 110,
        "opacity": 1,
        "color": theme.COMMON,
        "stroke": theme.OUTLINE,
    }
    ring = {"type": "point", "filled": False, "size": 330, "strokeWidth": 2.4, "color": theme.INK}
    return {
        "width": theme.WIDTH,
        "height": _HEIGHT,
        "config": theme.config(),
        **fit(),
        "datasets": {"points": []},
        "layer": [
            {
                "data": {"name": "points"},
                "mark": {"type": "line", "color": theme.LINE, "aria": False},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"name": "points"},
                "mark": {**point, "cursor": "pointer", "aria": False},
                "encoding": {
                    "x": x,
                    "y": y,
                    "tooltip": [{"field": "tick", "type": "nominal", "title": "Month"}],
                },
            },
            {
                "data": {"name": "points"},
                "transform": [{"filter": "datum.ticked"}],
                "mark": {**ring, "aria": False},
                "encoding": {"x": x, "y": y},
            },
        ],
    }
