"""The knowledge test in a notebook: fifteen questions and eight ratings, all answered by clicking."""

from __future__ import annotations

import base64
import html
import re
import secrets

import pandas as pd

from qilab.learner import progress
from qilab.modules import addresses, settings
from qilab.modules.catalogue import catalogue

from .files import dump
from .forms import FORMS, UNSURE, Question, forms
from .gain import TEST_FILE, tell_one

# What people rate themselves on: each module names its own in module.toml.
SKILLS = {
    skill: words for module in addresses() for skill, words in settings(module).get("skills", {}).items()
}
_RATINGS = [
    ("choose", None),
    ("0, not sure at all", 0),
    *((str(i), i) for i in range(1, 10)),
    ("10, fully sure", 10),
]
# Notes beside the data that a question needs. Others may hold the answer, so that only these are shown.
_BESIDE = {"draft": "The draft", "target": "The team's target", "bold": "A bolder target"}
_TITLES = {"before": "Before the course", "after": "After the course"}


def knowledge_test(when: str, *, again: bool = False):
    """Show the knowledge test “before” or “after” the course. `again` takes it anew, in place of the old result."""
    if when not in progress.TESTS:
        raise ValueError("Write knowledge_test(“before”) or knowledge_test(“after”).")
    return KnowledgeTest(when, again=again)


def knowledge_gain():
    """What you gained between the two tests, in sentences, and a link to save the result for your facilitator."""
    from IPython.display import HTML

    return HTML(_result_of(progress.read_tests()))


class KnowledgeTest:
    """The panel of one test. It is built when it is shown; nothing is kept before it is handed in."""

    def __init__(self, when: str, *, again: bool = False) -> None:
        self.when = when
        self.taken = not again and when in progress.read_tests()
        self.form = _form_for(when)
        self.questions: tuple[Question, ...] = forms()[self.form]
        self.choices, self.ratings, self.then = [], {}, {}
        self.button = self.message = None

    def widget(self):
        """Questions, ratings and the button, as ipywidgets."""
        import ipywidgets as w

        if self.taken:
            return w.HTML(
                '<p role="status">This test is taken, and its result is kept. To take it anew in place of the old '
                f'result, run <code>knowledge_test("{self.when}", again=True)</code>.</p>'
            )
        parts = [_style(w), w.HTML(f"<h3>{_TITLES[self.when]}: fifteen questions</h3>")]
        for number, question in enumerate(self.questions, 1):
            choice = w.RadioButtons(
                options=[*question.options, UNSURE], value=None, layout=w.Layout(width="auto")
            )
            choice.add_class("qilab-options")
            self.choices.append(choice)
            parts += [w.HTML(_stem(number, len(self.questions), question)), choice]
        now = "today" if self.when == "after" else "now"
        parts.append(w.HTML(f"<h3>How sure are you {now}, from 0 to 10, that you can …</h3>"))
        self.ratings = {skill: _rating(w, words) for skill, words in SKILLS.items()}
        parts += self.ratings.values()
        if self.when == "after":
            parts.append(
                w.HTML(
                    "<h3>And looking back: how sure were you really, before the course?</h3>"
                    "<p>Now you know what there is to know. Rate your “then” once more.</p>"
                )
            )
            self.then = {skill: _rating(w, words) for skill, words in SKILLS.items()}
            parts += self.then.values()
        self.button = w.Button(
            description="Hand in", button_style="primary", layout=w.Layout(height="auto", min_height="32px")
        )
        self.button.on_click(self._hand_in)
        self.message = w.HTML()
        return w.VBox([*parts, self.button, self.message], layout=w.Layout(align_items="flex-start"))

    def _hand_in(self, _) -> None:
        open_ones = [str(i) for i, choice in enumerate(self.choices, 1) if choice.value is None]
        unrated = [r for r in (*self.ratings.values(), *self.then.values()) if r.value is None]
        if open_ones or unrated:
            words = []
            if open_ones:
                words.append(f"Still open: {_list(open_ones)}. If you cannot tell, choose “{UNSURE}”.")
            if unrated:
                words.append(
                    f"{len(unrated)} of the ratings {'is' if len(unrated) == 1 else 'are'} still open."
                )
            self.message.value = f'<p role="status">{" ".join(words)}</p>'
            return
        taken = {
            "form": self.form,
            "right": {
                q.key: choice.value == q.right for q, choice in zip(self.questions, self.choices, strict=True)
            },
            "confidence": {skill: r.value for skill, r in self.ratings.items()},
            "then": {skill: r.value for skill, r in self.then.items()},
        }
        kept = progress.record_test(self.when, taken)
        self.button.disabled = True
        for widget in (
            *self.choices,
            *self.ratings.values(),
            *self.then.values(),
        ):
            widget.disabled = True
        tests = {**progress.read_tests(), self.when: taken}
        note = (
            ""
            if kept
            else (
                "<p>This folder cannot be written to, so the result is not kept. Save it with the link now.</p>"
            )
        )
        self.message.value = (
            f'<div role="status"><p><strong>Thank you.</strong></p>{note}{_result_of(tests)}</div>'
        )

    def __repr__(self) -> str:
        lines = [f"Knowledge test, {_TITLES[self.when].lower()} (form {self.form}). On paper:"]
        for number, question in enumerate(self.questions, 1):
            lines += ["", f"{number}. {question.item.ask}", shown(question.data).to_string(index=False)]
            lines += [f"  [ ] {words}" for words in (*question.options, UNSURE)]
        return "\n".join(lines)

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = self.widget()._repr_mimebundle_()
        bundle = data[0] if isinstance(data, tuple) else data
        return {**bundle, "text/plain": repr(self)}


def _form_for(when: str) -> str:
    """The form that the other test did not use; by the toss of a coin if there was none.

    So half of a group meets form A first, and a form that happens to be harder is no gain and no loss.
    """
    tests = progress.read_tests()
    other = tests.get("after" if when == "before" else "before")
    if other is not None:
        return FORMS[1 - FORMS.index(other["form"])]
    return tests[when]["form"] if when in tests else secrets.choice(FORMS)


def _result_of(tests: dict) -> str:
    parts = [f"<p>{html.escape(words)}</p>" for words in tell_one(tests)]
    if "after" in tests and "before" in tests:
        parts.append(_by_module(tests))
    if tests:
        link = progress.save_link(
            f"Save my test results for the facilitator ({TEST_FILE})",
            TEST_FILE,
            "application/json",
            dump(tests),
        )
        parts.append(
            f"<p>{link}. The file holds no name and no answers, only right or not, and your ratings.</p>"
        )
    return f'<div lang="en-GB">{"".join(parts)}</div>'


def _by_module(tests: dict) -> str:
    rows = []
    for address, entry in catalogue().items():
        prefix = address.partition("_")[0] + "."
        cells = [[v for k, v in tests[w]["right"].items() if k.startswith(prefix)] for w in progress.TESTS]
        if any(cells):
            told = "".join(f"<td>{sum(c)} of {len(c)}</td>" for c in cells)
            rows.append(f'<tr><th scope="row">{html.escape(entry.name)}</th>{told}</tr>')
    return (
        "<table><caption>Right answers, module by module</caption><thead><tr><th scope='col'>Module</th>"
        f"<th scope='col'>Before</th><th scope='col'>After</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _rating(w, words: str):
    # The words are the control's own label, so that a screen reader says them with it.
    return w.Dropdown(
        description=f"… {words}",
        options=_RATINGS,
        value=None,
        style={"description_width": "32em"},
        layout=w.Layout(width="44em", max_width="100%"),
    )


def _given(question: Question) -> str:
    """What the page of exercises says before it asks: the introduction, and a target or a draft beside the data."""
    told = [
        html.escape(entry.introductions.get(question.exercise.code, "")) for entry in catalogue().values()
    ]
    attrs = question.data.attrs
    told += [f"{words}: {html.escape(str(attrs[name]))}" for name, words in _BESIDE.items() if name in attrs]
    return "".join(f"<p>{_plain(words)}</p>" for words in told if words)


def _plain(words: str) -> str:
    """Markdown's bold and code in HTML; the words are escaped already."""
    words = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", words)
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)
    return re.sub(r"`(.+?)`", r"<code>\1</code>", words).replace("*", "")


def _stem(number: int, most: int, question: Question) -> str:
    picture = _line(question.data)
    table = shown(question.data).to_html(border=0, index=False, classes="qilab-data")
    table = f"<details{'' if picture else ' open'}><summary>The data as a table</summary>{table}</details>"
    return (
        f"<h4>Question {number} of {most}</h4>{_given(question)}{picture}{table}"
        f"<p><strong>{html.escape(question.item.ask)}</strong> Choose one.</p>"
    )


def shown(data: pd.DataFrame) -> pd.DataFrame:
    """The data as a person reads them: months by name, and repeated measures side by side."""
    frame = data.copy()
    for name in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[name]):
            frame[name] = frame[name].dt.strftime("%b %Y")
    *who, when, value = frame.columns
    wide = who and frame[when].nunique() in range(2, 7) and not frame.duplicated([*who, when]).any()
    if wide and pd.api.types.is_numeric_dtype(frame[value]) and len(frame.columns) <= 4:
        named = frame.assign(**{when: f"{value}, {when} " + frame[when].astype(str)})
        frame = named.pivot(index=who, columns=when, values=value).reset_index()
        frame.columns.name = None
    return frame.rename(columns={"obd": "obd (occupied bed days)"})


def _line(data: pd.DataFrame) -> str:
    """A plain line of a monthly series, without a centre line: that one is the question."""
    if "month" not in data or len(data) < 12 or len(data.columns) > 4 or data["month"].duplicated().any():
        return ""
    try:
        import altair as alt
        import vl_convert
    except ImportError:  # the browser edition draws nothing here; the table says the same
        return ""
    y = "rate" if "rate" in data else data.columns[-1]
    frame = pd.DataFrame({"month": pd.to_datetime(data["month"]), y: pd.to_numeric(data[y]).astype(float)})
    chart = (
        alt.Chart(frame, width=560, height=180, background="white")
        .mark_line(point=True, color="#4c4c4c")
        .encode(alt.X("month:T", title=None), alt.Y(f"{y}:Q", title=y, scale=alt.Scale(zero=True)))
    )
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    label = f"Line of {y} by month. The table below holds the same numbers."
    code = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return f'<img alt="{html.escape(label)}" style="max-width:100%" src="data:image/svg+xml;base64,{code}">'


def _style(w):
    return w.HTML(
        "<style>.qilab-data td,.qilab-data th{text-align:right}.qilab-options label{white-space:normal;height:auto;min-height:24px;line-height:1.4}"
        ".qilab-options .widget-radio-box label{margin:2px 0}</style>"
    )


def _list(words: list[str]) -> str:
    return "question " + words[0] if len(words) == 1 else f"questions {', '.join(words[:-1])} and {words[-1]}"
