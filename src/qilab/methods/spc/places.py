"""Points that the user named: the first of a new phase, those to leave out, those of the baseline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.validate import one_whole

from .timeline import Time

if TYPE_CHECKING:
    from .tidy import Points


class Places:
    """Finds the points that the user named by number, by x, by column or one group at a time."""

    def __init__(
        self,
        points: Points,
        time: Time,
        keys: NDArray,
        data: pd.DataFrame,
        source: NDArray,
        new: NDArray,
        order: Any,
    ) -> None:
        self.points, self.time, self.keys, self.data = points, time, keys, data
        self.source, self.new, self.order = source, new, order
        self.number = points.i

    def of(self, what: Any, role: str, *, starts: bool) -> NDArray[np.bool_]:
        """True on the named points. `starts`: a date between two points stands for the one after it."""
        if isinstance(what, str) and what in self.data.columns:
            return self._changes(what) if starts else self._flags(what)
        if isinstance(what, Mapping):
            found = np.zeros(len(self.number), dtype=bool)
            for label, places in what.items():
                found |= self._named(places, role, starts, self._group(label, role))
            return found
        return self._named(what, role, starts, np.ones(len(self.number), dtype=bool))

    def _group(self, label: Any, role: str) -> NDArray[np.bool_]:
        where = np.flatnonzero(self.points.labels == label)
        if len(where) == 0:
            raise ValueError(
                f"{role}: there is no group {label!r}. The first groups are {list(self.points.labels[:5])}."
            )
        return self.points.groups.ids == where[0]

    def _named(self, places: Any, role: str, starts: bool, among: NDArray) -> NDArray[np.bool_]:
        listed = (
            list(places)
            if isinstance(places, list | tuple | set | np.ndarray | pd.Series | pd.Index)
            else [places]
        )
        found = np.zeros(len(self.number), dtype=bool)
        for place in listed:
            if isinstance(place, bool | np.bool_):
                raise ValueError(f"{role}: name points by number or by x, or give the name of a column.")
            if isinstance(place, int | np.integer):
                hit = self.number == place
                if starts and place < 2:
                    raise ValueError(
                        f"{role}: {place} is not the first point of a new phase. That can be point 2 or later."
                    )
            else:
                key = self.time.key(place, role)
                hit = self.keys == key
                if starts and not self.time.nominal:
                    after = self.keys >= key
                    hit = after & ~np.concatenate([[False], after[:-1]])
                    hit |= after & self.points.groups.first
                    hit &= self.number > 1
            hit = hit & among
            if not hit.any():
                last = int(self.number[among].max(initial=0))
                raise ValueError(
                    f"{role}: there is no point {place!r}. The points are numbered from 1 to {last}."
                )
            found |= hit
        return found

    def _changes(self, name: str) -> NDArray[np.bool_]:
        """True where the label in a column differs from that of the point before."""
        codes = pd.factorize(self.data[name].iloc[self.source])[0]
        changed = np.zeros(len(codes), dtype=bool)
        changed[1:] = codes[1:] != codes[:-1]
        return changed

    def _flags(self, name: str) -> NDArray[np.bool_]:
        flags = self.data[name]
        if flags.isna().any() or not flags.isin([True, False, 0, 1]).all():
            raise ValueError(f"exclude: column “{name}” must hold True or False in every row.")
        rows = flags.to_numpy(dtype=bool)
        rows = rows[self.order]
        return np.bincount(np.cumsum(self.new) - 1, weights=rows) > 0

    def baseline(self, freeze: Any) -> NDArray[np.bool_]:
        """True on the first `freeze` points of each part."""
        text = "freeze (number of points in the baseline)"
        if isinstance(freeze, Mapping):
            many = np.full(self.points.groups.count, len(self.number) + 1)
            for label, count in freeze.items():
                many[self.points.groups.ids[self._group(label, "freeze")][0]] = one_whole(
                    count, text, least=2
                )
            many = many[self.points.groups.ids]
        else:
            many = one_whole(freeze, text, least=2)
        parts = self.points.parts
        in_part = np.arange(len(self.number)) - parts.starts[parts.ids]
        return in_part < many
