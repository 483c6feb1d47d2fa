"""The sentences of Aim builder. Plain, kind, and true of the numbers they are given."""

from __future__ import annotations

from qilab.charts.words import count, number
from qilab.methods.aims import RARE
from qilab.methods.drivers import IDEA, PRIMARY, DriverTree, Fault

from .model import MONTHS, PARTS, Aim, Ward, Year, as_sentence, caution, gaps, in_hundred, in_words
from .voices import Voice, first


def meter(ward: Ward, target: float) -> str:
    """The live sentence of the luck meter."""
    found = ward.baseline.luck(target)
    reach = "beyond the reach of luck" if found.beyond else "within the reach of luck"
    return (
        f"Of the {found.months} baseline months, {found.met or 'none'} had already met a target of {number(target)}. Luck alone meets it in "
        f"about {in_hundred(found.chance)} months in 100, so it is {reach}."
    )


def aim_picture(ward: Ward, target: float, later: Year | None) -> str:
    """The live chart of the first page in words."""
    rates = ward.baseline.rate
    whose = "East 4, a fictional ward" if ward.is_east_4 else "a made-up ward"
    text = (
        f"Falls per 1,000 occupied bed days on {whose}, in {in_words(ward.months)} baseline months. They go from {number(rates.min())} to "
        f"{number(rates.max())}, and their median is {number(ward.level)}. {meter(ward, target)}"
    )
    if later is not None:
        met = later.luck(target).met
        text += f" Then come twelve months in which nothing changed, and {met} of them met the target."
    return text


def so_far(aim: Aim, ward: Ward) -> str:
    """How whole the aim is, and what to do next."""
    found = gaps(aim, ward)
    if not found:
        return f"All five parts are in place. Your aim: {as_sentence(aim)} {caution(aim, ward)}".strip()
    done = len(PARTS) - len(found)
    return f"{done} of 5 parts {'is' if done == 1 else 'are'} in place. {next(iter(found.values()))}"


def next_year(met: int, guess: float, chance: float) -> tuple[str, str]:
    """Result and reason, in words, of a year in which nothing changed.

    met: months of 12 that met the target; guess: how many were predicted; chance: the luck meter’s, per month,
    0 to 1.
    """
    expected = MONTHS * chance
    near = (
        "Well predicted." if abs(met - guess) <= 1 else f"Your guess was {number(abs(met - guess), 0)} out."
    )
    result = f"Nothing changed, and {met or 'none'} of the next 12 months met the target. You said {guess:g}. {near}"
    if met:
        why = (
            f"The luck meter predicted about {number(expected)} months in 12. A team that had begun a change in the "
            f"meantime might well have given it the credit. Try a lower target, and run another year."
        )
    elif chance < RARE:
        why = (
            f"The luck meter predicted about {number(expected)} months in 12. If one month meets this target, it is worth a "
            f"look; if several do, something has probably changed."
        )
    else:
        why = (
            f"The luck meter predicted about {number(expected)} months in 12. This year brought none, but the next may bring some "
            f"with nothing changed. Run another year and see."
        )
    return result, why


def tree_live(tree: DriverTree, faults: tuple[Fault, ...] | None) -> str:
    """The live sentence under the diagram; faults None: not checked yet."""
    what = f"{count(len(tree.of(PRIMARY)), 'primary driver')} and {count(len(tree.of(IDEA)), 'change idea')}"
    if faults is None:
        return f"{what} so far. Say how many faults you expect, then check."
    if not faults and not tree.of(IDEA):
        return f"Nothing to fix so far: {what}. Which ideas could move the drivers?"
    if not faults:
        return f"The theory holds together: {what}, each idea with a reason, and a balancing measure."
    told = f"{count(len(faults), 'thing')} to fix. " + " ".join(
        f"{i}. {fault.message}" for i, fault in enumerate(faults[:3], start=1)
    )
    return told + (f" The table has {len(faults) - 3} more." if len(faults) > 3 else "")


def checked(found: int, guess: float) -> str:
    """Compare the number of faults with the prediction."""
    if found == guess:
        near = "Well predicted."
    elif guess < found:
        near = "Read the sentences under the picture. What had you missed?"
    else:
        near = "Read the sentences under the picture. What did you have in mind that is not a fault?"
    return f"The check finds {count(found, 'thing')} to fix. You said {guess:g}. {near}"


def comment(heard: Voice, place: int) -> str:
    """The comment to be sorted now."""
    if place >= len(heard.hand):
        return "You have sorted all of yours. Now look at all the comments."
    row = heard.hand.iloc[place]
    return f"Comment {place + 1} of {len(heard.hand)} ({row['service']}, a {row['said_by']}): “{row['text']}”"


def filed(yours: str, ours: str) -> str:
    """After a comment is sorted: the same pile or not, without blame."""
    if yours == ours:
        return f"You put it under “{ours}”, and so did we."
    return (
        f"You put it under “{yours}”, and we put it under “{ours}”. Two people can read the same comment in two ways, which is "
        f"why each theme needs a description."
    )


def voices_live(heard: Voice, sorted_: dict[str, int], shown: bool) -> str:
    """The live sentence of the third page."""
    if not shown:
        done = sum(sorted_.values())
        return (
            f"Staff name “{first(heard.staff)}” most, with {heard.staff[first(heard.staff)]} of {heard.votes} votes. You have "
            f"sorted {count(done, 'comment')} from patients and carers so far."
        )
    patients, staff = first(heard.patients), first(heard.staff)
    if patients == staff:
        return f"Both name “{staff}” most. That is not always so, so ask each time."
    return (
        f"Staff name “{staff}” most ({_share(heard.staff, staff)} of votes). Patients and carers talk most about "
        f"“{patients}” ({_share(heard.patients, patients)} of comments)."
    )


def voices_picture(heard: Voice, patients: dict[str, int], shown: bool) -> str:
    """The bars in words."""
    said = any(patients.values())
    told = "; ".join(
        f"{theme}: staff {_share(heard.staff, theme)}"
        + (f", patients {_share(patients, theme)}" if said else "")
        for theme in patients
    )
    return f"Share of staff votes and of comments by theme. {voices_live(heard, patients, shown)} {told}."


def top_result(heard: Voice, guess: str) -> str:
    """Compare the predicted theme with the one patients talk about most."""
    came = first(heard.patients)
    rank = list(heard.patients).index(guess) + 1
    largest = f"Of {heard.total} comments, {heard.patients[came]} are about “{came}” ({_share(heard.patients, came)}), which is the largest pile."
    if guess == came:
        return f"{largest} That is what you predicted."
    return f"{largest} You said “{guess}”, which is number {rank} of the {len(heard.patients)} piles in order of size."


def _share(counts: dict[str, int], theme: str) -> str:
    return f"{100 * counts[theme] / sum(counts.values()):.0f}%"
