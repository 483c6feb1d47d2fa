"""A module on paper: `paper.md` set in type, so that a room needs pencils and no laptop."""

from __future__ import annotations

from collections.abc import Callable

from qilab.questions.item import BadContent

from .. import typst_text as ty
from ..module import Module
from ..paper import BRIEFLY, Pages
from . import bars, cards, charts, control, funnels, tables, timelines, trees, ward
from .fill import filled
from .questions import Asked, ask, key
from .source import Directive, Sheet, read_sheets

NAME = "paper.md"
INTRO = (
    "All that the lab and the exercises need, for a room with pencils and no laptop. All trusts, wards and people in it are "
    "fictional, except those that are called real, and every number in a table is synthetic. V1, V2 and so on are votes: everybody ticks a letter alone, "
    "then all show it at once, with one finger for A and two for B, or with the answer cards of the room pack. We speak about systems, never about colleagues. "
    "Not endorsed by the NHS, the CQC or the IHI."
)

_DIRECTIVES: dict[str, Callable[[Pages, Directive], None]] = {
    "page": tables.page,
    "record": tables.record,
    "slips": tables.slips,
    "tally": tables.tally,
    "data": tables.data,
    "frame": tables.frame,
    "bead-limits": tables.bead_limits,
    "blank-chart": tables.blank_chart,
    "said": tables.said,
    "anhoej-limits": tables.run_limits,
    "runs-limits": tables.runs_range,
    "chance": tables.chance,
    "cards": cards.cards,
    "scoops": cards.scoops,
    "chart-cards": cards.chart_cards,
    "coded-cards": cards.coded,
    "chart": charts.chart,
    "bars": bars.bars,
    "tree": trees.tree,
    "control-chart": control.control_chart,
    "funnel-plot": funnels.funnel_plot,
    "timeline": timelines.timeline,
    "squares": tables.squares,
    "ward-days": ward.ward_days,
    "control-chart-cards": cards.control_chart_cards,
    "blank-control-chart": control.blank_control_chart,
}
_CARDS = {"cards", "scoops", "chart-cards", "coded-cards", "control-chart-cards"}


def paper_lab(module: Module) -> bytes:
    """The paper lab of a module as a tagged PDF without a date. BadContent names the line of paper.md that is wrong, or says that there is none."""
    if not (module.folder / NAME).is_file():
        raise BadContent(
            f"{module.address}: write {NAME}, the module for a room without laptops (see “Writing a paper lab” in CONTRIBUTING.md)"
        )
    number = f"Module {module.number}. " if module.number is not None else ""
    pages = Pages(f"{module.title}: on paper", f"{number}{module.title}, on paper · {BRIEFLY}", intro=INTRO)
    sheets = read_sheets(module.text(NAME))
    asked: list[Asked] = []
    cover = f"#cover({ty.quoted(number + module.title)})"
    for sheet in sheets:
        add_sheet(pages, sheet, asked, cover)
        cover = ""
    refuse_gaps(module, asked)
    return _set_in_type(pages, module)


def _set_in_type(pages: Pages, module: Module) -> bytes:
    """The pages as a PDF. BadContent where a sheet that is said to be one side does not fit on a page."""
    import typst

    try:
        return pages.pdf()
    except typst.TypstError as error:
        raise BadContent(f"{module.address}/{NAME}: {error}") from error


def refuse_gaps(module: Module, asked: list[Asked]) -> None:
    """BadContent where a question of the exercises is not on paper, or is there twice."""
    keys = [each.item.key for each in asked]
    for exercise in module.exercises:
        for item in exercise.items:
            if keys.count(item.key) != 1:
                raise BadContent(
                    f"{module.address}/{NAME}: {item.key} is asked {keys.count(item.key)} times, not once"
                )


def add_sheet(pages: Pages, sheet: Sheet, asked: list[Asked], above: str = "") -> None:
    """Append a sheet. asked: its questions are added to these; above: Typst markup that goes on its page before it."""
    are_cards = any(isinstance(b, Directive) and b.name in _CARDS for b in sheet.blocks)
    kind = "card-sheet" if are_cards else "wide-sheet" if sheet.landscape else "sheet-of"
    with pages.sheet(sheet.title, sheet.whom, sheet.printed, kind, above):
        for block in sheet.blocks:
            if isinstance(block, str):
                pages.markdown(filled(block))
            elif block.name == "ask":
                votes = sum(each.code.startswith("V") for each in asked)
                asked.append(ask(pages, block, votes))
            elif block.name == "key":
                key(pages, asked)
            elif block.name in _DIRECTIVES:
                _DIRECTIVES[block.name](pages, block)
            else:
                raise BadContent(f"paper.md, line {block.line}: there is no directive “{block.name}”")
