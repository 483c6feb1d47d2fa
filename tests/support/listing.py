"""A plugin of pytest: writes each test that was collected, before any selection, to the file that QILAB_LISTING names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    Path(os.environ["QILAB_LISTING"]).write_text("\n".join(item.nodeid for item in items), encoding="utf-8")
