"""What the map, the record and the knowledge test ask of the list of modules."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qilab.modules import bank
from qilab.modules.catalogue import catalogue

ROOT = Path(__file__).resolve().parents[2]


def test_is_every_module_with_exercises_in_it_in_order():
    assert tuple(catalogue()) == bank.MODULES
    assert [e.number for e in catalogue().values()] == sorted(e.number for e in catalogue().values())


def test_are_its_outcomes_those_that_questions_assess():
    """A completion record prints the outcome's sentence beside the question's result."""
    for address, entry in catalogue().items():
        assert {i.outcome for e in bank.exercises(address) for i in e.items} <= set(entry.outcomes)


@pytest.mark.parametrize("address", bank.MODULES)
def test_are_the_introductions_those_of_the_page(address):
    """The knowledge test says the words that stand under the heading on the page of exercises."""
    page = json.loads((ROOT / "exercises" / address / f"{address}.ipynb").read_text(encoding="utf-8"))
    printed = {}
    for cell in page["cells"]:
        heading, _, words = "".join(cell["source"]).partition("\n")
        if cell["cell_type"] == "markdown" and heading.startswith("## E"):
            printed[heading.split()[1]] = " ".join(words.split())
    assert catalogue()[address].introductions == printed
    assert set(printed) == {e.code for e in bank.exercises(address)}


def test_does_the_list_import_any_question_or_builder():
    """Where-you-stand opens it in a learner's notebook: it reads text and nothing else."""
    program = "import sys; from qilab.modules.catalogue import catalogue; catalogue(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert [m for m in loaded if m.startswith("qilab.modules")] == [
        "qilab.modules",
        "qilab.modules.catalogue",
    ]
    assert not {"jupytext", "nbformat", "numpy", "pandas", "qilab.publish", "qilab.questions"} & set(loaded)
