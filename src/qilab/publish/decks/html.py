"""A deck as one HTML file: reveal.js, the pictures and the presenter's view are all written into it."""

from __future__ import annotations

import base64
import gzip
import html
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from ..paper import FICTION
from .layout import Block, Box, Run, boxes, said
from .pictures import drawn
from .source import Deck, Slide

PUBLISH = Path(__file__).parents[1]
SMALL_PRINT = (
    "Fictional trusts, synthetic data · We speak about systems, never about colleagues · QI Lab, CC BY 4.0"
)
MEANT = "What each vote means"
TEMPLATES = PUBLISH / "templates" / "deck"


@cache
def _front() -> dict[str, str]:
    def unpacked(name: str) -> str:
        return gzip.decompress((PUBLISH / "front" / name).read_bytes()).decode("utf-8")

    own = {name: (TEMPLATES / f"deck.{name}").read_text(encoding="utf-8") for name in ("css", "js")}
    return {"reveal_js": unpacked("reveal.js.gz"), "reveal_css": unpacked("reveal.css.gz"), **own}


def as_html(deck: Deck) -> str:
    """The deck for a browser, without a network. BadContent where a slide's words do not fit."""
    place = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    text = place.get_template("deck.html.j2").render(
        title=deck.title,
        source=deck.source,
        footer=footer(deck),
        slides=list(_slides(deck)),
        front=_front(),
    )
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def footer(deck: Deck) -> str:
    """The line at the foot of each slide."""
    return f"{deck.label} · {SMALL_PRINT}"


def _slides(deck: Deck) -> list[dict[str, Any]]:
    made, planned = [], 0.0
    for slide in deck.slides:
        made.append(
            {
                "heading": slide.heading,
                "minutes": slide.minutes,
                "planned": planned,
                "boxes": [_box(deck, slide, box) for box in boxes(deck, slide)],
                "notes": notes(deck, slide),
            }
        )
        planned += slide.minutes
    return made


def notes(deck: Deck, slide: Slide) -> list[tuple[str, str]]:
    """The speaker's notes: (name, words), and what each vote means where there is one."""
    found = [(name.capitalize(), deck.filled(words)) for name, words in slide.notes.items()]
    if slide.vote:
        meant = [f"{o.letter}: {said(o)} {o.meaning}" for o in slide.vote.options]
        found.append((MEANT, "\n".join(meant)))
    if slide is deck.slides[-1]:
        found.append(("Small print", FICTION))
    return found


def _box(deck: Deck, slide: Slide, box: Box) -> str:
    look = f"left:{box.x:g}px;top:{box.y:.1f}px;width:{box.w:g}px;height:{box.h:.1f}px"
    if box.kind == "picture":
        picture = drawn(deck, slide, box)
        x, y, w, h = picture.within(box)
        data = base64.b64encode(picture.svg.encode("utf-8")).decode("ascii")
        return (
            f'<img class="picture" style="left:{x:.1f}px;top:{y:.1f}px;width:{w:.1f}px;height:{h:.1f}px" '
            f'alt="{html.escape(picture.words, quote=True)}" src="data:image/svg+xml;base64,{data}">'
        )
    if box.kind == "heading":
        return f'<h2 style="{look};font-size:{box.size}px">{_runs(box.blocks[0].runs)}</h2>'
    if box.kind == "options":
        return f'<ol class="options" style="{look};font-size:{box.size}px">{_options(box)}</ol>'
    body = "".join(_blocks(box.blocks))
    return f'<div class="{box.kind}" style="{look};font-size:{box.size}px">{body}</div>'


def _options(box: Box) -> str:
    rows = []
    for option, high in zip(box.options, box.rows, strict=True):
        kind = "right" if option.right else "wrong"
        rows.append(
            f'<li style="height:{high:.1f}px"><span class="fragment mark {kind}" data-fragment-index="0"></span>'
            f'<b>{option.letter}</b><div><p>{html.escape(option.text)}</p><p class="fragment meaning" '
            f'data-fragment-index="0" style="font-size:{box.small}px"><strong>{said(option)}</strong> '
            f"{html.escape(option.meaning)}</p></div></li>"
        )
    return "".join(rows)


def _blocks(blocks: tuple[Block, ...]) -> list[str]:
    out, inside = [], ""
    for block in blocks:
        wanted = ("ul" if block.mark == "•" else "ol") if block.mark else ""
        if wanted != inside:
            out.append((f"</{inside}>" if inside else "") + (f"<{wanted}>" if wanted else ""))
            inside = wanted
        if block.rows:
            head, *rows = block.rows
            heads = "".join(f'<th scope="col">{_runs(cell)}</th>' for cell in head)
            body = "".join(f"<tr>{''.join(f'<td>{_runs(c)}</td>' for c in row)}</tr>" for row in rows)
            out.append(f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>")
        else:
            out.append(f"<li>{_runs(block.runs)}</li>" if block.mark else f"<p>{_runs(block.runs)}</p>")
    return [*out, f"</{inside}>"] if inside else out


def _runs(runs: tuple[Run, ...]) -> str:
    out = []
    for words, bold, italic in runs:
        text = html.escape(words)
        text = f"<em>{text}</em>" if italic else text
        out.append(f"<strong>{text}</strong>" if bold else text)
    return "".join(out)
