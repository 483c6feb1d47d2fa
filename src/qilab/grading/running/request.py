"""What a marking run is asked for, and what it says at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qilab.grading.intake.account import Account

from .limits import Limits


@dataclass(frozen=True)
class MarkingRequest:
    """What is to be marked, and how."""

    root: Path
    submitted: Path
    assignment: str
    out: Path
    db: str
    workers: int = 2
    scheduler: str | None = None
    tls: Path | None = None  # the folder of the cluster's certificate
    trust: bool = False
    again: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass
class Tally:
    """How many of each."""

    marked: int = 0
    partly: int = 0
    rejected: int = 0
    before: int = 0
    noted: int = 0
    account: Account = field(
        default_factory=lambda: Account([])
    )  # of every file that was found, once the run is over
