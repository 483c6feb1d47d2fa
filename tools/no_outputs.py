"""Refuses notebooks that hold outputs: `python tools/no_outputs.py NOTEBOOK …`.

A notebook is committed as a learner opens it. Outputs would show the answer before the question, may hold what somebody
typed, and differ on every computer. Standard library only, so that it runs before anything is installed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def leftovers(text: str) -> list[str]:
    """What a run left in a notebook, one line a cell: outputs and execution counts. ValueError if it is no notebook."""
    try:
        cells = json.loads(text)["cells"]
        code = [(place, c) for place, c in enumerate(cells, start=1) if c["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        raise ValueError("is not a notebook that can be read") from None
    return [
        f"cell {place} holds {'outputs' if cell.get('outputs') else 'an execution count'}"
        for place, cell in code
        if cell.get("outputs") or cell.get("execution_count") is not None
    ]


def main(names: list[str]) -> int:
    """Name each notebook that a run has left something in. Returns 1 if there was one, else 0."""
    found = 0
    for name in names:
        try:
            lines = leftovers(Path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as trouble:
            lines = [str(trouble)]
        found += bool(lines)
        for line in lines:
            print(f"{name}: {line}")
    if found:
        print("Clear all outputs (in JupyterLab: Edit, Clear Outputs of All Cells), save, and try again.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
