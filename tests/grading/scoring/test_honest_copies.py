"""The marked copy of an honest notebook: is there anything in it that the learner did not do wrong?"""

from __future__ import annotations

import json

import pytest

from qilab.modules import bank
from support.seeds import nightly

# Before a change a fifth of them: that each solution gets every mark is seen where the pages are run, too.
MODULES = bank.MODULES[:: nightly(1, usual=5)]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def marked(tmp_path_factory, make):
    """Each module's own solution, handed in and marked; by module."""
    rooms = {}
    for module in MODULES:
        room = make.Classroom(tmp_path_factory.mktemp(module), module)
        room.hand_in(
            "ash", json.loads((make.ROOT / "solutions" / module / f"{module}.ipynb").read_text("utf-8"))
        )
        room.mark()
        rooms[module] = room
    return rooms


@pytest.mark.parametrize("module", MODULES)
def test_does_the_copy_of_a_right_notebook_hold_an_error(marked, module):
    """No cell of the worked solution fails while it is marked, and nothing is said on stderr."""
    cells = marked[module].copy("ash")["cells"]
    outputs = [(c["id"], o) for c in cells for o in c.get("outputs", [])]
    assert outputs
    assert not [(cell, o) for cell, o in outputs if o["output_type"] == "error"]
    assert not [(cell, o) for cell, o in outputs if o.get("name") == "stderr"]


@pytest.mark.parametrize("module", MODULES)
def test_does_the_worked_solution_get_every_mark(marked, module):
    """And nothing is held against it."""
    record = marked[module].record("ash")
    assert [item["points"] for item in record["items"]] == [item["max"] for item in record["items"]]
    assert record["problems"] == []
