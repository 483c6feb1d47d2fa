"""Chart chooser on paper: the eight sets as cards, with the right chart and how often each chart is fooled on their backs."""

from __future__ import annotations

from .model import CHARTS, KINDS, signal_rates
from .words import ABOUT, DATA, NAMES, REASONS

SEED = 4821
HALVED = -50  # %, of the level: what the second row on a card is about
SHORT = {chart: name.split(" chart")[0] for chart, name in NAMES.items()}


def paper_cards(seed: int = SEED) -> list[tuple[str, str]]:
    """For each set the front of its card (what is known of the data) and the back (Markdown)."""
    return [(_front(number, kind), _back(number, kind, seed)) for number, kind in enumerate(KINDS, 1)]


def _front(number: int, kind: str) -> str:
    return f"## {number}. {DATA[kind]}\n\n{ABOUT[kind]}"


def _back(number: int, kind: str, seed: int) -> str:
    told = KINDS[kind]
    too = "".join(f" ({_capital(_a(c))} chart would do too.)" for c in told.also)
    right = f"## {number}. {NAMES[told.right]}\n\n{_capital(REASONS[told.right])}.{too}"
    alarms, halved = signal_rates(kind, seed), signal_rates(kind, seed, HALVED)
    charts = [chart for chart in CHARTS if chart in alarms]
    rows = (
        ["Of 100", *(SHORT[c] for c in charts)],
        ["---"] * (len(charts) + 1),
        ["alarms", *(f"{100 * alarms[c].signal:.0f}" for c in charts)],
        ["halved", *(f"{100 * halved[c].seen:.0f}" for c in charts)],
    )
    return f"{right}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _a(chart: str) -> str:
    """A chart’s short name after its article: an I, a u."""
    return f"{'an' if chart == 'i' else 'a'} {SHORT[chart]}"
