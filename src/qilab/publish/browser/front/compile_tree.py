"""Run inside Pyodide by compile.js: /in.tar to /out.tar, each .py as a .pyc that needs no source. Says in `kept` which packages
read their own docstrings; all others lose them."""

import io
import tarfile
from importlib._bootstrap_external import _code_to_hash_pyc

PLACE = "/lib/python3.12/site-packages/"
KEPT = ("numpy", "altair", "qilab")


def compiled(name: str, source: bytes) -> bytes:
    """The .pyc of a module that lies at `name` in site-packages; it is never compared with a source."""
    code = compile(
        source, PLACE + name, "exec", dont_inherit=True, optimize=0 if name.split("/")[0] in KEPT else 2
    )
    return bytes(_code_to_hash_pyc(code, bytes(8), checked=False))


with tarfile.open("/in.tar") as came, tarfile.open("/out.tar", "w", format=tarfile.USTAR_FORMAT) as made:
    for member in came:
        content = came.extractfile(member).read()
        if member.name.endswith(".py"):
            content, member.name = compiled(member.name, content), member.name + "c"
        member.size = len(content)
        made.addfile(member, io.BytesIO(content))
