"""What the map, the record and the knowledge test ask of the list of modules."""

import subprocess
import sys

from qilab.modules import bank
from qilab.modules.catalogue import catalogue


def test_is_every_module_with_exercises_in_it_in_order():
    assert tuple(catalogue()) == bank.MODULES
    assert [e.number for e in catalogue().values()] == sorted(e.number for e in catalogue().values())


def test_are_its_outcomes_those_that_questions_assess():
    """A completion record prints the outcome's sentence beside the question's result."""
    for address, entry in catalogue().items():
        assert {i.outcome for e in bank.exercises(address) for i in e.items} <= set(entry.outcomes)


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
