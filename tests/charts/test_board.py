"""Board packs: is every ward's chart there, under its own name, and nothing run that a name might hold?"""

import re

import pandas as pd
import pytest

from qilab.charts import board_pack, control_chart
from qilab.methods.spc import spc

NAMES = ["Ash", "ash", "Ward 1/2", "<script>alert(1)</script>", "..\\..\\up", "Übung"]


@pytest.fixture
def result():
    month = pd.date_range("2023-01-01", periods=14, freq="MS")
    rows = [
        pd.DataFrame({"ward": name, "month": month, "y": [5, 6] * 6 + [5, 5 + 9 * (name == "Ash")]})
        for name in NAMES
    ]
    return spc(pd.concat(rows), "c", y="y", x="month", by="ward", better="down")


def test_has_each_chart_a_file_of_its_own_whatever_it_is_called(result, tmp_path):
    folder = board_pack(result, tmp_path / "pack", unit="falls")
    files = sorted(path.name for path in folder.iterdir())
    assert len(files) == len(NAMES) == len({name.lower() for name in files})
    assert all(re.fullmatch(r"[\w-]+\.svg", name) for name in files)
    assert list(tmp_path.iterdir()) == [folder]


def test_is_the_page_whole_and_harmless(result, tmp_path):
    text = board_pack(result, tmp_path / "board.html", unit="falls", title="Falls <2024>").read_text(
        encoding="utf-8"
    )
    assert text.count("<section>") == text.count("<svg ") == len(NAMES)
    assert "<script" not in text and "<title>Falls &lt;2024&gt;</title>" in text
    assert "src=" not in text and "http" not in re.sub(r'xmlns(:\w+)?="[^"]+"', "", text)
    for name in ("Ash", "Übung"):
        assert control_chart(result, name, unit="falls").describe() in text


def test_is_only_the_odd_ward_called_odd(result, tmp_path):
    """85 falls in 14 months: mean 6.07, upper limit 6.07 + 3√6.07 = 13.46. The 14 lie beyond, the 13 others below 6.07."""
    assert [name for name in NAMES if "above the upper limit" in control_chart(result, name).title] == ["Ash"]
    ash = result.signals.iloc[result.places["Ash"].signals]
    assert len(ash) == len(result.signals) and ash["rule"].tolist() == ["shift", "limits"]
    assert len(result.signals.iloc[result.places["ash"].signals]) == 0


@pytest.mark.parametrize(
    ("what", "where", "words"),
    [("a table", "board.html", "give what spc"), (None, "board.docx", "ends in .html")],
)
def test_is_nonsense_refused_with_words(result, tmp_path, what, where, words):
    with pytest.raises(ValueError, match=words):
        board_pack(what or result, tmp_path / where)
    assert list(tmp_path.iterdir()) == []
