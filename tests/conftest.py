"""For all tests: the quick selection, what may be left out, and the sandbox."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from qilab.learner import in_use
from support import left_out
from support.once import once
from support.quick import quick_selection
from support.rewritten import rewrite_for_workers
from support.seeds import QUICK, seeds

ROOT = Path(__file__).parents[1]

# A deadline would be a timed assertion: it fails on a busy machine and says nothing about the code.
# The same cases each time, so that a fault found by luck does not stop somebody else's change; the nightly run (QILAB_SEEDS)
# looks for new ones.
settings.register_profile("qilab", deadline=None, derandomize="QILAB_SEEDS" not in os.environ)
settings.register_profile("quick", parent=settings.get_profile("qilab"), max_examples=15)
settings.load_profile("qilab")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two workers more than there are cores: a third of the time tests wait for a browser, a kernel or a marking run beside
    them. Any more would each collect all the tests for itself, which takes ten seconds of a core.
    """
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) + 2


def pytest_collection_finish(session: pytest.Session) -> None:
    """Ten thousand tests are no garbage: they are not searched for it while they are collected, nor while they run."""
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("QI Lab")
    group.addoption("--quick", action="store_true", help="a selection from every area that takes minutes")
    group.addoption(
        "--nothing-left-out", action="store_true", help="fail if a test was left out, for whatever reason"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("quick"):
        if config.getoption("nothing_left_out"):
            raise pytest.UsageError("--quick leaves tests out: give it, or --nothing-left-out, not both.")
        settings.load_profile("quick")
        os.environ["QILAB_SEEDS"] = os.environ.get("QILAB_SEEDS") or str(QUICK)
    try:
        seeds()
    except ValueError as problem:
        raise pytest.UsageError(str(problem)) from None
    rewrite_for_workers(config)
    gc.disable()  # until all tests are collected


@pytest.hookimpl(trylast=True)  # the folders mark their own first
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("quick"):
        return
    quick = quick_selection(items)
    config.hook.pytest_deselected(items=[item for item in items if item not in quick])
    items[:] = [item for item in items if item in quick]


@pytest.fixture(autouse=True)
def own_data_in_use() -> Iterator[None]:
    """New data that a test draws for an exercise are not those of the test after it."""
    kept = {id(each): dict(each) for each in (in_use.judged, in_use.fresh, in_use.shown)}
    yield
    for each in (in_use.judged, in_use.fresh, in_use.shown):
        each.clear()
        each.update(kept[id(each)])


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, bytes]:
    """All that `qilab pack` makes on demand, by its place in the course: made once, in a process and a time zone of its own.

    The pages that lead to it, which lie beside its folders, are left out: the still twin writes its own.
    """
    from qilab.publish.module import FACILITATOR

    def make(out: Path) -> None:
        # Made, and not taken from what a click or an earlier pack has left in this checkout.
        env = {
            **os.environ,
            "TZ": "Pacific/Apia",
            "PYTHONHASHSEED": "11",
            "QILAB_STOCK": str(out / "no-stock"),
        }
        words = [sys.executable, "-m", "qilab.cli", "pack", "--out", str(out)]
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        (out / ".qilab-pack.json").unlink()
        assert f"{sum(path.is_file() for path in out.rglob('*'))} files made" in done.stdout

    out = once(tmp_path_factory, "packed", make)
    return {
        FACILITATOR / path.relative_to(out): path.read_bytes() for path in out.glob("*/*") if path.is_file()
    }


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory, packed: dict[Path, bytes]) -> Path:
    """The folder of the still twin of the course, with the answers, the slides and the pages to print."""
    from qilab.publish.still import edition as making  # half a second that most tests do without

    def make(out: Path) -> None:
        # Slides and pages to print take longest; `packed` has them, from a process of its own.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(making, "packed_files", lambda root: packed.items())
            making.export(ROOT, out, answers=True)

    return once(tmp_path_factory, "twin", make)


@pytest.fixture(scope="session")
def sandbox() -> None:
    """bubblewrap, in which submissions run while they are marked. Tests that need it are left out without it."""
    left_out.need_sandbox()


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Which files had tests left out, by what they need."""
    yield
    for need, files in left_out.by_need(terminalreporter.stats.get("skipped", [])).items():
        named = ", ".join(f"{file} ({number})" for file, number in sorted(files.items()))
        terminalreporter.write_line(f"Left out, needs {need}: {named}")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """The last words of a run, after pytest's own last line: what was left out, and how that is had."""
    config = session.config
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput"):
        return (yield)
    found = left_out.by_need(reporter.stats.get("skipped", []))
    missed = sum(files.total() for need, files in found.items() if need != left_out.NOT_HERE)
    missed += len(reporter.stats.get("xfailed", []))
    if config.getoption("nothing_left_out") and missed and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    result = yield
    words = [left_out.in_a_sentence(found)]
    if config.getoption("nothing_left_out"):
        here = "Nothing was left out that this system can have." if found else "Nothing was left out."
        words.append(f"{missed} were left out, and nothing may be." if missed else here)
    if config.getoption("quick"):
        words.append("This was the quick selection; `python start.py test` runs all tests.")
    for line in filter(None, words):
        reporter.write_line(line)
    return result
