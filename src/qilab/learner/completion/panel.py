"""The completion record in a notebook: type a name, press a button, save the page."""

from __future__ import annotations

import html

from qilab.learner import progress

from .content import RecordError, content_for
from .pages import HTML_NAME, PDF_NAME, html_page, pdf_page


def completion_record():
    """A box for the name and a button that makes the record, as an HTML page and a PDF to save and print."""
    return RecordPanel()


class RecordPanel:
    """The name goes onto the page and nowhere else: the box is emptied once the page is made."""

    def __init__(self) -> None:
        self.name = self.button = self.output = None

    def widget(self):
        import ipywidgets as w

        self.name = w.Text(
            description="Your name", placeholder="as it is to be printed", layout=w.Layout(width="28em")
        )
        self.button = w.Button(
            description="Make my completion record",
            button_style="primary",
            layout=w.Layout(width="fit-content", height="auto", min_height="32px"),
        )
        self.output = w.HTML()
        self.button.on_click(self._make)
        words = w.HTML(
            "<p>The record lists the modules that you have practised. Your name is printed on it and not kept.</p>"
        )
        return w.VBox([words, self.name, self.button, self.output], layout=w.Layout(align_items="flex-start"))

    def _make(self, _) -> None:
        self.output.value = f'<div role="status" lang="en-GB">{self._made(self.name.value)}</div>'

    def _made(self, name: str) -> str:
        try:
            content = content_for(name)
        except RecordError as problem:
            return f"<p>{html.escape(str(problem))}</p>"
        parts = [
            f"<p>Made: {_modules(len(content.modules))}, {content.hours}. Save it, then print it:</p><ul>"
        ]
        parts.append(
            f"<li>{progress.save_link('Save as a web page to print', HTML_NAME, 'text/html', html_page(content))}</li>"
        )
        try:
            pdf = pdf_page(content)
            parts.append(f"<li>{progress.save_link('Save as PDF', PDF_NAME, 'application/pdf', pdf)}</li>")
        except RecordError as problem:
            parts.append(f"<li>{html.escape(str(problem))}</li>")
        self.name.value = ""
        return "".join(parts) + "</ul>"

    def __repr__(self) -> str:
        return "Your completion record is made in JupyterLab, or on the command line with: qilab record"

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = self.widget()._repr_mimebundle_()
        bundle = data[0] if isinstance(data, tuple) else data
        return {**bundle, "text/plain": repr(self)}


def _modules(count: int) -> str:
    return f"{count} module" + ("" if count == 1 else "s")
