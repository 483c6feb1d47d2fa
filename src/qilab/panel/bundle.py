"""The drawing library of the labs (Vega, Vega-Lite, vega-embed), packed, so that no page asks a network for it.

The reading view's extension, in which it lies, reads it in while a page is being laid out. Where that did not happen it is
sent once a page, when the first chart asks. `python -m qilab.panel.bundle` makes the file again from the
installed vl-convert; a test compares the two.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

from qilab.charts.renderer import VEGALITE

FILE = Path(__file__).parents[1] / "reading" / "extensions" / "qilab-reading" / "files" / "vega.js.gz"


@cache
def packed() -> bytes:
    """The library as gzipped JavaScript, about 300 kB."""
    return FILE.read_bytes()


def make() -> bytes:
    """The library made afresh. Needs vl-convert, which carries it."""
    import vl_convert

    source = vl_convert.javascript_bundle("export { vegaEmbed };", vl_version=VEGALITE)
    return gzip.compress(source.encode(), compresslevel=9, mtime=0)


if __name__ == "__main__":
    FILE.write_bytes(make())
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes")
