"""A table of the schema: its columns by name."""

import pytest

from qilab.trusts.schema.registry import TABLES


def test_is_a_column_that_is_not_there_named_with_those_that_are():
    """“fall” where the column is “falls”."""
    table = TABLES["ward_month"]
    assert table.field("falls").name == "falls"
    with pytest.raises(ValueError, match=r"ward_month has no column “fall”\. Its columns are: .*falls"):
        table.field("fall")
