"""`where_you_stand(...)`: at the end of a page of exercises, all in one place: the map, new data, the record."""

from __future__ import annotations

from qilab.modules import bank

from . import progress
from .check import new_data
from .completion.panel import RecordPanel


def where_you_stand(module: str):
    """Points and outcomes of a module, a button for new data to try again on, and the completion record."""
    if module not in bank.MODULES:
        raise ValueError(f"There is no module “{module}”. There are: {', '.join(bank.MODULES)}.")
    return _Standing(module)


class _Standing:
    def __init__(self, module: str) -> None:
        self.module = module
        self.exercise = self.fresh = self.back = self.said = None
        self.map = self.look = self.record = None

    def widget(self):
        """The panel: built once, and renewed in place."""
        import ipywidgets as w

        fit = w.Layout(width="fit-content", height="auto", min_height="32px")
        self.map = w.HTML(progress.map_of(self.module))
        self.look = w.Button(description="Look again", tooltip="Renew the map above", layout=fit)
        self.look.on_click(lambda _: setattr(self.map, "value", progress.map_of(self.module)))
        choices = [(f"{e.code} {e.title}", e.code) for e in bank.exercises(self.module)]
        self.exercise = w.Dropdown(description="Exercise", options=choices, layout=w.Layout(width="28em"))
        self.fresh = w.Button(description="Try again with new data", button_style="primary", layout=fit)
        self.back = w.Button(description="Back to the course's own data", layout=fit)
        self.said = w.HTML()
        self.fresh.on_click(lambda _: self._renew(back=False))
        self.back.on_click(lambda _: self._renew(back=True))
        self.record = RecordPanel()
        return w.VBox(
            [
                self.map,
                self.look,
                w.HTML(
                    "<h3>Try again with new data</h3><p>As often as you like: what you have earned stays.</p>"
                ),
                self.exercise,
                w.HBox([self.fresh, self.back], layout=w.Layout(flex_flow="row wrap")),
                self.said,
                w.HTML("<h3>Your completion record</h3>"),
                self.record.widget(),
            ],
            layout=w.Layout(align_items="flex-start"),
        )

    def _renew(self, *, back: bool) -> None:
        self.said.value = f'<p role="status">{new_data(self.exercise.value, back=back)}</p>'

    def __repr__(self) -> str:
        earned, total = progress.points(self.module)
        return (
            f"{earned} of {total} points in this module. To try again with new data: new_data(“"
            f"{bank.exercises(self.module)[0].code}”). Your completion record: qilab record."
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = self.widget()._repr_mimebundle_()
        bundle = data[0] if isinstance(data, tuple) else data
        return {**bundle, "text/plain": repr(self)}
