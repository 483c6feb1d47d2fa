"""A module's exercises, gathered from its files: to add an exercise is to add a file."""

from __future__ import annotations

import pkgutil
import re
import sys
from importlib import import_module

from .item import Exercise


def exercises_in(package: str) -> tuple[Exercise, ...]:
    """The EXERCISE of each file `e<module>_<number>.py` in the package, in the order of their numbers."""
    names = [found.name for found in pkgutil.iter_modules(sys.modules[package].__path__)]
    ours = [name for name in names if re.fullmatch(r"e\d+_\d+", name)]
    # By number, not by name: e6_10 comes after e6_9.
    ours.sort(key=lambda name: [int(part) for part in name[1:].split("_")])
    return tuple(import_module(f"{package}.{name}").EXERCISE for name in ours)
