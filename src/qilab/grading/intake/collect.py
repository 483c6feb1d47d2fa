"""What was handed in: any folder of notebooks and zips, as mail programs, learning platforms and nbgrader leave them.

From all files to one submission a learner, and an account of what became of every other file. What cannot be
marked is rejected with learner, file and a plain reason; what does not say whose it is is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import account
from .account import Account, Entry
from .course import STRAY, Course
from .ids import Recorded, learner_ids
from .kinds import in_words, is_picture, may_hold_notebooks
from .names import clean, safe_name, same_person
from .owners import Certainty, Claim, Owners, find_owners
from .platforms import Person, is_in_work
from .stored import StoredFile, read_file
from .tree import FoundFile, read_tree
from .who import NOBODY


@dataclass
class Submission:
    """One notebook of one learner. `reason` is set, and `data` is not, where it cannot be marked. learner: "" where
    the file is nobody's."""

    learner: str
    file: str
    data: StoredFile | None
    when: float = 0.0
    reason: str = ""
    stamp: str = ""  # what nbgrader's timestamp.txt says
    notes: list[tuple[str, str]] = field(default_factory=list)
    person: Person = field(default_factory=lambda: Person(""))


@dataclass
class Intake:
    """submissions: one a learner, in order of their names, then what is nobody's. account: every file, once.
    unclear: files about which the facilitator is asked in who.csv. not_here: files that who.csv speaks of and that
    are not in the folder."""

    submissions: list[Submission]
    account: Account
    unclear: list[str]
    not_here: list[str] = field(default_factory=list)


def collect(
    folder: Path,
    assignment: str,
    *,
    course: Course | None = None,
    who: Mapping[str, str] | None = None,
    recorded: Recorded | None = None,
    leave: Path | None = None,
) -> Intake:
    """Sort out everything below `folder`.

    who: file → learner, as the facilitator said. recorded: whose records there are from earlier runs.
    leave: a folder of our own that is passed over. Raises ValueError if there is no such folder.
    """
    return _Collector(folder, assignment, course or Course.read(), who or {}, recorded or Recorded()).run(
        leave
    )


class _Collector:
    def __init__(
        self, folder: Path, assignment: str, course: Course, who: Mapping[str, str], recorded: Recorded
    ) -> None:
        self.folder, self.assignment, self.course = folder, assignment, course
        self.who, self.recorded = who, recorded
        self.modules: dict[FoundFile, str] = {}
        self.entries: dict[FoundFile, Entry] = {}
        self.submissions: list[Submission] = []
        self.nobodys: list[Submission] = []
        self.unclear: list[str] = []

    def run(self, leave: Path | None) -> Intake:
        """Sort every file below the folder into submissions, files to be asked about, and the rest. leave: a
        folder that is passed over. ValueError if the folder does not exist.
        """
        root = read_tree(self.folder, leave)
        files = list(root.below())
        self.modules = {f: self._module(f) for f in files if f.is_notebook}
        wanted = frozenset(
            f for f, m in self.modules.items() if m in ("", self.assignment) and f.data is not None
        )
        owners = find_owners(root, self.course.names, wanted)
        self._answers(owners, files)
        ids = learner_ids([claim.person for claim in owners.claims], self.recorded)
        for claim, learner in zip(owners.claims, ids, strict=True):
            if learner:
                self._learner(claim, learner, wanted)
            else:
                why = "the name of the file or folder has no letters that could be a learner's name"
                owners.unclear += [(f, why) for f in claim.files if f in wanted]
                owners.nobodys += [f for f in claim.files if f not in wanted]
        for file, why in owners.unclear:
            self._ask(file, why)
        for file in owners.nobodys:
            self._nobodys(file)
        submissions = [*sorted(self.submissions, key=lambda s: s.learner), *self.nobodys]
        unknown = "we have not met a file like this before; look at it yourself"
        entries = [self.entries.get(f) or Entry(f.shown, "", account.NOBODYS, unknown) for f in files]
        here = {clean(f.shown) for f in files}
        return Intake(
            submissions, Account(entries), self.unclear, [file for file in self.who if file not in here]
        )

    def _module(self, file: FoundFile) -> str:
        """The module of a notebook: by what is in it, or by the one that its name or folder says."""
        module = self.course.module_of(file)
        if module or file.data is None:
            return module
        named = [m for m in self.course.names.titles if any(m in part for part in file.parts)]
        return named[0] if len(named) == 1 else ""

    # ---- what the facilitator said in who.csv

    def _answers(self, owners: Owners, files: list[FoundFile]) -> None:
        """Give the files that who.csv speaks of to whom it says."""
        answered = {f: self.who[clean(f.shown)] for f in files if clean(f.shown) in self.who}
        if not answered:
            return
        owners.unclear = [(f, why) for f, why in owners.unclear if f not in answered]
        owners.nobodys = [f for f in owners.nobodys if f not in answered]
        for claim in owners.claims:
            claim.files = [f for f in claim.files if f not in answered]
        owners.claims = [claim for claim in owners.claims if claim.files]
        for file, name in answered.items():
            if name.casefold() in NOBODY:
                self._enter(file, "", account.NOTE, "left out, as who.csv says")
                continue
            known = [claim for claim in owners.claims if _is_called(claim.person, name)] or [
                claim for claim in owners.claims if same_person(claim.person.name) == same_person(name)
            ]
            if len(known) > 1:
                ids = ", ".join(f"{c.person.name} {c.person.unique}".strip() for c in known)
                owners.unclear.append(
                    (file, f"who.csv says {name}, but several people have that name ({ids})")
                )
            elif known:
                known[0].files.append(file)
            else:
                owners.claims.append(Claim(Person(name), ("who.csv",), Certainty.PLATFORM, [file], sure=True))

    # ---- one learner

    def _learner(self, claim: Claim, learner: str, wanted: frozenset[FoundFile]) -> None:
        """Choose the notebook that is marked; all else that is this learner's is noted."""
        versions = [f for f in claim.files if f in wanted]
        rest = [f for f in claim.files if f not in wanted]
        strays = [f for f in rest if self.modules.get(f) == STRAY and f.data is not None]
        certain = [f for f in versions if self.modules[f] == self.assignment]
        if versions:
            self._submit(
                claim,
                learner,
                certain or versions,
                [f for f in claim.files if f not in (certain or versions)],
            )
        elif claim.own_folder and strays:
            self._submit(claim, learner, strays, [f for f in rest if f not in strays])
        else:
            self._without_notebook(claim, learner)

    def _submit(self, claim: Claim, learner: str, versions: list[FoundFile], rest: list[FoundFile]) -> None:
        chosen, notes = self._choose(learner, versions)
        notes += self._notes(learner, rest)
        nbgraders = chosen.parts[1:2] == (self.assignment,) and not chosen.in_zip
        if nbgraders and chosen.name != f"{self.assignment}.ipynb":
            notes.append(("renamed", f"It is called {chosen.name}, not {self.assignment}.ipynb."))
        if chosen.guessed:
            notes.append(
                (
                    "letters guessed",
                    "The zip file does not say which alphabet its names use, so this name was guessed: "
                    f"{chosen.shown}.",
                )
            )
        self._enter(chosen, learner, account.MARKED)
        submission = Submission(
            learner, chosen.shown, chosen.data, chosen.when, notes=notes, person=claim.person
        )
        submission.stamp = self._stamp(chosen)
        self.submissions.append(submission)

    def _choose(self, learner: str, versions: list[FoundFile]) -> tuple[FoundFile, list[tuple[str, str]]]:
        """What was handed in before what is in work; then the version with more answers; of equally full ones the later; of equally old ones the last by name."""
        if len(versions) == 1:
            return versions[0], []
        answers = {f: self.course.answered(f.data) for f in versions if f.data is not None}
        in_work = {f for f in versions if any(map(is_in_work, f.parts[:-1]))}
        chosen = max(versions, key=lambda f: (f not in in_work, answers[f], f.when, f.shown))
        notes = []
        for file in versions:
            if file is chosen:
                continue
            if file.data and chosen.data and file.data.digest == chosen.data.digest:
                self._enter(file, learner, account.NOTE, f"the same as {chosen.shown}")
                continue
            why = "has fewer answers" if answers[file] < answers[chosen] else "is older"
            if file in in_work and chosen not in in_work:
                why = "has not been handed in"
            notes.append(("handed in twice", f"{file.shown} {why} and was not marked."))
            than = "" if file in in_work and chosen not in in_work else f" than {chosen.shown}"
            self._enter(file, learner, account.NOTE, f"{why}{than}; not used")
        return chosen, notes

    def _notes(self, learner: str, rest: list[FoundFile]) -> list[tuple[str, str]]:
        """What lay beside the notebook, in the account and in words."""
        notes, others = [], []
        for file in rest:
            module = self.modules.get(file, "")
            if file.is_system:
                self._enter(file, learner, account.SYSTEM)
            elif file.reason:
                notes.append(("not opened", f"{file.name}: {file.reason}"))
                self._enter(file, learner, account.NOTE, file.reason)
            elif module and module != STRAY:
                self._leave(file, learner, module)
            else:
                others.append(file.name)
                what = "another notebook" if file.is_notebook else in_words(file.name)
                self._enter(file, learner, account.NOTE, f"{what}; marking does not use it")
        if others:
            listed = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
            notes.append(("files left out", f"The notebook came with {listed}. Marking does not use them."))
        return notes

    def _without_notebook(self, claim: Claim, learner: str) -> None:
        """Files of a person, and no notebook that can be marked among them."""
        own = [f for f in claim.files if not f.is_system]
        spoilt = [f for f in own if f.reason and (claim.sure or may_hold_notebooks(f.name))]
        left = [f for f in own if self.modules.get(f, STRAY) not in ("", STRAY)]
        if claim.own_folder and (spoilt or (claim.sure and own and not left)):
            rejected = spoilt[0] if spoilt else own[0]
            reason = rejected.reason or f"what was handed in has no notebook; it is {in_words(rejected.name)}"
            notes = self._notes(learner, [f for f in claim.files if f is not rejected])
            self._enter(rejected, learner, account.REJECTED, reason)
            self.submissions.append(
                Submission(learner, rejected.shown, None, reason=reason, notes=notes, person=claim.person)
            )
        else:
            for file in claim.files:
                if file in left:
                    self._leave(file, learner, self.modules[file])
                elif left:
                    self._notes(learner, [file])
                else:
                    self._nobodys(file)

    def _stamp(self, file: FoundFile) -> str:
        path = self.folder.joinpath(*file.parts[:-1], "timestamp.txt")
        if file.in_zip or not path.is_file():
            return ""
        data, _ = read_file(path)
        return (data or b"")[:100].decode("utf-8", "replace").strip()

    # ---- what is nobody's

    def _ask(self, file: FoundFile, why: str) -> None:
        if file.reason:
            self._nobodys(file)
            return
        reason = f"it does not say whose it is: {why}; write the learner's name in who.csv"
        self._enter(file, "", account.UNCLEAR, why)
        self.nobodys.append(Submission("", file.shown, None, reason=reason))
        self.unclear.append(file.shown)

    def _nobodys(self, file: FoundFile) -> None:
        module = self.modules.get(file, "")
        if file.is_system:
            self._enter(file, "", account.SYSTEM)
        elif module and module != STRAY:
            self._leave(file, "", module)
        elif module == STRAY or (is_picture(file.name) and not file.reason):
            what = "a notebook of no module" if module == STRAY else "a picture"
            self._enter(file, "", account.NOTE, f"{what}, and it belongs to nobody")
        else:
            reason = file.reason or f"it is {in_words(file.name)}; ask for the notebook itself (.ipynb)"
            self._enter(file, "", account.NOBODYS, reason)
            self.nobodys.append(Submission("", file.shown, None, reason=reason))

    def _leave(self, file: FoundFile, learner: str, module: str) -> None:
        if module == self.assignment:  # a notebook of this module that could not be read
            self._enter(file, learner, account.NOTE, file.reason)
        else:
            self._enter(file, learner, account.LEFT, f"a notebook of {module}", module)

    def _enter(self, file: FoundFile, learner: str, what: str, note: str = "", module: str = "") -> None:
        self.entries.setdefault(file, Entry(file.shown, learner, what, note, module))


def _is_called(person: Person, name: str) -> bool:
    """Did the facilitator mean this person: by name, by the learner's name in records, with or without the number?"""
    names = {
        clean(person.name),
        safe_name(person.name),
        f"{safe_name(person.name)}-{safe_name(person.unique)}",
    }
    names |= {person.email, person.identifier, f"{clean(person.name)} {person.unique}"} - {"", None}
    return name in names
