"""nbgrader's own table of grades, for what reads it elsewhere: made by nbgrader, then freed of formulas."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from qilab.grading.scoring.gradebook import COURSE, address
from qilab.grading.tables import safe


def nbgrader_csv(url: str, assignment: str) -> str:
    """The CSV that `nbgrader export` writes for one assignment. ValueError says why there is none."""
    from nbgrader.api import Gradebook
    from nbgrader.plugins import CsvExportPlugin

    with tempfile.TemporaryDirectory(prefix="qilab-") as folder:
        target = Path(folder, "grades.csv")
        try:
            place = make_url(address(url))
            # A gradebook that is not there would be made, empty.
            if place.drivername.startswith("sqlite") and not Path(place.database or "").is_file():
                raise ValueError(f"there is no gradebook {place.database}. Say where it is with --db.")
            with Gradebook(address(url), COURSE) as gradebook:
                CsvExportPlugin(to=str(target), assignment=[assignment]).export(gradebook)
        except (SQLAlchemyError, ModuleNotFoundError, OSError) as trouble:
            why = " ".join(str(getattr(trouble, "orig", None) or trouble).split())[:160]
            raise ValueError(f"the gradebook cannot be read ({why}). Say where it is with --db.") from None
        rows = list(
            csv.reader(io.StringIO(target.read_text()))
        )  # in this system's letters, as nbgrader wrote it
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([safe(value) for value in row] for row in rows)
    return out.getvalue()
