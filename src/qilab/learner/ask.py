"""`ask(...)`: a question with its options to click, for those who would rather not type code."""

from __future__ import annotations

import html

from qilab.modules import bank
from qilab.questions.kinds import Choice

from .check import judge


def ask(key: str):
    """Show a question of the lesson with its options and a Check button, and answer the choice.

    Where no widgets are shown (a printed page, a marker's run) the question and its options stand as
    text, with the line that answers it.
    """
    item = bank.find(key)
    if not isinstance(item.kind, Choice):
        raise ValueError(f"{key} is not a question with options. Use check(“{key}”, …).")
    return _Question(item)


class _Question:
    def __init__(self, item) -> None:
        self.item = item
        self.radio = self.button = self.output = None

    def widget(self):
        """The question as widgets, built once: radio buttons, a Check button and room for the feedback."""
        import ipywidgets as w

        options = [(f"{letter}) {words}", letter) for letter, words in self.item.kind.options.items()]
        self.radio = w.RadioButtons(options=options, value=None, layout=w.Layout(width="auto"))
        self.radio.add_class("qilab-options")
        self.button = w.Button(
            description="Check my choice",
            tooltip="Check the option chosen above",
            disabled=True,
            button_style="primary",
            layout=w.Layout(width="fit-content", height="auto", min_height="32px"),
        )
        self.output = w.HTML()
        self.radio.observe(self._chosen, "value")
        self.button.on_click(self._check)
        question = w.HTML(
            f'<p id="q-{html.escape(self.item.key)}"><strong>{html.escape(self.item.ask)}</strong></p>'
        )
        style = w.HTML(
            "<style>.qilab-options label{white-space:normal;height:auto;min-height:24px;line-height:1.4}"
            ".qilab-options .widget-radio-box label{margin:2px 0}</style>"
        )
        return w.VBox(
            [style, question, self.radio, self.button, self.output], layout=w.Layout(align_items="flex-start")
        )

    def _chosen(self, change) -> None:
        self.button.disabled = change["new"] is None

    def _check(self, _) -> None:
        self.output.value = judge(self.item, self.radio.value)._repr_html_()

    def __str__(self) -> str:
        lines = [self.item.ask, *(f"  {k}) {v}" for k, v in self.item.kind.options.items())]
        lines.append(f'To answer: check("{self.item.key}", "a")')
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_mimebundle_(self, include=None, exclude=None):
        text = {"text/plain": str(self)}
        box = self.widget()
        data = box._repr_mimebundle_()
        bundle = data[0] if isinstance(data, tuple) else data
        return {**bundle, **text}
