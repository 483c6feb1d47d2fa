"""Spread, the second lab of M13: how fast wards take a change up, and how much of it their patients get."""

from __future__ import annotations

from typing import Any

from qilab.charts import adoption, theme
from qilab.panel.lab import Lab
from qilab.panel.parts import (
    Button,
    Chart,
    ChoiceField,
    Columns,
    Group,
    LiveText,
    Log,
    NumberField,
    Paragraph,
    Part,
    Row,
    SliderField,
    fit,
    seed_row,
)

from . import model, words

HEIGHT = 290
GAP = 8  # of 100: two labels nearer than that would lie on each other
LATE, EARLY = 30, 40  # months after which a label stands left of its line
SEEN = 4  # months in sight before the prediction
LOG = (
    "p",
    "q",
    "Champions",
    "Fidelity %",
    "Turnover %",
    "Check",
    "Seed",
    "Fastest: you said",
    "Fastest: it was",
    "Patients: you said",
    "Patients: it was",
)
TABLE = (
    ("x", "Month"),
    ("reach", "Wards that have taken it up, of 100"),
    ("coverage", "Patients who get it as intended, of 100"),
    ("run", f"One run with luck: wards of {model.WARDS}"),
)
SOURCE = (
    "This is a model with made-up wards. Reach follows Bass’s curve. The dotted line is one run with luck. With only 18 wards, "
    "much depends on when the first of them start, so it often runs behind the curve and sometimes ahead of it. How much difference champions, checks and leavers make is "
    "this course’s own choice, so play with the model, but do not plan by its numbers."
)
SETTINGS = ("p", "q", "champions", "fidelity", "turnover", "check", "seed")


def spread_simulator(seed: int = 1313, p: float = 0.01, q: float = 0.35) -> SpreadSimulator:
    """Show the lab Spread: adoption over 18 wards, and how many patients get the change as intended.

    seed: the same number gives the whole room the same luck. p, q: innovation and imitation a month at the start,
    0.002 to 0.05 and 0 to 0.8. ValueError for anything else.

    >>> print(spread_simulator(seed=7))
    Spread. Share of wards that have taken it up, months 0 to 4: 8% so far. ...
    """
    model.Spread(p=p, q=q, seed=seed)  # refuses bad starts with its own words
    return SpreadSimulator(seed=seed, p=p, q=q)


class SpreadSimulator(Lab):
    """The view. The model is in model.py, its sentences are in words.py."""

    def __init__(self, **start: Any) -> None:
        self._shown = False
        super().__init__("Spread", _parts(start), LOG)

    def update(self, changed: set[str]) -> None:
        """Redraw when a setting changes; hint until both predictions are typed."""
        if "seed" in changed:
            self._shown = False  # another luck: predict again
        if changed & set(SETTINGS):
            self.say(result="")  # it belongs to the settings before
        if changed & {*SETTINGS, "month", "patients"}:
            self._draw()
        if changed & {"month", "patients"}:
            ready = self.values["month"] is not None and self.values["patients"] is not None
            self.say(hint="" if ready else "Type both predictions first.")

    def pressed(self, name: str) -> None:
        """Run the spread to its end, hide it to predict again, or put everything back to the start."""
        if name == "run":
            self._run()
        elif name in ("again", "reset"):
            self._shown = False
            self.values = (
                {**self.values, "month": None, "patients": None} if name == "again" else self._start_values()
            )
            self.say(result="")
            self._draw()

    @property
    def spread(self) -> model.Spread:
        """The spread as the sliders have it."""
        v = self.values
        return model.Spread(
            v["p"], v["q"], v["champions"], v["fidelity"] / 100, v["turnover"] / 100, v["check"], v["seed"]
        )

    def _run(self) -> None:
        v, now = self.values, self.spread
        self._shown = True
        self.say(result=words.result(now, v["month"], v["patients"]))
        came = (round(now.peak, 1), round(100 * float(now.coverage[-1]), 1))
        self.note(*(v[name] for name in SETTINGS), v["month"], came[0], v["patients"], came[1])
        self._draw()

    def _draw(self) -> None:
        now = self.spread
        months = model.MONTHS if self._shown else SEEN
        self.say(
            finding=words.finding(now) if self._shown else words.waiting(SEEN),
            why=words.why(now) if self._shown else "",
        )
        said = (self.values["month"], self.values["patients"])
        self.draw("picture", _rows(now, months, *said), words.description(now, months) + words.said(*said))


def _parts(start: dict[str, Any]) -> list[Part]:
    chart = Chart(
        name="picture", spec=_spec(), height=HEIGHT, table=TABLE, caption="Reach and coverage by month"
    )
    words_around = (LiveText(name="why", lines=3), Paragraph(text=SOURCE))
    return [
        seed_row(start["seed"], "luck"),
        Columns(
            left=(_idea(start), _later(), _turn()),
            right=(LiveText(name="finding", lines=2), chart, *words_around),
        ),
        Log(label="Spread: your predictions and results", file="spread.csv"),
    ]


def _idea(start: dict[str, Any]) -> Group:
    p, q = start["p"], start["q"]
    fidelity = SliderField(
        name="fidelity", label="Fidelity when a ward begins", least=10, most=100, step=5, start=70, unit="%"
    )
    return Group(
        label="The idea and its start",
        parts=(
            SliderField(name="p", label="p: start on their own", least=0.002, most=0.05, step=0.001, start=p),
            SliderField(name="q", label="q: follow others", least=0, most=0.8, step=0.01, start=q),
            SliderField(name="champions", label="Champions", least=0, most=10, start=0),
            fidelity,
        ),
    )


def _later() -> Group:
    turnover = SliderField(
        name="turnover", label="Staff who leave in a year", least=0, most=60, step=5, start=20, unit="%"
    )
    check = ChoiceField(
        name="check",
        label="How often does somebody check and help?",
        options=tuple(model.CHECK_WORDS.items()),
        start="quarterly",
    )
    return Group(label="What comes after", parts=(turnover, check))


def _turn() -> Group:
    fastest, most = "In which month is adoption fastest?", model.MONTHS
    patients = f"Of 100 patients, how many get it as intended after {model.MONTHS} months?"
    buttons = (
        Button(name="run", label="Run it", main=True, needs=("month", "patients")),
        Button(name="again", label="Predict again"),
        Button(name="reset", label="Start again"),
    )
    return Group(
        label="Predict, then run",
        parts=(
            NumberField(name="month", label=fastest, least=0, most=most, step=0.1),
            NumberField(name="patients", label=patients, least=0, most=100),
            Paragraph(name="hint"),
            Row(parts=buttons),
            LiveText(name="result", lines=3),
        ),
    )


def _spec() -> dict[str, Any]:
    spec = adoption.adoption_spec(height=HEIGHT, y_title="Of 100")
    # The axis reaches to the last month from the start, so that a prediction has a place on it.
    for layer in spec["layer"]:
        layer["encoding"]["x"]["scale"]["domain"] = [0, model.MONTHS]
    x, y = (spec["layer"][2]["encoding"][name] for name in "xy")
    # A dot a month, which tells its row of the table where a mouse rests on it.
    spec["layer"].append(
        {
            "data": {"name": "points"},
            "mark": {"type": "point", "filled": True, "size": 14, "color": theme.INK, "aria": False},
            "encoding": {
                "x": x,
                "y": {**y, "field": "reach"},
                "tooltip": [{"field": f, "type": "nominal", "title": title} for f, title in TABLE],
            },
        }
    )
    spec["datasets"] |= {"points": [], "said_month": [], "said_patients": []}
    # What was said: a line for the month and a diamond for the patients, each with its words.
    # px from the top: the curves run below the one label, and above the other from the month on at which it is used.
    row = {"peak": 2, "said_month": HEIGHT - 80}
    spec["layer"] = [
        layer for layer in spec["layer"] if layer["mark"]["type"] != "text" or layer["data"]["name"] != "peak"
    ]
    for data, top in row.items():
        for side, align, dx in (("right", "left", 6), ("left", "right", -6)):
            spec["layer"].append(
                {
                    "data": {"name": data},
                    "transform": [{"filter": f"datum.side === '{side}'"}],
                    "mark": {"type": "text", "align": align, "dx": dx, "baseline": "top", "aria": False},
                    "encoding": {"x": x, "y": {"value": top}, "text": {"field": "label", "type": "nominal"}},
                }
            )
    diamond = {"type": "point", "shape": "diamond", "filled": False, "size": 170, "strokeWidth": 2.2}
    spec["layer"] += [
        {
            "data": {"name": "said_month"},
            "mark": {"type": "rule", "color": theme.INK, "strokeDash": [8, 3], "aria": False},
            "encoding": {"x": x},
        },
        {
            "data": {"name": "said_patients"},
            "mark": {**diamond, "color": theme.INK, "aria": False},
            "encoding": {"x": x, "y": y},
        },
    ]
    ends = next(layer for layer in spec["layer"] if layer["data"]["name"] == "ends")
    ends["mark"] = {**ends["mark"], "dx": -12, "dy": 0}
    return spec | fit(right=10)


def _labels(lines: dict[str, float]) -> dict[str, list]:
    """Labels at the right end, each at its value or as near to it as leaves them apart. lines: words → value."""
    placed: list[float] = []
    for _, value in sorted(lines.items(), key=lambda pair: pair[1]):
        low = placed[-1] + GAP if placed else 4.0
        placed.append(max(value - GAP / 2, low))
    for i in reversed(range(len(placed))):
        placed[i] = min(placed[i], 97.0 - GAP * (len(placed) - 1 - i))
    words_up = [text for text, _ in sorted(lines.items(), key=lambda pair: pair[1])]
    return {"x": [model.MONTHS] * len(placed), "value": placed, "label": words_up}


def _month_row(month: float | None, label: str, late: float = LATE) -> dict[str, list]:
    """The data set of a line at a month; empty for None. late: from there on the words stand left of it."""
    if month is None:
        return {"x": [], "label": [], "side": []}
    return {"x": [month], "label": [label], "side": ["left" if month > late else "right"]}


def _rows(
    now: model.Spread, months: int, month: float | None, patients: float | None
) -> dict[str, dict[str, list]]:
    """The data sets of the live chart, as columns. `points` also holds the table's columns, in its first rows."""
    shown = months == model.MONTHS
    lines = {adoption.REACH: 100 * now.reach[: months + 1]}
    if shown:
        lines |= {adoption.COVERED: 100 * now.coverage, adoption.RUN: 100 * now.run / model.WARDS}
    x = list(range(months + 1))
    return {
        "points": {
            "x": x,
            "reach": [round(float(v), 1) for v in lines[adoption.REACH]],
            "coverage": [round(float(v), 1) for v in 100 * now.coverage] if shown else ["not yet"] * len(x),
            "run": now.run.tolist() if shown else ["not yet"] * len(x),
        },
        "lines": {
            "x": x * len(lines),
            "value": [float(v) for line in lines.values() for v in line],
            "series": [name for name in lines for _ in x],
        },
        "ends": _labels(
            (
                {
                    "Wards: taken up": lines[adoption.REACH][-1],
                    "Patients: as intended": lines[adoption.COVERED][-1],
                }
                if shown
                else {}
            )
            | ({f"you said {patients:g}": patients} if patients is not None else {})
        ),
        "peak": _month_row(
            now.peak if shown and 0 < now.peak <= months else None, f"Fastest: month {now.peak:.1f}"
        ),
        "said_month": _month_row(month, f"you said month {month or 0:g}", late=EARLY),
        "said_patients": {
            "x": [] if patients is None else [model.MONTHS],
            "value": [] if patients is None else [patients],
        },
    }
