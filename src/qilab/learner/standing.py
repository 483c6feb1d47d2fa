"""`where_you_stand(...)`: at the end of a page of exercises, all in one place: the map, new data, the record."""

from __future__ import annotations

from qilab.modules import bank
from qilab.panel.panel import Panel
from qilab.panel.parts import Button, ChoiceField, Content, Heading, LiveText, Paragraph, Row

from . import progress
from .check import new_data
from .completion.panel import make_record, record_parts
from .map import map_of


def where_you_stand(module: str) -> StandingPanel:
    """Points and outcomes of a module, a button for new data to try again on, and the completion record.

    module: its address, such as "m06_run_charts". ValueError, with the list, for one that does not exist.

    >>> print(where_you_stand("m06_run_charts"))
    0 of 9 points in this module. To try again with new data: new_data("E6.1"). Your completion record: qilab record.
    """
    if module not in bank.MODULES:
        raise ValueError(f"There is no module “{module}”. There are: {', '.join(bank.MODULES)}.")
    return StandingPanel(module)


class StandingPanel(Panel):
    """The map of one module, new data, and the record."""

    sort = "standing"
    advice = "This is the map as it was. To renew it, run this cell again."

    def __init__(self, module: str) -> None:
        self.module = module
        choices = tuple((e.code, f"{e.code} {e.title}") for e in bank.exercises(module))
        super().__init__(
            "",
            [
                Content(name="map"),
                Button(name="look", label="Look again"),
                Heading(text="Try again with new data"),
                Paragraph(text="As often as you like: what you have earned stays."),
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

    def update(self, changed: set[str]) -> None:
        """Draw the map when the panel first opens."""
        if not self.texts:
            self._look()

    def pressed(self, name: str) -> None:
        """Answer a button: "look" draws the map anew, "make" makes the completion record, "fresh" and "back"
        change the data of the chosen exercise.
        """
        if name == "look":
            self._look()
        elif name == "make":
            make_record(self)
        else:
            self.say(said=new_data(self.values["exercise"], back=name == "back"))

    def _look(self) -> None:
        self.say(map=map_of(self.module))

    def __str__(self) -> str:
        earned, total = progress.points(self.module)
        return (
            f'{earned} of {total} points in this module. To try again with new data: new_data("'
            f'{bank.exercises(self.module)[0].code}"). Your completion record: qilab record.'
        )
