"""Marking edition: a learner's own record stays with the learner."""

from __future__ import annotations

from qilab.learner.not_marked import part


def __getattr__(name: str):
    if name.startswith("_"):
        raise AttributeError(name)
    return part(f"progress.{name}")
