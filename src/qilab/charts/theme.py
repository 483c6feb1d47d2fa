"""The one look of all charts: colours, shapes, letters and type. Named here, nowhere else.

A chart brings its own white ground with a margin, so that it is the same picture in JupyterLab, on paper and in a
slide; in the dark the page turns it over as a whole. Making Data Count's grey, blue and orange are pale: each point also
has a dark outline (5:1 and more on white), a shape and, for a signal, a letter.
"""

from __future__ import annotations

from typing import Any

GROUND = "#ffffff"
INK = "#212121"  # text: 16:1 on white
SOFT_INK = "#505050"  # labels of axes, notes: 8:1
OUTLINE = "#404040"  # outline of points: 10:1
LINE = "#6b6b6b"  # the line through the points: 5:1
GRID = "#e6e6e6"  # decoration only

COMMON = "#a6a6a6"
IMPROVEMENT = "#00b0f0"
CONCERN = "#e46c0a"
NEUTRAL = "#9b72cf"  # a signal without a judgement: 3.6:1
TARGET: dict[str, Any] = {"color": "#b3261e", "strokeDash": [10, 4]}  # its line: 6.5:1

FONT = "Segoe UI, Helvetica Neue, Arial, Liberation Sans, sans-serif"

WIDTH = 620
HEIGHT = 280

SOURCE_NOTE = "Fictional trust, synthetic data"


def config() -> dict[str, Any]:
    """Vega-Lite configuration of every chart. A fresh dict: the caller may change it."""
    return {
        "font": FONT,
        "background": GROUND,
        "padding": {"left": 14, "right": 18, "top": 14, "bottom": 14},
        "view": {"stroke": None},
        "axis": {
            "labelColor": SOFT_INK,
            "labelFontSize": 12,
            "titleColor": INK,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "domainColor": LINE,
            "tickColor": LINE,
            "gridColor": GRID,
            "labelPadding": 5,
            "titlePadding": 8,
        },
        "axisX": {"grid": False},
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": INK,
            "fontSize": 16,
            "fontWeight": "bold",
            "lineHeight": 20,
            "subtitleColor": SOFT_INK,
            "subtitleFontSize": 12,
            "subtitleLineHeight": 16,
            "subtitlePadding": 5,
            "offset": 14,
        },
        "legend": {
            "labelColor": INK,
            "labelFontSize": 12,
            "labelLimit": 0,
            "titleColor": INK,
            "titleFontSize": 12,
            "symbolSize": 90,
            "symbolStrokeWidth": 1.2,
        },
        "text": {"font": FONT, "fontSize": 12, "color": INK},
    }
