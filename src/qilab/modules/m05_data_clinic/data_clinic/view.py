"""Data clinic, the lab of the module on cleaning: a pipeline of fixes, the headline that it moves, and what it does to each line."""

from __future__ import annotations

from qilab.charts import layers as drawing
from qilab.charts.words import number
from qilab.panel.html import join, save_link, tag
from qilab.panel.lab import Lab

from . import changes, model, pages, script, words
from .fixes import CELLS, DATES, FILE, FIXES, LINES

COLUMNS = ("Headline", "Steps", "You said", "Your pipeline", "True", "Line precision", "Line recall",
           "Cell precision", "Cell recall")  # fmt: skip
GROUPS = {"lines": LINES, "dates": DATES, "cells": CELLS}
SENT = "As sent"


def data_clinic() -> DataClinic:
    """Show the lab Data clinic: mend a dirty export step by step, and see the headline move.

    The file is that of the data in use (`qilab.data.path("export_raw")`), so a whole room has the same one.

    >>> print(data_clinic())
    Data clinic. Falls in two years in the export of a fictional trust, step by step: as sent ...
    """
    return DataClinic()


class DataClinic(Lab):
    """The view. The model is in model.py, the fixes are in fixes.py."""

    def __init__(self) -> None:
        self.clinic = model.clinic()
        self._begin()
        super().__init__("Data clinic", pages.parts(), COLUMNS)

    def _begin(self) -> None:
        self._steps: list[str] = []
        self._history: list[list[str]] = []
        self._refreshing = False
        self._said: float | None = None
        self._scored: set[str] = set()  # headlines whose true number is in sight

    # ------------------------------------------------------------ what happens

    def update(self, changed: set[str]) -> None:
        """Put a fix that was ticked at the end, take one out that no longer is; redraw what hangs on that."""
        if self._refreshing:  # the fields follow the pipeline, which is drawn once they all do
            return
        ticked = {key for group in GROUPS for key in self.values[group]}
        if changed & set(GROUPS) and ticked != set(self._steps):
            new = [key for key in FIXES if key in ticked and key not in self._steps]
            self._set([key for key in self._steps if key in ticked] + new)
            return
        if "headline" in changed:
            self._said = None
            if self.values["guess"] is not None:
                self.values = {**self.values, "guess": None}
        if "guess" in changed:
            self._said = self.values["guess"]
            self.say(hint="" if self._said is not None else "Type a number as your prediction first.")
        if changed & {"headline", "as_sent", "guess"}:
            self._draw(old=not changed & {"headline", "as_sent"})
        if changed & {"step", "as_sent"}:
            self._show_lines()
        if changed & {"pandas", "as_sent"}:
            self._show_code()

    def pressed(self, name: str) -> None:
        """Move a step, take it out, undo, score or start again."""
        if name == "score":
            self._score()
        elif name == "undo":
            self._undo()
        elif name == "reset":
            self._begin()
            self.reset()
            self._refresh("")
        else:
            self._move(name)

    @property
    def steps(self) -> tuple[str, ...]:
        """The fixes of the pipeline, in order."""
        return tuple(self._steps)

    def _set(self, steps: list[str], chosen: str | None = None, remember: bool = True) -> None:
        if remember:
            self._history.append(self._steps)
        self._steps = steps
        self._refresh(chosen if chosen is not None else steps[-1] if steps else "")

    def _refresh(self, chosen: str) -> None:
        """Everything that shows the pipeline, after its steps have changed. chosen: the step whose lines are shown."""
        options = [
            (key, f"{i}. {FIXES[key].words}") for i, key in enumerate(self._steps, 1)
        ] or [("", "no step yet")]  # fmt: skip
        ticks = {group: [k for k in fixes if k in self._steps] for group, fixes in GROUPS.items()}
        self._refreshing = True
        try:
            self.offer("step", options)
            self.values = {**self.values, **ticks, "step": chosen}
        finally:
            self._refreshing = False
        self._draw()
        self._show_lines()
        self._show_code()

    def _switch(self) -> None:
        place = self._steps.index(self.values["step"]) if self.values["step"] in self._steps else -1
        self.switch("earlier", disabled=place <= 0)
        self.switch("later", disabled=place < 0 or place == len(self._steps) - 1)
        self.switch("drop", disabled=place < 0)
        self.switch("undo", disabled=not self._history)

    def _move(self, name: str) -> None:
        step, steps = self.values["step"], list(self._steps)
        place = steps.index(step)
        steps.remove(step)
        if name == "drop":
            self._set(steps)
            return
        steps.insert(place - 1 if name == "earlier" else place + 1, step)
        self._set(steps, step)

    def _undo(self) -> None:
        before = self._history.pop()
        self._set(before, remember=False)

    # ------------------------------------------------------------ what is shown

    def _after(self, steps: int) -> model.Step:
        return self.clinic.step(self.values["as_sent"], self._steps[:steps])

    def _draw(self, old: bool = False) -> None:
        if not old:
            self.say(result="", why="")  # it belongs to another pipeline
        headline = self.values["headline"]
        after = [self._after(i) for i in range(len(self._steps) + 1)]
        values = [step.headline(headline) for step in after]
        names = [SENT, *(f"{i} {FIXES[key].short}" for i, key in enumerate(self._steps, 1))]
        places = 0 if model.UNITS[headline] == "falls" else 1
        rows = [
            (name, value, i, len(step.falls), i == len(self._steps), "" if value is None else number(value, places),
             words.amount(headline, value), FIXES[self._steps[i - 1]].words if i else "The file as it was sent")
            for i, (name, value, step) in enumerate(zip(names, values, after, strict=True))
        ]  # fmt: skip
        fields = ("name", "value", "order", "lines", "latest", "label", "told", "words")
        self.say(finding=words.finding(headline, values, self._steps))
        self.draw(
            "picture",
            {
                "points": drawing.columns(fields, rows),
                "said": self._said_rows(names[-1], values),
                "truth": self._truth_rows(headline),
            },
            words.picture(headline, values, self._steps, self._said),
            height=max(pages.LEAST, 56 + pages.ROW * len(names)),
        )

    def _said_rows(self, name: str, values: list[float | None]) -> dict[str, list]:
        """The prediction in the row of the last step; a wild one stands at the edge, so that it squashes nothing."""
        if self._said is None:
            return {"name": [], "order": [], "value": [], "label": [], "side": []}
        known = [v for v in values if v is not None] or [self._said]
        low, high = 0.8 * min(known), 1.2 * max(known) + 1
        at = min(max(self._said, low), high)
        arrow = " →" if self._said > high else " ←" if self._said < low else ""
        # The words stand on the side that is not the names of the steps, nor the headline in the same row.
        side = "right" if at < min(known) else "left"
        label = f"you said {self._said:g}{arrow}"
        return {"name": [name], "order": [len(self._steps)], "value": [at], "label": [label], "side": [side]}

    def _truth_rows(self, headline: str) -> dict[str, list]:
        true = self.clinic.true_headlines[headline]
        return {"value": [true] if headline in self._scored else []}

    def _show_lines(self) -> None:
        self._switch()
        step = self.values["step"]
        if step not in self._steps:
            self.say(changed="When you tick a fix, some of the lines that it changes appear here.", shown="")
            return
        place = self._steps.index(step)
        before, after = self._after(place).falls, self._after(place + 1).falls
        fix = FIXES[step]
        found = changes.changes(before, after, fix)
        self.say(changed=changes.told(fix, found), shown=changes.table(before, after, fix, found))

    def _show_code(self) -> None:
        if not self.values["pandas"]:
            self.say(code="")
            return
        code = script.lines(self.values["as_sent"], self._steps)
        whole = script.script(self.values["as_sent"], self._steps)
        save = save_link("Save it as a script that runs", script.NAME, "text/x-python", whole.encode())
        shown = tag(
            "pre", tag("code", code), style="white-space:pre-wrap;overflow-wrap:anywhere", tabindex="0"
        )
        told = tag(
            "p",
            f"Put the script in the same folder as {FILE}. It needs only Python and pandas.",
        )
        self.say(code=join(tag("p", save), told, shown))

    def _score(self) -> None:
        headline, said = self.values["headline"], self.values["guess"]
        score = self.clinic.score(self.values["as_sent"], self._steps)
        value = self._after(len(self._steps)).headline(headline)
        true = self.clinic.true_headlines[headline]
        self._scored.add(headline)
        self._draw(old=True)
        blame = self._blame(score)
        why = [words.verdict(headline, value, true, score), words.harm(score, blame)]
        self.say(result=words.result(headline, value, true, said, score), why=" ".join(w for w in why if w))
        self.note(
            model.HEADLINES[headline], len(self._steps), said, "" if value is None else round(value, 1), round(true, 1),
            *(round(v, 2) for v in (score.lines["precision"], score.lines["recall"], score.cell_precision,
                                    score.cell_recall)),
        )  # fmt: skip

    def _blame(self, score: model.Score) -> str:
        """The step that removed most of the real falls that are lost; "" where none is."""
        lost, worst, most = set(score.lost.tolist()), "", 0
        for i, key in enumerate(self._steps):
            before, after = (set(self._after(k).falls["line"].tolist()) for k in (i, i + 1))
            n = len((before - after) & lost)
            worst, most = (key, n) if n > most else (worst, most)
        return worst
