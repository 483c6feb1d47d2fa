"""`qilab pack`: the facilitator's pack as one folder or one zip.

making.py makes the files, in two processes; folder.py and zipped.py write them whole or not at all; sources.py says
whether what is there is still what would be made; progress.py shows how far it is.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from qilab.made_folder import PackFolder

from ..facilitators.pages import FacilitatorPages
from ..module import FACILITATOR, find_modules
from ..pack import Job, PackFile, jobs
from .making import make_jobs
from .progress import Progress
from .sources import sources_digest
from .zipped import write_zip

__all__ = ["Packed", "pack_folder", "pack_zip"]


@dataclass(frozen=True)
class Packed:
    """What became of a pack. made: files that were made now. there: those that lay there already and are still good.

    put_aside: files of somebody's own that had the name of one of ours, by their new names.
    """

    made: int
    there: int
    put_aside: tuple[str, ...] = ()


def all_jobs(root: Path) -> list[Job]:
    """Everything in the pack: the pages, and all that they lead to."""
    modules = find_modules(root)
    pages = FacilitatorPages(root, modules)
    files = [PackFile(FACILITATOR / name, name, partial(_page, pages, name)) for name in pages.names]
    return [Job("pages", "Pages for facilitators", tuple(files)), *jobs(modules)]


def pack_folder(
    root: Path, out: Path, progress: Progress | None = None, only: Collection[str] = ()
) -> Packed:
    """Write the pack into the folder `out`, made if it does not exist. What else lies there stays.

    only: the names of some of its files, such as "print/room_pack.pdf"; all where empty. ValueError for an unknown name.

    A file that is there already, whole and of the same sources, is not made again: so a run that was interrupted is
    carried on. OSError if a file cannot be written, after which no half file is left; BadContent if a source is to be mended.
    """
    wanted, sources = _chosen(all_jobs(root), only), sources_digest(root)
    folder = PackFolder(out, sources)
    stock = _stock(root, sources)
    names = {name for job in wanted for name in _names(job)}
    there = {name for name in names if folder.is_fresh(name)}
    made = 0
    for name, content in _contents(root, wanted, there, stock, progress or Progress()):
        folder.put(name, content)
        made += 1
    if not only:
        folder.take_away_all_but(names)
    return Packed(made, len(there), tuple(folder.put_aside))


def pack_zip(root: Path, target: Path, progress: Progress | None = None) -> Packed:
    """Write the pack as one zip, with all in a folder of the zip's name. The same bytes each time.

    OSError if it cannot be written, or if `target` is there and no pack; no half file is left.
    """
    stock = _stock(root, sources := sources_digest(root))
    contents = _contents(root, all_jobs(root), set(), stock, progress or Progress())
    return Packed(write_zip(target, sources, _kept(stock, contents)), 0)


def _kept(stock: PackFolder, contents: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """What is made for a zip is put into stock too, if it can be: so a run that was interrupted is carried on."""
    for name, content in contents:
        if not stock.is_fresh(name):
            with suppress(OSError):
                stock.put(name, content)
        yield name, content


def _page(pages: FacilitatorPages, name: str) -> bytes:
    return pages.write(name).encode("utf-8")


def _chosen(wanted: list[Job], only: Collection[str]) -> list[Job]:
    unknown = set(only) - {name for job in wanted for name in _names(job)}
    if unknown:
        raise ValueError(f"The pack has no file {sorted(unknown)[0]}.")
    if not only:
        return wanted
    files = [tuple(file for file in job.files if _name(file.path) in only) for job in wanted]
    return [replace(job, files=chosen) for job, chosen in zip(wanted, files, strict=True) if chosen]


def _stock(root: Path, sources: str) -> PackFolder:
    """What the facilitators' pages have made."""
    return PackFolder(stock_folder(root), sources, read_only=True)


def stock_folder(root: Path) -> Path:
    """Where the facilitators' pages keep what they made: beside the pages, or where QILAB_STOCK says."""
    return Path(os.environ.get("QILAB_STOCK") or root / FACILITATOR)


def _contents(
    root: Path, wanted: Sequence[Job], there: set[str], stock: PackFolder, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """Each file that is not there yet: from stock where it is good, and made where it is not."""
    missing = [(job, [n for n in _names(job) if n not in there]) for job in wanted]
    total = sum(len(names) for _, names in missing)
    to_make: dict[str, list[Path]] = {}
    done = 0
    for job, names in missing:
        for name in names:
            if (content := stock.read(name)) is not None:
                done += 1
                yield name, content
            else:
                to_make.setdefault(job.title, []).append(FACILITATOR / name)
    progress.begin(total, done)
    # Those of many files first: a long job that is begun last would keep one process waiting for the other.
    to_make = dict(sorted(to_make.items(), key=lambda job: -len(job[1])))
    for title, files in make_jobs(root, to_make, progress.doing):
        for path, content in files.items():
            yield _name(path), content
        done += len(files)
        progress.done(done, title)
    progress.end()


def _names(job: Job) -> list[str]:
    return [_name(file.path) for file in job.files]


def _name(path: Path) -> str:
    """A file's place in the pack."""
    return path.relative_to(FACILITATOR).as_posix()
