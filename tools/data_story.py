"""Write docs/data-story.md and docs/data-story.ipynb: do the synthetic data look real, and what is in them?

    python tools/data_story.py            write both
    python tools/data_story.py --check    say whether they are up to date

The tables come from the data in datasets/, from `qilab.trusts.truth.magnitudes` and from the sealed truth log. The
figures for speed and memory are those of benchmarks/synthetic_data.py, copied by hand with their date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jupytext
import nbformat
import pandas as pd

from qilab.data import load, load_sealed
from qilab.trusts.schema.registry import TABLES
from qilab.trusts.schema.table import SYNTHETIC
from qilab.trusts.truth.magnitudes import measured

DOCS = Path(__file__).resolve().parents[1] / "docs"

PAGE = """<!-- Made by tools/data_story.py. Edit that file, not this one. -->
# Do the data look real, and what is planted in them?

For maintainers and facilitators. **{synthetic}** The charts that go with this page are in the notebook
[data-story.ipynb](data-story.ipynb).

**This page holds the answers** to exercises: the second table says what was planted, where and when. If you are
here to learn, come back after the course.

## How large things are

This table shows each level in the course's own data, the band that it must stay within for every seed, and the evidence for it.
“Design” means that we chose the level and know of no published figure. One test checks on several seeds that each level stays within
its band; another checks that the published figure lies within the band too.

{levels}

## What is planted, and how often it is found

Power is the share of seeds on which the named method finds the effect. Tests look for each planted effect in the course's own
data and on a hundred other seeds. If the power is 0.90 or more, at least 90 of the hundred must find it. If it is lower, the
effect is meant to be hard to see, and the test checks that the share is close to the figure. “None” means that nothing was
planted, and power is then how often the method raises a false alarm.

{truths}

## How fast

Measured with `python benchmarks/synthetic_data.py` on a shared server of two cores, one process:

| What | Result |
|---|---|
| The default set: six trusts, 144,000 rows, all files | 0.5 seconds |
| A hundred trusts (`--scale 17` makes 102), 2.4 million rows, CSV | 7.5 seconds, 320,000 rows a second |
| Memory while a hundred trusts are made | 141 MB after the first trust, 162 MB at most |
| Parquet files of the hundred trusts as well (`--parquet`) | 303 MB at most, less than a second more |
"""


def page() -> str:
    """The text of docs/data-story.md."""
    levels = measured({name: load(name) for name in TABLES})
    shown = pd.DataFrame({
        "Measure": levels["what"],
        "Table": levels["table"],
        "In the data": levels["measured"].map(_short),
        "Band": levels["low"].map(_short) + " to " + levels["high"].map(_short),
        "Unit": levels["unit"],
        "What supports it": levels["source"],
    })  # fmt: skip
    log = load_sealed("truth_log")
    days = log["start"].dt.strftime("%d %b %Y").str.lstrip("0")
    truths = pd.DataFrame({
        "Series": log["series_id"],
        "Kind": log["kind"].str.replace("_", " "),
        "From": days.fillna("throughout"),
        "Size": [("none" if kind == "none" else f"{_short(size)} {unit}") for kind, size, unit in log[["kind", "size", "unit"]].itertuples(index=False)],
        "Found by": log["detectable_by"],
        "Power": log["power"].map("{:.2f}".format),
    })  # fmt: skip
    return PAGE.format(synthetic=SYNTHETIC, levels=_table(shown), truths=_table(truths))


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _table(rows: pd.DataFrame) -> str:
    lines = [list(rows.columns), ["---"] * len(rows.columns), *rows.astype(str).to_numpy().tolist()]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def notebook() -> str:
    """The text of docs/data-story.ipynb, from docs/data-story.py, without outputs."""
    made = jupytext.read(DOCS / "data-story.py")
    for number, cell in enumerate(made.cells):
        cell["id"] = f"story-{number:02d}"  # else each writing would draw new ones
    return nbformat.writes(made, version=4) + "\n"


def main(words: list[str]) -> int:
    stale = []
    for name, text in (("data-story.md", page()), ("data-story.ipynb", notebook())):
        file = DOCS / name
        if "--check" in words:
            if not file.is_file() or file.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            file.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"docs/{name} is out of date: run python tools/data_story.py")
    return len(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
