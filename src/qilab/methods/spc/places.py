"""Points that the user named: the first of a new phase, those to leave out, those of the baseline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qilab.methods.columns import column, refuse
from qilab.methods.times import shown
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
        source: Any,
        new: NDArray,
        order: Any,
        has_x: bool = True,
    ) -> None:
        self.points, self.time, self.keys, self.data = points, time, keys, data
        self.source, self.new, self.order = source, new, order
        self.number = points.i
        self.has_x = has_x

    def of(self, what: Any, role: str, *, starts: bool) -> NDArray[np.bool_]:
        """True on the named points. `starts`: a date between two points stands for the one after it."""
        if isinstance(what, str) and what in self.data.columns:  # a column of that name comes before a date
            return self._changes(what) if starts else self._flags(what)
        if isinstance(what, Mapping):
            found = np.zeros(len(self.number), dtype=bool)
            for label, places in what.items():
                found |= self._named(places, role, starts, self._group(label, role))
            return found
        return self._named(what, role, starts, np.ones(len(self.number), dtype=bool))

    def _group(self, label: Any, role: str) -> NDArray[np.bool_]:
        where = np.flatnonzero([known == label for known in self.points.labels])
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
            hit, known = self._one(place, role, starts, among)
            if not known.any():
                raise ValueError(
                    f"{role}: there is no point {shown(place)}. {self._beside(place, role, among)}"
                )
            found |= hit
        return found

    def _beside(self, place: Any, role: str, among: NDArray) -> str:
        """Where to look instead: the points on either side of a time that lies between two, else how they are numbered."""
        last = int(self.number[among].max(initial=0))
        numbered = f"The points are numbered from 1 to {last}."
        if isinstance(place, int | np.integer) or self.time.nominal:
            return numbered
        low, _ = self.time.span(place, role)
        before, after = np.flatnonzero(among & (self.keys < low)), np.flatnonzero(among & (self.keys > low))
        if not len(before) or not len(after):
            return numbered
        one, other = (self.points.x.iloc[int(i)] for i in (before[-1], after[0]))
        words = [f"{x:%Y-%m-%d}" if isinstance(x, pd.Timestamp) else f"{x}" for x in (one, other)]
        return f"It lies between the points {words[0]} and {words[1]}. Name the one that you mean. {numbered}"

    def _one(
        self, place: Any, role: str, starts: bool, among: NDArray
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """(points that the place stands for, points it was found at): a first point is found, but starts nothing."""
        if isinstance(place, int | np.integer):
            hit = (self.number == place) & among
            by_value = self._whole_number_on_the_axis(place) & among
            if by_value.any() and not hit.any():
                hit = by_value & (self.number > 1) if starts else by_value
                return hit, by_value
            if starts and place < 2:
                raise ValueError(
                    f"{role}: {place} is not the first point of a new phase. That can be point 2 or later."
                )
            if (by_value & ~hit).any():
                self._say_ambiguous(role, place)
            return hit, hit
        low, high = self.time.span(place, role)
        inside = (self.keys >= low) & (self.keys <= high) & among
        if not starts or self.time.nominal:
            return inside & ((self.number > 1) | (not starts)), inside
        after = self.keys >= low
        hit = after & ~np.concatenate([[False], after[:-1]])
        hit |= after & self.points.groups.first
        hit &= among
        later = self.number > 1
        return hit & later, (hit & later) | inside

    def _whole_number_on_the_axis(self, place: Any) -> NDArray[np.bool_]:
        values = self.time.values
        if self.time.nominal or values.dtype.kind not in "iuf" or not self.has_x:
            return np.zeros(len(self.number), dtype=bool)
        return self.keys == place

    def _say_ambiguous(self, role: str, place: Any) -> None:
        self.points.notes.append(
            f"{role}: {place} is ambiguous. It may be the point of that number or the one whose x is {place}; it was "
            f"taken as the number of the point. Write {float(place)} for the x."
        )

    def _changes(self, name: str) -> NDArray[np.bool_]:
        """True where the label in a column differs from that of the point before."""
        labels = column(self.data, name, "phase")
        refuse(labels.isna().to_numpy(), self.data, name, "is not the label of a phase", "Fill it in.")
        codes = self._one_label_a_point(labels, name, "phase")
        changed = np.zeros(len(codes), dtype=bool)
        changed[1:] = codes[1:] != codes[:-1]
        changed &= self.number > 1
        if _is_flags(labels):
            self._check_flags(labels, name, changed)
        self._refuse_no_phases(name, changed)
        return changed

    def _refuse_no_phases(self, name: str, changed: NDArray[np.bool_]) -> None:
        """ValueError for a column of values or dates, which change at nearly every point: no phase would have limits."""
        others = int((self.number > 1).sum())
        if others >= 4 and changed.sum() > others / 2:
            raise ValueError(
                f"phase: column “{name}” changes at {changed.sum()} of {others} points, so hardly any phase would have two. "
                "Give a column that says which phase a row belongs to, such as “before” and “after”, or the first point of "
                "each new phase."
            )

    def _check_flags(self, labels: pd.Series, name: str, changed: NDArray[np.bool_]) -> None:
        """A True/False column says “before” and “after”; marks on single points would be read as two changes."""
        groups = self.points.groups
        first = labels.astype(bool).to_numpy()[self.source][groups.starts]
        if (groups.tally(changed) > 1).any() or first.any():
            raise ValueError(
                f"phase: column “{name}” holds True and False, which may mark first points or whole phases. Give labels "
                "such as “before” and “after”, or False up to the change and True from it on."
            )

    def _one_label_a_point(self, labels: pd.Series, name: str, role: str) -> NDArray[np.intp]:
        """The label of each point, as a code; ValueError where rows of one point have different ones."""
        try:
            codes = pd.factorize(labels)[0]
        except TypeError:
            raise ValueError(
                f"{role}: column “{name}” holds lists or tables. Give one label or number a row."
            ) from None
        of_row = codes[self.order]
        point = np.cumsum(self.new) - 1
        first = codes[self.source]
        differs = of_row != first[point]
        if differs.any():
            at = int(point[np.argmax(differs)])
            raise ValueError(
                f"{role}: column “{name}” has different labels within one point ({self.points.x.iloc[at]}). "
                "Give all rows of a point the same label."
            )
        return first

    def _flags(self, name: str) -> NDArray[np.bool_]:
        flags = column(self.data, name, "exclude")
        if flags.isna().any() or not all(
            isinstance(v, bool | np.bool_ | int | float | np.number) and v in (0, 1) for v in flags
        ):
            raise ValueError(f"exclude: column “{name}” must hold True or False in every row.")
        self._one_label_a_point(flags, name, "exclude")
        return flags.astype(bool).to_numpy()[self.source]

    def baseline(self, freeze: Any) -> NDArray[np.bool_]:
        """True on the first `freeze` points of each part."""
        text = "freeze (number of points in the baseline)"
        if isinstance(freeze, int | np.integer) and not isinstance(freeze, bool):
            at = self._whole_number_on_the_axis(freeze)
            if (at & (self.number != freeze)).any():
                self.points.notes.append(
                    f"freeze: {freeze} is ambiguous. It may be the number of points in the baseline or the x of its last "
                    "point; it was taken as the number of points."
                )
        if isinstance(freeze, Mapping):
            many: Any = np.full(self.points.groups.count, len(self.number) + 1)
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


def _is_flags(values: pd.Series) -> bool:
    """Does the column hold nothing but True and False?"""
    return all(isinstance(v, bool | np.bool_) for v in values.astype(object))
