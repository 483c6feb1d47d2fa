"""`where_you_stand(...)`: at the end of a page of exercises, all in one place: the map, hand-in, new data, the record."""

from __future__ import annotations

from qilab.modules import bank
from qilab.modules.page_cells import QuestionCells
from qilab.panel.html import Html, bullets, join, paragraphs, save_link, tag
from qilab.panel.panel import GO_LIVE, Panel
from qilab.panel.parts import Button, ChoiceField, Content, Heading, LiveText, Paragraph, Row, TextField

from . import before_sending, following, progress, ran
from .check import RUN_AGAIN, draw_data
from .completion.panel import make_record, record_parts
from .hand_in import HandedIn, NothingToHandIn, make_file, page_of
from .in_browser import IN_BROWSER
from .looked import look_again, looked
from .map import map_of

MADE_BEFORE = (
    "You have given or changed an answer since the file was made. Press Hand in again, and send the new one."
)


def where_you_stand(module: str) -> StandingPanel:
    """Points and outcomes of a module, a button that makes the file to hand in, new data to try again on, and the
    completion record.

    module: its address, such as "m06_run_charts". ValueError, with the list, for one that does not exist.

    >>> print(where_you_stand("m06_run_charts"))
    0 of 11 points in this module. To try again with new data: new_data("E6.1"). Your completion record: qilab record.
    """
    if module not in bank.MODULES:
        raise ValueError(f"There is no module “{module}”. There are: {', '.join(bank.MODULES)}.")
    return StandingPanel(module)


class StandingPanel(Panel):
    """The map of one module, which follows each answer, hand-in, new data, and the record."""

    sort = "standing"
    advice = f"This is the map as it was. To renew it, {GO_LIVE}."

    def __init__(self, module: str) -> None:
        self.module = module
        # The cell that shows this panel: to write it as it is makes the page save itself.
        self._cell, self._source = ran.cell_now(), ran.source_now()
        self._earned = (0, 0)
        self._by_hand = ""  # what to say of new data where the page does not run them by itself
        choices = tuple((e.code, f"{e.code} {e.title}") for e in bank.exercises(module))
        super().__init__(
            "",
            [
                Content(name="map"),
                *look_again(),
                Heading(text="Hand in"),
                Paragraph(text="One press makes the file to send, from this page as it is now."),
                TextField(
                    name="hand_in_name",
                    label="A name for the file (if you were asked for one)",
                    longest=60,
                    private=True,
                ),
                Content(name="unsent"),
                Button(name="hand_in", label="Hand in", main=True),
                Content(name="handed_in", live=True),
                Content(name="file", private=True),
                Heading(text="Try again with new data"),
                Paragraph(text="As often as you like. You keep the points you have earned."),
                ChoiceField(name="exercise", label="Exercise", options=choices, start=choices[0][0]),
                Row(
                    parts=(
                        Button(name="fresh", label="Try again with new data", main=True),
                        Button(name="back", label="Back to the course's own data"),
                    )
                ),
                LiveText(name="said", lines=0),
                Heading(text="Your completion record"),
                *record_parts(),
            ],
        )
        following.follow(f"standing {module}", self._follow)

    def update(self, changed: set[str]) -> None:
        """Draw the map when the panel first opens."""
        if not self.texts:
            self._look()

    def pressed(self, name: str) -> None:
        """Answer a button: "look" draws the map anew, "hand_in" makes the file to send, "make" makes the completion
        record, "fresh" and "back" change the data of the chosen exercise.
        """
        if name == "look":
            self._look()
            self.say(looked=looked(self._points()))
        elif name == "make":
            make_record(self)
        elif name == "hand_in":
            self._hand_in(saved=None)
            self._by_hand = ""
            if self._cell:
                self.write_cell(self._cell, self._source)
        else:
            exercise = self.values["exercise"]
            drawn, said = draw_data(exercise, back=name == "back")
            self.say(said=said)
            if drawn:
                # In reading view nobody runs cells by hand: the page shows the new data and asks anew.
                self._by_hand = f"{said} {RUN_AGAIN}"
                self.write_cell("", "", run=[f"part:{exercise}"])

    def written(self, ok: bool) -> None:
        """The page has saved itself or shown the new data, or nobody was there to do it."""
        if not self._by_hand:
            self._hand_in(saved=ok)
        elif not ok:
            self.say(said=self._by_hand)

    def _hand_in(self, saved: bool | None) -> None:
        try:
            made = make_file(self.module, self.values["hand_in_name"])
        except NothingToHandIn as reason:
            self.say(handed_in=tag("p", str(reason)), file="")
            return
        found = self._unsent()
        told = _handed_in(made, before_sending.short_notice(found), saved is False)
        self.say(unsent=before_sending.notice(found), handed_in=told, file=_to_save(made))

    def _look(self) -> None:
        self._earned = progress.points(self.module)
        self.say(map=map_of(self.module), unsent=before_sending.notice(self._unsent()))

    def _unsent(self) -> list[tuple[QuestionCells, str]]:
        return before_sending.differences(self.module, page_of(self.module))

    def _follow(self) -> None:
        """An answer was given or changed: the map is drawn anew, new points are read out, and a file made before is old."""
        with self._turn, self.hold_sync():
            before = self._earned
            self._look()
            if self._earned != before:
                self.say(looked=f"Now {self._points()}")
            if self.texts.get("file"):
                self.say(handed_in=tag("p", MADE_BEFORE), file="")
        self._keep_up()

    def _points(self) -> str:
        return "{} of {} points in this module.".format(*self._earned)

    def __str__(self) -> str:
        earned, total = progress.points(self.module)
        return (
            f'{earned} of {total} points in this module. To try again with new data: new_data("'
            f'{bank.exercises(self.module)[0].code}"). Your completion record: qilab record.'
        )


def _handed_in(made: HandedIn, differs: str, unsaved: bool) -> Html:
    """What was made, where it is, what to do with it, and what has no answer yet. differs: what is to be said first; "" for none."""
    where = f"{made.path.parent.name}/{made.path.name}"
    ready = ["Your file is ready: ", tag("strong", where), " in the QI Lab folder."]
    if IN_BROWSER:
        ready = ["Your file is ready. Save it with the link below."]
    words = [
        *([tag("strong", differs)] if differs else []),
        join(*ready),
        "Send that file to your facilitator in the way they asked for. It holds your answers and nothing from your "
        "record. You may press Hand in again as often as you like: a new file is made each time.",
    ]
    if unsaved:
        words.append(
            "What you typed into a cell and did not run is in it only if you saved the page (Ctrl+S) first."
        )
    listed = bullets(*(join(tag("strong", code), f": {ask}") for code, ask in made.missing))
    number = len(made.missing)
    lacking = "Every question has an answer." if not number else f"Not yet answered: {number}."
    return join(paragraphs(*words, lacking), listed if number else None)


def _to_save(made: HandedIn) -> Html:
    link = save_link(
        f"Save the file ({made.path.name})", made.path.name, "application/x-ipynb+json", made.data
    )
    return tag("p", "" if IN_BROWSER else "If you cannot find that folder, use this link: ", link)
