"""imsmanifest.xml: what a learning platform reads first, by SCORM 1.2 (ADL Content Aggregation Model 1.2).

No mastery score stands in it. A platform that finds one says “failed” of everybody who leaves before they are through, with however many
answers right; so the page itself says passed, from 75% on, or whatever score the platform names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


@dataclass(frozen=True)
class Entry:
    """One page in the manifest. key: its identifier. title: as the platform lists it. files: its own first, then what it needs."""

    key: str
    title: str
    files: tuple[str, ...]


def manifest(name: str, version: str, title: str, entries: Sequence[Entry]) -> str:
    """The manifest of a package with these pages, in this order. name: an identifier, such as “qilab-m06”."""
    ElementTree.register_namespace("", _CP)
    ElementTree.register_namespace("adlcp", _ADL)
    root = ElementTree.Element(f"{{{_CP}}}manifest", identifier=name, version=version)
    about = _below(root, "metadata")
    _below(about, "schema").text = "ADL SCORM"
    _below(about, "schemaversion").text = "1.2"
    ways = _below(root, "organizations", default=f"{name}-pages")
    way = _below(ways, "organization", identifier=f"{name}-pages")
    _below(way, "title").text = title
    resources = _below(root, "resources")
    for entry in entries:
        item = _below(
            way, "item", identifier=f"item-{entry.key}", identifierref=f"page-{entry.key}", isvisible="true"
        )
        _below(item, "title").text = entry.title
        page = _below(
            resources, "resource", identifier=f"page-{entry.key}", type="webcontent", href=entry.files[0]
        )
        page.set(f"{{{_ADL}}}scormtype", "sco")
        for file in entry.files:
            _below(page, "file", href=file)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _below(parent: ElementTree.Element, name: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, f"{{{_CP}}}{name}", attributes)
