"""Questions on paper and their key: options, units and right answers come from the item bank, the words from paper.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any

import pandas as pd

from qilab.modules import bank
from qilab.questions.item import BadContent, Exercise, Item
from qilab.questions.kinds import (
    ChoiceAnswer,
    FieldsAnswer,
    LabelsAnswer,
    MonthsAnswer,
    NumberAnswer,
    OrderAnswer,
    PairsAnswer,
    TableAnswer,
    YesNoAnswer,
)

from .. import typst_text as ty
from ..paper import Pages, value_in_words
from .fill import filled
from .source import Directive

LETTERS = ascii_uppercase
MOST_TICKS = 24  # options of which several may be right, above which their names are written down
SHORT = 10  # letters of an option: a part of an answer whose options are no longer has them in one line
LONG = 90  # letters of all the labels of an answer, above which each has a line of its own


@dataclass(frozen=True)
class Asked:
    """A question that was printed: its code on paper, its item, and how the right answer comes about (Markdown).

    instead: what the key says to a slip in place of the bank's words, by the slip's name; "" leaves the slip out.
    """

    code: str
    item: Item
    worked: str
    labels: dict[str, str]
    instead: dict[str, str] = field(default_factory=dict)

    @property
    def replies(self) -> list[tuple[str, str]]:
        """What a facilitator may hear, and what to say to it, in the order of the bank."""
        said = ((m.name, self.instead.get(_heard(m.name), m.message)) for m in self.item.mistakes)
        return [(_heard(name), words) for name, words in said if words]


def code_of(item: Item, exercise: Exercise | None, number: int) -> str:
    """What a question is called on paper: E1.2a for the first of several in an exercise, V3 for the third vote."""
    if exercise is None:
        return f"V{number}"
    if len(exercise.items) == 1:
        return exercise.code
    return exercise.code + "abcdef"[[each.key for each in exercise.items].index(item.key)]


def ask(pages: Pages, told: Directive, votes: int) -> Asked:
    """Append a question: the words of the directive or, without them, the bank's; then room for the answer.

    votes: how many questions of the lesson came before. Returns what the key needs.
    """
    item = bank.find(told.option("item"))
    exercise = bank.exercise_of(item)
    code = code_of(item, exercise, votes + 1)
    words, *worked = told.parts
    asked = ty.markdown(filled(words or item.ask))
    labels = dict(pair.split("=", 1) for pair in told.option("labels", "").split("|") if pair)
    # how wide the second of two columns is, as a multiple of the first; 0 where all is in one
    abreast = float(told.options.get("side-by-side", "0") or 1.2)
    here = told.option("rows", "here") == "here"
    room = _room(item.kind, labels, told.whole("lines", 0), abreast=abreast, here=here)
    if "on-cards" in told.options:
        room = _in_order(item.kind)
    pages.add(f"\n#question({ty.quoted(code)})[{asked}][{room}]\n")
    instead = _instead(told, item, worked[1]) if len(worked) > 1 else {}
    return Asked(code, item, filled(worked[0]) if worked else "", labels, instead)


def _instead(told: Directive, item: Item, text: str) -> dict[str, str]:
    """The third part of a question, a line for each slip: “name: words”. Nothing after the colon leaves it out of the key."""
    names = {_heard(m.name) for m in item.mistakes}
    out = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name = next((n for n in names if line.startswith(f"{n}:")), None)
        if name is None:
            raise BadContent(f"paper.md, line {told.line}: {item.key} has no slip “{line.partition(':')[0]}”")
        out[name] = filled(line.removeprefix(f"{name}:").strip())
    return out


def _room(
    kind: Any, labels: dict[str, str], lines: int, name: str = "", abreast: float = 0, here: bool = True
) -> str:
    """Where the answer is written, as Typst markup. labels: words for a part, in place of the bank's.

    abreast: parts, or choices and rows, in two columns; how wide the second is as a multiple of the first. here: False where the sheet has a place for each row elsewhere, as below charts.
    """
    extra = f"#lines({lines})" if lines else ""
    if isinstance(kind, FieldsAnswer):
        parts = []
        for each, sub in kind.kinds.items():
            parts.append(_room(sub, labels, 0, labels.get(each, kind.words(each))))
        if abreast:
            parts.sort(key=lambda part: "#options" not in part)  # what is long, side by side; then the rest
            return (
                f"#grid(columns: (1fr, 1fr), column-gutter: 1cm, row-gutter: 0.6em, {', '.join(f'[{part}]' for part in parts)})"
                + extra
            )
        long = sum(len(labels.get(each, kind.words(each))) for each in kind.kinds) > LONG
        with_options = any(isinstance(sub, ChoiceAnswer) for sub in kind.kinds.values())
        return (" \\ " if long or with_options else " #h(1.2em) ").join(parts) + extra
    said = f"#strong[{ty.said(_capital(name))}] #h(0.4em) " if name else ""
    if isinstance(kind, ChoiceAnswer) and name and max(map(len, kind.options.values())) <= SHORT:
        named = zip(LETTERS, kind.options.values(), strict=False)
        picks = [f"#pick({ty.quoted(f'{letter} {words}')})" for letter, words in named]
        return f"{said}{' #h(0.6em) '.join(picks)}{extra}"
    if isinstance(kind, ChoiceAnswer):
        rows = ", ".join(
            f"[{ty.said(letter)}], [{ty.said(words)}]"
            for letter, words in zip(
                LETTERS, (labels.get(k, w) for k, w in kind.options.items()), strict=False
            )
        )
        return f"{said}#options({rows}){extra}"
    if isinstance(kind, LabelsAnswer) and len(kind.options) > MOST_TICKS:
        none = f" #h(1em) or #h(0.5em) #pick({ty.quoted(kind.none)})" if kind.none else ""
        return f"{said}#slot(9cm){none}{extra}"
    if isinstance(kind, LabelsAnswer):
        names = [labels.get(k, _short(k, w)) for k, w in kind.options.items()]
        names += [kind.none] if kind.none else []
        return said + " #h(0.9em) ".join(f"#pick({ty.quoted(n)})" for n in names) + extra
    if isinstance(kind, YesNoAnswer):
        return f'{said}#pick("yes") #h(1em) #pick("no"){extra}'
    if isinstance(kind, OrderAnswer):
        listed = sorted((labels.get(key, key), words) for key, words in kind.options.items())
        rows = ", ".join(f"[{ty.said(name)}], [{ty.said(words)}]" for name, words in listed)
        return f"#listing({rows}) {_in_order(kind)}"
    if isinstance(kind, PairsAnswer):
        choices = ", ".join(
            f"[{ty.said(a)}], [{ty.said(w)}]" for a, w in zip(LETTERS, kind.choices.values(), strict=False)
        )
        if not here:
            named = zip(LETTERS, kind.choices.values(), strict=False)
            return " #h(1.6em) ".join(
                f"#strong[{ty.said(letter)}] #h(0.2em) {ty.said(words)}" for letter, words in named
            )
        slots = ", ".join(f"[{ty.said(words)}], [#slot(1.6cm)]" for words in kind.rows.values())
        if abreast:
            places = f"#grid(columns: (1fr, auto), column-gutter: 9pt, row-gutter: 10pt, {slots})"
            return (
                f"#grid(columns: (1fr, {abreast}fr), column-gutter: 1cm, [#listing({choices})], [{places}])"
            )
        return f"#listing({choices})#v(0.3em)#grid(columns: 2, gutter: 9pt, {slots})"
    if isinstance(kind, TableAnswer):
        return _room(kind.fields, labels, lines)
    if isinstance(kind, MonthsAnswer):
        return (
            f"{said}#slot(3.6cm)" if name else extra
        )  # alone, they are ringed on the chart, as the question says
    unit = getattr(kind, "unit", None)
    return f"{said}#slot(2.4cm){ty.said(' ' + unit.name) if unit else ''}{extra}"


def _in_order(kind: Any) -> str:
    return "In order: " + " #h(0.5em) ".join(f"{n}. #slot(1cm)" for n in range(1, len(kind.options) + 1))


def _short(key: str, words: str) -> str:
    return words if len(key) > 1 or words == key else key


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def right_in_words(item: Item, labels: dict[str, str] | None = None) -> str:
    """The right answer on the course's own data as the printed sheet calls it: options by their letters on paper.

    labels: words for a part, in place of the bank's.
    """
    exercise = bank.exercise_of(item)
    value = item.right(exercise.data() if exercise else pd.DataFrame())
    return _in_words(item.kind, value, labels or {})


def _in_words(kind: Any, value: Any, labels: dict[str, str]) -> str:
    if isinstance(kind, TableAnswer):
        kind, value = kind.fields, kind.flat(value)
    if isinstance(kind, PairsAnswer):
        letters = dict(zip(kind.choices, LETTERS, strict=False))
        return "; ".join(f"{words}: {letters[value[row]]}" for row, words in kind.rows.items())
    if isinstance(kind, FieldsAnswer):
        names = {n: labels.get(n, kind.words(n)) for n in kind.kinds}
        return " ".join(
            f"{_capital(w)}{'' if w.endswith('?') else ':'} {_in_words(kind.kinds[n], value[n], labels)}."
            for n, w in names.items()
        ).replace("..", ".")
    if isinstance(kind, ChoiceAnswer):
        return f"{LETTERS[[*kind.options].index(value)]}, {labels.get(value, kind.options[value])}"
    if isinstance(kind, OrderAnswer):
        return ", ".join(labels.get(key, key) for key in value)
    if isinstance(kind, LabelsAnswer):
        return ", ".join(labels.get(k, _short(k, kind.options.get(k, k))) for k in sorted(value))
    if isinstance(kind, NumberAnswer):
        name = kind.unit.name if kind.unit else ""
        unit = name if name in ("", "%") else f" {name}"
        return f"{float(value):,.{kind.decimals}f}{unit}".replace("-", "−")
    return value_in_words(kind, value)


def _heard(name: str) -> str:
    """What a facilitator may hear: the option that was chosen in quotes, or the name of the slip."""
    option = name.removeprefix("chose: ")
    return name if option == name else option if option.startswith("“") else f"“{option}”"


def key(pages: Pages, asked: list[Asked]) -> None:
    """Append the key: code, right answer and how it comes about, then what is often said instead and what to reply."""
    if not asked:
        raise BadContent("paper.md: the key comes before any question")
    for each in asked:
        slips = "".join(f"[{ty.said(heard)}], [{ty.said(words)}], " for heard, words in each.replies)
        worked = ty.markdown(each.worked or each.item.praise)
        pages.add(
            f"\n#key-entry({ty.quoted(each.code)}, {ty.quoted(right_in_words(each.item, each.labels))}, [{worked}], ({slips}))\n"
        )
