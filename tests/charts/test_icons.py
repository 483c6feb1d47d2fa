"""The key to the icons, and a control chart whose signals are left to be found."""

import pandas as pd

from qilab import MDC, control_chart, icon_key, spc
from qilab.methods.spc.icons import ASSURANCE, VARIATION

# One month far out, and one on each side of the mean before it.
TABLE = pd.DataFrame({"month": pd.date_range("2023-01-01", periods=14, freq="MS"), "n": [5, 7] * 6 + [20, 6]})


def chart(**options):
    return control_chart(
        spc(TABLE, "i", y="n", x="month", target=9, better="down", rules=MDC), unit="falls", **options
    )


def test_has_the_key_every_icon_once():
    """Each with a sign, a colour and words; no two with the same sign and colour."""
    table = icon_key().table()
    assert len(table) == len(VARIATION) + len(ASSURANCE)
    assert not table[["Icon", "Sign", "Colour"]].duplicated().any() and table["Meaning"].is_unique


def test_can_the_key_be_drawn():
    assert icon_key().svg.count("The target") == 3


def test_are_signals_left_out_where_they_are_to_be_found():
    """No mark, no verdict, no icon: the same points and lines."""
    shown, hidden = chart(), chart(signals=False)
    assert "above the upper limit" in shown.describe() and "Signal" in shown.table()
    for words in ("above the upper limit", "Variation", "may be met"):
        assert words not in hidden.describe() and words not in hidden.svg
    assert "The signals are not marked." in hidden.describe()
    assert "Signal" not in hidden.table() and hidden.table()["Value"].equals(shown.table()["Value"])
    looks = {row["look"] for row in hidden.spec["datasets"]["points"]}
    assert looks == {"ordinary"}
    assert {row["signal"] for row in hidden.spec["datasets"]["points"]} == {"not marked"}
