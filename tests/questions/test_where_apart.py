"""Is a slip told by its own number, and left untold where that is another answer's?"""

import pandas as pd

from qilab.questions.kinds import NumberAnswer
from qilab.questions.where_apart import where_apart

KIND = NumberAnswer(tolerance=0.1, decimals=1)


def test_is_a_slip_told_only_where_it_lies_apart():
    """The last of three numbers in place of their mean: 9 is apart from the mean 5, but the last of 4, 6 and 5 is the mean."""
    slip = where_apart(
        KIND, lambda d: d["x"].iloc[-1], lambda d: d["x"].iloc[0], lambda d: 100.0, lambda d: d["x"].mean()
    )
    assert slip(pd.DataFrame({"x": [2.0, 4.0, 9.0]})) == 9
    assert slip(pd.DataFrame({"x": [4.0, 6.0, 5.0]})) == 4


def test_is_near_enough_to_be_the_same_not_apart():
    """Within twice the tolerance one answer could be both: 5.15 and 5 with a tolerance of 0.1."""
    slip = where_apart(KIND, lambda _: 5.15, lambda _: 1.0, lambda _: 5.0)
    assert slip(pd.DataFrame()) == 1
