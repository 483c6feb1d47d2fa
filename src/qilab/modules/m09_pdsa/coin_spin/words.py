"""The sentences of Coin spin. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from qilab.charts.words import count, number

from .model import COINS, SPIN, START, SURFACES, Cycle, Game, Settings

QUESTIONS = {
    "how_long": "How long does it spin like this?",
    "coin": "Does another coin spin longer?",
    "surface": "Does another surface help?",
    "technique": "Does another way of spinning help?",
    "spinner": "Does it matter who spins?",
    "pair": "Do this coin and this surface go well together?",
    "again": "Do we get the same result again?",
}
NEXT = {
    "adopt": "adopt: keep this",
    "adapt": "adapt: change one more thing",
    "abandon": "abandon: go back and try another idea",
}


def description(game: Game) -> str:
    """The live chart in words."""
    if not game.cycles:
        return "No cycle yet. Each cycle will show its predicted range as a bar and its spins as points, in seconds."
    each = "; ".join(
        f"{'Cycle' if i == 1 else 'cycle'} {i}, {c.settings.in_words}: predicted {number(c.low)} to {number(c.high)}, mean {number(c.result)} seconds, "
        + ("inside" if c.inside else "outside")
        for i, c in enumerate(game.cycles, start=1)
    )
    return f"Seconds of spinning in {count(len(game.cycles), 'cycle')}. {each}."


def finding(game: Game) -> str:
    """The live sentence over the chart."""
    if not game.cycles:
        return f"You have {_minutes(game.left)} to find out what spins longest. First, say what you expect."
    top = max(game.cycles, key=lambda c: c.result)
    return (
        f"Results inside the predicted range: {game.hits} of {len(game.cycles)}. Longest mean so far: "
        f"{number(top.result)} seconds, with {top.settings.in_words}. You have {_minutes(game.left)} left."
    )


def result(cycle: Cycle) -> str:
    """Compare: what came, and the prediction."""
    spins = ", ".join(number(s) for s in cycle.spins)
    said = f"You said {cycle.low:g} to {cycle.high:g} seconds, so this is "
    if cycle.inside:
        close = "inside your range."
    else:
        gap = cycle.low - cycle.result if cycle.result < cycle.low else cycle.result - cycle.high
        # A mean that differs by less than is shown is not said to lie 0.0 seconds away.
        far = f"{number(gap)} seconds" if round(gap, 1) else "just"
        close = f"{far} {'below' if cycle.result < cycle.low else 'above'} your range."
    mean = "" if len(cycle.spins) == 1 else f", mean {number(cycle.result)}"
    return f"{count(len(cycle.spins), 'spin')}: {spins} seconds{mean}. {said}{close}"


def study(cycle: Cycle) -> str:
    """Explain: what to ask before the next cycle."""
    if len(cycle.spins) == 1:
        return "One spin shows that it can be done, and little else. The next one may well be a third longer or shorter."
    if cycle.inside:
        return "It went as you predicted. What could you change that might surprise you?"
    return "That was a surprise. Was it luck, or something about the coin, the surface or the way of spinning? Write down what you think."


def cost(game: Game, settings: Settings, spins: int) -> str:
    """What the test would take, before it is run."""
    takes = game.cost(settings, spins)
    told = f"This test takes {_minutes(takes)}, and you have {game.left:g} left."
    if takes <= game.left:
        return told
    if game.left < SPIN:
        return f"{told} Finish with your best settings now."
    less = "Choose fewer spins" if game.cost(settings, 1) <= game.left else "Change fewer things"
    return f"{told} {less}, or finish with your best settings now."


def finish(game: Game, chosen: Settings) -> str:
    """The end: the settings named as best, beside the truth."""
    true, best = game.world, game.world.best()
    seconds, most = true.typical(chosen), true.typical(best)
    if true.effect(chosen) >= true.effect(best) - 1e-9:
        return f"You found it: {best.in_words} is the best there is, and usually spins for about {number(most)} seconds."
    return (
        f"You chose {chosen.in_words}, which usually spins for about {number(seconds)} seconds. The best is {best.in_words}, "
        f"with about {number(most)} seconds."
    )


def lesson(game: Game) -> str:
    """Why one thing at a time misses the best pair."""
    true, best, alone = game.world, game.world.best(), game.world.one_at_a_time()
    coin, surface = COINS[best.coin], SURFACES[best.surface]
    first = Settings(best.coin, START.surface, START.technique)
    second = Settings(START.coin, best.surface, START.technique)
    pair = Settings(best.coin, best.surface, START.technique)
    return (
        f"Why is this hard to find? When flicked, the {COINS[START.coin]} on the {SURFACES[START.surface]} usually spins for about "
        f"{number(true.typical(START))} seconds. The {coin} gives only {number(true.typical(first))} seconds there, and the "
        f"{COINS[START.coin]} gives only {number(true.typical(second))} on the {surface}. But the {coin} on the {surface} gives "
        f"{number(true.typical(pair))}. If you begin with the {COINS[START.coin]} on the {SURFACES[START.surface]} and change one thing at a time, "
        f"keeping the best each time, you end up with {alone.in_words}, and about {number(true.typical(alone))} seconds. "
        "It makes no difference who spins."
    )


def score(game: Game, chosen: Settings) -> str:
    """The three things that are checked at the end."""
    n = len(game.cycles)
    found = game.world.effect(chosen) >= game.world.effect(game.world.best()) - 1e-9
    half = n // 2
    sharper = ""
    if n >= 4:
        early, late = (_width(part) for part in (game.cycles[:half], game.cycles[half:]))
        sharper = f" On average, your ranges were {number(early)} seconds wide in the first half of the game and {number(late)} in the second."
    return (
        f"Predictions: {game.hits} of {n} inside the range. Best settings: {'found' if found else 'not yet found'}. "
        f"Log: {game.complete} of {n} complete (question, prediction, result, learning, next step).{sharper}"
    )


def _minutes(left: float) -> str:
    return f"{left:g} {'minute' if left == 1 else 'minutes'}"


def _width(cycles: tuple[Cycle, ...]) -> float:
    return sum(c.high - c.low for c in cycles) / len(cycles)
