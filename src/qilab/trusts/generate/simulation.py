"""The shared draws of one trust: what several tables add up from is drawn once, and only when asked for."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from .hospital import emergency, outpatients
from .hospital.stays import Stays, pressure, simulate
from .people import complaints
from .providers import Provider, Ward
from .safety import falls, infection, raw
from .seeds import child


class Simulation:
    """One provider under one seed. Each part has its own stream of chance, named after it."""

    def __init__(self, provider: Provider, seed: int) -> None:
        self.provider, self.seed = provider, seed

    @cached_property
    def pressure(self) -> np.ndarray:
        """(days,) how quickly an empty bed is filled, as a factor on the gap between two patients: smaller is
        sooner.
        """
        return pressure(child(self.seed, "pressure", self.provider.code))

    @cached_property
    def stays(self) -> Stays:
        """Every stay on the listed wards."""
        return simulate(child(self.seed, "stays", self.provider.code), self.provider.wards, self.pressure)

    @cached_property
    def other_stays(self) -> Stays | None:
        """Every stay in the beds that are not listed ward by ward; None where all are."""
        if not self.provider.other_beds:
            return None
        rest = (Ward("", "Other wards", "General medicine", self.provider.other_beds, 4.0, 0.93, 0.4),)
        return simulate(child(self.seed, "other stays", self.provider.code), rest, self.pressure)

    @cached_property
    def falls(self) -> falls.Falls:
        """Every fall on the listed wards, drawn from their beds occupied by day."""
        return falls.draw(child(self.seed, "falls", self.provider.code), self.provider, self.stays.census)

    @cached_property
    def cdi(self) -> infection.Cases:
        """Every hospital-onset case of C. difficile, with ward and day; ward −1 off the listed wards."""
        return infection.draw(child(self.seed, "cdi", self.provider.code), self.provider, self.stays.census)

    @cached_property
    def complaints(self) -> infection.Cases:
        """Every complaint, with ward and day; ward −1 where it is about no listed ward."""
        return complaints.draw(
            child(self.seed, "complaints received", self.provider.code), self.provider, self.stays.census
        )

    @cached_property
    def ed(self) -> dict[str, np.ndarray]:
        """Accident and emergency by day, whole; only for trusts that have it."""
        return emergency.draw(self)

    @cached_property
    def clinics(self) -> dict[str, np.ndarray]:
        """Outpatient clinics by week and fifth of deprivation."""
        return outpatients.draw(self)

    @cached_property
    def raw(self) -> list[raw.Row]:
        """The lines of the dirty file, with what is true of each."""
        return raw.lines(self)
