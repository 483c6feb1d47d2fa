"""Aim builder on paper: the eye clinic's sketch and the patients' comments as cards, with what we think on the back."""

from __future__ import annotations

from qilab.methods.drivers import AIM, IDEA, MEASURE, PRIMARY, SECONDARY, Node

from .drivers import SKETCH
from .voices import voice

_KINDS = {AIM: "Aim", PRIMARY: "Primary driver", SECONDARY: "Secondary driver", IDEA: "Change idea"}
# So that cards laid out as they come do not give the diagram away.
_SHUFFLED = ("S3", "M2", "P1", "I4", "S1", "A1", "I2", "M3", "P3", "I1", "M1", "S2", "I3", "P2")


def sketch_cards() -> list[tuple[str, str]]:
    """The boxes of the sketch, shuffled: their words on the front, what they are and what they are joined to on the back; then two
    to write on (Markdown).
    """
    faults = {fault.node for fault in SKETCH.faults()}
    nodes = {node.key: node for node in SKETCH.nodes}
    own = ("**Our own card:** ____________________", "What is it, and what is it joined to?")
    return [*((nodes[key].text, _back(nodes[key], nodes, key in faults)) for key in _SHUFFLED), own, own]


def _back(node: Node, nodes: dict[str, Node], at_fault: bool) -> str:
    what = f"{node.measure.capitalize()} measure" if node.kind == MEASURE else _KINDS[node.kind]
    joined = " and ".join(f"*{nodes[parent].text}*" for parent in node.parents)
    if node.kind == AIM and at_fault:
        return f"**{what}.**\n\n**To fix:** no measure in the whole sketch is a balancing one."
    if node.kind == IDEA and at_fault:
        return f"**{what},** joined straight to the aim. **To fix:** no driver says why it should work."
    mend = "\n\n**To fix:** no measure says whether it moves." if at_fault else ""
    return f"**{what}**{f', joined to {joined}' if joined else ''}.{mend}"


def comment_cards(seed: int = 4821) -> list[tuple[str, str]]:
    """The comments to sort by hand: who said what on the front, our own pile on the back (Markdown)."""
    hand = voice(seed).hand
    return [
        (
            f"**{place}.** {row['service']}, a {row['said_by']}:\n\n“{row['text']}”",
            f"**{place}.** {row['theme']}",
        )
        for place, (_, row) in enumerate(hand.iterrows(), start=1)
    ]
