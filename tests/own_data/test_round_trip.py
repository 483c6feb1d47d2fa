"""The same figures in many layouts: whatever is asked and answered truly, the numbers that come out are those that went in."""

import random
from datetime import date, datetime

import numpy as np
import pytest

from own_data.sheets.files import csv, ods, workbook
from qilab.own_data.asking import Asked
from qilab.own_data.read import read

TODAY = date(2026, 11, 29)
WARDS = ("Ash", "Birch", "Cedar")
FORMS = (
    "%b %Y",
    "%B %Y",
    "%b-%y",
    "%b %y",
    "%d/%m/%Y",
    "%d.%m.%y",
    "%Y-%m-%d",
    "%Y-%m",
    "%Y%m",
    "%d %B %Y",
    "%m/%Y",
    None,
)
TRUE = {"dates": "day first", "months": "as a year", "kind": "count", "better": "lower", "several": "places", "name": "Falls",
        "per": "none", "place": "Ward", "table": "all sheets", "wards": "upper"}  # fmt: skip


def figures(chance):
    """Months, and counts of three wards; None is not there."""
    first, n = chance.randint(0, 11), chance.randint(3, 14)
    months = [datetime(2023 + (first + i) // 12, (first + i) % 12 + 1, 1) for i in range(n)]
    return months, {ward: [chance.randint(0, 40) for _ in months] for ward in WARDS}


def down(when, counts):
    return [["Month", *WARDS], *([m, *(counts[w][i] for w in WARDS)] for i, m in enumerate(when))]


def across(when, counts):
    return [["Ward", *when], *([w, *counts[w]] for w in WARDS)]


def long(when, counts):
    return [["Ward", "Month", "Falls"], *([w, m, counts[w][i]] for w in WARDS for i, m in enumerate(when))]


def long_by_month(when, counts):
    return [["Month", "Ward", "Falls"], *([m, w, counts[w][i]] for i, m in enumerate(when) for w in WARDS)]


def with_rubbish(chance, rows, total):
    """Titles above, a total and a note below, the latest first: what people's sheets have."""
    head, *body = rows
    if chance.random() < 0.3 and total:
        body = body[::-1]
    below = [["Total", *("" for _ in head[1:-1]), 99]] if total and chance.random() < 0.5 else []
    above = [["Falls, our wards"], []] if chance.random() < 0.5 else []
    note = [[], ["Source: incident system"]] if chance.random() < 0.5 else []
    return [*above, head, *body, *below, *note]


def saved(chance, rows, dated):
    """As a file of one of the kinds; real dates only where a file can hold them."""
    if dated or chance.random() < 0.4:
        return workbook(rows)
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if chance.random() < 0.3:
        return ods(rows)
    sign = chance.choice(",;\t")
    return csv(
        "\r\n".join(sign.join(row) for row in cells), encoding=chance.choice(("utf-8", "utf-8-sig", "cp1252"))
    )


@pytest.mark.parametrize("seed", [*range(4), 6])
def test_do_the_same_numbers_come_out(seed):
    for number in range(seed * 12, seed * 12 + 12):
        chance = random.Random(number)
        months, counts = figures(chance)
        form = FORMS[number % len(FORMS)]
        when = months if form is None else [f"{month:{form}}" for month in months]
        layout = chance.choice((down, across, long, long_by_month))
        rows = with_rubbish(chance, layout(when, counts), layout is down)
        source, answers = saved(chance, rows, form is None), {}
        found = read(source, answers, TODAY)
        for _ in range(8):
            if not isinstance(found, Asked):
                break
            for question in found.questions:
                values = [choice.value for choice in question.choices]
                truth = [*WARDS] if question.key == "count" else TRUE.get(question.key)
                assert question.key == "name" or truth == [*WARDS] or truth in values, (number, question)
                answers[question.key] = truth
            found = read(source, answers, TODAY)
        assert isinstance(found, list), (number, layout.__name__, form, found)
        assert {m.place: [f"{day:%Y-%m}" for day in m.table["period"]] for m in found} == {
            ward: [f"{month:%Y-%m}" for month in months] for ward in WARDS
        }, (number, layout.__name__, form)
        assert all(np.array_equal(m.table["count"], counts[m.place]) for m in found), (
            number,
            layout.__name__,
            form,
        )
