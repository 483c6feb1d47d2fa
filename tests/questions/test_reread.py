"""Where a question sends its learner to read again: its own lesson, or another module's."""

import pytest

from qilab.questions.reread import in_words, place


@pytest.mark.parametrize(
    ("reread", "found", "words"),
    [
        ("The centre line", (None, "The centre line"), "“The centre line” in the lesson"),
        ("Play: Red Bead Ward", (None, "Play: Red Bead Ward"), "“Play: Red Bead Ward” in the lesson"),
        ("m01: Play: Red Bead Ward", ("m01", "Play: Red Bead Ward"), "“Play: Red Bead Ward” in module 1"),
    ],
)
def test_is_a_part_of_another_module_told_from_one_of_the_lesson(reread, found, words):
    assert place(reread) == found
    assert in_words(reread) == words
