"""JSON from a file that a person may have brought: read only if it is not nested too deeply.

In a browser Python's stack is small. What `json.loads` answers with a RecursionError elsewhere ends Python there, and with it
all that the page holds.
"""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 60  # our own files are nested five deep
# A string is passed over whole, also one that is never closed: looked for again from each of its quotes it would take for ever.
_STEP = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[\[{\]}]', re.DOTALL)


def loads(text: str) -> Any:
    """What `json.loads` gives. ValueError for text that is no JSON, or is nested more than 60 deep.

    >>> loads('{"a": [1, 2]}')
    {'a': [1, 2]}
    >>> loads("[" * 100_000)
    Traceback (most recent call last):
    ValueError: This is nested too deeply to be read.
    """
    if text.count("[") + text.count("{") > DEEPEST:
        depth = 0
        for step in _STEP.finditer(text):
            sign = step[0]
            depth += (sign in "[{") - (sign in "]}")
            if depth > DEEPEST:
                raise ValueError("This is nested too deeply to be read.")
    return json.loads(text)
