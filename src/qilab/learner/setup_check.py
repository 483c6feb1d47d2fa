"""Is everything here that the course needs? Used by `qilab check-setup` and by the page 00_start_here."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from .in_browser import IN_BROWSER

OLDEST_PYTHON = (3, 11)


def problems() -> list[str]:
    """What is missing, in sentences that say what to do; an empty list if nothing is."""
    found = []
    if sys.version_info < OLDEST_PYTHON:
        found.append("This Python is too old: the course needs Python 3.11 or newer.")
    needed = [("ipywidgets", "labs"), ("pandas", "tables"), ("scipy", "statistics")]
    if (
        not IN_BROWSER
    ):  # there it is fetched by whoever writes code with it; the course's own charts do without
        needed.insert(0, ("altair", "charts"))
    for name, what in needed:
        try:
            import_module(name)
        except ImportError:
            mend = "Reload the page." if IN_BROWSER else "Start the course with “python start.py”."
            found.append(f"The package for {what} ({name}) is missing. {mend}")
    if found:
        return found
    from qilab.data import load

    try:
        rows = len(load("ward_month"))
    except Exception as error:
        return [f"The course's data cannot be read: {error}"]
    return (
        [] if rows else ["The course's data are empty. Fetch the course afresh, or run “qilab data build”."]
    )


def check_setup(*, quiet: bool = False):
    """The same as a sentence on the page, with a tick.

    quiet: say nothing where nothing is wrong.
    Returns HTML: what is missing and what to do about it, or that all is set. None where there is nothing to say.

    >>> print(check_setup().data)
    <p><strong>...</strong>...</p>
    """
    from IPython.display import HTML

    found = problems()
    if found:
        return HTML("<p><strong>? Not quite ready.</strong> " + " ".join(found) + "</p>")
    if quiet:
        return None
    version = ".".join(str(n) for n in sys.version_info[:2])
    return HTML(
        f"<p><strong>✓ All set.</strong> Python {version}, the charts, the labs and the data are here.</p>"
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`qilab check-setup` takes none."""


def run(words: argparse.Namespace) -> int:
    """Returns 0, or 1 with a sentence for each thing that is missing."""
    found = problems()
    whole = "The set-up is complete: Python, the course's package, its data and its charts."
    print("\n".join(found) or whole)
    return 1 if found else 0
