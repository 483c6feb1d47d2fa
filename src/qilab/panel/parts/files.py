"""Files: the box through which one comes in, and the gallery of drawings made of it."""

from __future__ import annotations

from dataclasses import dataclass

from qilab.panel.html import Html

from .part import Part, State


@dataclass(frozen=True, kw_only=True)
class FileBox(Part):
    """A button to choose a file, and a box to paste cells into. accept: endings such as ".csv,.xlsx".

    What comes in goes to `FilesPanel.received_file` and into no value, so that no saved page can hold it.
    """

    kind = "filebox"
    name: str
    label: str
    accept: str
    paste: str
    button: str
    help: str = ""

    def still(self, now: State) -> Html:
        """Nothing: a saved page can take no file."""
        return Html()


@dataclass(frozen=True, kw_only=True)
class Gallery(Part):
    """Where `FilesPanel.show_gallery` puts words and drawings. It leaves nothing on a saved page."""

    kind = "gallery"
    name: str

    def still(self, now: State) -> Html:
        """Nothing: what is drawn here belongs to nobody but its owner."""
        return Html()
