"""Are records read as they are, and is a broken one named and passed over?"""

import json

import pytest

from qilab.grading.report.records import as_table, read_records

from .conftest import ASSIGNMENT, record, row


def test_what_is_said_where_nothing_was_marked(tmp_path):
    with pytest.raises(ValueError, match="Run “qilab grade” first"):
        read_records(tmp_path, ASSIGNMENT)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"version": 99}', json.dumps({"version": 1}), '{"version": 1, "learner": "x"}'],
)
def test_is_a_broken_record_named_and_the_others_read(room, text):
    folder = room(record("ada", [row("m06.runs")]))
    (folder / ASSIGNMENT / "zoe.json").write_text(text, encoding="utf-8")
    records, troubles = read_records(folder, ASSIGNMENT)
    assert [r.learner for r in records] == ["ada"]
    assert (
        len(troubles) == 1
        and troubles[0].startswith("zoe.json")
        and "mark this submission again" in troubles[0]
    )


def test_has_a_rejected_submission_no_answers(room):
    folder = room(record("ada", [row("m06.runs")]), record("bo", status="rejected", reason="Not a notebook."))
    records, _ = read_records(folder, ASSIGNMENT)
    assert as_table(records)["learner"].tolist() == ["ada"]
    assert records[1].reason == "Not a notebook."
