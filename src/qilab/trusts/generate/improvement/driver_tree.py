"""A tree of drivers for falls on East 4, with three faults; the same under every seed."""

from __future__ import annotations

import numpy as np

from qilab.trusts.generate.columns import Columns, blank
from qilab.trusts.generate.planted import E4_BY, E4_TARGET

# node, parent, kind, text. Three faults: D12 is joined straight to the aim, D05 is an outcome and not
# a driver, and no measure is a balancing one. D09 serves two drivers, which is right.
TREE = (
    (
        "D01",
        "",
        "aim",
        f"Bring falls on East 4 down to {E4_TARGET:g} or fewer per 1,000 occupied bed days by {E4_BY}",
        "",
    ),
    ("D02", "D01", "primary driver", "People who may fall are known on arrival", ""),
    ("D03", "D01", "primary driver", "Help comes before people get up alone", ""),
    ("D04", "D01", "primary driver", "The ward is safe to walk in", ""),
    ("D05", "D01", "primary driver", "Fewer people break a hip", ""),
    ("D06", "D02", "secondary driver", "Risk is looked at within six hours", ""),
    ("D07", "D03", "secondary driver", "Regular help to the toilet", ""),
    ("D08", "D04", "secondary driver", "Clear floors and good light", ""),
    ("D09", "D07", "idea", "Hourly rounds with a card on the door", ""),
    ("D09", "D08", "idea", "Hourly rounds with a card on the door", ""),
    ("D10", "D06", "idea", "Risk on the first page of the admission form", ""),
    ("D11", "D06", "idea", "Staff training on falls", ""),
    ("D12", "D01", "idea", "Yellow socks for everyone", ""),
    ("D13", "D08", "idea", "Night lights by the bathroom", ""),
    ("D14", "D01", "measure", "Falls per 1,000 occupied bed days", "outcome"),
    ("D15", "D03", "measure", "Share of hourly rounds done", "process"),
    ("D16", "D02", "measure", "Share of patients with risk looked at within six hours", "process"),
    ("D17", "D04", "measure", "Share of bays with clear floors at the noon check", "process"),
)
TREE_FAULTS = {
    "D12": "An idea that is joined straight to the aim: no driver says why it should work.",
    "D05": "An outcome written as a driver.",
    "D01": "No balancing measure anywhere: nothing would show harm elsewhere.",
}


def driver_tree(seed: int) -> Columns:
    """Columns of the table driver_tree: one row per link of a node to its parent, the same under every seed.

    parent is missing for the aim, measure (its kind) for all that is no measure.
    """
    node, parent, kind, text, measure = (np.array(x, dtype=object) for x in zip(*TREE, strict=True))
    return {
        "node": node,
        "parent": blank(parent, parent == ""),
        "kind": kind,
        "text": text,
        "measure": blank(measure, measure == ""),
    }


BUILD = {"driver_tree": driver_tree}
