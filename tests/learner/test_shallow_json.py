"""JSON from a file that somebody brought, where Python's stack may be small."""

import pytest

from qilab.learner import shallow_json


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 500 + "1" + "}" * 500, '"\\"' + "[" * 61 + '"' + "[" * 61 + "]" * 61]
)
def test_is_what_is_nested_too_deeply_refused(text):
    with pytest.raises(ValueError, match="too deeply"):
        shallow_json.loads(text)


def test_may_a_text_hold_as_many_brackets_as_it_likes():
    """Brackets within words nest nothing, and neither do many lists side by side."""
    assert shallow_json.loads('["' + "[{" * 100 + '\\"["]') == ["[{" * 100 + '"[']
    assert shallow_json.loads("[" + ",".join(["[]"] * 1000) + "]") == [[]] * 1000


def test_is_hostile_text_read_in_good_time():
    """Quotes that are never closed must not be searched for again and again: this takes hours if they are."""
    with pytest.raises(ValueError):
        shallow_json.loads("[" * 61 + '"\\' * 500_000)
