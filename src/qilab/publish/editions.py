"""`qilab publish …`: the course for those who have no server. Each edition has its own command, imported only when it is asked for."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path


@dataclass(frozen=True)
class Edition:
    """One edition: what it is for, an example, and the file that has its `add_arguments(parser)` and `run(words, root)`."""

    purpose: str
    example: str
    module: str


EDITIONS = {
    "pages": Edition(
        "plain web pages to read and print, for an intranet, a memory stick or a screen reader",
        "qilab publish pages our-intranet",
        "qilab.publish.still.command",
    ),
    "scorm": Edition(
        "packages for a learning platform such as Moodle, ESR or the Learning Hub (SCORM 1.2)",
        "qilab publish scorm packages --module m06",
        "qilab.publish.scorm.command",
    ),
    "site": Edition(
        "the whole course in a browser: labs, exercises and progress, one folder of static files for any web server",
        "qilab publish site our-site",
        "qilab.publish.site.command",
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command for each edition, with the arguments of its own."""
    editions = parser.add_subparsers(dest="edition", required=True, metavar="EDITION")
    for name, edition in EDITIONS.items():
        part = editions.add_parser(
            name,
            help=edition.purpose,
            description=f"{edition.purpose[0].upper()}{edition.purpose[1:]}.",
            epilog=f"Example: {edition.example}",
        )
        import_module(edition.module).add_arguments(part)


def run(words: argparse.Namespace, root: Path) -> int:
    """Make the edition that was asked for. Returns 0; 1 where a source is to be mended or the folder cannot be written to;
    130 where somebody stopped it.
    """
    from qilab.publish import BadContent

    try:
        return import_module(EDITIONS[words.edition].module).run(words, root)
    except BadContent as problem:
        print(f"\nNot written: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        place, why = problem.filename or words.out, problem.strerror or str(problem)
        print(f"\n{place} cannot be written to: {why}. Choose another folder.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Give the same command again to make all of it.", file=sys.stderr)
        return 130
