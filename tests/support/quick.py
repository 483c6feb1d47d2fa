"""The quick selection: something from every area, in minutes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

# It passes over these markers, and of a test with many cases it takes the first, the last and the one in the middle: so it
# stays quick when modules are added.
NOT_QUICK = {"browser", "slow"}


def quick_selection(items: Sequence[pytest.Item]) -> set[pytest.Item]:
    """Those of the tests that the quick selection runs."""
    wanted = [item for item in items if not any(item.get_closest_marker(name) for name in NOT_QUICK)]
    cases: dict[tuple[Path, str], list[pytest.Item]] = {}
    for item in wanted:
        cases.setdefault((item.path, item.nodeid.partition("[")[0]), []).append(item)
    return {item for of_one in cases.values() for item in {of_one[0], of_one[len(of_one) // 2], of_one[-1]}}
