"""A module inside a learning platform: the run-time is scorm-again, the browser a real Chromium, and every other address is closed.

The page judges without Python. What it says is held against the item bank: for one module before a change, and for all of them at night.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from qilab.modules import bank
from qilab.publish.module import find_modules
from qilab.publish.scorm.command import chosen
from qilab.publish.scorm.package import write
from support import npm
from support.answers_in_forms import answers, said_by_the_bank
from support.once import once
from support.seeds import nightly

ROOT = Path(__file__).parents[2]
AT = "http://localhost/"
# A platform: it keeps what the page commits, hands it out again, and can be told to refuse or to break.
PLATFORM = """<!doctype html><title>Platform</title><script src="scorm12.min.js"></script><script>
const make = () => {
  window.API = new Scorm12API({autocommit: false, logLevel: 4});
  const kept = localStorage.getItem('cmi');
  if (kept) API.loadFromJSON(JSON.parse(kept));
  else API.loadFromJSON({core: {student_id: 'ward-clerk-7'}});
  const commit = API.LMSCommit.bind(API), set = API.LMSSetValue.bind(API), begin = API.LMSInitialize.bind(API);
  API.LMSInitialize = (empty) => (localStorage.getItem('asleep') ? 'false' : begin(empty));
  API.LMSSetValue = (name, value) => { if (window.fault === 'breaks') throw new Error('gone'); return set(name, value); };
  API.LMSCommit = (empty) => {
    if (window.fault) return 'false';
    localStorage.setItem('cmi', JSON.stringify(API.cmi));
    return commit(empty);
  };
};
make();
</script><iframe id="page" src="PAGE" style="width:100%;height:880px;border:0" title="The module"></iframe>"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The zip of a module, such as "m06"."""

    def made(short: str) -> Path:
        (wanted,) = chosen(ROOT, [short], [])
        folder = once(tmp_path_factory, f"scorm-{short}", lambda out: write(wanted, ROOT, out))
        return folder / f"qilab-{short}.zip"

    return made


@pytest.fixture
def served(chromium, package):
    """Opens a module's page: inside a platform, or alone. Nothing but its own files can be reached."""
    contexts: list[BrowserContext] = []
    strays: list[str] = []

    def open_page(short: str, alone: bool = False) -> Page:
        files = zipfile.ZipFile(package(short))
        entry = next(name for name in files.namelist() if name.endswith("index.html"))

        def answer(route):
            name = urlsplit(route.request.url).path.removeprefix("/")
            if name == "platform.html":
                route.fulfill(body=PLATFORM.replace("PAGE", entry), content_type="text/html")
            elif name == "scorm12.min.js":
                script = npm.unpacked("scorm-again") / "dist" / name
                route.fulfill(body=script.read_text("utf-8"), content_type="text/javascript")
            elif name in files.namelist():
                kind = {"html": "text/html", "js": "text/javascript"}[name.rpartition(".")[2]]
                route.fulfill(body=files.read(name), content_type=f"{kind}; charset=utf-8")
            else:
                strays.append(route.request.url)
                route.abort()

        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        context.route("**/*", answer)
        page = context.new_page()
        page.on("pageerror", lambda error: strays.append(str(error)))
        page.goto(AT + (entry if alone else "platform.html"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not [each for each in strays if not each.endswith("favicon.ico")]


def module_frame(page: Page) -> Frame:
    """The module's own page inside the platform's, once its script has begun."""
    frame = page.query_selector("#page").content_frame()
    frame.wait_for_function("window.QILAB?.script")
    return frame


def fill(frame: Frame | Page, key: str, values: dict) -> None:
    """Fill in a form as a person would, and press Check."""
    form = frame.locator(f'form[data-key="{key}"]')
    for name, value in values.items():
        boxes = form.locator(f'[data-field="{name}"]')
        kind = boxes.first.evaluate("box => box.tagName === 'INPUT' ? box.type : box.tagName")
        if kind == "text":
            boxes.fill(value or "")
        elif kind == "SELECT":
            boxes.select_option(value or "")
        elif kind == "radio":
            boxes.and_(form.locator(f'[value="{value}"]')).check()
        elif kind == "checkbox":
            for each in value:
                boxes.and_(form.locator(f'[value="{each}"]')).check()
        else:
            raise AssertionError(f"no way to fill in {kind}")
    form.get_by_role("button", name="Check my answer").click()


def right_values(item) -> dict:
    """What stands in the fields of a right answer."""
    return next(values for name, values in answers(item) if name == "right")


def cmi(page: Page) -> dict:
    """What the platform has now."""
    return page.evaluate("JSON.parse(JSON.stringify(API.cmi))")


def asked(address: str):
    """The questions of a module's exercises."""
    return [item for exercise in bank.exercises(address) for item in exercise.items]


def test_is_a_module_passed_closed_and_resumed_in_a_platform(served, axe, shot):
    """A known slip gets the bank's own words; then every answer is right: passed with 100. Another day everything is there again."""
    page = served("m06")
    frame = module_frame(page)
    assert cmi(page)["core"]["lesson_status"] == "incomplete"
    first = bank.find("m06.useful_points")
    slip, values = next((n, v) for n, v in answers(first) if n not in ("right", "blank"))
    fill(frame, first.key, values)
    said = frame.locator(f'form[data-key="{first.key}"] .said')
    assert said_by_the_bank(first, values)[1] in said.inner_text(), slip
    assert not axe(frame)
    page.emulate_media(color_scheme="dark")
    assert not axe(frame, runOnly=["color-contrast"])
    page.emulate_media(color_scheme="light")
    for item in asked("m06_run_charts"):
        fill(frame, item.key, right_values(item))
    assert (
        "11 of 11 questions tried. You have passed: 100% of the points."
        in frame.locator("#score").inner_text()
    )
    shot(page, "scorm-passed")
    core = cmi(page)["core"]
    assert (core["lesson_status"], core["score"]["raw"]) == ("passed", "100")
    assert re.fullmatch(r"\d{2,4}:\d\d:\d\d\.\d\d", core["session_time"])
    page.reload()
    frame = module_frame(page)
    assert "You have passed: 100%" in frame.locator("#score").inner_text()
    said = frame.locator(f'form[data-key="{first.key}"] .said')
    assert "✓ Right · 1 of 1 point" in said.inner_text()
    box = frame.locator(f'form[data-key="{first.key}"] input[type=text]')
    assert box.input_value() == right_values(first)["answer"]
    # Were the line lost on both sides, whoever has passed has passed.
    page.evaluate("""() => {
      const cmi = JSON.parse(localStorage.getItem('cmi'));
      window.fault = 'refuses';
      localStorage.clear();
      localStorage.setItem('cmi', JSON.stringify({ ...cmi, suspend_data: '' }));
    }""")
    page.goto("about:blank")
    page.goto(AT + "platform.html")
    assert "You have passed: 100%" in module_frame(page).locator("#score").inner_text()


def test_are_the_words_of_a_form_and_of_its_reply_explained_below_it(served, axe, shot):
    """An option’s word is a link at the form’s foot; others come with the reply. Asking chooses nothing."""
    page = served("m06", alone=True)
    recall = page.locator("form.question").filter(has_text="Which is an aim that can be tested?")
    days = recall.locator(".words-here").get_by_role("link", name="occupied bed days", exact=True)
    assert "midnight" in days.get_attribute("title")
    days.press("Enter")
    meaning = page.get_by_role("heading", name="Occupied bed days", exact=True)
    expect(meaning).to_be_in_viewport()
    expect(recall.get_by_role("radio", checked=True)).to_have_count(0)
    assert not page.locator("label a, legend a, button a").count()

    item = bank.find("m06.shift")
    slip = next(mistake.name for mistake in item.mistakes if "Shewhart charts" in mistake.message)
    values = next(values for name, values in answers(item) if name == slip)
    form = page.locator(f'form[data-key="{item.key}"]')
    assert "Shewhart" not in form.inner_text()
    for _ in range(2):  # the same reply again names no word twice
        fill(page, item.key, values)
        expect(form.locator(".said")).to_contain_text("Shewhart charts")
    words = form.locator(".words-here a").all_inner_texts()
    assert len(words) == len(set(words)) and {"Making Data Count", "Shewhart charts"} <= set(words)
    expect(form.locator(".said .term")).to_have_count(0)
    shot(form, "scorm-words")
    assert not axe(page, "form.question")
    form.get_by_role("link", name="Shewhart charts").press("Enter")
    expect(page.get_by_role("heading", name="Shewhart rules", exact=True)).to_be_in_viewport()


def test_is_nothing_lost_while_the_platform_does_not_answer(served):
    """It refuses, then breaks: the page says so and keeps the answer, over a reload too, until the platform has it."""
    page = served("m06")
    page.clock.install()
    frame = module_frame(page)
    kept = page.frame_locator("#page").locator("#kept")
    item = bank.find("m06.useful_points")
    for fault in ("refuses", "breaks"):
        page.evaluate("fault => { window.fault = fault; }", fault)
        fill(frame, item.key, right_values(item))
        assert (
            "did not take your last answer. It is kept in this browser and will be sent again"
            in kept.inner_text()
        )
    before = page.evaluate("JSON.parse(localStorage.getItem('cmi')).core.score.raw")
    assert before == "0"
    page.evaluate("window.fault = ''")
    page.clock.fast_forward("05:00")
    expect(kept).to_have_text("Your learning platform has everything again.")
    assert cmi(page)["core"]["score"]["raw"] == "9"  # 1 of 11 points
    # A platform that has lost the record: the browser's own copy gives it back.
    page.evaluate("window.fault = 'refuses'")
    fill(frame, "m06.runs", right_values(bank.find("m06.runs")))
    page.evaluate("localStorage.removeItem('cmi')")
    page.reload()
    frame = module_frame(page)
    assert "18% of the points so far" in frame.locator("#score").inner_text()
    assert cmi(page)["core"]["score"]["raw"] == "18"
    # It sleeps at first, in another browser: what it kept and what is answered meanwhile come together.
    page.evaluate(
        "const kept = localStorage.cmi; window.fault = 'refuses'; localStorage.clear(); localStorage.cmi = kept; localStorage.asleep = 1"
    )
    page.reload()
    frame = module_frame(page)
    assert (
        "Your learning platform is not answering." in kept.inner_text() or "did not take" in kept.inner_text()
    )
    fill(frame, "m06.by_luck", right_values(bank.find("m06.by_luck")))
    page.evaluate("localStorage.removeItem('asleep')")
    page.clock.fast_forward("05:00")
    assert "27% of the points so far" in frame.locator("#score").inner_text()
    assert cmi(page)["core"]["score"]["raw"] == "27"


def test_does_it_work_as_a_page_alone_and_with_the_keyboard(served):
    """No platform: it says so, answers all the same, and this browser keeps the answers. By keyboard alone."""
    page = served("m06", alone=True)
    kept = page.locator("#kept")
    expect(kept).to_have_text("No learning platform was found: your answers are kept in this browser alone.")
    form = page.locator('form[data-key="m06.recall_luck"]')
    form.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "✓ Right" in form.locator(".said").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Hint 1" in form.locator(".hints").inner_text()
    page.reload()
    assert "✓ Right" in form.locator(".said").inner_text()
    assert "Hint 1" in form.locator(".hints").inner_text()


MODULES = [m.address for m in find_modules(ROOT) if m.exercises]
TRIED = [m for m in MODULES if m.startswith("m06") or nightly(True, usual=False)]


@pytest.mark.parametrize("address", TRIED)
def test_does_the_page_say_what_the_bank_says(served, package, address):
    """Right answers, every known slip as it is typed, blank and absurd ones: state, words and points are the bank's."""
    page = served(address.partition("_")[0], alone=True)
    different = []
    items = [*asked(address), *bank.quick_checks(address)]
    for item in items:
        cases = list(answers(item))
        got = page.evaluate(
            """([key, all]) => {
              const question = QILAB.questions.find((each) => each.key === key);
              return all.map((values) => QILAB.script.verdictOn(question, values));
            }""",
            [item.key, [values for _, values in cases]],
        )
        for (name, values), verdict in zip(cases, got, strict=True):
            expected = said_by_the_bank(item, values)
            if (verdict["state"], verdict["message"], verdict["score"]) != expected and not _is_a_guess(
                name, expected
            ):
                different.append((item.key, name, values, expected, verdict))
    assert not different, json.dumps(different[:3], ensure_ascii=False, indent=1)


def _is_a_guess(name: str, expected: tuple[str, str, float]) -> bool:
    """A number that is no known slip and only happens to be near one: the bank guesses, the page compares."""
    return name == "8,9" and "it may be that" in expected[1].lower()


def test_does_everything_fit_into_what_a_platform_keeps(served):
    """Every question of the longest module answered in the longest way: no more than 4,096 letters, and all of it comes back."""
    page = served("m06", alone=True)
    length, same = page.evaluate(
        """() => {
          const { pack, unpack } = QILAB.script, kept = {};
          const longest = { text: () => '~|^9'.repeat(10), choice: (o) => o.at(-1), radios: (o) => o.at(-1),
            several: (o) => o, ticks: (o) => o.map(Number), order: (o) => [...o].reverse() };
          for (const { key, fields, points } of QILAB.questions) {
            const values = Object.fromEntries(fields.map(({ name, sort, options }) => [name, longest[sort](options)]));
            kept[key] = { tries: 1200, hints: 4, score: points, state: 'mistake', values, judged: '' };
          }
          const line = pack(QILAB.questions, kept);
          return [line.length, JSON.stringify(unpack(QILAB.questions, line)) === JSON.stringify(
            Object.fromEntries(QILAB.questions.map(({ key }) => [key, kept[key]])))];
        }"""
    )
    assert 1000 < length <= 4096 and same
