"""Can a reader of twelve follow a lesson's prose? Measured by Flesch and Kincaid's grade (1975)."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "course").glob("*.ipynb"))
MOST_GRADE = 7  # the American school grade of twelve-year-olds
MOST_GRADE_OF_A_PARAGRAPH = 12  # one hard paragraph among easy ones loses a reader all the same
LEAST_WORDS = 25  # the grade of a shorter text says little


def syllables(word):
    """Groups of vowels, without a silent ending; counts most English words rightly, and errs by chance."""
    word = word.lower().replace("’", "").replace("'", "")
    if len(word) > 3:
        word = re.sub(r"(?<=[^laeiouy])es$|(?<=[^td])ed$|(?<=[^laeiouy])e$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def grade(text):
    """0.39 · words per sentence + 11.8 · syllables per word − 15.59."""
    words = re.findall(r"[A-Za-z][A-Za-z’'-]*", text)
    sentences = [s for s in re.split(r"[.!?]+[”)]?(?:\s+|$)", text) if re.search("[A-Za-z]{2}", s)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def paragraphs(path):
    """The prose: no headings, tables, code, or lists of sources; the outcomes and CQC's themes are not ours to shorten."""
    cells = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "markdown"]
    text = "\n\n".join("".join(c["source"]) for c in cells[1:]).split("*Sources*")[0]
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    for part in re.split(r"\n\s*\n|\n(?=- |\d+\. )", text):
        part = re.sub(r"^(?:- |\d+\. )", "", part.strip())
        if part and not part.startswith(("#", "|", "<", "[")):
            part = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", part).replace("*", "")
            yield re.sub(r"`[^`]*`", "this", " ".join(part.split()))


def test_does_the_measure_agree_with_published_scores():
    """The cat sat on the mat: −1.45 by hand (6 words, 1 sentence, 6 syllables). Australian platypus: 11.3."""
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)
    platypus = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    assert grade(platypus) == pytest.approx(11.3, abs=0.7)
    assert [syllables(w) for w in ("measure", "table", "asked", "counted", "late", "month")] == [
        2,
        2,
        1,
        2,
        1,
        1,
    ]


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
def test_can_a_reader_of_twelve_follow_the_lesson(path):
    """As a whole at or below the grade of twelve-year-olds, and no paragraph far above it."""
    prose = list(paragraphs(path))
    assert grade(" ".join(p if p[-1] in ".!?" else f"{p}." for p in prose)) <= MOST_GRADE
    hard = {
        p[:80]: round(grade(p), 1)
        for p in prose
        if len(p.split()) >= LEAST_WORDS and grade(p) > MOST_GRADE_OF_A_PARAGRAPH
    }
    assert hard == {}
