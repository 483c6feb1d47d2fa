"""Picked because they looked extreme: regression to the mean, and what a pilot's effect is worth elsewhere."""

from __future__ import annotations

import numpy as np

from .validate import one_number, one_seed, one_whole

MOST_DRAWN, MOST_EVENTS = 50_000_000, 1_000_000
LEAST_SPREAD = 1e-4  # below it the draws of a gamma overflow, and units do not differ by anything that counts


def shrunken_effect(pilot: float, standard_error: float, between: float) -> float:
    """What a pilot's effect is likely to be elsewhere: pulled towards nothing by how sure the pilot was.

    pilot and its standard_error in one unit; between: standard deviation of true effects of such changes.
    Pilots that are spread were chosen because they looked good. Factor: between²/(between² + SE²). Source:
    Spiegelhalter, Abrams & Myles 2004, Bayesian Approaches to Clinical Trials. Not where between is a guess
    made to suit.

    >>> round(shrunken_effect(-2.0, 1.0, 1.0), 1)
    -1.0
    """
    error, spread = (
        one_number(standard_error, "standard_error", least=0),
        one_number(between, "between", least=0),
    )
    if error == spread == 0:
        raise ValueError("standard_error, between: one of the two must be above 0.")
    return one_number(pilot, "pilot") * spread**2 / (spread**2 + error**2)


def regression_to_mean(
    selected: float, overall: float, between_variance: float, within_variance: float
) -> float:
    """What units picked for their extreme value are expected to show next time, with nothing done.

    overall + r·(selected − overall), r = between/(between + within) variance of a single value. The part
    of a later change that goes back is luck, not effect. Source: Morton & Torgerson 2003, BMJ 326:1083.

    >>> round(regression_to_mean(10.8, 6.63, 0.0, 7.9), 2)
    6.63
    """
    between = one_number(between_variance, "between_variance", least=0)
    within = one_number(within_variance, "within_variance", least=0)
    if between == within == 0:
        raise ValueError("between_variance, within_variance: one of the two must be above 0.")
    centre = one_number(overall, "overall")
    return centre + between / (between + within) * (one_number(selected, "selected") - centre)


def simulate_selection(
    units: int = 24,
    worst: int = 4,
    rate: float = 6.63,
    exposure: float = 0.84,
    between_cv: float = 0.0,
    repeats: int = 20_000,
    seed: int = 0,
) -> dict[str, float]:
    """Pick the worst units of a month, do nothing, and look again: mean rates first and second.

    rate: events per unit of exposure; exposure of each unit; between_cv: coefficient of variation of the true
    rates (gamma). Returns first, second and true rate of the picked, and the fall as a share. Source: Poisson
    and gamma distributions; Morton & Torgerson 2003, BMJ 326:1083. Not proof that one ward's fall was luck.

    >>> found = simulate_selection(rate=6.6)
    >>> round(found["first"], 1), round(found["second"], 1), round(found["fall"], 2)
    (10.8, 6.6, 0.39)
    """
    n, k = one_whole(units, "units", least=2), one_whole(worst, "worst", least=1)
    if k >= n:
        raise ValueError("worst: must be fewer than all units.")
    mean, size = one_number(rate, "rate", above=0), one_number(exposure, "exposure", above=0)
    if mean * size > MOST_EVENTS:
        raise ValueError(
            f"rate, exposure: together more than {MOST_EVENTS:,} events a unit. Check their units."
        )
    cv = one_number(between_cv, "between_cv", least=0, most=10)
    if 0 < cv < LEAST_SPREAD:
        raise ValueError(f"between_cv: give 0, or {LEAST_SPREAD:g} or more; less is no difference at all.")
    rng = np.random.default_rng(one_seed(seed))
    shape = (one_whole(repeats, "repeats", least=1, most=1_000_000), n)
    if shape[0] * n > MOST_DRAWN:
        raise ValueError(
            f"units, repeats: together more than {MOST_DRAWN:,} units to draw. Take fewer repeats."
        )
    true = np.full(shape, mean * size) if cv == 0 else rng.gamma(cv**-2, mean * size * cv**2, shape)
    first, second = rng.poisson(true), rng.poisson(true)
    pick = np.argsort(-first, axis=1, kind="stable")[:, :k]
    means = [float(np.take_along_axis(a, pick, axis=1).mean() / size) for a in (first, second, true)]
    if means[0] == 0:
        raise ValueError(
            "rate, exposure: so few events that the worst had none; there is no fall to look at. Give more exposure."
        )
    return {"first": means[0], "second": means[1], "true": means[2], "fall": 1 - means[1] / means[0]}
