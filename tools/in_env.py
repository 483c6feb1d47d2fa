"""Runs a program of `.venv`, on every system: `python tools/in_env.py ruff check`.

pre-commit makes environments of its own, in which neither the course nor the locked versions of its tools are. The hooks
need both, or a hook would format what CI formats differently.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (".venv/bin", ".venv/Scripts")


def main(words: list[str]) -> int:
    """Run the program named first with the other words; returns what it returns, or 1 with a sentence if it is missing."""
    for place in (ROOT / folder / (words[0] + end) for folder in FOLDERS for end in ("", ".exe")):
        if place.is_file():
            return subprocess.run([str(place), *words[1:]], cwd=ROOT).returncode
    print(
        f"{words[0]} is not in .venv: run `python start.py test --quick` once, which puts it there, then try again."
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
