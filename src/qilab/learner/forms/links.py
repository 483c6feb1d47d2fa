"""Links from a question to the place in the lesson where it was explained."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from qilab.course_folder import course_above
from qilab.modules import addresses
from qilab.panel.html import Html, tag
from qilab.questions.item import Item
from qilab.questions.reread import in_words, place

from .page import notebook_path


def reread_link(item: Item, reread: str) -> Html:
    """“The median” in the lesson, as a link to that part; as words where the lesson cannot be found."""
    module, heading = place(reread)
    lesson = lesson_of(module or item.module)
    words = in_words(reread)
    if lesson is None:
        return tag("span", words)
    # JupyterLab names a heading by its words with hyphens for spaces.
    return tag("a", words, href=f"{lesson}#{quote(heading.replace(' ', '-'))}", data_heading=heading)


def lesson_of(module: str) -> str | None:
    """The address of a module's lesson as seen from this page; None where there is none. module: "m06", or "start"."""
    address = next((a for a in addresses() if module in a.split("_")[:2]), None)
    page = notebook_path()
    try:
        folder = page.parent if page else Path.cwd()
    except OSError:  # the folder was deleted while the page was open
        return None
    course = course_above(folder)
    if address is None or course is None:
        return None
    lesson = course / "course" / f"{address}.ipynb"
    return quote(Path(os.path.relpath(lesson, folder)).as_posix()) if lesson.is_file() else None
