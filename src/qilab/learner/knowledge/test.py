"""The knowledge test in a notebook: fifteen questions and eight ratings, all answered by clicking."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pandas as pd

from qilab.charts.table import table_html
from qilab.learner import progress
from qilab.modules import addresses, settings
from qilab.modules.catalogue import catalogue
from qilab.panel.html import Html, join, paragraphs, save_link, tag
from qilab.panel.panel import Panel
from qilab.panel.parts import Button, ChoiceField, Content, Heading, Paragraph, Part, RadioField

from .files import dump
from .forms import FORMS, UNSURE, Question, forms
from .gain import TEST_FILE, gain_in_words
from .stem import shown, stem

SKILLS = {
    skill: words for module in addresses() for skill, words in settings(module).get("skills", {}).items()
}
_RATINGS = (
    ("", "choose"),
    ("0", "0, not sure at all"),
    *((str(i), str(i)) for i in range(1, 10)),
    ("10", "10, fully sure"),
)
_TITLES = {"before": "Before the course", "after": "After the course"}


def knowledge_test(when: str, *, again: bool = False) -> KnowledgeTest | TakenTest:
    """Show the knowledge test “before” or “after” the course. `again` takes it anew, in place of the old result.

    Nothing is kept before it is handed in. ValueError for any other `when`.

    >>> print(str(knowledge_test("before")).splitlines()[0])
    Knowledge test, before the course (form ...). On paper:
    """
    if when not in progress.TESTS:
        raise ValueError('Write knowledge_test("before") or knowledge_test("after").')
    return TakenTest(when) if not again and when in progress.read_tests() else KnowledgeTest(when)


def knowledge_gain() -> GainPanel:
    """What you gained between the two tests, in sentences, and a link to save the result for your facilitator.

    >>> print(knowledge_gain())
    The test before and the test after the course are still to come. ...
    """
    return GainPanel()


class GainPanel(Panel):
    """The result of the tests that are taken."""

    sort = "gain"
    advice = ""

    def __init__(self) -> None:
        super().__init__("", [Content(html=result_of(progress.read_tests()))])


class TakenTest(Panel):
    """A test that is taken is not taken over by accident: how to take it anew, and what is kept."""

    sort = "test"
    advice = ""

    def __init__(self, when: str) -> None:
        words = "This test is taken, and its result is kept. To take it anew in place of the old result, run "
        line = tag("code", f'knowledge_test("{when}", again=True)')
        super().__init__("", [Content(html=tag("p", words, line, "."))])


class KnowledgeTest(Panel):
    """One test: nothing is kept before it is handed in."""

    sort = "test"
    advice = "To take the test by clicking, run its cell."

    def __init__(self, when: str) -> None:
        self.when = when
        self.form = _form_for(when)
        self.questions: tuple[Question, ...] = forms()[self.form]
        super().__init__(f"{_TITLES[when]}: fifteen questions", list(self._all_parts()))

    def _all_parts(self) -> Iterator[Part]:
        for number, question in enumerate(self.questions, 1):
            yield Heading(text=f"Question {number} of {len(self.questions)}", level=4)
            yield Content(html=stem(question))
            options = tuple((words, words) for words in (*question.options, UNSURE))
            label = f"{question.item.ask} Choose one."
            yield RadioField(name=f"question{number}", label=label, options=options, question=True)
        now = "today" if self.when == "after" else "now"
        yield Heading(text=f"How sure are you {now}, from 0 to 10, that you can …")
        yield from _ratings("sure")
        if self.when == "after":
            yield Heading(text="And looking back: how sure were you really, before the course?")
            yield Paragraph(text="Now you know what there is to know. Rate your “then” once more.")
            yield from _ratings("then")
        yield Button(name="hand_in", label="Hand in", main=True)
        yield Content(name="message", live=True)

    @property
    def choices(self) -> list[str | None]:
        """What is chosen, question by question; None where nothing is."""
        return [self.values[f"question{number}"] for number in range(1, len(self.questions) + 1)]

    def ratings(self, which: str) -> dict[str, int | None]:
        """Skill → rating from 0 to 10, of “sure” or, looking back, of “then”; {} where that is not asked."""
        names = [(skill, f"{which}{i}") for i, skill in enumerate(SKILLS)]
        given = {skill: self.values[name] for skill, name in names if name in self.values}
        return {skill: int(value) if value else None for skill, value in given.items()}

    def pressed(self, name: str) -> None:
        """Hand the test in: say what is still open, or keep the result in the progress file, lock the page
        and show the result.
        """
        lacking = self._open()
        if lacking:
            self.say(message=tag("p", " ".join(lacking)))
            return
        taken = {
            "form": self.form,
            "right": {q.key: c == q.right for q, c in zip(self.questions, self.choices, strict=True)},
            "confidence": self.ratings("sure"),
            "then": self.ratings("then"),
        }
        kept = progress.record_test(self.when, taken)
        for part in ("hand_in", *self.values):
            self.switch(part, disabled=True)
        note = "This folder cannot be written to, so the result is not kept. Save it with the link now."
        result = result_of({**progress.read_tests(), self.when: taken})
        thanks = tag("p", tag("strong", "Thank you."))
        self.say(message=join(thanks, None if kept else tag("p", note), result))

    def _open(self) -> list[str]:
        """What is still open, in sentences; [] if nothing is."""
        numbers = [str(i) for i, choice in enumerate(self.choices, 1) if choice is None]
        unrated = [*self.ratings("sure").values(), *self.ratings("then").values()].count(None)
        sentences = []
        if numbers:
            sentences.append(f"Still open: {_list(numbers)}. If you cannot tell, choose “{UNSURE}”.")
        if unrated:
            sentences.append(f"{unrated} of the ratings {'is' if unrated == 1 else 'are'} still open.")
        return sentences

    def __str__(self) -> str:
        lines = [f"Knowledge test, {_TITLES[self.when].lower()} (form {self.form}). On paper:"]
        for number, question in enumerate(self.questions, 1):
            lines += ["", f"{number}. {question.item.ask}", shown(question.data).to_string(index=False)]
            lines += [f"  [ ] {words}" for words in (*question.options, UNSURE)]
        return "\n".join(lines)


def _ratings(which: str) -> Iterator[Part]:
    # The words are the field's own label, so that a screen reader says them with it.
    for i, words in enumerate(SKILLS.values()):
        yield ChoiceField(name=f"{which}{i}", label=f"… {words}", options=_RATINGS, start="")


def _form_for(when: str) -> str:
    """The form that the other test did not use; by the toss of a coin if there was none.

    So half of a group meets form A first, and a form that happens to be harder is no gain and no loss.
    """
    tests = progress.read_tests()
    other = tests.get("after" if when == "before" else "before")
    if other is not None:
        return FORMS[1 - FORMS.index(other["form"])]
    return tests[when]["form"] if when in tests else secrets.choice(FORMS)


def result_of(tests: dict[str, dict[str, Any]]) -> Html:
    """The tests that are taken in sentences and, after both, module by module, with a link to save them."""
    parts = [paragraphs(*gain_in_words(tests))]
    if "after" in tests and "before" in tests:
        parts.append(Html(table_html(_by_module(tests), "Right answers, module by module")))
    if tests:
        words = f"Save my test results for the facilitator ({TEST_FILE})"
        link = save_link(words, TEST_FILE, "application/json", dump(tests))
        note = ". The file holds no name and no answers, only right or not, and your ratings."
        parts.append(tag("p", link, note))
    return join(parts)


def _by_module(tests: dict[str, dict[str, Any]]) -> pd.DataFrame:
    rows = []
    for address, entry in catalogue().items():
        prefix = address.partition("_")[0] + "."
        cells = [[v for k, v in tests[w]["right"].items() if k.startswith(prefix)] for w in progress.TESTS]
        if any(cells):
            rows.append([entry.name, *(f"{sum(c)} of {len(c)}" for c in cells)])
    return pd.DataFrame(rows, columns=["Module", "Before", "After"])


def _list(words: list[str]) -> str:
    return "question " + words[0] if len(words) == 1 else f"questions {', '.join(words[:-1])} and {words[-1]}"
