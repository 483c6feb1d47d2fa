"""Precision and recall of cleaning, counted by hand."""

import pandas as pd
import pytest

from qilab.methods.cleaning import score_cleaning

TRUTH = pd.DataFrame({"row": range(1, 11), "keep": [True] * 6 + [False] * 4})


def test_how_are_cleanings_scored():
    """Ten lines, four to go: none removed; all; three rightly and one not; just the four."""
    assert score_cleaning(range(1, 11), TRUTH) == {"removed": 0, "precision": 0.0, "recall": 0.0}
    assert score_cleaning([], TRUTH) == {"removed": 10, "precision": 0.4, "recall": 1.0}
    assert score_cleaning([2, 3, 4, 5, 6, 10], TRUTH) == {"removed": 4, "precision": 0.75, "recall": 0.75}
    assert score_cleaning([1, 2, 3, 4, 5, 6], TRUTH) == {"removed": 4, "precision": 1.0, "recall": 1.0}


def test_is_a_file_without_faults_best_left_alone():
    """Nothing to go and nothing removed is all right."""
    clean = TRUTH.assign(keep=True)
    assert score_cleaning(range(1, 11), clean) == {"removed": 0, "precision": 1.0, "recall": 1.0}


@pytest.mark.parametrize("kept", [[0], [10**6], ["a"], [1.5], None, [float("nan")]])
def test_does_nonsense_for_line_numbers_get_a_kind_word(kept):
    """What happens with line numbers that the file does not have?"""
    with pytest.raises(ValueError, match="whole numbers from 1"):
        score_cleaning(kept, TRUTH)
