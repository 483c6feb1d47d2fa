"""Who runs the cell: a page that draws what it shows, or a program that only keeps the outputs."""

from __future__ import annotations

import sys


def run_by_a_page() -> bool:
    """Was the running cell sent by a page with cells (JupyterLab, Notebook and their like)?

    They name the cell with each request; nbclient, which nbconvert and nbgrader run notebooks with, does not. There
    nobody would send a drawing, so a still picture has to be drawn at once.
    """
    if "IPython" not in sys.modules:
        return False
    kernel = getattr(sys.modules["IPython"].get_ipython(), "kernel", None)
    try:
        return bool(kernel.get_parent()["metadata"]["cellId"])  # type: ignore[union-attr]
    except (AttributeError, KeyError, TypeError):
        return False
