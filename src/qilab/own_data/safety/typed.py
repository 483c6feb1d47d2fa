"""What somebody types, such as a title or a note: it goes onto the page, so it is looked through as well."""

from __future__ import annotations

from collections.abc import Iterable

from .identifiers import identifiers_in
from .people import NAMES, names_with_title


def signs_in_typed(texts: Iterable[str]) -> str:
    """What in any of the texts points to one person, in words; "" where nothing does.

    >>> signs_in_typed(["Falls", "Ring 0113 496 0000"]), signs_in_typed(["Mrs Okafor fell"]), signs_in_typed(["Falls"])
    ('phone numbers', 'names of people', '')
    """
    found = set()
    for text in texts:
        found |= identifiers_in(text)
        if names_with_title(text):
            found.add(NAMES)
    return " and ".join(sorted(found))
