"""What a page's first cells need is imported while its kernel has nothing to do: the page is still being laid out then.

To import it takes most of a second, which a learner would otherwise wait for between Run and the first picture.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module

from .in_browser import IN_BROWSER

# In this order, one at a time: between two of them the kernel answers what came in meanwhile.
NEEDED = (
    "numpy",
    "pandas",
    "ipywidgets",
    "anywidget",
    "scipy.special",
    "qilab.methods.spc",
    "qilab.charts",
    "qilab.panel.lab",
    "qilab.modules.bank",
    "qilab.learner.check",
    "qilab.learner.forms.show",
)


def while_idle(modules: Sequence[str] = NEEDED) -> None:
    """Import these modules from the kernel's event loop, from now on, each when nothing else is to be done.

    Only in a kernel that a Jupyter page has (elsewhere a program runs cells at once), and only where kernels have
    tornado's loop: in a browser Python has one of its own.
    """
    if "JPY_SESSION_NAME" not in os.environ or IN_BROWSER:
        return
    from tornado.ioloop import IOLoop

    loop, rest = IOLoop.current(), _imports(modules)

    def step() -> None:
        if next(rest, None):
            loop.call_later(0, step)

    loop.call_later(0, step)


def now(modules: Sequence[str] = NEEDED) -> None:
    """Import these modules at once: in a browser, while the page round Python is still being laid out."""
    for _ in _imports(modules):
        pass


def _imports(modules: Sequence[str]) -> Iterator[str]:
    """Import a module for each step; names the one that was imported or tried."""
    for name in modules:
        with suppress(Exception):  # whoever needs it imports it again, and is told in a cell of theirs
            import_module(name)
        yield name
