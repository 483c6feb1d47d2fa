"""The reading view: a prebuilt extension of JupyterLab that shows the course's pages without code in sight.

`extensions/qilab-reading/` is installed as it is; its `files/pages.json` and `glossary.json` are written by `qilab build`.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
# A folder that JupyterLab may be given as a place of extensions: each folder in it is one.
EXTENSIONS = FOLDER / "extensions"
