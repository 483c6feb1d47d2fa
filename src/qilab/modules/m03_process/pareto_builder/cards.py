"""Pareto builder on paper: each cause of late lists as a card, with the lists on its front and the minutes on its back."""

from __future__ import annotations

from .model import CAUSES, MONDAY, NOT_RECORDED, ORTHOPAEDICS, OTHER, late_lists


def cause_cards(seed: int = 4821) -> list[tuple[str, str]]:
    """For each cause the front of its card, how many lists it made late, and the back, how many minutes were lost (Markdown).

    What was not recorded comes last, and then a card that says how to rank.
    """
    rows = late_lists(seed)
    cards = []
    for cause in (*CAUSES, NOT_RECORDED):
        lists = rows[rows["cause"] == cause]
        minutes = {day: int(lists.loc[lists["day"] == day, "minutes"].sum()) for day in (MONDAY, OTHER)}
        bones = int(lists.loc[lists["specialty"] == ORTHOPAEDICS, "minutes"].sum())
        cards.append(
            (
                f"## {cause}\n\n**{len(lists)}** lists started late",
                f"**{cause}**\n\nMinutes lost: **{sum(minutes.values()):,}**\n\nOn Mondays: **{minutes[MONDAY]:,}** · "
                f"Tuesday to Friday: **{minutes[OTHER]:,}**\n\nIn orthopaedics, all days: **{bones:,}**",
            )
        )
    rule = "## How to rank\n\nPut the largest on the left. Put “Not recorded” to one side, because it is a gap in the record and not a cause."
    return [*cards, (rule, "Rank causes by what they cost, and split the data before you choose one.")]
