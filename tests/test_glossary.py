"""The glossary: is every hard word in it, does each entry serve a page, and is what it says exact?"""

import json
import re
from math import exp, factorial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from qilab import glossary
from qilab.publish.terms import with_explanations

ROOT = Path(__file__).parents[1]
# What staff stumbled over, or would: kept apart from the glossary itself, so that an entry cannot be lost unseen.
HARD = """
association; astronomical point; baseline; balancing measure; Big I; binomial; bundle; centre line; change idea;
collaborative; common cause; control limits; coverage; crossing; decay; denominator; driver diagram; factorial test;
false alarm; fidelity; freeze; funnel plot; regression to the mean; Simpson's paradox; standardise; φ; equity gap; winsorise; imitation; information governance; innovation; interaction; kernel; log2; ln; mean; median;
Model for Improvement; moving range; NaN; noise; numerator; obd; occupied bed days; one-sided; operational definition;
outcome measure; PDSA; percentage point; pilot; Poisson; pool; prediction; process measure; quality improvement; ramp; rate;
reach; response ratio; restrictive practice; rule set; run; run chart; S-curve; sample; seed; shift; shrink; sigma; signal;
simulation; snag; special cause; stable; sustainability; synthetic; target; trend; useful points; Wald–Wolfowitz; Wilson's
interval; XmR chart; z; σ
"""


def pages():
    """The prose of every lesson, page of exercises and message of the items."""
    from qilab.modules import bank

    texts = []
    for path in sorted([*(ROOT / "course").glob("*.ipynb"), *(ROOT / "exercises").glob("*/*.ipynb")]):
        if path.stem != "glossary":
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            texts += ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    for item in bank.items().values():
        texts += [item.ask, *item.hints, *(m.message for m in item.mistakes if isinstance(m.message, str))]
    return [re.sub(r"<!--.*?-->|\]\([^)]*\)", "]", text, flags=re.S) for text in texts]


@pytest.mark.parametrize("word", [" ".join(word.split()) for word in HARD.split(";")])
def test_is_the_hard_word_explained(word):
    """As a heading, or as a form of one."""
    known = {form.lower() for term in glossary.terms() for form in (term.word, *term.also)}
    assert word.lower() in known


def test_does_every_entry_serve_a_page():
    """What no page says needs no explanation; it would make the list longer for nothing."""
    used = {term.word for page in pages() for term, _, _ in glossary.uses(page)}
    assert [term.word for term in glossary.terms() if term.word not in used] == []


def test_does_each_meaning_read_easily():
    """One to five sentences, none longer than thirty-five words, none that begins by repeating its heading."""
    for term in glossary.terms():
        sentences = re.split(r"(?<=[.?!:]) ", term.meaning)
        assert 1 <= len(sentences) <= 7, term.word
        assert max(len(s.split()) for s in sentences) <= 35, term.word
        assert term.meaning[-1] in ".?" and term.meaning[0].isupper(), term.word


def test_do_the_numbers_in_the_meanings_hold():
    """Poisson 9 between 3 and 15: 97 of 100 months. From 10 to 8: 2 points, 20 per cent. log2(8) = 3."""
    assert sum(exp(-9) * 9**k / factorial(k) for k in range(3, 16)) == pytest.approx(0.972, abs=0.001)
    meanings = {term.word: term.meaning for term in glossary.terms()}
    assert "between 3 and 15" in meanings["Poisson"]
    assert "10% to 8% is 2 percentage points" in meanings["Percentage point"]
    assert "log2(8) is 3" in meanings["Logarithm"]


def test_is_an_everyday_word_left_alone():
    """The night shift, “what do you mean”, a porter who runs; but a shift on the chart, the mean, a run."""
    found = [
        t.word
        for t, _, _ in glossary.uses("The night shift: what do you mean by a target? She runs the ward.")
    ]
    assert found == ["Target"]
    found = [t.word for t, _, _ in glossary.uses("A shift is a run of six. The mean is not the median.")]
    assert found == ["Shift", "Run", "Mean", "Median"]


def test_does_the_longest_form_win():
    """“Run chart” is not a run, and a word inside another is no use of it."""
    assert [t.word for t, _, _ in glossary.uses("A run chart of bed days, prerated")] == [
        "Run chart",
        "Occupied bed days",
    ]


def test_what_does_a_script_on_a_page_get():
    """A list that any script can read: word, forms (longest first), meaning without Markdown, anchor."""
    listed = json.loads(glossary.as_json())
    assert [set(entry) for entry in listed] == [{"word", "forms", "meaning", "anchor"}] * len(
        glossary.terms()
    )
    centre = next(entry for entry in listed if entry["word"] == "Centre line")
    assert centre["anchor"] == "Centre-line" and "*" not in centre["meaning"]
    assert centre["forms"] == ["centre lines", "Centre line"]


def test_does_a_still_page_explain_a_word_once():
    """The first use in the prose becomes a link with its meaning; code, headings, outputs and second uses stay."""
    page = (
        "<html><body><main><h2>The median</h2><p>A <b>median</b> &lt; mean; the median.</p>"
        "<div class='shown'>signal</div><pre>baseline</pre></main></body></html>"
    )
    soup = BeautifulSoup(with_explanations(page, "../course/glossary.html"), "html.parser")
    (link,) = soup.find_all("a", class_="term")
    assert link["href"] == "../course/glossary.html#Median" and link.string == "median"
    assert "halfway" in link["title"] and soup.h2.string == "The median"
    assert soup.p.get_text() == "A median < mean; the median."


def test_can_every_anchor_be_reached():
    """The page has a heading of each name, once."""
    cells = json.loads((ROOT / "course/glossary.ipynb").read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(c["source"]) for c in cells)
    headings = [h.replace(" ", "-") for h in re.findall(r"^### (.+)$", text, flags=re.M)]
    assert sorted(headings) == sorted(t.anchor for t in glossary.terms())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[term]]\nword = "Median"\nmeaning = ""\n', "mend the entry 'Median'"),
        ('[[term]]\nword = "A"\nmeaning = "B."\ncolour = 1\n', "mend the entry 'A'"),
        (
            '[[term]]\nword = "A"\nmeaning = "B."\n[[term]]\nword = "C"\nalso = ["a"]\nmeaning = "D."\n',
            "twice: a",
        ),
    ],
    ids=["no meaning", "an unknown key", "one form in two entries"],
)
def test_is_a_faulty_entry_refused_by_name(text, said, tmp_path, monkeypatch):
    """Whoever adds a word hears what to mend."""
    (tmp_path / "glossary.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(glossary, "SOURCE", tmp_path / "glossary.toml")
    with pytest.raises(ValueError, match=said):
        glossary.terms.__wrapped__()
