"""Submissions that try to cheat, to read, to stay or to spoil: none gains a mark, and each is named.

One run marks them all beside two honest ones: a right notebook and a blank one. The kinds are those that were
found to work against nbgrader as it comes, and some more.
"""

import contextlib
import json
import os
import socket
import threading
import time
from pathlib import Path

import psutil
import pytest

from support.once import once

pytestmark = pytest.mark.slow
BLANK = "blank"

# kind → (what runs in the notebook, names of which one must stand in the report)
CODE = {
    "detached process that waits for the gradebook": (
        """import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
import os
if os.fork() == 0:
    os.setsid()
    import time
    time.sleep(600)""",
        {"left something running", "tried to start a program"},
    ),
    "shadowed builtins": ("len = abs = set = sum = round = lambda *a, **k: 1", {"stands out"}),
    "patched comparisons of pandas": (
        "import pandas.testing as t\nt.assert_frame_equal = t.assert_series_equal = lambda *a, **k: None\n"
        "import pandas as pd\npd.Series.equals = lambda *a: True",
        {"stands out"},
    ),
    "an object that agrees with everything": (
        """class Yes(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __le__(self, other): return True
    def __hash__(self): return 1
useful_points = number_of_runs = centre_line = Yes(1)""",
        {"stands out"},
    ),
    "a transformer that takes the checks out": (
        "get_ipython().input_transformers_cleanup.append(lambda lines: ['1.0\\n'] if 'check(' in ''.join(lines) else lines)",
        {"stands out"},
    ),
    "check replaced by one that gives points": (
        "import qilab, qilab.learner.check\ncheck = qilab.check = qilab.learner.check.check = lambda *a, **k: 100.0",
        {"stands out"},
    ),
    "answers written to the way out": (
        """import os, json
for fd in range(3, 200):
    for cell in range(40):
        try:
            os.write(fd, (json.dumps({"t": "answer", "cell": cell, "key": "m06.runs", "in_use": {}, "points": 100,
                "value": {"$": "answer", "value": {"$": "thing"}, "unit": {}, "parts": 7}}) + "\\n").encode())
            os.write(fd, b'{"t": "score", "points": 9}\\n[[[[\\n\\xff\\n')
        except OSError:
            break""",
        {"tried to speak for the marking"},
    ),
    "hidden answers searched for": (
        """import glob, os
found = []
for root in (".", "..", "/work", "/root", "/home", "/tmp", "/etc", "/proc/1/root", "/proc/1/cwd"):
    for here, folders, files in os.walk(root):
        folders[:] = [f for f in folders if f not in ("site-packages", "proc", "sys")]
        found += [os.path.join(here, f) for f in files if f.endswith(".ipynb") or "gradebook" in f or "m06" in f or "truth" in f]
print("FOUND", found)
import importlib
try:
    print("BANK", importlib.import_module("qilab.modules.m06_run_charts.questions").EXERCISES)
except ImportError as error:
    print("NO BANK", error)
from qilab import data
try:
    print("TRUTH", data.load_sealed())
except Exception as error:
    print("NO TRUTH", type(error).__name__)""",
        {"looked at files elsewhere", "stands out"},
    ),
    "memory searched for answers": (
        "import gc\nhits = [o for o in gc.get_objects() if type(o).__name__ in ('Item', 'Mistake', 'Exercise')]\nprint('ITEMS', len(hits))",
        {"searched the memory", "stands out"},
    ),
    "the tests collected as they run": (
        "import sys\nget_ipython().events.register('pre_run_cell', lambda info: print(info.raw_cell))\n"
        "sys.settrace(lambda *a: None)",
        {"tried to watch the marking", "stands out"},
    ),
    "the network": (
        """import socket
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=2).send(b"here")
    print("CONNECTED")
except OSError as error:
    print("CLOSED", error)""",
        {"tried the network"},
    ),
    "start-up files for those who come after": (
        """import os, pathlib, site, sys
for place in ("~/.ipython/profile_default/startup/00.py", "~/.bashrc", sys.prefix + "/lib/python3/site-packages/x.pth",
              site.getsitepackages()[0] + "/evil.pth", "/usr/lib/evil.py", "/tmp/evil.py", "/dev/shm/evil"):
    try:
        path = pathlib.Path(place).expanduser()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("evil = 1")
        print("WROTE", path)
    except OSError as error:
        print("NOT", place)""",
        {"looked at files elsewhere"},
    ),
    "three hundred processes": (
        """import os, time
made = 0
for i in range(300):
    try:
        if os.fork() == 0:
            os.setsid()
            time.sleep(600)
            os._exit(0)
        made += 1
    except OSError:
        break
print("MADE", made)""",
        {"left something running"},
    ),
    "five gigabytes of memory": (
        "big = []\nfor i in range(500):\n    big.append(bytearray(b'x' * 10_000_000))",
        {"used too much memory"},
    ),
    "shared memory": (
        "import mmap\nbig = [mmap.mmap(-1, 200_000_000) for i in range(30)]\nfor b in big:\n    b.write(b'x' * 200_000_000)\nimport time\ntime.sleep(3)",
        {"used too much memory"},
    ),
    "a full scratch disk": (
        "with open('big', 'wb') as f:\n    for i in range(400):\n        f.write(b'x' * 1_000_000)",
        {"stands out"},
    ),
    "os._exit": ("import os\nos._exit(0)", {"left early"}),
    "kills whatever it can": (
        "import os, signal\nos.kill(-1, signal.SIGKILL)",
        {"died", "tried to stop a process"},
    ),
    "a loop that ignores interrupts": (
        "while True:\n    try:\n        while True: pass\n    except BaseException:\n        pass",
        {"took too long", "slow cell"},
    ),
    "a crash of the interpreter": ("import ctypes\nctypes.string_at(0)", {"died"}),
    "a hundred megabytes on one line": ("print('x' * 100_000_000)", {"cut"}),
    "shouting past the page": (
        "import os\nfor fd in range(3, 60):\n    try:\n        for i in range(200):\n            os.write(fd, b'x' * 65536)\n    except OSError:\n        pass",
        {"wrote too much", "stands out", "left early", "died"},
    ),
    "HTML that takes over the marker": (
        """from IPython.display import HTML, Javascript, SVG, Markdown, display
display(HTML("<script>document.title='OWNED'</script><img src=x onerror=\\"document.title='OWNED'\\">"))
display(HTML("<iframe srcdoc='<script>parent.document.title=`OWNED`</script>'></iframe><a href='javascript:alert(1)'>x</a>"))
display(HTML("<style>body{display:none}</style><form action='/api'><input name=score></form>"))
display(Javascript("document.title='OWNED'"))
display(Markdown("<img src=x onerror=\\"document.title='OWNED'\\"> [x](javascript:alert(1)) $\\\\href{javascript:alert(1)}{x}$"))
display({"image/svg+xml": "<svg onload=\\"document.title='OWNED'\\"></svg>", "text/latex": "$\\\\href{javascript:alert(1)}{x}$"}, raw=True)
display({"application/javascript": "document.title='OWNED'", "image/png": "PHNjcmlwdD4="}, raw=True)""",
        {"active content"},
    ),
    "an answer that is markup": (
        "centre_line = \"<img src=x onerror=document.title='OWNED'>$\\\\href{javascript:alert(1)}{x}$\"",
        {"no problem"},
    ),
    "a pickle for an answer": (
        """class Bomb:
    def __reduce__(self):
        import os
        return (os.system, ("touch /tmp/qilab-was-here",))
centre_line = useful_points = Bomb()""",
        {"no problem"},
    ),
    "a very large answer": (
        "useful_points = 10 ** 5000\nnumber_of_runs = list(range(10_000_000))\ncentre_line = 'x' * 50_000_000",
        {"no problem"},
    ),
    "an answer without end": (
        "number_of_runs = []\nnumber_of_runs.append(number_of_runs)\nuseful_points = {'a': number_of_runs}",
        {"no problem"},
    ),
    "letters that no file can hold": (
        "print('half a pair: \\ud800')\nuseful_points = '\\ud800'\ncentre_line = {'\\udfff': '\\ud800'}\n"
        "class Odd(Exception):\n    pass\nraise Odd('\\ud800')",
        {"no problem"},
    ),
    "answers in shapes that no answer has": (
        """import os, json
shapes = [{"$": "answer", "parts": [None]}, {"$": "map", "v": [7]}, {"$": "column", "v": None}, {"$": "table", "rows": 3}]
for fd in range(3, 200):
    for shape in shapes:
        try:
            os.write(fd, (json.dumps({"t": "answer", "cell": 1, "key": "m06.runs", "in_use": {}, "value": shape}) + "\\n").encode())
        except OSError:
            break""",
        {"no problem"},
    ),
    "thirty new seeds": (
        "for seed in range(1000, 1030):\n    try:\n        data_for('E6.2', seed=seed)\n    except ValueError as error:\n        print(error)",
        {"no problem"},
    ),
}


@contextlib.contextmanager
def listener():
    """A server on this machine: its port, and a list of whoever comes."""
    server = socket.create_server(("127.0.0.1", 0))
    seen = []

    def accept():
        while True:
            try:
                seen.append(server.accept())
            except OSError:
                return

    threading.Thread(target=accept, daemon=True).start()
    yield server.getsockname()[1], seen
    server.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory, make):
    """All of them marked in one run, beside honest ones, with limits that a test can wait for."""

    def mark_all(out: Path) -> None:
        with listener() as (port, seen):
            after = _marked(make, make.Classroom(out / "class"), port)
            (out / "after.json").write_text(json.dumps({**after, "reached": len(seen)}))

    out = once(tmp_path_factory, "hostile", mark_all)
    room = make.Classroom(out / "class")
    room.after = json.loads((out / "after.json").read_text())
    return room


def _marked(make, room, port: int) -> dict[str, list]:
    """Hand all in and mark them. Returns what was left running, and what lay in /tmp before."""
    room.hand_in("aaa-honest", make.filled())
    room.hand_in("zzz-honest", make.filled())
    room.hand_in(BLANK, make.released())
    for number, (source, _) in enumerate(CODE.values()):
        room.hand_in(f"h{number:02}", make.with_first(source.replace("{port}", str(port))))
    beside = room.hand_in("beside", make.released()).parent
    (beside / "altair.py").write_text("raise SystemExit('shadowed')")
    (beside / "qilab.py").write_text("check = lambda *a, **k: 9.0")
    markdown = make.released()
    markdown["cells"].insert(
        1,
        {
            "cell_type": "markdown",
            "id": "m",
            "metadata": {},
            "attachments": {"x": {"image/svg+xml": "x"}},
            "source": "<img src=x onerror=\"document.title='OWNED'\"> <script>document.title='OWNED'</script> "
            "[link](javascript:alert(1)) ![pixel](http://127.0.0.1:9/track.png) [ref]\n\n[ref]: javascript:alert(1)\n\n"
            "$\\href{javascript:alert(1)}{click}$ `<script>`",
        },
    )
    markdown["cells"].insert(
        1,
        {
            "cell_type": "raw",
            "id": "r",
            "metadata": {"format": "text/html"},
            "source": "<script>document.title='OWNED'</script>",
        },
    )
    room.hand_in("markdown", markdown)
    room.hand_in('<img src=x onerror="document.title=1">', make.released())
    before, listed = _processes(), [str(p) for p in Path("/tmp").glob("*evil*")]
    room.mark(limits=make.SHORT)
    deadline = time.monotonic() + 10
    while _processes() - before and time.monotonic() < deadline:
        time.sleep(0.1)
    return {"left": sorted(_processes() - before), "listed": sorted(listed)}


def _processes() -> set[int]:
    """Processes that sleep, run Python or wait in our name: what a submission could leave.

    Those of another marking that goes on at this moment, in another test or another window, are not ours.
    """
    found = set()
    for process in psutil.process_iter(["pid", "cmdline"]):
        with contextlib.suppress(psutil.Error):
            if _in_a_room(process) and _ours(process):
                found.add(process.pid)
    return found


def _in_a_room(process: psutil.Process) -> bool:
    words = " ".join(process.cmdline())
    return "inside/server.py" in words or "bwrap" in words or "time.sleep(600)" in words


def _ours(process: psutil.Process) -> bool:
    """Did we start it, or has it lost whoever started it?"""
    above = [p for p in process.parents() if not _in_a_room(p)]
    return not above or above[0].pid <= 1 or os.getpid() in {p.pid for p in above}


def learner_of(kind: str) -> str:
    return f"h{list(CODE).index(kind):02}"


def shown(room, kind: str) -> str:
    """All text that the marked copy shows for a submission."""
    return "\n".join(str(c.get("outputs", "")) for c in room.copy(learner_of(kind))["cells"])


@pytest.mark.parametrize("kind", CODE)
def test_does_it_gain_a_mark(room, kind):
    """A notebook without an answer deserves nothing, whatever else it does; and the run went on."""
    record = room.record(learner_of(kind))
    assert sum(item["points"] for item in record["items"]) == 0
    assert set(room.gradebook()[learner_of(kind)].values()) == {0.0}
    assert record["status"] in ("marked", "partly")
    assert len(record["items"]) == 11


@pytest.mark.parametrize("kind", CODE)
def test_is_it_named_in_the_report(room, kind):
    """Somebody who reads the report sees that there was something, in words."""
    wanted = CODE[kind][1]
    named = room.problems(learner_of(kind))
    assert named & wanted or wanted == {"no problem"}, named


def test_are_honest_learners_untouched(room):
    """Those before and after all this have full marks and nothing to explain."""
    for learner in ("aaa-honest", "zzz-honest"):
        assert room.points(learner) == 11
        assert room.record(learner)["problems"] == []
    assert room.points(BLANK) == 0 and room.record(BLANK)["problems"] == []


def test_is_anything_read(room):
    """No notebook, gradebook, item, truth log or foreign file is found from inside; nobody reached our server."""
    said = shown(room, "hidden answers searched for")
    assert "FOUND []" in said and "NO BANK" in said and "NO TRUTH" in said
    assert "ITEMS 0" in shown(room, "memory searched for answers")
    assert "CLOSED" in shown(room, "the network") and not room.after["reached"]


def test_is_anything_left(room):
    """No process survives, no file stays."""
    assert not room.after["left"]
    assert sorted(map(str, Path("/tmp").glob("*evil*"))) == room.after["listed"]
    assert not Path("/tmp/qilab-was-here").exists() and not Path("/dev/shm/evil").exists()
    import site

    assert not any(Path(place, "evil.pth").exists() for place in site.getsitepackages())
    assert not Path("/usr/lib/evil.py").exists()
    said = shown(room, "start-up files for those who come after")
    for place in ("site-packages", "/usr/lib"):
        assert not any("WROTE" in line and place in line for line in said.split("\\n"))


def test_are_processes_limited(room):
    """Of 300 processes fewer than half could be made."""
    said = shown(room, "three hundred processes")
    assert int(said.partition("MADE ")[2].split("\\n")[0].split("'")[0]) < 150


def test_is_a_module_beside_the_notebook_imported(room):
    """altair.py and qilab.py beside a notebook are left out, and said so."""
    assert room.record("beside")["status"] == "marked" and room.points("beside") == 0
    assert "files left out" in room.problems("beside")


def test_does_a_name_that_is_markup_become_harmless(room):
    """A folder named like an image tag: its learner is marked under letters alone."""
    names = {p.stem for p in (room.out / "records" / room.module).iterdir()}
    assert all(not set(name) & set("<>\"'& =") for name in names)
    assert any(name.startswith("img-src") for name in names)


def test_is_a_copy_free_of_active_content(room):
    """No marked copy holds anything but text, PNG and clean tables, and none is large."""
    for path in (room.out / "autograded").rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert len(text) < 2_000_000
        for cell in room.copy(path.parts[-3])["cells"]:
            for output in cell.get("outputs", []):
                assert set(output.get("data", {})) <= {
                    "text/plain",
                    "text/html",
                    "text/markdown",
                    "image/png",
                    "image/jpeg",
                }
                page = "".join(output.get("data", {}).get(m, "") for m in ("text/html", "text/markdown"))
                for bad in (
                    "<script",
                    "<iframe",
                    "<img",
                    "<svg",
                    "<form",
                    "<style",
                    "<a ",
                    "](javascript",
                    "\\href",
                ):
                    assert bad not in page.lower(), (path, bad)
            if cell["cell_type"] == "markdown" and "OWNED" in str(cell["source"]):
                assert (
                    "<" not in cell["source"]
                    and "](" not in cell["source"]
                    and "\\href" not in cell["source"]
                )
            assert cell["cell_type"] != "raw" and "attachments" not in cell


def test_did_any_of_it_run_on_the_markers_side(room):
    """The plainest sign of a pickle that was opened: its command was run."""
    assert not os.path.exists("/tmp/qilab-was-here")
