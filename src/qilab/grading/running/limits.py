"""How much a submission may use. Generous for an honest notebook, which needs a second and 300 MB."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Limits:
    """Seconds, bytes and counts for one submission."""

    cell_seconds: float = 30.0
    seconds: float = 120.0
    memory: int = 1_500_000_000
    processes: int = 128
    file: int = 64_000_000
    scratch: int = 128_000_000
    output: int = 4_000_000  # bytes of messages from the sandbox, all in all
    fetches: int = 25  # tables of data_for(…, seed=…) that were not prepared
    messages: int = 20_000

    def inside(self) -> dict[str, int]:
        """What the sandbox is told."""
        return {**asdict(self), "seconds": int(self.seconds) + 5}
