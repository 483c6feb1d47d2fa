"""The fields of a question as HTML that works by itself: the same fields that the course's own forms have, without a kernel."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

import pandas as pd

from qilab.learner.forms.inputs import input_for
from qilab.modules.page_cells import slug
from qilab.panel.html import Child, Html, join, tag
from qilab.panel.parts import (
    ChoiceField,
    Field,
    Grid,
    Group,
    OrderField,
    Part,
    RadioField,
    Row,
    SeveralField,
    TextField,
    TicksField,
    walk,
)
from qilab.panel.parts.asked import asked_html
from qilab.questions.item import Item
from qilab.questions.kinds import ChoiceAnswer

from .questions import data_of, months_of

MOST_LETTERS = 40  # of what is typed into one box, so that all of it can be kept by a learning platform


def form(item: Item, in_lesson: bool) -> Html:
    """The form of a question: fields, buttons, and places for verdict and hints. in_lesson: it must ask its question itself."""
    asks = in_lesson and not isinstance(item.kind, ChoiceAnswer)
    label = item.ask if in_lesson and not asks else "Your answer"
    parts, place = parts_of(item, label), slug(item.key)
    points = join(
        tag("p", asked_html(item.ask), class_="asked", id=f"{place}-asked") if asks else None,
        join(draw(part, place, item) for part in parts),
        tag(
            "div",
            tag("button", "Check my answer", class_="qilab-button qilab-main"),
            tag("button", "Hint", type="button", class_="qilab-button", data_hint=True),
            class_="qilab-row",
        ),
        tag("div", class_="said", role="status"),
        tag("div", class_="hints", aria_live="polite"),
    )
    about = {"aria_labelledby": f"{place}-asked"} if asks else {"aria_label": f"Answer to: {item.ask[:90]}"}
    return tag("form", points, class_="qilab-panel question", data_key=item.key, novalidate=True, **about)


def parts_of(item: Item, label: str) -> list[Part]:
    """The fields of a question. Their names are those of the course's own form."""
    return input_for(item.kind, months_of(item)).parts(first_name(item), label)


def first_name(item: Item) -> str:
    """What the names of a question's fields begin with, as in the course's own form."""
    return "choice" if isinstance(item.kind, ChoiceAnswer) else "answer"


def fields_of(item: Item) -> list[dict[str, Any]]:
    """The fields as the scripts know them: how a value is kept in few letters depends on the sort and the options."""
    listed = []
    for part in walk(parts_of(item, "")):
        if isinstance(part, TicksField):
            options = [str(x) for x in range(1, len(months_of(item)) + 1)]
            listed.append({"name": part.name, "sort": "ticks", "options": options})
        elif isinstance(part, Field):
            options = [value for value, _ in getattr(part, "options", ())]
            listed.append({"name": part.name, "sort": part.kind, "options": options})
    return listed


@singledispatch
def draw(part: Part, place: str, item: Item) -> Html:
    """A part of a form as HTML. place: what the ids on this form begin with. ValueError for a part that forms do not have."""
    raise ValueError(f"A form on a SCORM page cannot show a {type(part).__name__} yet.")


@draw.register
def _(part: Group, place: str, item: Item) -> Html:
    return tag(
        "fieldset",
        tag("legend", part.label),
        (draw(each, place, item) for each in part.parts),
        class_="qilab-group",
    )


@draw.register
def _(part: Row, place: str, item: Item) -> Html:
    return tag("div", (draw(each, place, item) for each in part.parts), class_="qilab-row")


@draw.register
def _(part: Grid, place: str, item: Item) -> Html:
    rows = (
        tag("tr", tag("th", heading, scope="row"), (tag("td", draw(c, place, item)) for c in cells))
        for heading, cells in part.rows
    )
    corner = tag("th", part.corner, scope="col") if part.corner else tag("td")
    head = tag("tr", corner, (tag("th", words, scope="col") for words in part.headings))
    return tag(
        "fieldset",
        tag("legend", part.label),
        tag("table", tag("thead", head), tag("tbody", rows), class_="qilab-grid"),
        class_="qilab-group",
    )


@draw.register
def _(part: TextField, place: str, item: Item) -> Html:
    name = f"{place}-{part.name}"
    box = tag(
        "input",
        type="text",
        id=name,
        data_field=part.name,
        autocomplete="off",
        maxlength=str(min(part.longest, MOST_LETTERS)),
        inputmode="decimal" if part.numeric else None,
        class_="qilab-figures" if part.numeric else None,
    )
    unit = tag("span", part.unit, class_="qilab-unit") if part.unit else None
    field = tag("div", box, unit, class_="qilab-slide") if unit else box
    return tag("div", tag("label", part.label, for_=name), field, class_="qilab-control")


@draw.register
def _(part: ChoiceField, place: str, item: Item) -> Html:
    name = f"{place}-{part.name}"
    options = (tag("option", words, value=value) for value, words in part.options)
    menu = tag("select", options, id=name, data_field=part.name)
    return tag("div", tag("label", part.label, for_=name), menu, class_="qilab-control")


@draw.register
def _(part: RadioField, place: str, item: Item) -> Html:
    options = (
        _tick("radio", words, name_=f"{place}-{part.name}", value=value, data_field=part.name)
        for value, words in part.options
    )
    return _fieldset(part.label, options, part.question)


@draw.register
def _(part: SeveralField, place: str, item: Item) -> Html:
    options = (
        _tick("checkbox", words, value=value, data_field=part.name, data_alone=value == part.alone)
        for value, words in part.options
    )
    return _fieldset(part.label, options, part.question)


@draw.register
def _(part: TicksField, place: str, item: Item) -> Html:
    boxes = (
        tag(
            "label",
            tag("input", type="checkbox", value=str(x), data_field=part.name),
            tag("span", words),
            class_="qilab-tick",
        )
        for x, words in enumerate(_points(item), 1)
    )
    legend = part.label.partition(":")[0]
    return tag(
        "fieldset",
        tag("legend", f"{legend}: tick the months"),
        tag("div", boxes, class_="qilab-ticks"),
        class_="qilab-group",
    )


@draw.register
def _(part: OrderField, place: str, item: Item) -> Html:
    steps = (
        tag(
            "li",
            tag("span", words),
            tag(
                "span",
                (
                    tag(
                        "button",
                        sign,
                        type="button",
                        class_="qilab-button qilab-arrow",
                        aria_label=f"Move {where}: {words}",
                        data_step=step,
                    )
                    for sign, where, step in (("▲", "up", "-1"), ("▼", "down", "1"))
                ),
                class_="qilab-arrows",
            ),
            data_value=value,
        )
        for value, words in part.options
    )
    return tag(
        "fieldset",
        tag("legend", part.label),
        tag("ol", steps, class_="qilab-order", data_field=part.name),
        tag("p", class_="qilab-unseen", role="status"),
        class_="qilab-group",
    )


def _fieldset(label: str, options: Child, question: bool) -> Html:
    look = "qilab-radios qilab-options" if question else "qilab-radios"
    return tag("fieldset", tag("legend", asked_html(label) if question else label), options, class_=look)


def _tick(sort: str, words: str, **attributes: Any) -> Html:
    return tag("label", tag("input", type=sort, **attributes), tag("span", words), class_="qilab-radio")


def _points(item: Item) -> Iterator[str]:
    """The months to tick, each with the value that its point has on the chart: “Apr 22: 7”."""
    data = data_of(item)
    # The first column of numbers that have to do with the months is what the question's chart shows.
    column = next(c for c in data.columns if c != "month" and pd.api.types.is_numeric_dtype(data[c]))
    for month, value in zip(months_of(item), data[column], strict=True):
        yield f"{month.strftime('%b %y')}: {'no value' if pd.isna(value) else f'{value:g}'}"
