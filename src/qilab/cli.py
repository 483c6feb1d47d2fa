"""`qilab …`: the commands of those who run or keep the course. Each part is imported only when it is asked for."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from qilab.course_folder import course_folder


@dataclass(frozen=True)
class Command:
    """One command: what it is for, an example, and where its arguments and its work are written.

    in_course: its work is also given the course's folder.
    """

    purpose: str
    example: str
    module: str
    add_arguments: str = "add_arguments"
    run: str = "run"
    in_course: bool = False


_PUBLISH, _RECORDS = "qilab.publish.commands", "qilab.learner.completion.commands"
COMMANDS = {
    "start": Command("open the course in your browser", "qilab start --no-browser", "qilab.desk"),
    "check-setup": Command(
        "check that everything the course needs is here",
        "qilab check-setup",
        "qilab.learner.setup_check",
    ),
    "room": Command(
        "open a room: thirty people with a browser each, on this computer",
        "qilab room --learners 30 --memory 4G",
        "qilab.room.command",
        in_course=True,
    ),
    "grade": Command(
        "mark what learners handed in",
        "qilab grade mail --assignment m06_run_charts",
        "qilab.grading.command",
        in_course=True,
    ),
    "cluster": Command(
        "set up marking on several machines",
        "qilab cluster worker tls://10.0.0.5:8786 --tls certificate --host 10.0.0.6",
        "qilab.grading.running.cluster_command",
    ),
    "report": Command(
        "make pages and tables from the marks",
        "qilab report --assignment m06_run_charts",
        "qilab.grading.report.commands",
        in_course=True,
    ),
    "record": Command(
        "make your completion record",
        'qilab record --name "Sam Example"',
        _RECORDS,
        "add_record_words",
        "record",
    ),
    "verify": Command(
        "check that a completion record has not been altered",
        "qilab verify my-completion-record.pdf",
        _RECORDS,
        "add_verify_words",
        "verify",
    ),
    "gain": Command(
        "show what a group gained between the two tests",
        "qilab gain results",
        _RECORDS,
        "add_gain_words",
        "gain",
    ),
    "gain-sheet": Command(
        "write a sheet to type a room's knowledge tests into",
        "qilab gain-sheet --people 30 --track front-line",
        _RECORDS,
        "add_gain_sheet_words",
        "gain_sheet",
    ),
    "chart": Command(
        "make a board page from your own spreadsheet",
        'qilab chart falls.xlsx --date Month --count Falls --per "Bed days" --times 1000 --better lower',
        "qilab.own_data.command.run",
    ),
    "data": Command(
        "make or check the synthetic data",
        "qilab data build --seed 2024 --out my-data",
        "qilab.trusts.commands",
    ),
    "build": Command(
        "make course/, exercises/, solutions/ and the README's tables from their sources",
        "qilab build --check",
        _PUBLISH,
        "add_build_arguments",
        "run_build",
        in_course=True,
    ),
    "items": Command(
        "try a module's questions with hundreds of wrong answers",
        "qilab items try m06",
        "qilab.authoring.commands",
        "add_items_arguments",
        "run_items",
    ),
    "pack": Command(
        "make the slides and the pages to print",
        "qilab pack",
        _PUBLISH,
        "add_pack_arguments",
        "run_pack",
        in_course=True,
    ),
    "organiser": Command(
        "make letters, sheets and certificates for one session",
        "qilab organiser our-session",
        "qilab.publish.organiser.command",
        in_course=True,
    ),
    "publish": Command(
        "write the course for an intranet, a browser or a learning platform",
        "qilab publish pages our-intranet",
        "qilab.publish.editions",
        in_course=True,
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 if all is well, 1 if something is to be mended, 2 if the words are off."""
    asked = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="replace"
            )  # a learner's name may hold letters that this window cannot show
    parser = _parser(asked)
    if not asked:
        parser.print_help()
        return 0
    words = parser.parse_args(asked)
    return words.run(words) or 0


def _parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    from qilab import __version__

    width = max(map(len, COMMANDS)) + 2
    examples = "\n".join(f"  {name:{width}}{command.example}" for name, command in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="qilab",
        description="QI Lab: commands for learners, facilitators and maintainers.",
        epilog=f"An example of each:\n{examples}\n\n“qilab COMMAND --help” explains one of them in full.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"qilab {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        part = commands.add_parser(
            name,
            help=command.purpose,
            description=f"{command.purpose[0].upper()}{command.purpose[1:]}.".replace("?.", "?"),
            epilog=f"Example: {command.example}",
        )
        if asked[:1] == [name]:  # its arguments and work come from its own file, which others need not load
            _fill(part, command)
    return parser


def _fill(parser: argparse.ArgumentParser, command: Command) -> None:
    home = import_module(command.module)
    getattr(home, command.add_arguments)(parser)
    work = getattr(home, command.run)
    parser.set_defaults(run=(lambda words: work(words, course_folder())) if command.in_course else work)


if __name__ == "__main__":
    sys.exit(main())
