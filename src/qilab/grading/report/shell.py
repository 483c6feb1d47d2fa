"""HTML from templates, with every word of a learner's escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("qilab.grading.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(template: str, **values: Any) -> str:
    """The template filled in. Values are escaped unless they are `markupsafe.Markup` that we made ourselves."""
    return _templates().get_template(template).render(**values)
