"""Icons in running text and on pages: the signs of the charts, as small drawings."""

from __future__ import annotations

import html

from qilab.charts import theme
from qilab.charts.control_words import ASSURANCE, VARIATION
from qilab.charts.icons import ASSURANCE_GLYPHS, VARIATION_GLYPHS, sign_of
from qilab.charts.words import sentence

SHAPES = {
    "circle": '<circle cx="12" cy="12" r="9"/>',
    "triangle-up": '<path d="M12 3 22 21H2z"/>',
    "triangle-down": '<path d="M12 21 2 3h20z"/>',
    "square": '<rect x="3" y="3" width="18" height="18"/>',
}
NONE = {"variation": "Variation not judged", "assurance": "Assurance not judged"}


def meaning(icon: str, kind: str) -> str:
    """An icon's meaning as a sentence without its stop. kind: "variation" or "assurance"."""
    known = VARIATION if kind == "variation" else ASSURANCE
    return sentence(known[icon]) if icon else NONE[kind]


def in_text(icon: str, kind: str) -> str:
    """Sign and meaning, for where nothing can be drawn.

    >>> in_text("fail", "assurance")
    'F The target will nearly always be missed'
    """
    return f"{sign_of(icon)} {meaning(icon, kind)}" if icon else meaning(icon, kind)


def in_html(icon: str, kind: str) -> str:
    """The icon as a drawing, with its meaning in words beside it."""
    words = html.escape(meaning(icon, kind))
    if not icon:
        return f'<span class="mark">{words}</span>'
    shape, fill, letter = VARIATION_GLYPHS.get(icon) or ASSURANCE_GLYPHS[icon]
    text = (
        f'<text x="12" y="16.5" text-anchor="middle" font-size="13" font-weight="bold" fill="{theme.INK}">{letter}</text>'
        if letter
        else ""
    )
    return (
        '<span class="mark"><svg aria-hidden="true" focusable="false" viewBox="0 0 24 24" width="22" height="22">'
        f'<g fill="{fill}" stroke="{theme.OUTLINE}" stroke-width="1.5">{SHAPES[shape]}</g>{text}</svg> {words}</span>'
    )
