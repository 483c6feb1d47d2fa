"""What came of “Look again”, in a sentence that is read out: a map that is drawn anew says nothing to a screen reader."""

from __future__ import annotations

from datetime import datetime

from qilab.panel.parts import Button, LiveText, Part


def look_again() -> list[Part]:
    """The button, and the place for the sentence."""
    return [Button(name="look", label="Look again"), LiveText(name="looked", lines=0)]


def looked(words: str) -> str:
    """The sentence. It has the time in it, for what was said once is not read out again.

    words: where one stands, such as "5 of 11 points.".
    """
    return f"Looked again at {datetime.now():%H:%M:%S}. {words}"
