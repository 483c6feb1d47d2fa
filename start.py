#!/usr/bin/env python3
"""Opens QI Lab on this computer.

    python start.py                 set up what is missing, then open the course in your browser
    python start.py --lab           the same in JupyterLab, with code, menus and the file list
    python start.py --facilitator   the facilitators' pages: plans, slides, things to print, marking
    python start.py --no-browser    the same, but only print the address to open
    python start.py --port 9000     try this port first (else that of the last time, or 8888)
    python start.py room            open a room: thirty people with a browser each, on this computer (see docs/facilitators/room.md)
    python start.py grade ...       any command of qilab: grade, report, record, verify, build and so on
    python start.py --version       which version of the course this is
    python start.py test [...]      add the test tools and run the tests; any further words go to pytest
    python start.py test --quick    a selection of the tests, in less than three minutes

It needs Python 3.11 or newer, and the internet the first time. It installs everything in the folder .venv
beside this file. Delete that folder at any time: the next start makes it again (see tools/set_up.py).
"""

# Very old Pythons must be able to read this file, or they could not say in words that they are too old:
# so no f-strings and no type hints here, and our own modules are imported only after that check.
import argparse
import os
import signal
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))


def run(patience, command, env, folder=ROOT):
    """Run a program until it ends. A Ctrl-C reaches it too; it gets some seconds to tidy up."""
    child = subprocess.Popen(command, cwd=folder, env=env)
    try:
        return child.wait()
    except KeyboardInterrupt:
        try:
            return child.wait(patience)
        except subprocess.TimeoutExpired:
            child.terminate()
            return child.wait()


def main(words):
    if sys.version_info < (3, 11):
        print(
            "This is Python {}.{}, and QI Lab needs 3.11 or newer: install Python 3.12 from python.org, then "
            "start again with it (on Windows: py -3.12 start.py).".format(*sys.version_info)
        )
        return 1
    sys.path.insert(0, os.path.join(ROOT, "tools"))
    import set_up

    sys.stdout.reconfigure(errors="replace")  # a folder's name may hold letters that this window cannot show
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # however we are stopped, nothing is left running
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)

    testing = words[:1] == ["test"]
    commanded = words == ["--version"] or (bool(words) and not testing and not words[0].startswith("-"))
    if not testing and not commanded:
        parser = argparse.ArgumentParser(
            description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        parser.add_argument(
            "--no-browser", action="store_true", help="print the address without opening a browser"
        )
        parser.add_argument("--port", type=int, help="the port to try first")
        views = parser.add_mutually_exclusive_group()
        views.add_argument("--lab", action="store_true", help="open JupyterLab, with code and the file list")
        views.add_argument("--facilitator", action="store_true", help="open the facilitators' pages")
        parser.parse_args(words)
    try:
        ours = set_up.OwnPython(ROOT)
        ours.must_be_writable()
        ours.prepare(words[0] if words[:1] in (["test"], ["room"]) else "")
        if testing:
            chosen = [word for word in words[1:] if not word.startswith("-")]
            if "--quick" not in words and (not chosen or "browser" in " ".join(chosen)):
                ours.fetch_browser()
            return run(60, [ours.python, "-m", "pytest"] + words[1:], ours.variables())
        if commanded:  # in the folder of who asks, so that the paths they give mean what they see
            return run(60, ours.module("qilab.cli", *words), ours.variables(), os.getcwd())
        ours.check()
        return run(5, ours.module("qilab.desk", *words), ours.variables())
    except KeyboardInterrupt:
        print("\nStopped. The next start carries on from here.")
        return 130
    except set_up.Stop as reason:
        print(reason)
        return 1
    except OSError as trouble:
        print(set_up.in_plain_words(str(trouble)) + "\nDetails: " + str(trouble))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
