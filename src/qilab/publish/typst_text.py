"""Markdown → Typst, the language in which the pages to print are set. Text goes in as strings: nothing is code."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_READER = MarkdownIt("commonmark").enable("table")
_WRAPS = {"strong": "strong", "em": "emph"}


def quoted(text: str) -> str:
    """`text` as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def said(text: str) -> str:
    """`text` as Typst content, whatever characters it holds."""
    return f"#{quoted(text)}"


def markdown(text: str, deeper: int = 0) -> str:
    """A Markdown text as Typst markup. deeper: levels by which its headings go down. HTML is left out."""
    return _children(SyntaxTreeNode(_READER.parse(text)), deeper)


def _children(node: SyntaxTreeNode, deeper: int) -> str:
    return "".join(_one(child, deeper) for child in node.children)


def _one(node: SyntaxTreeNode, deeper: int) -> str:
    kind = node.type
    if kind == "heading":
        return f"\n#heading(level: {int(node.tag[1]) + deeper})[{_children(node, deeper)}]\n"
    if kind == "paragraph":
        return f"\n{_children(node, deeper)}\n\n"
    if kind in ("bullet_list", "ordered_list"):
        name = "list" if kind == "bullet_list" else "enum"
        items = ", ".join(f"[{_children(item, deeper).strip()}]" for item in node.children)
        if first := node.attrs.get("start"):  # a list that goes on after something else, such as a table
            items = f"start: {first}, {items}"
        return f"\n#{name}({items})\n"
    if kind == "blockquote":
        return f"\n#quote(block: true)[{_children(node, deeper)}]\n"
    if kind in ("fence", "code_block"):
        return f"\n#raw({quoted(node.content.rstrip())}, block: true)\n"
    if kind == "table":
        return _table(node)
    if kind in _WRAPS:
        return f"#{_WRAPS[kind]}[{_children(node, deeper)}]"
    if kind == "code_inline":
        return f"#raw({quoted(node.content)})"
    if kind == "text":
        return said(node.content)
    if kind in ("softbreak", "hardbreak"):
        return " " if kind == "softbreak" else " #linebreak() "
    if kind in ("html_block", "html_inline", "image"):
        return ""
    return _children(node, deeper)  # inline, links (on paper their words), and whatever else holds text


def _table(node: SyntaxTreeNode) -> str:
    rows = [[_children(cell, 0) for cell in row.children] for part in node.children for row in part.children]
    return table(rows[0], rows[1:])


def table(head: list[str], rows: list[list[str]], aligned: str = "left") -> str:
    """A table with a header row that a screen reader finds. Cells are Typst content."""
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    titles = ", ".join(f"[#strong[{cell}]]" for cell in head)
    return f"\n#sheet({len(head)}, {aligned}, table.header({titles}), {cells})\n"
