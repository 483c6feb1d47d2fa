"""QI Lab: learn healthcare quality improvement by doing it.

What a notebook needs, by name::

    from qilab import answer, check, data_for, load, run_chart

Names are fetched when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module

__version__ = "0.1.0"

# name → the module that it lives in
_HOMES = {
    "answer": "qilab.items.answer",
    "ask": "qilab.asking",
    "check": "qilab.checks",
    "check_setup": "qilab.setup_check",
    "data_for": "qilab.checks",
    "completion_record": "qilab.completion.panel",
    "knowledge_gain": "qilab.knowledge.panel",
    "knowledge_test": "qilab.knowledge.panel",
    "load": "qilab.data",
    "new_data": "qilab.checks",
    "run_chart": "qilab.charts",
    "RUN_CHART": "qilab.methods.rules",
    "ANHOEJ": "qilab.methods.rules",
    "anhoej_limits": "qilab.methods.runs",
    "runs_analysis": "qilab.methods.runs",
    "runs_limits": "qilab.methods.runs",
    "where_you_stand": "qilab.standing",
}
_MODULES = ("labs", "progress", "methods", "charts")

__all__ = ["__version__", *_HOMES, *_MODULES]


def __getattr__(name: str):
    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    elif name in _MODULES:
        value = import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"qilab has no “{name}”. It has: {', '.join(__all__[1:])}.")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


def _speak_plainly() -> None:
    """In a notebook, tell errors in plain words (see `qilab.plain_errors`)."""
    # Where there is a notebook, its IPython is here already; anybody else need not wait for it.
    if "IPython" not in sys.modules:
        return
    shell = sys.modules["IPython"].get_ipython()
    if shell is not None and hasattr(shell, "kernel"):
        import_module(f"{__name__}.plain_errors").install(shell)


_speak_plainly()
