"""The record as a page: HTML that prints, and a tagged PDF (PDF/UA-1) by typst. Both end in a seal."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import html
import json
from importlib.resources import files
from typing import Any

from qilab.panel.typeset import NoPdfError, typeset

from .content import (
    BADGE,
    NO_CPD,
    NOT_ENDORSED,
    NOT_QUALIFIED,
    PROMPTS,
    TITLE,
    WHAT_CODE_SHOWS,
    Content,
    RecordError,
)

FACTS, SEAL = "qilab-facts:", "qilab-seal:"
HTML_NAME, PDF_NAME = "my-completion-record.html", "my-completion-record.pdf"


def html_page(content: Content) -> bytes:
    """The record as one HTML file that needs nothing else, sealed."""
    e = html.escape
    rows = "".join(f'<tr><th scope="row">{e(n)}</th><td>{m:g}</td></tr>' for n, m in content.modules)
    prompts = "".join(f"<li>{e(p)}<div class='room'></div></li>" for p in PROMPTS)
    page = f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{TITLE}: {e(content.name)}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ margin-bottom: 0; }}
.badge {{ display: inline-block; border: 2px solid #0b3d23; color: #0b3d23; border-radius: .4rem; padding: .1rem .7rem; font-weight: bold; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #6b6b6b; padding: .3rem .6rem; text-align: left; }}
td {{ text-align: right; }}
.room {{ border-bottom: 1px solid #6b6b6b; height: 2.4rem; }}
code {{ overflow-wrap: anywhere; }}
@media print {{ body {{ margin: 0; max-width: none; }} h2 {{ break-after: avoid; }} li {{ break-inside: avoid; }} }}
</style>
</head>
<body>
<main>
<p>QI Lab: healthcare quality improvement, learnt by doing</p>
<h1>{TITLE}</h1>
<p><strong>{e(content.name)}</strong></p>
<p><span class="badge">{BADGE}</span></p>
<p>{e(NOT_QUALIFIED)}</p>
<table>
<caption>Modules practised, {e(content.hours)} of learning by the course’s own timings</caption>
<thead><tr><th scope="col">Module</th><th scope="col">Minutes</th></tr></thead>
<tbody>{rows}</tbody>
</table>
<p>Date: {e(content.day)}. Course version: {e(content.version)}.</p>
<p>{e(NO_CPD)}</p>
<p>{e(NOT_ENDORSED)}</p>
<h2>To reflect on, in your own words</h2>
<ol>{prompts}</ol>
<h2>Check code</h2>
<p><code>{_grouped(content.code)}</code></p>
<p>{e(WHAT_CODE_SHOWS)}</p>
</main>
</body>
</html>
"""
    return _sealed(page.encode("utf-8"), f"<!-- {FACTS}{_packed(content)} -->\n", f"<!-- {SEAL}%s -->\n")


def pdf_page(content: Content) -> bytes:
    """The record as a tagged PDF, sealed.

    RecordError where typst is not there (the browser edition), and where no font has the letters of the name.
    """
    pdf = _typeset(
        {
            "title": TITLE,
            "badge": BADGE,
            "name": content.name,
            "modules": [[n, f"{m:g}"] for n, m in content.modules],
            "hours": content.hours,
            "day": content.day,
            "version": content.version,
            "paragraphs": [NO_CPD, NOT_ENDORSED],
            "not_qualified": NOT_QUALIFIED,
            "prompts": list(PROMPTS),
            "code": _grouped(content.code),
            "what_code_shows": WHAT_CODE_SHOWS,
        },
        dt.date.fromisoformat(content.date),
    )
    pdf = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    # Comment lines after the end mark: readers look for it in the last 1,024 bytes and pass over the rest.
    return _sealed(pdf, f"%{FACTS}{_packed(content)}\n", f"%{SEAL}%s\n")


def _typeset(words: dict[str, Any], date: dt.date) -> bytes:
    try:
        return typeset(files(__package__).joinpath("record.typ").read_bytes(), words, date)
    except NoPdfError as problem:
        if problem.letters:
            raise RecordError(
                "No font here has all the letters of this name, so there is no PDF. The HTML record is complete: open it, and "
                "print it to PDF from your browser."
            ) from None
        raise RecordError(
            "The PDF cannot be made here. Save the HTML page, open it, and print it to PDF from your browser."
        ) from None


def _packed(content: Content) -> str:
    return base64.b64encode(json.dumps(content.facts(), ensure_ascii=False).encode("utf-8")).decode("ascii")


def _sealed(body: bytes, facts: str, seal: str) -> bytes:
    whole = body + facts.encode("ascii")
    return whole + seal.replace("%s", hashlib.sha256(whole).hexdigest()).encode("ascii")


def _grouped(code: str) -> str:
    return " ".join(code[i : i + 8] for i in range(0, len(code), 8))
