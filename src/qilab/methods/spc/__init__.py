"""Statistical process control: run charts, control charts, their rule sets and limits.

`spc` is the function behind `qilab.spc`; the other names come from `qilab.methods` as well.
"""

from .control import spc

__all__ = ["spc"]
