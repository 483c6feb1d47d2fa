"""Does any sheet at all end in measures or a refusal, once all questions are answered somehow?"""

import random
from datetime import date, datetime, time

import pytest

from own_data.sheets.files import csv, workbook
from qilab.own_data.asking import Asked, Refused
from qilab.own_data.read import read

CELLS = [
    "Apr",
    "May 2024",
    "01/04/2024",
    "13/04/2024",
    "2023/24",
    "Q1 2024",
    "45383",
    "3",
    "-1",
    "2.5",
    "n/a",
    "-",
    "*",
    "12%",
    "Total",
]
CELLS += [
    "Ash",
    "=1+1",
    "£1,234",
    "1,5",
    "1.234",
    "w/e 07/04/2024",
    None,
    "24-Apr",
    "Apr-24",
    "Month",
    "Falls",
    "Year",
    "2024",
    "0",
]
CELLS += ["943 476 5919", "Dr Smith", "31/02/2024", "29-Feb", "9" * 30, "2024-W99", "Week ending"]
IN_EXCEL = [*CELLS, datetime(2024, 4, 1), datetime(1899, 12, 31), time(3, 4), True, 4.5, 1e30, "=A1", -7]


def grid(chance, cells):
    columns, dated = chance.randint(1, 6), chance.random() < 0.6
    return [
        [
            f"{1 + r:02}/2024"
            if dated and r and not c
            else chance.choice(cells)
            if chance.random() < 0.4
            else str(r + c)
            for c in range(columns)
        ]
        for r in range(chance.randint(1, 12))
    ]


@pytest.mark.parametrize("seed", range(0, 200, 10))
def test_does_every_sheet_come_to_an_end(seed):
    for number in range(seed, seed + 10):
        chance = random.Random(number)
        if number % 2:
            source = workbook(grid(chance, IN_EXCEL))
        else:
            source = csv(
                "\n".join(
                    chance.choice(";,").join(str(cell or "") for cell in row) for row in grid(chance, CELLS)
                )
                or "x"
            )
        answers = {}
        for _ in range(25):
            found = read(source, answers, date(2026, 11, 29))
            questions = (
                found.questions
                if isinstance(found, Asked)
                else [found.offer]
                if isinstance(found, Refused)
                else []
            )
            still = [question for question in questions if question and question.key not in answers]
            if not still:
                break
            answers |= {q.key: chance.choice(q.choices).value if q.choices else "Falls" for q in still}
        assert isinstance(found, list | Refused), (number, found)
