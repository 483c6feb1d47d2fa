"""Public figures whose limits others have published: do ours agree? See public/README.md for source and licence."""

from pathlib import Path

import pytest

from qilab.methods.spc import spc
from qilab.own_data.board.charting import chart_of
from qilab.own_data.read import read

FILE = Path(__file__).parent / "public" / "ae_breaches.csv"
# Mean, lower and upper limit, and each point: c ordinary, b better, w worse; as NHSRplotthedots publishes them.
PUBLISHED = {
    "R1H": (5409.75, 3945.540909090909, 6873.959090909091, "bbbbbbbbwwccccbcbccccccc"),
    "R1K": (3921.9583333333335, 2119.4035507246376, 5724.513115942029, "bbbbbbbwwwwwwwcccccccccc"),
    "RJ7": (1487.2083333333333, 727.1422463768114, 2247.2744202898552, "bbbbbbbbccccccccccccwwww"),
    "RJC": (397.625, 165.7213636363636, 629.5286363636365, "bbbbbbbbbbbbbbbbbwwwwwww"),
    "RQM": (1545.1666666666667, 740.3957575757576, 2349.937575757576, "cbbcccccwwcccccccccccccc"),
    "RRK": (1711.875, 849.7931818181819, 2573.956818181818, "cccccccccwbbbbbbbbcccccc"),
}
LETTERS = {"common_cause": "c", "special_cause_improvement": "b", "special_cause_concern": "w"}


@pytest.fixture(scope="module")
def trusts():
    """The file read as anybody's own is."""
    answers = {"count": [*PUBLISHED], "several": "places", "name": "Breaches", "per": "none", "kind": "value"}
    found = read(FILE, answers | {"better": "lower"})
    assert isinstance(found, list), found
    return {measure.place: measure for measure in found}


@pytest.mark.parametrize("trust", PUBLISHED)
def test_are_limits_and_signals_those_that_are_published(trusts, trust):
    """To the last digit with NHSRplotthedots' own constant, 2.66. A board uses 3/1.128, by 0.013% of the width another one:
    the signals are the same."""
    mean, lower, upper, kinds = PUBLISHED[trust]
    same = spc(trusts[trust].table, "i", y="count", x="period", better="lower", like="NHSRplotthedots").points
    assert same[["cl", "lcl", "ucl"]].to_numpy()[0] == pytest.approx([mean, lower, upper], rel=1e-12)
    board = chart_of(trusts[trust]).result.points
    assert board["ucl"].iloc[0] - board["lcl"].iloc[0] == pytest.approx(upper - lower, rel=2e-4)
    for points in (same, board):
        assert "".join(LETTERS[kind] for kind in points["point_type"]) == kinds
