"""Marking edition: labs are not marked, and what they know of their data stays outside."""

from __future__ import annotations

from qilab.learner.not_marked import part


def __getattr__(name: str):
    if name.startswith("_"):
        raise AttributeError(name)
    return part(f"labs.{name}")
