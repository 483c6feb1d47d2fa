"""What each exercise draws on the seeds that are tried: drawn once in a run, for it takes minutes.

All exercises of a module draw on one seed after the other, because they cut their series out of the same tables.
"""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest

from qilab.modules import bank
from qilab.questions.item import Exercise

from .once import once
from .seeds import seeds


def drawn(temporary: pytest.TempPathFactory, exercise: Exercise) -> dict[int | None, pd.DataFrame]:
    """seed → the exercise's data, for the course's own (None) and each seed of the run. Not to be changed.

    temporary: pytest's tmp_path_factory.
    """

    module = next(m for m in bank.MODULES if any(each is exercise for each in bank.exercises(m)))

    def make(out: Path) -> None:
        together: dict[str, dict[int | None, pd.DataFrame]] = {e.code: {} for e in bank.exercises(module)}
        for seed in (None, *seeds()):
            for each in bank.exercises(module):
                together[each.code][seed] = each.data(seed)
        for code, made in together.items():
            (out / code).write_bytes(pickle.dumps(made))

    return pickle.loads((once(temporary, f"drawn-{module}", make) / exercise.code).read_bytes())
