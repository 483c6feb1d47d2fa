"""Zip files that a learning platform takes: one of a module, one of a track with a page for each of its modules."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qilab import __version__
from qilab.modules import tracks

from ..module import Module
from .manifest import Entry, manifest
from .page import Sco, sco, script

_BEGINNING = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest that a zip can hold: the same sources give the same bytes on any day


@dataclass(frozen=True)
class Package:
    """One zip. name: of the file, without its ending. modules: each with the heading from which a track takes it, or "" for the whole."""

    name: str
    title: str
    modules: tuple[tuple[Module, str], ...]


def of_module(module: Module) -> Package:
    """The package of one module."""
    return Package(f"qilab-{module.address.partition('_')[0]}", module.title, ((module, ""),))


def of_track(track: str, modules: Iterable[Module]) -> Package:
    """The package of a track, whose modules each have a page, a score and a record of their own."""
    taken = [(m, _part(m, track)) for m in modules if track in m.tracks or _part(m, track)]
    return Package(f"qilab-{track}", f"QI Lab: {tracks()[track]['title']}", tuple(taken))


def _part(module: Module, track: str) -> str:
    return next((part.heading for part in module.track_parts if part.track == track), "")


def write(
    package: Package, root: Path, out: Path, edition: str = "", made: dict[tuple[str, str], Sco] | None = None
) -> Path:
    """Write the zip into the folder `out` and return its path. edition: address of the browser edition, or "".

    made: pages that were made before, for a module is in its own package and in those of its tracks; new ones are added.
    """
    made = {} if made is None else made
    files = {"course.js": script()}
    entries = []
    for module, part in package.modules:
        place = (module.address, part)
        if place not in made:
            made[place] = sco(root, module, part, "../", edition)
        page = made[place]
        own = {f"{page.key}/index.html": page.page, f"{page.key}/questions.js": page.questions}
        files |= own
        entries.append(Entry(page.key, page.title, (*own, "course.js")))
    files = {"imsmanifest.xml": manifest(package.name, __version__, package.title, entries), **files}
    target = out / f"{package.name}.zip"
    _zip(target, files)
    return target


def _zip(target: Path, files: Mapping[str, str]) -> None:
    """Whole or not at all: what is broken off leaves no half file behind."""
    half = target.with_suffix(".part")
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for name, text in files.items():
                entry = zipfile.ZipInfo(name, _BEGINNING)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                packed.writestr(entry, text.encode("utf-8"))
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
