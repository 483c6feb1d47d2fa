"""JupyterHub, as a room uses it: its settings, who may come in, how learners' servers start, and its pages."""

from __future__ import annotations

from pathlib import Path


def config_file() -> Path:
    """The settings file that JupyterHub is given."""
    return Path(__file__).resolve().with_name("config.py")
