"""The check of a driver diagram, rule by rule."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qilab.methods.drivers import KINDS, DriverTree, Node


def tree(*more, drop=()):
    """A sound little tree, with some nodes more or less."""
    sound = (
        Node("A", "aim", "Fewer falls"),
        Node("P", "primary driver", "Help comes early", ("A",)),
        Node("S", "secondary driver", "Rounds", ("P",)),
        Node("I", "idea", "A card on the door", ("S",)),
        Node("O", "measure", "Falls", ("A",), "outcome"),
        Node("R", "measure", "Rounds done", ("P",), "process"),
        Node("B", "measure", "Call bells", ("A",), "balancing"),
    )
    changed = {n.key: n for n in more}
    kept = [changed.pop(n.key, n) for n in sound if n.key not in drop]
    return DriverTree((*kept, *changed.values()))


def rules(t):
    return {(f.rule, f.node) for f in t.faults()}


def test_does_a_sound_tree_pass():
    assert tree().faults() == ()


@pytest.mark.parametrize(
    ("faulty", "found"),
    [
        (tree(drop="B"), {("no balancing measure", "A")}),
        (tree(drop="O"), {("no outcome measure", "A")}),
        (tree(drop="R"), {("driver without a measure", "P")}),
        (
            tree(Node("I", "idea", "Socks", ("A",))),
            {("idea without a driver", "I"), ("nothing beneath", "S")},
        ),
        (tree(Node("X", "idea", "Socks", ())), {("idea without a driver", "X")}),
        (tree(Node("X", "primary driver", "Fewer broken hips", ("A",))), {("nothing beneath", "X")}),
        (tree(Node("X", "idea", "Socks", ("Z",))), {("unknown parent", "X")}),
        (tree(Node("X", "idea", "Socks", ("I",))), {("joined to the wrong kind", "X")}),
        (tree(Node("X", "aim", "More joy")), {("two aims", "X")}),
        (tree(Node("X", "measure", "Joy", (), "process")), {("joined to nothing", "X")}),
        (tree(Node("I", "idea", "", ("S",))), {("no words", "I")}),
    ],
    ids=lambda v: "+".join(sorted(r for r, _ in v)) if isinstance(v, set) else "",
)
def test_is_each_fault_found_and_nothing_else(faulty, found):
    assert rules(faulty) == found


def test_may_an_idea_serve_two_drivers():
    """It may: that is no fault."""
    assert (
        tree(Node("T", "secondary driver", "Light", ("P",)), Node("I", "idea", "Card", ("S", "T"))).faults()
        == ()
    )


def test_is_a_circle_found_and_is_it_only_the_circle():
    """S and T lead to each other; the idea beneath them does not go round."""
    t = tree(Node("S", "secondary driver", "Rounds", ("T",)), Node("T", "secondary driver", "Light", ("S",)))
    assert set(t.circle()) == {"S", "T"}
    assert {n for r, n in rules(t) if r == "goes in a circle"} == {"S", "T"}
    assert tree(Node("S", "secondary driver", "Rounds", ("S",))).circle() == ("S",)


def test_does_nothing_at_all_get_a_beginning():
    """No aim: begin there."""
    (first, *_) = DriverTree((Node("I", "idea", "Socks"),)).faults()
    assert first.rule == "no aim" and "Begin" in first.message


def test_is_each_sentence_kind():
    """No blame, and each says what to do or asks."""
    t = DriverTree((Node("A", "aim", "Fewer falls"), Node("I", "idea", "Socks", ("A",))))
    for fault in t.faults():
        assert len(fault.message.split()) > 8
        assert not {"wrong", "error", "invalid", "incorrect", "failed"} & set(fault.message.lower().split())


def test_does_a_table_come_back_as_it_was():
    """To a table and back, an idea with two parents included."""
    t = tree(Node("T", "secondary driver", "Light", ("P",)), Node("I", "idea", "Card", ("S", "T")))
    assert DriverTree.read(t.frame()) == t
    assert DriverTree.read(t.frame().to_dict("records")) == t


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABCDEF"),
            st.sampled_from(KINDS),
            st.lists(st.sampled_from("ABCDEFZ"), max_size=3),
        ),
        max_size=6,
        unique_by=lambda row: row[0],
    )
)
def test_does_any_tangle_get_an_answer(rows):
    """However it is knotted, the check ends, names only nodes that are there, and the reading survives a round trip."""
    nodes = tuple(
        Node(k, kind, k, tuple(dict.fromkeys(parents)), "process" if kind == "measure" else "")
        for k, kind, parents in rows
    )
    t = DriverTree(nodes)
    assert {f.node for f in t.faults()} <= {n.key for n in nodes} | {""}
    if nodes:
        assert DriverTree.read(t.frame()) == t


@pytest.mark.parametrize(
    ("given_", "word"),
    [
        (None, "give a table"),
        ("tree", "give a table"),
        (7, "give a table"),
        ([], "no column"),
        (pd.DataFrame(columns=["node", "parent", "kind", "text", "measure"]), "no rows"),
        ([{"node": "A", "parent": None, "kind": "wish", "text": "x"}], "wish"),
        ([{"node": None, "parent": None, "kind": "aim", "text": "x"}], "no name"),
        ([{"node": "A", "parent": None, "kind": "aim", "text": t} for t in "xy"], "two nodes"),
        ([{"node": "A", "parent": None, "kind": "aim", "text": "x" * 400}], "longer"),
        ([{"node": f"N{i}", "parent": None, "kind": "aim", "text": "x"} for i in range(70)], "too many"),
        ([{"node": "M", "parent": None, "kind": "measure", "text": "x"}], "needs its kind"),
    ],
    ids=str,
)
def test_does_what_is_no_tree_get_a_sentence(given_, word):
    with pytest.raises(ValueError, match=word):
        DriverTree.read(given_)
