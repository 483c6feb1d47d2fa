"""`qilab report` for the command line."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from qilab.charts import words
from qilab.grading.intake.account import account_path, read_account
from qilab.publish.module import SOURCES, Module, read_module
from qilab.publish.still.edition import lesson_alone

from .completion import completion_contents, other_modules, read_names, without_namesakes
from .nbgrader_csv import nbgrader_csv
from .pseudonyms import Pseudonyms
from .records import Record, as_table, read_records
from .write import COMPLETION, LEARNERS, write, write_completion, write_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the words of the command."""
    parser.add_argument(
        "--assignment", required=True, metavar="MODULE", help="the module, such as m06_run_charts"
    )
    parser.add_argument(
        "--records", default=None, metavar="DIR", help="where marking put its records (grading/records)"
    )
    parser.add_argument("--out", default=None, metavar="DIR", help="folder to write to (grading/reports)")
    parser.add_argument(
        "--cohort",
        action="append",
        default=[],
        metavar="LABEL=DIR",
        help="records of an earlier room, oldest first; you may give this several times",
    )
    parser.add_argument(
        "--pseudonyms", action="store_true", help="replace names, so that the pages can be shared"
    )
    parser.add_argument(
        "--lesson",
        default=None,
        metavar="ADDRESS",
        help="where learners find the lesson, for the links in their pages (a copy beside them)",
    )
    parser.add_argument(
        "--names",
        type=Path,
        metavar="FILE",
        help="a CSV file with the columns learner and name: the names for the completion records",
    )
    parser.add_argument(
        "--db", metavar="URL", help="the gradebook, for nbgrader's own table (grading/gradebook.db)"
    )


def run(args: argparse.Namespace, root: Path) -> int:
    """Carry out a parsed command. Returns 0, or 1 with one plain sentence."""
    try:
        return _run(args, root)
    except (ValueError, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _run(args: argparse.Namespace, root: Path) -> int:
    module = _module(root, args.assignment)
    source = Path(args.records) if args.records else root / "grading" / "records"
    out = Path(args.out) if args.out else root / "grading" / "reports"
    # A folder of its own, or pages with names from an earlier run would be shared along with those without.
    out /= f"{module.address}-pseudonyms" if args.pseudonyms else module.address
    records, troubles = read_records(source, module.address)
    cohorts = {}
    for word in args.cohort:
        label, sign, place = word.partition("=")
        if not (label and sign and place):
            raise ValueError(
                f'--cohort {word}: write a label and a folder, such as --cohort "May 2026=rooms/may".'
            )
        earlier, odd = read_records(Path(place), module.address)
        cohorts[label] = as_table(earlier)
        troubles += [f"{label}: {line}" for line in odd]
    names = read_names(args.names) if args.names else {}
    shown, entries = records, read_account(account_path(source, module.address))
    if args.pseudonyms:
        pseudonyms = Pseudonyms.of(records, source / module.address)
        shown, entries = pseudonyms.records(), pseudonyms.entries(entries)
        troubles = [_without_record_names(pseudonyms.line(line)) for line in troubles]
    # A dot that no learner's page has before its ending, so that no name can take this place.
    beside = f"{module.address}.lesson.html"
    written = write_report(
        shown,
        module,
        out,
        lesson=args.lesson or beside,
        unreadable=troubles,
        cohorts=cohorts,
        entries=entries,
    )
    if not args.lesson:
        written.append(write(out / LEARNERS / beside, lesson_alone(root, module.address)))
    completion = ""
    if not args.pseudonyms:  # a completion record and nbgrader's table are nothing without names
        written += _with_names(records, module, source, out, args.db, names, troubles)
        completion = f" {_completion_sentence(written)}"
    for line in troubles:
        print(line, file=sys.stderr)
    print(f"{len(written)} files written.{completion} Start with {out / 'facilitator.html'}")
    return 0


def _with_names(
    records: list[Record],
    module: Module,
    source: Path,
    out: Path,
    db: str | None,
    names: dict[str, str],
    troubles: list[str],
) -> list[Path]:
    """Completion records of all modules that these learners have practised so far, and nbgrader's table."""
    learners = [record.learner for record in records]
    here = {learner.casefold() for learner in learners}
    troubles += [
        f"{name}: is in the list of names, but has no marks here."
        for name in names
        if name.casefold() not in here
    ]
    elsewhere, odd = other_modules(source, module.address)
    theirs, namesakes = without_namesakes(records, elsewhere)
    contents, nameless = completion_contents([*records, *theirs], names)
    troubles += [*odd, *namesakes, *nameless]
    written = write_completion(contents, learners, out, troubles)
    url = db or f"sqlite:///{(source.parent / 'gradebook.db').resolve().as_posix()}"
    try:
        written.append(write(out / "nbgrader.csv", nbgrader_csv(url, module.address)))
    except ValueError as trouble:
        troubles.append(f"nbgrader.csv is left out: {trouble}")
    return written


def _without_record_names(line: str) -> str:
    """A record that cannot be read is named after its learner, who has no pseudonym yet."""
    return re.sub(r"\S+\.json", "A record", line)


def _completion_sentence(written: list[Path]) -> str:
    made = sum(path.parent.name == COMPLETION.name and path.suffix == ".html" for path in written)
    return f"{words.count(made, 'learner')} may have a completion record."


def _module(root: Path, name: str) -> Module:
    known = sorted(path.parent.name for path in (root / SOURCES).glob("*/exercises.py"))
    if name not in known:
        raise ValueError(f"There is no assignment “{name[:60]}”. There are: {', '.join(known)}.")
    return read_module(root / SOURCES / name)
