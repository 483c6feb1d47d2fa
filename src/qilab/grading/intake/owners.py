"""Whose is each file? Folders first, file names last; what could be read in two ways is not decided here.

A folder that a platform or a person gave somebody beats the name of any file in it. Claims from different folders are
never put together: where two speak of one person the more certain one stands, and the other is asked about.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from .kinds import may_hold_notebooks, stem
from .names import ModuleNames, clean, numbered_copy_of, same_person
from .platforms import (
    Person,
    holds_people,
    is_platforms_archive,
    person_of_file,
    person_of_folder,
)
from .tree import Folder, FoundFile

# Folders of nbgrader and of facilitators: never a person, even with a module's folder in them.
_NEVER_A_PERSON = frozenset(
    (
        "submitted",
        "submissions",
        "mail",
        "inbox",
        "class",
        "exercises",
        "release",
        "source",
        "autograded",
        "downloads",
    )
)


class Certainty(IntEnum):
    """How much a claim weighs against another one of the same name. What lies in an archive was packed by anybody."""

    PACKED = 1
    FILE_NAME = 2
    PLATFORM_FILE = 3
    PACKED_PLATFORM = 4
    FOLDER = 5
    PLATFORM = 6


_CALLED_BY_ANYBODY = (Certainty.PLATFORM_FILE, Certainty.PACKED_PLATFORM)


@dataclass(eq=False)
class Claim:
    """Files that belong to one person, and where that is said. place: claims of one place and person are one."""

    person: Person
    place: tuple[str, ...]
    certainty: Certainty
    files: list[FoundFile] = field(default_factory=list)
    own_folder: bool = True  # not only a file of this name among others
    sure: bool = False  # a platform or nbgrader says whose it is, whatever was handed in

    @property
    def key(self) -> tuple[str, str]:
        """Name and unique sign of the person, to compare claims by; the name is cleaned of differences in
        writing.
        """
        return (clean(self.person.name), self.person.unique)


@dataclass
class Owners:
    """claims: whose is what. unclear: (file, why it has to be asked). nobodys: files that are no notebooks."""

    claims: list[Claim] = field(default_factory=list)
    unclear: list[tuple[FoundFile, str]] = field(default_factory=list)
    nobodys: list[FoundFile] = field(default_factory=list)


def find_owners(root: Folder, modules: ModuleNames, wanted: frozenset[FoundFile]) -> Owners:
    """Each file of the tree in exactly one place. wanted: the notebooks that are to be marked in this run."""
    finder = _Finder(modules, wanted)
    finder.group(root)
    finder.settle()
    return finder.found


class _Finder:
    def __init__(self, modules: ModuleNames, wanted: frozenset[FoundFile]) -> None:
        self.modules, self.wanted = modules, wanted
        self.found = Owners()
        self._claims: dict[tuple[tuple[str, ...], Certainty, tuple[str, str]], Claim] = {}
        self._others: list[FoundFile] = []
        self._below_a_name = False  # a platform's folders there may be one person's idea

    # ---- folders

    def group(self, folder: Folder) -> None:
        """A folder of several people: files by their names, folders one by one."""
        self._by_name(folder.files)
        for inner in folder.folders.values():
            if not self._is_second_download(inner, folder):
                self._folder(inner)

    def _is_second_download(self, inner: Folder, around: Folder) -> bool:
        """“ann (1)” beside “ann”: a browser wrote the number, or somebody tells two people of one name apart."""
        if inner.is_zip:  # archives of a class have their own rules
            return False
        base = numbered_copy_of(inner.name) if inner.name.rstrip().endswith(")") else ""
        first = next((f for f in around.folders.values() if same_person(f.name) == same_person(base)), None)
        if not base or first is None or not self._wanted_below(inner) or not self._wanted_below(first):
            return False
        if {f.data.digest for f in self._wanted_below(inner) if f.data} <= {
            f.data.digest for f in self._wanted_below(first) if f.data
        }:
            packed = first.in_zip or first.is_zip
            certainty = Certainty.PACKED if packed else Certainty.FOLDER
            self._claim(Person(clean(first.name)), first.parts, certainty, inner.below())
            return True
        self._ask(inner.below(), f"it may be a second download of {first.name}, or another person's")
        return True

    def _folder(self, folder: Folder) -> None:
        person = person_of_folder(folder.name)
        if person is not None:
            self._claim(person, folder.parts[:-1], self._platforms(folder), folder.below(), sure=True)
        elif holds_people(folder.name):
            self._by_name(folder.files)
            for inner in folder.folders.values():
                person = Person(clean(inner.name))
                # Of one place, so that what a person handed in and what is still in work are one claim.
                self._claim(person, folder.parts[:-1], self._platforms(inner), inner.below(), sure=True)
        elif self._is_nbgraders(folder):
            self._own(folder, sure=True)
        elif not self.modules.person(folder.name):
            self.group(folder)
        elif self._names_of_platforms(folder):
            self._packed_or_group(folder)
        else:
            self._plain(folder)

    def _platforms(self, folder: Folder) -> Certainty:
        """How sure a folder is that is called as a platform calls one."""
        by_anybody = folder.in_zip or folder.is_zip or self._below_a_name
        return Certainty.PACKED_PLATFORM if by_anybody else Certainty.PLATFORM

    def _is_nbgraders(self, folder: Folder) -> bool:
        """learner/module/: nbgrader's own order, in which a learner may have any name."""
        inside = any(inner in self.modules.titles for inner in folder.folders)
        return inside and folder.name.casefold() not in _NEVER_A_PERSON and not folder.is_zip

    def _names_of_platforms(self, folder: Folder) -> bool:
        named = any(person_of_file(file.name) for file in folder.files)
        return named or any(
            person_of_folder(f.name) or holds_people(f.name) or self._names_of_platforms(f)
            for f in folder.folders.values()
        )

    def _packed_or_group(self, folder: Folder) -> None:
        """A platform's names below a person's name: a class in a folder, or somebody who packed another's name."""
        mine = self._wanted_below(folder)
        if folder.is_zip and len(mine) == 1 and not is_platforms_archive(folder.name):
            self._ask(
                folder.below(),
                f"the archive is named after one person ({folder.name}), and what is in it after another",
            )
        else:
            outside, self._below_a_name = self._below_a_name, True
            self.group(folder)
            self._below_a_name = outside

    def _plain(self, folder: Folder) -> None:
        """A folder whose name may be a person's, or that of a ward with a folder or a file for each of its people."""
        direct, inner = self._effective(folder)
        names = {same_person(self.modules.person(stem(f.name))) for f in direct}
        own = same_person(self.modules.person(folder.name))
        if direct:
            if len(names) > 1 and "" not in names and own not in names:
                self._ask(
                    folder.below(),
                    f"its folder ({folder.name}) holds notebooks named after several people: it may be one person's, or a group's",
                )
            elif len(inner) > 1:
                self._ask(
                    folder.below(),
                    f"its folder ({folder.name}) holds a notebook, and folders of several people",
                )
            else:
                self._own(folder, but=inner)
        elif len(inner) > 1 or (folder.is_zip and not self._is_ones_own(folder)):
            self.group(folder)
        elif inner and not self._is_alone(folder) and same_person(inner[0].name) != own:
            self._ask(
                folder.below(),
                f"it is in a folder inside a folder ({folder.name}, {inner[0].name}), and either may be "
                "named after a person",
            )
        else:
            self._own(folder)

    def _is_alone(self, folder: Folder) -> bool:
        """A zip file with one notebook is named by who sent it."""
        return folder.is_zip and len(self._wanted_below(folder)) == 1

    def _is_ones_own(self, folder: Folder) -> bool:
        """Is there something to mark in an archive, and nothing that was sent to do harm?"""
        return bool(self._wanted_below(folder)) and not any(f.reason for f in folder.below())

    def _effective(self, folder: Folder) -> tuple[list[FoundFile], list[Folder]]:
        """Its notebooks, and its people's folders; folders whose names say nothing are looked through."""
        files = [f for f in folder.files if f in self.wanted]
        people = []
        for inner in folder.folders.values():
            mine = self._wanted_below(inner)
            if inner.is_zip and len(mine) == 1:
                files += mine
            elif mine and self.modules.person(inner.name):
                people.append(inner)
            elif mine:
                more_files, more_people = self._effective(inner)
                files += more_files
                people += more_people
        return files, people

    def _wanted_below(self, folder: Folder) -> list[FoundFile]:
        return [f for f in folder.below() if f in self.wanted]

    def _own(self, folder: Folder, but: Iterable[Folder] = (), sure: bool = False) -> None:
        """All of it is one person's, but for a folder in it that bears another name."""
        own = same_person(folder.name)
        apart = {f for inner in but if same_person(inner.name) != own for f in inner.below()}
        # A zip file is called by its sender, module and “copy” and all; a folder is left as nbgrader knows it.
        called = self.modules.person(folder.name) if folder.is_zip else ""
        person = Person(called or clean(folder.name))
        mine = [f for f in folder.below() if f not in apart]
        packed = folder.in_zip or folder.is_zip
        self._claim(person, folder.parts, Certainty.PACKED if packed else Certainty.FOLDER, mine, sure=sure)
        self._ask(apart, f"its folder has a different name from the folder around it ({folder.name})")

    # ---- files

    def _by_name(self, files: Iterable[FoundFile]) -> None:
        """Files of several people in one folder."""
        for file in files:
            person = person_of_file(file.name)
            name = self.modules.person(stem(file.name))
            place = file.parts[:-1]
            if person is not None:
                self._claim(person, place, Certainty.PLATFORM_FILE, [file], sure=True)
            elif file not in self.wanted:
                self._ask([file], "")
            elif name:
                certainty = Certainty.PACKED if file.in_zip else Certainty.FILE_NAME
                self._claim(Person(name), place, certainty, [file], own_folder=False)
            else:
                self.found.unclear.append((file, "its name says what it is, but not whose"))

    def _claim(
        self,
        person: Person,
        place: tuple[str, ...],
        certainty: Certainty,
        files: Iterable[FoundFile],
        own_folder: bool = True,
        sure: bool = False,
    ) -> None:
        claim = Claim(person, place, certainty, own_folder=own_folder, sure=sure)
        claim = self._claims.setdefault((place, certainty, claim.key), claim)
        claim.files += files

    def _ask(self, files: Iterable[FoundFile], why: str) -> None:
        for file in files:
            if file in self.wanted:
                self.found.unclear.append((file, why))
            elif file.reason and not file.is_system and may_hold_notebooks(file.name):
                self.found.unclear.append((file, file.reason))
            else:
                self._others.append(file)

    # ---- what speaks of one person

    def settle(self) -> None:
        """Of claims to one person the most certain one stands; then what is left finds its owner or none."""
        self._ask_about_copies()
        groups: dict[str, list[Claim]] = {}
        for claim in self._claims.values():
            groups.setdefault(same_person(claim.person.name), []).append(claim)
        for group in groups.values():
            self._settle(self._without_repeats(group))
        self._settle_others()

    def _without_repeats(self, claims: list[Claim]) -> list[Claim]:
        """The very same files of a person in two places, such as two downloads of one class, are one claim."""
        kept: dict[tuple[str, str], Claim] = {}
        others = []
        for claim in sorted(claims, key=lambda c: (-c.certainty, c.place)):
            first = kept.setdefault(claim.key, claim)
            mine = self._digests(claim)
            if first is not claim and mine and mine <= self._digests(first):
                first.files += claim.files
            elif first is not claim:
                others.append(claim)
        return [*kept.values(), *others]

    def _digests(self, claim: Claim) -> set[str]:
        return {f.data.digest for f in claim.files if f in self.wanted and f.data}

    def _settle(self, claims: list[Claim]) -> None:
        active = [c for c in claims if self.wanted.intersection(c.files)]
        for claim in claims:
            rivals = (
                [c for c in active if c is not claim and _may_be_one(c, claim)] if claim in active else []
            )
            if all(_beats(claim, rival) for rival in rivals):
                self.found.claims.append(claim)
            else:
                where = max(rivals, key=lambda c: c.certainty).files[0].shown
                self._ask(
                    claim.files, f"{where} has the same name, and may or may not belong to the same person"
                )

    def _ask_about_copies(self) -> None:
        """“ash-2” or “ash (1)” beside “ash”, and “nurse (1)” beside “nurse (2)”: second copies, or other people."""
        by_name = {(c.place, same_person(c.person.name)) for c in self._claims.values() if not c.own_folder}
        for key, claim in list(self._claims.items()):
            if claim.own_folder:
                continue
            doubtful, why = self._second_copies(claim, by_name)
            claim.files = [f for f in claim.files if f not in doubtful]
            if not claim.files:
                del self._claims[key]
            self._ask(doubtful, why)

    def _second_copies(
        self, claim: Claim, by_name: set[tuple[tuple[str, ...], str]]
    ) -> tuple[list[FoundFile], str]:
        """Files of a claim that may be another person's, and why; none where all is one notebook."""
        name = claim.person.name
        base = numbered_copy_of(name)
        if base and (claim.place, same_person(base)) in by_name:
            return claim.files, f"it may be a second copy of {base}, or another person's"
        if len(self._digests(claim)) < 2:
            return [], ""
        stems = {stem(f.name) for f in claim.files}
        if len({unicodedata.normalize("NFC", text) for text in stems}) < len(stems):
            return claim.files, (
                f"several files are called {name}, spelt with different characters: they may be one person's "
                "or several people's"
            )  # fmt: skip
        numbered = [f for f in claim.files if numbered_copy_of(stem(f.name))]
        if len(numbered) == len(claim.files):
            return (
                numbered,
                f"several files are called {name} with a number: they may be one person's or several "
                "people's",
            )
        return numbered, f"it may be a second copy of {name}, or another person's"

    def _settle_others(self) -> None:
        """A picture beside notebooks belongs to the person of its name, if there is one, and to nobody else."""
        people = {(c.place, same_person(c.person.name)): c for c in self.found.claims if not c.own_folder}
        for file in self._others:
            owner = people.get((file.parts[:-1], same_person(self.modules.person(stem(file.name)))))
            if owner is not None:
                owner.files.append(file)
            else:
                self.found.nobodys.append(file)


def _beats(claim: Claim, rival: Claim) -> bool:
    """Is a claim certain enough to stand against another of the same name?

    Only a folder that the facilitator made or unpacked says more than a file's name. Whoever hands in can call a
    file, or a folder in an archive, as a platform would: with another learner's name and any number.
    """
    if claim.certainty in _CALLED_BY_ANYBODY and rival.certainty >= Certainty.FILE_NAME:
        return False
    return rival.certainty < claim.certainty


def _may_be_one(one: Claim, other: Claim) -> bool:
    """Do two claims perhaps speak of one person? Different numbers of a platform do not; nor, at the same certainty,
    do names that differ in any letter."""
    if one.person.unique and other.person.unique:
        return one.person.unique == other.person.unique
    return one.certainty != other.certainty or one.key == other.key
