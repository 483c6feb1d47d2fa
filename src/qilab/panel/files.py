"""`FilesPanel`: a panel that takes files in, draws pictures of them and gives files out, and leaves nothing of them behind.

What is in such a panel never goes into a notebook: not its still form, not its words, not the state of its widgets. Files
travel in pieces of text: a browser's Python takes no other, and a server refuses messages that are too long.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

import traitlets

from qilab.charts import renderer

from .html import Html, join, tag
from .panel import Panel

MOST_BYTES = 50_000_000
PIECE = 240_000  # letters of base64: a server lets a kernel send a megabyte a second, and drops what is more


class FilesPanel(Panel):
    """A panel with a `FileBox` or a `Gallery`. The module's docstring says what it keeps: nothing."""

    # Number and length of what is shown; the page asks for it in pieces, too. "" for an empty gallery.
    gallery = traitlets.Unicode("").tag(sync=True)

    keeps_up = False
    kept_words = "What was shown here was not kept."

    def __init__(self, heading: str, parts: Sequence[Any]) -> None:
        self._incoming: list[bytes] = []
        self._outgoing: tuple[int, str] = (0, "")
        self._shown, self._gallery = 0, ""
        super().__init__(heading, parts)

    # ------------------------------------------------------------ for the subclass to write

    def received_file(self, part: str, name: str, data: bytes) -> None:
        """Answer a file; name is "" for pasted cells."""

    def received_too_much(self, part: str, name: str) -> None:
        """Answer a file of more than MOST_BYTES, of which nothing was kept."""

    def received_drawing(self, at: int, svg: str) -> None:
        """Learn how the page drew a picture of the gallery; at: its place, from 0."""

    # ------------------------------------------------------------ for the subclass to use

    def show_gallery(self, html: Html, specs: Sequence[dict[str, Any]], send_back: bool = False) -> None:
        """Words, in which each `data-drawing` names the place of a Vega-Lite spec that the page draws there.

        send_back: the page sends each drawing as SVG (`received_drawing`).
        """
        self._shown += 1  # what looks the same is drawn anew: its drawing is sent back for the new board
        # As JSON text: in the browser's Python a null in a dictionary would get lost on the way.
        self._gallery = json.dumps({"html": str(html), "specs": list(specs), "back": send_back})
        self.gallery = f"{self._shown} {len(self._gallery)}"

    def empty_gallery(self) -> None:
        """Take everything out of the gallery."""
        self._gallery = self.gallery = ""

    def give_file(self, name: str, kind: str, data: bytes) -> None:
        """Hand a file to the browser, which saves it where it saves what is downloaded. kind: a media type."""
        number = self._outgoing[0] + 1
        self._outgoing = (number, base64.b64encode(data).decode("ascii"))
        self.send({"save": {"id": number, "name": name, "kind": kind, "size": len(self._outgoing[1])}})

    def forget_files(self) -> None:
        """Let go of everything that came in or was to go out."""
        self._incoming = []
        self._outgoing = (self._outgoing[0], "")
        self.empty_gallery()

    # ------------------------------------------------------------ inside

    def _for_page(self, heading: str, parts: Sequence[Any]) -> dict[str, Any]:
        return {**super()._for_page(heading, parts), "private": self.kept_words}

    def _answer(self, content: dict[str, Any]) -> None:
        with self.hold_sync():
            if isinstance(content.get("file"), dict):
                self._take(content["file"])
            if isinstance(content.get("more"), list):
                self._give(content["more"])
            if isinstance(content.get("show"), list):
                self._show(content["show"])
            if isinstance(content.get("drawing"), list):
                self._drawn(content["drawing"])
            super()._answer(content)

    def _take(self, piece: dict[str, Any]) -> None:
        """One piece of a file; with the last of them the file is there."""
        part, name = (str(piece.get(key, ""))[:300] for key in ("part", "name"))
        at, of = piece.get("at"), piece.get("of")
        if at == 0:
            self._incoming = []
        if at != len(self._incoming) or not isinstance(of, int):
            return
        try:
            self._incoming.append(base64.b64decode(str(piece.get("data", "")), validate=True))
        except (binascii.Error, ValueError):
            return
        if sum(map(len, self._incoming)) > MOST_BYTES or piece.get("too_much") is True:
            self._incoming = []
            self.received_too_much(part, name)
        elif len(self._incoming) == of:
            data, self._incoming = b"".join(self._incoming), []
            self.received_file(part, name, data)

    def _give(self, asked: list[Any]) -> None:
        number, text = self._outgoing
        if len(asked) != 2 or asked[0] != number or not isinstance(asked[1], int) or asked[1] < 0:
            return
        if asked[1] >= len(text):
            self._outgoing = (number, "")
            return
        self.send({"piece": [number, asked[1], text[asked[1] : asked[1] + PIECE]]})

    def _show(self, asked: list[Any]) -> None:
        """A piece of what the gallery shows now."""
        if len(asked) == 2 and asked[0] == self._shown and isinstance(asked[1], int) and asked[1] >= 0:
            self.send({"shown": [self._shown, asked[1], self._gallery[asked[1] : asked[1] + PIECE]]})

    def _drawn(self, drawing: list[Any]) -> None:
        sent = len(drawing) == 2 and isinstance(drawing[0], int) and isinstance(drawing[1], str)
        if sent and renderer.is_safe_svg(drawing[1]):
            self.received_drawing(drawing[0], drawing[1])

    # ------------------------------------------------------------ where nothing is live

    def body(self) -> Html:
        """The same whatever was done here: that nothing was kept."""
        return join(tag("p", self.kept_words))

    def _still_data(self) -> dict[str, str]:
        return {"text/html": str.__str__(self.still()), "text/plain": self.kept_words}
