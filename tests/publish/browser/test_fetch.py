"""The files of others that the browser edition is made of: locked by hash, and never used unchecked."""

import hashlib
import io
import json
import re

import pytest

from qilab.publish.browser import fetch
from qilab.publish.browser.lock import FILE, INDEX, NPM, RELEASE, Lock, LockedFile, lock
from support import left_out


@pytest.fixture
def own_lock(tmp_path, monkeypatch):
    """A lock of one small wheel, an empty cache and an empty folder."""
    wheel = LockedFile(
        "thing", "1.0", "thing-1.0-py3-none-any.whl", hashlib.sha256(b"the wheel").hexdigest(), INDEX
    )
    monkeypatch.setattr(fetch, "lock", lambda: Lock("0.27.7", "3.12", "platform", {"thing": wheel}))
    monkeypatch.setattr(fetch, "cache", lambda: tmp_path / "cache")
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv(fetch.ENVIRONMENT, str(tmp_path / "folder"))
    return tmp_path


def test_does_the_lock_name_each_file_by_hash_and_no_address():
    assert {file.come for file in lock().files.values()} == {INDEX, NPM, RELEASE}
    assert all(re.fullmatch("[0-9a-f]{64}", file.sha256) for file in lock().files.values())
    assert "//" not in FILE.read_text(encoding="utf-8")


def test_is_pyodide_the_one_that_its_wheels_are_made_for():
    """numpy and scipy carry the same date of the platform as pandas from the package index."""
    date = lock().platform.removeprefix("pyemscripten_")
    assert date in lock().files["numpy"].file and date in lock().files["pandas"].file
    assert json.loads(FILE.read_text(encoding="utf-8"))["pyodide"] == lock().files["pyodide.js"].version


def test_is_a_file_in_the_folder_taken_without_a_network(own_lock):
    (own_lock / "folder" / "thing-1.0-py3-none-any.whl").write_bytes(b"the wheel")
    assert fetch.locked("thing").read_bytes() == b"the wheel"


def test_is_another_file_of_that_name_refused(own_lock, monkeypatch):
    """Neither the folder's nor the index's is what the lock names: it says so, and where to put the right one."""
    (own_lock / "folder" / "thing-1.0-py3-none-any.whl").write_bytes(b"another")

    def download(words, file, folder):
        (fetch.Path(folder) / file.file).write_bytes(b"another, too")

    monkeypatch.setattr(fetch, "_run", download)
    with pytest.raises(fetch.NotHere, match=r"not the file that the lock names.*QILAB_PYODIDE"):
        fetch.locked("thing")


def test_does_it_say_what_to_do_without_npm(own_lock, monkeypatch):
    one = LockedFile("pyodide.js", "0.27.7", "pyodide.js", "0" * 64, NPM)
    monkeypatch.setattr(fetch, "lock", lambda: Lock("0.27.7", "3.12", "platform", {"pyodide.js": one}))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(fetch.NotHere, match=r"Node and npm.*QILAB_PYODIDE"):
        fetch.locked("pyodide.js")


def test_is_a_wheel_for_another_system_asked_for_as_such():
    """MarkupSafe has none for browsers; its Python files are those of its wheel for Linux."""
    files = lock().files
    assert fetch._system(lock(), files["markupsafe"]) == "manylinux2014_x86_64"
    assert fetch._system(lock(), files["altair"]) == fetch._system(lock(), files["pandas"]) == lock().platform


def test_does_pyodides_own_loader_say_where_its_release_lies():
    """From there come the wheels that Pyodide builds itself; no address is written down here."""
    try:
        loader = fetch.locked("pyodide.mjs").read_text(encoding="utf-8")
    except fetch.NotHere as lacking:
        left_out.leave_out("Node and Pyodide", str(lacking))
    assert re.fullmatch(r"https://[^ ]+/v0\.27\.7/full/", fetch.release(loader, "0.27.7"))
    assert fetch.release("nothing", "0.27.7") is None


def test_are_wheels_of_the_release_checked_like_any_other(own_lock, monkeypatch):
    wheel = LockedFile("numpy", "2.0.2", "numpy.whl", hashlib.sha256(b"numpy").hexdigest(), RELEASE)
    (own_lock / "folder" / "pyodide.mjs").write_bytes(b"`https://example.org/v${x}/full/`")
    loader = LockedFile(
        "pyodide.mjs",
        "1",
        "pyodide.mjs",
        hashlib.sha256(b"`https://example.org/v${x}/full/`").hexdigest(),
        NPM,
    )
    monkeypatch.setattr(
        fetch, "lock", lambda: Lock("0.27.7", "3.12", "p", {"numpy": wheel, "pyodide.mjs": loader})
    )
    asked = []
    monkeypatch.setattr(
        fetch.urllib.request,
        "urlopen",
        lambda address, timeout: asked.append(address) or io.BytesIO(b"numpy"),
    )
    assert fetch.locked("numpy").read_bytes() == b"numpy"
    assert asked == ["https://example.org/v0.27.7/full/numpy.whl"]
