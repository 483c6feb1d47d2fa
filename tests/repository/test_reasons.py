"""CONTRIBUTING.md: is each library that we ask for listed with the reason for it?"""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
SAID_AS = {
    "vl-convert-python": "vl-convert"
}  # how the table says it, where that is not its name on the index


def test_is_every_direct_dependency_in_the_table_with_a_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {Requirement(text).name for texts in asked for text in texts}
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("## What we use, and why")[2].partition("\n## ")[0]
    listed = set(re.split(r"[^a-z0-9-]+", table.lower()))
    assert len(names) > 25
    assert not {name for name in names if SAID_AS.get(name, name) not in listed}
