"""A pack as one zip file, written whole or not at all."""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Iterable
from pathlib import Path

from qilab.made_folder import LIST, as_list, entry_of, whole_file

_BEGINNING = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest that a zip can hold: the same files give the same bytes on any day
_PACKED_ALREADY = (".pptx", ".docx", ".xlsx")


def write_zip(target: Path, sources: str, contents: Iterable[tuple[str, bytes]]) -> int:
    """Write (name, content) pairs into the zip `target` and return how many. FileExistsError for a file that is no pack."""
    if target.exists() and not _is_pack(target):
        raise FileExistsError(errno.EEXIST, "there is a file of this name that is no pack", str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    # Opened before a minute's work: can it be written?
    with whole_file(target) as part, part.open("wb") as place:
        files = dict(contents)
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as pack:
            listed = as_list({name: entry_of(sources, content) for name, content in files.items()})
            for name, content in sorted({**files, LIST: listed}.items()):
                pack.writestr(_entry(f"{target.stem}/{name}"), content)
    return len(files)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    squeeze = not name.endswith(_PACKED_ALREADY)
    entry.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
    entry.external_attr = 0o644 << 16
    return entry


def _is_pack(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as there:
            return any(name.endswith(f"/{LIST}") for name in there.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
