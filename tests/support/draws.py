"""What each exercise draws on the seeds that are tried: drawn once in a run, for it takes minutes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest

from qilab.questions.item import Exercise

from .once import once
from .seeds import seeds


def drawn(temporary: pytest.TempPathFactory, exercise: Exercise) -> dict[int | None, pd.DataFrame]:
    """seed → the exercise's data, for the course's own (None) and each seed of the run. Not to be changed.

    temporary: pytest's tmp_path_factory.
    """

    def make(out: Path) -> None:
        made = {seed: exercise.data(seed) for seed in (None, *seeds())}
        (out / "drawn").write_bytes(pickle.dumps(made))

    return pickle.loads((once(temporary, f"drawn-{exercise.code}", make) / "drawn").read_bytes())
