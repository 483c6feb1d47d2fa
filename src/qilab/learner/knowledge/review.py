"""After a test is handed in: what was right, why, and what to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from qilab.charts.table import table_html
from qilab.learner import progress
from qilab.panel.html import Html, bullets, details, join, paragraphs, save_link, tag

from .files import dump
from .forms import TrackTest, find
from .gain import TEST_FILE, gain_in_words, score, tracks_apart
from .questions import Question
from .stem import stem


def result_of(taken: Mapping[str, dict[str, Any]]) -> Html:
    """The tests that are taken in sentences and, after both, module by module, with a link to save them."""
    parts = [paragraphs(*gain_in_words(dict(taken)))]
    if "after" in taken and "before" in taken and not tracks_apart(taken["before"], taken["after"]):
        parts.append(Html(table_html(_by_module(taken), "Right answers, module by module")))
    if taken:
        words = f"Save my test results for the facilitator ({TEST_FILE})"
        link = save_link(words, TEST_FILE, "application/json", dump(dict(taken)))
        note = ". The file does not hold your name or your answers, only which questions you got right, and your ratings."
        parts.append(tag("p", link, note))
    return join(parts)


def review_of(test: dict[str, Any]) -> Html:
    """One test, question by question: right or not yet, the right answer, why, and where to read. Those first that
    were not right. Of a test from before there were tracks only the score is known.
    """
    known = find(test.get("track"), test.get("version"))
    heading = tag("p", tag("strong", f"{score(test)} of {len(test['right'])} right."))
    if known is None:
        return join(
            heading, tag("p", "This test is from an older course, so its questions are not shown again.")
        )
    asked = sorted(enumerate(known.questions, 1), key=lambda pair: test["right"].get(pair[1].key, False))
    return join(
        heading,
        tag(
            "p",
            "Here is each question with its answer: first those to look at again, then those you got right.",
        ),
        (_one(number, question, test) for number, question in asked),
        _reading_list(known, test),
    )


def _one(number: int, question: Question, test: dict[str, Any]) -> Html:
    version = question.versions[test["form"]]
    right = test["right"].get(question.key, False)
    sign = "✓ Right" if right else "○ Not yet"
    return details(
        f"{sign}: question {number}. {version.ask}",
        stem(version),
        tag("p", "The answer: ", tag("strong", version.right)),
        tag("p", version.why),
        tag("p", "To read: ", link_to(question)),
        open_=not right,
    )


def link_to(question: Question) -> Html:
    """A link to the part of the lesson that teaches a question; the test's pages lie beside the lessons."""
    place = question.read.replace(" ", "-")
    return tag("a", f"{question.entry.name}, “{question.read}”", href=f"{question.module}.ipynb#{place}")


def _reading_list(known: TrackTest, test: dict[str, Any]) -> Html | None:
    """Each part of a lesson once that the questions not yet right point to."""
    links = {q.module + q.read: link_to(q) for q in known.questions if not test["right"].get(q.key, False)}
    if not links:
        return None
    return join(tag("p", tag("strong", "To read next:")), bullets(*links.values()))


def _by_module(taken: Mapping[str, dict[str, Any]]) -> pd.DataFrame:
    from qilab.modules.catalogue import catalogue

    rows = []
    for address, entry in catalogue().items():
        prefix = address.partition("_")[0] + "."
        cells = [[v for k, v in taken[w]["right"].items() if k.startswith(prefix)] for w in progress.TESTS]
        if any(cells):
            rows.append([entry.name, *(f"{sum(c)} of {len(c)}" for c in cells)])
    return pd.DataFrame(rows, columns=["Module", "Before", "After"])
