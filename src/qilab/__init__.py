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

# module → the names of it that people import from here: what a lesson needs, then what an analyst uses at work
_NAMES = {
    "qilab.questions.answer": "answer",
    "qilab.learner.ask": "ask",
    "qilab.learner.check": "check data_for new_data",
    "qilab.learner.say": "say",
    "qilab.learner.worked": "worked_solution",
    "qilab.learner.setup_check": "check_setup",
    "qilab.learner.completion.panel": "completion_record",
    "qilab.learner.knowledge.test": "knowledge_gain knowledge_test",
    "qilab.learner.standing": "where_you_stand",
    "qilab.learner.ways_in": "choose_track",
    "qilab.own_data.page.panel": "chart_own_data",
    "qilab.data": "load",
    "qilab.charts": "before_after board_pack control_chart driver_diagram funnel_plot histogram icon_key pareto_chart run_chart "
    "s_curve small_multiples",
    "qilab.methods.spc": "spc",
    "qilab.methods.spc.choose": "choose_chart choose_chart_for diagnose",
    "qilab.methods.spc.rules": "ANHOEJ ANHOEJ_LIMITS MDC MDC_BEYOND MDC_GOOD_NEWS MDC_SIX NELSON RUN_CHART SHEWHART "
    "WESTERN_ELECTRIC RuleSet rules_table",
    "qilab.methods.spc.runs": "anhoej_limits runs_analysis runs_limits",
    "qilab.methods.causes": "pareto",
    "qilab.methods.change": "interrupted_time_series rate_change",
    "qilab.methods.compare": "funnel rank_uncertainty",
    "qilab.methods.case_mix": "standardise",
    "qilab.methods.selection": "regression_to_mean simulate_selection",
    "qilab.methods.equity": "equity_gap equity_table",
    "qilab.methods.measure": "pooled_rate poisson_interval wilson_interval",
    "qilab.methods.monitor": "cusum",
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}
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


def _attend_to_the_notebook() -> None:
    """In a notebook, tell errors in plain words and note what ran (see `qilab.learner.plain_errors` and `ran`)."""
    # Where there is a notebook, its IPython is here already; anybody else need not wait for it.
    if "IPython" not in sys.modules:
        return
    shell = sys.modules["IPython"].get_ipython()
    if shell is not None and hasattr(shell, "kernel"):
        import_module(f"{__name__}.learner.plain_errors").load_ipython_extension(shell)


# The statistics import no charts; a result that is to be drawn finds them here.
_drawing.find_with(lambda: import_module(f"{__name__}.charts"))
_attend_to_the_notebook()
