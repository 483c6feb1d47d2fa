"""Does a room let thirty people in, keep them apart, and lose nobody's work? One room for all of it, as it takes seconds to open.

Each attack of docs/facilitators/room-threats.md is a function here; all of them are tried on one open room by real requests and
websockets, and the test names every one that got through. What takes long is tried at night (QILAB_SEEDS).
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import inspect
import json
import os
import re
import signal
import traceback
import zipfile
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from support.left_out import leave_out
from support.open_room import Opened, open_room, until
from support.room_learner import Learner, code_of, has_chart
from support.seeds import nightly

pytestmark = pytest.mark.slow
EXERCISES = "exercises/m06_run_charts/m06_run_charts.ipynb"


class Room:
    """The room, and two learners in it: ann and ben, each with a page open."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.settings = opened.settings

    def learner(self, name: str, code: str | None = None) -> Learner:
        """Somebody with a browser of their own."""
        return Learner.new(name, self.opened.url, self.settings["code"] if code is None else code)

    async def begin(self) -> None:
        """Let ann and ben in."""
        self.ann, self.ben = self.learner("ann"), self.learner("ben")
        for learner in (self.ann, self.ben):
            status, page = await learner.join()
            assert status == 200 and "notebooks" in page, (status, page[:500])
            await learner.open(EXERCISES)


async def said(learner: Learner, source: str) -> str:
    """Run a cell, and return what it printed and its errors. A page that was left has its Python started anew first."""
    try:
        [done] = await learner.run([source])
    except aiohttp.WSServerHandshakeError as gone:
        if gone.status != 404:
            raise
        await learner.open(EXERCISES)
        [done] = await learner.run([source])
    return "".join(
        each.get("text", "") or f"{each.get('ename')}: {each.get('evalue')}" for each in done["outputs"]
    )


# ---- who is let in


async def a_nickname_that_is_a_script_is_refused_kindly(room: Room) -> None:
    for typed in ("<script>alert(1)</script>", "Nurse 07!", "../../etc"):
        stranger = room.learner(typed)
        status, page = await stranger.join()
        assert status == 403 and "small letters, digits and dashes" in page, page
        assert "<script" not in page
        await stranger.close()
    async with room.ann.session.get(
        f"{room.opened.url}/hub/login", allow_redirects=False, cookies={}
    ) as answer:
        assert answer.status in (200, 302)


async def the_joining_page_may_run_nothing(room: Room) -> None:
    stranger = room.learner("eve")
    async with stranger.session.get(f"{room.opened.url}/hub/login") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert (
            "default-src 'none'" in policy
            and "script-src" not in policy
            and "frame-ancestors 'none'" in policy
        )
    await stranger.close()


async def a_wrong_code_waits_longer_each_time_and_the_right_one_gets_in_again(room: Room) -> None:
    stranger = room.learner("eve", "maple-00000")
    pages = [(await stranger.join())[1] for _ in range(7)]
    assert all("not the code of this room" in page for page in pages[:5])
    assert "Please wait" in pages[6]
    await stranger.close()
    guest = room.learner("guest")
    for _ in range(200):
        status, page = await guest.join()
        if status == 200:
            break
        await asyncio.sleep(0.1)
    assert status == 200, page
    await guest.close()


async def a_taken_nickname_needs_its_number(room: Room) -> None:
    from qilab.room.tokens import way_back

    thief = room.learner("ann")
    status, page = await thief.join()
    assert status == 403 and "Someone already has the nickname ann" in page
    status, page = await thief.join(number="000000")
    assert status == 403 and "not the number of ann" in page
    await thief.close()
    number = way_back("ann", room.settings["secret"])
    until(
        lambda: f"ann has joined (1 of 4). Number to come back: {number}" in room.opened.said,
        "the number is shown",
    )
    other_browser = room.learner("ann")
    assert (await other_browser.join(number=number))[0] == 200
    await other_browser.close()


async def a_form_sent_by_another_page_lets_nobody_in(room: Room) -> None:
    stranger = room.learner("forged")
    fields = {"username": "forged", "code": room.settings["code"]}
    headers = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with stranger.session.post(f"{room.opened.url}/hub/login", data=fields, headers=headers) as answer:
        assert answer.status == 403
    await stranger.close()


async def the_wall_is_shown_by_its_key_alone(room: Room) -> None:
    stranger = room.learner("eve")
    assert (await stranger.get("/hub/wall/" + "0" * 24))[0] == 404
    status, page = await stranger.get(f"/hub/wall/{room.settings['wall_key']}")
    assert status == 200 and room.settings["code"] in page and "<li>ann</li>" in page
    await stranger.close()


# ---- from one learner to another, over the network


async def another_learners_pages_are_closed(room: Room) -> None:
    for path in ("api/contents", f"files/{EXERCISES}", "api/kernels", "qilab/room", "api/status"):
        status, text = await room.ben.api("GET", path, base="/user/ann")
        assert status in (403, 404) or "ann" not in json.dumps(text), (path, status, text)
    status, _ = await room.ben.api("PUT", f"api/contents/{EXERCISES}", {"type": "file"}, base="/user/ann")
    assert status == 403


async def another_learners_kernel_and_websocket_are_closed(room: Room) -> None:
    url = f"{room.opened.url}/user/ann/api/kernels/{room.ann.kernel}/channels"
    for who in (room.ben, room.learner("eve")):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await who.session.ws_connect(url, origin=room.opened.url)
        assert refused.value.status == 403
    # The owner's own browser, led by a page elsewhere.
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await room.ann.session.ws_connect(url, origin="http://evil.example")


async def cookies_cannot_be_read_by_scripts_or_used_at_anothers_address(room: Room) -> None:
    fresh = room.learner("ann")
    from qilab.room.tokens import way_back

    async with fresh.session.get(f"{room.opened.url}/hub/login"):
        pass
    headers: list[str] = []

    async def note(session, context, params) -> None:
        headers.extend(params.response.headers.getall("Set-Cookie", []))

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(note)
    trace.on_request_redirect.append(note)
    trace.freeze()
    fresh.session.trace_configs.append(trace)
    await fresh.join(number=way_back("ann", room.settings["secret"]))
    logins = [each for each in headers if re.match(r"jupyterhub-(hub-login|user-ann)=", each)]
    assert len(logins) >= 2 and all("httponly" in each.lower() for each in logins), headers
    assert all("path=/hub/" in each.lower() or "path=/user/ann/" in each.lower() for each in logins), logins
    await fresh.close()


async def there_is_no_terminal(room: Room) -> None:
    assert (await room.ann.api("POST", "api/terminals", {}))[0] == 404
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await room.ann.session.ws_connect(
            f"{room.opened.url}/user/ann/terminals/websocket/1", origin=room.opened.url
        )
    for tool in ("formgrader", "assignments", "lsp/status"):
        assert (await room.ann.api("GET", tool))[0] in (404, 405, 500), tool


async def five_gigabytes_are_not_taken(room: Room) -> None:
    """The size is named first, as browsers do; and a body that never says its size ends, too."""

    async def endless():
        for _ in range(5000):
            yield b"x" * 1_000_000

    for headers, body in (({"Content-Length": "5000000000"}, b"x" * 1000), ({}, endless())):
        try:
            async with room.ann.session.put(
                f"{room.opened.url}/user/ann/api/contents/huge.ipynb",
                data=body,
                headers={**headers, "X-XSRFToken": room.ann._xsrf()},
                timeout=aiohttp.ClientTimeout(total=20),
            ) as answer:
                assert answer.status >= 400
        except (TimeoutError, aiohttp.ClientError, OSError):
            pass  # cut off
    assert (await room.ann.api("GET", "api/contents/huge.ipynb"))[0] == 404
    assert (await room.ben.api("GET", "api/status"))[0] == 200


async def paths_lead_nowhere_else(room: Room) -> None:
    for path in (
        "../ben",
        "..%2f..%2froom.json",
        "%2e%2e/%2e%2e/room.json",
        "//etc/passwd",
        "datasets/../../ben",
        ".jupyter/data",
    ):
        for form in (f"api/contents/{path}", f"files/{path}"):
            url = f"{room.opened.url}/user/ann/{form}"
            async with room.ann.session.get(URL(url, encoded=True)) as answer:
                text = await answer.text()
                assert "root:" not in text and '"code"' not in text, (form, answer.status)
                assert answer.status >= 400 or "<html" in text.lower() or "ben" not in text, (
                    form,
                    text[:300],
                )


# ---- from one learner to another, by a program


async def a_program_sees_nobody_elses_files(room: Room) -> None:
    if room.settings["isolation"] == "shared":
        return
    root, place = room.opened.root, room.settings["folder"]
    secrets = [
        f"{root}/solutions/secret.txt",
        f"{root}/grading/secret.txt",
        f"{root}/datasets/sealed",
        f"{place}/room.json",
        f"{place}/hub.sqlite",
        f"{place}/cookie-secret",
        f"{place}/learners/ben",
        f"{place}/logs",
        f"{room.settings['runtime']}/warm.sock",
        str(Path.home() / ".bashrc"),
    ]
    text = await said(room.ann, f"import os; print([p for p in {secrets!r} if os.path.lexists(p)])")
    assert text.strip() == "[]"
    text = await said(
        room.ann,
        f"import os; print(os.listdir({place + '/learners'!r}), len(os.listdir('/proc')) < 120, os.getuid())",
    )
    assert text.startswith("['ann'] True")
    text = await said(room.ann, "print([k for k in os.environ if 'QILAB_ROOM' == k or 'CONFIGPROXY' in k])")
    assert text.strip() == "[]"


async def a_program_reaches_nobody_elses_processes(room: Room) -> None:
    if room.settings["isolation"] == "shared":
        return
    pids = [pid for pid in room.opened.tree() if pid > 1]
    source = f"""
import os, signal
hit = []
for pid in {pids!r}:
    try:
        os.kill(pid, 0)
        hit.append(open(f"/proc/{{pid}}/environ").read().count("JUPYTERHUB_USER=ben"))
    except OSError:
        pass
print(sum(hit))
for trick in (os.setuid, os.setgid):
    try:
        trick(0); print("root!" if os.getuid() == 0 and trick is os.setuid and {os.getuid()} else "")
    except OSError:
        print("refused")
"""
    assert "root!" not in await said(room.ann, source)
    mount = "import ctypes; print(ctypes.CDLL(None).umount2(b'/tmp', 2), ctypes.CDLL(None).unshare(0x10000000) == 0 and ctypes.CDLL(None).umount2(b'/tmp', 2))"
    assert "0" not in (await said(room.ann, mount)).split()[0:1]
    assert (await said(room.ben, "print(6 * 7)")).strip() == "42"


# Looks through all memory of the process that runs it. A needle is the first letters of a secret; what follows is known by its hash,
# so that the needle itself, which lies in memory too, is no find.
SEARCH = """
import ctypes, hashlib
def hits(needles):
    found = set()
    for line in open("/proc/self/maps"):
        span, access, *_, last = line.split()
        if access[:2] != "rw" or last in ("[vvar]", "[vsyscall]"):
            continue
        first, end = (int(each, 16) for each in span.split("-"))
        for at in range(first, end, 1 << 22):
            data = ctypes.string_at(at, min(end - at, (1 << 22) + 100))
            for start, length, digest in needles:
                place = data.find(start.encode())
                while place >= 0:
                    if hashlib.sha256(data[place : place + length]).hexdigest() == digest:
                        found.add(start)
                    place = data.find(start.encode(), place + 1)
    return found
"""


def needle(secret: str) -> tuple[str, int, str]:
    """The first third of a secret, its length and its hash."""
    return secret[: len(secret) // 3], len(secret), hashlib.sha256(secret.encode()).hexdigest()


async def a_program_finds_no_secret_in_its_own_memory(room: Room) -> None:
    """It was forked off the room's warm Python, and has all that lay there."""
    names = ("secret", "own_token", "proxy_token", "facilitator_code", "wall_key")
    own = "import os; print(os.environ['JUPYTERHUB_API_TOKEN'])"
    first, second = [(await said(each, own)).strip() for each in (room.ann, room.ben)]
    needles = [needle(room.settings[name]) for name in names]
    text = await said(room.ben, f"{SEARCH}\nprint(hits({[*needles, needle(first)]!r}))")
    assert text.strip() == "set()"
    assert needle(second)[0] in await said(room.ben, f"print(hits({[needle(second)]!r}))")


async def a_memory_hog_stops_that_learner_alone(room: Room) -> None:
    text = await said(room.ann, "held = bytearray(2_000_000_000)")
    assert "MemoryError" in text
    assert (await said(room.ann, "print(1)")).strip() == "1"
    assert (await said(room.ben, "print(2)")).strip() == "2"


async def an_endless_loop_holds_up_nobody_else_and_can_be_stopped(room: Room) -> None:
    loop = asyncio.create_task(said(room.ann, "while True: pass"))
    assert (await said(room.ben, "print(3)")).strip() == "3"
    for _ in range(100):
        await room.ann.api("POST", f"api/kernels/{room.ann.kernel}/interrupt")
        if loop.done():
            break
        await asyncio.sleep(0.1)
    assert "KeyboardInterrupt" in await loop


async def a_fork_bomb_stops_that_learner_alone(room: Room) -> None:
    bomb = "import os, time\nfor _ in range(5000):\n    if os.fork() == 0:\n        os.setsid()\n        time.sleep(600)\n        os._exit(0)"
    text = await said(room.ann, bomb)
    assert "Error" in text, text
    assert (await said(room.ben, "print(4)")).strip() == "4"
    guest = room.learner("guest2")
    assert (await guest.join())[0] == 200
    await guest.close()
    # Started anew, her page works again, and what the bomb left is gone.
    assert (await room.ann.api("POST", f"api/kernels/{room.ann.kernel}/restart"))[0] == 200
    count = "import os; print(sum(each.isdigit() for each in os.listdir('/proc')) < 30)"
    for _ in range(100):
        if (await said(room.ann, count)).strip() == "True":
            break
        await asyncio.sleep(0.2)
    assert (await said(room.ann, count)).strip() == "True"


async def a_full_disk_stops_that_learner_alone(room: Room) -> None:
    most = room.settings["disk_each"]
    fill = f"""
import os
for number in range({most // 100_000_000 + 2}):
    with open(f"mine-{{number}}.bin", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, 100_000_000)
"""
    with contextlib.suppress(ConnectionError, aiohttp.ClientError, TimeoutError):
        await asyncio.wait_for(said(room.ann, fill), 20)
    until(lambda: "ann was stopped, because their files took up" in room.opened.said, "the disk is watched")
    assert (await said(room.ben, "print(5)")).strip() == "5"
    for _ in range(100):  # until the hub has seen that her server has ended
        status, page = await room.ann.get("/hub/spawn")
        if "MB are allowed" in page:
            break
        await asyncio.sleep(0.2)
    assert "Please ask the facilitator to delete the large ones" in page, page
    for path in Path(room.settings["folder"], "learners/ann").rglob("mine-*.bin"):
        path.unlink()
    status, page = await room.ann.get("/hub/spawn")
    assert status == 200 and "notebooks" in page, page


# ---- what breaks


async def whatever_is_killed_comes_back_with_everybodys_work(room: Room) -> None:
    """The hub has a question of its own, below."""
    signs = {"proxy": "proxy", "screen": "-m qilab.room.screen", "warm Python": "-m qilab.room.warm"}
    for name, sign in signs.items():
        await saves(room.ben, f"before the {name} ended")
        tree = room.opened.tree()
        pid = next(
            pid for pid, words in tree.items() if sign in words or (name == "proxy" and "caddy" in words)
        )
        os.kill(pid, signal.SIGKILL)
        line = f"The room's {name} had stopped and was started again"
        until(lambda line=line: line in room.opened.said, line)
        found = ""
        for _ in range(300):  # their page is loaded anew until it is there
            with contextlib.suppress(aiohttp.ClientError, TypeError, KeyError):
                await room.ben.get("/hub/spawn")
                found = await saved(room.ben)
                break
            await asyncio.sleep(0.1)
        assert found == f"before the {name} ended", name
        await room.ben.open(EXERCISES)
        assert (await said(room.ben, "print(6)")).strip() == "6", name


async def a_killed_hub_comes_back_with_everybodys_work(room: Room) -> None:
    await said(room.ben, "kept = 'still here'")
    [hub] = [pid for pid, words in room.opened.tree().items() if "-m jupyterhub" in words]
    os.kill(hub, signal.SIGKILL)
    until(
        lambda: "The room's hub had stopped and was started again" in room.opened.said,
        "the hub is started again",
    )
    for _ in range(600):
        try:
            if (await room.ben.get("/hub/login"))[0] == 200:
                break
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.1)
    assert (await said(room.ben, "print(kept)")).strip() == "still here"
    assert (await room.ben.get(f"/user/ben/notebooks/{EXERCISES}"))[0] == 200


async def saves(learner: Learner, words: str) -> bool:
    """Save a page as a browser does, with these words on it. Was it saved?"""
    _, found = await learner.api("GET", f"api/contents/{EXERCISES}")
    page = {"type": "notebook", "format": "json", "content": found["content"]}
    page["content"]["metadata"]["answered"] = words
    return (await learner.api("PUT", f"api/contents/{EXERCISES}", page))[0] == 200


async def saved(learner: Learner) -> str:
    """The words on the page as it was saved."""
    return (await learner.api("GET", f"api/contents/{EXERCISES}"))[1]["content"]["metadata"].get(
        "answered", ""
    )


async def saving_until_the_plug_is_pulled(room: Room) -> int:
    """Save a page over and over; the command is killed meanwhile. Returns the number that was saved last."""
    last = 0
    asyncio.get_running_loop().call_later(0.5, room.opened.end, signal.SIGKILL)
    with contextlib.suppress(aiohttp.ClientError, OSError, TypeError, KeyError):
        while await saves(room.ben, str(last + 1)):
            last += 1
    return last


ATTACKS = [
    each
    for name, each in list(globals().items())
    if inspect.iscoroutinefunction(each) and each.__module__ == __name__ and not name.startswith("sa")
]


# What takes long is tried at night.
DEAR = (
    a_wrong_code_waits_longer_each_time_and_the_right_one_gets_in_again,
    five_gigabytes_are_not_taken,
    a_memory_hog_stops_that_learner_alone,
    an_endless_loop_holds_up_nobody_else_and_can_be_stopped,
    a_fork_bomb_stops_that_learner_alone,
    a_full_disk_stops_that_learner_alone,
    whatever_is_killed_comes_back_with_everybodys_work,
)


async def _all_attacks(room: Room) -> tuple[list[str], int, dict[int, str]]:
    await room.begin()
    through = []
    for attack in ATTACKS:
        if attack in DEAR and not nightly(1, usual=0):
            continue
        try:
            await asyncio.wait_for(attack(room), 90)
        except Exception:
            through.append(f"{attack.__name__}:\n{traceback.format_exc(limit=-3)}")
    assert listening(set(room.opened.tree())) == {"0100007F"}
    before = room.opened.tree()
    last = await saving_until_the_plug_is_pulled(room)
    for learner in (room.ann, room.ben):
        await learner.close()
    return through, last, before


def listening(pids: set[int]) -> set[str]:
    """The addresses on which these processes listen, as /proc/net/tcp writes them (7F000001 backwards is this computer)."""
    sockets = set()
    for pid in pids:
        try:
            for handle in os.listdir(f"/proc/{pid}/fd"):
                link = os.readlink(f"/proc/{pid}/fd/{handle}")
                sockets |= {link[8:-1]} if link.startswith("socket:") else set()
        except OSError:
            continue
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in sockets:
                found.add(fields[1].partition(":")[0])
    return found


def test_does_a_room_hold_against_what_we_thought_of_and_lose_nobodys_work(room_root):
    # Before a change with the proxy that the lock brings, at night with the one that npm fetches.
    proxy = [] if nightly(1, usual=0) else ["--no-node"]
    opened = open_room(room_root, *proxy)
    try:
        codes = opened.settings
        # At its end the plug is pulled: the command is killed while a page is being saved, and nothing of it stays.
        through, last, before = asyncio.run(_all_attacks(Room(opened)))
        assert not through, "\n".join(through)
    finally:
        opened.end(signal.SIGKILL)

    def left() -> list[str]:
        return [words for pid, words in before.items() if words and _words(pid) == words]

    until(lambda: not left(), f"all processes have ended; left: {left()}")

    again = open_room(room_root, *proxy)
    before = again.tree()
    again.end()
    assert "Carrying on with the room of" in again.said
    assert again.settings["code"] == codes["code"] and again.settings["seed"] == codes["seed"]
    assert again.process.returncode == 0
    assert not left()
    assert f"python start.py grade {again.settings['folder']}/room.zip" in again.said
    with zipfile.ZipFile(Path(again.settings["folder"], "room.zip")) as archive:
        body = json.loads(archive.read("ben/m06_run_charts/m06_run_charts.ipynb"))
    # What was saved is there; the one that was on its way may be, too.
    assert last > 0 and body["metadata"]["answered"] in (str(last), str(last + 1))


ONE_ACCOUNT = "from qilab.room.warm import isolation, landlock; isolation.best_way = lambda: 'shared'"
LESSON = "course/m06_run_charts.ipynb"
REACH = """
import os, signal, socket
def tried(what):
    try:
        return what() or "yes"
    except OSError as refused:
        return type(refused).__name__
"""


if nightly(1, usual=0):

    @pytest.mark.parametrize("locked", [True, False])
    def test_what_is_out_of_reach_where_all_learners_share_one_account(room_root, locked):
        """Of a room itself nothing is served that a learner must not have. Without Landlock, what the page warns of is so."""
        before = ONE_ACCOUNT + ("" if locked else "; landlock.works = lambda: False")
        opened = open_room(room_root, before=before)
        try:
            asyncio.run(_one_account(Room(opened), locked))
        finally:
            opened.end(signal.SIGKILL)


async def _one_account(room: Room, locked: bool) -> None:
    if room.settings["locked"] != locked:
        leave_out("Landlock")
    place, runtime = Path(room.settings["folder"]), room.settings["runtime"]
    # Whatever the room serves or copies: no solutions, no truth of the data, no gradebook.
    served = {path.name for path in (place / "course").rglob("*")}
    assert not [name for name in served if re.search(r"solution|truth|sealed|gradebook|facilitator", name)]
    stranger = room.learner("eve")
    _, form = await stranger.get("/hub/login")
    await stranger.close()
    assert "share one account" in form and ("Programs can open only" in form) == locked
    await room.begin()
    for path in ("../../solutions/secret.txt", "..%2f..%2froom.json", "../ben"):
        async with room.ann.session.get(
            URL(f"{room.opened.url}/user/ann/files/{path}", encoded=True)
        ) as answer:
            assert answer.status >= 400 or "secret" not in await answer.text(), path
    bens = place / "learners/ben" / EXERCISES
    files = [
        room.opened.root / "solutions/secret.txt",
        place / "room.json",
        place / "cookie-secret",
        bens,
        Path(runtime, "ben"),
    ]
    opens = "[tried(lambda: os.listdir(p) and 'yes' if os.path.isdir(p) else open(p).read(1) and 'yes') for p in {!r}]"
    text = await said(room.ann, f"{REACH}\nprint({opens.format(list(map(str, files)))})")
    assert text.strip() == str(["PermissionError" if locked else "yes"] * len(files))
    pid = next(pid for pid, words in room.opened.tree().items() if "room.screen" in words)
    source = f"""
print(tried(lambda: os.kill({pid}, 0)), tried(lambda: os.listdir("/proc/{pid}/fd") and "yes"))
print(tried(lambda: open("{bens}", "a").close()), tried(lambda: socket.create_connection(("127.0.0.1", {room.settings["port"]})) and "yes"))
"""
    text = await said(room.ann, source)
    assert set(text.split()) == ({"PermissionError"} if locked else {"yes"})
    # Nor by asking the warm Python for a process of ben's.
    ask = f"""
asker = socket.socket(socket.AF_UNIX)
asker.connect("{runtime}/warm.sock")
asker.sendall(b"ben".ljust(20) + b'{{}}\\n')
print(asker.recv(300))
"""
    assert "not for learners" in await said(room.ann, ask)
    # And all of the lesson works.
    for learner, page in ((room.ann, LESSON), (room.ben, EXERCISES)):
        learner.errors.clear()
        sources = code_of(await learner.open(page))
        done = await learner.run(sources)
        assert page != LESSON or any(has_chart(each["outputs"]) for each in done)
        assert page != LESSON or not learner.errors
        await learner.close()


def _words(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
