"""Funnel plots for pencils: what is drawn, what is left to the reader, and whether names can be read."""

import json

import pytest

from qilab.publish import paper
from qilab.publish.paper_lab.funnels import funnel_plot
from qilab.publish.paper_lab.source import Directive
from qilab.questions.item import BadContent

FOUR = """
import pandas as pd
from qilab import funnel
wards = pd.DataFrame({"ward": ["A", "B", "C", "D"], "falls": [10, 11, 11, 110], "patients": [100, 100, 101, 400]})
funnel(wards, "falls", "patients", "ward", overdispersion="none", per=100)
"""


def drawn(**options):
    pages = paper.Pages("t")
    wanted = {"unit": "falls, %", "over": "patients", "height": "9cm", **options}
    funnel_plot(pages, Directive("funnel-plot", wanted, FOUR, 1))
    (text,) = (text for name, text in pages.files.items() if name.endswith(".json"))
    return json.loads(text)


def test_stands_each_dot_where_its_numbers_say_and_the_centre_where_all_of_them_do():
    """142 falls of 701 patients are 20.3 in 100; D alone lies outside, and only its name is given."""
    plot = drawn(names="outside")
    centre = next(c for c in plot["curves"] if c["look"] == "centre")
    assert centre["label"] == "All: 20.3"
    below = [dot["y"] < centre["place"] for dot in plot["dots"]]
    assert below == [True, True, True, False] and plot["dots"][0]["x"] < plot["dots"][3]["x"]
    assert [dot["name"] for dot in plot["dots"]] == ["", "", "", "D"]


def test_is_nothing_given_away_on_a_plot_to_draw_on():
    plot = drawn(lines="none", names="all")
    assert plot["curves"] == [] and max(dot["y"] for dot in plot["dots"]) < 0.85
    places = [(dot["dx"], dot["dy"]) for dot in plot["dots"][1:3]]
    assert places[0] != places[1]  # two hospitals side by side: their names are kept apart


def test_is_a_body_without_a_funnel_refused_in_words():
    with pytest.raises(BadContent, match="what funnel gives"):
        funnel_plot(
            paper.Pages("t"), Directive("funnel-plot", {"unit": "x", "over": "y", "height": "9cm"}, "3", 7)
        )
