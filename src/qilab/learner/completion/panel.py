"""The completion record in a notebook: type a name, press a button, save the page."""

from __future__ import annotations

from qilab.panel.html import Html, bullets, join, paragraphs, save_link
from qilab.panel.panel import Panel
from qilab.panel.parts import Button, Content, Paragraph, Part, TextField

from .content import RecordError, content_for
from .pages import HTML_NAME, PDF_NAME, html_page, pdf_page

NOT_HERE = "Your completion record is made in JupyterLab, or on the command line with: qilab record"


def completion_record() -> RecordPanel:
    """A box for the name and a button that makes the record, as an HTML page and a PDF to save and print.

    >>> print(completion_record())
    Your completion record is made in JupyterLab, or on the command line with: qilab record
    """
    return RecordPanel()


class RecordPanel(Panel):
    """The name goes onto the page and nowhere else: the box is emptied once the page is made."""

    sort = "record"
    keeps_up = False  # the files bear the name, and a saved page must not

    def __init__(self) -> None:
        super().__init__("", record_parts())

    def pressed(self, name: str) -> None:
        """Make the record for the name in the box, or say what is lacking."""
        make_record(self)

    def printed(self) -> Html:
        """Where the record can be made instead: a printed page has no box to type in."""
        return paragraphs(NOT_HERE)

    def __str__(self) -> str:
        return NOT_HERE


def record_parts() -> list[Part]:
    """What the record needs of a panel; `make_record` answers its button."""
    words = "The record lists the modules that you have practised. Your name is printed on it and not kept."
    return [
        Paragraph(text=words),
        TextField(name="name", label="Your name", help="As you want it printed.", private=True),
        Button(name="make", label="Make my completion record", main=True),
        Content(name="made", live=True, private=True),
    ]


def make_record(panel: Panel) -> None:
    """Make the record for the name that was typed into `panel`, and offer it to be saved; or say what is lacking."""
    try:
        content = content_for(panel.values["name"])
    except RecordError as problem:
        panel.say(made=paragraphs(str(problem)))
        return
    links = [save_link("Save as a web page to print", HTML_NAME, "text/html", html_page(content))]
    try:
        links.append(save_link("Save as PDF", PDF_NAME, "application/pdf", pdf_page(content)))
    except RecordError as problem:
        links.append(paragraphs(str(problem)))
    done = f"Made: {_modules(len(content.modules))}, {content.hours}. Save it, then print it:"
    panel.say(made=join(paragraphs(done), bullets(*links)))
    panel.values = {**panel.values, "name": ""}


def _modules(count: int) -> str:
    return f"{count} module" + ("" if count == 1 else "s")
