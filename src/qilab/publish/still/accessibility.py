"""The accessibility statement that comes with the still pages: a draft for the body that publishes them, with what was tested."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import jinja2

from ..still_page import TEMPLATES

RECORD = Path(__file__).parent / "tested.toml"


def statement(solutions: bool = False) -> str:
    """The statement as Markdown, with gaps in [square brackets]. solutions: are the facilitators' files among the pages?"""
    words = (TEMPLATES / "still" / "accessibility.md.j2").read_text(encoding="utf-8")
    template = jinja2.Environment(undefined=jinja2.StrictUndefined).from_string(words)
    return template.render(t=record(), solutions=solutions)


def record() -> dict[str, Any]:
    """What was tested, when and by what: as `tools/accessibility_record.py` wrote it after it had looked at every page."""
    return tomllib.loads(RECORD.read_text(encoding="utf-8"))
