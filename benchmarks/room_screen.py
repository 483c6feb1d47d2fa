"""How long until thirty guesses are on the wall: the room's screen in a real Chromium, thirty learners' pages as clients.

    python benchmarks/room_screen.py [--learners 30] [--rounds 10]

Each round begins afresh. All learners send their guess at the same moment, as fast as they can; the clock starts when the last
of them has been answered, and ends in the page when the last dot has been drawn. A second clock starts with the first guess.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import time
from urllib.request import Request, urlopen

from playwright.sync_api import sync_playwright

from qilab.room.tokens import token_for

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.chromium import look_in_venv, open_chromium  # noqa: E402

SECRET = "7e" * 32
QUESTION = "Rule detective/run"
# Notes when so many dots have been drawn, by the clock of the whole computer.
WATCH = """(wanted) => new Promise((done) => {
  const look = () => {
    if (document.querySelectorAll('circle').length >= wanted) requestAnimationFrame(() => done(Date.now() / 1000));
    else requestAnimationFrame(look);
  };
  look();
})"""


def guess(room: str, number: int) -> None:
    """One learner's guess."""
    headers = {"Content-Type": "application/json", "X-Room-Token": token_for(f"nurse-{number:03}", SECRET)}
    said = {"kind": "guess", "question": QUESTION, "value": number % 40, "fixed": True}
    urlopen(Request(f"{room}said", json.dumps(said).encode(), headers)).read()


def main() -> None:
    """Run the rounds and print what came of them."""
    parser = argparse.ArgumentParser(description="How long until thirty guesses are on the wall?")
    parser.add_argument("--learners", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=10)
    words = parser.parse_args()
    env = {
        **os.environ,
        "JUPYTERHUB_SERVICE_PREFIX": "/services/screen/",
        "QILAB_ROOM_CODE": "maple-39415",
        "QILAB_ROOM_FACILITATOR_CODE": "oak-river-204817",
        "QILAB_ROOM_SECRET": SECRET,
        "QILAB_ROOM_LEARNERS": str(words.learners),
    }
    server = [sys.executable, "-P", "-m", "qilab.room.screen"]
    look_in_venv()
    after_last, after_first = [], []
    with (
        subprocess.Popen(server, env=env, stderr=subprocess.PIPE, text=True) as process,
        sync_playwright() as playwright,
    ):
        room = process.stderr.readline().split()[-1]  # type: ignore[union-attr]
        wall = open_chromium(playwright).new_page(viewport={"width": 1280, "height": 720})
        wall.goto(room)
        wall.get_by_label("Code").fill("oak-river-204817")
        wall.keyboard.press("Enter")
        wall.locator("#question").wait_for(state="attached")
        wall.keyboard.press("2")
        wall.locator("#question").select_option(QUESTION)
        with ThreadPoolExecutor(words.learners) as learners:
            for _ in range(words.rounds):
                wall.get_by_role("button", name="New round").click()
                wall.wait_for_function("() => document.querySelectorAll('circle').length === 0")
                # Playwright's own thread would wait for the page; so the page notes the time, and is asked for it afterwards.
                wall.evaluate(f"() => {{ window.drawn = ({WATCH})({words.learners}); }}")
                first = time()
                list(learners.map(lambda number: guess(room, number), range(words.learners)))
                last = time()
                drawn = wall.evaluate("() => window.drawn")
                after_last.append(drawn - last)
                after_first.append(drawn - first)
        process.terminate()
    for name, found in (("the last guess was answered", after_last), ("the first was sent", after_first)):
        print(
            f"{words.learners} dots after {name}: median {statistics.median(found):.2f} s, slowest {max(found):.2f} s"
        )
    sys.exit(max(after_last) > 0.5)


if __name__ == "__main__":
    main()
