"""What a panel leaves on a saved page: words for every field, and nothing of what is private or hidden."""

import re

import pytest

from qilab.panel.html import Html, tag, words_of
from qilab.panel.panel import Panel
from qilab.panel.parts import (
    Button,
    CheckField,
    ChoiceField,
    Columns,
    Content,
    Group,
    Heading,
    LiveText,
    NumberField,
    Page,
    Pages,
    Paragraph,
    RadioField,
    Row,
    TextField,
)


class Form(Panel):
    """One of each part."""

    def __init__(self):
        super().__init__(
            "A form",
            [
                Heading(text="About <you>"),
                Group(label="Numbers", parts=(NumberField(name="age", label="Age", least=0, most=120, unit="years"),)),
                Row(parts=(TextField(name="ward", label="Ward"), TextField(name="name", label="Name", private=True))),
                Columns(
                    left=(ChoiceField(name="kind", label="Kind", options=(("", "choose"), ("a", "An A"))),),
                    right=(RadioField(name="sure", label="Sure?", options=(("y", "Yes"), ("n", "No"))),),
                ),
                CheckField(name="ok", label="All right"),
                Pages(
                    name="page",
                    label="Pages",
                    pages=(
                        Page(title="One", parts=(Paragraph(text="first page"),)),
                        Page(title="Two", parts=(Paragraph(text="second page"),)),
                    ),
                ),
                Paragraph(name="hint"),
                LiveText(name="said"),
                Content(name="made", html=tag("p", "made")),
                Content(name="secret", private=True),
                Button(name="go", label="Go on"),
            ],
        )  # fmt: skip


@pytest.fixture
def form():
    return Form()


def test_what_stays_of_an_empty_form(form):
    """Labels without values, options without a choice, the open page; a button leaves nothing."""
    text = words_of(form.body())
    for line in (
        "A form",
        "About <you>",
        "Age",
        "Kind",
        "○ Yes",
        "○ No",
        "All right: no",
        "first page",
        "made",
    ):
        assert line in text.split("\n"), line
    assert "Go on" not in text and "second page" not in text and "chosen" not in text


def test_what_stays_of_a_form_that_was_filled_in(form):
    """Each value in words; the choice by a sign and in words; nothing of the private ones."""
    form.set(age=44, ward="East <4>", name="Ada", kind="a", sure="n", ok=True, page=1)
    form.say(said="It is said.", hint="A hint.", secret="Ada’s file", made=tag("p", "anew"))
    text = re.sub(r" +", " ", words_of(form.body()))
    for line in (
        "Age: 44 years",
        "Ward: East <4>",
        "Kind: An A",
        "● No (chosen)",
        "○ Yes",
        "second page",
        "anew",
    ):
        assert line in text.split("\n"), line
    assert "It is said." in text and "A hint." in text and "Ada" not in text


def test_does_what_is_hidden_stay_hidden(form):
    """A part that was put away on the page is not on the saved page either."""
    form.say(hint="A hint.")
    form.switch("hint", hidden=True)
    assert "A hint." not in form.body()


def test_is_the_still_form_complete_by_itself(form):
    """Its style comes along, it asks no network, runs no script, and says what to do to use it."""
    still = form.still()
    assert still.startswith("<style>") and 'lang="en-GB"' in still
    assert "<script" not in still and "http" not in still
    assert "run its cell" in still


def test_can_options_be_offered_only_where_there_are_some(form):
    """Asked of a number box: a sentence instead of a mystery."""
    with pytest.raises(ValueError, match="no options"):
        form.offer("age", [("1", "one")])


def test_is_content_made_of_words_escaped_by_its_maker(form):
    """What is put in as HTML is HTML; there is no other way than `panel.html` to make it."""
    assert isinstance(tag("p", "x"), Html) and not isinstance("x", Html)
