"""The facilitators' pages: rendered, with links that work, and out of learners' way."""

import json
import re
import subprocess
import sys
from math import sqrt
from pathlib import Path

import pytest

from qilab.publish.facilitators.making import Maker
from qilab.publish.facilitators.pages import FacilitatorPages
from qilab.publish.facilitators.server import Desk
from qilab.publish.links import links_of, prose_of
from qilab.publish.module import find_modules
from qilab.publish.pack import ON_DEMAND_NOTE, packed_names
from qilab.publish.timed.source import read_plans

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages():
    return FacilitatorPages(ROOT, find_modules(ROOT))


def test_does_a_learner_s_page_lead_to_a_facilitator_s():
    """Lessons, exercises, Start here, the reading view, and the README up to its part for facilitators: not one link."""
    learners = [*(ROOT / "course").glob("*.ipynb"), *(ROOT / "exercises").rglob("*.ipynb")]
    assert len(learners) > 25
    for path in learners:
        text = path.read_text(encoding="utf-8")
        assert not [link for link in links_of(prose_of(path, text)) if "facilitator" in link], path.name
        assert "facilitator/" not in text, path.name
    readme = (ROOT / "README.md").read_text(encoding="utf-8").partition("## For facilitators")
    assert readme[1] and not [link for link in links_of(readme[0]) if "facilitator" in link]
    for path in (ROOT / "src/qilab/reading/extensions/qilab-reading/files").glob("p*.js*"):
        assert "facilitator/" not in path.read_text(encoding="utf-8"), path.name


def test_is_the_front_page_a_page_from_which_everything_opens(pages):
    """No Markdown is left in it, nothing speaks of links that may not work, and each plan, module and file is one click away."""
    front = pages.write("index.html")
    body = front.partition("</style>")[2]
    assert not re.search(r"\]\(|\*\*|\|---|\{\{|&lt;a ", body) and ON_DEMAND_NOTE not in front
    links = set(re.findall(r'href="([^"]+)"', body))
    plans = {plan["key"] for plan in read_plans(ROOT)}
    assert {f"{key}.html" for key in plans} | {f"room.html#{key}" for key in plans} <= links
    assert {"room.html", "marking.html"} <= links
    made = {path.relative_to("course/facilitator").as_posix() for path in packed_names(pages.modules)}
    assert made <= links and "organiser/handout_m06_run_charts.pdf" in made
    known = made | set(pages.names)
    for link in links - {link for link in links if link.startswith("https:")}:
        place, _, part = link.partition("#")
        assert place in {"", *known}, link
        assert place not in ("", "index.html") or not part or f'id="{part}"' in body, link


def test_is_the_bag_of_beads_described_with_its_own_sigmas():
    """A spoonful of 50 without replacement, a fifth of the beads red: the hypergeometric standard deviation."""
    few, many = (sqrt(50 * 0.2 * 0.8 * (beads - 50) / (beads - 1)) for beads in (100, 400))
    front = " ".join((ROOT / "facilitators" / "front.md").read_text(encoding="utf-8").split())
    assert f"sigma of {few:.1f} in place of {many:.1f}" in front


def test_leads_a_link_to_a_lesson_there_where_there_is_one(pages):
    """In the pack, which holds no lessons, the words stay and no link is dead; a server has an address for it."""
    alone = pages.write("m06_run_charts.html")
    assert "m06_run_charts.ipynb" not in alone and "Open the lesson and run it once" in alone
    served = FacilitatorPages(ROOT, pages.modules, elsewhere={"../m06_run_charts.ipynb": "../there"})
    assert 'Open the <a href="../there">lesson</a> and run it once' in served.write("m06_run_charts.html")


def test_has_the_room_view_every_step_of_every_plan(pages):
    """Twelve steps of half a day with its four hours; each says what to do, but a break; a plan of meetings has six."""
    text = pages.write("room.html")
    assert not re.search(r'(?:src|href)="https?:', text)
    data = re.search(r'<script type="application/json" id="plans">(.*?)</script>', text, flags=re.S)[1]
    assert "<" not in data
    plans = {plan["key"]: plan for plan in json.loads(data)}
    half = plans["half_day"]["steps"]
    assert len(half) == 12 and sum(step["minutes"] for step in half) == 240
    assert all(step["do"] and step["ask"] for step in half if step["what"] != "Break")
    weeks = [plan for key, plan in plans.items() if key.startswith("six_weeks")]
    assert [sum(step["minutes"] for step in week["steps"]) for week in weeks] == [90] * 6
    assert weeks[0]["steps"][-1]["ask"].startswith("Bring: ")


@pytest.mark.parametrize(
    "name",
    [
        "../../pyproject.toml",
        "../reports",
        "",
        "m06/../../../pyproject.toml",
        "m06/lost.html",
        "m06/\0.html",
        "x" * 5_000,
    ],
)
def test_are_reports_served_and_nothing_else_of_the_folder(tmp_path, name):
    (tmp_path / "pyproject.toml").write_text("secret", encoding="utf-8")
    (tmp_path / "grading/reports/m06").mkdir(parents=True)
    (tmp_path / "grading/reports/m06/facilitator.html").write_text("<h1>A report</h1>", encoding="utf-8")
    desk = Desk(tmp_path)
    assert desk.report("m06/facilitator.html") == b"<h1>A report</h1>"
    assert desk.report(name) is None


@pytest.fixture
def maker():
    """A maker whose command is a line of Python; `maker.lines` is what was asked for."""

    def start(command, **options):
        lines.append(command[3:])
        return subprocess.Popen([sys.executable, "-c", command[-1]], **options)

    lines: list[list[str]] = []
    made = Maker(start=start)
    made.lines = lines
    yield made
    made.stop()


def until_ended(making):
    making.over.wait(30)
    return making.as_words()


def test_is_a_file_made_once_however_often_it_is_clicked(maker, tmp_path):
    slow = "input_ = print(' 3 of 9 files: M6'); import time; time.sleep(0.5)"
    first = maker.ask("a.pdf", ["pack", slow], tmp_path)
    assert maker.ask("a.pdf", ["pack", slow], tmp_path) is first
    told = until_ended(first)
    assert (told["state"], told["said"], len(maker.lines)) == ("ready", "3 of 9 files: M6", 1)


def test_is_a_failure_told_in_the_command_s_own_words_and_tried_again_only_when_asked(maker, tmp_path):
    failing = "print('Not made: the disk is full'); raise SystemExit(1)"
    told = until_ended(maker.ask("a.pdf", ["pack", failing], tmp_path))
    assert (told["state"], told["said"]) == ("failed", "Not made: the disk is full")
    assert maker.ask("a.pdf", ["pack", "pass"], tmp_path).failed and len(maker.lines) == 1
    assert until_ended(maker.ask("a.pdf", ["pack", "pass"], tmp_path, again=True))["state"] == "ready"
