"""What a hub for a region needs and costs, on paper: from inputs.toml, for 100, 1,000 and 10,000 learners.

    python deploy/costs.py                    the tables of deploy/README.md
    python deploy/costs.py --inputs ours.toml --learners 250 4000

Nothing here was bought or run: it is arithmetic on what was measured on one computer, and on prices that the reader puts in.
"""

from __future__ import annotations

import argparse
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
USUAL = (100, 1_000, 10_000)
HOURS_A_MONTH = 730
MEGABYTES = 1_000  # in a gigabyte of storage
GUARANTEED_CORES = (
    0.05  # for each learner at the least: a page's start is short, and most of the time they read
)

Inputs = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Estimate:
    """For one number of learners. Money in the currency of the prices, for the whole cohort."""

    learners: int
    at_once: int
    nodes: int
    node_hours: float
    storage_gb: float
    marking_minutes: float
    money: float

    @property
    def each(self) -> float:
        """Money for each learner."""
        return self.money / self.learners


def guarantee_mb(inputs: Inputs) -> int:
    """Memory that each learner is promised: a server with the pages that they have open, in steps of 10 MB."""
    measured = inputs["measured"]
    more = (inputs["learners"]["pages_open"] - 1) * measured["more_page_mb"]
    return math.ceil((measured["memory_mb"] + more) / 10) * 10


def cores_each(inputs: Inputs) -> float:
    """Cores that each learner is promised: at least what the pages that they open take, averaged over an hour."""
    taken = inputs["measured"]["cpu_seconds_a_page"] * inputs["learners"]["pages_an_hour"] / 3600
    return max(GUARANTEED_CORES, taken)


def as_room(inputs: Inputs) -> Inputs:
    """The same inputs with what was measured in a room: learners forked off one Python on a machine, not a pod each."""
    return {**inputs, "measured": {**inputs["measured"], **inputs["room"]}}


def places(inputs: Inputs) -> int:
    """How many learners fit on a node, by memory, cores and the number of pods. ValueError where none does."""
    node = inputs["node"]
    by_memory = (node["memory_mb"] - node["kept_mb"]) / guarantee_mb(inputs)
    by_cores = (node["cores"] - node["kept_cores"]) / cores_each(inputs)
    found = math.floor(min(by_memory, by_cores, node["most_pods"]))
    if found < 1:
        raise ValueError("No learner fits on such a node. Give it more memory or cores.")
    return found


def estimate(learners: int, inputs: Inputs) -> Estimate:
    """Nodes, hours, storage and money for a cohort. ValueError for fewer than one learner."""
    if learners < 1:
        raise ValueError("Give at least one learner.")
    use, measured, prices = inputs["learners"], inputs["measured"], inputs["prices"]
    here = places(inputs)
    at_once = math.ceil(learners * use["at_once"])
    user_hours = learners * use["hours_each"] / (here * use["fill"])
    storage_gb = learners * measured["answers_mb"] / MEGABYTES
    by_cores = inputs["node"]["cores"] * measured["marked_a_minute_a_core"]
    marking = learners * use["pages_marked"] / min(by_cores, measured["marked_a_minute_most"])
    # One node is always there: hub, proxy and scheduler live on it.
    node_hours = HOURS_A_MONTH * use["months"] + user_hours + marking / 60
    money = node_hours * prices["node_hour"] + use["months"] * (
        storage_gb * prices["gigabyte_month"] + prices["load_balancer_month"] + prices["control_plane_month"]
    )
    return Estimate(learners, at_once, math.ceil(at_once / here), node_hours, storage_gb, marking, money)


def table(inputs: Inputs, numbers: tuple[int, ...] = USUAL) -> str:
    """The table as Markdown."""
    found = [estimate(number, inputs) for number in numbers]
    rows = [
        ("at the same time, at most", [f"{e.at_once:,}" for e in found]),
        (f"nodes for them, {places(inputs)} learners on each", [f"{e.nodes:,}" for e in found]),
        ("node hours", [f"{e.node_hours:,.0f}" for e in found]),
        ("storage, GB", [f"{e.storage_gb:,.1f}" for e in found]),
        ("marking all pages once on one node, minutes", [f"{e.marking_minutes:,.1f}" for e in found]),
        ("cost of the cohort at the example prices, £", [f"{e.money:,.0f}" for e in found]),
        ("cost for each learner, £", [f"{e.each:,.2f}" for e in found]),
    ]
    head = f"| Learners | {' | '.join(f'{number:,}' for number in numbers)} |"
    lines = [head, f"|---|{'---:|' * len(numbers)}"]
    return "\n".join([*lines, *(f"| {words} | {' | '.join(cells)} |" for words, cells in rows)])


def beside(inputs: Inputs, numbers: tuple[int, ...] = USUAL) -> str:
    """A pod for each learner beside learners forked off one warm Python, as Markdown."""
    ways = [inputs, as_room(inputs)]
    rows = [
        ("memory of a learner with one page, measured, MB", [each["measured"]["memory_mb"] for each in ways]),
        ("memory promised to each, MB", [guarantee_mb(each) for each in ways]),
        (
            "processor time for a page and all its cells, measured, s",
            [each["measured"]["cpu_seconds_a_page"] for each in ways],
        ),
        ("learners on a node", [places(each) for each in ways]),
    ]
    for number in numbers:
        at_once = estimate(number, inputs).at_once
        rows.append(
            (f"nodes for {at_once:,} at the same time", [estimate(number, each).nodes for each in ways])
        )
    lines = ["| | a pod for each | forked off one Python |", "|---|---:|---:|"]
    return "\n".join([*lines, *(f"| {words} | {pod:,} | {room:,} |" for words, (pod, room) in rows)])


def read(path: Path = HERE / "inputs.toml") -> Inputs:
    """The inputs of a file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="What a hub for a region costs, on paper.")
    parser.add_argument("--inputs", type=Path, default=HERE / "inputs.toml")
    parser.add_argument("--learners", type=int, nargs="+", default=USUAL)
    words = parser.parse_args()
    inputs, numbers = read(words.inputs), tuple(words.learners)
    print(table(inputs, numbers), beside(inputs, numbers), sep="\n\n")


if __name__ == "__main__":
    main()
