"""Run inside Pyodide by compile.js: /in.tar to /out.tar, each .py as a .pyc that needs no source.

The first part of a path names the tree; `KEPT` are the packages that keep their docstrings, because they read them.
"""

import io
import tarfile
from importlib._bootstrap_external import _code_to_hash_pyc

PLACES = {"library": "/lib/python312.zip/"}
ELSE = "/lib/python3.12/site-packages/"
KEPT = ("numpy", "altair", "qilab")


def compiled(name: str, source: bytes) -> bytes:
    """The .pyc of a module that will lie at `name`; it is never compared with a source."""
    tree, _, path = name.partition("/")
    optimize = 0 if path.split("/")[0] in KEPT else 2
    code = compile(source, PLACES.get(tree, ELSE) + path, "exec", dont_inherit=True, optimize=optimize)
    return bytes(_code_to_hash_pyc(code, bytes(8), checked=False))


with tarfile.open("/in.tar") as came, tarfile.open("/out.tar", "w", format=tarfile.USTAR_FORMAT) as made:
    for member in came:
        content = came.extractfile(member).read()
        if member.name.endswith(".py"):
            content, member.name = compiled(member.name, content), member.name + "c"
        member.size = len(content)
        made.addfile(member, io.BytesIO(content))
