"""The answer form: a question's fields, a Check button, help, and the verdict, in the output of its check cell.

An answer that is checked here is written into the cell above, where the page can do that, so that what is handed in is
an ordinary notebook. Code of the learner's own in that cell counts more than the form, which says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qilab.learner import kept, ran
from qilab.learner.answering import judge, put_back_try, seed_of, signature_of
from qilab.learner.kept import Kept
from qilab.modules import bank
from qilab.modules.page_cells import QuestionCells
from qilab.panel.html import Html, bullets, join, paragraphs, save_link, tag, verdict
from qilab.panel.panel import GO_LIVE, Panel
from qilab.panel.parts import Button, Content, Paragraph, Part, RadioField, Row, stills
from qilab.panel.parts.asked import asked_html
from qilab.questions.answer import Answer
from qilab.questions.evaluate import read
from qilab.questions.feedback import HELP, Feedback
from qilab.questions.item import Item
from qilab.questions.kinds import ChoiceAnswer, Problem
from qilab.questions.kinds.reading import NOT_YET
from qilab.questions.verdict import Verdict

from .hints import ladder, next_step, tries_of
from .inputs import input_for
from .links import reread_link
from .page import EDITED, Refusal, refusal
from .source import holds_own_code, literal, written

CODE_COUNTS = (
    "The answer that you wrote in code counts. To answer in the form instead, press “Answer here instead”: your lines are "
    "kept, as a comment."
)
FORM_COUNTS = "This answer counts. It is kept with your progress, not in the cell above, and goes into the file that you hand in."
PRACTICE = "New data are in use: answer for those that you see now. This is practice; your answer to the course's own data is kept."
LONG_TABLE = 12  # rows: fewer are typed into a calculator as quickly
FILL_IN = "Fill in your answer first, then press Check."
NOT_CHECKED = "This is what you had typed. Press Check when it is ready."


class AnswerForm(Panel):
    """One question's form. `feedback` is what was said last.

    cells: the question's cells where it stands on a page of exercises; None for a question of a lesson.
    """

    sort = "form"
    keeps_up = True
    advice = f"To go on, {GO_LIVE}."

    def __init__(self, item: Item, cells: QuestionCells | None = None) -> None:
        self.item, self.cells = item, cells
        self.about = item.key
        self.watches = cells is not None
        self.field = "choice" if isinstance(item.kind, ChoiceAnswer) else "answer"
        self.input = input_for(item.kind, self._months())
        self.feedback: Feedback | None = None
        self._ready = False
        self._from_code = False
        self._own_code = False
        self._counted: Any = None  # what the record held before the try that this form counted last
        self._worked_step: str | None = None
        super().__init__("", self._form_parts())
        self._ready = True

    @property
    def seed(self) -> int | None:
        """The seed of the data that the question is about now; None for the course's own."""
        return seed_of(self.item)

    @property
    def place(self) -> str:
        """Where what is typed for these data is kept."""
        return kept.place(self.item.key, self.seed)

    def _months(self) -> tuple[Any, ...]:
        return ()

    def _form_parts(self) -> list[Part]:
        return [
            Paragraph(name="counts"),
            Content(name="table"),
            *self._question_parts(),
            Row(
                parts=(
                    self._check_button(),
                    Button(name="instead", label="Answer here instead"),
                    Button(name="hint", label="Hint"),
                )
            ),
            Content(name="verdict", live=True),
            Content(name="hints", polite=True),
        ]

    def _question_parts(self) -> list[Part]:
        if self.cells is not None:
            return self.input.parts(self.field, "Your answer")
        if isinstance(self.item.kind, ChoiceAnswer):
            shown = tuple((key, f"{key}) {words}") for key, words in self.item.kind.options.items())
            return [RadioField(name=self.field, label=self.item.ask, options=shown, question=True)]
        return [Paragraph(text=self.item.ask, question=True), *self.input.parts(self.field, "Your answer")]

    def _check_button(self) -> Button:
        # What is missing is said in words when Check is pressed: a button that then does nothing puzzles whoever has moved
        # to the first option by keyboard and takes it for chosen.
        alone = self.cells is None and isinstance(self.item.kind, ChoiceAnswer)
        words = "Check my choice" if alone else "Check my answer"
        return Button(name="check", label=words, main=True)

    @property
    def options(self) -> Mapping[str, str]:
        """The options of the question, key → words; {} where it has none."""
        return getattr(self.item.kind, "options", {})

    # ------------------------------------------------------------ at the start

    def begin(self, given: Any = None, refused: Refusal | None = None) -> Feedback:
        """Fill the form with the answer in the cell or, without one, with what was kept; and say what it is."""
        before = kept.get(self.place)
        value = read(self.item, given)
        run = ran.last_run(self.cells.name, self.cells.answer_id) if self.cells else None
        self._own_code = bool(run and self.cells and holds_own_code(run.source, self.cells))
        self.say(table=self._table_link())
        if refused is not None:
            self._fill(before.values)
            feedback = self._refuse(refused)
        elif self._is_answered(value):
            feedback = self._begin_with_code(given, value, before)
        else:
            feedback = self._begin_with_form(before)
        self._switch()
        return feedback

    def _table_link(self) -> Html | str:
        """A link that saves a long table of an exercise for a spreadsheet, in the form of its first question."""
        exercise = bank.exercise_of(self.item) if self.cells else None
        if exercise is None or self.item is not exercise.items[0]:
            return ""
        table = exercise.data(self.seed)
        if len(table) < LONG_TABLE:
            return ""
        # With this encoding Excel reads “£” and “p′” as they are.
        whole = table.to_csv(index=False).encode("utf-8-sig")
        name = f"{exercise.code.replace('.', '_')}.csv"
        return tag("p", save_link("Save the table for a spreadsheet (CSV)", name, "text/csv", whole))

    def _is_answered(self, value: Any) -> bool:
        """Does the cell hold an answer to the data in use, and not only one that was given to the course's own?"""
        if isinstance(value, Problem):
            return value.name != NOT_YET.name
        new = self.seed is not None and not self._own_code
        return not (new and signature_of(value) == kept.get(self.item.key).judged)

    def _begin_with_code(self, given: Any, value: Any, before: Kept) -> Feedback:
        self._from_code = True
        unchecked = before.values and not before.checked
        if unchecked and not self._own_code:
            self._fill(before.values)
        elif not isinstance(value, Problem):
            self._fill(self.input.fill(self.field, value.value, value.unit))
        return self._judge(given)

    def _begin_with_form(self, before: Kept) -> Feedback:
        self._fill(before.values)
        typed = self.input.value(self.field, self.values) if before.values else None
        if before.checked and typed is not None and not isinstance(typed, Problem):
            self._give(typed)
            if self.cells is not None:
                self.say(counts=FORM_COUNTS if self.seed is None else PRACTICE)
            return self._judge(typed)
        words = NOT_CHECKED if before.values else self._invitation()
        return self._say("blank", words) if words else Feedback(self._verdict("blank", ""))

    def _invitation(self) -> str:
        if self.cells is None:
            return ""
        return "Answer here, then press Check." if self.seed is None else PRACTICE

    def typed(self, values: Mapping[str, Any]) -> Any:
        """What these values of the fields come to: a plain value; None or a Problem where they come to none."""
        known = {name: field.clean(values.get(name)) for name, field in self._fields.items()}
        return self.input.value(self.field, known)

    # ------------------------------------------------------------ what the learner does

    def update(self, changed: set[str]) -> None:
        """Keep what is typed, and take the verdict away: it was about the answer before."""
        if not self._ready:
            return
        kept.put(self.place, values=dict(self.values), checked=False)
        self._from_code = False
        self.say(verdict="", counts="")

    def pressed(self, name: str) -> None:
        """Check the answer, open the next step of help, or take over from the code in the cell."""
        if name == "check":
            self._check()
        elif name == "hint":
            self._open_help()
        elif name == "instead":
            self._own_code = False
            self.say(verdict="", counts="")
        self._switch()

    def _check(self) -> None:
        value = self.input.value(self.field, self.values)
        if value is None:
            self._say("blank", FILL_IN)
            return
        if isinstance(value, Problem):
            self._say("unread", value.message)
            return
        self._from_code = False
        self._show_unit(value)
        feedback = self._judge(value)
        kept.put(self.place, values=dict(self.values), checked=True)
        # Practice on new data is not written down: what is handed in is about the course's own.
        if self.cells is not None and self.seed is None and feedback.state not in ("unread", "broken"):
            run = ran.last_run(self.cells.name, self.cells.answer_id)
            source = written(self.cells, value, run.source if run else "")
            self._give(value, source)
            self.write_cell(self.cells.answer_id, source, run=[self.cells.answer_id])

    def _show_unit(self, value: Any) -> None:
        """A unit that was typed behind the number is taken, and the menu shows so."""
        menu = f"{self.field}_unit"
        if isinstance(value, Answer) and value.unit and menu in self._fields and not self.values[menu]:
            self._fill(self.input.fill(self.field, value.value, value.unit))

    def _give(self, value: Any, source: str = "") -> None:
        """Let the answer's name have this value, as if its cell had run."""
        from IPython import get_ipython

        cells, shell = self.cells, get_ipython()
        if cells is None or shell is None or self.seed is not None:
            return
        shell.user_ns[cells.name] = value
        ran.note(cells.name, source or f"{cells.name} = {literal(value)}", cells.answer_id)

    def _open_help(self) -> None:
        opened = kept.get(self.item.key).hints
        steps = self._ladder()
        if opened < len(steps) and next_step(steps, opened, tries_of(self.item.key))[1]:
            kept.put(self.item.key, hints=opened + 1)

    # ------------------------------------------------------------ what the page says

    def written(self, ok: bool) -> None:
        """Say which one counts: the cell that was filled in, or the form where the page could not be written."""
        self.say(counts="" if ok else FORM_COUNTS)

    def cell_edited(self, edited: bool) -> None:
        """The cell above was changed since it ran: its verdict goes, and comes back when it has run again."""
        if edited and self._from_code:
            if self._counted is not None:
                put_back_try(self.item, self._counted)
                self._counted = None
            self._refuse(EDITED)
        elif not edited and self.feedback and self.feedback.mistake == EDITED.name:
            self._look_again()
        self._switch()

    def _look_again(self) -> None:
        from IPython import get_ipython

        shell, cells = get_ipython(), self.cells
        if shell is not None and cells is not None and cells.name in shell.user_ns:
            self._ready = False
            self.begin(shell.user_ns[cells.name], refusal(cells, self._code()))
            self._ready = True

    # ------------------------------------------------------------ inside

    def _judge(self, given: Any) -> Feedback:
        """Read, evaluate, count as a try unless the same answer was looked at last, and show."""
        feedback, self._counted = judge(self.item, given)
        self._worked_step = getattr(feedback.verdict, "worked_step", None) or self._worked_step
        self._show(feedback)
        return feedback

    def _refuse(self, refused: Refusal) -> Feedback:
        return self._say("unrun", refused.message, refused.name)

    def _say(self, state: Any, words: str, name: str | None = None) -> Feedback:
        feedback = Feedback(self._verdict(state, words, name))
        self._show(feedback)
        return feedback

    def _verdict(self, state: Any, words: str, name: str | None = None) -> Verdict:
        return Verdict(self.item.key, state, words, 0, self.item.points, mistake=name)

    def _show(self, feedback: Feedback) -> None:
        self.feedback = feedback
        self.say(verdict=card(feedback, self.item))

    def _fill(self, values: Any) -> None:
        """Put values into the fields without taking it for the learner's doing."""
        ready, self._ready = self._ready, False
        self.values = {**self.values, **{k: v for k, v in values.items() if k in self._fields}}
        self._ready = ready

    def _ladder(self) -> list[Any]:
        return ladder(self.item, self._worked_step, self.cells.worked if self.cells else "")

    def _switch(self) -> None:
        """What can be pressed and filled in now, and the help that is open."""
        for name in self._fields:
            self.switch(name, disabled=self._own_code)
        self.switch("check", hidden=self._own_code)
        self.switch("instead", hidden=not self._own_code)
        if self._own_code:
            self.say(counts=CODE_COUNTS)
        steps, opened = self._ladder(), kept.get(self.item.key).hints
        words, can = next_step(steps, opened, tries_of(self.item.key))
        self.switch("hint", label=words or "Hint", hidden=not words, disabled=not can)
        self.say(hints=join(_help(step) for step in steps[:opened]))

    def _code(self) -> str:
        exercise = bank.exercise_of(self.item)
        return exercise.code if exercise else ""

    def body_of_form(self) -> Html:
        """The form without its controls: what stands in its fields, the verdict, and the help that is open."""
        return stills(self._parts, self.now)

    def printed(self) -> Html:
        """On paper a question of a lesson stands with its options; one of an exercise has its words above already."""
        if self.cells is not None:
            return Html()
        listed = (
            bullets(*(join(tag("b", f"{k})"), f" {w}") for k, w in self.options.items()))
            if self.options
            else None
        )
        return tag("div", tag("p", asked_html(self.item.ask)), listed, class_="ask")

    def __str__(self) -> str:
        if self.cells is not None:
            return str(self.feedback) if self.feedback else self.item.ask
        lines = [self.item.ask, *(f"  {k}) {v}" for k, v in self.options.items())]
        example = f'"{next(iter(self.options))}"' if self.options else "…"
        lines.append(f'To answer: check("{self.item.key}", {example})')
        return "\n".join(lines)


def card(feedback: Feedback, item: Item) -> Html:
    """The verdict as a card: its words, the rule set, and a link to what to read again. Help is behind its button."""
    if not feedback.message:
        return Html()
    words: list[Any] = [part for part in feedback.paragraphs if not part.startswith(HELP)]
    if feedback.reread and feedback.state != "right":
        words.append(join("To read again: ", reread_link(item, feedback.reread)))
    return verdict(feedback.state, feedback.heading, *words)


def _help(step: Any) -> Html:
    return tag(
        "div", tag("strong", step.heading), paragraphs(*step.words.split("\n")), class_="qilab-help-step"
    )
