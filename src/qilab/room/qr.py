"""An address as a QR code, on a page and in a terminal."""

from __future__ import annotations

import io

import segno


def svg(text: str, label: str = "QR code of the address") -> str:
    """The code as an SVG element that fills its place; black on white with a quiet border, whatever the page's colours."""
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(
        out,
        kind="svg",
        border=4,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        light="#fff",
        dark="#000",
        title=label,
    )
    return out.getvalue().decode()


def terminal(text: str) -> str:
    """The code in half blocks, for a terminal with light letters on dark or dark on light."""
    out = io.StringIO()
    segno.make_qr(text, error="l").terminal(out=out, compact=True, border=2)
    return out.getvalue()
