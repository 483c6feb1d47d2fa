"""The picture of the handout: a funnel, with the small units at both ends of any league."""

from __future__ import annotations

from math import sqrt

from qilab.charts.sketch import ACCENT, Sketch

MEAN, REACH = 0.06, 3.09  # 99.8% limits by the simple formula: enough for a drawing
UNITS = (
    (60, 0.0), (70, 0.13), (90, 0.022), (95, 0.11), (120, 0.09), (150, 0.033), (170, 0.082), (230, 0.044), (260, 0.075), (330, 0.05), (380, 0.069),
    (450, 0.053), (520, 0.064), (600, 0.055), (680, 0.062), (760, 0.091), (850, 0.058), (930, 0.061),
)  # fmt: skip
X0, Y0, WIDE, HIGH, MOST, TOP = 100.0, 360.0, 940.0, 320.0, 1000, 0.2


def _at(size: float, share: float) -> tuple[float, float]:
    return X0 + WIDE * size / MOST, Y0 - HIGH * min(share, TOP) / TOP


def _limit(size: float, side: int) -> float:
    return max(0.0, MEAN + side * REACH * sqrt(MEAN * (1 - MEAN) / size))


def small_ones_spread() -> Sketch:
    """Made-up units, their shares against their sizes, between limits that close in."""
    drawn = Sketch(
        1100,
        430,
        "A funnel of 18 made-up units: their share against their number of patients, about a middle of 6%. The limits lie far apart for small units and close in for "
        "large ones. The lowest and the highest share both belong to small units, and both lie within the limits. One large unit lies outside, although its share is not "
        "the highest.",
    )
    drawn.line([(X0, 30), (X0, Y0), (X0 + WIDE + 20, Y0)], thick=2.5)
    drawn.line([_at(0, MEAN), _at(MOST, MEAN)], edge=ACCENT, thick=3)
    for side in (1, -1):
        drawn.line(
            [_at(size, _limit(size, side)) for size in range(40, MOST + 1, 10)],
            edge=ACCENT,
            thick=2.5,
            dashed=True,
        )
    for size, share in UNITS:
        outside = not _limit(size, -1) <= share <= _limit(size, 1)
        drawn.circle(*_at(size, share), 11 if outside else 9, fill="#e46c0a" if outside else "#a6a6a6")
    x, y = _at(760, 0.091)
    drawn.text(x, y - 30, "outside: look here", 23, True, "middle")
    x, y = _at(70, 0.13)
    drawn.line([(x + 40, 96), (x + 6, y - 14)], thick=2)
    drawn.text(x + 44, 84, "“last” in the league, by luck", 22)
    drawn.text(_at(60, 0.0)[0], Y0 + 28, "“first”, by luck", 22, anchor="middle")
    drawn.text(X0 + 14, 44, "share", 23, True)
    return drawn.text(X0 + WIDE / 2, Y0 + 34, "number of patients", 23, True, "middle")


DRAWINGS = {"small_ones_spread": small_ones_spread}
