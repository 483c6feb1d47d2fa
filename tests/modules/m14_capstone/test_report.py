"""The report: is every number what the monthly table gives by hand, and does it claim no more than is shown?"""

import re
from math import sqrt

import pytest

from qilab.methods.change import rate_change
from qilab.methods.measure import wilson_interval
from qilab.modules.m14_capstone.cases import CLAIM, SHOWN, deal
from qilab.modules.m14_capstone.report import document, panel
from qilab.modules.m14_capstone.report.frames import NINE_LINES, OUTLINE
from qilab.modules.m14_capstone.report.numbers import avoided, claim, effect, numbers

CASES = [case for seed in (None, 7, 12) for case in deal(seed)]
BY_FATE = {case.truth.fate: case for case in deal(7)}
OWN = {
    "need": "Patients told us.",
    "aim": "By March, a third fewer <events> for #all patients.",
    "did": "Tests on *two* shifts.",
    "next": "",
}


def sums(case, places):
    part = case.monthly.iloc[list(places)]
    return int(part["events"].sum()), int(part["opportunities"].sum())


def value(case, start):
    return next(n.value for n in numbers(case) if n.label.startswith(start))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.subject.key}-{c.truth.fate}")
def test_are_the_numbers_those_of_the_table(case):
    """Baseline, later months, change and its interval, limits: worked out here from the monthly table."""
    per, chart = case.subject.outcome.per, case.subject.outcome.chart
    before = [p for p in range(case.start) if p not in case.picked]
    after = range(case.first_low or case.start, 30)
    (x1, n1), (x2, n2) = sums(case, before), sums(case, after)
    a, b = x1 / n1, x2 / n2
    assert value(case, "Baseline").startswith(f"{per * a:.1f}")
    assert value(case, "Afterwards").startswith(f"{per * b:.1f}")
    gap = effect(case)
    assert gap.estimate == pytest.approx(per * (b - a))
    if chart == "p":  # Newcombe 1998, method 10
        (l1, u1), (l2, u2) = wilson_interval(x1, n1), wilson_interval(x2, n2)
        ends = (b - a - sqrt((b - l2) ** 2 + (u1 - a) ** 2), b - a + sqrt((u2 - b) ** 2 + (a - l1) ** 2))
    else:
        found = rate_change(x1, n1, x2, n2).difference
        ends = (found.low, found.high)
    assert (gap.low, gap.high) == pytest.approx([per * end for end in ends])
    n = case.monthly["opportunities"].iloc[case.start - 1]
    sigma = sqrt(a * (1 - a) / n) if chart == "p" else sqrt(a / n)
    low, high = max(0, per * (a - 3 * sigma)), per * (a + 3 * sigma)
    assert value(case, "Ordinary months") == f"{low:.1f} and {high:.1f}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.subject.key}-{c.truth.fate}")
def test_can_each_sum_be_done_again(case):
    """Every “1,000 × 163 ÷ 25,204 = 6.47” in the derivations comes out."""
    seen = 0
    for n in numbers(case):
        for per, x, of, came in re.findall(r"(?<![\d.,])([\d,]+) × ([\d,]+) ÷ ([\d,]+) = (\d+\.\d+)", n.how):
            per, x, of = (int(v.replace(",", "")) for v in (per, x, of))
            assert per * x / of == pytest.approx(float(came), abs=0.0051)
            seen += 1
        for gap, n12, per, came in re.findall(r"(\d+\.\d+) × ([\d,]+) ÷ ([\d,]+) = (\d+\.\d)", n.how):
            size = int(n12.replace(",", "")) / int(per.replace(",", ""))
            assert float(gap) * size == pytest.approx(float(came), abs=0.005 * size + 0.05)
    assert seen >= 4
    (change,) = (n for n in numbers(case) if n.label == "Change")
    ends = re.findall(
        r"(−?[\d.]+) ([−+]) √\(\(([\d.]+) − ([\d.]+)\)² \+ \(([\d.]+) − ([\d.]+)\)²\) = (−?\d+\.\d\d)",
        change.how,
    )
    assert len(ends) == 2
    for middle, sign, *parts, came in ends:
        a, b, c, d = map(float, parts)
        reach = sqrt((a - b) ** 2 + (c - d) ** 2)
        middle, came = (float(v.replace("−", "-")) for v in (middle, came))
        assert middle + (reach if sign == "+" else -reach) == pytest.approx(came, abs=0.021)
    assert [n.letter for n in numbers(case)] == list("abcdefghi")[: len(numbers(case))]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.subject.key}-{c.truth.fate}")
def test_is_no_more_claimed_than_is_shown(case):
    """A fall only where the rules show it; in the null case no improvement in any line of any form of the report."""
    if case.truth.fate in SHOWN:
        assert claim(case).startswith(f"Fewer {case.subject.outcome.name}")
        size = case.monthly["opportunities"].iloc[-12:].sum() / case.subject.outcome.per
        assert avoided(case).estimate == pytest.approx(-effect(case).estimate * size)
        assert ("But there are more" in claim(case)) == case.truth.price
    else:
        assert claim(case).startswith("Not yet shown") and avoided(case) is None
        assert "none claimed" in value(case, f"{case.subject.outcome.name.capitalize()} avoided")
        assert value(case, "Month of change") == "none"
    assert any("regression to the mean" in n.how for n in numbers(case)) == bool(case.picked)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.subject.key}-{c.truth.fate}")
def test_is_the_count_that_of_the_export(case):
    """Lines of the export less those that go is what the months hold together."""
    (counted, *_) = numbers(case)
    assert counted.value == f"{case.monthly['events'].sum()} in 30 months"
    first, *less = (int(v) for v in re.findall(r"\d+", counted.how.partition("=")[0]))
    assert first - sum(less) == case.monthly["events"].sum() and first == len(case.lines)


def test_has_the_page_its_nine_lines():
    """In the order of the story, the learner's words on four of them and nobody else's."""
    lines = document.content(BY_FATE["clear"], 7, "fell", OWN)["lines"]
    assert len(lines) == 9
    assert [i for i, line in enumerate(lines, start=1) if line[2]] == [1, 2, 6]
    assert lines[1][1:] == ["", OWN["aim"]] and BY_FATE["clear"].subject.idea in lines[5][1]


@pytest.mark.parametrize("said", CLAIM)
def test_is_the_teams_own_claim_held_against_the_chart(said):
    page = document.content(BY_FATE["null"], 7, said, OWN)
    assert ("does not support that" in page["lines"][7][1]) == (said != "not_yet")
    assert "not an improvement" in page["claim"]


def test_is_the_web_page_whole_and_safe():
    """What was typed is shown as it was typed; all numbers, nine lines and eighteen headings are there."""
    case = BY_FATE["masked"]
    html = document.html_page(document.content(case, 7, "fell", OWN)).decode()
    assert "a third fewer &lt;events&gt; for #all" in html and "<events>" not in html
    for n in numbers(case):
        assert f"({n.letter})" in html and n.value.replace("&", "&amp;") in html
    assert len(NINE_LINES) == 3 and all(len(lines) == 3 for _, lines in NINE_LINES)
    assert len(OUTLINE) == 18 and all(f"<strong>{name}: </strong>" in html for name, _ in OUTLINE)
    assert "synthetic" in html and "http" not in html.replace("http://www.w3.org", "")


@pytest.mark.parametrize("fate", ["masked", "null"])
def test_is_the_pdf_one_page_and_two_sheets_however_much_is_typed(fate):
    """300 letters in each of four boxes, and the longest table: the report still ends on its page. Tagged."""
    own = dict.fromkeys(OWN, "Many words " * 27)
    pdf = document.pdf_page(document.content(BY_FATE[fate], 7, "not_yet", own))
    assert pdf.startswith(b"%PDF-1.7") and len(re.findall(rb"/Type\s*/Page\b", pdf)) == 3
    assert b"/MarkInfo" in pdf and b"/StructTreeRoot" in pdf


def test_what_is_said_where_no_pdf_can_be_made(monkeypatch):
    """Without the drawing of the chart (the browser edition): the web page, and what to do with it."""
    monkeypatch.setattr(document.renderer, "svg", lambda spec: None)
    made = panel.made(BY_FATE["null"], 7, "not_yet", OWN)
    assert "print it to PDF from your browser" in made["files"] and "improvement-report.html" in made["files"]


def test_are_letters_that_no_font_has_told():
    page = document.content(BY_FATE["null"], 7, "not_yet", OWN | {"aim": "\U00010c00 \U0001e900"})
    try:
        assert document.pdf_page(page).startswith(b"%PDF")  # this computer has such a font
    except document.ReportError as problem:
        assert "web page is complete" in str(problem)


def test_are_the_derivations_a_button_away():
    """In the lab: shut until the truth is open, then each number with its sum."""
    from qilab.labs import sealed_case

    lab = sealed_case(seed=7, case=BY_FATE["null"].subject.key).set(guess=0)
    assert lab.states["show"]["disabled"] and lab.states["make"]["disabled"]
    while not lab.play.is_over:
        lab.press("three")
    lab.set(claim="not_yet").press("open").press("show")
    assert lab.texts["report"].count("<details") == len(numbers(BY_FATE["null"]))
    lab.set(aim="Fewer errors").press("make")
    assert "improvement-report.pdf" in lab.texts["files"]
    assert "improvement-report" not in lab.still()  # what bears a learner's words is not kept in the notebook
