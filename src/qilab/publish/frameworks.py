"""Other programmes beside this course: which parts of each a module shares, and what each has that we do not."""

from __future__ import annotations

from qilab.modules import frameworks

from .module import Module

_PAGE = """# Other programmes, and where this course meets them

<!-- Built from `[frameworks]` in each module.toml and from src/qilab/modules/frameworks.toml by `qilab build`. -->

If your trust already works by another programme, this page shows which modules go with which part of it. The match is our own
judgement: nobody from these programmes has checked it, and none of them endorses QI Lab. The themes of CQC’s report are in
[themes.md](themes.md).

{table}

A dash means that we saw no part that goes with the module.
{parts}"""


def frameworks_table(modules: list[Module]) -> str:
    """One row for each numbered module, one column for each programme, with the keys of the parts that they share."""
    names = list(frameworks())
    rows = [f"| Module | {' | '.join(names)} | CQC themes |", "|---" * (len(names) + 2) + "|"]
    for module in modules:
        if module.number is not None:
            shared = [", ".join(module.frameworks.get(name, ())) or "–" for name in names]
            themes = ", ".join(theme.key for theme in module.cqc_themes) or "–"
            rows.append(f"| M{module.number} {module.title} | {' | '.join(shared)} | {themes} |")
    return "\n".join(rows)


def frameworks_page(modules: list[Module]) -> str:
    """docs/frameworks.md: the table, and for each programme its parts with their modules, and what differs."""
    return _PAGE.format(
        table=frameworks_table(modules), parts="".join(_told(n, modules) for n in frameworks())
    )


def _told(name: str, modules: list[Module]) -> str:
    framework = frameworks()[name]
    rows = [f"| {name} | Part | Modules |", "|---|---|---|"]
    for key, part in framework["parts"].items():
        sharing = [f"M{m.number}" for m in modules if key in m.frameworks.get(name, ())]
        rows.append(f"| {key} | {part} | {', '.join(sharing) or '–'} |")
    return f"""
## {framework["title"]}

{chr(10).join(rows)}

**What it has that this course does not.** {framework["theirs"]}

**What this course has besides.** {framework["ours"]}

**What we read.** {framework["read"]} See [its own page]({framework["url"]}).
"""
