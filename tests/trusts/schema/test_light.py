"""What people ask of reading a table: how little it brings along."""

import subprocess
import sys

import pytest

from qilab.trusts.files.write import MAKERS
from qilab.trusts.generate.improvement import sustain
from qilab.trusts.generate.people import survey, voice
from qilab.trusts.generate.safety import raw
from qilab.trusts.schema import answers, improvement, people
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES

PROGRAM = """
import sys
from qilab import load
assert len(load("ward_month"))
unwanted = ("qilab.trusts.generate", "qilab.trusts.truth", "qilab.trusts.files", "qilab.methods", "scipy", "nbgrader",
            "altair", "sqlalchemy")
print(" ".join(m for m in sorted(sys.modules) if any(m == u or m.startswith(u + ".") for u in unwanted)))
"""


# `import qilab` itself leaves word with the statistics where charts are to be found. Neither of the two computes anything.
HOOK = {"qilab.methods", "qilab.methods.drawing"}


def test_does_reading_a_table_bring_along_what_draws_it():
    """A learner's load() needs the schema and the file: no generator, no truth, no statistics, no charts."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= HOOK


def test_has_every_table_a_maker_and_every_maker_a_table():
    assert sorted(MAKERS) == sorted([*TABLES, *SEALED_TABLES])


@pytest.mark.parametrize(
    ("drawn", "described"),
    [
        (survey.QUESTIONS, people.SURVEY_QUESTIONS),
        (voice.THEMES, people.VOICE_THEMES),
        (voice.ETHNICITY, people.ETHNIC_GROUPS),
        (raw.COUNTS, answers.FAULTS),
        (sustain.SUSTAINABILITY_WEIGHTS, improvement.SUSTAINABILITY_FACTORS),
    ],
    ids=["survey", "themes", "ethnicity", "faults", "sustainability"],
)
def test_do_generator_and_dictionary_name_the_same_things(drawn, described):
    """A theme that only one of the two knows would fail the dictionary, or never be drawn."""
    assert tuple(drawn) == described
