"""QI Lab: learn healthcare quality improvement by doing it.

What a notebook needs, by name::

    from qilab import answer, check, data_for, load, run_chart

Names are fetched when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module

from .methods import drawing as _drawing

__version__ = "0.1.0"

# name → the module that it lives in
_HOMES = {
    "answer": "qilab.questions.answer",
    "ask": "qilab.learner.ask",
    "check": "qilab.learner.check",
    "check_setup": "qilab.learner.setup_check",
    "data_for": "qilab.learner.check",
    "completion_record": "qilab.learner.completion.panel",
    "knowledge_gain": "qilab.learner.knowledge.test",
    "knowledge_test": "qilab.learner.knowledge.test",
    "load": "qilab.data",
    "new_data": "qilab.learner.check",
    "control_chart": "qilab.charts",
    "run_chart": "qilab.charts",
    "spc": "qilab.methods.spc",
    "RUN_CHART": "qilab.methods.spc.rules",
    "ANHOEJ": "qilab.methods.spc.rules",
    "anhoej_limits": "qilab.methods.spc.runs",
    "runs_analysis": "qilab.methods.spc.runs",
    "runs_limits": "qilab.methods.spc.runs",
    "where_you_stand": "qilab.learner.standing",
}
# name → the module that it is
_MODULES = {
    "data": "data",
    "labs": "labs",
    "progress": "learner.progress",
    "methods": "methods",
    "charts": "charts",
}

__all__ = ["__version__", *_HOMES, *_MODULES]


def __getattr__(name: str):
    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    elif name in _MODULES:
        value = import_module(f"{__name__}.{_MODULES[name]}")
    else:
        raise AttributeError(f"qilab has no “{name}”. It has: {', '.join(__all__[1:])}.")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


def _speak_plainly() -> None:
    """In a notebook, tell errors in plain words (see `qilab.learner.plain_errors`)."""
    # Where there is a notebook, its IPython is here already; anybody else need not wait for it.
    if "IPython" not in sys.modules:
        return
    shell = sys.modules["IPython"].get_ipython()
    if shell is not None and hasattr(shell, "kernel"):
        import_module(f"{__name__}.learner.plain_errors").install(shell)


# The statistics import no charts; a result that is to be drawn finds them here.
_drawing.find_with(lambda: import_module(f"{__name__}.charts"))
_speak_plainly()
