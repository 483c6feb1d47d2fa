"""What a file is, by its name: a notebook, a system's own file, or something else in words."""

from __future__ import annotations

import re

_SYSTEM = frozenset(
    (".ds_store", "thumbs.db", "desktop.ini", "timestamp.txt", "submission_secret.txt", "icon\r", "__macosx")
)
_WORDS = {
    ".pdf": "a PDF",
    ".html": "a web page",
    ".htm": "a web page",
    ".docx": "a Word file",
    ".doc": "a Word file",
    ".odt": "a text document",
    ".rtf": "a text document",
    ".pages": "a Pages file",
    ".py": "a Python file",
    ".rar": "a RAR archive",
    ".7z": "a 7z archive",
    ".gz": "an archive that is not zip",
    ".tar": "an archive that is not zip",
    ".tgz": "an archive that is not zip",
    ".txt": "a text file",
    ".csv": "a table",
    ".xlsx": "a spreadsheet",
    ".eml": "an e-mail; save the notebook that is attached to it",
    ".msg": "an e-mail; save the notebook that is attached to it",
    ".png": "a picture",
    ".jpg": "a picture",
    ".jpeg": "a picture",
    ".heic": "a picture",
    ".gif": "a picture",
    ".svg": "a picture",
}
_PICTURES = frozenset(ending for ending, words in _WORDS.items() if words == "a picture")
_NOTEBOOK = re.compile(r"\.ipynb(\.(txt|json))?$", re.I)


def is_notebook_name(name: str) -> bool:
    """Ends as a notebook does; some browsers and mail programs add .txt or .json."""
    return bool(_NOTEBOOK.search(name))


def may_be_notebook(name: str) -> bool:
    """Is it worth a look inside? Some systems change or drop a notebook's ending."""
    lower = name.lower()
    return ".ipynb" in lower or lower.endswith((".json", ".txt")) or "." not in lower


def may_hold_notebooks(name: str) -> bool:
    """A notebook or an archive, whether it can be opened or not."""
    return is_notebook_name(name) or name.lower().endswith(".zip")


def is_system(parts: tuple[str, ...]) -> bool:
    """Made by a computer for itself, or hidden: nobody handed it in."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in parts) or parts[-1].lower() in _SYSTEM


def stem(name: str) -> str:
    """The name without its ending."""
    at = name.lower().find(".ipynb")
    return name[:at] if at > 0 else name.rpartition(".")[0] or name


def known_ending(name: str) -> str:
    """The ending, if it is one that files have; "" for any other, which may be part of a name (“ash”, “dr.ash”)."""
    _, dot, ending = name.lower().rpartition(".")
    return f".{ending}" if dot and f".{ending}" in {*_WORDS, ".ipynb", ".zip", ".json"} else ""


def in_words(name: str) -> str:
    """What it is instead of a notebook."""
    return _WORDS.get("." + name.lower().rpartition(".")[2], "not a notebook")


def is_picture(name: str) -> bool:
    """Does the name end like that of a picture?"""
    return "." + name.lower().rpartition(".")[2] in _PICTURES
