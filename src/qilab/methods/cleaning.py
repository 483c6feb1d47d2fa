"""How well a file was cleaned, held against what is true of each of its lines."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def score_cleaning(kept: ArrayLike, truth: pd.DataFrame) -> dict[str, float]:
    """How well lines were chosen for removal: precision and recall.

    kept: the line numbers (1 for the first after the headings) left after cleaning. truth: a frame with the
    columns row (line numbers) and keep (does the line stay?), such as the sealed table export_raw_rows.
    Precision is the share of removed lines that were to go; recall the share of lines to go that were
    removed; both 1 when all is right. Source: definition, as in information retrieval. It says nothing about
    what is in the cells. Raises ValueError for line numbers that the file does not have, and for a truth that is
    no such frame.

    >>> truth = pd.DataFrame({"row": [1, 2, 3, 4], "keep": [True, True, False, False]})
    >>> score_cleaning([1, 4], truth)
    {'removed': 2, 'precision': 0.5, 'recall': 0.5}
    """
    if not isinstance(truth, pd.DataFrame) or not {"row", "keep"} <= set(truth.columns) or truth.empty:
        raise ValueError(
            "truth: give a table with the columns row and keep, such as the sealed export_raw_rows."
        )
    rows, stays = truth["row"].to_numpy(), truth["keep"].to_numpy(dtype=np.bool_)
    try:
        left = np.unique(np.asarray(kept, dtype=float).ravel())
    except (TypeError, ValueError, OverflowError):
        left = np.array([np.nan])
    if not np.isin(left, rows).all():
        raise ValueError(f"Give the line numbers that you kept, whole numbers from 1 to {len(rows)}.")
    removed = ~np.isin(rows, left)
    right = (removed & ~stays).sum()
    return {
        "removed": int(removed.sum()),
        "precision": float(right / removed.sum()) if removed.any() else 1.0 if stays.all() else 0.0,
        "recall": float(right / (~stays).sum()) if (~stays).any() else 1.0,
    }
