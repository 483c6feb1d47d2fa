"""The page that goes with the data: what they are, for someone who runs a ward and not a computer."""

from __future__ import annotations

from collections.abc import Iterable

from qilab.trusts.generate.providers import STANDARD
from qilab.trusts.schema.table import SYNTHETIC, Table


def readme(tables: Iterable[Table], rows: dict[str, int], seed: int, scale: int) -> str:
    """The text of README.md for a data folder."""
    trusts = "\n".join(f"| {p.code} | {p.name} | {p.kind} | {p.beds} |" for p in STANDARD)
    listed = "\n".join(f"| `{t.name}.csv` | {t.title} | {rows[t.name]:,} |" for t in tables)
    more = f" There are {scale} copies of the six here, and each trust has its own code." if scale > 1 else ""
    return f"""<!-- Made by `qilab data build`. Do not edit by hand: the next build would lose the change. -->
# Six trusts that do not exist

**{SYNTHETIC}** A computer made everything in this folder, for teaching. No number here says anything about
a real hospital. Please say “fictional” whenever you show a table or a chart made from it.

## What is in here
Three years, from 1 April 2022 to 31 March 2025, of six trusts:{more}

| Code | Name | Kind | Beds |
|---|---|---|---|
{trusts}

Each file is a plain table that any spreadsheet can open. The first row holds the column names. Only
`export_raw.csv` has two rows of headings: it is untidy on purpose, so that you can practise cleaning it.

| File | What it is | Rows |
|---|---|---|
{listed}

`datapackage.json`, the data dictionary, says what each column means, its unit and the values it may take. You
do not need to read it: `qilab.data.tables()` lists the tables and their columns, and every table that `load`
gives you comes with its units.

## Six things to know before you use it
1. **An empty cell means “we do not know”.** It is not zero. A ward that was shut for a month has no bed
   days and no falls, so its rate that month is missing, not perfect.
2. **`NA` is a ward.** North A has the code NA. Many programs read “NA” as a gap; `qilab.data.load` does
   not. If you open a file in another program, check that the ward is still there.
3. **Bed days, not admissions.** Falls, pressure ulcers and infections are given per 1,000 (or 100,000)
   occupied bed days, because someone who stays longer is at risk for longer.
4. **A fall is one row** in `falls_events.csv`. `ward_month.csv` counts those rows. The two always agree.
5. **Strikes, the heat alert and the computer outage are made up**, like the trusts. Bank holidays are
   England's.
6. **The folder `sealed` holds the answers**: what really changed, where and when. Facilitators open it
   after the session, with `qilab.data.load_sealed("truth_log")`. If you look first, you spoil it only for
   yourself.

## Make it again, or make your own
All of it comes from one number, the master seed (here {seed}). The same seed gives the same files, byte for
byte, on any computer.

- **Trusts of your cohort's own**, with the same lessons but other numbers:
  `qilab data build --seed 4821 --out my-data`.
- **Use them in the whole course**: set the environment variable `QILAB_DATA` to that folder before you start
  the course, or write `qilab.data.use_folder("my-data")` at the top of a notebook.
- **Is the folder complete and unchanged?** `qilab data check my-data` tells you, and names anything that has
  changed. If you save a file from a spreadsheet, it is no longer the same file, so keep your work under another
  name.
- **A hundred trusts** to practise on: `qilab data build --scale 17 --out many-trusts`. Add `--parquet` for
  Parquet files as well.

## Licence
CC0 1.0: no rights reserved. Use it as you like.
"""
