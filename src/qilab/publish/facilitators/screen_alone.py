"""The room's screen for a room without a server: one page that needs no network, fed by what the facilitator types in."""

from __future__ import annotations

import re
from pathlib import Path

from .front import asset

FRONT = Path("src", "qilab", "room", "screen", "front")
READING = Path("src", "qilab", "reading", "extensions", "qilab-reading", "files")
COURSE = Path("src", "qilab", "room", "screen", "course.json")
# In this order: what a later one uses is made by an earlier one.
SCRIPTS = (
    READING / "dom.js",
    READING / "roomcode.js",
    *(FRONT / name for name in ("clock.js", "scale.js", "words.js", "dots.js", "draw.js", "controls.js")),
    FRONT / "alone_state.js",
    FRONT / "alone.js",
)
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w.]+)";$', flags=re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|let|function|async function) (\w+))", flags=re.MULTILINE)


def screen_alone(root: Path) -> str:
    """The page, with its styles, its scripts and the course in it."""
    page = (root / FRONT / "screen.html").read_text(encoding="utf-8")
    style = f"{asset('room.css')}\n{(root / FRONT / 'screen.css').read_text(encoding='utf-8')}"
    # A “<” within a script could end it, whatever stands in a plan.
    course = (root / COURSE).read_text(encoding="utf-8").replace("<", "\\u003c")
    script = "\n".join(as_one(path.name, (root / path).read_text(encoding="utf-8")) for path in SCRIPTS)
    page = re.sub(r"<link [^>]*>\n", "", page)
    page = page.replace("</head>", f"<style>\n{style}</style>\n</head>")
    whole = f'<script type="application/json" id="course">{course}</script>\n<script>"use strict";\n{script}</script>'
    return page.replace('<script type="module" src="files/live.js"></script>', whole)


def as_one(name: str, source: str) -> str:
    """A module as a part of one script: what it exports is kept under its name, and what it imports is taken from there.

    >>> print(as_one("sum.js", 'import { one } from "./one.js";\\nexport const two = one + one;'))
    const sum_js = (() => {
    const { one } = one_js;
    const two = one + one;
    return { two };
    })();
    """
    exported = _EXPORT.findall(source)
    body = _IMPORT.sub(
        lambda m: f"const {{{m[1]}}} = {m[2].replace('.', '_')};", _EXPORT.sub("", source)
    ).rstrip()
    return f"const {name.replace('.', '_')} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"
