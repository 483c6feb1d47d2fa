"""One line of JSON after another, between the sandbox and the marker."""

from __future__ import annotations

import json
import os
from typing import Any


class Channel:
    """Reads lines from one file descriptor and writes lines to another."""

    def __init__(self, read: int, write: int) -> None:
        self._read = os.fdopen(read, "rb")
        self._write = write

    def send(self, **message: Any) -> None:
        """Write a message as one line of JSON, all of it. ValueError for NaN or infinity; what JSON does not
        know goes as text.
        """
        line = json.dumps(message, allow_nan=False, default=str).encode() + b"\n"
        while line:
            line = line[os.write(self._write, line) :]

    def receive(self) -> dict[str, Any]:
        """Wait for the next message. EOFError when the other side has closed; ValueError for a line that is
        not JSON.
        """
        line = self._read.readline()
        if not line:
            raise EOFError
        return json.loads(line)
