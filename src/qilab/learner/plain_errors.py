"""Errors in a learner's own cell, told in plain words with what to do next, in place of a traceback."""

from __future__ import annotations

import re
import traceback
from difflib import get_close_matches
from pathlib import Path
from types import MethodType
from typing import Any

_INSTALLED = "_qilab_plain_errors"
_HERE = Path(__file__).resolve().parents[1]  # the course's package


def install(shell: Any) -> None:
    """Let this notebook's shell show plain words. Asking twice changes nothing."""
    if getattr(shell, _INSTALLED, None) is not None:
        return
    original = shell._showtraceback

    def plain(self, etype, evalue, stb):
        try:
            lines = stb if hasattr(evalue, "_render_traceback_") else explain(etype, evalue, self.user_ns)
        # A fault in the explanation must never hide the error itself.
        except Exception:
            lines = stb
        original(etype, evalue, lines)

    setattr(shell, _INSTALLED, original)
    shell._showtraceback = MethodType(plain, shell)


def show_full_errors() -> None:
    """For those who read Python: show whole tracebacks again in this notebook."""
    from IPython import get_ipython

    shell = get_ipython()
    original = getattr(shell, _INSTALLED, None)
    if original is not None:
        shell._showtraceback = original
        setattr(shell, _INSTALLED, None)


def explain(etype: type, error: BaseException, names: dict[str, Any]) -> list[str]:
    """The lines to show for an error: what happened, where, what to do next; Python's own words last."""
    line = _line_of(error)
    where = f" (line {line} of this cell)" if line else ""
    if _is_ours(error):
        return [f"Python stopped here{where}. {error}"]
    return [
        f"Python stopped here{where}. {_advice(error, names)}",
        f"In Python's own words: {etype.__name__}: {str(error).splitlines()[0][:200] if str(error) else ''}",
    ]


def _line_of(error: BaseException) -> int | None:
    if isinstance(error, SyntaxError):
        return error.lineno
    for frame in traceback.extract_tb(error.__traceback__):
        if "ipykernel" in frame.filename or frame.filename.startswith("<ipython"):
            return frame.lineno
    return None


def _is_ours(error: BaseException) -> bool:
    """Did the course itself refuse a value? Then its own sentence says what to do, better than a general one."""
    plain = isinstance(error, ValueError) or type(error) is LookupError
    frames = traceback.extract_tb(error.__traceback__)
    return plain and bool(str(error)) and bool(frames) and Path(frames[-1].filename).is_relative_to(_HERE)


def _advice(error: BaseException, names: dict[str, Any]) -> str:
    text = str(error)
    if isinstance(error, NameError):
        found = re.search(r"name '(\w+)'", text)
        name = found.group(1) if found else "that"
        close = get_close_matches(name, [n for n in names if not n.startswith("_")], n=1)
        meant = f" Did you mean “{close[0]}”?" if close else ""
        return (
            f"It does not know the name “{name}” yet.{meant} Check the spelling, and run the cells above this one "
            "from the top (Run menu, “Run All Above Selected Cell”)."
        )
    if isinstance(error, IndentationError):
        return "A line begins with too many or too few spaces. Line it up with its neighbours."
    if isinstance(error, SyntaxError):
        if any(sign in text for sign in ("never closed", "unterminated", "EOF", "incomplete input")):
            return "A bracket or a quote mark was opened and not closed. Look at the end of the line."
        return "It cannot read this line. Often a comma, a bracket or a quote mark is missing just before the place."
    if isinstance(error, KeyError):
        return f"There is no column or entry called {text[:60]}. Check the spelling, with capital letters."
    if isinstance(error, ZeroDivisionError):
        return "Something was divided by zero. Look at what stands below the line."
    if isinstance(error, ModuleNotFoundError):
        return "A part of the course could not be found. Start the course with “python start.py” and open it from there."
    if isinstance(error, TypeError | ValueError | AttributeError):
        return "One of the values here is not of the kind that is needed. Show it in a cell of its own and look at it."
    if isinstance(error, KeyboardInterrupt):
        return "You stopped it. Run the cell again when you like."
    if isinstance(error, FileNotFoundError):
        return "A file was not found. The course's data are read with load(“…”), from any folder."
    return "Undo your last change (Ctrl+Z, or Cmd+Z on a Mac) and run the cell again."
