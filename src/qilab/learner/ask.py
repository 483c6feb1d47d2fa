"""`ask(...)`: a question with its options to click, for those who would rather not type code."""

from __future__ import annotations

from collections.abc import Mapping

from qilab.modules import bank
from qilab.panel.html import Html, bullets, join, tag, verdict
from qilab.panel.panel import Panel
from qilab.panel.parts import Button, Content, RadioField
from qilab.questions.item import Item
from qilab.questions.kinds import ChoiceAnswer

from .check import answer_to


def ask(key: str) -> QuestionPanel:
    """Show a question of the lesson with its options and a Check button, and answer the choice.

    Where no widgets are shown (a printed page, a marker's run) the question and its options stand as
    text, with the line that answers it. ValueError if the question has no options.

    >>> print(ask("start.try_it"))
    A ward had 5 falls last month and 7 this month. What do you know now?
      a) Care on the ward got worse
      b) Not much yet: two months always differ
      c) Somebody made a mistake
    To answer: check("start.try_it", "a")
    """
    item = bank.find(key)
    if not isinstance(item.kind, ChoiceAnswer):
        raise ValueError(f'{key} is not a question with options. Use check("{key}", …).')
    return QuestionPanel(item, item.kind.options)


class QuestionPanel(Panel):
    """The question, its options, a Check button and room for the verdict."""

    sort = "question"
    advice = "To choose by clicking, run this cell again."

    def __init__(self, item: Item, options: Mapping[str, str]) -> None:
        self.item, self.options = item, options
        lettered = tuple((letter, f"{letter}) {words}") for letter, words in options.items())
        super().__init__(
            "",
            [
                RadioField(name="choice", label=item.ask, options=lettered, question=True),
                Button(name="check", label="Check my choice", main=True, needs=("choice",)),
                Content(name="verdict", live=True),
            ],
        )

    def update(self, changed: set[str]) -> None:
        """Clear the feedback when another option is chosen."""
        self.say(verdict="")  # it was about the choice before

    def pressed(self, name: str) -> None:
        """Check the chosen option, count the try in the progress file, and show the feedback."""
        feedback = answer_to(self.item, self.values["choice"])
        self.say(verdict=verdict(feedback.state, feedback.heading, *feedback.paragraphs))

    def printed(self) -> Html:
        """The question and its options, to read aloud or to tick with a pencil."""
        listed = bullets(*(join(tag("b", f"{k})"), f" {words}") for k, words in self.options.items()))
        return tag("div", tag("p", tag("strong", self.item.ask)), listed, class_="ask")

    def __str__(self) -> str:
        lines = [self.item.ask, *(f"  {k}) {v}" for k, v in self.options.items())]
        lines.append(f'To answer: check("{self.item.key}", "a")')
        return "\n".join(lines)
