"""The plan cards of the game with dice: what a pair plays, and on the back what becomes of it in a great many games."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from .dice import DiceWard, of_100

DAYS, WALL_DAYS = 20, 14  # of the first and of the second game
GAMES, LONG = 1_000, 20_000
PLAIN = DiceWard()
PLANS: dict[str, tuple[DiceWard, str]] = {
    "A: as it is": (PLAIN, "Four beds, and people may leave on any day."),
    "B: share": (
        replace(PLAIN, wards=2),
        "Find another pair with a card B. Put your tables together: each pair has its own door and its own die, but patients take any free "
        "bed on either sheet.",
    ),
    "C: no weekends": (
        replace(PLAIN, weekends=False),
        "Four beds. On days 6 and 7, 13 and 14, and 20 **nobody may leave**: a patient who reaches 0 stays in until the next working day.",
    ),
    "D: a fifth bed": (replace(PLAIN, beds=5), "Use the column of bed 5 as well."),
}
# Three of the four are ready, and wait for care at home; the fourth has a 2 before day 1, and so a 0 on day 2, which is day 1 from 0.
FULL = DiceWard(carers=1, begin=((0, True), (0, True), (0, True), (1, False)))
WALLS: dict[str, tuple[DiceWard, str]] = {
    "X: as it is": (FULL, "Four beds and one carer."),
    "Y: a fifth bed": (replace(FULL, beds=5), "Five beds and one carer."),
    "Z: a second carer": (replace(FULL, carers=2), "Four beds and two carers."),
}


def plan_cards(each: int = 4) -> list[tuple[str, str]]:
    """Front and back (Markdown) of the cards of the first game, so many of each plan, mixed."""
    made = [
        (
            f"## Plan {name}\n\n{told}",
            f"## Plan {name}\n\nOf 100 who come, this many wait:\n\n- in twenty days, starting from an empty ward, over {GAMES:,} games: "
            f"**{of_100(ward, DAYS, GAMES)}**\n- in the long run: **{of_100(ward, LONG, 1)}**",
        )
        for name, (ward, told) in PLANS.items()
    ]
    return made * each


def wall_cards(each: int = 4) -> list[tuple[str, str]]:
    """The same for the second game: where the next place is added."""
    made = [
        (
            f"## {name}\n\n{told}",
            f"**{name}.** Of 100 who come in {WALL_DAYS} days, **{of_100(ward, WALL_DAYS, GAMES)}** wait, over {GAMES:,} games.",
        )
        for name, (ward, told) in WALLS.items()
    ]
    return made * each


# The contest: what can be bought for a ward on which nobody leaves at weekends, and for how many made-up points.
BED, WEEKENDS, SHARING = 10, 8, 5


def contest() -> pd.DataFrame:
    """For each number of beds and each change: of 100 who come, how many wait in the long run, and the price."""
    changes = {
        "Plan C": (False, 1),
        "Sharing": (False, 2),
        "Weekends": (True, 1),
        "Both": (True, 2),
    }
    rows = []
    for more in range(4):
        cells = [f"{PLAIN.beds + more} beds"]
        for weekends, wards in changes.values():
            ward = DiceWard(beds=PLAIN.beds + more, weekends=weekends, wards=wards)
            price = BED * more + WEEKENDS * weekends + SHARING * (wards > 1)
            cells.append(f"{of_100(ward, LONG, 1)} ({price})")
        rows.append(cells)
    return pd.DataFrame(rows, columns=["", *changes])
