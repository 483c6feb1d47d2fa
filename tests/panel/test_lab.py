"""What all labs share: values that are cleaned, a prediction that is needed, a log, a still picture."""

import gzip
import json
from fractions import Fraction

import numpy as np
import pytest

from qilab.panel import bundle
from qilab.panel.lab import Lab
from qilab.panel.parts import (
    Button,
    Chart,
    CheckField,
    ChoiceField,
    Group,
    LiveText,
    Log,
    NumberField,
    Page,
    Pages,
    RadioField,
    Row,
    SliderField,
    TextField,
    TicksField,
)

SPEC = {
    "width": 300,
    "height": 100,
    "data": {"name": "points"},
    "mark": "point",
    "encoding": {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "value", "type": "quantitative"},
    },
}


class Doubling(Lab):
    """A lab that doubles a number."""

    def __init__(self):
        self.updates = []
        super().__init__(
            "Doubling",
            [
                Group(
                    label="Setting",
                    parts=(SliderField(name="size", label="Size", least=0, most=10, step=0.5, start=2),),
                ),
                Chart(name="dots", spec=SPEC, table=(("x", "Dot"), ("value", "Height"))),
                Row(
                    parts=(
                        NumberField(name="guess", label="Guess", least=0, most=20),
                        Button(name="run", label="Run", needs=("guess",)),
                    )
                ),
                LiveText(name="result"),
                ChoiceField(name="kind", label="Kind", options=(("a", "A"), ("b", "B")), start="a"),
                RadioField(name="pick", label="Pick", options=(("y", "Yes"), ("n", "No"))),
                CheckField(name="sure", label="Sure"),
                TextField(name="aim", label="Aim", longest=5),
                TicksField(name="marks", label="Marks", chart="dots"),
                Pages(
                    name="page",
                    label="Pages",
                    pages=(Page(title="One", parts=()), Page(title="Two", parts=())),
                ),
                Log(),
            ],
            ("Guess", "Result"),
        )

    def update(self, changed):
        self.updates.append(changed)
        if "size" in changed:
            size = self.values["size"]
            self.draw(
                "dots", {"points": {"x": [1, 2], "value": [size, 2 * size]}}, f"Dots at {size} and {2 * size}"
            )

    def pressed(self, name):
        result = 2 * self.values["size"]
        self.note(self.values["guess"], result)
        self.say(result=f"It is {result}.")
        self.values = {**self.values, "guess": None}


@pytest.fixture
def lab():
    return Doubling()


def test_does_it_start_drawn(lab):
    """Before anything is moved: the chart is filled and described."""
    assert lab.describe() == "Dots at 2 and 4"
    assert lab.table().to_dict("list") == {"Dot": [1, 2], "Height": [2, 4]}


def test_does_a_move_update_once(lab):
    """Moving one control gives one update, naming that control; moving it to where it is gives none."""
    lab.updates.clear()
    lab.set(size=3)
    lab.set(size=3)
    assert lab.updates == [{"size"}]
    assert lab.describe() == "Dots at 3 and 6"


@pytest.mark.parametrize(
    ("control", "value", "kept"),
    [
        ("size", 99, 10),
        ("size", -1, 0),
        ("size", 3.3, 3.5),
        ("size", "x", 2),
        ("size", float("nan"), 2),
        ("size", float("inf"), 2),
        ("size", True, 2),
        ("size", None, 2),
        ("guess", None, None),
        ("guess", 500, 20),
        ("kind", "c", "a"),
        ("pick", "maybe", None),
        ("sure", "yes", True),
        ("aim", "too long", "too l"),
        ("aim", 7, ""),
        ("marks", [2, 1, 1, "x", float("inf"), None], [1, 2]),
        ("marks", "12", []),
        ("page", 7, 0),
    ],
)
def test_is_a_wild_value_put_right(lab, control, value, kept):
    """Whatever a page or a person sends, a control keeps a value that it can have."""
    assert lab.set(**{control: value}).values[control] == kept


def test_is_a_wrong_name_received(lab):
    """A control or button that does not exist: the error lists those that do."""
    with pytest.raises(ValueError, match="size, guess"):
        lab.set(sise=3)
    with pytest.raises(ValueError, match="It has: run"):
        lab.press("walk")


def test_is_a_prediction_needed(lab):
    """Run before a guess: refused with a reason. After it: the result, one row in the log, and the next guess is due."""
    with pytest.raises(ValueError, match="First give: guess"):
        lab.press("run")
    lab.set(guess=5).press("run")
    assert lab.texts["result"] == "It is 4."
    assert lab.log.to_dict("list") == {"Guess": [5], "Result": [4]}
    with pytest.raises(ValueError, match="First give"):
        lab.press("run")


def test_does_the_page_have_no_other_way(lab):
    """A press that comes from the page without a prediction, with nonsense, or for no button: nothing happens."""
    for message in (
        {"press": "run"},
        {"press": "walk"},
        {"press": ["run"]},
        {"press": None},
        "run",
        None,
        {"ask": "secrets"},
    ):
        lab._received(None, message, [])
    assert lab.log.empty


def test_do_values_travel_with_a_press(lab):
    """What was typed last arrives with the press, even if its own message is late."""
    lab._received(None, {"press": "run", "values": {**lab.values, "guess": 7}}, [])
    assert lab.log["Guess"].tolist() == [7]


def test_is_the_log_kept_on_reset(lab):
    """Start again: controls go back, the learner's log stays."""
    lab.set(size=5, guess=1).press("run").reset()
    assert lab.values["size"] == 2
    assert len(lab.log) == 1


def test_can_a_list_offer_something_else(lab):
    """A value that is not on offer any more goes to the first one; what was on offer before is refused."""
    lab.set(kind="b")
    lab.offer("kind", [("", "choose"), ("b", "B"), ("c", "C")])
    assert lab.values["kind"] == "b"
    lab.set(kind="c")
    lab.offer("kind", [("", "choose"), ("d", "D")])
    assert lab.values["kind"] == ""
    lab.set(kind="b")
    assert lab.values["kind"] == ""
    assert lab.states["kind"]["options"] == [["", "choose"], ["d", "D"]]


def test_does_a_picture_that_grows_stay_whole(lab):
    """Drawn higher than at the start: the still picture is as high."""
    lab.draw("dots", {"points": {"x": [1], "value": [1]}}, "One dot", height=300)
    assert lab.chart_dots["signals"] == {"height": 300}
    assert lab._filled("dots")["height"] == 300


def test_what_is_left_behind(lab):
    """A still picture with its text, the words, the table and the log, with nothing fetched and no script."""
    lab.set(guess=5).press("run")
    still = lab.still()
    for part in ('role="img"', "Dots at 2 and 4", "<table", "Predictions and results"):
        assert part in still
    assert "<script" not in still
    assert "http" not in still.replace("http://www.w3.org/", "")


def test_can_everything_be_sent(lab):
    """What goes to the page is plain JSON, strictly: no NaN."""
    for name in ("parts", "values", "texts", "states", "record", "chart_dots"):
        json.dumps(getattr(lab, name), allow_nan=False)


@pytest.mark.slow
def test_is_the_drawing_library_the_installed_one():
    """The packed library is what vl-convert makes: nobody changed it by hand. If vl-convert was updated, run
    `python -m qilab.panel.bundle`."""
    assert gzip.decompress(bundle.packed()) == gzip.decompress(bundle.make())


def test_is_it_sent_on_asking(lab, monkeypatch):
    """The page asks once; the answer is the packed library."""
    sent = []
    monkeypatch.setattr(lab, "send", lambda content, buffers=None: sent.append((content, buffers)))
    lab._received(None, {"ask": "vega"}, [])
    assert sent == [({"vega": True}, [bundle.packed()])]


def test_does_a_number_of_any_sort_move_a_slider():
    """From numpy or a fraction: the plain number; one of four hundred digits, or a column: as before."""
    slider = SliderField(name="x", label="x", least=0, most=100, start=5)
    for value in (np.int64(30), np.float32(30), Fraction(30), 30):
        assert repr(slider.clean(value)) == "30"
    assert [slider.clean(v) for v in (10**400, -(10**400), np.array([1, 2]), float("inf"))] == [5] * 4
    assert TicksField(name="t", label="t", chart="c").clean([10**400, np.int64(3), 3, None, "4"]) == [3]
    assert (
        ChoiceField(name="c", label="c", options=(("a", "A"),), start="a").clean(np.array(["b", "c"])) == "a"
    )


class Guessing(Doubling):
    """Clears the guess when it is pressed, as a lab does before the next prediction."""

    def pressed(self, name):
        self.values = {**self.values, "guess": None}


def test_does_a_press_take_its_moves_along_and_a_second_click_do_nothing():
    """Messages are handled in their order: guess and press, a press again at once, then a guess made meanwhile."""
    lab = Guessing()
    lab._received(None, {"values": {"guess": 7}, "press": "run", "turn": ["me", 1]}, [])
    assert (lab.values["guess"], lab.answered) == (None, ["me", 1])
    lab._received(None, {"values": {}, "press": "run", "turn": ["me", 2]}, [])
    assert (lab.values["guess"], lab.answered) == (None, ["me", 2])
    lab._received(None, {"values": {"guess": 7}, "turn": ["me", 3]}, [])
    assert (lab.values["guess"], lab.answered) == (7, ["me", 3])


def test_does_an_answer_come_in_one_piece(monkeypatch):
    """What came of a press and that it was heard travel together: else the page would show the old guess between."""
    lab, sent = Guessing(), []
    monkeypatch.setattr(lab, "send_state", lambda keys: sent.append(set(keys)))
    lab._received(None, {"values": {"guess": 7}, "press": "run", "turn": ["me", 1]}, [])
    assert sent == [{"answered", "values"}]


def test_is_a_move_heard_even_if_the_lab_stumbles(monkeypatch):
    """A fault in a lab's own code: the page must not wait for ever, and says nothing untrue."""
    lab = Guessing()
    monkeypatch.setattr(lab, "pressed", lambda name: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        lab._received(None, {"values": {"guess": 7}, "press": "run", "turn": ["me", 1]}, [])
    assert lab.answered == ["me", 1]


SVG = '<svg class="marks" width="9"><g><text>drawn by the page</text></g></svg>'


@pytest.fixture
def shown(lab, monkeypatch):
    """The lab as a page shows it: what was displayed, and what is sent afterwards."""
    shown = {"displayed": [], "updated": [], "sent": []}

    class Handle:
        def update(self, data, raw):
            shown["updated"].append(data["text/html"])

    monkeypatch.setattr("qilab.panel.panel.run_by_a_page", lambda: True)
    monkeypatch.setattr(
        "IPython.display.display", lambda data, **_: shown["displayed"].append(data) or Handle()
    )
    monkeypatch.setattr("qilab.charts.renderer.svg", lambda spec: pytest.fail("the kernel drew a picture"))
    lab._ipython_display_()
    monkeypatch.setattr(lab, "send", lambda content, buffers=None: shown["sent"].append(content))
    return shown


def test_does_the_page_draw_the_still_picture(lab, shown):
    """On a page the kernel draws nothing: the still begins with words and table, and gets the page's own drawing."""
    first = shown["displayed"][-1]["text/html"]
    assert "Dots at 2 and 4" in first and "<table" in first and "<svg" not in first
    lab._received(None, {"drawn": ["dots", lab.chart_dots["serial"], SVG]}, [])
    assert "drawn by the page" in shown["updated"][-1]
    assert shown["sent"] == [
        {"still": {"text/html": shown["updated"][-1], "text/plain": "Doubling"}, "of": lab.model_id}
    ]


def test_does_a_press_wait_for_its_drawing(lab, shown):
    """A press that draws: the still changes once, with log, words and picture of that press together."""
    lab._received(None, {"values": {"size": 3, "guess": 5}, "press": "run"}, [])
    assert shown["updated"] == []
    lab._received(None, {"drawn": ["dots", lab.chart_dots["serial"], SVG]}, [])
    (still,) = shown["updated"]
    assert "Dots at 3 and 6" in still and "Predictions and results" in still and "drawn by the page" in still


def test_is_a_press_that_draws_nothing_kept(lab, shown):
    """Only the log is new: it is in the still at once, with the picture that is still right."""
    lab._received(None, {"drawn": ["dots", lab.chart_dots["serial"], SVG]}, [])
    lab._received(None, {"values": {"guess": 5}, "press": "run"}, [])
    assert "Predictions and results" in shown["updated"][-1] and "drawn by the page" in shown["updated"][-1]


@pytest.mark.parametrize(
    "drawn",
    [
        ["dots", 0, SVG],
        ["lines", 1, SVG],
        ["dots", 1, SVG.replace("<g>", "<script>1</script><g>")],
        ["dots", 1, SVG.replace("<g>", '<g onload="1">')],
        ["dots", 1, SVG + "<p>"],
        ["dots", 1, "<svg " + "x" * 700_000 + "</svg>"],
        ["dots", 1, None],
        [["dots"], 1, SVG],
        "dots",
    ],
    ids=["old", "no such chart", "script", "handler", "more", "huge", "nothing", "list", "text"],
)
def test_is_a_drawing_that_does_not_fit_left_out(lab, shown, drawn):
    """Of an earlier move, of no chart, with a script in it or without end: the still stays as it was."""
    assert lab.chart_dots["serial"] == 1
    lab._received(None, {"drawn": drawn}, [])
    assert shown["updated"] == []


def test_who_draws_without_a_page(lab, monkeypatch):
    """nbclient names no cell: the kernel draws, at once and after each press."""
    updated = []
    handle = type("Handle", (), {"update": lambda self, data, raw: updated.append(data["text/html"])})()
    displayed = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: displayed.append(data) or handle)
    lab._ipython_display_()
    assert "<svg" in displayed[-1]["text/html"]
    lab.set(size=4, guess=1).press("run")
    assert "<svg" in updated[-1] and "Dots at 4 and 8" in updated[-1]


@pytest.mark.parametrize(
    ("control", "value", "words"),
    [
        ("size", 99, "You gave 99. The most here is 10, so 10 was used."),
        ("size", -1, "You gave -1. The least here is 0, so 0 was used."),
        ("size", 3.3, "You gave 3.3. This goes in steps of 0.5, so 3.5 was used."),
        ("guess", 7.4, "You gave 7.4. Only whole numbers fit here, so 7 was used."),
        ("size", float("nan"), "That could not be read as a number, so 2 was used."),
        ("guess", "many", "That could not be read as a number, so nothing is filled in."),
        ("aim", "too long", "There is room for 5 letters here, so the text ends at “…too l”."),
    ],
)
def test_is_a_value_put_right_with_words(lab, control, value, words):
    """Beside the field: what was given, what was taken and why. The next good value takes the words away."""
    lab.set(**{control: value})
    assert lab.states[control]["taken"] == words
    lab.set(**{control: "ok" if control == "aim" else 6})
    assert lab.states[control]["taken"] == ""


def test_is_nothing_said_of_a_value_that_fits(lab):
    lab.set(size=3.5, guess=7, aim="short")
    lab.set(guess=None)
    assert not any(state.get("taken") for state in lab.states.values())
