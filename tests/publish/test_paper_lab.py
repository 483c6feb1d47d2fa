"""The paper labs: what a room gets in print, and whether the printed key would earn full marks."""

import dataclasses
import io
import json
import re
from functools import partial
from math import comb
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import typst
from PIL import Image

from qilab import answer
from qilab.modules import bank
from qilab.publish import paper, paper_lab
from qilab.publish.module import find_modules
from qilab.publish.paper_lab import cards, questions, trees
from qilab.publish.paper_lab.charts import scale
from qilab.publish.paper_lab.fill import filled
from qilab.publish.paper_lab.source import Directive, read_sheets
from qilab.questions.evaluate import evaluate, read
from qilab.questions.item import BadContent
from qilab.questions.kinds import (
    ChoiceAnswer,
    FieldsAnswer,
    LabelsAnswer,
    MonthsAnswer,
    OrderAnswer,
    PairsAnswer,
    TableAnswer,
    YesNoAnswer,
)
from support.seeds import nightly

ROOT = Path(__file__).parents[2]
LABS = [m for m in find_modules(ROOT) if (m.folder / paper_lab.NAME).is_file()]


@pytest.fixture(scope="module", params=LABS, ids=lambda m: m.address)
def lab(request):
    """A module with a paper lab, the Typst markup of its pages, and the questions on them."""
    kept = {}

    def no_typesetting(pages):
        kept["parts"] = "".join(pages.parts)
        return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper.Pages, "pdf", no_typesetting)
        patch.setattr(paper_lab, "refuse_gaps", lambda module, asked: kept.update(asked=asked))
        paper_lab.paper_lab(request.param)
    return request.param, kept["parts"], kept["asked"]


def test_is_every_question_of_the_exercises_on_paper_once(lab):
    module, _, asked = lab
    wanted = [item.key for exercise in module.exercises for item in exercise.items]
    printed = [each.item.key for each in asked if not each.code.startswith("V")]
    assert sorted(printed) == sorted(wanted)
    codes = [each.code for each in asked]
    assert len(set(codes)) == len(codes)


def test_would_the_printed_key_earn_full_marks(lab):
    """Whoever copies the key into the notebook's forms: does the item bank call all of it right?"""
    _, _, asked = lab
    for each in asked:
        item, exercise = each.item, bank.exercise_of(each.item)
        data = exercise.data() if exercise else None
        said = questions.right_in_words(item, each.labels)
        verdict = evaluate(item, read(item, _copied(item.kind, said, each.labels)), data)
        assert verdict.score == verdict.points, (each.code, said, verdict.message)


def _copied(kind, said, labels):
    """The printed answer as somebody would type it. labels: what parts and options are called on this sheet."""
    said = said.strip().removesuffix(".")
    if isinstance(kind, TableAnswer):
        return kind.nested(_copied(kind.fields, said, labels))
    if isinstance(kind, PairsAnswer):
        letters = dict(zip(questions.LETTERS, kind.choices, strict=False))
        found = [part.rsplit(": ", 1) for part in said.split("; ")]
        return dict(zip(kind.rows, (letters[letter] for _, letter in found), strict=True))
    if isinstance(kind, FieldsAnswer):
        names = [questions._capital(labels.get(name, kind.words(name))) for name in kind.kinds]
        starts = [said.index(f"{name}:" if not name.endswith("?") else name) for name in names]
        ends = [*starts[1:], len(said)]
        values = [said[a:b].removeprefix(n).lstrip(":") for n, a, b in zip(names, starts, ends, strict=True)]
        return answer(
            **{n: _copied(k, v, labels) for (n, k), v in zip(kind.kinds.items(), values, strict=True)}
        )
    if isinstance(kind, ChoiceAnswer):
        return list(kind.options)[questions.LETTERS.index(said.strip()[0])]
    if isinstance(kind, LabelsAnswer):
        by_words = {labels.get(key, words): key for key, words in kind.options.items()}
        return [by_words.get(name, name) for name in said.split(", ")]
    if isinstance(kind, MonthsAnswer):
        return [pd.Timestamp(month).strftime("%Y-%m") for month in said.split(", ")]
    if isinstance(kind, OrderAnswer):
        by_name = {labels.get(key, key): key for key in kind.options}
        return [by_name[name] for name in said.split(", ")]
    if isinstance(kind, YesNoAnswer):
        return said.strip() == "yes"
    number, _, unit = said.replace("−", "-").replace("%", " %").strip().partition(" ")
    value = float(number.replace(",", ""))
    return answer(value, unit=unit) if unit else value


SCREEN_WORDS = r"\b(click|press(es|ed)? (Run|the)|notebook|NaN|scroll|kernel|run it|the list above|the table above|type (it|in))\b"


def test_do_the_sheets_speak_of_paper_and_not_of_a_screen(lab):
    """The sheets as they are written; what is said to slips is the item bank's."""
    module, _, _ = lab
    prose = re.sub(
        r"(?ms)^::: (frame|said|chart|chart-cards|coded-cards)\b.*?^:::$", "", module.text(paper_lab.NAME)
    )
    assert not re.search(SCREEN_WORDS, prose, flags=re.I), re.search(SCREEN_WORDS, prose, flags=re.I)
    assert not re.search(r"\b[mE]\d+\.\w*_\w+", re.sub(r"(?m)^:::.*$|\{\{.*?\}\}", "", prose, flags=re.S))


def test_does_the_key_speak_of_paper_and_not_of_a_screen(lab):
    """A facilitator reads the replies aloud in a room without a laptop: no code, no names of columns, nothing to press."""
    _, _, asked = lab
    screen = r"\b(in code|notebook|click|press(es|ed)?\b|slider|run it|type (it|in)|[a-z]+_\w+|\w+\(\))"
    for each in asked:
        for text in (each.worked or each.item.praise, *(words for _, words in each.replies)):
            assert not re.search(screen, text), (each.code, text)


def test_what_a_paper_lab_says_to_a_slip_in_place_of_the_bank():
    """One reply is replaced, one is left out, and the others stay; a slip that does not exist is named."""
    body = "Where?\n+++\nHere.\n+++\nmean for median: Sort them.\nrolling median:"
    asked = questions.ask(paper.Pages("t"), Directive("ask", {"item": "m06.centre_line"}, body, 1), 0)
    bank_says = {m.name: m.message for m in asked.item.mistakes}
    bank_says |= {"mean for median": "Sort them."}
    del bank_says["rolling median"]
    assert dict(asked.replies) == bank_says
    with pytest.raises(BadContent, match="no slip “tea”"):
        told = Directive("ask", {"item": "m06.centre_line"}, "Where?\n+++\n\n+++\ntea: no", 1)
        questions.ask(paper.Pages("t"), told, 0)


def test_does_the_minute_plan_run_on_and_name_every_vote(lab):
    """Each step begins where the last one ended, paper takes no less time than the lesson, the exercises have the minutes that the bank gives
    them, and the votes on the sheets are the votes of the plan, no more and no fewer."""
    module, _, asked = lab
    plan = re.findall(r"(?m)^\| (\d+)–(\d+) \| (.*?) \|", module.text(paper_lab.NAME))
    assert len(plan) > 5 and plan[0][0] == "0"
    assert int(plan[-1][1]) >= module.minutes
    (exercises,) = [int(end) - int(begin) for begin, end, step in plan if step.startswith("Exercises")]
    assert exercises >= sum(exercise.minutes for exercise in module.exercises)
    assert [end for _, end, _ in plan[:-1]] == [begin for begin, _, _ in plan[1:]]
    named = set()
    for _, _, step in plan:
        for first, last in re.findall(r"V(\d+) to V(\d+)", step):
            named |= set(range(int(first), int(last) + 1))
        named |= {int(number) for number in re.findall(r"V(\d+)", step)}
    assert named == {int(each.code[1:]) for each in asked if each.code.startswith("V")}


def test_is_nothing_left_unfilled_or_unsaid(lab):
    _, parts, _ = lab
    assert "{{" not in parts and not re.search(r"\bNone\b(?! (?:of|yet)\b)", parts) and '"nan"' not in parts


def test_does_a_deck_of_scoops_hold_what_its_tray_gives():
    """A fifth of 50 beads is 10 with σ 2.8; a tenth is 5 with σ 2.1. A deck is cut from the middle, so its spread is a little less."""
    for red, number, mean, sigma in ((20, 24, 10.0, 2.83), (10, 8, 5.0, 2.12)):
        counts = cards.scoop_counts(red, 50, number)
        assert len(counts) == number
        assert np.mean(counts) == pytest.approx(mean, abs=0.15)
        assert 0.8 * sigma < np.std(counts) < 1.02 * sigma
    deck = cards.scoop_counts(20, 50, 24)
    told = (ROOT / "src/qilab/modules/m01_why_qi/paper.md").read_text(encoding="utf-8")
    assert f"The cards go from {min(deck)} to {max(deck)}" in told and min(deck) > 3
    assert "Nobody meets the target of 3 with the cards of tray A" in told
    # 80 red beads of 400, 50 in the spoon: each of six has so many ways to 3 or fewer, out of all
    met = sum(comb(80, red) * comb(320, 50 - red) for red in range(4)) / comb(400, 50)
    assert f"about {100 * (1 - (1 - met) ** 6):.0f} rounds in 100" in " ".join(told.split())


def test_do_backs_fall_on_their_fronts():
    """Turned over on the long edge, the left card of a row lies on the right one of the page behind it."""
    pages = paper.Pages("t")
    made = [cards.Card(f"f{n}", f"b{n}") for n in range(1, 6)]
    cards.lay_out(pages, made, Directive("cards", {"size": "large"}, "", 1))
    assert [re.findall(r"\[([fb]?\d?)\]", part) for part in pages.parts if "card-page" in part][:2] == [
        ["f1", "f2"],
        ["b1", "b2"],
    ]
    pages = paper.Pages("t")
    cards.lay_out(pages, made[:3], Directive("cards", {"size": "medium"}, "", 1))
    fronts, backs = (re.findall(r"\[(.*?)\]", part) for part in pages.parts if "card-page" in part)
    assert fronts == ["f1", "f2", "f3", "", "", ""] and backs == ["b2", "b1", "", "b3", "", ""]


def test_does_a_driver_diagram_on_paper_have_every_box_and_link_of_the_exercise():
    """E2.6 has 13 boxes besides its four measures, which are told in boxes, and 13 links, since one idea serves two drivers."""
    pages = paper.Pages("t")
    trees.tree(pages, Directive("tree", {"of": "E2.6"}, "", 1))
    drawn = json.loads(pages.files["tree-1.json"])
    assert sorted(int(box["name"]) for box in drawn["boxes"]) == list(range(1, 14))
    assert len(drawn["links"]) == 13
    assert {n for box in drawn["boxes"] for n in re.findall(r"\((\d+)\)", " ".join(box["foot"]))} == {
        *("14", "15", "16", "17")
    }


def test_is_a_scale_one_that_a_hand_would_draw():
    assert scale(13, whole=True) == (5, 15)
    assert scale(20.0, whole=False) == (5, 25)
    assert scale(2.4, whole=False) == (0.5, 2.5)
    assert scale(4, whole=True) == (1, 5)


def test_what_a_field_is_filled_with():
    """E1.1 has 24 scoops; a minus is a minus; another seed is another table."""
    assert filled("{{E1.1: len(data)}} scoops, {{E1.1: -2.0 | .1f}}") == "24 scoops, −2.0"
    assert filled('{{E1.3@7: data["late"].sum()}}') != filled('{{E1.3: data["late"].sum()}}')


def how_full(make, monkeypatch):
    """How far down each page is used, from 0 to 1, its foot left out. make: makes the pages."""
    pictures = []

    def draw(main, letters):
        pictures.extend(typst.compile(main, font_paths=letters, format="png", ppi=20))
        return b""

    monkeypatch.setattr(paper, "_settled", draw)
    make()
    shares = []
    for picture in pictures:
        drawn = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
        above = drawn[: len(drawn) - 12]  # the foot: 1.5 cm at 20 dots an inch
        rows = np.flatnonzero((above < 252).any(axis=1))
        shares.append(rows[-1] / len(above) if len(rows) else 0.0)
    return shares


# The shortest to make before a change, all of them at night.
@pytest.mark.parametrize("module", [m for m in LABS if nightly(1, m.number == 9)], ids=lambda m: m.address)
def test_is_no_page_of_a_lab_half_empty(module, monkeypatch):
    """But for the end of the guide and of the key, and for sides that stay empty so that the backs of cards fall on their fronts."""
    shares = how_full(partial(paper_lab.paper_lab, module), monkeypatch)
    short = {page: round(share, 2) for page, share in enumerate(shares, 1) if 0 < share < 0.6}
    assert set(short) <= {2, 3, len(shares)} and shares.count(0) <= 1, short


def test_is_a_module_without_a_paper_lab_told_to_write_one(tmp_path):
    module = dataclasses.replace(LABS[0], folder=tmp_path)
    with pytest.raises(BadContent, match=r"write paper\.md"):
        paper_lab.paper_lab(module)


def test_is_a_sheet_of_one_side_that_needs_two_pages_refused(tmp_path, monkeypatch):
    """Printed on one side, its second half would be missing from the room."""
    monkeypatch.setattr(paper_lab, "refuse_gaps", lambda module, asked: None)
    (tmp_path / paper_lab.NAME).write_text(
        "# A long sheet {for=you}\n\n" + "Words.\n\n" * 60, encoding="utf-8"
    )
    with pytest.raises(BadContent, match="“A long sheet” is one side by its heading"):
        paper_lab.paper_lab(dataclasses.replace(LABS[0], folder=tmp_path))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Words first", "begin with a sheet"),
        ("# A sheet", "needs for="),
        ("# A sheet {for=you colour=red}", "knows only print="),
        ("# A sheet {for=you}\n\n::: cards", "never closed"),
        ("# A sheet {for=you}\n\n:::", "opens nothing"),
        ('# A sheet {for=you}\n\n::: cards back="x', "No closing quotation"),
    ],
)
def test_is_a_source_that_cannot_be_read_refused_in_words(text, told):
    with pytest.raises(BadContent, match=re.escape(told)):
        read_sheets(text)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("::: carts\n:::", "no directive “carts”"),
        ("::: tally to=3 label=x\n:::", "needs from="),
        ("::: tally from=a to=3 label=x\n:::", "whole number"),
        ("::: record\n| a |\n:::", "Markdown table"),
        ("::: record widths=1,2\n| a |\n|---|\n| |\n:::", "2 widths for 1 columns"),
        ("::: chart of=E6.2 y=bed line=all unit=x\n:::", "no column bed"),
        ("::: chart of=E6.2 y=falls line=some unit=x\n:::", "all, none or a number"),
        ("::: frame of=E6.2\n3\n:::", "must be a table"),
        ("::: bars\n3\n:::", "must be a table"),
        ("::: control-chart squared unit=x height=3cm\n3\n:::", "must be what spc gives"),
        (
            "::: control-chart unit=x height=3cm lines=some\nfrom qilab import spc\nspc([1, 2], 'i')\n:::",
            "lines= takes",
        ),
        (
            "::: control-chart squared unit=x height=3cm notes=May=rain\nfrom qilab import spc\nspc([1, 2], 'i')\n:::",
            "notes= takes",
        ),
        ("::: control-chart-cards\n3\n:::", "must be a list of cards"),
        ("::: key\n:::", "before any question"),
        ("{{E1.1: data.nothing}}", "fails"),
        ("{{E1.1 nothing}}", "not filled in"),
        ("Nothing else", "m06.centre_line is asked 0 times"),
    ],
)
def test_is_a_directive_that_cannot_be_followed_refused_in_words(body, told, monkeypatch):
    module = next(m for m in LABS if m.number == 6)
    monkeypatch.setattr(type(module), "text", lambda self, name: f"# A sheet {{for=you}}\n\n{body}\n")
    monkeypatch.setattr(paper.Pages, "pdf", lambda pages: b"")
    with pytest.raises(BadContent, match=re.escape(told)):
        paper_lab.paper_lab(module)
