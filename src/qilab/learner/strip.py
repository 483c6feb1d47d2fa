"""Where a learner stands, in a few words for the strip above a page. Asked for by the reading view at run time."""

from __future__ import annotations

import re

from qilab.modules import bank

from . import progress

_MODULE = re.compile(r"(?:course/|exercises/[^/]+/)([^/]+)\.ipynb")


def strip(page: str) -> str:
    """A short text on the module of a page (its address, such as "course/m06_run_charts.ipynb"), from today's record.

    On a page that belongs to no module with exercises: how many modules were practised.

    >>> strip("course/m06_run_charts.ipynb")
    '0 of 11 points'
    """
    found = _MODULE.fullmatch(page)
    module = found[1] if found else ""
    if module in bank.MODULES:
        earned, total = progress.points(module)
        return f"{earned} of {total} points{', practised' if progress.enough(earned, total) else ''}"
    done = sum(progress.practised(address) for address in bank.MODULES)
    return f"{done} of {len(bank.MODULES)} modules practised"
