"""The edition of the course that lies beside learners' code while it is marked: all of the tables, none of the answers."""

import json
import subprocess
import sys

import pytest

from qilab import data
from qilab.grading.running.edition import make_edition
from qilab.grading.running.warm import libraries, standard_library
from qilab.modules import bank


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
    assert {p.name for p in (edition / "qilab/questions").glob("*.py")} == {"__init__.py", "answer.py"}


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
