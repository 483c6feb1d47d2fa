"""How long from a moved control to the changed picture, in a real JupyterLab: each lab beside the naive way.

    python benchmarks/labs.py [--moves 33] [--lab rule_detective]

Every lab of `qilab.labs` is measured, new ones too: by its first slider that changes the first chart, or else by its
first list or number box that does, or else by its main button, pressed again and again. The naive way is `interact` around a function that shows the same drawing as a new
Altair chart for each move. Both are moved in turn, in the same run; the clock runs in the page, from the key (or the
choice) until the new drawing is there. Each move begins on a page whose kernel is idle, so that neither way pays for
what the other one left behind.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from qilab import labs
from qilab.panel import parts

ROOT = Path(__file__).parents[1]

OURS = "from qilab import labs\nlabs.{lab}()"
NAIVE = """
import altair as alt
import qilab.charts
from ipywidgets import interact
from qilab import labs

lab = labs.{lab}()

@interact({control}={values})
def show({control}):
    lab.set({control}={control})
    return alt.Chart.from_dict(lab.pictures()[0][0])
"""
# Where only a button redraws a lab. `again` brings both back to where the button can be pressed.
OURS_PRESSED = "from qilab import labs\nours = labs.{lab}()\nours"
NAIVE_PRESSED = """
import altair as alt
import qilab.charts
from IPython.display import clear_output, display
from ipywidgets import Button, Output

naive, out, button = labs.{lab}(), Output(), Button(description="Naive")

def again():
    for lab in (ours, naive):
        if "reset" in lab._buttons:
            lab.press("reset")
        lab.set(**{needs})

def show(_=None):
    naive.press("{button}")
    with out:
        clear_output(wait=True)
        display(alt.Chart.from_dict(naive.pictures()[0][0]))

again()
show()
button.on_click(show)
display(button, out)
"""
AGAIN = """() => jupyterapp.shell.currentWidget.sessionContext.session.kernel
    .requestExecute({ code: 'again()' }).done.then(() => null)"""
# Waits, frame by frame, for the drawing that answers the key press or the choice, and keeps the time that it took.
# Our lab writes the number of what it has drawn on its stage; the naive way puts a new drawing into the page.
WATCH = """(area) => {
    window.qilabTook = null;
    const root = document.querySelectorAll('.jp-CodeCell')[area];
    const drawn = () => {
        const stage = root.querySelector('.qilab-stage');
        return stage ? stage.dataset.serial : root.querySelector('svg.marks');
    };
    const before = drawn();
    let began = null;
    const look = () => {
        const now = drawn();
        if (now && now !== before) window.qilabTook = performance.now() - began;
        else requestAnimationFrame(look);
    };
    const start = () => { if (began === null) { began = performance.now(); requestAnimationFrame(look); } };
    for (const kind of ['keydown', 'change']) addEventListener(kind, start, { once: true, capture: true });
}"""


def moving_control(lab) -> parts.Field | None:
    """The first slider, else list, else number box, that changes the lab's first chart; None where none does."""
    controls = [p for p in lab._fields.values() if getattr(p, "name", "") != "seed"]
    for kind in (parts.SliderField, parts.ChoiceField, parts.NumberField):
        for control in (c for c in controls if isinstance(c, kind) and c.start is not None):
            before = lab.pictures()[:1]
            lab.set(**{control.name: other_values(control)[1]})
            changed = lab.pictures()[:1] != before
            lab.reset()
            if changed:
                return control
    return None


def redrawing_button(make) -> tuple[str | None, dict]:
    """The first button whose press changes the first chart, and values for the controls it needs; or None."""
    for button in make()._buttons.values():
        lab = make()
        needed = [lab._fields[need] for need in button.needs]
        if not all(isinstance(c, parts.NumberField) for c in needed) or button.name == "reset":
            continue
        # A prediction of two numbers is a range, so the second is the higher.
        values = {c.name: c.most if i else c.least for i, c in enumerate(needed)}
        before = lab.set(**values).pictures()[:1]
        if lab._lacking(button.name) is None and lab.press(button.name).pictures()[:1] != before:
            return button.name, values
    return None, {}


def other_values(control: parts.Field) -> list:
    """Two values of a control to go to and fro between: its start, and the next."""
    if isinstance(control, parts.ChoiceField):
        return [control.start, next(v for v, _ in control.options if v != control.start)]
    up = control.start + control.step
    return [control.start, up if up <= control.most else control.start - control.step]


def harness():
    """The browser tests' own JupyterLab."""
    tests = ROOT / "tests"
    sys.path.insert(0, str(tests))  # the tests' helpers lie in `support`
    spec = importlib.util.spec_from_file_location("harness", tests / "browser" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["harness"] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=33, help="moves of each kind, for each lab")
    parser.add_argument("--lab", choices=labs.__all__, help="one lab only")
    words = parser.parse_args()
    tool = harness()
    tool.look_in_venv()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
        browser = tool.open_chromium(playwright)
        served, home = Path(temporary, "served"), Path(temporary, "home")
        served.mkdir()
        home.mkdir()
        server = tool.start_server(served, home)
        try:
            print(
                f"{'lab':<26}{'control':<14}{'way':<24}{'moves':>6}{'median ms':>11}{'p95 ms':>8}{'most ms':>9}"
            )
            for name in [words.lab] if words.lab else labs.__all__:
                one_lab(tool, browser, server, name, words.moves)
        finally:
            tool.stop_server(server)
            browser.close()


def one_lab(tool, browser, server, name: str, moves: int) -> None:
    control = moving_control(getattr(labs, name)())
    if control is None:
        pressed_lab(tool, browser, server, name, moves)
        return
    cells = [
        OURS.format(lab=name),
        NAIVE.format(lab=name, control=control.name, values=naive_values(control)),
    ]
    opened = tool.Lab(browser, server)
    nb = opened.open([tool.code(cell) for cell in cells], height=1800)
    first = first_picture(nb)
    role = {parts.SliderField: "slider", parts.ChoiceField: "combobox"}.get(type(control), "spinbutton")
    ours = nb.output(0).get_by_role(role, name=control.label).first
    naive = nb.output(1).locator("select" if role == "combobox" else "[role=slider]").first
    took = {"our lab": [], "interact, re-displayed": []}
    values = other_values(control)
    for move in range(1, moves + 1):
        for (way, times), (area, box) in zip(took.items(), ((0, ours), (1, naive)), strict=True):
            nb.wait_idle()
            times.append(one_move(nb.page, area, box, control, values, move % 2, slider=way != "our lab"))
    opened.close()
    assert not opened.strays, opened.strays
    report(name, control.name, took, first)


def pressed_lab(tool, browser, server, name: str, moves: int) -> None:
    """A lab that only its button redraws: fill in what the button needs, press it, and begin afresh with Reset.

    The naive way presses a button of ipywidgets that clears an Output and shows a new chart.
    """
    button, needs = redrawing_button(getattr(labs, name))
    if button is None:
        print(f"{name:<26}neither a control nor a button redraws its first chart")
        return
    cells = [OURS_PRESSED.format(lab=name), NAIVE_PRESSED.format(lab=name, button=button, needs=needs)]
    opened = tool.Lab(browser, server)
    nb = opened.open([tool.code(cell) for cell in cells], height=1800)
    first = first_picture(nb)
    label = getattr(labs, name)()._buttons[button].label
    took = {"our lab": [], "a new chart each time": []}
    for _ in range(moves):
        nb.page.evaluate(AGAIN)
        nb.wait_idle()
        nb.page.wait_for_timeout(300)  # what `again` redraws must not be taken for the answer to the press
        for area, (times, text) in enumerate(zip(took.values(), (label, "Naive"), strict=True)):
            box = nb.output(area).get_by_role("button", name=text, exact=True).first
            box.focus()
            nb.page.evaluate(WATCH, area)
            nb.page.keyboard.press("Enter")
            nb.page.wait_for_function("() => window.qilabTook !== null")
            times.append(nb.page.evaluate("() => window.qilabTook"))
    opened.close()
    assert not opened.strays, opened.strays
    report(name, button, took, first)


def report(name: str, control: str, took: dict[str, list[float]], first: float) -> None:
    for way, times in took.items():
        p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        row = f"{name:<26}{control:<14}{way:<24}{len(times):>6}{statistics.median(times):>11.0f}"
        print(f"{row}{p95:>8.0f}{max(times):>9.0f}")
    print(f"{name:<26}first picture, from Run on a fresh kernel: {first:.0f} ms", flush=True)


def naive_values(control: parts.Field) -> str:
    """What `interact` is given for the same control, as Python source."""
    if isinstance(control, parts.ChoiceField):
        options = [v for v, _ in control.options]
        return f"__import__('ipywidgets').Dropdown(options={options}, value={control.start!r})"
    numbers = (control.least, control.most, control.step)
    kind = "IntSlider" if all(float(n).is_integer() for n in (*numbers, control.start)) else "FloatSlider"
    return "__import__('ipywidgets').{}(value={}, min={}, max={}, step={})".format(
        kind, control.start, *numbers
    )


def first_picture(nb) -> float:
    """Run all, and the time until the lab has drawn, in ms."""
    nb.page.evaluate("""() => {
        window.qilabStart = performance.now();
        window.qilabFirst = null;
        const look = () => {
            if (document.querySelector('.qilab-stage[data-serial]')) window.qilabFirst = performance.now() - window.qilabStart;
            else requestAnimationFrame(look);
        };
        look();
    }""")
    nb.run_all()
    nb.page.wait_for_function("() => window.qilabFirst !== null")
    nb.output(1).locator("svg.marks").first.wait_for()
    return nb.page.evaluate("() => window.qilabFirst")


def one_move(page, area: int, box, control, values: list, there: int, slider: bool) -> float:
    """One move of a control, to its other value or back; milliseconds until the new drawing is there."""
    box.scroll_into_view_if_needed()
    box.focus()
    page.evaluate(WATCH, area)
    if isinstance(control, parts.ChoiceField):
        box.select_option(index=[v for v, _ in control.options].index(values[there]))
    elif slider or isinstance(control, parts.SliderField):
        up = (values[1] > values[0]) == bool(there)
        page.keyboard.press("ArrowRight" if up else "ArrowLeft")
    else:
        box.fill(str(values[there]))
        page.keyboard.press("Enter")
    page.wait_for_function("() => window.qilabTook !== null")
    return page.evaluate("() => window.qilabTook")


if __name__ == "__main__":
    main()
