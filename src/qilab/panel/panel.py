"""`Panel`: what labs, questions, the knowledge test, the map and the record share.

A panel is a list of parts and the few lines that join them: `update(changed)` answers a moved field, `pressed(name)`
a button. All of it works without a display: `panel.set(points=36)`, `panel.press("run")`, `panel.texts["result"]`.

Moves and presses come from the page in one line of numbered messages; what came of a message, and that it was
answered, travel back together.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from threading import RLock
from typing import Any

import anywidget
import traitlets

from qilab.charts.run_by import run_by_a_page

from . import bundle, front
from .html import Html, join, tag, words_of
from .parts import Button, Field, OptionsField, Part, State, stills, walk

# How what is only a picture of yesterday is used again, in a page with code in sight and in one without.
GO_LIVE = "reload the page or, where you see code, run its cell"


class Panel(anywidget.AnyWidget):
    """A panel that shows itself in a notebook. The module's docstring says how one is written."""

    _esm = front.script()
    _css = front.style()

    parts = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    answered: traitlets.List[Any] = traitlets.List().tag(
        sync=True
    )  # the view, and the number of its message that was answered last
    texts = traitlets.Dict().tag(sync=True)
    states = traitlets.Dict().tag(sync=True)

    # What the page calls it, for its looks and for those who seek it.
    sort = "panel"
    # The question it is about, by its key, for the room's screen; "" for none.
    about = ""
    # Does it want to know whether the code cell above it was changed since it ran?
    watches = False
    # Is the still picture made anew after each press? Then a saved page shows what was chosen and what came of it.
    keeps_up = True
    # A line under the still picture: what to do to play with it.
    advice = f"To use it, {GO_LIVE}."

    def __init__(self, heading: str, parts: Sequence[Part]) -> None:
        everything = walk(parts)
        self._parts = tuple(parts)
        self._fields = {p.name: p for p in everything if isinstance(p, Field)}
        self._buttons = {p.name: p for p in everything if isinstance(p, Button)}
        self._settling = False
        self._turn, self._inbox = RLock(), deque[dict[str, Any]]()
        self._asked = 0  # number of the last thing that was asked of the page
        self._still_handles: list[Any] = []  # handles of the stills that are on a page
        self._kept = ""  # the still as it was shown last
        self._on_a_page = False  # was it shown by a page, which draws it?
        self.heading = heading
        super().__init__(
            parts=self._for_page(heading, parts),
            values=self._start_values(),
            **self._first_traits(everything),
        )
        self._prepare()
        self.update(set(self._fields))
        self.observe(self._moved, "values")
        self.on_msg(self._received)

    # ------------------------------------------------------------ for the subclass to write

    def update(self, changed: set[str]) -> None:
        """Answer fields that changed: draw, say, switch buttons on or off."""

    def pressed(self, name: str) -> None:
        """Answer the press of a button, by its name."""

    def written(self, ok: bool) -> None:
        """Learn whether the page has taken what `write_cell` asked for."""

    def cell_edited(self, edited: bool) -> None:
        """Learn that the code cell above was changed since it ran, or that it ran again (only where `watches`)."""

    # ------------------------------------------------------------ for the subclass to use

    def write_cell(self, cell: str, source: str, run: Sequence[str] = ()) -> None:
        """Ask the page to set the source of a cell, to run the cells in `run` and to save; `written` hears of it.

        cell: its nbgrader grade_id, or "" to run and save only. run: grade_ids, or "part:E6.1" for all that is given and
        checked in an exercise.
        """
        self._asked += 1
        write = {"cell": cell, "source": source, "run": list(run)}
        view = self.answered[0] if self.answered else None
        self.send({"page": {"id": self._asked, "view": view, "write": write}})

    def say(self, **texts: str) -> None:
        """New words for named parts; for `Content`, what was made with `panel.html`."""
        self.texts = {**self.texts, **texts}

    def switch(self, name: str, **state: Any) -> None:
        """Set disabled, hidden or label of a part."""
        self.states = {**self.states, name: {**self.states.get(name, {}), **state}}

    def offer(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """Other options for a `ChoiceField`; a value that is not on offer any more goes to the first of them."""
        field = self._fields[name]
        if not isinstance(field, OptionsField):
            raise ValueError(f"“{name}” has no options.")
        pairs = tuple((str(value), str(words)) for value, words in options)
        field = replace(field, options=pairs, start=pairs[0][0])
        self._fields[name] = field
        self.switch(name, options=[list(pair) for pair in pairs])
        clean = field.clean(self.values[name])
        if clean != self.values[name]:
            self.values = {**self.values, name: clean}

    # ------------------------------------------------------------ for anybody

    def set(self, **values: Any) -> Any:
        """Move fields from Python, as if by hand. Returns the panel. ValueError names the fields there are."""
        unknown = set(values) - set(self._fields)
        if unknown:
            raise ValueError(
                f"This {self.sort} has no control “{sorted(unknown)[0]}”. It has: {', '.join(self._fields)}."
            )
        with self.hold_sync():  # what is cleaned is sent, not what was given
            self.values = {**self.values, **values}
        return self

    def press(self, name: str) -> Any:
        """Press a button from Python. Returns the panel. ValueError where it cannot be pressed yet."""
        if name not in self._buttons:
            raise ValueError(
                f"This {self.sort} has no button “{name}”. It has: {', '.join(self._buttons) or 'none'}."
            )
        if (lack := self._lacking(name)) is not None:
            raise ValueError(f"“{self._buttons[name].label}” cannot be pressed yet. {lack}".strip())
        with self.hold_sync():
            self.pressed(name)
        self._keep_up()
        return self

    def rebuild(self, heading: str, parts: Sequence[Part]) -> None:
        """Other parts in place of all there are: the next step of something that has steps."""
        everything = walk(parts)
        self.heading, self._parts = heading, tuple(parts)
        self._fields = {p.name: p for p in everything if isinstance(p, Field)}
        self._buttons = {p.name: p for p in everything if isinstance(p, Button)}
        self._settling = True
        try:
            with self.hold_sync():
                self.texts, self.states, self.values = {}, {}, self._start_values()
                # Last: the page draws anew when these change, from all the others.
                self.parts = self._for_page(heading, parts)
        finally:
            self._settling = False
        self.update(set(self._fields))

    def reset(self) -> None:
        """All fields back to their start."""
        self.values = self._start_values()

    @property
    def now(self) -> State:
        """Values, texts and states as they are now."""
        return State(self.values, self.texts, self.states)

    # ------------------------------------------------------------ inside

    def _for_page(self, heading: str, parts: Sequence[Part]) -> dict[str, Any]:
        """What the page draws."""
        listed = [part.as_dict() for part in parts]
        return {
            "heading": heading,
            "sort": self.sort,
            "about": self.about,
            "watches": self.watches,
            "parts": listed,
        }

    def _first_traits(self, parts: list[Part]) -> dict[str, Any]:
        """Traits that a kind of panel has besides, with their first values."""
        return {}

    def _prepare(self) -> None:
        """What a kind of panel does before its first update."""

    def _start_values(self) -> dict[str, Any]:
        return {name: field.clean(field.start) for name, field in self._fields.items()}

    def _moved(self, change: Any) -> None:
        if self._settling:
            return
        old, raw = change["old"], change["new"]
        clean = {name: field.clean(raw.get(name)) for name, field in self._fields.items()}
        changed = {name for name in clean if clean[name] != old.get(name)}
        moved = [name for name in clean if not _alike(raw.get(name), old.get(name))]
        with self.hold_sync():
            self._say_what_was_taken(moved, raw, clean)
            if not _alike(clean, raw):
                self._settling = True
                try:
                    self.values = clean
                finally:
                    self._settling = False
            if changed:
                self.update(changed)

    def _say_what_was_taken(self, moved: list[str], raw: dict[str, Any], clean: dict[str, Any]) -> None:
        """Beside each field: what was taken instead of what was given, and why; nothing where it was taken as given."""
        for name in moved:
            words = self._fields[name].taken_words(raw.get(name), clean[name])
            if words != self.states.get(name, {}).get("taken", ""):
                self.switch(name, taken=words)

    def _received(self, _: Any, content: Any, buffers: Any) -> None:
        """Answer messages one after another: JupyterLab may deliver the next one, in another thread, while one is being
        answered, and what the two say would take each other's place.
        """
        if not isinstance(content, dict):
            return
        if content.get("ask") == "vega":
            self.send({"vega": True}, buffers=[bundle.packed()])
        with self._turn:
            self._inbox.append(content)
            if len(self._inbox) > 1:  # this very thread is answering already
                return
            while self._inbox:
                try:
                    self._answer(self._inbox[0])
                finally:
                    self._inbox.popleft()

    def _answer(self, content: dict[str, Any]) -> None:
        if isinstance(content.get("page"), dict) and content["page"].get("id") == self._asked:
            self.written(content["page"].get("ok") is True)
            self._keep_up()
        if self.watches and isinstance(content.get("edited"), bool):
            with self.hold_sync():
                self.cell_edited(content["edited"])
            self._keep_up()
        pressed = False
        # One message back: the view takes a move as answered only together with what came of it.
        with self.hold_sync():
            if isinstance(content.get("turn"), list):
                self.answered = content["turn"]
            if isinstance(content.get("values"), dict):
                self.values = {**self.values, **content["values"]}
            name = content.get("press")
            if isinstance(name, str) and name in self._buttons and self._lacking(name) is None:
                self.pressed(name)
                pressed = True
        if pressed:
            self._keep_up()

    def _lacking(self, button: str) -> str | None:
        """Why a button cannot be pressed now, or None if it can."""
        for need in self._buttons[button].needs:
            if self.values.get(need) in (None, ""):
                return f"First give: {self._fields[need].label.lower()}."
        state = self.states.get(button, {})
        # The second click of a double click may arrive after the first has put the button away.
        return "" if state.get("disabled") or state.get("hidden") else None

    # ------------------------------------------------------------ where nothing is live

    def body(self) -> Html:
        """The panel without its controls, as it is now."""
        return join(tag("h3", self.heading) if self.heading else None, stills(self._parts, self.now))

    def printed(self) -> Html:
        """The panel on a page that has no kernel behind it and never will: nothing there can be run."""
        return self.body()

    def still(self) -> Html:
        """What stays where no live panel can be: on saved pages, in exports, on paper."""
        return self._framed(self.body())

    def _framed(self, body: Html) -> Html:
        note = tag("p", tag("small", self.advice)) if self.advice else None
        return join(
            tag("style", Html(front.still_style())),
            tag("div", body, note, class_="qilab-still", lang="en-GB"),
        )

    def __str__(self) -> str:
        return words_of(self.body())

    def __repr__(self) -> str:
        return str(self)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._on_a_page = self._on_a_page or run_by_a_page()
        found = self._repr_mimebundle_()
        data, metadata = found if isinstance(found, tuple) else (found or {}, {})
        display({**data, "text/plain": repr(self)}, metadata=metadata, raw=True)
        # An output of its own: where a notebook keeps the state of its widgets, exporters choose the
        # (there dead) widget and would never look at a second form of the same output.
        still = self._still_data()
        self._kept = still["text/html"]
        handle = display(still, raw=True, display_id=True if self.keeps_up else None)
        if handle is not None:
            self._still_handles.append(handle)

    def _kept_still(self) -> Html:
        """The still form as the notebook is to keep it now."""
        return self.still()

    def _still_data(self) -> dict[str, str]:
        return {
            "text/html": str.__str__(self._kept_still()),
            "text/plain": self.heading or repr(self).split("\n")[0],
        }

    def _keep_up(self) -> None:
        """Show the still form anew where it has changed: for the output of the run that showed it, and, through the
        page's own view, for a page that was opened again since, which knows no handle of that run.
        """
        if not self._still_handles:
            return
        data = self._still_data()
        if data["text/html"] == self._kept:
            return
        self._kept = data["text/html"]
        for handle in self._still_handles:
            handle.update(data, raw=True)
        self.send({"still": data, "of": self.model_id})


def _alike(a: Any, b: Any) -> bool:
    """Are two values the same? Whatever was given: a column of numbers has no plain answer."""
    try:
        return bool(a == b)
    except Exception:  # what was given may be of any type
        return False
