"""The glossary: is every hard word in it, does each entry serve a page, and is what it says exact?"""

import ast
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
association; astronomical point; baseline; balancing measure; Big I; binomial; bundle; centre line; change idea; Cohen's kappa; κ;
collaborative; common cause; control chart; control limits; coverage; crossing; decay; denominator; driver diagram; factorial test;
false alarm; fidelity; freeze; funnel plot; regression to the mean; Simpson's paradox; standardise; φ; equity gap; winsorise; imitation; information governance; innovation; interaction; kernel; log2; ln; mean; median;
Model for Improvement; moving range; NaN; noise; numerator; obd; occupied bed days; one-sided; operational definition; overdispersion;
outcome measure; p value; PDSA; percentage point; pilot; Poisson; p′; pool; prediction; process measure; quality improvement; ramp; rate;
reach; response ratio; restrictive practice; rule set; run; run chart; S-curve; sample; seed; shift; shrink; sigma; signal;
simulation; snag; SPC; special cause; stable; sustainability; synthetic; target; trend; u′; useful points; variance; Wald–Wolfowitz; Wilson's
interval; XmR chart; z; σ
"""


# Capitals that staff know, that a page explains where they stand, or that are codes: of trusts, of an answer, of Excel.
KNOWN = """
BMJ GP NHS PDF; EPOCH NA QIKAT SQUIRE; AMBER GREEN RED; NORM QUIL ZZTEST; SN ST SV TN TV; BI BINOM INV
"""


def pages():
    """The prose of every lesson and page of exercises; all words of the questions; what labs and charts say."""
    texts = [*lessons(), *questions(), *labs()]
    return [re.sub(r"<!--.*?-->|\]\([^)]*\)", "]", text, flags=re.S) for text in texts]


def lessons():
    for path in sorted([*(ROOT / "course").glob("*.ipynb"), *(ROOT / "exercises").glob("*/*.ipynb")]):
        if path.stem != "glossary":
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            yield from ("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def questions():
    from qilab.modules import bank

    for item in bank.items().values():
        messages = (m.message for m in item.mistakes)
        options = getattr(item.kind, "options", {})
        yield from (item.ask, item.praise, *item.hints, *messages, *map(str, dict(options).values()))


def labs():
    """Every string with a blank in it that is no docstring, in the labs' folders and where a chart is put into words."""
    source = ROOT / "src" / "qilab"
    files = [*source.glob("modules/*/*/*.py"), *source.glob("charts/*words.py")]
    for path in sorted(files):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        strings = (
            node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        yield from (s.value for s in strings if " " in s.value.strip() and s not in docstrings)


@pytest.mark.parametrize("word", [" ".join(word.split()) for word in HARD.split(";")])
def test_is_the_hard_word_explained(word):
    """As a heading, or as a form of one."""
    known = {form.lower() for term in glossary.terms() for form in (term.word, *term.also)}
    assert word.lower() in known


def test_is_every_sign_and_abbreviation_explained():
    """A Greek letter, a letter with a stroke such as p′, or two to six capitals: staff who meet one can ask for it."""
    explained = {word for term in glossary.terms() for form in term.forms for word in form.split()}
    unknown = {}
    for page in pages():
        # Not in code, and not in the names of a source's authors.
        prose = re.sub(r"(?s:```.*?```)|`[^`]*`|^- \[.*$", "", page, flags=re.M)
        for sign in re.findall(r"[α-ωΑ-Ω]|\b[a-z]′|\b[A-Z]{2,6}\b", prose):
            if sign not in explained and sign not in re.split(r"\W+", KNOWN):
                unknown.setdefault(sign, page[:100])
    assert unknown == {}


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


def explained(page):
    """What a still page has become, and the words that it explains, from top to bottom."""
    soup = BeautifulSoup(with_explanations(page, "../course/glossary.html"), "html.parser")
    return soup, [link.string for link in soup.find_all("a", class_="term")]


def test_does_a_still_page_explain_a_word_once():
    """The first use in the prose becomes a link with its meaning; code, headings, drawings and second uses stay."""
    page = (
        "<html><body><main><h2>The median</h2><p>A <b>median</b> &lt; mean; the median.</p>"
        "<div class='shown'><svg><text>signal</text></svg></div><pre>baseline</pre></main></body></html>"
    )
    soup, (word,) = explained(page)
    link = soup.find("a", class_="term")
    assert link["href"] == "../course/glossary.html#Median" and word == "median"
    assert "halfway" in link["title"] and soup.h2.string == "The median"
    assert soup.p.get_text() == "A median < mean; the median."


def test_does_a_still_page_explain_the_words_of_what_a_cell_shows():
    """A question that is printed, a table and what a chart says in words are read as prose is."""
    page = "<main><div class='shown'><ul><li>a run of six</li></ul><table><tr><th>obd</th></tr></table></div><p>A run, obd.</p></main>"
    assert explained(page)[1] == ["a run", "obd"]


def test_does_a_closed_answer_explain_only_its_own_words():
    """Whoever does not open it still finds the word explained below it, and the heading that opens it is no link."""
    page = "<main><details><summary>The median</summary><p>The median, the baseline.</p></details><p>A median; a baseline.</p></main>"
    soup, words = explained(page)
    assert words == ["median", "baseline", "median", "baseline"]
    assert soup.summary.string == "The median"


def test_are_the_words_of_a_form_explained_below_it():
    """No link in a label, where it would take the click that chooses: one line at the form's foot, each word once."""
    page = (
        "<main><p>A median.</p><form><fieldset><legend>Which baseline?</legend><label><input type='radio'>"
        "the median of the baseline</label><label><input type='radio'>the longest run</label></fieldset>"
        "<button>Check my answer</button></form><p>A baseline.</p></main>"
    )
    soup, words = explained(page)
    assert words == ["median", "baseline", "longest run"]
    assert soup.form.find_all("p")[-1].get_text() == "Words explained: baseline longest run"
    assert [tag.find("a") for tag in soup.find_all(["label", "legend", "button"])] == [None] * 4


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
