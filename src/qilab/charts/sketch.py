"""A drawing that is not a chart of data: a tray of beads, a cycle, a ramp. Shapes and words, in the look of our charts."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import theme
from .letters import width

ACCENT = "#005a9c"  # 7:1 on white
TINT = "#e8f1f8"  # a field behind words
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


# Our fonts have no such letters. Written as text, they would come from whatever other font is there, and take the words
# beside them along. Strokes in sizes of the letters, from the left end of the base line.
_MARKS = {
    "✓": (((0.05, -0.28), (0.24, -0.05), (0.62, -0.66)),),
    "✗": (((0.08, -0.62), (0.58, -0.02)), ((0.58, -0.62), (0.08, -0.02))),
}
_MARK_WIDE = 0.68


@dataclass
class Sketch:
    """A drawing in px that grows shape by shape.

    width, height: px. description: the drawing in words, for those who cannot see it.

    >>> print(Sketch(200, 100, "One red bead.").circle(50, 50, 20, fill="#b3261e").svg[:60])
    <svg xmlns="http://www.w3.org/2000/svg" width="200" height="
    """

    width: int
    height: int
    description: str
    parts: list[str] = field(default_factory=list)

    def describe(self) -> str:
        """The drawing in words."""
        return self.description

    def circle(
        self, x: float, y: float, r: float, fill: str = TINT, edge: str = theme.OUTLINE, thick: float = 2
    ) -> Sketch:
        """Add a disc with its middle at (x, y)."""
        return self._add(
            f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}" stroke="{edge}" stroke-width="{thick:g}"/>'
        )

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        words: str = "",
        size: float = 24,
        fill: str = TINT,
        edge: str = ACCENT,
        bold: bool = False,
        thick: float = 2,
        corner: float = 8,
    ) -> Sketch:
        """Add a box with its words in the middle; “\\n” in them begins a new line. corner: px by which it is rounded."""
        self._add(
            f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{corner:g}" fill="{fill}" stroke="{edge}" '
            f'stroke-width="{thick:g}"/>'
        )
        return self.text(x + w / 2, y + h / 2, words, size, bold, "middle") if words else self

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 24,
        bold: bool = False,
        anchor: str = "start",
        fill: str = theme.INK,
    ) -> Sketch:
        """Add words about the height y. anchor: start, middle or end. A row may begin with ✓ or ✗."""
        rows = words.split("\n")
        for number, row in enumerate(rows):
            at = y + (number - (len(rows) - 1) / 2) * size * 1.25 + size * 0.35
            if row[:1] in _MARKS:
                self._marked(x, at, row, size, bold, anchor, fill)
                continue
            self._add(
                f'<text x="{x:g}" y="{at:g}" font-family="{FONT}" font-size="{size:g}" '
                f'font-weight="{"bold" if bold else "normal"}" text-anchor="{anchor}" fill="{fill}">{html.escape(row)}</text>'
            )
        return self

    def _marked(self, x: float, at: float, row: str, size: float, bold: bool, anchor: str, fill: str) -> None:
        mark, rest = row[0], row[1:].strip()
        gap = (_MARK_WIDE + 0.28) * size if rest else _MARK_WIDE * size
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * (gap + width(rest, size, bold))
        for stroke in _MARKS[mark]:
            points = " ".join(f"{left + a * size:.1f},{at + b * size:.1f}" for a, b in stroke)
            self._add(
                f'<polyline points="{points}" fill="none" stroke="{fill}" stroke-width="{size * (0.13 if bold else 0.1):.1f}"/>'
            )
        if rest:
            self.text(left + gap, at - size * 0.35, rest, size, bold, "start", fill)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        edge: str = theme.LINE,
        thick: float = 3,
        dashed: bool = False,
        arrow: bool = False,
    ) -> Sketch:
        """Add a line through the points, with an arrow at its end if asked."""
        listed = " ".join(f"{x:g},{y:g}" for x, y in points)
        dash = ' stroke-dasharray="10 8"' if dashed else ""
        self._add(f'<polyline points="{listed}" fill="none" stroke="{edge}" stroke-width="{thick:g}"{dash}/>')
        if arrow:
            (x0, y0), (x, y) = points[-2:]
            long = ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5
            a, b = (x - x0) / long, (y - y0) / long
            tip = [
                (x + 4 * a, y + 4 * b),
                (x - 14 * a + 9 * b, y - 14 * b - 9 * a),
                (x - 14 * a - 9 * b, y - 14 * b + 9 * a),
            ]
            self._add(f'<polygon points="{" ".join(f"{p:.1f},{q:.1f}" for p, q in tip)}" fill="{edge}"/>')
        return self

    def joined(
        self,
        points: Sequence[tuple[float, float]],
        fill: str = theme.COMMON,
        r: float = 9,
        edge: str = theme.LINE,
    ) -> Sketch:
        """Add points joined by a line, as on a run chart."""
        self.line(points, edge=edge, thick=2.5)
        for x, y in points:
            self.circle(x, y, r, fill)
        return self

    @property
    def svg(self) -> str:
        """The drawing as SVG text."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}"><rect width="{self.width}" height="{self.height}" '
            f'fill="{theme.GROUND}"/>{"".join(self.parts)}</svg>'
        )

    def _add(self, part: str) -> Sketch:
        self.parts.append(part)
        return self
