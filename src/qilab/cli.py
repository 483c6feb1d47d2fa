"""`qilab …`: the commands of those who run or keep the course. Each part is imported only when it is asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

_RECORDS = "qilab.learner.completion.commands"
# command: (help, its part, the part's function that adds words, the one that runs it, is it told the course folder?)
PARTS = {
    "data": ("make or check the synthetic data", "qilab.trusts.commands", "add_arguments", "run", False),
    "grade": ("mark what learners handed in", "qilab.grading.command", "add_arguments", "run", True),
    "report": ("pages and tables from marks", "qilab.grading.report.commands", "add_arguments", "run", True),
    "record": ("make your completion record", _RECORDS, "add_record_words", "record", False),
    "verify": ("is a completion record as it was made?", _RECORDS, "add_verify_words", "verify", False),
    "gain": ("what a group gained between the two tests", _RECORDS, "add_gain_words", "gain", False),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 if all is well, 1 if something is to be mended, 2 if the words are off."""
    parser = argparse.ArgumentParser(prog="qilab", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    start = commands.add_parser("start", help="open the course in JupyterLab")
    start.add_argument("--port", type=int, default=8888, help="first port to try (8888)")
    start.add_argument("--no-browser", action="store_true", help="do not open a browser; print the address")
    start.set_defaults(run=_start)

    build = commands.add_parser("build", help="make course/, exercises/, solutions/ and the README's tables")
    build.add_argument(
        "--check", action="store_true", help="change nothing; name every file that is out of date"
    )
    build.set_defaults(run=_build)

    still = commands.add_parser(
        "html", help="write the course as still HTML pages, for an intranet or for paper"
    )
    still.add_argument("out", type=Path, help="folder to write to; it is made if it is not there")
    still.set_defaults(run=_html)

    setup = commands.add_parser("check-setup", help="is everything here that the course needs?")
    setup.set_defaults(run=_check_setup)

    asked = list(sys.argv[1:] if argv is None else argv)
    for name, (told, place, add_words, run, wants_root) in PARTS.items():
        part = commands.add_parser(name, help=told)
        if asked[:1] == [name]:  # a part's words and work come from its own files, which others need not load
            own = import_module(place)
            getattr(own, add_words)(part)
            work = getattr(own, run)
            part.set_defaults(run=(lambda words, work=work: work(words, _root())) if wants_root else work)

    words = parser.parse_args(asked)
    return words.run(words) or 0


def _root() -> Path:
    """The course folder: this checkout, or the folder that one stands in."""
    for folder in (Path(__file__).parents[2], Path.cwd()):
        if (folder / "course").is_dir() and (folder / "nbgrader_config.py").is_file():
            return folder
    raise SystemExit("The course is not here: go to the folder of QI Lab (it holds course/), then try again.")


def _start(words: argparse.Namespace) -> int:
    from qilab.desk import open_course

    open_course(port=words.port, browser=not words.no_browser)
    return 0


def _build(words: argparse.Namespace) -> int:
    from qilab.publish import BadContent, build, out_of_date

    root = _root()
    try:
        changed = out_of_date(root) if words.check else build(root)
    except BadContent as problem:
        print(f"Not built: {problem}", file=sys.stderr)
        return 1
    if not words.check:
        told = [f"{'built' if (root / path).exists() else 'removed'} {path.as_posix()}" for path in changed]
        print("\n".join(told) or "Nothing had changed.")
        return 0
    for path in changed:
        print(f"out of date: {path.as_posix()}")
    print("Run “qilab build” and commit the result." if changed else "All built files are up to date.")
    return 1 if changed else 0


def _html(words: argparse.Namespace) -> int:
    from qilab.publish import BadContent
    from qilab.publish.twin import export

    try:
        written = export(_root(), words.out)
    except BadContent as problem:
        print(f"Not written: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(
            f"{words.out} cannot be written to: {problem.strerror}. Choose another folder.", file=sys.stderr
        )
        return 1
    print(f"{len(written)} pages written. Open {words.out / 'index.html'} in a browser.")
    return 0


def _check_setup(words: argparse.Namespace) -> int:
    from qilab.learner.setup_check import problems

    found = problems()
    print(
        "\n".join(found)
        if found
        else "The set-up is complete: Python, the course's package, its data and its charts."
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
