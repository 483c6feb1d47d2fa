"""A learner's process may write whatever it likes into the pipe to the marker. Can that stop the marking of a room?"""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qilab.grading.intake.read import read_notebook
from qilab.grading.running.limits import Limits
from qilab.grading.running.plan import make_plan
from qilab.grading.running.pool import data_of
from qilab.grading.running.runner import RunResult, _Conversation
from qilab.grading.scoring import clean
from qilab.grading.scoring.assignment import read_assignment
from qilab.grading.scoring.copy import marked_copy
from qilab.grading.scoring.problems import problems
from qilab.grading.scoring.score import score
from support.seeds import nightly

WORDS = st.sampled_from(
    ["m06.centre_line", "m06.shift", "E6.1", "stream", "error", "display_data", "text/html", "text/plain", "image/png"]
) | st.text(max_size=6) | st.just("\ud800") | st.just("\u202e<script>")  # fmt: skip
NAMES = st.sampled_from(
    ["$", "v", "output_type", "data", "text", "name", "ename", "evalue", "traceback", "text/html", "text/plain", "E6.1"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
MESSAGE = st.fixed_dictionaries(
    {"t": st.sampled_from(["begin", "answer", "cell", "noticed", "need", "end"])},
    optional={
        "cell": st.integers(-1, 12) | JSON,
        "key": WORDS | JSON,
        "in_use": JSON,
        "value": JSON,
        "outputs": JSON,
        "failed": JSON,
        "slow": JSON,
        "cut": JSON,
        "what": WORDS | JSON,
        "about": WORDS | JSON,
        "code": WORDS | JSON,
        "seed": JSON,
    },
)


@pytest.fixture(scope="module")
def released(make):
    """Gives assignment and plan. A function, or each failing case would print both whole."""
    assignment = read_assignment(make.ROOT, make.Classroom.module)
    path = make.ROOT / "exercises" / assignment.name / f"{assignment.name}.ipynb"
    cells, _ = read_notebook(path.read_bytes())
    return lambda: (assignment, make_plan(cells, assignment))


BEGIN = {"t": "begin", "cell": 2}
SHOWN = {"t": "cell", "cell": 2}


@settings(max_examples=nightly(300, usual=80), deadline=None, suppress_health_check=list(HealthCheck))
@given(messages=st.lists(MESSAGE | JSON, max_size=6))
@example(messages=[BEGIN, {**SHOWN, "outputs": [{"output_type": "stream", "text": "\ud800"}]}])
@example(
    messages=[BEGIN, {**SHOWN, "outputs": [{"output_type": "error", "ename": None, "evalue": ["\ud800"]}]}]
)
@example(
    messages=[BEGIN, {"t": "answer", "cell": 2, "key": "m06.centre_line", "in_use": {}, "value": "\ud800"}]
)
@example(messages=[{"t": "noticed", "what": "files", "about": "\ud800"}])
@example(messages=[{"t": "noticed", "what": [["files"]], "about": {"a": "\ud800"}}])
@pytest.mark.slow
def test_can_what_a_process_says_stop_the_marking(released, messages):
    """Heard, scored, copied and written down, as the marker does it: nobody gains a mark by accident, nothing breaks."""
    assignment, plan = released()
    ran = RunResult()
    conversation = _Conversation.__new__(_Conversation)
    conversation.__dict__.update(_out=bytearray(), _fetches=0, _limits=Limits(), _fetch=data_of, _done=False)
    for message in messages:
        conversation._handle_line(ran, json.dumps(message))
    marks = score(assignment, plan, ran)
    page = clean.Page()
    texts = [
        marked_copy(assignment, plan, ran, marks, page),
        *(p["message"] for p in problems(plan, ran, page)),
    ]
    for output in (o for c in json.loads(texts[0])["cells"] for o in c.get("outputs", [])):
        assert "<script" not in output.get("data", {}).get("text/html", "")
    texts += [json.dumps(mark.as_record(), ensure_ascii=False) for mark in marks]
    texts += [mark.words for mark in marks]
    for text in texts:
        text.encode("utf-8")
    assert sum(mark.points for mark in marks) == 0
