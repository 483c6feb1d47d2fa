"""The limit on memory: is there a way round it? Each that was found or thought of, tried inside."""

from __future__ import annotations

import pytest

from qilab.grading.running.limits import Limits
from qilab.grading.running.pool import data_of
from qilab.grading.running.runner import Runner
from support.left_out import need_sandbox

LIMITS = Limits(memory=400_000_000, scratch=64_000_000, cell_seconds=25, seconds=50)

# what is tried → a cell; each would fill gigabytes
STOPPED = {
    "many children": """
import os, time
for i in range(60):
    if os.fork() == 0:
        held = bytearray(b'x' * 50_000_000)
        time.sleep(40)
time.sleep(40)""",
    "files without content": """
import os
for i in range(10_000_000):
    os.close(os.open(f'/tmp/{i}', os.O_CREAT | os.O_WRONLY))""",
    "tables of pages that hold nothing": """
import mmap
held = []
for k in range(1000):
    held.append(mmap.mmap(-1, 4 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, prot=mmap.PROT_READ))
    for at in range(0, 4 << 30, 2 << 20):
        held[-1][at]""",
    "sockets that nobody reads": """
import os, socket, time
held = []
for i in range(20):
    if os.fork() == 0:
        for k in range(120):
            pair = socket.socketpair()
            pair[0].setblocking(False)
            held.append(pair)
            try:
                while True:
                    pair[0].send(b'x' * 60_000)
            except OSError:
                pass
        time.sleep(40)
time.sleep(40)""",
}
POSIX = """
import mmap, os
held = []
while True:  # what shm_open does
    file = os.open(f'/dev/shm/{len(held)}', os.O_CREAT | os.O_RDWR)
    os.ftruncate(file, 20_000_000)
    held.append(mmap.mmap(file, 20_000_000))
    held[-1].write(b'x' * 20_000_000)
"""
# what is tried → (a cell, what it shows)
REFUSED = {
    "a file in memory": (
        """
import os
try:
    os.memfd_create('x')
except OSError as error:
    print(error.errno)""",
        "38\n",
    ),
    "System V's shared memory": (
        """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
print(libc.shmget(0, 500_000_000, 0o1600), libc.msgget(0, 0o1600), libc.semget(0, 1, 0o1600))""",
        "-1 -1 -1\n",
    ),
    "a shared mapping": (
        """
import mmap
try:
    mmap.mmap(-1, 500_000_000)
except OSError as error:
    print(error.errno)""",
        "12\n",
    ),
    "a mapping of /dev/zero": (
        """
import mmap, os
for way in (os.O_RDWR, os.O_RDONLY):
    try:
        print(mmap.mmap(os.open('/dev/zero', way), 500_000_000))
    except (OSError, ValueError) as error:
        print('refused')""",
        "refused\nrefused\n",
    ),
    "files in the folders that are memory": (
        """
written = 0
for folder in ('/tmp', '/dev/shm', '/home/learner', '/', '/dev', '/home', '/usr', '/etc', '/proc', '/work'):
    for number in range(20):
        try:
            with open(f'{folder}/{number}', 'wb') as file:
                for i in range(50):
                    file.write(b'x' * 1_000_000)
                    file.flush()
                    written += 1
        except OSError:
            break
print(written <= 3 * 64)""",
        "True\n",
    ),
}


@pytest.fixture(scope="module")
def runner():
    need_sandbox()
    with Runner([], {}, data_of, LIMITS) as runner:
        yield runner


@pytest.mark.parametrize("way", STOPPED)
def test_is_it_stopped(runner, way):
    """The watcher counts it, and the notebook comes to its end by it."""
    ran = runner.run([{"source": STOPPED[way]}])
    assert ran.ended == "memory"


@pytest.mark.parametrize("way", REFUSED)
def test_is_it_refused(runner, way):
    """The kernel does not give it at all, or not more than a scratch folder may hold."""
    source, shown = REFUSED[way]
    ran = runner.run([{"source": source}])
    texts = [o.get("text") or str(o.get("traceback")) for o in ran.outputs.get(0, [])]
    assert (ran.ended, texts) == ("done", [shown])


def test_is_posix_shared_memory_no_larger_than_a_scratch_folder(runner):
    """The kernel ends a process that writes where no room is left in /dev/shm: after 64 MB, not after gigabytes."""
    ran = runner.run([{"source": POSIX}, {"source": "print('never')"}])
    assert ran.ended == "signal" and not ran.outputs


def test_does_honest_work_with_threads_children_and_files_go_on(runner):
    """Threads, a pool of processes, a program, an event loop, a small database and a chart: all as on one's own page."""
    ran = runner.run(
        [
            {
                "source": """
import asyncio, sqlite3, subprocess, tempfile, threading
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pool
import numpy as np, pandas as pd, altair as alt
with Pool(2) as pool:
    print(pool.map(abs, [-1, 2]))
print(list(ThreadPoolExecutor(3).map(abs, [-3, 4])))
print(subprocess.run(['echo', 'hello'], capture_output=True, text=True).stdout.strip())
with tempfile.NamedTemporaryFile('w+') as file:
    pd.DataFrame({'a': range(1000)}).to_csv(file.name)
    print(len(pd.read_csv(file.name)))
print(sqlite3.connect(':memory:').execute('select 7').fetchone()[0])
async def nap():
    await asyncio.sleep(0)
    return 8
print(await nap())
print(np.linalg.inv(2 * np.eye(2))[0, 0])
print(type(alt.Chart(pd.DataFrame({'a': [1]})).mark_point().to_dict()).__name__)
"""
            }
        ]
    )
    assert ran.ended == "done"
    assert ran.outputs[0][0]["text"] == "[1, 2]\n[3, 4]\nhello\n1000\n7\n8\n0.5\ndict\n"
