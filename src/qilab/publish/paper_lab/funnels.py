"""Funnel plots for pencils: a dot for each unit with its name beside it, and the limits that `funnel` works out, or room to draw them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pandas as pd

from qilab.charts.words import number
from qilab.methods.compare import Funnel
from qilab.modules import bank
from qilab.questions.item import BadContent

from .. import typst_text as ty
from ..paper import Pages
from ..play import run_cell
from .control import scale
from .source import Directive

APART = 0.055  # how far apart two labels beside a plot are kept, as a share of its height
TEMPLATE = Path(__file__).parents[1] / "templates" / "funnel.typ"
SIZES = (1, 1.5, 2, 3, 4, 6, 8)  # marks of the scale along the foot, times a power of ten
HEADROOM = 1.2  # above the highest dot, where limits are to be drawn
ACROSS, DOWN = 650.0, 300.0  # points of a plot on a landscape sheet, roughly: only to keep names apart
NAME_HIGH, LETTER_WIDE = 12.0, 5.6  # points that a name takes
# Where a name may stand beside its dot, the best place first: (right, down) in halves of its width and in heights.
PLACES = (
    (1, 0.0),
    (-1, 0.0),
    (0, -1.0),
    (0, 1.0),
    (1, -0.8),
    (1, 0.8),
    (-1, -0.8),
    (-1, 0.8),
    (0, -1.9),
    (0, 1.9),
)


def funnel_plot(pages: Pages, told: Directive) -> None:
    """Append the funnel plot of what the body works out: its last line is a Funnel, or one and a plain one, whose 99.8% limits are dotted.

    of: whose `data` the body may use; unit and over: what the two scales count; height; lines="none" leaves the limits to the reader;
    inner="95" draws those of 95% as well; names: all, outside, none, or the name of one unit, which is then ringed.
    """
    names = {"data": bank.find_exercise(told.option("of")).data()} if "of" in told.options else {}
    shown = run_cell(told.body, names)
    made = shown[-1] if shown else None
    found, plain = made if isinstance(made, tuple) else (made, None)
    if not isinstance(found, Funnel):
        raise BadContent(
            f"paper.md, line {told.line}: the last line of a funnel plot must be what funnel gives"
        )
    about = _about(found, plain, told)
    drawn = told.option("lines", "all") != "none"
    words = (
        f"{told.option('unit')} against {told.option('over')}: {len(found.units)} units"
        f"{f' around {number(found.centre, 1)}, with limits' if drawn else ', without limits'}. The numbers are in the table beside it or in the text."
    )
    name = f"chart-{len(pages.files) + 1}.json"
    pages.files[name] = json.dumps(about, ensure_ascii=False)
    pages.files[TEMPLATE.name] = TEMPLATE.read_text(encoding="utf-8")
    pages.add(
        f'\n#import "{TEMPLATE.name}": funnel-plot\n'
        f"#funnel-plot(json({ty.quoted(name)}), {ty.quoted(words)}, {told.option('height')})\n"
    )


def _about(found: Funnel, plain: Funnel | None, told: Directive) -> dict[str, Any]:
    units, drawn = found.units, told.option("lines", "all") != "none"
    smallest, largest = float(units["n"].min()), float(units["n"].max())
    from_, to = math.log(smallest) - 0.06, math.log(largest) + 0.06
    reach = [*units["value"]]
    if drawn:
        reach += [*found.lines.loc[found.lines["n"] >= smallest, "high998"].head(1), *found.lines["low998"]]
    else:
        reach.append(max(reach) * HEADROOM)
    low, high, marks, places = scale(max(min(reach), 0.0), max(reach), 6)
    x = lambda n: (math.log(n) - from_) / (to - from_)  # noqa: E731
    y = lambda v: (v - low) / (high - low)  # noqa: E731
    curves: list[dict[str, Any]] = []
    if drawn:
        ends = [(smallest, found.centre), (largest, found.centre)]
        curves.append(_curve("centre", ends, x, y, f"All: {number(found.centre, 1)}"))
        words = "99.8%" if plain is None else "widened"
        curves += _limits(found, "998", "outer", x, y, words)
        if "inner" in told.options:
            curves += _limits(found, "95", "inner", x, y, "95%")
        if plain is not None:
            curves += _limits(plain, "998", "inner", x, y, "plain")
    _keep_apart(curves)
    size = 10.0 ** math.floor(math.log10(smallest))
    sizes = [s * size * 10**k for k in range(4) for s in SIZES if smallest <= s * size * 10**k <= largest]
    return {
        "unit": told.option("unit"),
        "over": told.option("over"),
        "ticks": [{"at": y(m), "words": number(m, places)} for m in marks],
        "sizes": [{"at": x(s), "words": f"{s:,.0f}"} for s in sizes],
        "curves": curves,
        "dots": _dots(units, told.option("names", "none"), x, y),
    }


def _curve(look: str, points: list[tuple[float, float]], x: Any, y: Any, label: str) -> dict[str, Any]:
    placed = [(x(n), min(max(y(v), 0.0), 1.0)) for n, v in points]
    return {"look": look, "points": placed, "label": label, "place": placed[-1][1]}


def _limits(found: Funnel, level: str, look: str, x: Any, y: Any, words: str) -> list[dict[str, Any]]:
    """The upper and the lower limit of a level, as far as the units reach."""
    ends = found.units["n"].min(), found.units["n"].max()
    lines = found.lines[found.lines["n"].between(*ends)]
    return [
        _curve(look, list(zip(lines["n"], lines[f"{side}{level}"], strict=True)), x, y, words)
        for side in ("high", "low")
    ]


def _keep_apart(curves: list[dict[str, Any]]) -> None:
    """Move what is written beside the curves, from the top down, until no two words lie on each other."""
    from_top = sorted(curves, key=lambda c: -c["place"])
    for above, below in zip(from_top, from_top[1:], strict=False):  # noqa: RUF007
        below["place"] = min(below["place"], above["place"] - APART)


def _dots(units: pd.DataFrame, names: str, x: Any, y: Any) -> list[dict[str, Any]]:
    """The dots, each name in the first place beside its dot where it lies on nothing else."""
    spots = [(x(u.n) * ACROSS, (1 - y(u.value)) * DOWN) for u in units.itertuples()]
    taken = [(a - 3, b - 3, a + 3, b + 3) for a, b in spots]
    taken += [(-99.0, -99.0, 0.0, 999.0), (ACROSS, -99.0, ACROSS + 99, 999.0)]  # beyond the scales
    dots = []
    for unit, (a, b) in zip(units.itertuples(), spots, strict=True):
        big = unit.unit == names
        named = big or names == "all" or (names == "outside" and unit.outside != 0)
        dx, dy = _place(str(unit.unit), a, b, taken) if named else (0.0, 0.0)
        dots.append(
            {
                "x": x(unit.n),
                "y": y(unit.value),
                "big": big,
                "name": str(unit.unit) if named else "",
                "dx": dx,
                "dy": dy,
            }
        )
    return dots


def _place(
    name: str, a: float, b: float, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float]:
    wide = LETTER_WIDE * len(name)
    best, least = (0.0, 0.0), math.inf
    for right, down in PLACES:
        dx, dy = right * (wide / 2 + 5), down * NAME_HIGH * 0.85
        box = (a + dx - wide / 2, b + dy - NAME_HIGH / 2, a + dx + wide / 2, b + dy + NAME_HIGH / 2)
        over = sum(
            max(0.0, min(box[2], t[2]) - max(box[0], t[0])) * max(0.0, min(box[3], t[3]) - max(box[1], t[1]))
            for t in taken
        )
        if over < least:
            best, least, chosen = (dx, dy), over, box
        if over == 0:
            break
    taken.append(chosen)
    return best
