"""Statistical process control: run charts, control charts, their rule sets and limits.

`spc` is the function behind `qilab.spc`; the other names come from `qilab.methods` as well.
"""

import sys
from types import ModuleType
from typing import Any

from .control import spc

__all__ = ["spc"]


class _Callable(ModuleType):
    """`qilab.methods.spc` is this folder and a function that people call: both must work."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return spc(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
