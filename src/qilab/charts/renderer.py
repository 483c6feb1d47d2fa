"""How a chart leaves Python: live where it can be, a still picture where it cannot, words everywhere.

One bundle holds up to three forms. JupyterLab draws the Vega-Lite 5 form with what it brings along, nbconvert and
nbgrader's feedback show the still picture, a terminal shows the words. None asks a network for anything.

On a page it is JupyterLab that makes the still picture (a PNG, when it has drawn the chart) and keeps it in the notebook:
to draw one here, too, would make the first chart of each kernel a second later and the kernel 70 MB larger.

The still picture travels as Markdown: JupyterLab prefers HTML to Vega-Lite, and would show the dead picture
instead of the live one; nbconvert would put an image/svg+xml into an <img> without a text alternative.
"""

from __future__ import annotations

import copy
import html
import importlib.util
import re
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import Any

from .run_by import run_by_a_page

MIMETYPE = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
STILL = "text/markdown"
EMBED = {
    "renderer": "svg",
    "actions": False,
    # Lets a drawing shrink with its page: at 200% zoom nothing is cut off or scrolled sideways. Letters of less than
    # eight pixels could not be read: from there on it is scrolled. In the dark it is turned over and keeps its hues.
    # And a tooltip goes when the pointer has left all charts: where a page is scrolled or drawn anew below the
    # pointer, Vega is told of no leaving and its tooltip would stay over the page.
    # Room at the right: letters that are shrunk come out a little wider than the drawing round them.
    "defaultStyle": ".vega-embed{display:block;box-sizing:border-box;padding-right:8px}"
    ".vega-embed svg.marks{max-width:max(100%,480px);height:auto;overflow:visible}"
    "body[data-jp-theme-light=false] .jp-RenderedVegaCommon5 svg.marks{filter:invert(.87) hue-rotate(180deg)}"
    "body:not(:has(.vega-embed:hover)) #vg-tooltip-element{visibility:hidden!important}",
}
# Nearest to the Vega-Lite that JupyterLab 4 carries, so that still and live pictures are the same.
VEGALITE = "5.8"
NO_WORDS = "Chart without a description. Ask its author to add one."


def for_jupyterlab(spec: dict[str, Any]) -> dict[str, Any]:
    """The spec labelled as Vega-Lite 5: JupyterLab 4 draws no later one, and nbformat refuses it."""
    spec = {**spec, "$schema": SCHEMA}
    # Not the style: from a spec's own options Vega takes no style sheet, and then puts in none at all. It comes with
    # the metadata of the output.
    options = {name: value for name, value in EMBED.items() if name != "defaultStyle"}
    spec["usermeta"] = {**spec.get("usermeta", {}), "embedOptions": options}
    return spec


def svg(spec: dict[str, Any]) -> str | None:
    """A still SVG, or None where vl-convert is not installed (the browser edition)."""
    try:
        import vl_convert
    except ImportError:
        return None
    return vl_convert.vegalite_to_svg(for_jupyterlab(spec), vl_version=VEGALITE)


def png(spec: dict[str, Any], scale: float = 2.0) -> bytes | None:
    """A still PNG, or None where vl-convert is not installed."""
    try:
        import vl_convert
    except ImportError:
        return None
    return vl_convert.vegalite_to_png(for_jupyterlab(spec), vl_version=VEGALITE, scale=scale)


def png_of_svg(drawing: str, scale: float = 2.0) -> bytes | None:
    """An SVG as PNG, or None where vl-convert is not installed."""
    try:
        import vl_convert
    except ImportError:
        return None
    return vl_convert.svg_to_png(drawing, scale=scale)


LONGEST_SVG = 600_000  # letters: a chart of ours has about 40,000


def is_safe_svg(text: str) -> bool:
    """May this SVG, which came from a page, go into a notebook? A drawing of Vega's has no script, handler or link."""
    return (
        text.startswith("<svg ")
        and text.endswith("</svg>")
        and len(text) <= LONGEST_SVG
        and not re.search(
            r"<(?:script|foreignObject|iframe|image|use|a)\b|\son\w+\s*=|javascript:", text, re.I
        )
    )


def still_html(picture: str, description: str) -> str:
    """An SVG as one image with a text alternative, shrinking with the page."""
    drawing = picture.replace(
        "<svg ", '<svg aria-hidden="true" focusable="false" style="max-width:100%;height:auto" ', 1
    )
    label = html.escape(description, quote=True)
    return f'<div class="qilab-picture" role="img" aria-label="{label}">{drawing}</div>'


def bundle(spec: dict[str, Any], description: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(data, metadata) of a notebook output with the live, the worded and, unless a page makes it, the still form."""
    live = for_jupyterlab({**spec, "description": description})
    data: dict[str, Any] = {MIMETYPE: live, "text/plain": description}
    still = None if run_by_a_page() else svg(live)
    if still is not None:
        data[STILL] = still_html(still, description)
    # nbconvert's classic template takes the text alternative of the page's PNG from here.
    return data, {MIMETYPE: {"embed_options": EMBED}, "image/png": {"alt": description}}


def render(spec: dict[str, Any], **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Renderer for Altair charts of the learner's own: `alt.renderers.enable("qilab")`."""
    spec = copy.copy(spec)
    return bundle(spec, spec.get("description") or _title(spec) or NO_WORDS)


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    if isinstance(title, dict):
        title = title.get("text", "")
    return " ".join(title) if isinstance(title, list) else str(title)


def install_with_altair() -> None:
    """`install` now if Altair is imported already, else as soon as somebody imports it.

    Our own charts and labs do without Altair, and to import it takes a quarter of a second of a page's first chart.
    """
    if "altair" in sys.modules:
        install()
    else:
        sys.meta_path.insert(0, _AltairFinder())


class _AltairFinder(MetaPathFinder):
    """Finds Altair as Python would, and installs our renderer once its code has run."""

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The spec of Altair; None for anything else, which other finders then look for."""
        if fullname != "altair":
            return None
        sys.meta_path.remove(self)
        try:
            spec = importlib.util.find_spec(fullname)
        except ImportError:
            # In a browser its files are fetched only now, and may not come: then the next import tries again.
            sys.meta_path.insert(0, self)
            raise
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_install(module: Any) -> None:
                run(module)
                install()

            spec.loader.exec_module = run_and_install  # type: ignore[method-assign]
        return spec


def install() -> None:
    """Make this the way Altair charts are shown. Altair's own ways ask a content delivery network."""
    import altair as alt

    alt.renderers.register("qilab", render)
    alt.renderers.enable("qilab")
    alt.data_transformers.register("qilab", few_enough)
    alt.data_transformers.enable("qilab")


MOST_ROWS = 5_000  # every row is written into the notebook: more make it too heavy to open and to send


def few_enough(data: Any = None, max_rows: int = MOST_ROWS) -> Any:
    """Altair's way to take in data, with words that say what to do where a table is too long for a notebook.

    `alt.data_transformers.enable("qilab", max_rows=20_000)` allows more.
    """
    import altair as alt

    if data is None:
        return lambda rows: few_enough(rows, max_rows)
    count = len(data) if hasattr(data, "__len__") and not isinstance(data, dict) else 0
    if isinstance(data, dict) and isinstance(data.get("values"), list):
        count = len(data["values"])
    if max_rows is not None and count > max_rows:
        raise ValueError(
            f"Too many rows ({count:,}; {max_rows:,} at most): add them up first, for instance "
            'data.groupby("ward", as_index=False).size(), or filter them, and draw the result.'
        )
    return alt.to_values(data)
