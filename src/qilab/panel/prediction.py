"""Predict a share before it is worked out: the question, the field and its button, and the strip that shows both."""

from __future__ import annotations

from .parts import Button, NumberField, Paragraph, Part, Row
from .strip import strip


def predict_of_100(things: str, shows: str) -> tuple[Part, ...]:
    """The parts named question, guess and run, hint, and share, in that order.

    things: what 1,000 are made of, such as “charts”. shows: what is counted of 100 of them, such as “show a signal”.
    """
    guess = NumberField(
        name="guess", label="Your prediction", least=0, most=100, step=0.1, unit=f"of 100 {things}"
    )
    run = Button(name="run", label=f"Run 1,000 {things}", main=True, needs=("guess",))
    return (
        Paragraph(name="question", lines=3),
        Row(parts=(guess, run), in_line=True),
        Paragraph(name="hint"),
        strip("share", f"Of 100 {things}, how many {shows}", 100),
    )
