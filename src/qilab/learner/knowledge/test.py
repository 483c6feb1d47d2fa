"""The knowledge test in a notebook: choose a track, click the answers, hand in, see what was right and why.

In a room the facilitator says which form to take; elsewhere it is chosen at random. On a shared computer the next person
begins with a press, and the record of the one before is put aside under a number.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from qilab.learner import people, progress
from qilab.learner.looked import look_again, looked
from qilab.modules import addresses, settings, tracks
from qilab.panel.html import Html, join, tag
from qilab.panel.panel import GO_LIVE, Panel
from qilab.panel.parts import Button, ChoiceField, Content, Heading, Paragraph, Part, RadioField

from . import draft
from .forms import LETTERS, TrackTest, find, newest, offered
from .gain import gain_in_words
from .questions import UNSURE, Version
from .review import result_of, review_of
from .stem import describe, numbers_of, stem, table_of

SKILLS = {
    skill: words for module in addresses() for skill, words in settings(module).get("skills", {}).items()
}
_RATINGS = (
    ("", "choose"),
    ("0", "0, not sure at all"),
    *((str(i), str(i)) for i in range(1, 10)),
    ("10", "10, fully sure"),
)
_FORMS = (
    ("", "Nobody has told me: choose one for me at random"),
    *((letter, f"My facilitator told me: form {letter}") for letter in LETTERS),
)
_TITLES = {"before": "Before the course", "after": "After the course"}


def knowledge_test(when: str, track: str | None = None, *, again: bool = False) -> KnowledgeTest:
    """Show the knowledge test “before” or “after” the course.

    track: “front-line”, “analyst” or “leader”; None asks for it, or takes that of the other test. A test that was begun
    goes on where it was left; nothing counts before it is handed in. `again` takes a test anew that was handed in, in
    place of the old result. ValueError for any other `when` or track.

    >>> print(str(knowledge_test("before", "leader")).splitlines()[0])
    Knowledge test, before the course. Track: Leader, version ..., form ... On paper:
    """
    if when not in progress.TESTS:
        raise ValueError('Write knowledge_test("before") or knowledge_test("after").')
    if track is not None:
        newest(track)  # refuses a track that has no test, by naming those that have
    return KnowledgeTest(when, track, again)


def knowledge_gain() -> GainPanel:
    """What you gained between the two tests, in sentences, and a link to save the result for your facilitator.

    >>> print(knowledge_gain())
    The test before and the test after the course are still to come. ...
    """
    return GainPanel()


class GainPanel(Panel):
    """The result of the tests that are taken."""

    sort = "gain"
    advice = f"This is an earlier result. To bring it up to date, {GO_LIVE}."

    def __init__(self) -> None:
        super().__init__("", [Content(name="result"), *look_again()])

    def update(self, changed: set[str]) -> None:
        """Show the result as the record has it now."""
        self.say(result=result_of(progress.read_tests()))

    def pressed(self, name: str) -> None:
        """Show the result anew: the one button is “Look again”."""
        self.update(set())
        self.say(looked=looked(gain_in_words(progress.read_tests())[0]))

    def __str__(self) -> str:
        return "\n".join(gain_in_words(progress.read_tests()))


class KnowledgeTest(Panel):
    """One test: choosing a track, answering, and the result. What is chosen is kept until it is handed in."""

    sort = "test"
    advice = f"To take the test by clicking, {GO_LIVE}."

    def __init__(self, when: str, track: str | None = None, again: bool = False) -> None:
        self.when = when
        self.test: TrackTest | None = None
        self.form = ""
        self._loading = True
        super().__init__(*self._first(track, again))
        self._loading = False
        if self.test is not None:
            self._go_on()

    # ------------------------------------------------------------ what is shown first

    def _first(self, track: str | None, again: bool) -> tuple[str, list[Part]]:
        """Heading and parts: the test in hand, the result of one that was handed in, or what is to be begun."""
        in_hand = draft.read(self.when)
        test = find(in_hand["track"], in_hand["version"]) if in_hand else None
        if in_hand and test is not None and track in (None, test.track):
            return self._asking(test, in_hand["form"])
        if self.when in progress.read_tests() and not again:
            return self._taken()
        return self._begun(track) if track or self._other() else self._choosing()

    def _begun(self, track: str | None, told: str = "") -> tuple[str, list[Part]]:
        """A fresh test: that of the other test and its other form; else the form that the room was told, or one by the
        toss of a coin.

        By the coin half of a group meets form A first, and a form that happens to be harder is no gain and no loss.
        """
        other = self._other()
        same = find(other.get("track"), other.get("version")) if other else None
        if other and same is not None and track in (None, same.track):
            return self._asking(same, next(letter for letter in LETTERS if letter != other["form"]))
        return self._asking(newest(track), told or secrets.choice(LETTERS)) if track else self._choosing()

    def _other(self) -> dict[str, Any] | None:
        """The other test, where it was handed in."""
        return progress.read_tests().get("after" if self.when == "before" else "before")

    def _choosing(self) -> tuple[str, list[Part]]:
        self.test, self.form = None, ""
        options = tuple((name, f"{tracks()[name]['title']}: {tracks()[name]['who']}") for name in offered())
        away = people.away()
        return _TITLES[self.when], [
            RadioField(
                name="track",
                label="Which way will you take through the course?",
                options=options,
                question=True,
            ),
            ChoiceField(name="told", label="Which form of the test?", options=_FORMS, start=""),
            Button(name="begin", label="Show the questions", main=True, needs=("track",)),
            *(_coming_back(away) if away else ()),
            *(_shared() if progress.read() else ()),
            Content(name="message", live=True),
        ]

    def _taken(self) -> tuple[str, list[Part]]:
        self.test, self.form = None, ""
        taken = progress.read_tests()
        return f"{_TITLES[self.when]}: handed in", [
            Content(html=join(review_of(taken[self.when]), result_of(taken))),
            Paragraph(text="You may take this test again. Then the new result will count."),
            Button(name="again", label="Take it again myself"),
            *_shared(),
            *(_coming_back(people.away()) if people.away() else ()),
            Content(name="message", live=True),
        ]

    def _asking(self, test: TrackTest, form: str) -> tuple[str, list[Part]]:
        self.test, self.form = test, form
        return f"{_TITLES[self.when]}: {len(test.questions)} questions", list(self._questions(test, form))

    def _questions(self, test: TrackTest, form: str) -> Iterator[Part]:
        note = "What you choose is kept on this computer until you hand in, so you can stop and come back."
        yield Paragraph(text=f"Track: {test.title}, version {test.version}, form {form}. {note}")
        for number, question in enumerate(test.questions, 1):
            version = question.versions[form]
            yield Heading(text=f"Question {number} of {len(test.questions)}", level=4)
            yield Content(html=stem(version))
            options = tuple((words, words) for words in (*version.options, UNSURE))
            yield RadioField(name=f"question{number}", label=version.ask, options=options, question=True)
        now = "today" if self.when == "after" else "now"
        yield Heading(text=f"How sure are you {now}, from 0 to 10, that you can …")
        yield from _ratings(test, "sure")
        if self.when == "after":
            yield Heading(text="Looking back, how sure were you really, before the course?")
            yield Paragraph(
                text="By now you know how much there is to know. How sure were you really, at the time?"
            )
            yield from _ratings(test, "then")
        yield Button(name="hand_in", label="Hand in", main=True)
        yield Content(name="message", live=True)
        yield from _shared()
        yield Content(name="moved", live=True)

    # ------------------------------------------------------------ what is chosen

    def _go_on(self) -> None:
        """Put back what was chosen before, and keep the form that was drawn."""
        in_hand = draft.read(self.when)
        if in_hand is not None and find(in_hand["track"], in_hand["version"]) is self.test:
            self.set(**{name: value for name, value in in_hand["values"].items() if name in self.values})
        self._keep()

    def update(self, changed: set[str]) -> None:
        """Keep what is chosen."""
        if not self._loading and self.test is not None and changed:
            self._keep()

    def _keep(self) -> None:
        assert self.test is not None
        chosen = {name: value for name, value in self.values.items() if value}
        body = {"track": self.test.track, "version": self.test.version, "form": self.form, "values": chosen}
        draft.keep(self.when, body)

    @property
    def choices(self) -> list[str | None]:
        """What is chosen, question by question; None where nothing is."""
        asked = self.test.questions if self.test else ()
        return [self.values[f"question{number}"] for number in range(1, len(asked) + 1)]

    def ratings(self, which: str) -> dict[str, int | None]:
        """Skill → rating from 0 to 10, of “sure” or, looking back, of “then”; {} where that is not asked."""
        names = [(skill, f"{which}{i}") for i, skill in enumerate(self.test.skills if self.test else ())]
        given = {skill: self.values[name] for skill, name in names if name in self.values}
        return {skill: int(value) if value else None for skill, value in given.items()}

    # ------------------------------------------------------------ what is pressed

    def pressed(self, name: str) -> None:
        """Begin the track that was chosen, take a test anew, hand it in, or let another person sit down."""
        if name == "hand_in":
            self._hand_in()
        elif name == "somebody_else":
            self._make_way()
        elif name == "come_back":
            self._make_way(int(self.values["number"]))
        elif name == "begin":
            self._show(*self._begun(self.values["track"], self.values["told"]))
        else:
            self._show(*self._begun(None))

    def _show(self, heading: str, parts: list[Part]) -> None:
        """Other parts on the page, with what was chosen in them before."""
        self._loading = True
        self.rebuild(heading, parts)
        self._loading = False
        if self.test is not None:
            self._go_on()

    def _make_way(self, number: int | None = None) -> None:
        """Put the record that is here aside, for somebody new or for the person with this number; say where it lies."""
        here = people.number_here()
        try:
            aside = people.begin_anew() if number is None else people.take_up(number)
        except (OSError, ValueError):
            words = "The record could not be put aside, so nothing was changed. Please use another computer."
            self.say(**{"moved" if self.test else "message": tag("p", words)})
            return
        self._show(*self._first(None, again=False))
        said = (
            []
            if aside is None
            else [f"The last person’s record is safe: it is kept as {aside}, for person {here}."]
        )
        said += [f"Welcome back, person {number}."] if number else ["Welcome. A new record begins here."]
        self.say(**{"moved" if self.test else "message": tag("p", " ".join(said))})

    def _hand_in(self) -> None:
        """Say what is still open; or keep the result in the progress file, lock the page and show the result."""
        assert self.test is not None
        lacking = self._open()
        if lacking:
            self.say(message=tag("p", " ".join(lacking)))
            return
        answers = zip(self.test.questions, self.choices, strict=True)
        taken = {
            "track": self.test.track,
            "version": self.test.version,
            "form": self.form,
            "right": {q.key: chosen == q.versions[self.form].right for q, chosen in answers},
            "confidence": self.ratings("sure"),
            "then": self.ratings("then"),
        }
        replaced = progress.keep_a_copy() if self.when in progress.read_tests() else None
        kept = progress.record_test(self.when, taken)
        if kept:
            draft.drop(self.when)
        for part in ("hand_in", *self.values):
            self.switch(part, disabled=True)
        note = (
            "This folder cannot be written to, so your result is not kept there. Save it now with the link."
        )
        result = result_of({**progress.read_tests(), self.when: taken})
        copied = f"The record with your earlier result is also kept, as {replaced}." if replaced else None
        thanks = tag("p", tag("strong", "Thank you."), f" {copied}" if copied else "")
        self.say(message=join(thanks, None if kept else tag("p", note), review_of(taken), result))

    def _open(self) -> list[str]:
        """What is still open, in sentences; [] if nothing is."""
        numbers = [str(i) for i, choice in enumerate(self.choices, 1) if choice is None]
        unrated = [*self.ratings("sure").values(), *self.ratings("then").values()].count(None)
        sentences = []
        if numbers:
            sentences.append(f"Still open: {_list(numbers)}. If you do not know, choose “{UNSURE}”.")
        if unrated:
            sentences.append(f"{unrated} of the ratings {'is' if unrated == 1 else 'are'} still open.")
        return sentences

    def printed(self) -> Html:
        """On a page that has no kernel behind it: what this is, without a form that nobody drew."""
        words = f"{_TITLES[self.when]}: open the notebook to take the test, or ask your facilitator for the paper forms."
        return tag("p", words)

    def __str__(self) -> str:
        if self.test is None:
            return super().__str__()
        title = f"Knowledge test, {_TITLES[self.when].lower()}"
        lines = [
            f"{title}. Track: {self.test.title}, version {self.test.version}, form {self.form}. On paper:"
        ]
        for number, question in enumerate(self.test.questions, 1):
            version = question.versions[self.form]
            lines += ["", f"{number}. {version.story}", *_on_paper(version), version.ask]
            lines += [f"  [ ] {words}" for words in (*version.options, UNSURE)]
        return "\n".join(lines)


def _shared() -> tuple[Part, ...]:
    """What becomes of the record that is here when somebody else begins, and the button for it."""
    number = people.number_here()
    words = (
        f"If somebody else wants to begin on this computer, press the button. Your record stays here, as "
        f"{people.record_of(number).name}. You are person {number}: remember that number, because it brings you back to your "
        "record for the second test."
    )
    return (
        Heading(text="Is this computer shared?", level=4),
        Paragraph(text=words),
        Button(name="somebody_else", label="Let somebody else start"),
    )


def _coming_back(away: list[int]) -> tuple[Part, ...]:
    """For those whose record is put aside: their number, and a button."""
    numbers = tuple((str(number), f"person {number}") for number in away)
    return (
        Heading(text="Were you here before?", level=4),
        ChoiceField(
            name="number", label="My number on this computer", options=(("", "choose"), *numbers), start=""
        ),
        Button(name="come_back", label="Carry on with my record", needs=("number",)),
    )


def _on_paper(version: Version) -> Iterator[str]:
    table = table_of(version)
    if table is not None:
        yield table.to_string(index=False)
    if version.chart is not None:
        yield describe(version.chart)
        yield numbers_of(version.chart)


def _ratings(test: TrackTest, which: str) -> Iterator[Part]:
    # The words are the field's own label, so that a screen reader says them with it.
    for i, words in enumerate(test.skills.values()):
        yield ChoiceField(name=f"{which}{i}", label=f"… {words}", options=_RATINGS, start="")


def _list(words: list[str]) -> str:
    return "question " + words[0] if len(words) == 1 else f"questions {', '.join(words[:-1])} and {words[-1]}"
