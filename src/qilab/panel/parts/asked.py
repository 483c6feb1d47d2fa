"""Which words of a question are bold: the sentence that asks, if it is short. What leads up to it is plain to read."""

from __future__ import annotations

import re

from qilab.panel.html import Html, join, tag

_LONGEST = 120  # letters: more than that would be bold over several lines
_BETWEEN = re.compile(r"(?<=[.?!])\s+(?=\S)")


def asked(words: str) -> tuple[str, str, str]:
    """What comes before the sentence that asks, that sentence, and what comes after it; with a long one all is "before".

    >>> asked("A ward had the best score of six. What do you expect next month? Give a number.")
    ('A ward had the best score of six.', 'What do you expect next month?', 'Give a number.')
    """
    sentences = _BETWEEN.split(words.strip())
    asking = [i for i, sentence in enumerate(sentences) if sentence.endswith("?")]
    at = asking[-1] if asking else len(sentences) - 1
    if len(sentences[at]) > _LONGEST:
        return " ".join(sentences), "", ""
    return " ".join(sentences[:at]), sentences[at], " ".join(sentences[at + 1 :])


def asked_html(words: str) -> Html:
    """The question as it stays on a saved page."""
    before, task, after = asked(words)
    return join(
        before, " " if before and task else None, tag("strong", task) if task else None, f" {after}".rstrip()
    )
