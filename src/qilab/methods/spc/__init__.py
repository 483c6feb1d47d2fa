"""Statistical process control: run charts, control charts, their rule sets and limits.

`spc` is the function behind `qilab.spc`; the other names come from `qilab.methods` as well.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .control import spc

__all__ = ["spc"]


def __getattr__(name: str) -> Any:
    """`spc` is fetched when it is first asked for: a run chart's rules need not wait for the control charts."""
    if name != "spc":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .control import spc

    globals()["spc"] = spc
    return spc


class _Callable(ModuleType):
    """`qilab.methods.spc` is this folder and a function that people call: both must work."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from .control import spc

        return spc(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
