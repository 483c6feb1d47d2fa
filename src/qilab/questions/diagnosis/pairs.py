"""What may have happened where things are not matched rightly."""

from __future__ import annotations

from collections.abc import Sequence

from ..item import Mistake, Outcome
from ..kinds import PairsAnswer
from .cause import Diagnosis, fact, is_itself, perhaps

_HALF = 0.5


def diagnose_pairs(kind: PairsAnswer, value: dict[str, str], outcomes: Sequence[Outcome]) -> Diagnosis:
    """One mistake that the whole answer is; mistakes of which it holds every fault; or the one that it holds most of."""
    right = outcomes[0][1]
    wrong = set(kind.fields.differing(value, right))
    held = _held(kind, value, outcomes)
    full = [(mistake, faults) for mistake, known, faults, share in held if share == 1]
    if full and full[0][1] == wrong:
        mistake = full[0][0]
        known = next(known for each, known, faults, _ in held if each is mistake and faults == wrong)
        alone = sum(faults == wrong for _, faults in full) == 1
        return fact(mistake) if alone and is_itself(mistake, known, outcomes) else perhaps([mistake])
    mistakes: list[Mistake] = []
    explained: set[str] = set()
    for mistake, faults in full:
        if not faults <= explained and mistake not in mistakes:
            mistakes.append(mistake)
            explained |= faults
    if len(mistakes) > 1:
        words = f"This may apply to your answer. {mistakes[0].message} And perhaps this applies as well. {mistakes[1].message}"
        names = (mistakes[0].name, mistakes[1].name)
        return Diagnosis(words, names[0], False, names)
    mostly = [mistake for mistake, _, _, share in held if share > _HALF]
    return perhaps(mistakes or mostly[:1]) if mistakes or mostly else Diagnosis("")


def _held(
    kind: PairsAnswer, value: dict[str, str], outcomes: Sequence[Outcome]
) -> list[tuple[Mistake, dict[str, str], set[str], float]]:
    """Each mistake with its answer, the rows that it gets wrong, and the share of them that are as wrong here; those that
    explain most come first.
    """
    right = outcomes[0][1]
    found = []
    for mistake, known in outcomes[1:]:
        faults = set(kind.fields.differing(known, right))
        here = sum(value[row] == known[row] for row in faults)
        if mistake and not mistake.accept and here:
            found.append((mistake, known, faults, here / len(faults)))
    return sorted(found, key=lambda each: -len(each[2]) * each[3])
