"""A page's Python is started when its address is asked for, and only then."""

import asyncio
from types import SimpleNamespace

import pytest

from qilab.reading.early import page_opened, start_python

M6 = "course/m06_run_charts.ipynb"


def opened(address, *, base="/", method="GET", status=200, user="ann"):
    """What a request for an address is taken for."""
    request = SimpleNamespace(method=method, path=address)
    handler = SimpleNamespace(request=request, get_status=lambda: status, current_user=user)
    return page_opened(handler, base)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (f"/notebooks/{M6}", M6),
        (f"/lab/tree/{M6}", M6),
        (f"/lab/workspaces/auto-x/tree/{M6}", M6),
        (f"/notebooks/QI%20Lab/{M6}", f"QI Lab/{M6}"),
        (
            "/notebooks/exercises/m06_run_charts/m06_run_charts.ipynb",
            "exercises/m06_run_charts/m06_run_charts.ipynb",
        ),
        ("/notebooks/my_own.ipynb", None),
        (f"/notebooks/my{M6}", None),
        (f"/edit/{M6}", None),
        (f"/api/contents/{M6}", None),
        ("/lab", None),
    ],
)
def test_which_addresses_open_a_page_of_the_course(address, path):
    """A page of the course, wherever its folder is on the server, alone or in JupyterLab; nothing else."""
    assert opened(address) == path


def test_is_nothing_started_for_who_may_not_open_it():
    """Somebody without the token is sent to the login, and a page that was refused was not opened."""
    address = f"/notebooks/{M6}"
    assert opened(address, user=None) is None
    assert opened(address, status=302) is None and opened(address, status=404) is None
    assert opened(address, method="HEAD") is None
    assert opened(f"/user/ann{address}", base="/user/ann/") == M6
    assert opened(address, base="/user/ann/") is None


def server(there, has_one, broken=False):
    """A Jupyter server's managers: one that answers later, as they may, and one that answers at once."""
    made, warned = [], []

    async def session_exists(path):
        return has_one

    async def create_session(**session):
        if broken:
            raise RuntimeError("no kernel")
        made.append(session)

    sessions = SimpleNamespace(session_exists=session_exists, create_session=create_session)
    contents = SimpleNamespace(file_exists=lambda path: there)
    log = SimpleNamespace(warning=lambda *words, **_: warned.append(words))
    return SimpleNamespace(session_manager=sessions, contents_manager=contents, log=log), made, warned


@pytest.mark.parametrize(
    ("there", "has_one", "started"), [(True, False, 1), (True, True, 0), (False, False, 0)]
)
def test_when_is_a_session_started(there, has_one, started):
    """For a page that is there and has none yet; under the page's own name, so that Jupyter joins it."""
    jupyter, made, _ = server(there, has_one)
    asyncio.run(start_python(jupyter, f"QI Lab/{M6}"))
    assert len(made) == started
    for session in made:
        assert session["path"] == f"QI Lab/{M6}" and session["name"] == "m06_run_charts.ipynb"
        assert session["type"] == "notebook"


def test_does_a_python_that_cannot_start_disturb_nobody():
    """It is left to the page, which says what is wrong."""
    jupyter, made, warned = server(True, False, broken=True)
    asyncio.run(start_python(jupyter, M6))
    assert not made and len(warned) == 1
