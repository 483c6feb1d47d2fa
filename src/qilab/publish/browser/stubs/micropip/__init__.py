"""Stands for Pyodide's installer: see piplite."""

from piplite import install

__all__ = ["install"]
