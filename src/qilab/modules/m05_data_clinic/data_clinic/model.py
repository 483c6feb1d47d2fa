"""The model behind Data clinic: a pipeline of fixes on the export as it was sent, and its score. No Jupyter.

Each step is kept by the steps that lead to it, so that a pipeline of which one step changed is worked out from there on.
Two orders that cannot differ count as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from qilab.data import load_sealed, path
from qilab.methods.cleaning import score_cleaning

from .fixes import FIXES, PREPARE, READ_AS_SENT, READ_BY_DEFAULT, order_matters

BLOCK_MONTH = pd.Timestamp("2024-08-01")  # in which one site sent its dates month first
CHANGED_COLUMNS = ("when", "ward_code", "ward_name", "reason", "review_min", "staff_short", "similar_falls",
                   "rounds_pct", "admitted", "discharged", "note")  # fmt: skip
NUMBERS = frozenset({"review_min", "staff_short", "similar_falls", "rounds_pct"})
ENOUGH = 0.95
HEADLINES = {
    "all": "Falls in two years",
    "month": "Falls in August 2024",
    "ward": "Falls on the ward with the code NA",
    "minutes": "Mean minutes until a fall is reviewed",
}
UNITS = {"all": "falls", "month": "falls", "ward": "falls", "minutes": "minutes"}
# How far a headline may lie from the true one and still be called right.
NEAR = {"all": 10.0, "month": 1.0, "ward": 0.0, "minutes": 0.2}


@dataclass(frozen=True)
class Step:
    """The file after some fixes: `falls` as they left it, and what it comes to."""

    falls: pd.DataFrame

    @cached_property
    def _known(self) -> dict[str, float | None]:
        return {}

    def headline(self, name: str) -> float | None:
        """One of HEADLINES; None where it cannot be counted yet. KeyError for another."""
        if name not in self._known:
            self._known[name] = self._counted(name)
        return self._known[name]

    def _counted(self, name: str) -> float | None:
        falls = self.falls
        if name == "all":
            return float(len(falls))
        if name == "ward":
            return float((falls["ward_code"] == "NA").sum())
        if name == "month":
            when = falls["when"]
            in_month = (when >= BLOCK_MONTH) & (when < BLOCK_MONTH + pd.offsets.MonthBegin())
            return float(in_month.sum()) if when.notna().any() else None
        if name == "minutes":
            minutes = pd.to_numeric(falls["review_min"], errors="coerce").mean()
            return None if np.isnan(minutes) else float(minutes)
        raise KeyError(name)


def in_effect(fixes: Sequence[str]) -> frozenset[tuple[str, str]]:
    """What of a pipeline makes its result: which fixes it has, and the order of those whose order matters."""
    before = ((a, b) for i, b in enumerate(fixes) for a in fixes[:i] if order_matters(a, b))
    return frozenset([*((key, key) for key in fixes), *before])


class Clinic:
    """One export with what is true of each of its lines. Every pipeline is worked out from the longest part that is known."""

    def __init__(self, file: str, truth: pd.DataFrame, faults: pd.DataFrame) -> None:
        self.file, self.truth, self.faults = file, truth, faults
        self._steps: dict[tuple[bool, frozenset[tuple[str, str]]], Step] = {}
        self._sent: list[str] = []  # the columns of the file, known once it has been read
        self.step(True, ())

    def step(self, as_sent: bool, fixes: Sequence[str]) -> Step:
        """The file after these fixes, in this order. as_sent: was every cell read as the text that was sent?

        ValueError for a fix that does not exist.
        """
        for name in fixes:
            if name not in FIXES:
                raise ValueError(f"There is no fix “{name}”. There are: {', '.join(FIXES)}.")
        key = as_sent, in_effect(fixes)
        if key not in self._steps:
            if len(self._steps) > 400:
                self._steps.clear()
            self._steps[key] = self._apply(as_sent, tuple(fixes))
        return self._steps[key]

    def _apply(self, as_sent: bool, fixes: tuple[str, ...]) -> Step:
        if not fixes:
            return Step(self._read(as_sent))
        # Shallow: a fix writes whole columns, which leaves those of the step before as they are.
        names = {"pd": pd, "sent": self._sent, "falls": self.step(as_sent, fixes[:-1]).falls.copy(deep=False)}
        exec(FIXES[fixes[-1]].code, names)
        return Step(names["falls"])  # type: ignore[arg-type]

    def _read(self, as_sent: bool) -> pd.DataFrame:
        read = READ_AS_SENT if as_sent else READ_BY_DEFAULT
        names = {"pd": _Reader(self.file)}
        exec(read, names)
        names = {"pd": pd, "falls": names["falls"]}  # type: ignore[dict-item]
        exec("\n".join(PREPARE), names)
        self._sent = names["sent"]  # type: ignore[assignment]
        return names["falls"]  # type: ignore[return-value]

    # ------------------------------------------------------------ what is true

    @cached_property
    def stays(self) -> np.ndarray:
        """(lines,) does the line stay?"""
        return self.truth["keep"].to_numpy(dtype=bool)

    @cached_property
    def true_cells(self) -> dict[str, np.ndarray]:
        """(lines,) of texts for each column: what should be in the cell; "" for missing, and for what has to be asked."""
        sent, truth = self.step(True, ()).falls, self.truth
        true = {name: truth[f"true_{name}"].fillna("").to_numpy(dtype=object)
                for name in CHANGED_COLUMNS if f"true_{name}" in truth}  # fmt: skip
        true["when"] = (truth["true_fall_date"] + " " + truth["true_fall_time"]).fillna("").to_numpy(object)
        true["note"] = np.array([_mended(note) for note in sent["note"]], dtype=object)
        return true

    @cached_property
    def sent_cells(self) -> dict[str, np.ndarray]:
        """(lines,) of texts for each column, as a careful reader takes the file before anything is mended."""
        falls = self.step(True, ()).falls
        return {name: _texts(falls[name], name) for name in CHANGED_COLUMNS if name != "when"} | {
            "when": _texts(self.step(True, ("british",)).falls["when"], "when")
        }

    @cached_property
    def to_ask(self) -> dict[str, np.ndarray]:
        """(lines,) cells that nobody can mend from the file: "missing" is as right there as what is true."""

        def lines(fault: str) -> np.ndarray:
            found = np.zeros(len(self.truth), dtype=bool)
            found[self.faults.loc[self.faults["fault"] == fault, "row"].to_numpy() - 1] = True
            return found

        turned = lines("discharge_before_admission")
        return {
            "when": lines("impossible_date"),
            "admitted": turned,
            "discharged": turned,
            "similar_falls": lines("suppressed"),
        }

    @cached_property
    def true_headlines(self) -> dict[str, float]:
        """Each headline, from what is true of the lines that stay."""
        true = self.truth[self.stays]
        month = true["true_fall_date"].str[:7] == f"{BLOCK_MONTH:%Y-%m}"
        return {
            "all": float(len(true)),
            "month": float(month.sum()),
            "ward": float((true["true_ward_code"] == "NA").sum()),
            "minutes": float(pd.to_numeric(true["true_review_min"]).mean()),
        }

    # ------------------------------------------------------------ the score

    def score(self, as_sent: bool, fixes: Sequence[str]) -> Score:
        """How well a pipeline did, line by line and cell by cell."""
        falls = self.step(as_sent, fixes).falls
        kept = np.zeros(len(self.truth), dtype=bool)
        kept[falls["line"].to_numpy() - 1] = True
        changed, good, due, mended = {}, {}, {}, {}
        compare = kept & self.stays
        rows = np.searchsorted(falls["line"].to_numpy(), np.flatnonzero(compare) + 1)
        for name in CHANGED_COLUMNS:
            now = _texts(falls[name].iloc[rows], name)
            sent, true = self.sent_cells[name][compare], self._as_read(name)[compare]
            ask = self.to_ask.get(name, np.zeros(len(self.truth), dtype=bool))[compare]
            right = (now == true) | (ask & (now == ""))
            was_right = (sent == true) & ~ask | ask & (sent == "")
            moved = now != sent
            if name == "when" and not falls["when"].notna().any():
                moved[:], right = False, was_right  # no date has been read yet: that changes nothing
            changed[name], good[name] = int(moved.sum()), int((moved & right).sum())
            due[name] = int((~was_right).sum())
            mended[name] = int((~was_right & right).sum())
        wrong_out = ~kept & self.stays
        left_in = kept & ~self.stays
        return Score(
            lines=score_cleaning(falls["line"], self.truth), changed=changed, good=good, due=due, mended=mended,
            lost=np.flatnonzero(wrong_out) + 1, left=np.flatnonzero(left_in) + 1,
        )  # fmt: skip

    def _as_read(self, name: str) -> np.ndarray:
        """What should be in each cell, in the form in which the cells are compared."""
        true = self.true_cells[name]
        return np.array([_british(t) for t in true], dtype=object) if name in _DAYS else true


_DAYS = frozenset({"admitted", "discharged"})


@dataclass(frozen=True)
class Score:
    """What a pipeline did. lines: removed, precision and recall of the lines; by column the cells that it changed, those
    changed rightly, those that need a change, and those that got it. lost, left: numbers of lines that were removed
    though they should stay, and that are left though they should go."""

    lines: dict[str, float]
    changed: dict[str, int]
    good: dict[str, int]
    due: dict[str, int]
    mended: dict[str, int]
    lost: np.ndarray
    left: np.ndarray

    @property
    def cell_precision(self) -> float:
        """Share of the changed cells that are right now, the mean over the columns that were changed."""
        shares = [self.good[name] / n for name, n in self.changed.items() if n]
        return float(np.mean(shares)) if shares else 1.0

    @property
    def cell_recall(self) -> float:
        """Share of the cells to mend that are right now, the mean over the columns that need it."""
        shares = [self.mended[name] / n for name, n in self.due.items() if n]
        return float(np.mean(shares)) if shares else 1.0

    @property
    def clean(self) -> bool:
        """Are precision and recall both 0.95 or more, of lines and of cells?"""
        shares = (self.lines["precision"], self.lines["recall"], self.cell_precision, self.cell_recall)
        return min(shares) >= ENOUGH - 1e-9


class _Reader:
    """pandas, whose read_csv finds the file of the data in use under the name that the script has for it."""

    def __init__(self, file: str) -> None:
        self._file = file

    def read_csv(self, _name: str, **options) -> pd.DataFrame:
        """The export, whatever it is called."""
        return pd.read_csv(self._file, encoding="utf-8", **options)


def _texts(column: pd.Series, name: str) -> np.ndarray:
    """A column as texts that can be compared: numbers without needless noughts, moments to the minute, "" for missing."""
    if name == "when":
        return column.dt.strftime("%Y-%m-%d %H:%M").fillna("").to_numpy(dtype=object)
    if name in NUMBERS and pd.api.types.is_numeric_dtype(column):
        return column.map(lambda v: "" if pd.isna(v) else f"{v:g}").to_numpy(dtype=object)
    return column.fillna("").to_numpy(dtype=object)


def _british(day: str) -> str:
    return f"{day[8:]}/{day[5:7]}/{day[:4]}" if day else ""


def _mended(note: str) -> str:
    """A note whose signs were read in the wrong code, read in the right one."""
    try:
        return note.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return note


def clinic() -> Clinic:
    """The clinic for the data in use."""
    file = path("export_raw")
    return _clinic(str(file), file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _clinic(file: str, changed: int) -> Clinic:
    return Clinic(file, load_sealed("export_raw_rows"), load_sealed("export_raw_faults"))
