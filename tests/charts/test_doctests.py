"""The examples in docstrings: do they hold?"""

import doctest

import pytest

from qilab.charts import letters, sketch, words


@pytest.mark.parametrize("module", [letters, sketch, words])
def test_examples(module):
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0
