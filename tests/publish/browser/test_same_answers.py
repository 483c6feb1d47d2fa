"""Does the browser's Python say what this computer's says: data, right answers, slips, wrong answers, checks and labs?

On a change a sample is compared; at night everything, from the bundles as they are shipped.
"""

import json

import pytest

from qilab import labs
from qilab.modules import bank
from support import pyodide, same_answers
from support.seeds import nightly

WHOLE = nightly(1, usual=0)
# An exercise of each module, cheap ones.
FEW = [
    "E1.1",
    "E2.2",
    "E3.2",
    "E4.2",
    "E5.2",
    "E6.1",
    "E7.1",
    "E8.2",
    "E9.4",
    "E10.6",
    "E11.2",
    "E12.1",
    "E13.4",
    "E14.6",
]
TABLES = ["ward_month", "staff_survey", "sepsis_audit", "waiting_list", "beds_daily"]
SAMPLE = f"""
from support import same_answers
found = same_answers.answers({FEW}, [7], every=60)
import json
json.dumps({{"answers": found, "tables": same_answers.tables(7, ["QUIL", "LARK"], {TABLES})}})
"""


def as_json(value):
    return json.loads(json.dumps(value))


def test_does_the_browsers_python_say_the_same_to_a_sample(tmp_path, tmp_path_factory):
    there = pyodide.run(pyodide.sources(tmp_path_factory), SAMPLE, tmp_path)
    assert there["tables"] == same_answers.tables(7, ["QUIL", "LARK"], TABLES)
    here = as_json(same_answers.answers(FEW, [7], every=60))
    assert there["answers"].keys() == here.keys()
    for question, said in here.items():
        assert there["answers"][question] == said, question


if WHOLE:

    @pytest.fixture(scope="module")
    def shipped(tmp_path_factory):
        return pyodide.shipped(tmp_path_factory)

    @pytest.mark.slow
    @pytest.mark.parametrize("module", bank.MODULES)
    def test_does_each_question_get_the_same_verdict_and_words(module, shipped, tmp_path):
        codes = [exercise.code for exercise in bank.exercises(module)]
        script = f"import json\nfrom support import same_answers\njson.dumps(same_answers.answers({codes}, [None, 7], every=12))"
        there = pyodide.run(shipped, script, tmp_path)
        here = as_json(same_answers.answers(codes, [None, 7], every=12))
        assert there.keys() == here.keys()
        for question, said in here.items():
            assert there[question] == said, question

    @pytest.mark.slow
    def test_does_each_check_of_the_lessons_say_the_same(shipped, tmp_path):
        script = "import json\nfrom support import same_answers\njson.dumps(same_answers.quick_checks())"
        there = pyodide.run(shipped, script, tmp_path)
        for question, said in as_json(same_answers.quick_checks()).items():
            assert there[question] == said, question

    @pytest.mark.slow
    def test_are_a_cohorts_data_the_same_byte_for_byte(shipped, tmp_path):
        script = "import json\nfrom support import same_answers\njson.dumps([same_answers.tables(seed, ()) for seed in (None, 7)])"
        assert pyodide.run(shipped, script, tmp_path) == [same_answers.tables(seed, ()) for seed in (None, 7)]

    @pytest.mark.slow
    def test_does_each_lab_show_the_same(shipped, tmp_path):
        """As it opens, after each control was moved, after each button."""
        script = (
            f"import json\nfrom support import same_answers\njson.dumps(same_answers.labs({labs.__all__}))"
        )
        there = pyodide.run(shipped, script, tmp_path)
        for name, steps in as_json(same_answers.labs(labs.__all__)).items():
            assert there[name] == steps, name
