"""What people ask of generate()."""

import pandas as pd
import pytest

from qilab.trusts.files.consistency import consistency
from qilab.trusts.files.write import MAKERS
from qilab.trusts.generate import generate
from qilab.trusts.generate.columns import frame
from qilab.trusts.generate.providers import STANDARD
from qilab.trusts.generate.seeds import DEFAULT_SEED
from qilab.trusts.generate.simulation import Simulation
from qilab.trusts.schema.registry import SEALED_TABLES, TABLES


def test_is_generate_pure():
    """Do two calls give equal frames, and is the caller free to change one?"""
    first = generate("ward_month", seed=3)["ward_month"]
    first["falls"] = -1
    again = generate("ward_month", seed=3)["ward_month"]
    pd.testing.assert_frame_equal(again, generate(["ward_month"], seed=3)["ward_month"])
    assert (again["falls"] >= 0).all()


def test_are_all_tables_made_by_default(course):
    """Without a name, is every table there, in the order of the list, and none of the answers?"""
    assert list(course) == list(TABLES) and not set(course) & set(SEALED_TABLES)
    assert all(len(x) for x in course.values())


@pytest.fixture(scope="module", params=[DEFAULT_SEED, 4821, 0])
def everything(request):
    made = generate(seed=request.param)
    simulations = [Simulation(p, request.param) for p in STANDARD]
    for t in SEALED_TABLES.values():
        made[t.name] = frame(
            t, [MAKERS[t.name](request.param)] if t.shared else [MAKERS[t.name](w) for w in simulations]
        )
    return made


def test_do_the_tables_keep_their_promises_to_each_other(everything):
    """Counts equal rows, sums equal parts, no part exceeds its whole: on several seeds?"""
    promises = list(consistency(everything))
    assert len(promises) >= 18 and not [text for text, holds in promises if not holds]


def test_do_the_tables_keep_to_their_dictionary(everything):
    """Types, limits, lists and keys: on several seeds?"""
    from qilab.trusts.files.verify_folder import against_dictionary

    for name, table in {**TABLES, **SEALED_TABLES}.items():
        assert not list(against_dictionary(everything[name], table)), name


def test_has_a_shut_ward_no_event_of_any_kind(everything):
    """On the days before a ward opened, while it was shut and after it closed: no fall, infection, incident,
    complaint or admission, on several seeds?"""
    when = {
        "falls_events": "datetime", "cdi_events": "onset", "mh_incidents": "datetime", "complaints": "received",
        "spells": "admit",
    }  # fmt: skip
    looked = 0
    for p in STANDARD:
        for w in p.wards:
            shut = [*w.closures]
            shut += [("2000-01-01", w.opened)] if w.opened else []
            shut += [(w.closed, "2030-01-01")] if w.closed else []
            for table, column in when.items():
                rows = everything[table]
                day = rows[(rows["trust"] == p.code) & (rows["ward_code"] == w.code)][column].dt.strftime(
                    "%Y-%m-%d"
                )
                for first, last in shut:
                    # The day of opening and the last day open belong to the time when the ward was open.
                    inside = (day >= first) & (day <= last) & ~day.isin((w.opened, w.closed))
                    assert not inside.any(), (table, w.code, first)
                    looked += 1
    assert looked >= 50


def test_are_several_wards_shut_for_one_whole_month_in_the_first_year(course):
    """Have NORM and LARK wards with a month without bed days, falls or anything else, and a rate that is
    missing?"""
    rows = course["ward_month"][course["ward_month"]["month"] < "2023-04-01"]
    for trust, least in (("NORM", 4), ("LARK", 3)):
        shut = rows[(rows["trust"] == trust) & (rows["obd"] == 0)]
        assert shut["ward_code"].nunique() >= least and shut["ward_code"].is_unique
        assert (shut["falls"] == 0).all() and (1000 * shut["falls"] / shut["obd"]).isna().all()


def test_does_a_ward_that_shut_for_good_go_on_sending_zeros(course):
    """Is S6 still in the return after May 2024, with nothing but zeros?"""
    rows = course["ward_month"].query("ward_code == 'S6' and month >= '2024-06-01'")
    assert (
        len(rows) == 10
        and rows.select_dtypes("int64").to_numpy().sum() == 0
        and rows["rn_fill_pct"].isna().all()
    )


@pytest.mark.parametrize("tables", ["wardmonth", ["ward_month", "fals_events"], [None], 5])
def test_does_an_unknown_table_get_the_nearest(tables):
    """What does a name get that is none?"""
    with pytest.raises(ValueError, match="The tables are"):
        generate(tables)
