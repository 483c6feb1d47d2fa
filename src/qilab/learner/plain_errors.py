"""Errors in a learner's own cell, told in plain words with what to do next, in place of a traceback."""

from __future__ import annotations

import traceback
from pathlib import Path
from types import MethodType
from typing import Any

from . import ran
from .error_advice import advice
from .nbgrader_mode import nbgrader_mode

_INSTALLED = "_qilab_plain_errors"
_HERE = Path(__file__).resolve().parents[1]  # the course's package


def install(shell: Any) -> None:
    """Let this notebook's shell show plain words. Asking twice changes nothing."""
    if getattr(shell, _INSTALLED, None) is not None:
        return
    original = shell._showtraceback

    def plain(self, etype, evalue, stb):
        if _form_instead(evalue):
            return
        try:
            lines = stb if hasattr(evalue, "_render_traceback_") else explain(etype, evalue, self.user_ns)
        # A fault in the explanation must never hide the error itself.
        except Exception:
            lines = stb
        original(etype, evalue, lines)

    setattr(shell, _INSTALLED, original)
    shell._showtraceback = MethodType(plain, shell)


def load_ipython_extension(shell: Any) -> None:
    """Every kernel of the course's environment loads this from etc/ipython, so that the first cell has it too."""
    if hasattr(shell, "kernel") and getattr(shell, _INSTALLED, None) is None:
        from . import preload  # not in the edition that marks notebooks

        install(shell)
        ran.watch(shell)
        preload.while_idle()


def show_full_errors() -> None:
    """For those who read Python: show whole tracebacks again in this notebook."""
    from IPython import get_ipython

    shell = get_ipython()
    original = getattr(shell, _INSTALLED, None)
    if original is not None:
        shell._showtraceback = original
        setattr(shell, _INSTALLED, None)


def _form_instead(error: BaseException) -> bool:
    """Show a question's form in place of the error, where its check ran before anything above it did."""
    if not isinstance(error, NameError) or "check(" not in ran.source_now() or nbgrader_mode() is not None:
        return False
    try:
        from .forms.show import shows_instead

        return shows_instead(error, ran.source_now())
    # The marked edition has no forms, and a fault in the form must not hide the error.
    except Exception:
        return False


def explain(etype: type, error: BaseException, names: dict[str, Any]) -> list[str]:
    """The lines to show for an error: what happened, where, what to do next; Python's own words last."""
    line = _line_of(error)
    where = f" (line {line} of this cell)" if line else ""
    if _is_ours(error):
        return [f"Python stopped here{where}. {error}"]
    return [
        f"Python stopped here{where}. {advice(error, names)}",
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
