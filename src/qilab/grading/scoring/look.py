"""Reads a learner's code, without running it, for what an answer does not need. A hint for a person, not a verdict."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable

from .notices import OPENS_A_FILE

_MODULES = {
    "socket": "the network",
    "urllib": "the network",
    "http": "the network",
    "requests": "the network",
    "httpx": "the network",
    "ftplib": "the network",
    "smtplib": "the network",
    "subprocess": "other programs",
    "multiprocessing": "other programs",
    "pty": "other programs",
    "ctypes": "machine code",
    "cffi": "machine code",
    "sqlite3": "databases",
    "sqlalchemy": "databases",
    "nbgrader": "the marking",
    "inspect": "the inside of Python",
    "gc": "the inside of Python",
    "builtins": "the inside of Python",
    "importlib": "the inside of Python",
    "signal": "the inside of Python",
    "IPython": "the notebook's machinery",
    "ipykernel": "the notebook's machinery",
}
_CALLS = {
    "exec",
    "eval",
    "compile",
    "__import__",
    "get_ipython",
    "globals",
    "locals",
    "vars",
    "setattr",
    "delattr",
    "breakpoint",
}
_DEEP = {
    "__subclasses__",
    "__globals__",
    "__builtins__",
    "__closure__",
    "__code__",
    "__mro__",
    "__bases__",
    "__base__",
    "__dict__",
    "__self__",
    "__func__",
    "__getattribute__",
    "__setattr__",
    "__reduce__",
    "cell_contents",
    "f_back",
    "gi_frame",
    "tb_frame",
    "_getframe",
    "addaudithook",
    "settrace",
    "setprofile",
}
_OS = {
    "system",
    "fork",
    "_exit",
    "kill",
    "execv",
    "popen",
    "setsid",
    "environ",
    "walk",
    "listdir",
    "remove",
    "abort",
}
_OURS = {"check", "data_for", "answer", "load"}
_MAGIC = re.compile(
    r"^\s*(!|%%(bash|sh|script|javascript|html|writefile|perl|ruby)\b|%(system|sx|run|load_ext)\b)", re.M
)


def what_stands_out(sources: Iterable[str]) -> list[str]:
    """Sentences about code that a person may want to look at; each once."""
    found: dict[str, None] = {}
    for source in sources:
        magic = _MAGIC.search(source)
        if magic:
            found[f"runs a command of the system ({magic.group(0).strip()[:20]})"] = None
        for node in _nodes(source):
            for word in _about(node):
                found[word] = None
    return list(found)[:12]


def _nodes(source: str) -> Iterable[ast.AST]:
    plain = "\n".join(
        "pass" if line.lstrip().startswith(("%", "!", "?")) else line for line in source.split("\n")
    )
    try:
        return list(ast.walk(ast.parse(plain)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _about(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        for name in names:
            what = None if name == "IPython.display" else _MODULES.get(name.partition(".")[0])
            if what:
                yield f"asks for {what} (import {name[:30]})"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        yield f"reaches into the inside of Python ({node.func.id})"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
        if len(node.args) > 1 and not isinstance(node.args[1], ast.Constant):
            yield "asks for something by a name that it puts together (getattr)"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
        yield OPENS_A_FILE
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
        if node.attr in _OS or node.attr.startswith(("exec", "spawn", "posix_spawn")):
            yield f"reaches into the system (os.{node.attr})"
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield from _renamed(node.name)
        if node.name in ("__eq__", "__float__", "__sub__", "__rsub__", "__abs__", "__hash__"):
            yield f"makes an object that decides itself what it equals ({node.name})"
    elif isinstance(node, ast.Assign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Name):
                yield from _renamed(target.id)
            elif isinstance(target, ast.Attribute):
                yield from _patched(target)
    elif isinstance(node, ast.Attribute) and node.attr in _DEEP:
        yield f"reaches into the inside of Python ({node.attr})"
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in _DEEP:
        yield f"names the inside of Python ({node.value})"


def _renamed(name: str) -> Iterable[str]:
    if name in _OURS:
        yield f"gives {name} another meaning"
    elif hasattr(builtins, name) and callable(getattr(builtins, name)) and not name.startswith("_"):
        yield f"gives Python's own {name} another meaning"


def _patched(target: ast.Attribute) -> Iterable[str]:
    """module.name = …: a library's function replaced. A table's column set by its dot is none of that."""
    base = target.value
    while isinstance(base, ast.Attribute):
        base = base.value
    if isinstance(base, ast.Name) and base.id in (
        "pd",
        "np",
        "pandas",
        "numpy",
        "alt",
        "altair",
        "qilab",
        "sys",
        "math",
    ):
        yield f"changes a part of {base.id} ({target.attr[:30]})"
