"""What a page's first cells need is there before they run."""

import asyncio
import sys
import time

import pytest
from jupyter_client.manager import start_new_kernel

from qilab.learner import preload

TURNS = 200  # of the event loop, more than three imports need


@pytest.fixture
def modules(tmp_path, monkeypatch):
    """Three modules of our own, the second of which fails; the last two note what had happened when they were imported."""
    monkeypatch.syspath_prepend(tmp_path)
    for name, source in {"one": "", "two": "1 / 0", "three": ""}.items():
        (tmp_path / f"preloaded_{name}.py").write_text(source)
    yield ["preloaded_one", "preloaded_two", "preloaded_three"]
    for name in ("one", "two", "three"):
        sys.modules.pop(f"preloaded_{name}", None)


def test_does_the_kernel_answer_between_two_modules(modules, monkeypatch):
    """Each is imported in a turn of its own of the event loop; one that fails stops nothing."""
    monkeypatch.setenv("JPY_SESSION_NAME", "page.ipynb")

    async def turns():
        preload.while_idle(modules)
        seen = []
        for _ in range(TURNS):
            seen.append(tuple(name in sys.modules for name in modules))
            await asyncio.sleep(0)
        return list(dict.fromkeys(seen))

    nothing, first, both = (False, False, False), (True, False, False), (True, False, True)
    assert asyncio.run(turns()) == [nothing, first, both]


def test_is_nothing_imported_where_no_page_waits(modules, monkeypatch):
    """A program that runs a notebook sends its first cell at once."""
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)

    async def turns():
        preload.while_idle(modules)
        for _ in range(TURNS):
            await asyncio.sleep(0)

    asyncio.run(turns())
    assert "preloaded_one" not in sys.modules


def test_is_a_fresh_kernel_of_a_page_ready_for_a_lab(monkeypatch):
    """In a real kernel that nobody has asked for anything but a look at what is there."""
    monkeypatch.setenv("JPY_SESSION_NAME", "page.ipynb")
    loads = "--InteractiveShellApp.extensions=qilab.learner.plain_errors"
    manager, client = start_new_kernel(extra_arguments=[loads])
    try:
        ready = f"set({preload.NEEDED!r}) <= set(__import__('sys').modules)"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            reply = client.execute("", silent=True, user_expressions={"it": ready}, reply=True, timeout=60)
            if reply["content"]["user_expressions"]["it"]["data"]["text/plain"] == "True":
                return
        pytest.fail("not everything was imported")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
