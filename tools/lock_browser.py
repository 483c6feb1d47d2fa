"""Writes src/qilab/publish/browser/lock.json: which files of others the browser edition is made of, by version and hash.

    python tools/lock_browser.py

To move to another Pyodide, change PYODIDE, PLATFORM and the versions below, run this, then the tests. The hashes of Pyodide's own wheels are those that
its own lock names; those of the other wheels are pip's. No address is written down.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "src" / "qilab" / "publish" / "browser" / "lock.json"
PYODIDE, PYTHON, PLATFORM = "0.27.7", "3.12", "pyemscripten_2024_0_wasm32"
# From npm's package of Pyodide, and wheels that Pyodide's own lock names.
CORE = (
    "pyodide.js",
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
RELEASED = ("numpy", "scipy")
# From the package index: what learners' pages import, the kernel, and JupyterLite's pages.
INDEXED = """
altair==6.3.0
anywidget==0.11.0
asttokens==3.0.2
attrs==26.1.0
comm==0.2.3
decorator==5.3.1
et-xmlfile==2.0.0
executing==2.3.0
ipython==8.39.0
ipywidgets==8.1.9
jinja2==3.1.6
jsonschema==4.17.3
jupyterlab-widgets==3.0.15
jupyterlite-core==0.6.4
jupyterlite-pyodide-kernel==0.6.1
matplotlib-inline==0.2.2
narwhals==2.29.0
openpyxl==3.1.5
packaging==26.4
pandas==3.1.1
prompt-toolkit==3.0.53
psygnal==0.16.1
pure-eval==0.2.4
pygments==2.21.0
pyrsistent==0.20.0
python-dateutil==4.0.0
python-stdnum==2.2
six==1.17.0
stack-data==0.6.3
traitlets==5.16.1
typing-extensions==4.16.0
tzdata==2026.6
wcwidth==0.9.4
"""

# These have no wheel for a browser: of a wheel for Linux the browser edition takes the Python files, which do without the C part.
PYTHON_PART, LINUX = "markupsafe==3.0.3", "manylinux2014_x86_64"


def main() -> None:
    """Fetch everything once, and write down what it is."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        files = core(here) + indexed(here, INDEXED, PLATFORM) + indexed(here, PYTHON_PART, LINUX)
    body = {"pyodide": PYODIDE, "python": PYTHON, "platform": PLATFORM, "files": files}
    LOCK.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
    print(f"{LOCK.relative_to(ROOT)}: {len(files)} files")


def core(folder: Path) -> list[dict[str, str]]:
    """The files of npm's package, and the wheels that its lock names."""
    subprocess.run(["npm", "pack", "--silent", f"pyodide@{PYODIDE}"], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as package:
        content = {name: package.extractfile(f"package/{name}").read() for name in CORE}
    found = [entry(name, PYODIDE, name, hashlib.sha256(content[name]).hexdigest(), "npm") for name in CORE]
    known = json.loads(content["pyodide-lock.json"])["packages"]
    for name in RELEASED:
        one = known[name]
        found.append(entry(name, one["version"], one["file_name"], one["sha256"], "release"))
    return found


def indexed(folder: Path, wanted: str, platform: str) -> list[dict[str, str]]:
    """The wheels of the package index, each of the version that is asked for."""
    words = ["download", "--no-deps", "--only-binary", ":all:", "--dest", str(folder / platform)]
    system = ["--platform", platform, "--implementation", "cp", "--python-version", PYTHON]
    (folder / "wanted.txt").write_text(wanted)
    told = ["--requirement", str(folder / "wanted.txt")]
    subprocess.run([sys.executable, "-m", "pip", *words, *system, *told], check=True)
    found = []
    for wheel in sorted((folder / platform).glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        found.append(
            entry(re.sub(r"[-_.]+", "-", name).lower(), version, wheel.name, digest, "package index")
        )
    return found


def entry(name: str, version: str, file: str, sha256: str, come: str) -> dict[str, str]:
    """One line of the lock."""
    return {"name": name, "version": version, "file": file, "sha256": sha256, "come": come}


if __name__ == "__main__":
    main()
