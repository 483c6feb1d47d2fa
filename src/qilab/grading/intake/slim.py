"""A large notebook without its outputs. Run apart, with little memory: large JSON can be made to burst a program.

python -I -S slim.py < notebook > cells        standard library only
"""

import json
import sys


def slim(text):
    """The notebook with nothing but its cells' kind, source, id and marks. ValueError if it is none."""
    notebook = json.loads(text)
    if not isinstance(notebook, dict):
        raise ValueError("not a notebook")
    cells = notebook.get("cells")
    if cells is None and isinstance(notebook.get("worksheets"), list):  # notebooks of 2014 and before
        cells = [
            c for sheet in notebook["worksheets"] if isinstance(sheet, dict) for c in sheet.get("cells") or []
        ]
    if not isinstance(cells, list):
        raise ValueError("not a notebook")
    header = notebook.get("metadata")
    header = header if isinstance(header, dict) else {}
    return {
        "nbformat": notebook.get("nbformat"),
        "kernelspec": header.get("kernelspec"),
        "language_info": header.get("language_info"),
        "cells": [_cell(cell) for cell in cells if isinstance(cell, dict)],
    }


def _cell(cell):
    metadata = cell.get("metadata")
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return {
        "kind": cell.get("cell_type"),
        "source": source if isinstance(source, str) else "",
        "id": cell.get("id"),
        "mark": mark if isinstance(mark, dict) else {},
    }


if __name__ == "__main__":
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (1_200_000_000, 1_200_000_000))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    except (ImportError, ValueError, OSError):
        pass
    try:
        json.dump(slim(sys.stdin.buffer.read().decode("utf-8")), sys.stdout)
    except (ValueError, RecursionError, MemoryError) as trouble:
        json.dump({"error": str(trouble)[:200] or type(trouble).__name__}, sys.stdout)
