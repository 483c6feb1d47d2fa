"""What can be made where this runs: a browser's Python lacks the programs that draw pictures and set pages."""

from __future__ import annotations

from importlib.util import find_spec

# Kind: its name, its media type, the packages it needs.
FILES = {
    "html": ("Web page", "text/html", ()),
    "pdf": ("PDF", "application/pdf", ("typst", "vl_convert")),
    "pptx": ("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx", "vl_convert")),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("openpyxl",)),
    "png": ("Pictures (PNG)", "application/zip", ("vl_convert",)),
    "svg": ("Pictures (SVG)", "application/zip", ()),
    "script": ("Script", "application/zip", ()),
}  # fmt: skip
INSTEAD = {
    "pdf": "A PDF cannot be made in the browser edition. Save the web page, open it, and print it to a PDF file.",
    "pptx": "Slides cannot be made in the browser edition. Put the SVG pictures into slides of your own.",
    "xlsx": "An Excel file cannot be made in the browser edition. The web page has all the numbers as tables to copy.",
    "png": "PNG pictures cannot be made in the browser edition. The SVG pictures can be put into Word and PowerPoint.",
}
NO_EXCEL = (
    "Excel files cannot be read in this edition. In Excel, select the cells, copy them and paste them above, or save the sheet "
    "as “CSV UTF-8” and choose that file."
)


def has(package: str) -> bool:
    """Is a package installed here?"""
    return find_spec(package) is not None


def can_make(kind: str) -> bool:
    """Can a file of this kind be made here? kind: one of FILES.

    >>> can_make("html")
    True
    """
    return all(has(package) for package in FILES[kind][2])


def can_draw() -> bool:
    """Are pictures drawn here, by Python? If not, the page that shows them draws them."""
    return has("vl_convert")


def cannot_make() -> list[str]:
    """A sentence for each kind of file that cannot be made here: what to do instead."""
    return [INSTEAD[kind] for kind in FILES if not can_make(kind)]
