"""`qilab record`, `qilab verify`, `qilab gain` and `qilab gain-sheet`: for the learner, the manager, and the facilitator."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from qilab.learner import progress


def add_record_words(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `qilab record` its options, `--name` and `--out`."""
    parser.add_argument(
        "--name", help="the name to print (you are asked if you leave this out); it is stored nowhere else"
    )
    parser.add_argument("--out", type=Path, default=Path("."), help="folder for the two files (this one)")


def record(words: argparse.Namespace) -> int:
    """`qilab record`: write the record as a web page and a PDF into the folder `words.out`. Returns the exit
    code: 0 when the page was made (even without the PDF), 1 with a sentence on stderr.
    """
    from .content import RecordError, content_for
    from .pages import HTML_NAME, PDF_NAME, html_page, pdf_page

    try:
        name = words.name if words.name is not None else input("Name to print on the record: ")
        content = content_for(name)
        (words.out / HTML_NAME).write_bytes(html_page(content))
        print(f"made {words.out / HTML_NAME}")
        try:
            pdf = pdf_page(content)
        except RecordError as problem:  # the record itself is there
            print(problem, file=sys.stderr)
            return 0
        (words.out / PDF_NAME).write_bytes(pdf)
        print(f"made {words.out / PDF_NAME}")
    except (RecordError, EOFError) as problem:
        print(str(problem) or "No name was given. Use --name.", file=sys.stderr)
        return 1
    except OSError as problem:
        print(
            f"{words.out} cannot be written to: {problem.strerror}. Choose another folder with --out.",
            file=sys.stderr,
        )
        return 1
    return 0


def add_verify_words(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `qilab verify` its file and the option `--progress`."""
    parser.add_argument("file", type=Path, help="the record, as the course saved it: .html or .pdf")
    parser.add_argument(
        "--progress", type=Path, help="the learner's my-progress.json, to check the record against"
    )


def verify(words: argparse.Namespace) -> int:
    """`qilab verify`: say whether a record is as it was made and, with `--progress`, whether it rests on that
    progress file. Returns the exit code: 0 for an unchanged record, 1 for any other or a progress file
    that cannot be used.
    """
    from .verify import rests_on
    from .verify import verify as look

    verdict = look(words.file)
    print(verdict.message, file=sys.stdout if verdict.good else sys.stderr)
    if verdict.content is not None and verdict.good and words.progress is not None:
        try:
            print(rests_on(verdict.content, progress.bytes_of(words.progress)))
        except (progress.ProgressError, OSError) as problem:
            print(getattr(problem, "strerror", None) or problem, file=sys.stderr)
            return 1
    return 0 if verdict.good else 1


def add_gain_words(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `qilab gain` its files."""
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        help="my-test-results.json of each learner, gain.csv of a room that answered on paper, or folders of them",
    )


def gain(words: argparse.Namespace) -> int:
    """`qilab gain`: print what a group gained between the two tests, and on stderr each file that was left
    out and why. Returns the exit code: 1 if no gain can be worked out, else 0.
    """
    from qilab.learner.knowledge.files import collect_results
    from qilab.learner.knowledge.gain import by_kind, group_gain, group_gain_in_words, kind_in_words

    found = collect_results(words.files)
    for line in found.left_out:
        print(f"Left out: {line}", file=sys.stderr)
    try:
        groups = by_kind(found.results) or {("", 0): found.results}
        for number, (kind, results) in enumerate(groups.items()):
            heading = [kind_in_words(*kind)] if len(groups) > 1 or kind[0] else []
            print("\n".join([*([""] if number else []), *heading, *group_gain_in_words(group_gain(results))]))
        if found.left_out:
            print(
                f"{len(found.left_out)} of {len(found.left_out) + len(found.results)} {found.counted} were left "
                "out, for the reasons above."
            )
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def add_gain_sheet_words(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `qilab gain-sheet` its options, `--people`, `--track` and `--out`."""
    parser.add_argument("--people", type=int, required=True, help="how many people are in the room")
    parser.add_argument("--track", required=True, help="whose test it is: front-line, analyst or leader")
    parser.add_argument("--out", type=Path, help="the sheet to write (gain.csv in this folder)")


def gain_sheet(words: argparse.Namespace) -> int:
    """`qilab gain-sheet`: write a sheet with a numbered row for each person in a room, and say how it is filled in.

    Returns the exit code: 1 with a sentence on stderr where it cannot be made. A sheet that is there is never written over.
    """
    from qilab.learner.knowledge.forms import newest
    from qilab.learner.knowledge.sheet import SHEET, empty_sheet, how_to_fill

    out = words.out or Path(SHEET)
    try:
        test = newest(words.track)
        content = empty_sheet(test, words.people)
        with open(out, "xb") as file:
            file.write(content)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    except FileExistsError:
        print(
            f"{out} is there already, and may hold results. Choose another name with --out.", file=sys.stderr
        )
        return 1
    except OSError as problem:
        print(
            f"{out} could not be written: {problem.strerror}. Choose another place with --out.",
            file=sys.stderr,
        )
        return 1
    print(f"made {out}\n\n{how_to_fill(test)}")
    return 0
