"""Stands for JupyterLite's installer: the browser edition has all its packages, and asks nobody for more."""

from .piplite import install

__all__ = ["install"]
