"""modules/ → course/, exercises/, solutions/ and the tables of the README. Built files are never edited by hand."""

from __future__ import annotations

from pathlib import Path

from qilab.items import BadContent

from .module import Module, find_modules
from .notebooks import lesson_notebook, solution_notebook, write_notebook
from .pages import facilitator_page, modules_list, readme_page
from .release import release_notebook

__all__ = ["BadContent", "build", "built_files", "out_of_date"]

# Folders that hold nothing but built files: whatever else lies there is left over from an older build.
BUILT_FOLDERS = ("course", "exercises", "solutions")
IGNORED = (".ipynb_checkpoints", "__pycache__", ".virtual_documents")


def built_files(root: Path) -> dict[Path, str]:
    """Every built file (path relative to `root`) and its text. BadContent says what to mend in modules/."""
    modules = find_modules(root)
    files: dict[Path, str] = {}
    for module in modules:
        files[Path("course", f"{module.address}.ipynb")] = write_notebook(lesson_notebook(module))
        if module.exercises:
            place = Path(module.address, f"{module.address}.ipynb")
            solution = solution_notebook(module)
            files["solutions" / place] = write_notebook(solution)
            files["exercises" / place] = release_notebook(root, solution)
            files[Path("course", "facilitator", f"{module.address}.md")] = facilitator_page(module)
    files[Path("course", "modules.json")] = modules_list(modules)
    files[Path("README.md")] = readme_page(root, modules)
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
            target.write_text(files[path], encoding="utf-8", newline="\n")
        else:
            target.unlink()
    return changed


def out_of_date(root: Path, files: dict[Path, str] | None = None) -> list[Path]:
    """Paths whose committed text is not what `modules/` builds: changed, missing or left over."""
    files = built_files(root) if files is None else files
    changed = [path for path, text in files.items() if _text(root / path) != text]
    left_over = [
        path.relative_to(root)
        for folder in BUILT_FOLDERS
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and path.relative_to(root) not in files and not set(path.parts) & set(IGNORED)
    ]
    return sorted({*changed, *left_over})


def _text(path: Path) -> str | None:
    try:
        # Bytes, so that a checkout with Windows line ends counts as changed by its text, not by its ends.
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _refuse_broken_links(root: Path, modules: list[Module], files: dict[Path, str]) -> None:
    from .links import broken_links

    broken = broken_links(root, files)
    if broken:
        raise BadContent("broken links:\n" + "\n".join(f"  {path}: {link}" for path, link in broken))
