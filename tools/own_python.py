"""Runs a module with the Python of `.venv`, on every system: `python tools/own_python.py ruff check`.

pre-commit makes environments of its own, in which neither the course nor the locked versions of its tools are. The hooks
need both, or a hook would format what CI formats differently.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACES = (".venv/bin/python", ".venv/Scripts/python.exe")


def main(words: list[str]) -> int:
    """Run `python -m` and the words; returns what that returns, or 1 with a sentence if there is no `.venv`."""
    for place in PLACES:
        if (ROOT / place).is_file():
            return subprocess.run([str(ROOT / place), "-m", *words], cwd=ROOT).returncode
    print("The environment is not here: run `python start.py test --quick` once, then try again.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
