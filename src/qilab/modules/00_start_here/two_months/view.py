"""Two months, the first thing on the first page: two points tell any story, and two years tell that it is luck."""

from __future__ import annotations

from typing import Any

from qilab.charts import layers as drawing
from qilab.charts.layers import columns
from qilab.charts.run_spec import run_spec
from qilab.panel.lab import Lab
from qilab.panel.parts import Button, Chart, CheckField, LiveText, Row, SliderField, fit

from . import model, words

HEIGHT = 210
TABLE = (("x", "Month"), ("value", "Falls"))


def two_months(seed: int = 14) -> TwoMonths:
    """Show the lab Two months: move the month, read the headline, then look at all 24.

    seed: the same number gives the same two years.

    >>> print(two_months())
    Two months. Two points: ...
    """
    model.falls(seed)  # refuses bad starts with its own words
    return TwoMonths(seed)


class TwoMonths(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        super().__init__(
            "Two months",
            [
                SliderField(name="month", label="Month", least=2, most=model.MONTHS, start=8),
                Row(
                    parts=(
                        CheckField(name="everything", label=f"Show all {model.MONTHS} months"),
                        Button(name="again", label="Show two different years"),
                    )
                ),
                LiveText(name="headline", lines=1),
                Chart(
                    name="picture", spec=_spec(), height=HEIGHT, table=TABLE, caption="The chart as a table"
                ),
                LiveText(name="whole", lines=2),
            ],
        )

    def update(self, changed: set[str]) -> None:
        """Draw the two points or all months, and say what a slide would say of them."""
        counts, month, everything = self.counts, self.values["month"], bool(self.values["everything"])
        self.say(headline=words.headline(counts, month), whole=words.whole(counts) if everything else "")
        self.draw("picture", _rows(counts, month, everything), words.description(counts, month, everything))

    def pressed(self, name: str) -> None:
        """Two other years: new luck, the same ward."""
        self._seed += 1
        self.update({"again"})

    @property
    def counts(self) -> Any:
        """Falls in each month, (24,)."""
        return model.falls(self._seed)


def _spec() -> dict[str, Any]:
    spec = run_spec(
        (drawing.ORDINARY,),
        dated=False,
        domain=(0, model.MOST),
        x_title="Month",
        y_title="Falls",
        height=HEIGHT,
        legend=False,
        tooltip=TABLE,
    )
    # No centre line, and every month at its place from the start, so that two points become part of the whole.
    layers = [layer for layer in spec["layer"] if layer.get("data", {}).get("name") == "points"]
    for layer in layers:
        layer["encoding"]["x"] = layer["encoding"]["x"] | {
            "scale": {"domain": [0.5, model.MONTHS + 0.5], "nice": False}
        }
    return spec | {"layer": layers} | fit()


def _rows(counts: Any, month: int, everything: bool) -> dict[str, dict[str, list]]:
    """The data sets of the live chart, as columns."""
    shown = range(1, model.MONTHS + 1) if everything else (month - 1, month)
    points = [(m, int(counts[m - 1]), drawing.ORDINARY.name, drawing.ORDINARY.letter, True) for m in shown]
    return {"points": columns(("x", "value", "look", "letter", "above"), points)}
