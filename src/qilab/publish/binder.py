"""The README's buttons that open a page on Binder, all from one setting: `[tool.qilab] repository` in pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import quote

from qilab.questions.item import BadContent

FIRST_PAGE = "course/00_start_here.ipynb"
# Ours and in the repository: a picture from Binder's own server would tell it of everybody who opens the README.
BUTTON = "docs/images/binder.svg"


def repository(root: Path) -> str:
    """ "owner/name" on GitHub, or "" where none is set. BadContent if the setting is no address on GitHub."""
    settings = root / "pyproject.toml"
    if not settings.is_file():
        return ""
    project = tomllib.loads(settings.read_text(encoding="utf-8"))
    address = project.get("tool", {}).get("qilab", {}).get("repository", "")
    if address == "":
        return ""
    found = isinstance(address, str) and re.fullmatch(
        r"https://github\.com/([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+?)(?:\.git)?/?", address
    )
    if not found:
        raise BadContent(
            f"pyproject.toml: [tool.qilab] repository is {address!r}. Write it like "
            '"https://github.com/owner/name", or leave it empty.'
        )
    return found[1]


def badge(repository: str, page: str, title: str) -> str:
    """A button as Markdown. page: path of a notebook in the repository. title: what it opens, for those who hear it."""
    opened = quote(f"notebooks/{page}", safe="")  # Notebook 7, where the reading view shows
    words = re.sub(r"([\[\]])", r"\\\1", title)
    return f"[![Open {words} on Binder]({BUTTON})](https://mybinder.org/v2/gh/{repository}/HEAD?urlpath={opened})"


def front_badge(repository: str) -> str:
    """The words and the button at the top of the README; "" where no repository is set."""
    if not repository:
        return ""
    return (
        f"{badge(repository, FIRST_PAGE, 'Start here')}\n\n"
        "The button opens the course in your browser, on a computer that Binder lends you for an hour or so. It takes a "
        "few minutes to start, needs no account and keeps nothing: save your progress before you leave."
    )
