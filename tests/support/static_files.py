"""A folder on a free port of this machine, as a plain web server gives it out: below a sub-path, with gzip, and counting what it sends."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

PACKED = {".js", ".mjs", ".css", ".html", ".json", ".ipynb", ".svg", ".wasm", ".csv", ".toml", ".zip", ".map"}


@dataclass
class Served:
    """Where the folder is, and what was sent of it. address ends in a stroke; sent: path → bytes on the wire."""

    address: str
    sent: dict[str, int] = field(default_factory=dict)

    @property
    def megabytes(self) -> float:
        """All that was sent, in millions of bytes."""
        return sum(self.sent.values()) / 1e6


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@contextmanager
def serve(folder: Path, below: str = "some/sub-folder") -> Iterator[Served]:
    """Give out `folder` at http://127.0.0.1:PORT/`below`/ while the block runs."""
    served = Served("")

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if not path.startswith(f"/{below}/"):
                self.send_error(404)
                return
            file = Path(self.translate_path(path.removeprefix(f"/{below}")))
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                self.send_error(404)
                return
            packed = file.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
            tag = f'"{file.stat().st_mtime_ns}"'
            fresh = self.headers.get("If-None-Match") == tag
            body = b"" if fresh else _packed(file) if packed else file.read_bytes()
            self.send_response(304 if fresh else 200)
            self.send_header("ETag", tag)
            self.send_header("Cache-Control", "no-cache")
            if not fresh:
                self.send_header("Content-Type", self.guess_type(str(file)))
                if packed:
                    self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            served.sent[path] = served.sent.get(path, 0) + len(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *a, **k: Handler(*a, directory=str(folder), **k))
    served.address = f"http://127.0.0.1:{server.server_port}/{below}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
