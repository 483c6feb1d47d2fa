"""src/qilab/modules/ → course/, exercises/, solutions/ and the tables of the README. Built files are never edited by hand."""

from __future__ import annotations

from pathlib import Path

from qilab.questions.item import BadContent

from .api_page import api_page
from .cheatsheet import cheatsheet_page
from .decks import read_deck
from .decks.of_plan import plan_deck
from .figures import refuse_typed, refuse_typed_elsewhere
from .frameworks import frameworks_page
from .module import FACILITATOR, Module, find_modules
from .notebooks import lesson_notebook, solution_notebook, write_notebook
from .pack import packed_names
from .pages import facilitator_page, methods_page, readme_page, themes_page
from .plans import SHARED, front_page, plan_page, shared_page
from .reading import reading_files
from .release import release_notebook
from .room_screen import room_screen_file
from .timed.source import read_plans, refuse_lost_sessions

__all__ = ["BadContent", "build", "built_files", "out_of_date"]

# Folders that hold nothing but built files: whatever else lies there is left over from an older build.
BUILT_FOLDERS = ("course", "exercises", "solutions")
IGNORED = (".ipynb_checkpoints", "__pycache__", ".virtual_documents")


def built_files(root: Path) -> dict[Path, str]:
    """Every built and committed file (path relative to `root`) and its text.

    BadContent says what to mend in src/qilab/modules/ or facilitators/.
    """
    modules = find_modules(root)
    refuse_typed_elsewhere(root)
    files: dict[Path, str] = {}
    for module in modules:
        refuse_typed(module)
        files[Path("course", f"{module.address}.ipynb")] = write_notebook(lesson_notebook(module, modules))
        if module.exercises:
            read_deck(module)
            place = Path(module.address, f"{module.address}.ipynb")
            solution = solution_notebook(module)
            files["solutions" / place] = write_notebook(solution)
            files["exercises" / place] = release_notebook(root, solution)
            files[FACILITATOR / f"{module.address}.md"] = facilitator_page(root, module)
    files |= reading_files(modules, files)
    files |= room_screen_file(root, modules, files)
    files |= _facilitators_pages(root, modules)
    files[Path("README.md")] = readme_page(root, modules)
    files[Path("docs", "methods.md")] = methods_page(root, modules)
    files[Path("docs", "themes.md")] = themes_page(modules)
    files[Path("docs", "frameworks.md")] = frameworks_page(modules)
    files[Path("docs", "api.md")] = api_page()
    files[Path("docs", "spc-cheatsheet.md")] = cheatsheet_page()
    _refuse_broken_links(root, modules, files)
    return files


def build(root: Path) -> list[Path]:
    """Write what is out of date and remove what is left over. Returns the paths that changed."""
    files = built_files(root)
    changed = out_of_date(root, files)
    for path in changed:
        target = root / path
        if path in files:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files[path].encode("utf-8"))
        else:
            target.unlink()
    return changed


def _facilitators_pages(root: Path, modules: list[Module]) -> dict[Path, str]:
    """What serves the room as a whole: the front page, the plans, and what holds for all of them."""
    plans = read_plans(root)
    refuse_lost_sessions(plans, modules)
    for plan in plans:
        plan_deck(root, plan, modules)
    pages = {FACILITATOR / f"{p['key']}.md": plan_page(p, modules) for p in plans}
    pages[FACILITATOR / "README.md"] = front_page(root, plans, modules)
    return pages | {FACILITATOR / name: shared_page(root, name) for name in SHARED}


def out_of_date(root: Path, files: dict[Path, str] | None = None) -> list[Path]:
    """Paths whose committed content is not what `src/qilab/modules/` builds: changed, missing or left over.

    The facilitators' pack is not looked at: it is made on demand and not committed.
    """
    files = built_files(root) if files is None else files
    changed = [path for path, content in files.items() if not _same(root / path, content)]
    left_over = [
        path.relative_to(root)
        for folder in BUILT_FOLDERS
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and not _keeps(path.relative_to(root), files)
    ]
    return sorted({*changed, *left_over})


def _keeps(path: Path, files: dict[Path, str]) -> bool:
    on_demand = FACILITATOR in path.parents and path.suffix != ".md"
    return path in files or on_demand or bool(set(path.parts) & set(IGNORED))


def _same(path: Path, content: str) -> bool:
    try:
        there = path.read_bytes()
    except FileNotFoundError:
        return False
    # A checkout with Windows line ends counts as changed by its text, not by its ends.
    return there.replace(b"\r\n", b"\n") == content.encode("utf-8")


def _refuse_broken_links(root: Path, modules: list[Module], files: dict[Path, str]) -> None:
    from .links import broken_links

    broken = broken_links(root, files, on_demand=packed_names(modules))
    if broken:
        raise BadContent("broken links:\n" + "\n".join(f"  {path}: {link}" for path, link in broken))
