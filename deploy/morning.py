"""Nine o'clock: everybody logs in. How long does each wait, and how many nodes and placeholders make that bearable?

A simulation by events, small enough to follow by hand. Learners come at given moments. Each needs a place on a node and then a
start, of which the hub does only so many at the same time. A placeholder keeps a place free and gives it up at once; it then
waits for a place itself, and whatever waits is what makes Kubernetes order nodes, which take minutes to come.

    python deploy/morning.py             the table of deploy/README.md
    python deploy/morning.py --learners 300 --minutes 5
"""

from __future__ import annotations

import argparse
import heapq
import math
import random
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

BEARABLE = 60.0  # seconds from log-in to a server, for 95 of 100 learners


@dataclass(frozen=True)
class Cluster:
    """places: learners on a node. nodes: how many are up at the start. boot: seconds until an ordered node can be used.
    start: seconds for a learner's server once it has a place. at_once: starts that the hub does at the same time.
    placeholders: places that are kept free at the start. most: nodes that may be ordered in all, None for any number.
    """

    places: int
    nodes: int
    boot: float
    start: float
    at_once: int = 64
    placeholders: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Morning:
    """waits: seconds from log-in to a server, by order of coming. nodes: how many were up at the end."""

    waits: tuple[float, ...]
    nodes: int

    def within(self, share: float) -> float:
        """The wait that this share of the learners did not exceed, in seconds: the smallest that does."""
        return sorted(self.waits)[max(0, math.ceil(share * len(self.waits)) - 1)]


@dataclass
class _Run:
    cluster: Cluster
    free: int  # places that nobody has
    kept: int  # places that placeholders have
    nodes: int
    coming: int = 0  # nodes that were ordered
    lost: int = 0  # placeholders without a place
    starting: int = 0
    waiting: deque[int] = field(default_factory=deque)  # learners without a place
    placed: deque[int] = field(
        default_factory=deque
    )  # learners with a place, for whom the hub has no hand free
    events: list[tuple[float, int, str, int]] = field(default_factory=list)
    number: int = 0

    def at(self, time: float, what: str, who: int = -1) -> None:
        self.number += 1
        heapq.heappush(self.events, (time, self.number, what, who))

    def step(self, time: float) -> None:
        """Give out places, order nodes for whoever is left without, and begin what the hub can begin."""
        while self.waiting and (self.free or self.kept):
            if self.free:
                self.free -= 1
            else:
                self.kept -= 1
                self.lost += 1
            self.placed.append(self.waiting.popleft())
        back = min(self.free, self.lost)
        self.free, self.lost, self.kept = self.free - back, self.lost - back, self.kept + back
        wanted = math.ceil((len(self.waiting) + self.lost) / self.cluster.places)
        if self.cluster.most is not None:
            wanted = min(wanted, self.cluster.most - self.nodes)
        while self.coming < wanted:
            self.coming += 1
            self.at(time + self.cluster.boot, "node")
        while self.placed and self.starting < self.cluster.at_once:
            self.starting += 1
            self.at(time + self.cluster.start, "ready", self.placed.popleft())


def simulate(arrivals: Sequence[float], cluster: Cluster) -> Morning:
    """Let learners come at these seconds. ValueError where some would wait for ever or the cluster makes no sense.

    >>> simulate([0, 0, 0], Cluster(places=3, nodes=1, boot=100, start=10, at_once=1)).waits
    (10.0, 20.0, 30.0)
    """
    if min(cluster.places, cluster.at_once) < 1 or cluster.placeholders > cluster.places * cluster.nodes:
        raise ValueError("A node needs a place, the hub a hand, and each placeholder a place to begin with.")
    if cluster.most is not None and len(arrivals) > cluster.places * max(cluster.most, cluster.nodes):
        raise ValueError("There are more learners than places on all the nodes that may be ordered.")
    free = cluster.places * cluster.nodes - cluster.placeholders
    run = _Run(cluster, free, cluster.placeholders, cluster.nodes)
    waits = [0.0] * len(arrivals)
    for who, time in enumerate(arrivals):
        run.at(float(time), "comes", who)
    while run.events:
        time, _, what, who = heapq.heappop(run.events)
        if what == "comes":
            run.waiting.append(who)
        elif what == "node":
            run.coming, run.nodes, run.free = run.coming - 1, run.nodes + 1, run.free + cluster.places
        else:
            run.starting -= 1
            waits[who] = time - arrivals[who]
        # What happens at one moment is one thing: else the first of a crowd would order a node for itself alone.
        if not run.events or run.events[0][0] > time:
            run.step(time)
    return Morning(tuple(waits), run.nodes)


def crowd(learners: int, minutes: float, seed: int = 900) -> list[float]:
    """When they log in, in seconds: most in the middle of so many minutes, as before a session that begins on the hour."""
    luck = random.Random(seed)
    return sorted(luck.triangular(0, 60 * minutes, 30 * minutes) for _ in range(learners))


def fewest_placeholders(
    arrivals: Sequence[float], cluster: Cluster, bearable: float = BEARABLE
) -> tuple[int, Morning]:
    """The fewest placeholders with which 95 of 100 wait no longer, in steps of a node's places, and the morning with them.

    The nodes at the start are those that the placeholders need, and one for the first who come.
    """
    for warm in range(math.ceil(len(arrivals) / cluster.places) + 1):
        kept = warm * cluster.places
        morning = simulate(arrivals, replace(cluster, nodes=cluster.nodes + warm, placeholders=kept))
        if morning.within(0.95) <= bearable:
            return kept, morning
    raise ValueError("With no number of placeholders: the hub or the start of a server is too slow.")


def bearable_morning(arrivals: Sequence[float], cluster: Cluster) -> tuple[int, int, Morning]:
    """Starts at the same time (the chart's 64, doubled as often as it takes), placeholders, and the morning with them."""
    for limit in (64, 128, 256, 512):
        try:
            kept, morning = fewest_placeholders(arrivals, replace(cluster, at_once=limit))
            return limit, kept, morning
        except ValueError as reason:
            why = reason
    raise why


def table(places: int, start: float, at_once: dict[int, int], minutes: float = 15, boot: float = 240) -> str:
    """The table as Markdown. at_once: learners of the region → those who log in within so many minutes."""
    lines = [
        "| Learners | log in | without placeholders 95 of 100 wait | placeholders | starts at the same time | with them 95 of 100 wait | nodes before | nodes after |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for learners, coming in at_once.items():
        arrivals = crowd(coming, minutes)
        bare = simulate(arrivals, Cluster(places, 1, boot, start))
        limit, kept, morning = bearable_morning(arrivals, Cluster(places, 1, boot, start))
        lines.append(
            f"| {learners:,} | {coming:,} | {bare.within(0.95):,.0f} s | {kept} | {limit} | {morning.within(0.95):,.0f} s | "
            f"{1 + kept // places} | {morning.nodes} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table, or one morning."""
    import costs

    inputs = costs.read()
    parser = argparse.ArgumentParser(description="How long do learners wait at nine o'clock?")
    parser.add_argument("--learners", type=int, help="one morning with so many log-ins")
    parser.add_argument("--minutes", type=float, default=15, help="in which they log in")
    parser.add_argument("--placeholders", type=int, default=0)
    parser.add_argument("--boot", type=float, default=240, help="seconds until an ordered node can be used")
    words = parser.parse_args()
    places, start = costs.places(inputs), inputs["measured"]["server_seconds"]
    if words.learners is None:
        print(
            table(
                places,
                start,
                {n: costs.estimate(n, inputs).at_once for n in costs.USUAL},
                words.minutes,
                words.boot,
            )
        )
        return
    nodes = 1 + math.ceil(words.placeholders / places)
    cluster = Cluster(places, nodes, words.boot, start, placeholders=words.placeholders)
    morning = simulate(crowd(words.learners, words.minutes), cluster)
    middle = statistics.median(morning.waits)
    print(
        f"Half wait {middle:.0f} s or less, 95 of 100 {morning.within(0.95):.0f} s, the last {max(morning.waits):.0f} s; {morning.nodes} nodes."
    )


if __name__ == "__main__":
    main()
