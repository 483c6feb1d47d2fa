"""Is every test run, is what was left out counted, and does the quick selection look everywhere?"""

import ast
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

import psutil
import pytest

from support import chromium
from support.quick import quick_selection

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"


def run_pytest(folder: Path, *words: str, **env: str) -> tuple[int, list[str]]:
    """pytest in a folder, with our settings: (exit code, its lines)."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *words],
        cwd=folder,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    return done.returncode, (done.stdout + done.stderr).strip().splitlines()


def by_file(lines: Iterable[str]) -> dict[str, set[str]]:
    """file → the names of its tests, of lines such as tests/test_data.py::test_name[case]."""
    found: dict[str, set[str]] = {}
    for line in lines:
        file, _, name = line.partition("::")
        if name:
            found.setdefault(file, set()).add(name.partition("[")[0].rpartition("::")[2])
    return found


@pytest.fixture(scope="module")
def collected(request, tmp_path_factory) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """All tests that pytest finds in this folder, and those of them that the quick selection runs."""
    option = request.config.option
    chosen = option.keyword or option.markexpr or option.deselect or option.quick
    if not chosen and {ROOT / place for place in request.config.args} == {TESTS}:
        # The run at hand has them all: to look for them again takes a quarter of a minute of a core.
        every = request.session.items
        listed = [[item.nodeid for item in some] for some in (every, quick_selection(every))]
    else:
        listed = found_anew(tmp_path_factory.mktemp("collected") / "all")
    everything, quick = map(by_file, listed)
    return everything, quick


def found_anew(listing: Path) -> tuple[list[str], list[str]]:
    """The same, from a process of its own. listing: a file for it to write."""
    env = {"PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path]), "QILAB_LISTING": str(listing)}
    code, lines = run_pytest(
        ROOT, "--collect-only", "--quick", "-p", "support.listing", QILAB_SEEDS="", **env
    )
    assert code == 0, lines[-20:]
    return listing.read_text("utf-8").splitlines(), lines


def written(path: Path) -> set[str]:
    """What looks like a test in a file: functions named test… at its top or in its classes named Test…"""
    tree = ast.parse(path.read_text("utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name.startswith("Test")]
    bodies = [tree.body, *(node.body for node in classes)]
    return {
        node.name
        for body in bodies
        for node in body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")
    }


def test_is_every_test_that_is_written_run(collected):
    """A folder named `build`, a file named otherwise, a second test of the same name: is none passed over?"""
    everything, _ = collected
    for path in TESTS.rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        assert written(path) == everything.get(name, set()), name
        functions = [
            n.name for n in ast.parse(path.read_text("utf-8")).body if isinstance(n, ast.FunctionDef)
        ]
        tests = [function for function in functions if function.startswith("test")]
        assert len(tests) == len(set(tests)), f"{name} has two tests of one name, and the first is never run"


def test_does_the_quick_selection_look_everywhere(collected):
    """No browser, nothing slow, and still something of each folder that has tests (the browser's own apart)."""
    everything, quick = collected
    areas = {path.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py") if path.parent != TESTS}
    assert {Path(file).parts[1] for file in quick if len(Path(file).parts) > 2} == areas - {"browser"}
    assert sum(map(len, quick.values())) < sum(map(len, everything.values()))


# ---- a small folder of tests, run with our settings --------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """Our settings and what tests share, and no tests."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    shutil.copy(TESTS / "conftest.py", tmp_path / "tests")
    shutil.copytree(TESTS / "support", tmp_path / "tests/support")
    return tmp_path


def write(folder: Path, name: str, code: str) -> None:
    (folder / "tests" / name).write_text(textwrap.dedent(code))


LACKING = """
    import pytest
    from support.left_out import leave_out

    @pytest.mark.parametrize("number", range(3))
    def test_page(number):
        leave_out("a browser", "nothing at /usr/bin/chromium")

    def test_marks():
        leave_out("bubblewrap")

    def test_other():
        pytest.skip("the moon is full")

    def test_here():
        pass
"""
SENTENCE = (
    "5 tests were left out: 3 need a browser (run `python -m playwright install chromium` with the Python in .venv, or "
    "install Chromium or Chrome); 1 needs bubblewrap (Debian and Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf "
    "install bubblewrap); 1 because: the moon is full."
)


def test_is_what_was_left_out_named_and_counted(folder):
    """Five of six cannot run here: is the run green, are the files named, and does it end with how to get the rest?"""
    write(folder, "test_pages.py", LACKING)
    code, lines = run_pytest(folder)
    assert code == 0, lines
    assert lines[-1] == SENTENCE
    assert "Left out, needs a browser: tests/test_pages.py (3)" in lines
    assert lines[-2].startswith("1 passed, 5 skipped")


def test_is_it_the_same_with_two_workers(folder):
    """The counts come from other processes then."""
    write(folder, "test_pages.py", LACKING)
    code, lines = run_pytest(folder, "-n", "2")
    assert (code, lines[-1]) == (0, SENTENCE)


def test_does_a_run_that_may_leave_nothing_out_fail(folder):
    """`--nothing-left-out`, for CI: does one skipped test make it fail, and say so?"""
    write(folder, "test_pages.py", LACKING)
    code, lines = run_pytest(folder, "--nothing-left-out")
    assert code == 1
    assert lines[-2:] == [SENTENCE, "5 were left out, and nothing may be."]


@pytest.mark.parametrize("workers", ["0", "2"])
def test_does_a_whole_run_that_may_leave_nothing_out_pass(folder, workers):
    """All tests run; those of what this system can never have do not count."""
    write(folder, "test_marks.py", "def test_here():\n    pass\n")
    code, lines = run_pytest(folder, "--nothing-left-out", "-n", workers)
    assert (code, lines[-1]) == (0, "Nothing was left out.")
    elsewhere = (
        "from support.left_out import NOT_HERE, leave_out\n\ndef test_marks():\n    leave_out(NOT_HERE)\n"
    )
    write(folder, "test_linux.py", elsewhere)
    code, lines = run_pytest(folder, "--nothing-left-out", "-n", workers)
    assert (code, lines[-1]) == (0, "Nothing was left out that this system can have.")


def test_does_the_quick_selection_say_what_it_is(folder):
    """Slow and browser tests are passed over, and the last line says that this was not all."""
    write(
        folder,
        "test_speed.py",
        """
        import pytest

        @pytest.mark.slow
        def test_slow():
            raise AssertionError("run all the same")

        @pytest.mark.browser
        def test_page():
            raise AssertionError("run all the same")

        def test_fast():
            pass
        """,
    )
    for workers in ("0", "2"):
        code, lines = run_pytest(folder, "--quick", "-n", workers)
        assert code == 0
        assert lines[-1] == "This was the quick selection; `python start.py test` runs all tests."
    assert run_pytest(folder, "--quick", "--nothing-left-out")[0] == pytest.ExitCode.USAGE_ERROR


def test_does_the_quick_selection_take_three_of_many_cases(folder):
    """The first, the middle and the last of eleven; and few seeds, unless somebody says how many."""
    code = """
        import pytest
        from support.seeds import seeds

        @pytest.mark.parametrize("number", range(11))
        def test_case(number):
            assert number in (0, 5, 10) and len(seeds()) == SEEDS
        """
    write(folder, "test_cases.py", code.replace("SEEDS", "3"))
    assert run_pytest(folder, "--quick", QILAB_SEEDS="")[0] == 0
    write(folder, "test_cases.py", code.replace("SEEDS", "200"))
    assert run_pytest(folder, "--quick", QILAB_SEEDS="200")[0] == 0


@pytest.mark.parametrize("number", ["none", "0", "-3", "4.5", "²"])
def test_are_odd_numbers_of_seeds_refused(folder, number):
    """QILAB_SEEDS by mistake: a sentence before any test is run."""
    write(folder, "test_marks.py", "def test_here():\n    pass\n")
    code, lines = run_pytest(folder, QILAB_SEEDS=number)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "it says on how many seeds to try, such as 40 or 200" in lines[-1]


# ---- what a fresh machine lacks ----------------------------------------------------------------------------


def test_are_browser_tests_left_out_where_no_chromium_opens(collected):
    """A machine whose Chromium does not start: are these tests skipped, with what it said?"""
    file = "tests/browser/test_validate.py"
    code, lines = run_pytest(ROOT, file, QILAB_CHROMIUM=sys.executable)
    everything, _ = collected
    number = len(everything[file])
    assert code == 0 and lines[-2].startswith(f"{number} skipped"), lines
    assert lines[-1].startswith(f"{number} test{'s were' if number > 1 else ' was'} left out: {number} need")


def test_are_marking_tests_left_out_where_there_is_no_sandbox():
    """A machine without bubblewrap (or macOS): are tests that mark skipped, and the others beside them run?"""
    words = ("tests/grading/test_command.py", "-k", "one_command or bar or refused")
    code, lines = run_pytest(ROOT, *words, PATH="")
    assert code == 0, lines
    assert "1 needs bubblewrap" in lines[-1]
    assert " passed" in lines[-2] and "1 skipped" in lines[-2]


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_is_a_download_that_hangs_given_up(tmp_path, monkeypatch, capsys):
    """A network that lets the connection hang: is it ended in time, with all that it started?"""
    (tmp_path / "python").write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {tmp_path}/child\nwait\n")
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setattr(chromium.sys, "executable", str(tmp_path / "python"))
    assert chromium.fetch(longest=2) == 1
    assert "given up after 2 seconds" in capsys.readouterr().out
    child = int((tmp_path / "child").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize(
    ("set_to", "tried"),
    [("/opt/mine", ["/opt/mine"]), ("", ["/bin/chromium", None])],
)
def test_which_chromium_is_tried_first(set_to, tried, monkeypatch):
    """The one that was named, alone; else those of the computer, and at last Playwright's own."""
    monkeypatch.setenv("QILAB_CHROMIUM", set_to)
    monkeypatch.setattr(
        chromium.shutil, "which", lambda name: "/bin/chromium" if name == "chromium" else None
    )
    monkeypatch.setattr(chromium.os.path, "isfile", lambda place: False)
    assert chromium.candidates() == tried
