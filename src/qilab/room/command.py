"""`python start.py room`: opens a room, shows how to join it, and ends it with everybody's work in one zip."""

from __future__ import annotations

import argparse
import re
import signal
import sys
import webbrowser
from pathlib import Path

from qilab.desk import can_show_pages, port_number

from .network import NoSuchAddress
from .opening import Wanted, find_unfinished, open_room
from .running import Running
from .supervise import KeepsEnding

USUAL_LEARNERS, MOST_LEARNERS = 30, 200
USUAL_MEMORY = "4G"
USUAL_PORT = 8000


def learners(text: str) -> int:
    """How many may join: 1 to 200."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_LEARNERS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of learners; give one from 1 to {MOST_LEARNERS}, such as 30"
        )
    return int(text)


def memory(text: str) -> int:
    """Bytes: “4G” or “800M”, at least 300 MB.

    >>> memory("4G"), memory("800m")
    (4000000000, 800000000)
    """
    found = re.fullmatch(r"(\d{1,6})(?:\.(\d))?\s*([GM])B?", text.strip(), re.IGNORECASE)
    size = 0
    if found:
        unit = 10**9 if found[3].upper() == "G" else 10**6
        size = int(found[1]) * unit + int(found[2] or 0) * unit // 10
    if not 300 * 10**6 <= size <= 10**15:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not an amount of memory; give one such as 4G or 800M (at least 300M)"
        )
    return size


def seed(text: str) -> int:
    """The room's seed: a whole number from 0 to 999,999."""
    if not text.isascii() or not text.isdigit() or int(text) > 999_999:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a seed; give a whole number from 0 to 999999, such as 4821"
        )
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `qilab room`."""
    parser.add_argument(
        "--learners",
        type=learners,
        default=USUAL_LEARNERS,
        metavar="N",
        help=f"how many may join ({USUAL_LEARNERS})",
    )
    parser.add_argument(
        "--memory",
        type=memory,
        default=USUAL_MEMORY,
        metavar="SIZE",
        help=f"the most memory that all learners together may use ({USUAL_MEMORY}); one learner may use an eighth of it",
    )
    parser.add_argument(
        "--address",
        metavar="IP",
        help="which of this computer's networks to open the room on, by its address",
    )
    parser.add_argument(
        "--port", type=port_number, default=USUAL_PORT, help=f"the port to try first ({USUAL_PORT})"
    )
    parser.add_argument(
        "--seed", type=seed, metavar="N", help="the room's seed for the labs (drawn at random)"
    )
    parser.add_argument(
        "--https",
        action="store_true",
        help="encrypt the connection with a certificate made for this room; browsers warn before they show the page",
    )
    parser.add_argument(
        "--new", action="store_true", help="begin a new room, even if the last one was not ended by Ctrl-C"
    )
    parser.add_argument(
        "--no-node", action="store_true", help="use Caddy as the proxy even where Node is installed"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="do not open the page to project in a browser"
    )


def run(words: argparse.Namespace, root: Path) -> int:
    """Open a room in the course's folder and keep it until Ctrl-C. Returns 0 if it ended well."""
    if sys.platform == "win32":
        print(
            "A room can be opened on Linux or a Mac only. On Windows, use the browser edition, or start the room inside WSL.",
            file=sys.stderr,
        )
        return 1
    # However we are asked to end, we end as by Ctrl-C: everybody's work is saved, and nothing is left running.
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.default_int_handler)
    wanted = Wanted(
        words.learners, words.memory, words.address, words.port, words.seed, words.https, not words.no_node
    )
    running = None
    try:
        before = None if words.new else find_unfinished(root)
        room, notes = open_room(root, wanted, before)
        running = Running(room)
        running.start()
        print(running.welcome(notes), flush=True)
        if not words.no_browser and can_show_pages():
            webbrowser.open(room.url + room.wall_path)
        running.keep()
    except KeyboardInterrupt:
        pass
    except (NoSuchAddress, KeepsEnding) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"The room could not be opened: {trouble}.", file=sys.stderr)
        return 1
    finally:
        if running is not None:
            for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # a second Ctrl-C must not stop the saving
                signal.signal(getattr(signal, name), signal.SIG_IGN)
            print(running.end(), flush=True)
    return 0
