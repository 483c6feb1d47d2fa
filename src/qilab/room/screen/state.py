"""All that a room has said, in memory: predictions, a vote, where people are, hands, timer and seed.

Learners come with a nickname. Beside an answer stands a code made of it with a key that dies with this process, so that nobody
can look up afterwards who guessed what. Only who asks for a hand is there by name, and only as long as they ask.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from .answers import FEWEST, MOST_TYPED, Ballot, Refused, Round, value_of
from .clock import Clock
from .course import Course
from .hands import Hands

VIEWS = ("now", "guesses", "vote", "far")
MOST_SEED = 999_999


class Screen:
    """One room. most: how many people it takes. now: the clock, in seconds since 1970."""

    def __init__(
        self, course: Course, seed: int = 4821, most: int = 60, now: Callable[[], float] = time.time
    ) -> None:
        self.course, self.seed, self.most = course, seed, most
        self.view = "now"
        self.clock = Clock(course, now)
        self.hands = Hands()
        self.rounds: dict[str, Round] = {}
        self.ballot: Ballot | None = None
        self._question: str | None = None  # chosen by the facilitator
        self._page: str | None = None
        self._people: set[str] = set()
        self._at: dict[str, tuple[str, int]] = {}
        self._typed = 0
        self._key = secrets.token_bytes(16)

    # ------------------------------------------------------------ what learners' pages say

    def person(self, nickname: str) -> str:
        """The code of a person. Refused where the room is full."""
        code = hashlib.blake2b(nickname.encode("utf-8"), key=self._key, digest_size=8).hexdigest()
        if code not in self._people and len(self._people) >= self.most:
            raise Refused("This room is full.")
        self._people.add(code)
        return code

    def said(self, nickname: str, what: dict[str, Any]) -> None:
        """Take what a learner's page sends: one of the kinds below. Refused says in words why not."""
        person = self.person(nickname)
        kind = what.get("kind")
        if kind == "guess":
            self._round(what.get("question")).take(person, what.get("value"), what.get("fixed") is True)
        elif kind == "came":
            self._round(what.get("question")).take_result(person, what.get("value"))
        elif kind == "vote":
            self._ballot(what.get("question")).take(person, what.get("value"))
        elif kind == "at":
            self._move(person, what.get("page"), what.get("part"))
        elif kind == "hand":
            if what.get("up") is True:
                self.hands.ask(nickname, what.get("table"))
            else:
                self.hands.down(nickname)
        else:
            raise Refused("This room does not know what that is.")

    def _round(self, key: Any) -> Round:
        question = self.course.questions.get(key) if isinstance(key, str) else None
        if question is None:
            raise Refused("There is no such question.")
        return self.rounds.setdefault(question.key, Round(question))

    def _ballot(self, key: Any) -> Ballot:
        if self.ballot is None or self.ballot.vote.key != key:
            raise Refused("There is no vote on that now.")
        return self.ballot

    def _move(self, person: str, page: Any, part: Any) -> None:
        known = self.course.pages.get(page) if isinstance(page, str) else None
        if known is None or not isinstance(part, int) or not 0 <= part < len(known[1]):
            raise Refused("There is no such part.")
        self._at[person] = (page, part)

    # ------------------------------------------------------------ what the facilitator does

    def do(self, what: dict[str, Any]) -> None:
        """One press on the facilitator's bar: {"do": name, "value": …}. Refused says in words why not."""
        acts: dict[str, Callable[[Any], None]] = {
            "view": self._see,
            "question": self._choose_question,
            "round": lambda _: self._afresh(),
            "reveal": self._reveal,
            "result": self._type_result,
            "vote": self._open_vote,
            "vote-open": lambda on: setattr(self._the_ballot(), "open", on is True),
            "vote-shown": self._show_vote,
            "vote-revealed": self._reveal_vote,
            "page": self._choose_page,
            "helped": lambda name: self.hands.down(name) if isinstance(name, str) else None,
            "seed": self._sow,
            "plan": self.clock.choose,
            "step": self.clock.go,
            "press": lambda _: self.clock.press(),
            "minutes": self.clock.change,
            "add": self._add,
            "undo": lambda _: self._undo(),
        }
        act = acts.get(str(what.get("do")))
        if act is None:
            raise Refused("This screen does not know that button.")
        act(what.get("value"))

    def _see(self, view: Any) -> None:
        if view not in VIEWS:
            raise Refused("There is no such view.")
        self.view = view

    @property
    def question(self) -> str | None:
        """The question on the wall: the facilitator's, else the one with the most predictions."""
        if self._question is not None or not self.rounds:
            return self._question
        return max(self.rounds.values(), key=lambda each: len(each.answers)).question.key

    def _choose_question(self, key: Any) -> None:
        self._question = self._round(key).question.key
        self.view = "guesses"

    def _the_round(self) -> Round:
        if self.question is None:
            raise Refused("Choose the lab's question first.")
        return self._round(self.question)

    def _afresh(self) -> None:
        key = self._the_round().question.key
        self.rounds[key] = Round(self.course.questions[key])

    def _reveal(self, on: Any) -> None:
        self._the_round().revealed = on is True

    def _type_result(self, given: Any) -> None:
        there = self._the_round()
        there.result = None if given is None else value_of(there.question, given, of_a_run=True)

    def _open_vote(self, key: Any) -> None:
        vote = self.course.votes.get(key) if isinstance(key, str) else None
        if vote is None:
            raise Refused("There is no such vote.")
        self.ballot, self.view = Ballot(vote), "vote"

    def _the_ballot(self) -> Ballot:
        if self.ballot is None:
            raise Refused("Choose a vote first.")
        return self.ballot

    def _show_vote(self, on: Any) -> None:
        """Counts that grow while people still choose would draw them along: what is shown is closed."""
        ballot = self._the_ballot()
        ballot.shown = on is True
        ballot.open = ballot.open and not ballot.shown

    def _reveal_vote(self, on: Any) -> None:
        ballot = self._the_ballot()
        if on is True:
            self._show_vote(True)
        ballot.revealed = on is True

    def _choose_page(self, page: Any) -> None:
        if page is not None and page not in self.course.pages:
            raise Refused("There is no such page.")
        self._page, self.view = page, "far"

    def _sow(self, seed: Any) -> None:
        if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed <= MOST_SEED:
            raise Refused(f"A seed is a whole number from 0 to {MOST_SEED}. The old one stays.")
        self.seed = seed

    def _add(self, given: Any) -> None:
        """An answer from paper, or from the code on a laptop that is not in the room, to what is on the wall."""
        if self._typed >= MOST_TYPED:
            raise Refused(f"{MOST_TYPED} answers were typed in. There is no room for more.")
        person = f"typed-{self._typed + 1}"
        if self.view == "vote":
            self._the_ballot().take(person, given)
        else:
            self._the_round().take(person, given, fixed=True)
        self._typed += 1

    def _undo(self) -> None:
        """Take back what was typed in last."""
        person = f"typed-{self._typed}"
        there = [each.answers for each in self.rounds.values()]
        if self.ballot is not None:
            there.append(self.ballot.answers)  # type: ignore[arg-type]
        if any(answers.pop(person, None) is not None for answers in there):
            self._typed -= 1

    # ------------------------------------------------------------ what is shown

    def shown(self) -> dict[str, Any]:
        """The wall, whole. It holds nothing that fewer than five people have said, and no name but of who asks for a hand."""
        question = self.question
        return {
            "view": self.view,
            "people": len(self._people),
            "seed": self.seed,
            **self.clock.shown(),
            "guesses": self._round(question).shown() if question else None,
            "vote": self.ballot.on_the_wall() if self.ballot else None,
            "far": self._far(),
            "hands": self.hands.shown(),
        }

    def _far(self) -> dict[str, Any] | None:
        """How many people are at each part of the page that was chosen, or on which most are."""
        on = Counter(page for page, _ in self._at.values())
        page = self._page or (on.most_common(1)[0][0] if on else None)
        if page is None:
            return None
        label, parts = self.course.pages[page]
        at = Counter(part for where, part in self._at.values() if where == page)
        enough = on[page] >= FEWEST
        return {
            "page": page,
            "label": label,
            "parts": parts,
            "n": on[page],
            "elsewhere": len(self._at) - on[page],
            "counts": [at[part] for part in range(len(parts))] if enough else None,
        }

    def for_a_learner(self, nickname: str) -> dict[str, Any]:
        """What a learner's page shows: the vote that is open, whether their hand is up, and the seed."""
        ballot = self.ballot
        return {
            "vote": ballot.asked() if ballot is not None and ballot.open else None,
            "hand": nickname in self.hands.up,
            "seed": self.seed,
        }

    def menus(self) -> dict[str, Any]:
        """What the facilitator's bar offers: questions, votes, pages and plans, each with its words."""
        return {
            "questions": [[q.key, f"{q.module} {q.lab}: {q.button}"] for q in self.course.questions.values()],
            # m06.what_next → M6
            "votes": [
                [vote.key, f"M{vote.key[1:].partition('.')[0].lstrip('0')} {vote.ask}"]
                for vote in self.course.votes.values()
            ],
            "pages": [[address, label] for address, (label, parts) in self.course.pages.items() if parts],
            "plans": [[plan.key, plan.title] for plan in self.course.plans],
        }
