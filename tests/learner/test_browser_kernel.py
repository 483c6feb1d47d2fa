"""A page's questions to its Python, as the browser edition's kernel answers them."""

import asyncio

import pytest
from IPython.core.interactiveshell import InteractiveShell

from qilab.learner.browser_kernel import run_cell


@pytest.fixture
def shell():
    shell = InteractiveShell()
    shell._last_traceback = None
    show = shell._showtraceback

    def keep(etype, evalue, stb):  # as JupyterLite's shell does
        shell._last_traceback = {"ename": str(etype), "evalue": str(evalue), "traceback": stb}

    shell._showtraceback = keep
    yield shell
    shell._showtraceback = show
    shell.history_manager.enabled = False


def ask(shell, code, cell="", **content):
    return asyncio.run(run_cell(shell, code, content, {"cellId": cell}))


def test_is_a_silent_question_answered_and_leaves_no_trace(shell):
    before = shell.execution_count
    reply = ask(shell, "x = 2", silent=True, user_expressions={"it": "x + 40"})
    assert reply["user_expressions"]["it"]["data"]["text/plain"] == "42"
    assert shell.execution_count == before


def test_is_the_cell_known_that_ran_and_whether_it_failed(shell):
    seen = []
    shell.events.register("post_run_cell", lambda result: seen.append((result.info.cell_id, result.success)))
    assert ask(shell, "y = 1", cell="a1")["status"] == "ok"
    failed = ask(shell, "1 / 0", cell="a2")
    assert failed["status"] == "error" and "division" in failed["evalue"] and "user_expressions" not in failed
    assert seen == [("a1", True), ("a2", False)]


def test_does_a_cell_that_python_cannot_read_fail_in_words(shell):
    assert ask(shell, "this is (no python")["status"] == "error"
