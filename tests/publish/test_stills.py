"""Tables as still pages and slides show them."""

import pandas as pd

from qilab.publish import stills


def test_do_levels_without_a_name_each_get_a_column():
    """A lesson's table by trust and by question, neither of which is named: two columns, and nothing is lost."""
    index = pd.MultiIndex.from_tuples([("NORM", "able to improve"), ("QUIL", "able to improve")])
    markup = stills.table(pd.DataFrame({"replies": [4197, 212]}, index=index))
    for text in ("NORM", "QUIL", "able to improve", "4197", "212"):
        assert text in markup.replace(",", "")


def test_is_an_index_that_only_counts_left_out():
    assert "<th" in stills.table(pd.DataFrame({"ward": ["Ash"]})) and ">0<" not in stills.table(
        pd.DataFrame({"ward": ["Ash"]})
    )
