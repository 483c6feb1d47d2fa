"""The model behind Coin spin: how long a coin spins, and a game of cycles with fifteen minutes to spend. No Jupyter.

log(seconds) = μ + coin + surface + technique + coin × surface + ε, ε ~ N(0, 0.25²). Who spins makes no difference.
The exercise with real coins is an old one among teachers of improvement; the numbers here are made up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from math import exp, log

import numpy as np

from qilab.methods.validate import one_seed

SECONDS, SIGMA = 6.0, 0.25  # median of the first settings, spread of log(seconds)
BUDGET, SPIN, CHANGE = 15.0, 0.5, 0.5  # minutes: in all, for a spin, for each thing that is changed
MOST_SPINS = 5
COINS = {"1p": "1p", "10p": "10p", "50p": "50p"}
SURFACES = {"table": "wooden table", "tray": "metal tray", "plate": "china plate"}
TECHNIQUES = {
    "flick": "flick with one finger",
    "twist": "twist with two fingers",
    "hands": "roll between both hands",
}
SPINNERS = {"A": "Ash", "B": "Birch", "C": "Cedar", "D": "Damson"}


@dataclass(frozen=True)
class Settings:
    """What is spun, on what, how and by whom."""

    coin: str = "1p"
    surface: str = "table"
    technique: str = "flick"
    spinner: str = "A"

    def __post_init__(self) -> None:
        for name, known in _FACTORS.items():
            if getattr(self, name) not in known:
                raise ValueError(f"{name}: choose one of {', '.join(known)}.")

    @property
    def in_words(self) -> str:
        """Coin, surface and technique in words; who spins is left out."""
        return f"{COINS[self.coin]}, {SURFACES[self.surface]}, {TECHNIQUES[self.technique]}"

    def changed(self, before: Settings) -> int:
        """How many things differ."""
        return sum(getattr(self, name) != getattr(before, name) for name in _FACTORS)


_FACTORS = {"coin": COINS, "surface": SURFACES, "technique": TECHNIQUES, "spinner": SPINNERS}
START = Settings()


@dataclass(frozen=True)
class World:
    """What is true behind one seed: effects on log(seconds), and the one pair that does more than its parts."""

    coin: dict[str, float]
    surface: dict[str, float]
    technique: dict[str, float]
    together: dict[tuple[str, str], float]

    def effect(self, settings: Settings) -> float:
        """μ + coin + surface + technique + coin × surface, on the scale of log(seconds)."""
        return (
            log(SECONDS)
            + self.coin[settings.coin]
            + self.surface[settings.surface]
            + self.technique[settings.technique]
            + self.together.get((settings.coin, settings.surface), 0.0)
        )

    def typical(self, settings: Settings) -> float:
        """Median seconds of a spin with these settings: exp(effect)."""
        return exp(self.effect(settings))

    def mean(self, settings: Settings) -> float:
        """Mean seconds, exp(effect + σ²/2): a few long spins pull it above the median."""
        return exp(self.effect(settings) + SIGMA**2 / 2)

    def best(self) -> Settings:
        """The settings that spin longest (the spinner is left as at the start)."""
        return max((Settings(*which) for which in product(COINS, SURFACES, TECHNIQUES)), key=self.effect)

    def one_at_a_time(self, order: tuple[str, ...] = ("coin", "surface", "technique")) -> Settings:
        """Where it ends to try one thing after the other from the start and to keep the best of each, without luck."""
        now = START
        for name in order:
            now = max((replace(now, **{name: value}) for value in _FACTORS[name]), key=self.effect)
        return now


def world(seed: int) -> World:
    """The truth behind a seed: which coin and surface belong together, and which technique is best, is drawn.

    Alone, the one coin is better than the first one and the other is worse; every other surface is worse than the
    table. But the worse coin on one of these surfaces is the best pair of all.
    """
    one_seed(seed)
    draw = np.random.default_rng([seed, 9, 1])
    better, paired = draw.permutation(["10p", "50p"]).tolist()
    paired_surface, other = draw.permutation(["tray", "plate"]).tolist()
    good, middling = draw.permutation(["twist", "hands"]).tolist()
    return World(
        coin={"1p": 0.0, better: 0.30, paired: -0.15},
        surface={"table": 0.0, paired_surface: -0.20, other: -0.50},
        technique={"flick": 0.0, good: 0.40, middling: 0.15},
        together={(paired, paired_surface): 1.10, (better, paired_surface): -0.30},
    )


@dataclass(frozen=True)
class Cycle:
    """One cycle: the question, settings, predicted range and spins in seconds; learning and next step once studied."""

    question: str
    settings: Settings
    low: float
    high: float
    spins: tuple[float, ...]
    minutes: float
    learning: str = ""
    next: str = ""

    @property
    def result(self) -> float:
        """Mean seconds of this cycle’s spins."""
        return float(np.mean(self.spins))

    @property
    def inside(self) -> bool:
        """Did the mean lie inside the predicted range, ends included?"""
        return self.low <= self.result <= self.high

    @property
    def complete(self) -> bool:
        """Question, prediction, result, learning and next step: all five are there."""
        return all(text.strip() for text in (self.question, self.learning, self.next))


@dataclass(frozen=True)
class Game:
    """A game so far. The same seed gives the same luck to everybody who makes the same test as the same cycle."""

    seed: int = 4821
    cycles: tuple[Cycle, ...] = ()

    def __post_init__(self) -> None:
        world(self.seed)  # refuses a bad seed with its own words

    @property
    def world(self) -> World:
        """What is true behind this game’s seed."""
        return world(self.seed)

    @property
    def left(self) -> float:
        """Minutes that are left."""
        return BUDGET - sum(c.minutes for c in self.cycles)

    def cost(self, settings: Settings, spins: int) -> float:
        """Minutes for a test: half a minute a spin, and half a minute for each thing that is changed."""
        before = self.cycles[-1].settings if self.cycles else START
        return SPIN * spins + CHANGE * settings.changed(before)

    def after(self, question: str, settings: Settings, low: float, high: float, spins: int) -> Game:
        """The game with one more cycle done. ValueError where it cannot be paid for or makes no sense."""
        if isinstance(spins, bool) or not isinstance(spins, int) or not 1 <= spins <= MOST_SPINS:
            raise ValueError(f"spins: give a whole number from 1 to {MOST_SPINS}.")
        if not 0 <= low <= high:
            raise ValueError("prediction: the lower end comes first, and neither is below 0.")
        minutes = self.cost(settings, spins)
        if minutes > self.left + 1e-9:
            raise ValueError(f"minutes: this test takes {minutes:g}, and {self.left:g} are left.")
        luck = np.random.default_rng([self.seed, 9, 2, len(self.cycles)])
        seconds = np.exp(self.world.effect(settings) + luck.normal(0, SIGMA, MOST_SPINS)[:spins])
        done = Cycle(question, settings, low, high, tuple(seconds.round(1).tolist()), minutes)
        return replace(self, cycles=(*self.cycles, done))

    def studied(self, learning: str, then: str) -> Game:
        """The game with the last cycle's learning and next step written down."""
        if not self.cycles:
            raise ValueError("There is no cycle to study yet. Spin first.")
        last = replace(self.cycles[-1], learning=learning, next=then)
        return replace(self, cycles=(*self.cycles[:-1], last))

    @property
    def hits(self) -> int:
        """How many cycles had a mean inside their predicted range."""
        return sum(c.inside for c in self.cycles)

    @property
    def complete(self) -> int:
        """How many cycles have all that a cycle needs: question, prediction, result, learning and next step."""
        return sum(c.complete for c in self.cycles)
