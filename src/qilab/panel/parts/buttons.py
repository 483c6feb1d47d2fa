"""Buttons: the parts that are pressed."""

from __future__ import annotations

from dataclasses import dataclass

from .part import Part


@dataclass(frozen=True, kw_only=True)
class Button(Part):
    """Something to press. main: the one that the page is about. needs: fields that must have a value first, such as
    the prediction."""

    kind = "button"
    name: str
    label: str
    main: bool = False
    needs: tuple[str, ...] = ()
