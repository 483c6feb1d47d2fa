"""How well does the feedback diagnose wrong answers that nobody planned for?

    python benchmarks/feedback.py                 the shares, for each module and for all
    python benchmarks/feedback.py --show generic  also each answer whose reply was of no use
    python benchmarks/feedback.py --show wrong    also each answer that was told a cause which it did not have

The answers lie in benchmarks/wrong_answers, a table a module. They were written from the questions and the data alone,
without a look at the items. Which replies name the true cause of an answer was judged by a person, in judgement.toml.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from qilab.authoring.bench import USEFUL, WORDS, judge_all, shares

ANSWERS = Path(__file__).parent / "wrong_answers"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--show", choices=tuple(WORDS), action="append", default=[], help="print these replies"
    )
    shown = parser.parse_args().show
    judged = judge_all(ANSWERS)
    for each in judged:
        if each.grade in shown:
            print(f"{each.key} [{each.kind}] {each.answer}\n  true: {each.cause}\n  said: {each.message}\n")
    print(f"{'':6}{'answers':>8}{'useful':>8}" + "".join(f"{grade:>9}" for grade in WORDS))
    for module in (*sorted({each.key.partition(".")[0] for each in judged}), ""):
        ours = [each for each in judged if each.key.startswith(module)]
        found = shares(ours)
        row = "".join(f"{found[grade]:9.1%}" for grade in WORDS)
        print(f"{module or 'all':6}{len(ours):8}{found['useful']:8.1%}{row}")
    print("\n" + "\n".join(f"{grade:8} {words}" for grade, words in WORDS.items()))
    print(f"useful   {', '.join(USEFUL)}")


if __name__ == "__main__":
    main()
