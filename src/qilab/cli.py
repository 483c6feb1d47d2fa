"""`qilab …`: the commands of those who run or keep the course. Each part is imported only when it is asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


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

    setup = commands.add_parser("check-setup", help="is everything here that the course needs?")
    setup.set_defaults(run=_check_setup)

    data = commands.add_parser("data", help="make or check the synthetic data")
    data.set_defaults(run=_data)
    grade = commands.add_parser("grade", help="mark what learners handed in, safely and fast")
    grade.set_defaults(run=_grade)
    asked = list(sys.argv[1:] if argv is None else argv)
    if asked[:1] == ["data"]:  # its words come from the part that makes the data, which others need not load
        _add_data_words(data)
    if asked[:1] == ["grade"]:
        _add_grade_words(grade)

    words = parser.parse_args(asked)
    return words.run(words)


def _root() -> Path:
    """The course folder: this checkout, or the folder that one stands in."""
    for folder in (Path(__file__).parents[2], Path.cwd()):
        if (folder / "modules").is_dir() and (folder / "nbgrader_config.py").is_file():
            return folder
    raise SystemExit(
        "The course is not here: go to the folder of QI Lab (it holds modules/), then try again."
    )


def _start(words: argparse.Namespace) -> int:
    from qilab.desk import open_course

    open_course(port=words.port, browser=not words.no_browser)
    return 0


def _build(words: argparse.Namespace) -> int:
    from qilab.build import BadContent, build, out_of_date

    root = _root()
    try:
        changed = out_of_date(root) if words.check else build(root)
    except BadContent as problem:
        print(f"Not built: {problem}", file=sys.stderr)
        return 1
    if not words.check:
        print("\n".join(f"built {path.as_posix()}" for path in changed) or "Nothing had changed.")
        return 0
    for path in changed:
        print(f"out of date: {path.as_posix()}")
    print("Run “qilab build” and commit the result." if changed else "All built files are up to date.")
    return 1 if changed else 0


def _check_setup(words: argparse.Namespace) -> int:
    from qilab.setup_check import problems

    found = problems()
    print(
        "\n".join(found)
        if found
        else "The set-up is complete: Python, the course's package, its data and its charts."
    )
    return 1 if found else 0


def _add_data_words(parser: argparse.ArgumentParser) -> None:
    from qilab.trusts.commands import add_arguments

    add_arguments(parser)


def _data(words: argparse.Namespace) -> int:
    from qilab.trusts.commands import run

    return run(words) or 0


def _add_grade_words(parser: argparse.ArgumentParser) -> None:
    from qilab.grading.command import add_arguments

    add_arguments(parser)


def _grade(words: argparse.Namespace) -> int:
    from qilab.grading.command import run

    return run(words, _root())


if __name__ == "__main__":
    sys.exit(main())
