"""The picture of the handout: six steps, each resting on the one before."""

from __future__ import annotations

from qilab.charts.sketch import ACCENT, TINT, Sketch

STEPS = (
    ("Choose", "a need, an aim,\na measure"),
    ("Clean", "the same count,\nbefore and after"),
    ("Chart", "baseline and rules\nbefore you look"),
    ("Test", "small, with a\nprediction"),
    ("Judge", "how large, how\nsure, what else"),
    ("Report", "one page that\ncan be checked"),
)


def six_steps() -> Sketch:
    """One story in six steps."""
    drawn = Sketch(
        1100,
        320,
        "Six steps from left to right, each a little higher than the one before. "
        + " ".join(
            f"{number}: {name}: {words}."
            for number, (name, words) in enumerate(((n, w.replace(chr(10), " ")) for n, w in STEPS), 1)
        ),
    )
    for number, (name, words) in enumerate(STEPS):
        x, y = 12 + 181 * number, 168 - 28 * number
        drawn.box(x, y, 171, 310 - y, fill=TINT, edge=ACCENT)
        drawn.text(x + 85, y + 28, f"{number + 1} {name}", 24, True, "middle")
        drawn.text(x + 85, y + 84, words, 19.5, anchor="middle")
    return drawn


DRAWINGS = {"six_steps": six_steps}
