"""What to do next about an error in a learner's own cell: one sentence or two for each kind of slip.

What can be copied from a sentence is code that runs: its quote marks are straight.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from .in_browser import IN_BROWSER

# Parts of the course or of Python that a file beside the page may hide by its name.
LIBRARIES = frozenset({"altair", "anywidget", "ipywidgets", "numpy", "pandas", "qilab", "scipy"})
_RUN_ABOVE = "Run the cells above it first (Run menu, “Run All Above Selected Cell”)."
_NOT_IN_BROWSER = (
    "The browser edition has only one part of SciPy, scipy.special. There, bdtr and pdtr give the binomial and the Poisson chance of "
    "so many or fewer, and ndtr the normal chance of a value or less. For the rest, use the course on a computer with Python."
)
_WORDS_FOR_TRUTH = {"true": "True", "false": "False", "yes": "True", "no": "False", "none": "None"}


def advice(error: BaseException, names: Mapping[str, Any]) -> str:
    """What to do next. names: what the notebook knows, as its shell keeps it."""
    hidden = _hidden_library(error)
    if hidden:
        return (
            f"There is a file called {hidden}.py beside this page, and it hides the real {hidden}. Give that file another "
            "name, then restart the kernel (Kernel menu) and run the page from the top."
        )
    if isinstance(error, IndentationError):
        return "A line begins with too many or too few spaces. Line it up with its neighbours."
    if isinstance(error, SyntaxError):
        return _about_syntax(error)
    if isinstance(error, NameError):
        return _about_name(error, names)
    if isinstance(error, ModuleNotFoundError):
        return _about_missing(error)
    if isinstance(error, ImportError):
        return _about_an_import(error)
    return _about_the_rest(error)


def _about_the_rest(error: BaseException) -> str:
    text = str(error)
    if type(error).__name__ == "MaxRowsError":
        return _about_too_many_rows(text)
    if isinstance(error, KeyError):
        return (
            f"There is no column or entry called {text[:60]}. Check the spelling, including capital letters."
        )
    if isinstance(error, ZeroDivisionError):
        return "Something was divided by zero. Look at what you divided by."
    if isinstance(error, TypeError) and "not callable" in text:
        return "There is a pair of round brackets after something that is not a command. Often a comma or a sign is missing before them."
    if isinstance(error, TypeError) and "str" in text:
        return 'A number and some text were mixed. Take the quote marks off the number: 8.9, not "8.9".'
    if isinstance(error, AttributeError) and error.name:
        close = get_close_matches(error.name, [n for n in dir(error.obj) if not n.startswith("_")], n=1)
        if close:
            return f"There is no “{error.name}” here. Did you mean “{close[0]}”? Check the spelling."
    if isinstance(error, TypeError) and re.search(r"positional argument|unexpected keyword|required", text):
        return (
            "This command was given too many values, too few, or one under a name that it does not know. Compare your "
            "line with the example."
        )
    if isinstance(error, TypeError | ValueError | AttributeError):
        return "One of the values here is not the kind that is needed. Show it in a cell of its own and look at it."
    if isinstance(error, KeyboardInterrupt):
        return "You stopped it. Run the cell again when you like."
    if isinstance(error, FileNotFoundError):
        return 'A file was not found. To read the course\'s data, write load("ward_month"): that works from any folder.'
    return "Undo your last change (Ctrl+Z, or Cmd+Z on a Mac) and run the cell again."


def _about_an_import(error: ImportError) -> str:
    """A part that is there, and does not have what was asked of it or cannot be loaded."""
    if IN_BROWSER:
        return (
            _NOT_IN_BROWSER
            if error.name == "scipy"
            else "A part of the course could not be loaded. Load the page again."
        )
    return (
        "A part of the course could not be loaded. Restart the kernel (Kernel menu); if that does not help, close "
        "the course and start it again with: python start.py"
    )


def _about_too_many_rows(text: str) -> str:
    """Altair refuses long tables: a page with every row of one in it would be many megabytes."""
    sizes = re.findall(r"\((\d+)\)", text)
    rows = f"{int(sizes[0]):,}; {int(sizes[1]):,} at most" if len(sizes) > 1 else "5,000 at most"
    return (
        f"The table has too many rows for a chart ({rows}). Add them up first, such as "
        'table.groupby("ward_code", as_index=False).size(), or keep the rows that you need, such as table.head(5000)'
    )


def _about_name(error: NameError, names: Mapping[str, Any]) -> str:
    """A name that nobody has given yet: a misspelling, a text without quote marks, or a page that was not run."""
    found = re.search(r"name '(\w+)'", str(error))
    name = found.group(1) if found else "that"
    if name.lower() in _WORDS_FOR_TRUTH:
        return f"Python writes {_WORDS_FOR_TRUTH[name.lower()]}, with a capital letter and no quote marks, where you wrote {name}."
    if _just_started(names):
        return (
            f"It does not know the name {name} yet, because nothing above has been run since the page was opened or the kernel "
            f"restarted. {_RUN_ABOVE}"
        )
    own = [n for n in names if not n.startswith("_")]
    close = get_close_matches(name, own, n=1)
    if close:
        return f"It does not know the name “{name}”. Did you mean “{close[0]}”? Check the spelling, including capital letters."
    return (
        f'It does not know the name {name}. If it is a word in your answer, put quote marks around it: "{name}". If it '
        f"comes from a cell above, {_RUN_ABOVE[0].lower()}{_RUN_ABOVE[1:]}"
    )


def _just_started(names: Mapping[str, Any]) -> bool:
    """Is this the first cell since the kernel began? The shell keeps an empty entry before the first."""
    history = names.get("In")
    return isinstance(history, list) and len(history) <= 2


def _about_missing(error: ModuleNotFoundError) -> str:
    name = (error.name or "that").partition(".")[0]
    if IN_BROWSER and name == "scipy":
        return _NOT_IN_BROWSER
    if IN_BROWSER and name in LIBRARIES:
        return f"The part “{name}” could not be loaded. Load the page again."
    if name in LIBRARIES:
        return (
            f"The part “{name}” is not in this Python. Close the page, start the course with python start.py and open "
            "it from there."
        )
    close = get_close_matches(name, sorted(LIBRARIES), n=1)
    if close:
        return f"There is no part called “{name}”. Did you mean “{close[0]}”? Check the spelling."
    return f"There is no part called “{name}” here, and the course does not need it. Delete the line, or check its spelling."


# What the line says: what to do. The first that fits; each is tried on the line where Python stopped.
_SYNTAX = (
    (
        r"[“”„‟‘’‚‛«»]",
        'These quote marks are curly, as a word processor writes them. Type straight ones: "like this".',
    ),
    (r"…|\.\.\.", "The three dots stand for your answer. Write it in their place."),
    (
        r"^\s*=",
        "A line cannot begin with an equals sign: that is how a spreadsheet does it. Write a name before it, such as "
        'middle = ward["rate"].median()',
    ),
    (
        r"\b(?:19|20)\d\d-\d\d?\b(?!\")",
        'To Python a month is text. Put it in quote marks, such as "2023-04"; in a list, each month needs quote marks of its own.',
    ),
    (
        r"\bunit\s*=\s*[^\s\"']",
        'The unit is text, so put it in quote marks, such as unit="%"',
    ),
    (
        r"=\s*answer\s+[\w.]",
        "Put the answer in round brackets: answer(8.9)",
    ),
    (
        r"\banswer\s*[{\[]",
        "A command needs round brackets: answer(8.9)",
    ),
    (
        r"\([^)]*;",
        'Inside the brackets, put a comma between the value and its unit: answer(8.9, unit="%")',
    ),
    (
        r"=\s+=",
        "There are two equals signs. You need only one to give a name its value: middle = 8.9",
    ),
    (
        r"[-+*/=]\s*$",
        "The line ends with a sign, and nothing comes after it. Write what belongs there.",
    ),
    (
        r"^\s*[\d.]+\s*=\s*\w",
        "The name comes first, then the equals sign, then the value: middle = 8.9",
    ),
    (
        r"\d\s*%",
        'Leave out the per cent sign, and give the unit beside the number: answer(17.8, unit="%")',
    ),
    (
        r"\b\d+,0\d(?!\d)|\w\s*=\s*\d+,\d{1,2}(?!\d)",
        "Python reads a comma as “and”. Write a point before the decimals: 8.09, not 8,09.",
    ),
    (
        r"[£$€]",
        "Leave out the currency sign: a plain number is enough.",
    ),
)


def _about_syntax(error: SyntaxError) -> str:
    line = (error.text or "").strip("\n")
    for sign, words in _SYNTAX:
        if re.search(sign, line):
            return words
    text = str(error)
    if any(sign in text for sign in ("never closed", "unterminated", "EOF", "incomplete input")):
        return "A bracket or a quote mark was opened and not closed. Look at the end of the line."
    if "unmatched" in text or "does not match" in text:
        return "There is one closing bracket too many, or one of the wrong shape. Each opening bracket needs a closing one to match."
    if re.search(r"\d\s*(per|falls|days|months|beds)\b", line):
        return 'Write the number on its own, and its unit in quote marks: answer(6.6, unit="per 1,000 occupied bed days")'
    if "perhaps you forgot a comma" in text.lower():
        return "There are two things side by side with nothing between them. Often a comma or a quote mark is missing there."
    return "It cannot read this line. Often a comma, a bracket or a quote mark is missing just before that place."


def _hidden_library(error: BaseException) -> str | None:
    """The library that a file beside the page hides, where that file is what went wrong."""
    if not isinstance(error, ImportError | AttributeError):
        return None
    known = LIBRARIES | sys.stdlib_module_names
    for path in (Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)):
        if path.suffix == ".py" and path.stem in known and path.parent == _here():
            return path.stem
    mentioned = set(re.findall(r"\w+", str(error))) & known
    return next((name for name in sorted(mentioned) if (_here() / f"{name}.py").is_file()), None)


def _here() -> Path:
    try:
        return Path(os.getcwd())
    except OSError:  # the folder of this page was deleted while it was open
        return Path.home()
