"""Driver diagrams to practise on: sound ones of four fictional teams, into which an exercise plants its faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Topic:
    """A team's theory. drivers: (primary, its measure, secondary, ideas). shared: an idea that serves the first two
    secondary drivers. training: weak, but where it belongs. wish: an outcome that reads like a driver. loose: an idea
    that no driver explains."""

    aim: str
    outcome: str
    drivers: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    shared: str
    training: str
    wish: str
    loose: str


TOPICS = (
    Topic(
        "Cut missed appointments in the eye clinic from 9.0% to 6.0% by 31 March 2024",
        "Share of booked appointments that were missed",
        (
            (
                "People know when and where to come",
                "Share of letters sent to the right address",
                "The letter is right and easy to read",
                ("Ask for the address at each visit",),
            ),
            (
                "People can change a time that does not suit",
                "Share of calls answered within five minutes",
                "One call is enough to change it",
                ("A call-back line outside working hours",),
            ),
            (
                "People can get here",
                "Share of first visits at which transport was discussed",
                "Help with travel is offered early",
                ("A map with the bus stop on it",),
            ),
        ),
        "A text message three days before, with a number to ring",
        "Staff training on missed appointments",
        "Fewer appointments are wasted",
        "A poster about missed appointments",
    ),
    Topic(
        "Raise the share of patients with high-risk sepsis who have antibiotics within an hour from 66% to 85% by 30 June 2024",
        "Share of high-risk patients with antibiotics within one hour",
        (
            (
                "Sepsis is seen early",
                "Share of new arrivals screened within 15 minutes",
                "Screening is part of the first assessment",
                ("The screening question on the first page",),
            ),
            (
                "The first dose is within reach",
                "Share of shifts with the sepsis box complete",
                "Medicines and lines are at hand",
                ("A sepsis box checked at each handover",),
            ),
            (
                "Somebody is free to give it",
                "Share of alerts with a named nurse",
                "One person leads each alert",
                ("Name the sepsis nurse at the morning huddle",),
            ),
        ),
        "A red card that travels with the patient",
        "Staff training on sepsis",
        "Fewer patients go to intensive care",
        "A new logo for the sepsis team",
    ),
    Topic(
        "Cut pressure ulcers on Ward Harbour from 2.0 to 1.2 per 1,000 occupied bed days by 30 April 2024",
        "New pressure ulcers per 1,000 occupied bed days",
        (
            (
                "Skin at risk is known on day one",
                "Share of patients whose skin was checked within six hours",
                "Skin is checked on arrival",
                ("A skin map on the admission sheet",),
            ),
            (
                "Nobody lies too long on one side",
                "Share of planned turns done",
                "Turns are planned and seen",
                ("A turning clock above the bed",),
            ),
            (
                "The right mattress comes the same day",
                "Share of mattresses that came the same day",
                "There is one way to order it",
                ("Two spare mattresses kept on the ward",),
            ),
        ),
        "A skin round at two in the afternoon",
        "Staff training on pressure ulcers",
        "Fewer patients stay longer because of an ulcer",
        "A prize for the best bay",
    ),
    Topic(
        "Raise discharges before noon on Ward Meadow from 18% to 35% by 31 May 2024",
        "Share of discharges before noon",
        (
            (
                "Medicines are ready the day before",
                "Share of medicines ready by six the evening before",
                "Prescriptions are written in time",
                ("Prescribe at the afternoon round",),
            ),
            (
                "Everybody knows who is going home tomorrow",
                "Share of patients with a discharge date agreed",
                "The discharge date is agreed with the patient",
                ("Ask each patient: what has to happen first?",),
            ),
            (
                "Transport comes when it is needed",
                "Share of journeys booked the day before",
                "Journeys are booked early",
                ("One form for all journeys",),
            ),
        ),
        "A ten-minute board round at three",
        "Staff training on discharge",
        "Shorter stays in hospital",
        "A clock in the corridor",
    ),
)


def faulty_trees(seed: int) -> Iterator[pd.DataFrame]:
    """Driver diagrams with three planted faults: an idea on the aim, an outcome as a driver, no balancing measure.

    Columns node, parent, kind, text, measure, as in the table driver_tree.
    """
    rng = np.random.default_rng([seed + 1, 2, 6])
    while True:
        yield _plant(TOPICS[int(rng.integers(len(TOPICS)))], rng)


def _plant(topic: Topic, rng: np.random.Generator) -> pd.DataFrame:
    primary = [(topic.drivers[i], f"p{i}") for i in range(3)]
    rows: list[tuple[str, str, str, str, str]] = [("aim", "", "aim", topic.aim, "")]
    drivers = [(key, "aim", "primary driver", one[0], "") for one, key in primary]
    drivers.append(("wish", "aim", "primary driver", topic.wish, ""))
    second = [(f"s{i}", f"p{i}", "secondary driver", topic.drivers[i][2], "") for i in range(3)]
    a, b = (int(i) for i in rng.choice(3, 2, replace=False))
    # The shared idea is the only one of its first driver, so that this diagram has as many nodes as the course's own.
    ideas = [(f"i{i}", f"s{i}", "idea", topic.drivers[i][3][0], "") for i in range(3) if i != a]
    ideas += [
        ("shared", f"s{a}", "idea", topic.shared, ""),
        ("training", f"s{int(rng.integers(3))}", "idea", topic.training, ""),
        ("loose", "aim", "idea", topic.loose, ""),
    ]
    measures = [("outcome", "aim", "measure", topic.outcome, "outcome")]
    measures += [(f"m{i}", f"p{i}", "measure", topic.drivers[i][1], "process") for i in range(3)]
    for group in (drivers, second, ideas, measures):
        rows += [group[int(i)] for i in rng.permutation(len(group))]
    # The node's names tell nothing: D01, D02 … in the order of the table.
    names = {row[0]: f"D{place:02d}" for place, row in enumerate(rows, start=1)}
    out = []
    for key, parent, kind, text, measure in rows:
        out.append((names[key], names.get(parent), kind, text, measure or None))
        if key == "shared":
            out.append((names[key], names[f"s{b}"], kind, text, None))
    return pd.DataFrame(out, columns=["node", "parent", "kind", "text", "measure"])
