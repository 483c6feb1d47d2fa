"""A release from its solution, by nbgrader's own preprocessors in the order that nbgrader_config.py gives."""

from __future__ import annotations

import copy
import logging
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from traitlets.config.loader import Config, PyFileConfigLoader
from traitlets.utils.importstring import import_item


def _config(root: Path) -> Config:
    return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()


def release_notebook(root: Path, solution: NotebookNode) -> str:
    """The text of the released notebook: what `nbgrader generate_assignment` writes, without a gradebook."""
    config = _config(root)
    # SaveCells only writes to the gradebook, which a build has no business with.
    names = [n for n in config.GenerateAssignment.preprocessors if not n.endswith(".SaveCells")]
    exporter = NotebookExporter(config=config)
    for name in names:
        preprocessor = import_item(name)(parent=exporter)
        preprocessor.log.setLevel(logging.ERROR)
        exporter.register_preprocessor(preprocessor, enabled=True)
    text, _ = exporter.from_notebook_node(copy.deepcopy(solution), resources={})
    return text
