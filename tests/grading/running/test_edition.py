"""The edition of the course that lies beside learners' code while it is marked: all of the tables, none of the answers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qilab import data
from qilab.grading.running.edition import make_edition
from qilab.grading.running.limits import Limits
from qilab.grading.running.pool import data_of
from qilab.grading.running.runner import Runner
from qilab.grading.running.warm import libraries, standard_library
from qilab.modules import bank
from support.left_out import need_sandbox


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    place = tmp_path_factory.mktemp("edition") / "edition"
    place.mkdir()
    return make_edition(place)


def test_does_any_answer_lie_in_it(edition):
    """No message, praise or hint of any question; no sealed table; no code that makes data or marks."""
    texts = {p: p.read_bytes() for p in edition.rglob("*") if p.is_file() and p.parent.name != "data"}
    words = [
        w
        for item in bank.items().values()
        for w in (item.praise, *item.hints, *(m.message for m in item.mistakes))
    ]
    assert len(words) > 200
    together = b"\n".join(texts.values())
    assert not [w for w in words if w[:60].encode() in together]
    names = {p.relative_to(edition).as_posix() for p in texts} | {
        p.name for p in (edition / "data").iterdir()
    }
    assert not [
        n for n in names if "truth" in n or "sealed" in n or n.startswith(("qilab/grading", "qilab/publish"))
    ]
    assert {p.name for p in (edition / "qilab/questions").iterdir() if p.name != "__pycache__"} == {
        "__init__.py",
        "answer.py",
    }


def test_are_the_tables_the_same_there(edition):
    """load() in the edition and outside it: columns, types, rows and units of every table."""
    program = """
import json, sys, hashlib
from qilab import data
print(json.dumps({name: [hashlib.sha256(data.load(name).to_csv().encode()).hexdigest(),
      [str(t) for t in data.load(name).dtypes], data.load(name).attrs] for name in data.tables()["name"]}))
"""
    path = [str(edition), *standard_library(), *libraries()]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:] = {path!r}\n{program}"],
        env={"QILAB_DATA": str(edition / "data")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    import hashlib

    here = {
        name: [
            hashlib.sha256(data.load(name).to_csv().encode()).hexdigest(),
            [str(t) for t in data.load(name).dtypes],
            data.load(name).attrs,
        ]
        for name in data.tables()["name"]
    }
    assert json.loads(done.stdout) == json.loads(json.dumps(here))


def test_is_the_sealed_truth_refused_in_words(edition):
    """Asking for the truth log there gets the sentence that everybody gets."""
    path = [str(edition), *standard_library(), *libraries()]
    program = f"import sys; sys.path[:] = {path!r}\nfrom qilab import load\ntry:\n load('truth_log')\nexcept ValueError as e:\n print(e)"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=True
    )
    assert "is sealed" in done.stdout


EVERYTHING = """
import importlib, json, pkgutil, sys
import qilab, qilab.charts, qilab.methods
for name in qilab.__all__:
    getattr(qilab, name)
qilab.labs.rule_detective(seed=1)
import qilab.learner.plain_errors
from qilab.modules.m02_aims.aim_builder.drivers import SKETCH
for package in (qilab.charts, qilab.methods):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)
qilab.load("ward_month", trust="NORM", start="2023-01")
print(json.dumps([m.__file__ for n, m in sys.modules.items() if n.partition(".")[0] == "qilab" and m.__file__]))
"""


def test_is_it_what_notebooks_use_and_not_one_file_more(edition):
    """Every public name and every chart and method can be had in it, and no file lies there that this does not use."""
    path = [str(edition), *standard_library(), *libraries()]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:] = {path!r}\n{EVERYTHING}"],
        env={"QILAB_DATA": str(edition / "data")}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    used = {Path(file).relative_to(edition / "qilab").as_posix() for file in json.loads(done.stdout)}
    there = {p.relative_to(edition / "qilab").as_posix() for p in (edition / "qilab").rglob("*.py")}
    assert there == used


def test_is_whatever_a_module_keeps_to_itself_left_out(edition):
    """Questions, labs, lessons and worked exercises, in whatever files and folders a module has them."""
    assert [
        p.relative_to(edition / "qilab/modules").as_posix() for p in edition.glob("qilab/modules/**/*.py")
    ] == ["m02_aims/aim_builder/drivers.py"]
    assert not [p for p in edition.rglob("questions/*/*") if p.suffix != ".pyc"] and not list(
        edition.rglob("*.toml")
    )


@pytest.fixture(scope="module")
def runner():
    need_sandbox()
    with Runner([], {}, data_of, Limits(), locked=True) as runner:
        yield runner


PAGES = sorted(p.relative_to(Path(__file__).parents[3]).as_posix() for folder in ("course/*", "exercises/*/*", "solutions/*/*")
               for p in Path(__file__).parents[3].glob(f"{folder}.ipynb"))  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_does_any_page_of_ours_fail_inside(runner, make, page):
    """Each lesson with its labs, each page of exercises, each solution, run as a submission is: no cell ends in an error."""
    cells = json.loads((make.ROOT / page).read_text(encoding="utf-8"))["cells"]
    sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    ran = runner.run([{"source": source} for source in sources])
    errors = [
        (sources[cell], output["traceback"])
        for cell, outputs in ran.outputs.items()
        for output in outputs
        if output["output_type"] == "error" and sources[cell].strip()
    ]
    assert ran.ended == "done" and not errors
