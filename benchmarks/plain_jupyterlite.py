"""A lesson of the course in a plain JupyterLite, to be measured beside our browser edition (benchmarks/browser.py).

    python benchmarks/plain_jupyterlite.py plain-site

Plain means: what `jupyter lite build` makes with JupyterLite and its kernel for Python as they come, of the versions that our edition has. The
course's wheel and the wheels it needs lie in its index for piplite, and the lesson begins with `%pip install qilab`, as JupyterLite's handbook has
it: piplite works out in the page what is to be fetched, and fetches it. Pyodide and NumPy are whole, as Pyodide gives them out.

Where it is not what Pyodide gives out, and why (all of it spares the plain one time and bytes):

- pandas is our edition's (3.1.1, whole), because the course needs a newer one than Pyodide's 2.2.3. So are the wheels of pure Python.
- OpenBLAS is left out, and of SciPy the modules that need it, a twelfth of its bytes: the lesson uses the special functions alone, so SciPy's two
  first files ask for nothing else. OpenSSL is left out, and `ssl` lacks its C part; MarkupSafe does without its own.
- ipywidgets 8.1.9 asks for a jupyterlab-widgets whose part for the page this JupyterLite cannot show. The page has 3.0.15, as ours; an empty wheel
  answers piplite.
- Cells far from the window are drawn like those in it, as on our pages. Else the first chart would be drawn when somebody scrolls to it.

The tools lie in an environment of their own, in the cache, locked by `plain-jupyterlite.lock` (tools/lock.py makes it).
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat

from qilab.publish.browser.bundles import NO_OPENBLAS
from qilab.publish.browser.fetch import cache, digest, fetch, fetch_files
from qilab.publish.browser.lock import INDEX, NPM, RELEASE, LockedFile, lock
from qilab.publish.site.notebooks import write_contents

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(__file__).with_name("plain-jupyterlite.lock")
STUBS = ROOT / "src" / "qilab" / "publish" / "browser" / "stubs"
SHELL = ("jupyterlite-core", "jupyterlite-pyodide-kernel")  # of our lock, but not for Python in the page
EXTENSIONS = ("jupyterlab-widgets", "anywidget")
# In Python jupyterlab-widgets does nothing: as JupyterLite does with widgetsnbextension, a wheel with nothing in it stands for it.
STAND_IN = ("jupyterlab_widgets", "3.0.999")
FROM_TOOLS = ("jedi", "parso")  # the plain kernel asks for them, and our edition does without
# What lies in Pyodide's folder: of its release, and of our lock with what each needs.
RELEASED = ("micropip", "numpy", "scipy", "sqlite3", "ssl")
OURS: dict[str, list[str]] = {
    "markupsafe": [],
    "packaging": [],
    "pandas": ["numpy", "python-dateutil", "tzdata"],
    "python-dateutil": ["six"],
    "six": [],
    "tzdata": [],
}
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "exposeAppInBrowser": True,  # by which the benchmark presses “Run All Cells”
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": {"disablePyPIFallback": True}},
    },
}
OVERRIDES = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}
KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
INSTALL = "%pip install -q qilab"


def build(out: Path, page: Path) -> None:
    """Write a plain JupyterLite with the notebook `page` (below the course's folder) into the folder `out`."""
    python, wheels = tools()
    with tempfile.TemporaryDirectory() as folder:
        lite = Path(folder)
        lay_pyodide(lite / "static" / "pyodide")
        lay_wheels(lite / "pypi", wheels)
        extensions = [str(path) for path in fetch(EXTENSIONS).values()]
        build_settings = {"LiteBuildConfig": {"federated_extensions": extensions, "no_sourcemaps": True}}
        for name, body in (
            ("jupyter_lite_config.json", build_settings),
            ("jupyter-lite.json", SETTINGS),
            ("overrides.json", OVERRIDES),
        ):
            (lite / name).write_text(json.dumps(body), encoding="utf-8")
        words = ["build", "--lite-dir", folder, "--output-dir", str(out.resolve())]
        run([str(python), "-m", "jupyterlite_core", *words], lite)
    notebook = nbformat.read(ROOT / page, as_version=4)
    notebook.metadata["kernelspec"] = KERNEL
    notebook.cells.insert(0, nbformat.v4.new_code_cell(INSTALL, id="install"))
    write_contents({page: notebook}, out)


def tools() -> tuple[Path, Path]:
    """The Python that has `jupyter lite`, and the folder of the wheels it was made from. Made once."""
    folder = cache().parent / f"plain-jupyterlite-{digest(TOOLS.read_bytes())[:12]}"
    wheels, done = folder / "wheels", folder / "made"
    python = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not done.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        wheels.mkdir(parents=True)
        run([sys.executable, "-m", "venv", str(folder / "env")], folder)
        pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        locked = ["--no-deps", "--require-hashes", "--requirement", str(TOOLS)]
        run([*pip, "download", "--only-binary", ":all:", "--dest", str(wheels), *locked], folder)
        run([*pip, "install", "--no-index", "--find-links", str(wheels), *locked], folder)
        done.touch()
    return python, wheels


def lay_pyodide(out: Path) -> None:
    """Write Pyodide as a server of one's own would have it: what its lock names is what lies there."""
    out.mkdir(parents=True)
    core = [file.name for file in lock().files.values() if file.come == NPM]
    for name, path in fetch(core).items():
        shutil.copyfile(path, out / name)
    whole = json.loads((out / "pyodide-lock.json").read_text(encoding="utf-8"))
    known = whole["packages"]
    for name, path in fetch_files(released(known)).items():
        shutil.copyfile(path, out / known[name]["file_name"])
    packages = {name: known[name] for name in (*RELEASED, "openblas")}
    for name, path in fetch(OURS).items():
        shutil.copyfile(path, out / path.name)
        packages[name] = entry(lock().files[name], OURS[name])
    _without_openssl(out, packages["ssl"])
    _without_openblas(out, packages["scipy"], packages["openblas"])
    lean = json.dumps({"info": whole["info"], "packages": packages})
    (out / "pyodide-lock.json").write_text(lean, encoding="utf-8")


def released(known: Mapping[str, dict]) -> list[LockedFile]:
    """Files of Pyodide's release by its own lock, whose hash stands in ours."""
    return [
        LockedFile(name, known[name]["version"], known[name]["file_name"], known[name]["sha256"], RELEASE)
        for name in RELEASED
    ]


def entry(file: LockedFile, depends: Sequence[str]) -> dict:
    """A wheel of our lock as Pyodide's lock would name it."""
    return {
        "depends": list(depends),
        "file_name": file.file,
        "imports": [],
        "install_dir": "site",
        "name": file.name,
        "package_type": "package",
        "sha256": file.sha256,
        "unvendored_tests": False,
        "version": file.version,
    }


def _without_openssl(out: Path, ssl: dict) -> None:
    """Python's part alone: `import ssl` is then refused, as where nobody has asked for it."""
    inside = _members(out / ssl["file_name"])
    _put(out, ssl, {name: content for name, content in inside.items() if not name.endswith(".so")})
    ssl["depends"] = []


def _without_openblas(out: Path, scipy: dict, openblas: dict) -> None:
    """SciPy without its modules of linear algebra, and a library with nothing in it that the special functions take for OpenBLAS."""
    _put(out, openblas, {"libopenblas.so": NO_OPENBLAS})
    inside = _members(out / scipy["file_name"])
    kept = {
        name: content
        for name, content in inside.items()
        if b"libopenblas.so" not in content[:200] or name.startswith("scipy/special/_ufuncs.")
    }
    for name in (
        "scipy/__init__.py",
        "scipy/special/__init__.py",
    ):  # the first files of SciPy ask for all of it
        kept[name] = (STUBS / name).read_bytes()
    _put(out, scipy, kept)


def _members(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as packed:
        return {name: packed.read(name) for name in packed.namelist() if not name.endswith("/")}


def _put(out: Path, known: dict, inside: Mapping[str, bytes]) -> None:
    """Write an archive in the place of the one that Pyodide's lock names, and its hash into the lock."""
    content = _zip(inside)
    (out / known["file_name"]).write_bytes(content)
    known["sha256"] = digest(content)


def _zip(inside: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return packed.getvalue()


def lay_wheels(out: Path, wheels: Path) -> None:
    """Write the course's wheel and those it and the kernel need, for piplite's index."""
    out.mkdir(parents=True)
    pure = [
        f.name
        for f in lock().files.values()
        if f.come == INDEX and f.name not in (*SHELL, *OURS, EXTENSIONS[0])
    ]
    for path in fetch(pure).values():
        shutil.copyfile(path, out / path.name)
    for name in FROM_TOOLS:
        for path in wheels.glob(f"{name}-*.whl"):
            shutil.copyfile(path, out / path.name)
    name, version = STAND_IN
    papers = f"{name}-{version}.dist-info"
    stand_in = {
        f"{name}.py": b"",
        f"{papers}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{papers}/WHEEL": b"Wheel-Version: 1.0\nGenerator: qilab\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{papers}/RECORD": b"",
    }
    (out / f"{name}-{version}-py3-none-any.whl").write_bytes(_zip(stand_in))
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)], ROOT)


def run(words: Sequence[str], folder: Path) -> None:
    """Run a tool, and show what it said if it failed."""
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="the folder to write")
    parser.add_argument("--page", type=Path, default=Path("course/m06_run_charts.ipynb"), help="the lesson")
    words = parser.parse_args()
    build(words.out, words.page)


if __name__ == "__main__":
    main()
