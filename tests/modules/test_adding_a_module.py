"""Adding a module is adding a folder: nothing else is edited, and taking the folder away takes all of it away.

The tiny module of `sample/` is put into a copy of the course; a Python of its own then builds it, answers it, marks it,
and looks for it wherever a learner or a facilitator would.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).parent / "sample" / "m99_made_up"
MODULES = Path("src", "qilab", "modules")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "_datasets")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The course as it is, in another folder, as nobody has changed it."""
    course = tmp_path_factory.mktemp("copy") / "qi-lab"
    for name in ("src", "course", "exercises", "solutions", "datasets", "docs", "facilitators"):
        shutil.copytree(ROOT / name, course / name, ignore=LEFT_OUT)
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "CITATION.cff",
        "nbgrader_config.py",
        "pyproject.toml",
    ):
        shutil.copy(ROOT / name, course / name)
    for name in ("SECURITY.md", "CODE_OF_CONDUCT.md", "CHANGELOG.md"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, course / name)
    return course


@pytest.fixture(scope="module")
def course(copy):
    """The copy with one folder more, built; taken away and built again at the end."""
    before = {p.relative_to(copy): p.read_bytes() for p in built(copy)}
    shutil.copytree(SAMPLE, copy / MODULES / SAMPLE.name)
    run(copy, "from pathlib import Path\nfrom qilab.publish import build\nbuild(Path.cwd())")
    yield copy
    shutil.rmtree(copy / MODULES / SAMPLE.name)
    run(copy, "from pathlib import Path\nfrom qilab.publish import build\nbuild(Path.cwd())")
    assert {p.relative_to(copy): p.read_bytes() for p in built(copy)} == before


def built(course):
    """All that a build writes."""
    folders = ("course", "exercises", "solutions")
    return [
        course / "README.md",
        course / "docs" / "methods.md",
        *(p for name in folders for p in (course / name).rglob("*") if p.is_file()),
    ]


def run(course, program, *words):
    """A program in a fresh Python that knows the copy's package alone; what it prints."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QILAB")}
    environment |= {"PYTHONPATH": str(course / "src"), "QILAB_PROGRESS": str(course / "progress.json")}
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=course, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_is_it_built_as_lesson_exercises_and_solutions(course):
    """One notebook in each room, under the name of its folder."""
    name = "m99_made_up"
    for path in (f"course/{name}.ipynb", f"exercises/{name}/{name}.ipynb", f"solutions/{name}/{name}.ipynb"):
        cells = json.loads((course / path).read_text(encoding="utf-8"))["cells"]
        assert "A made-up module" in "".join(cells[0]["source"]), path


def test_does_it_answer_back(course):
    """A right answer, a known mistake, a lab and a question of the lesson, through the public names."""
    said = run(
        course,
        "from qilab import ask, check, data_for, labs\n"
        "ward = data_for('E99.1')\n"
        "print(check('m99.falls_of_the_year', int(ward['falls'].sum())))\n"
        "print(check('m99.falls_of_the_year', int(ward['falls'].iloc[-1])))\n"
        "print(labs.two_coins(seed=7))\n"
        "print(ask('m99.how_many_months'))\n",
    )
    assert "✓ Right · 1 of 1 point" in said
    assert "That is the last month alone. Add up all twelve." in said
    assert "Two coins, seed 7" in said
    assert "How many months has a year?" in said


def test_is_it_in_the_map_the_knowledge_test_and_the_record(course):
    """Answered, it counts on the learner's map; its skill is asked about; three quarters make a record."""
    said = run(
        course,
        "from qilab import check, data_for\n"
        "from qilab.learner.map import map_of\n"
        "from qilab.learner.completion.content import content_for\n"
        "from qilab.learner.knowledge.test import SKILLS\n"
        "check('m99.falls_of_the_year', int(data_for('E99.1')['falls'].sum()))\n"
        "print(map_of('m99_made_up'))\n"
        "print(SKILLS['add up'])\n"
        "from qilab.learner.knowledge.forms import all_tests\n"
        "from qilab.learner.knowledge.questions import questions\n"
        "print('right:', questions()['m99.how_many_days'].versions['B'].right)\n"
        "print('unchanged:', all(t.digest == t.digest_now() for t in all_tests()))\n"
        "print(content_for('A Name').modules)\n",
    )
    assert "1 of 1 points" in said and "✓ Met" in said
    assert "add up the falls of a year" in said
    assert "right: 21" in said and "unchanged: True" in said
    assert "Module 99, A made-up module" in said


def test_is_it_where_people_look_for_it(course):
    """Start here, README, the facilitators' front page, its own page, the six weeks, the map of methods."""
    start = (course / "course/00_start_here.ipynb").read_text(encoding="utf-8")
    assert "A made-up module: [the lesson](m99_made_up.ipynb)" in start
    assert "M99 A made-up module" in (course / "README.md").read_text(encoding="utf-8")
    front = (course / "course/facilitator/README.md").read_text(encoding="utf-8")
    assert "| M99 A made-up module | 5 |" in front
    page = (course / "course/facilitator/m99_made_up.md").read_text(encoding="utf-8")
    assert "the last month only" in page
    weeks = (course / "course/facilitator/six_weeks.md").read_text(encoding="utf-8")
    assert "[module 99](m99_made_up.md)" in weeks
    methods = (course / "docs/methods.md").read_text(encoding="utf-8")
    assert "| `deming_funnel`, `funnel_variance` | tampering | M12, M99 |" in methods


def test_is_it_on_paper_and_on_the_wall(course):
    """Its pages to print hold the question and the answer; its slides the vote of the lesson, for the browser and for PowerPoint."""
    said = run(
        course,
        "from pathlib import Path\n"
        "from qilab.publish.module import find_modules\n"
        "from qilab.publish.paper_lab import paper_lab\n"
        "from qilab.publish.decks import read_deck\n"
        "from qilab.publish.decks.html import as_html\n"
        "from qilab.publish.decks.powerpoint import as_pptx\n"
        "module = next(m for m in find_modules(Path.cwd()) if m.number == 99)\n"
        "print(paper_lab(module)[:5], len(paper_lab(module)) > 10_000)\n"
        "deck = read_deck(module)\n"
        "print('Ten is too few' in as_html(deck), as_pptx(deck)[:2])\n",
    )
    assert said.split() == ["b'%PDF-'", "True", "True", "b'PK'"]


def test_is_it_marked(sandbox, course, tmp_path):
    """One right, one known mistake: marks, states and messages, through the sandbox and into the gradebook."""
    solution = json.loads((course / "solutions/m99_made_up/m99_made_up.ipynb").read_text(encoding="utf-8"))
    answers = {"Ada Right": "int(ward['falls'].sum())", "Bo Last": "int(ward['falls'].iloc[-1])"}
    for learner, answer in answers.items():
        notebook = json.loads(
            (course / "exercises/m99_made_up/m99_made_up.ipynb").read_text(encoding="utf-8")
        )
        ids = [c["id"] for c in solution["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
        for cell in notebook["cells"]:
            if cell["id"] in ids:
                cell["source"] = f"falls = {answer}"
        place = tmp_path / "mail" / learner
        place.mkdir(parents=True)
        (place / "m99_made_up.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    run(
        course,
        "import sys\nfrom qilab.cli import main\nsys.exit(main(sys.argv[1:]))",
        "grade", str(tmp_path / "mail"), "--assignment", "m99_made_up", "--out", str(tmp_path / "out"), "--workers", "1",
    )  # fmt: skip
    records = [
        json.loads(p.read_text(encoding="utf-8"))
        for p in (tmp_path / "out/records/m99_made_up").glob("*.json")
    ]
    marks = sorted(
        (r["items"][0]["state"], r["items"][0]["points"], r["items"][0]["mistake"]) for r in records
    )
    assert marks == [("mistake", 0, "the last month only"), ("right", 1, None)]
