"""The four subjects of the sealed cases: what is counted, over what, what the team tries, and what might get worse.

All units are made up. The levels lie near those of the course's fictional trusts (`qilab.trusts.truth.magnitudes`); the
violence level is that of the Tower Hamlets collaborative's start, 12.1 per 1,000 occupied bed days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Measure:
    """Something counted each month. name: in the plural, as in a sentence. over: what it is counted over. level: events
    for each of these; size: how many there are in a month; per: the scale on which the rate is drawn; unit: its words.
    chart: "u" for events that can be more than one a unit, "p" for a share."""

    name: str
    over: str
    level: float
    size: int
    per: int
    unit: str
    chart: Literal["u", "p"]

    def rate(self, value: float, decimals: int = 1) -> str:
        """A rate in words, such as “6.6 per 1,000 occupied bed days” or “9.1% of booked appointments”."""
        return f"{value:,.{decimals}f}{'' if self.chart == 'p' else ' '}{self.unit}".replace("-", "−")


@dataclass(frozen=True)
class Subject:
    """A subject that a case can be about.

    one: a single event. unit: the place. peers: the places that it was compared with, where it was picked. idea: the change
    that is tested. kinds: what an event may be by the old definition; wider: the kind that a wider definition adds.
    notice: what the new form does where the definition widens; harmless: where it does not.
    """

    key: str
    title: str
    unit: str
    peers: str
    one: str
    idea: str
    outcome: Measure
    balancing: Measure
    kinds: tuple[str, ...]
    wider: str
    notice: str
    harmless: str


def _bed_days(name: str, level: float, size: int) -> Measure:
    return Measure(name, "occupied bed days", level, size, 1000, "per 1,000 occupied bed days", "u")


def _share(name: str, over: str, level: float, size: int) -> Measure:
    return Measure(name, over, level, size, 100, f"% of {over}", "p")


SUBJECTS = {
    "falls": Subject(
        key="falls",
        title="Falls on two wards",
        unit="Hawthorn wards",
        peers="twelve pairs of wards",
        one="fall",
        idea="hourly rounds, with the offer of help to the toilet",
        outcome=_bed_days("falls", 0.0075, 1680),
        balancing=_bed_days("call bells answered late", 0.0085, 1680),
        kinds=("Fall from bed or chair", "Fall while walking"),
        wider="Lowered to the floor by staff",
        notice="Since it came in, it also counts as a fall when staff lower a patient to the floor.",
        harmless="The new form is a different colour and a page shorter. It counts the same falls as before.",
    ),
    "dna": Subject(
        key="dna",
        title="Missed appointments",
        unit="Rowan clinic",
        peers="twelve clinics",
        one="missed appointment",
        idea="text messages seven days and two days before the appointment",
        outcome=_share("missed appointments", "booked appointments", 0.09, 190),
        balancing=_share("clinics that overran by half an hour", "clinics", 0.20, 64),
        kinds=("Did not attend", "Came too late to be seen"),
        wider="Cancelled on the day",
        notice="Since it came in, an appointment that the patient cancels on the day also counts as missed.",
        harmless="The new booking screen asks for the same things in a different order. It counts the same appointments as missed.",
    ),
    "violence": Subject(
        key="violence",
        title="Violence on two mental-health wards",
        unit="Sorrel wards",
        peers="twelve pairs of wards",
        one="violent incident",
        idea="a safety huddle on each shift, and a weekly talk about safety in the community meeting",
        outcome=_bed_days("violent incidents", 0.0121, 1080),
        balancing=_bed_days("restraints", 0.0105, 1080),
        kinds=("Hit or kicked a person", "Threw or broke something"),
        wider="Verbal threat",
        notice="Since it came in, a verbal threat also counts as a violent incident.",
        harmless="The new form is filled in on a tablet. It counts the same incidents as before.",
    ),
    "medicines": Subject(
        key="medicines",
        title="Medicines at discharge",
        unit="Alder ward",
        peers="twelve wards",
        one="discharge with a medicines error",
        idea="a check of the medicines list by a pharmacist on the ward, the day before discharge",
        outcome=_share("discharges with a medicines error", "discharges", 0.10, 150),
        balancing=_share("discharges after 6 pm", "discharges", 0.11, 150),
        kinds=("Medicine left out", "Wrong dose or medicine"),
        wider="Reason for a change not written down",
        notice="Since it came in, a list that does not say why a medicine was changed also counts as an error.",
        harmless="The new form has a box for the pharmacist's name. It counts the same errors as before.",
    ),
}
