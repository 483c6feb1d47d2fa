"""JupyterLite's notebook page and the extensions it needs, laid down from their locked wheels. Nothing is built: they come built."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from qilab.reading import EXTENSIONS

APP = "jupyterlite-core"
LABEXTENSIONS = ("jupyterlite-pyodide-kernel", "jupyterlab-widgets", "anywidget")
_IN_WHEEL = "/share/jupyter/labextensions/"
_BUNDLE = "notebooks/bundle.js"
FRONT = Path(__file__).parent / "front"

# What a learner has no use for, or what would speak of a server or another host.
_DISABLED = (
    "@jupyterlite/application-extension:service-worker-manager",
    "@jupyterlite/application-extension:share-file",
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/apputils-extension:settings",  # front/settings.js takes its place
    "@jupyterlab/help-extension",
    "@jupyter-notebook/help-extension",
    "@jupyter-notebook/notebook-extension:tab-icon",  # asks for icons of a server
    "@jupyterlab/mermaid-extension",
)
_LANGUAGES = {"data": {"en": {"displayName": "English", "nativeName": "English"}}, "message": ""}
_SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": True, "autosaveInterval": 30},
}


@dataclass(frozen=True)
class Shell:
    """JupyterLite as it lies there. bundle: the script of its notebook page, below its folder; extensions: as it lists them."""

    bundle: str
    extensions: tuple[dict[str, Any], ...]


def lay_shell(wheels: Mapping[str, Path], out: Path) -> Shell:
    """Write JupyterLite into `out` from its wheels.

    wheels: name → file, of APP and LABEXTENSIONS. ValueError where a wheel is not what it was.
    """
    with zipfile.ZipFile(wheels[APP]) as wheel:
        packed = next((n for n in wheel.namelist() if n.endswith(".tgz")), None)
        if packed is None:
            raise ValueError(f"{wheels[APP].name} holds no JupyterLite")
        with tarfile.open(fileobj=io.BytesIO(wheel.read(packed))) as app:
            for name, data in _app_files(app):
                _write(out / name, data)
    extensions = [_lay_extension(wheels[name], out / "extensions") for name in LABEXTENSIONS]
    extensions.append(_lay_reading_view(out / "extensions"))
    schemas = [schema for each in extensions for schema in _schemas(out / "extensions" / each["name"])]
    _write(out / "build" / "schemas" / "all_federated.json", json.dumps(schemas).encode())
    # The languages that JupyterLab asks for: English is in it.
    _write(out / "api" / "translations" / "all.json", json.dumps(_LANGUAGES).encode())
    _write(out / "api" / "translations" / "en.json", b'{"data": {}, "message": ""}')
    if not (out / "build" / _BUNDLE).is_file():
        raise ValueError(f"{wheels[APP].name} has no notebook page where it was")
    return Shell(f"build/{_BUNDLE}", tuple(extensions))


def _app_files(app: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    """The scripts, styles and settings of the app; no other pages, no maps for debuggers, no worker of another kind."""
    for member in app.getmembers():
        name = PurePosixPath(member.name).relative_to("package").as_posix()
        if not member.isfile() or not name.startswith("build/") or name.endswith(".map"):
            continue
        if name.split("/")[1] in ("lab", "repl", "tree", "consoles", "edit"):
            continue
        file = app.extractfile(member)
        if file is not None:
            yield name, file.read()


def _lay_extension(wheel: Path, out: Path) -> dict[str, Any]:
    """An extension as its wheel brings it, without what its authors alone need; what JupyterLite must know of it."""
    with zipfile.ZipFile(wheel) as files:
        parts = [
            (n, n.partition(_IN_WHEEL)[2]) for n in files.namelist() if _IN_WHEEL in n and not n.endswith("/")
        ]
        described = next((n for n, short in parts if short.endswith("/package.json")), None)
        if described is None:
            raise ValueError(f"{wheel.name} holds no extension of JupyterLab")
        about = json.loads(files.read(described))
        for name, short in parts:
            if not short.endswith((".map", ".whl", "install.json")):
                _write(out / short, files.read(name))
    return _federated(about)


def _lay_reading_view(out: Path) -> dict[str, Any]:
    """Our own extension, with the parts that this edition puts in another's place or adds."""
    source = EXTENSIONS / "qilab-reading"
    target = out / "qilab-reading"
    shutil.copytree(source, target)
    for name in (
        "edition.js",
        "settings.js",
        "told.js",
        "my_work.js",
        "work_file.js",
        "answers.js",
        "renewed.js",
        "stored.js",
    ):
        shutil.copy(FRONT / name, target / "files" / name)
    return _federated(json.loads((source / "package.json").read_text(encoding="utf-8")))


def _federated(about: dict[str, Any]) -> dict[str, Any]:
    built = about["jupyterlab"]["_build"]
    return {
        "name": about["name"],
        **{k: built[k] for k in ("load", "extension", "style", "mimeExtension") if k in built},
    }


def _schemas(folder: Path) -> Iterator[dict[str, Any]]:
    """The settings of an extension, as JupyterLite lists them."""
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    for path in sorted((folder / "schemas" / about["name"]).glob("*.json")):
        if path.name != "package.json.orig":
            yield {
                "id": f"{about['name']}:{path.stem}",
                "raw": "{}",
                "schema": json.loads(path.read_text(encoding="utf-8")),
                "settings": {},
                "version": about["version"],
            }


def config(shell: Shell) -> dict[str, Any]:
    """JupyterLite's settings for every page. Addresses are put in by the page itself, which knows where it lies (front/start.js)."""
    return {
        "appName": "QI Lab",
        "appUrl": "/notebooks",
        "notebookPage": "notebooks",
        "defaultKernelName": "python",
        "federated_extensions": list(shell.extensions),
        "disabledExtensions": list(_DISABLED),
        "settingsOverrides": _SETTINGS,
        "themesUrl": "./build/themes",
        "licensesUrl": "./build",
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {
                # Python and what JupyterLite would fetch for it are in the worker already (front/worker.js).
                "disablePyPIFallback": True,
                "loadPyodideOptions": {
                    "packages": [
                        "micropip",
                        "piplite",
                        "ssl",
                        "sqlite3",
                        "ipykernel",
                        "comm",
                        "pyodide_kernel",
                        "jedi",
                        "ipython",
                    ],
                },
            }
        },
    }


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
