"""The driver diagram: what it says, what it marks, and that nothing lies on top of anything else."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qilab import load
from qilab.charts import driver_diagram
from qilab.charts import driver_layout as layout
from qilab.methods.drivers import DriverTree, Node

SOUND = DriverTree(
    (
        Node("A", "aim", "Fewer falls on East 4"),
        Node("P", "primary driver", "Help comes early", ("A",)),
        Node("S", "secondary driver", "Regular rounds", ("P",)),
        Node("I", "idea", "A card on the door", ("S",)),
        Node("O", "measure", "Falls", ("A",), "outcome"),
        Node("R", "measure", "Rounds done", ("P",), "process"),
        Node("B", "measure", "Call bells answered late", ("A",), "balancing"),
    )
)


def test_what_does_a_sound_diagram_say():
    """The title states the finding; the words go branch by branch; measures stand with what they measure."""
    picture = driver_diagram(SOUND)
    assert picture.title.startswith("The theory holds together: 1 primary driver and 1 change idea")
    assert "Balancing measure: Call bells answered late." in picture.describe()
    assert "Secondary driver S, Regular rounds: ideas I, A card on the door." in picture.describe()
    table = picture.table().set_index("Node")
    assert table.loc["P", "Measures"] == "R (process)"
    assert table.loc["I", "Joined to"] == "S"
    picture.chart  # noqa: B018 - building it validates it


def test_are_the_planted_faults_of_the_course_marked():
    """Three planted faults: in title, words, table and picture."""
    picture = driver_diagram(load("driver_tree"))
    assert picture.title == "3 things to fix in a diagram of 4 primary drivers and 5 change ideas"
    mend = picture.table().set_index("Node")["To fix"]
    assert set(mend.index[mend != ""]) == {"D01", "D05", "D12"}
    assert picture.svg.count("! to fix") == 3
    assert "Yellow socks" in picture.svg


def test_can_it_be_drawn_without_giving_the_faults_away():
    """For an exercise: no mark in picture, words or table."""
    picture = driver_diagram(load("driver_tree"), check=False)
    assert picture.title == "4 primary drivers and 5 change ideas for one aim"
    assert "fix" not in picture.svg + picture.describe() and "To fix" not in picture.table()


def test_is_it_exported_without_a_network(tmp_path):
    """PNG, SVG and a page with words and table, for light, dark and print: it brings its own white ground."""
    picture = driver_diagram(SOUND)
    assert picture.save(tmp_path / "tree.png").read_bytes()[:4] == b"\x89PNG"
    assert 'fill="white"' in picture.svg or "#ffffff" in picture.svg
    page = picture.save(tmp_path / "tree.html").read_text(encoding="utf-8")
    assert (
        "<table" in page
        and "Aim: Fewer falls" in page
        and "http" not in page.replace("http://www.w3.org", "")
    )


def trees():
    kinds = st.sampled_from(["primary driver", "secondary driver", "idea", "measure"])
    rows = st.lists(
        st.tuples(kinds, st.text(max_size=80), st.integers(0, 11), st.integers(0, 11)), max_size=12
    )

    def build(rows):
        nodes = [Node("A", "aim", "aim")]
        for i, (kind, text, a, b) in enumerate(rows):
            parents = tuple(dict.fromkeys(("A" if p >= len(rows) else f"N{p}") for p in (a, b)))
            nodes.append(Node(f"N{i}", kind, text, parents, "process" if kind == "measure" else ""))
        return DriverTree(tuple(nodes))

    return rows.map(build)


@settings(max_examples=60, deadline=None)
@given(trees())
def test_does_no_box_lie_on_another_and_all_inside(tree):
    """In each column boxes follow one another with a gap, none sticks out, and each kind is in its column."""
    boxes, height = layout.lay_out(tree)
    for place in range(4):
        column = sorted((b for b in boxes if b.column == place), key=lambda b: b.top)
        for one, other in pairwise(column):
            assert one.top + one.height <= other.top + 0.01
        for box in column:
            assert box.top >= layout.TOP - 0.01 and box.top + box.height <= height
    # And no link runs through a box, but for the ends that it joins.
    for _, _, x, y, _ in layout.curves(boxes):
        for box in boxes:
            inside = box.left + 0.001 < x < box.left + layout.BOX - 0.001
            assert not (inside and box.top < y < box.top + box.height)
    told = {b.node.key for b in boxes}
    assert told >= {n.key for n in tree.nodes if n.kind != "measure"}


@pytest.mark.parametrize("nothing", [None, "tree", 3, []], ids=str)
def test_is_what_is_no_tree_refused(nothing):
    with pytest.raises(ValueError, match="tree"):
        driver_diagram(nothing)
