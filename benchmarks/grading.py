"""How fast is marking? The same submissions by stock nbgrader, by nbgrader on our lock, and by `qilab grade`.

    python benchmarks/grading.py                  40 submissions, half of two assignments, three rounds in turn
    python benchmarks/grading.py --rounds 1 --stock 4        a quick look: stock marks only four of each
    python benchmarks/grading.py --curve          1, 2 and 4 workers of ours alone

"Stock" is nbgrader as pip resolves it today with what the notebooks import; its environment is made in a temporary
folder (needs the internet). "Lock" is the same nbgrader in this environment. All three get the same files, in turn in
the same run, and must come to the same marks. Speeds are wall time of whole commands, starts included.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
MODULES = ("m06_run_charts", "m04_measures")


def make_class(folder: Path, module: str, size: int) -> None:
    """Submissions of all kinds: each answer is right, blank, or one of two slips, drawn at random."""
    notebook = json.loads((ROOT / "exercises" / module / f"{module}.ipynb").read_text(encoding="utf-8"))
    solution = json.loads((ROOT / "solutions" / module / f"{module}.ipynb").read_text(encoding="utf-8"))
    right = {c["id"]: "".join(c["source"]) for c in solution["cells"] if c["id"].endswith("-answer")}
    draw = random.Random(module)
    for number in range(size):
        for cell in notebook["cells"]:
            if cell["id"] in right:
                lines = right[cell["id"]].strip().split("\n")
                name = next(line.split("=")[0].strip() for line in reversed(lines) if "=" in line)
                slip = f"{right[cell['id']]}\n{name} = {draw.choice([number, 'None', repr('text')])}"
                cell["source"] = draw.choices([right[cell["id"]], slip], [0.7, 0.3])[0]
        place = folder / f"learner{number:03}" / module
        place.mkdir(parents=True)
        (place / f"{module}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def make_stock(folder: Path) -> Path:
    """An environment as pip resolves it today: nbgrader and what the notebooks import. Returns its Python."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    quiet = ["-q", "--disable-pip-version-check"]
    wanted = [
        "nbgrader",
        "altair",
        "pandas",
        "scipy",
        "ipywidgets",
        "anywidget",
        "vl-convert-python",
    ]
    told = {"check": True, "stderr": subprocess.DEVNULL}
    subprocess.run([python, "-m", "pip", "install", *quiet, *wanted], **told)
    # The course itself, without its own limits on versions.
    subprocess.run([python, "-m", "pip", "install", *quiet, "--no-deps", str(ROOT)], **told)
    return python


def make_course(folder: Path, python: Path, size: int) -> None:
    for module in MODULES:
        for name in ("exercises", "solutions"):
            shutil.copytree(ROOT / name / module, folder / name / module)
        make_class(folder / "grading" / "submitted", module, size)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for module in MODULES:
        nbgrader(folder, python, "generate_assignment", module, "--force")


def nbgrader(folder: Path, python: Path, *words: str) -> None:
    done = subprocess.run(
        [python, "-m", "nbgrader", *words], cwd=folder, env={**os.environ, "QILAB_PROGRESS": str(folder / "p.json")},
        capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])


def by_nbgrader(folder: Path, python: Path) -> float:
    shutil.rmtree(folder / "grading" / "autograded", ignore_errors=True)
    began = time.perf_counter()
    for module in MODULES:
        nbgrader(folder, python, "autograde", module)
    return time.perf_counter() - began


def by_us(folder: Path, submitted: Path, workers: int) -> tuple[float, int]:
    """Seconds, and the most memory (bytes, shared parts counted once) of all processes together."""
    shutil.rmtree(folder, ignore_errors=True)
    began, most = time.perf_counter(), 0
    for module in MODULES:
        words = [
            "grade",
            str(submitted),
            "--assignment",
            module,
            "--out",
            str(folder),
            "--workers",
            str(workers),
        ]
        process = subprocess.Popen([sys.executable, "-m", "qilab.cli", *words], stdout=subprocess.DEVNULL)
        peak = [0]
        watcher = threading.Thread(target=_watch, args=(process.pid, peak))
        if workers and os.environ.get("QILAB_MEMORY"):
            watcher.start()
        if process.wait():
            raise SystemExit("qilab grade did not mark everything")
        most = max(most, peak[0])
    return time.perf_counter() - began, most


def _watch(pid: int, peak: list[int]) -> None:
    try:
        top = psutil.Process(pid)
        while top.is_running():
            family = [top, *top.children(recursive=True)]
            peak[0] = max(peak[0], sum(_memory(p) for p in family))
            time.sleep(0.1)
    except psutil.Error:
        return


def _memory(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.Error:
        return 0


def marks(path: Path) -> dict[tuple, float]:
    query = """SELECT a.name, s.student_id, c.name, g.auto_score FROM grade g
        JOIN submitted_notebook n ON g.notebook_id = n.id JOIN submitted_assignment s ON n.assignment_id = s.id
        JOIN assignment a ON s.assignment_id = a.id JOIN base_cell c ON g.cell_id = c.id"""
    with sqlite3.connect(path) as connection:
        return {tuple(row[:3]): row[3] for row in connection.execute(query)}


def processor_seconds() -> float:
    """Of all processes that we have started and that have ended: fair also on a machine that is busy."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=int, default=20, help="submissions of each of the two assignments")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--stock", type=int, help="let nbgrader mark only so many of each")
    parser.add_argument("--curve", action="store_true", help="ours alone, with 1, 2 and 4 workers")
    words = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="marking-"))
    try:
        curve(place, words) if words.curve else compare(place, words)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def curve(place: Path, words: argparse.Namespace) -> None:
    for module in MODULES:
        make_class(place / "submitted", module, words.size)
    os.environ["QILAB_MEMORY"] = "1"
    for workers in (1, 2, 4):
        seconds, memory = min(by_us(place / "out", place / "submitted", workers) for _ in range(words.rounds))
        count = len(MODULES) * words.size
        print(
            f"{workers} workers: {60 * count / seconds:6.0f} a minute, {memory / 1e6:5.0f} MB for all processes"
        )


def compare(place: Path, words: argparse.Namespace) -> None:
    theirs = words.stock or words.size
    stock = make_stock(place / "stock")
    for name, python, size in (("a", stock, theirs), ("b", Path(sys.executable), theirs)):
        make_course(place / name, python, size)
    for module in MODULES:
        make_class(place / "submitted", module, words.size)
    speeds: dict[str, list[float]] = {"stock": [], "lock": [], "ours": []}
    used: dict[str, float] = {}
    for number in range(words.rounds):
        before = processor_seconds()
        speeds["ours"].append(
            60 * 2 * words.size / by_us(place / "out", place / "submitted", words.workers)[0]
        )
        used["ours"] = (processor_seconds() - before) / (2 * words.size)
        before = processor_seconds()
        speeds["stock"].append(60 * 2 * theirs / by_nbgrader(place / "a", stock))
        used["stock"] = (processor_seconds() - before) / (2 * theirs)
        before = processor_seconds()
        speeds["lock"].append(60 * 2 * theirs / by_nbgrader(place / "b", Path(sys.executable)))
        used["lock"] = (processor_seconds() - before) / (2 * theirs)
        now = {name: values[-1] for name, values in speeds.items()}
        print(
            f"round {number + 1}: ours {now['ours']:.0f} a minute; stock {now['stock']:.1f} ({now['ours'] / now['stock']:.0f} times); "
            f"lock {now['lock']:.1f} ({now['ours'] / now['lock']:.0f} times)",
            flush=True,
        )
        told = ", ".join(f"{name} {seconds:.2f}" for name, seconds in used.items())
        print(f"  processor seconds a submission, all processes: {told}", flush=True)
    ours = marks(place / "out" / "gradebook.db")
    for name in ("a", "b"):
        stood = marks(place / name / "grading" / "gradebook.db")
        assert stood and all(ours[key] == value for key, value in stood.items()), "the marks differ"
    print(f"The marks are the same: {len(ours)} of ours, {len(stood)} of nbgrader's.")


if __name__ == "__main__":
    main()
