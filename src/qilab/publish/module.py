"""One folder of src/qilab/modules/: its module.toml read and held to what a learner may expect."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qilab.modules import bank, cqc_themes, frameworks, read_settings
from qilab.questions.item import BadContent, Exercise, Item

SOURCES = Path("src", "qilab", "modules")
FACILITATOR = Path("course", "facilitator")  # the pages for those who run a room


@dataclass(frozen=True)
class Outcome:
    key: str
    text: str


@dataclass(frozen=True)
class Theme:
    """A theme of CQC's that a module serves. taught: a heading of its lesson, or "". practised: codes of its exercises."""

    key: str
    text: str
    taught: str
    practised: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class TrackPart:
    """What a track takes of a module when it does not take the whole: from a heading of its lesson on."""

    track: str
    heading: str
    minutes: float


@dataclass(frozen=True)
class Module:
    """A module as its folder tells it. `address` is its name in every room: m06_run_charts."""

    address: str
    folder: Path
    number: int | None
    title: str
    summary: str
    minutes: float
    outcomes: tuple[Outcome, ...]
    needs: tuple[str, ...]
    cqc_themes: tuple[Theme, ...]
    frameworks: dict[str, tuple[str, ...]]
    references: tuple[Reference, ...]
    sessions: tuple[dict[str, str], ...] = ()
    week: int | None = None
    teaches: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    track_parts: tuple[TrackPart, ...] = ()

    @property
    def root(self) -> Path:
        """The folder of QI Lab to which the module belongs."""
        return self.folder.parents[len(SOURCES.parts)]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The module’s exercises from the item bank, in order; empty where it has none."""
        return bank.exercises(self.address) if self.address in bank.MODULES else ()

    @property
    def bank(self) -> dict[str, Item]:
        """Key → question, for all questions of the module, those of the lesson’s checks included; empty where it
        has none.
        """
        return bank.items(self.address) if self.address in bank.MODULES else {}

    def text(self, name: str) -> str:
        """The text of a file in the module’s folder, such as “lesson.py”. BadContent where it is missing."""
        path = self.folder / name
        if not path.is_file():
            raise BadContent(f"{self.address}: {name} is missing")
        return path.read_text(encoding="utf-8")


def find_modules(root: Path) -> list[Module]:
    """All modules under `root`, in order of their address."""
    folders = sorted(path.parent for path in (root / SOURCES).glob("*/module.toml"))
    modules = [read_module(folder) for folder in folders]
    known = {m.address for m in modules}
    orphans = set(bank.MODULES) - known
    if orphans:
        raise BadContent(f"the item bank has {', '.join(sorted(orphans))}, but modules/ has no such folder")
    return modules


def read_module(folder: Path) -> Module:
    """The module in `folder`. BadContent names the first thing to mend."""
    address = folder.name
    try:
        data = read_settings(folder)
    except ValueError as error:
        raise BadContent(str(error)) from None
    need = _Need(address, data)
    module = Module(
        address=address,
        folder=folder,
        number=data.get("number"),
        title=need("title", str),
        summary=need("summary", str),
        minutes=need("minutes", int, float),
        outcomes=tuple(Outcome(**o) for o in data.get("outcomes", [])),
        needs=tuple(data.get("needs", [])),
        cqc_themes=tuple(_theme(address, key, t) for key, t in data.get("cqc_themes", {}).items()),
        frameworks=_frameworks(address, data.get("frameworks", {})),
        references=tuple(Reference(**r) for r in data.get("references", [])),
        sessions=tuple(_session(address, s) for s in data.get("sessions", [])),
        week=data.get("week"),
        teaches=tuple(data.get("teaches", [])),
        tracks=tuple(data.get("tracks", [])),
        track_parts=tuple(_part(address, name, p) for name, p in data.get("track_parts", {}).items()),
    )
    _refuse_gaps(module)
    return module


def _theme(address: str, key: str, theme: dict[str, Any]) -> Theme:
    words = cqc_themes()
    if key not in words:
        raise BadContent(f"{address}: unknown CQC theme {key}; cqc_themes.toml has {', '.join(words)}")
    return Theme(key, words[key], theme.get("taught", ""), tuple(theme.get("practised", [])))


def _frameworks(address: str, shared: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    known = frameworks()
    for name, parts in shared.items():
        if name not in known:
            raise BadContent(f"{address}: unknown framework “{name}”; frameworks.toml has {', '.join(known)}")
        if not isinstance(parts, list) or (lost := [p for p in parts if p not in known[name]["parts"]]):
            told = ", ".join(known[name]["parts"])
            raise BadContent(
                f"{address}: of “{name}” give a list of its parts ({told}), not {lost if isinstance(parts, list) else parts!r}"
            )
    return {name: tuple(parts) for name, parts in shared.items()}


def _part(address: str, track: str, part: dict[str, Any]) -> TrackPart:
    heading, minutes = part.get("heading"), part.get("minutes")
    if not isinstance(heading, str) or not isinstance(minutes, int | float) or not minutes > 0:
        raise BadContent(f"{address}/module.toml: track_parts.{track} needs a “heading” and its “minutes”")
    return TrackPart(track, heading, minutes)


def _session(address: str, session: dict[str, str]) -> dict[str, str]:
    for name in ("plan", "slot", "what", "how", "ask"):
        if not session.get(name):
            raise BadContent(f"{address}/module.toml: a session lacks “{name}”")
    return session


class _Need:
    def __init__(self, address: str, data: dict[str, Any]) -> None:
        self.address, self.data = address, data

    def __call__(self, name: str, *kinds: type) -> Any:
        value = self.data.get(name)
        if not isinstance(value, kinds) or isinstance(value, bool) or not value:
            raise BadContent(f"{self.address}/module.toml: “{name}” is missing")
        return value


def _refuse_gaps(module: Module) -> None:
    """Refuse outcomes that nothing assesses, questions for unknown outcomes, unknown themes, http links."""
    codes = {exercise.code for exercise in module.exercises}
    for theme in module.cqc_themes:
        if not theme.taught and not theme.practised:
            raise BadContent(f"{module.address}: the CQC theme {theme.key} has neither text nor exercise")
        if theme.taught and f"## {theme.taught}\n" not in module.text("lesson.py"):
            raise BadContent(
                f"{module.address}: the lesson has no part “{theme.taught}” for the CQC theme {theme.key}"
            )
        if set(theme.practised) - codes:
            raise BadContent(
                f"{module.address}: no exercise {sorted(set(theme.practised) - codes)} for {theme.key}"
            )
    for reference in module.references:
        if not reference.url.startswith("https://"):
            raise BadContent(f"{module.address}: the reference “{reference.text[:40]}” needs an https link")
    if module.number is None:
        return
    for what in ("outcomes", "cqc_themes", "references"):
        if not getattr(module, what):
            raise BadContent(f"{module.address}: no {what}")
    known = {o.key for o in module.outcomes}
    assessed = {item.outcome for exercise in module.exercises for item in exercise.items}
    if known - assessed:
        raise BadContent(f"{module.address}: no exercise assesses the outcome {sorted(known - assessed)}")
    told = {item.outcome for item in module.bank.values()}
    if told - known:
        raise BadContent(
            f"{module.address}: questions name outcomes that module.toml lacks: {sorted(told - known)}"
        )
