"""`chart_own_data()`: charts of one's own figures on a page that stores none of them."""

from __future__ import annotations

import datetime as dt
import gc
import re
from typing import Any

from qilab.panel.files import FilesPanel
from qilab.panel.html import Html, tag, verdict
from qilab.panel.panel import GO_LIVE
from qilab.panel.typeset import NoPdfError

from ..asking import Asked, Question, Refused
from ..board.contents import MOST, Board, board_of
from ..board.plain import plain, title_of
from ..board.title import title_of_all
from ..measure import Measure
from ..read import read
from ..reading.dates import meanings
from ..safety.notes import PERSON_IN
from ..safety.typed import signs_in_typed
from ..source import Source, too_large
from . import checklist, steps
from .cards import cards_of
from .downloads import made_file
from .edition import FILES, can_draw, can_make
from .questions import answers_from
from .shown_back import refusal, what_was_read

_NOTE_LINE = re.compile(r"^((?:\d{1,2}\s+)?[^\s:,]+(?:\s+\d{4})?)[\s:,–-]+(.*\S)$")


def chart_own_data() -> OwnDataPage:
    """Show the page for figures of your own: paste or choose a file, answer what is asked, look, take the charts with you.

    Everything stays in memory. Nothing of it goes into the notebook, onto a disk or to a network; files are saved only where
    you press for them.

    >>> print(chart_own_data())
    None of your own figures are kept here. ...
    """
    return OwnDataPage()


class OwnDataPage(FilesPanel):
    """The page, a step at a time: give, ask, confirm, charts. A refusal may come in between."""

    sort = "own"
    kept_words = f"None of your own figures are kept here. To chart some, {GO_LIVE}."
    advice = ""

    def __init__(self) -> None:
        self._empty()
        self._step = "give"
        self._ticked: list[str] = []
        super().__init__(steps.HEADINGS["give"], steps.give())

    # ------------------------------------------------------------ what is in memory

    def _empty(self) -> None:
        """Let go of everything that was read or answered."""
        self._source: Source | None = None
        self._answers: dict[str, Any] = {}
        self._before: dict[str, Any] = {}  # answers of an earlier round, to be filled in again
        self._questions: tuple[Question, ...] = ()
        self._measures: list[Measure] = []
        self._board: Board | None = None
        self._title = ""  # as it was looked through

    def forget(self) -> None:
        """Let go of all figures, answers and charts, and begin anew."""
        self._empty()
        self.forget_files()
        self._go_to(
            "give", steps.give(verdict("blank", "Forgotten. None of your figures are left on this page."))
        )
        gc.collect()  # tables hold on to each other; what is forgotten shall not wait in memory

    def printed(self) -> Html:
        """On a page that no Python is behind, what to open instead."""
        return tag(
            "p",
            "Your own figures can be charted only where the course is running, so open this page in QI Lab on your computer.",
        )

    # ------------------------------------------------------------ moves and presses

    def update(self, changed: set[str]) -> None:
        """Open what a tick allows."""
        if self._step == "give" and "before" in self.values:
            lacking = len(self.values["before"]) < len(checklist.BEFORE_READING)
            self.switch("file", disabled=lacking)
            self.say(lacking="Tick everything in the list first." if lacking else "")
        if self._step == "charts":
            if changed & {"who", "wanted", "chart", "rules"}:
                self._draw()
            self._open_files()

    def received_file(self, part: str, name: str, data: bytes) -> None:
        """Read what was chosen or pasted."""
        if self._step != "give" or len(self.values["before"]) < len(checklist.BEFORE_READING):
            return
        self._ticked, before = self.values["before"], self._before
        self._empty()
        self._before = before
        self._source = Source(name, data) if name else Source("pasted cells", data)
        self._look()

    def received_too_much(self, part: str, name: str) -> None:
        """Say what to do with a file that is too large."""
        self._refuse(Refused((too_large(name or "pasted cells"),)))

    def received_drawing(self, at: int, svg: str) -> None:
        """Keep the page's drawing where Python cannot draw."""
        if self._board is not None and 0 <= at < len(self._board.charts):
            self._board.charts[at].small.drawn_elsewhere(svg)

    def pressed(self, name: str) -> None:
        """Answer a button."""
        if name == "forget":
            self.forget()
        elif name == "go_on":
            self._answered()
        elif name == "change":
            self._before, self._answers = {**self._before, **self._answers}, {}
            self._look()
        elif name == "draw":
            self._show_charts()
        elif name == "redraw":
            self._draw_again()
        elif name.startswith("make_"):
            self._make(name.removeprefix("make_"))

    def _answer(self, content: dict[str, Any]) -> None:
        try:
            super()._answer(content)
        except Exception as problem:  # its own words may hold cells, and would go into the server's log
            before = {**self._before, **self._answers}
            self._empty()
            self.forget_files()
            self._before = before
            sorry = verdict(
                "broken",
                "We stumbled over something in these figures",
                f"It is not your fault ({type(problem).__name__}). Copy only the columns that you want to chart and paste them below. "
                "Your answers will be filled in again.",
            )
            self._go_to("give", steps.give(sorry, self._ticked))

    # ------------------------------------------------------------ the steps

    def _go_to(self, step: str, parts: list[Any]) -> None:
        self._step = step
        self.rebuild(steps.HEADINGS[step], parts)

    def _look(self) -> None:
        """Read with the answers so far, and go where that leads."""
        if self._source is None:
            self.forget()
            return
        found = read(self._source, self._answers)
        if isinstance(found, Asked):
            self._questions = found.questions
            self._go_to("ask", steps.ask(found.questions, found.seen, self._before))
        elif isinstance(found, Refused):
            self._refuse(found)
        else:
            self._questions, self._measures = (), found
            self._go_to("confirm", steps.confirm(what_was_read(found)))

    def _refuse(self, refused: Refused) -> None:
        """Say why; without an offer nothing of the file stays in memory."""
        if refused.offer is None:
            self._empty()
            self.forget_files()
            self._go_to("give", steps.give(refusal(refused), self._ticked))
        else:
            self._questions = (refused.offer,)
            self._go_to("refuse", steps.refuse(refused, refused.offer))

    def _answered(self) -> None:
        answers, lacking = answers_from(self._questions, self.values)
        if lacking:
            self.say(lacking=f"Still to be answered: {lacking[0]}")
            return
        offered = {choice.value for question in self._questions for choice in question.choices}
        signs = signs_in_typed(v for v in answers.values() if isinstance(v, str) and v not in offered)
        if signs:
            self.say(lacking=f"What you typed looks as if it holds {signs}. Leave that out.")
            return
        self._answers |= answers
        self._look()

    def _show_charts(self) -> None:
        many = (
            [(str(at), plain(title_of(m))) for at, m in enumerate(self._measures)]
            if len(self._measures) > MOST
            else []
        )
        kinds, names = {measure.kind for measure in self._measures}, list(self._names())
        target = self._measures[0].target if len(names) == 1 else None
        said = "" if target is None else f"{target:g}"
        self._go_to("charts", steps.charts(many, title_of_all(self._measures), kinds, names, said))

    def _names(self) -> dict[str, str]:
        """The names of the measures as they are shown, and as they are in the file."""
        return {plain(measure.name): measure.name for measure in self._measures}

    # ------------------------------------------------------------ charts

    def _draw(self) -> None:
        """Draw what is wanted, for whom it is wanted."""
        wanted = self.values.get("wanted")
        chosen = self._measures if wanted is None else [self._measures[int(at)] for at in wanted]
        outside = self.values.get("who") == steps.OTHERS
        try:
            self._board = board_of(
                chosen,
                self._title or title_of_all(chosen),
                dt.date.today(),
                leaves_team=outside,
                chart=self.values["chart"] or None,
                rules=self.values["rules"] or None,
            )
        except ValueError as problem:
            self._board = None
            self.empty_gallery()
            self.say(told=f"Not drawn: {plain(str(problem))}")
            return
        self.say(told="")
        self.show_gallery(*cards_of(self._board), send_back=not can_draw())

    def _draw_again(self) -> None:
        """Take target, changes, notes and title into account; what was drawn stays where one of them cannot be read."""
        given = {name: self.values[name].strip() for name in ("title", "target", "phases", "notes")}
        made_by_us = self._title or title_of_all(self._measures)  # of names that were looked through
        signs = signs_in_typed(text for text in given.values() if text != made_by_us)
        if signs:
            self.say(problem=f"What you typed looks as if it holds {signs}. Leave that out.")
            return
        notes: list[tuple[str, str]] = []
        for line in filter(None, map(str.strip, given["notes"].splitlines())):
            words = _NOTE_LINE.match(line)
            if words is None or not meanings(words[1]):
                self.say(problem="Begin each note with its month, such as: 2024-09 Falls team began.")
                return
            notes.append((words[1], words[2]))
        targets, phases = (self._of_each(key, given[key]) for key in ("target", "phases"))
        if targets is None or phases is None:
            name = next(iter(self._names()))
            self.say(
                problem=f"Begin each line with its measure, such as: {name}: {5 if targets is None else '2024-09'}."
            )
            return
        more = {**targets, **phases, "note": notes}
        assert self._source is not None
        found = read(self._source, {**self._answers, **{key: value for key, value in more.items() if value}})
        if isinstance(found, Asked) and (
            doubts := [q for q in found.questions if q.key.startswith(PERSON_IN)]
        ):
            self._answers |= {question.key: "no" for question in doubts}
            self.say(
                problem=f"{' '.join(plain(q.text) for q in doubts)} If not, press “Draw again” once more."
            )
            return
        if not isinstance(found, list):
            reasons = found.reasons if isinstance(found, Refused) else [q.text for q in found.questions]
            self.say(problem=" ".join(map(plain, map(str, reasons))))
            return
        self._measures, self._title = found, given["title"]
        self.say(problem="")
        self._draw()
        self._open_files()

    def _of_each(self, key: str, typed: str) -> dict[str, str] | None:
        """What was typed as targets or changes, by the keys of their answers; None where a line names no measure."""
        names = self._names()
        if len(names) == 1:
            if key == "target" and not typed and "target column" in self._answers:
                self._answers["target column"] = "no"  # it stood in the field, and was emptied
            return {key: typed}
        lines = [line.rpartition(":") for line in typed.splitlines() if line.strip()]
        if any(name.strip() not in names for name, *_ in lines):
            return None
        return {f"{key}: {names[name.strip()]}": said.strip() for name, _, said in lines}

    # ------------------------------------------------------------ files

    def _open_files(self) -> None:
        """A file can be saved once it is known for whom, and all of that list is ticked."""
        who = self.values.get("who")
        lists = {steps.TEAM: checklist.FOR_THE_TEAM, steps.OTHERS: checklist.FOR_OTHERS}
        for each in lists:
            self.switch(f"ticks_{each}", hidden=each != who)
        ready = (
            who in lists and len(self.values[f"ticks_{who}"]) == len(lists[who]) and self._board is not None
        )
        for kind in FILES:
            if can_make(kind):
                self.switch(
                    f"make_{kind}", disabled=not ready, hidden=kind == "script" and who == steps.OTHERS
                )
        self.say(made="" if ready else "First say who they are for, and tick everything in the list.")

    def _make(self, kind: str) -> None:
        assert self._board is not None
        try:
            name, data = made_file(self._board, kind)
        except NoPdfError as problem:
            self.say(made=f"No PDF was made: {problem}")
            return
        except Exception as problem:  # a library's own error has words for programmers
            self.say(made=f"The file could not be made ({type(problem).__name__}). Try another kind.")
            return
        self.say(made=f"{name} is ready. Your browser saves it, or asks you where.")
        self.give_file(name, FILES[kind][1], data)
