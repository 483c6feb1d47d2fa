"""A verdict as it is shown: in words, as a coloured panel on the page, as text in a terminal."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

from .reread import in_words
from .verdict import State, Verdict

# state → (sign, word, border, background, text): contrast of text on background is above 7:1, and the
# sign and the word say what the colour says.
LOOKS: dict[State, tuple[str, str, str, str, str]] = {
    "right": ("✓", "Right", "#00703c", "#eef7f1", "#0b3d23"),
    "note": ("✓", "Right, with a note", "#00703c", "#eef7f1", "#0b3d23"),
    "mistake": ("↺", "Not yet", "#b35309", "#fdf4ec", "#4a2303"),
    "unread": ("?", "Not readable yet", "#1d5fa8", "#eef4fb", "#0c2d52"),
    "blank": ("…", "Your turn", "#1d5fa8", "#eef4fb", "#0c2d52"),
    "unrun": ("…", "Not looked at", "#1d5fa8", "#eef4fb", "#0c2d52"),
    "broken": ("!", "Our check stumbled", "#1d5fa8", "#eef4fb", "#0c2d52"),
}

TRIES_FOR_STEP = 3
TRIES_FOR_SOLUTION = 5
# How the paragraphs begin that offer help or a place to read: a form has buttons and links for them.
HINT, STEP, SOLUTION, REREAD = "Hint: ", "A worked step: ", "Worked solution: ", "To read again: "
HELP = (HINT, STEP, SOLUTION, REREAD)

NOT_KEPT = (
    "Your progress is not being kept, because this folder cannot be written to. Move the QI Lab folder to a place of "
    "your own, such as Documents, and open it from there."
)


def card_style(state: State) -> str:
    """The look of a verdict's card, as CSS for its element: the same below a check, in a form and on a saved page.

    In the element itself, for what a check shows has no style sheet of ours beside it.
    """
    _, _, border, background, text = LOOKS[state]
    return (
        f"border:1px solid {border};border-left:8px solid {border};background:{background};color:{text};"
        "max-width:46em;margin:5px 0;padding:8px 14px;border-radius:4px;font-size:max(1em,14px);line-height:1.5"
    )


@dataclass(frozen=True)
class Feedback:
    """What we say to an answer.

    tries: how often the question was tried before, which decides how clear the hint is. kept: was it added to the
    learner's progress? If not we say so: points that are gone tomorrow are worse than a warning today. solution: may the
    worked solution be opened by now?
    """

    verdict: Verdict
    tries: int = 0
    kept: bool = True
    solution: bool = False

    @property
    def key(self) -> str:
        """The question’s key, such as “m06.centre_line”."""
        return self.verdict.key

    @property
    def state(self) -> State:
        """What the answer was found to be: right, note, mistake, unread, blank or broken (see `Verdict`)."""
        return self.verdict.state

    @property
    def message(self) -> str:
        """The verdict in words to the learner, without hint, rule set or what to read again."""
        return self.verdict.message

    @property
    def score(self) -> float:
        """Points earned, from 0 to `points`."""
        return self.verdict.score

    @property
    def points(self) -> int:
        """The most points that the question can bring; 0 where none are given."""
        return self.verdict.points

    @property
    def mistake(self) -> str | None:
        """Name of the known mistake, or of the problem in reading the answer; None where there is neither."""
        return self.verdict.mistake

    @property
    def reread(self) -> str | None:
        """Heading of the part of the lesson to go back to, or None."""
        return self.verdict.reread

    @property
    def hint(self) -> str | None:
        """The rung of the ladder that is due: what to look at, then the formula, then a worked step."""
        hints = self.verdict.hints
        return hints[min(self.tries, len(hints) - 1)] if hints else None

    @property
    def worked_step(self) -> str | None:
        """A step worked on other data: from the third try on, where the hint is not that step already."""
        step = self.verdict.worked_step
        return step if self.tries + 1 >= TRIES_FOR_STEP and step != self.hint else None

    @property
    def heading(self) -> str:
        """The first line: sign and word for the state, and points where there are any (“✓ Right · 2 of 2 points”)."""
        sign, word, *_ = LOOKS[self.state]
        if not self.points:
            return f"{sign} {word}"
        return f"{sign} {word} · {self.score:g} of {self.points} point{'s' if self.points != 1 else ''}"

    @property
    def paragraphs(self) -> list[str]:
        """Message, hint, worked step, rule set, and what to read again; first of all, if the answer could not be kept."""
        parts = [self.message] if self.kept else [NOT_KEPT, self.message]
        if self.hint:
            parts.append(f"{HINT}{self.hint}")
        if self.worked_step:
            parts.append(f"{STEP}{self.worked_step}")
        if self.solution:
            parts.append(
                f'{SOLUTION}after {TRIES_FOR_SOLUTION} tries you may open it with worked_solution("{self.key}"). After '
                "that you can try again with new data."
            )
        if self.verdict.rules is not None:
            parts.append(f"Rule set: {self.verdict.rules}.")
        if self.reread and self.state != "right":
            parts.append(f"{REREAD}{in_words(self.reread)}.")
        return parts

    def __str__(self) -> str:
        return "\n".join([self.heading, *self.paragraphs])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        body = "".join(f'<p style="margin:6px 0 0">{html.escape(p)}</p>' for p in self.paragraphs)
        return (
            f'<div role="status" lang="en-GB" class="qilab-verdict" style="{card_style(self.state)}">'
            f"<strong>{html.escape(self.heading)}</strong>{body}</div>"
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}
