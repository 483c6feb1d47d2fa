"""Labs to play with. Each is one call: `labs.rule_detective(seed=4821)`.

A lab is a folder of its module with a `view.py`; it is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module

from qilab.modules import lab_homes

__all__ = sorted(lab_homes())


def __getattr__(name: str):
    if name.startswith("__") or name not in lab_homes():
        raise AttributeError(f"There is no lab “{name}”. There are: {', '.join(__all__)}.")
    lab = getattr(import_module(lab_homes()[name]), name)
    globals()[name] = lab
    return lab


def __dir__() -> list[str]:
    return __all__
