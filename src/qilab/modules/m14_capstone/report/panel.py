"""What the lab shows of the report: the sums behind each number, and the files to save."""

from __future__ import annotations

from collections.abc import Mapping

from qilab.panel.html import Html, bullets, details, join, paragraphs, save_link, tag

from ..cases import Case
from .document import HTML_NAME, PDF_NAME, ReportError, content, html_page, pdf_page
from .frames import ROUNDED
from .numbers import cannot, claim, numbers


def derivations(case: Case, open_: bool = True) -> Html:
    """Each number of the report, and behind it how it was worked out. open_: are all of these in sight?"""
    return join(
        paragraphs(tag("strong", claim(case))),
        [
            details(f"({n.letter}) {n.label}: {n.value} (show how)", tag("p", n.how), open_=open_)
            for n in numbers(case)
        ],
        paragraphs(cannot(case), ROUNDED),
    )


def made(case: Case, seed: int, said: str, own: Mapping[str, str]) -> dict[str, Html]:
    """Texts for the parts `report` and `files` of the panel: what the page says, and links that save it."""
    page = content(case, seed, said, own)
    links: list[Html] = [save_link("Save as a web page to print", HTML_NAME, "text/html", html_page(page))]
    try:
        links.append(save_link("Save as PDF", PDF_NAME, "application/pdf", pdf_page(page)))
    except ReportError as problem:
        links.append(paragraphs(str(problem)))
    told = "Your report is ready: one page, followed by the sums, nine statements to mark, and an outline for those who publish."
    return {"report": derivations(case, open_=False), "files": join(paragraphs(told), bullets(*links))}
