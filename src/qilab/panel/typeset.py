"""A page of a learner's own as a tagged PDF (PDF/UA-1): a Typst template of ours, and the words that go into it as data."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from importlib.resources import files
from typing import Any


class NoPdfError(ValueError):
    """A PDF that cannot be made here. `letters`: is it for want of a font that has all the letters?"""

    def __init__(self, words: str, letters: bool = False) -> None:
        super().__init__(words)
        self.letters = letters


def typeset(template: bytes, words: dict[str, Any], date: dt.date | None = None) -> bytes:
    """The page as PDF, in the fonts that come with the course; where these lack a letter, in the computer's own as well.

    template: Typst source, which reads `json(bytes(sys.inputs.words))`. date: goes into the file as its date (None: the page
    has none), so that the same page gives the same bytes. NoPdfError where typst is not there (the browser edition), and where no font has the letters.
    """
    try:
        import typst
    except ImportError:
        raise NoPdfError("Typst is not installed here, so there is no PDF.") from None
    for computers_own in (False, True):
        try:
            # The words go in as data, not as typst source: a name can then print anything and do nothing.
            return typst.compile(
                template,
                sys_inputs={"words": json.dumps(words, ensure_ascii=False)},
                font_paths=fonts(computers_own),
                pdf_standards=["ua-1"],  # and an error, not an empty box, for a letter that no font has
                timestamp=dt.datetime.combine(date, dt.time(), dt.UTC) if date else 0,
            )
        except typst.TypstError:
            continue
    raise NoPdfError("No font here has all the letters of this page.", letters=True)


LETTERS = str(
    files("qilab.panel") / "letters"
)  # Liberation Sans, as wide as Arial: see the licence beside it


@cache
def own_letters() -> Any:
    """Our own letters and typst's, and nothing that differs from computer to computer: for pages that no learner's words go into."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[LETTERS])


@cache
def fonts(computers_own: bool) -> Any:
    """Our own Latin letters, and Noto for the world's other scripts; the fonts of this computer too, if asked."""
    import typst

    places = [LETTERS]
    for package in ("manimgx_fonts", "manimgx_fonts_cjk"):
        try:
            places.append(str(files(package)))
        except ModuleNotFoundError:
            continue  # without it the computer's own fonts are tried
    return typst.Fonts(include_system_fonts=computers_own, font_paths=places)
