"""docs/api.md: every public name with its signature and its own text, so that the page cannot say anything else."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

BUILT = "<!-- Built from the docstrings of src/qilab by `qilab build`. Edit those, not this page. -->"
INTRO = f"""# The public names

{BUILT}

These are the names that a notebook or a script may rely on. Each entry says what goes in (shapes and units), what comes out, what
is refused, and where a method comes from. The examples are run as tests. Names that begin with an underscore, and modules that
are not on this page, may change at any time.
"""
# heading, module, what it is for
SECTIONS = (
    ("At the top: `qilab`", "qilab", "Import these by name: `from qilab import load, spc, run_chart`."),
    ("Data: `qilab.data`", "qilab.data", "The tables of the fictional trusts."),
    (
        "Charts: `qilab.charts`",
        "qilab.charts",
        "Each is a picture that states its finding, with its table and a description in words.",
    ),
    ("Methods: `qilab.methods`", "qilab.methods", "The statistics, without drawing."),
    ("Labs: `qilab.labs`", "qilab.labs", "Each is one call in a notebook."),
    ("Progress: `qilab.progress`", "qilab.learner.progress", "The learner's own record, one small file."),
)


def api_page() -> str:
    """The page as Markdown."""
    parts = [INTRO]
    seen: dict[int, str] = {}
    for heading, module, purpose in SECTIONS:
        parts.append(f"## {heading}\n\n{purpose}\n")
        for name, value in public_names(module):
            place = f"{'qilab.progress' if module.endswith('progress') else module}.{name}"
            if id(value) in seen and not isinstance(value, str | int | float | tuple):
                parts.append(f"- `{place}`: see [`{seen[id(value)]}`](#{_anchor(seen[id(value)])})\n")
                continue
            seen[id(value)] = place
            parts.append(_entry(place, value))
    return "\n".join(parts).rstrip("\n") + "\n"


def public_names(module: str) -> Iterator[tuple[str, Any]]:
    """The names a module offers, with what they are; modules among them have sections of their own."""
    home = import_module(module)
    names = getattr(home, "__all__", None)
    if names is None:
        names = [n for n, v in vars(home).items() if not n.startswith("_") and _is_own(v, module)]
    for name in sorted(names, key=str.lower):
        value = getattr(home, name)
        if not inspect.ismodule(value) and name != "__version__":
            yield name, value


def _is_own(value: Any, module: str) -> bool:
    return (inspect.isfunction(value) or inspect.isclass(value)) and value.__module__ == module


def _entry(place: str, value: Any) -> str:
    if not callable(value):
        return f"### `{place}`\n\n{value}\n"
    text = inspect.getdoc(value) or ""
    own = _methods(value) if inspect.isclass(value) else ""
    return f"### `{place}`\n\n```python\n{_signature(place, value)}\n```\n\n{_markdown(text)}\n{own}"


def _methods(kind: type) -> str:
    """What an object of a class can do: each public method with the first sentence of its text."""
    lines = []
    for name, value in vars(kind).items():
        target = value.fget if isinstance(value, property) else value
        if name.startswith("_") or not inspect.isfunction(target) or not target.__doc__:
            continue
        call = name if isinstance(value, property) else _signature(f"{kind.__name__}.{name}", target)
        lines.append(
            f"- `.{call.replace('(self, ', '(').replace('(self)', '()')}`: {_first_sentence(target)}"
        )
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def _first_sentence(value: Any) -> str:
    return " ".join((inspect.getdoc(value) or "").split("\n\n")[0].split())


def _signature(place: str, value: Any) -> str:
    name = place.rpartition(".")[2]
    kind = "class " if inspect.isclass(value) else ""
    if inspect.isclass(value) and issubclass(value, BaseException):
        return f"class {name}({value.__bases__[0].__name__})"
    signature = inspect.signature(value)
    plain = signature.replace(
        parameters=[p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()],
        return_annotation=inspect.Signature.empty,
    )
    # A default that prints with an address in memory would make the page different at every build.
    return re.sub(r"<(\w+)[^<>]* at 0x[0-9a-f]+>", r"<\1>", f"{kind}{name}{plain}")


def _markdown(text: str) -> str:
    """A docstring as Markdown: examples in fences, the `::` of code blocks too."""
    lines, example = [], False
    for line in text.splitlines():
        if line.startswith(">>>") and not example:
            lines += ["```python", line]
            example = True
        elif example and not line.strip():
            lines += ["```", ""]
            example = False
        else:
            lines.append(line)
    if example:
        lines.append("```")
    return re.sub(r"::\n\n((?:    .*\n?)+)", lambda m: ":\n\n" + m.group(1), "\n".join(lines))


def _anchor(place: str) -> str:
    return re.sub(r"[^\w\- ]", "", place.lower()).replace(" ", "-")
