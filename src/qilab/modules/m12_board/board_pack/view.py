"""The board pack, a lab of the module for boards: twelve indicators as colours and as charts, a sealed truth, and a paper for the board."""

from __future__ import annotations

import datetime as dt

from qilab.methods.validate import one_seed
from qilab.panel.html import Html, bullets, join, paragraphs, save_link, tag
from qilab.panel.lab import Lab
from qilab.panel.typeset import NoPdfError

from . import choices, drawing, model, pages, paper, words

COLUMNS = ("Seed", "You said", "Found by colour", "Found by chart", "Tokens by colour", "Tokens by chart")
ON_RAG, ON_PAPER = 0, 3  # the first and the last of the four pages


def board_pack(seed: int = 1212) -> BoardPack:
    """Show the lab The board pack: twelve indicators as RAG and as SPC, three tokens to spend, and a board paper to make.

    seed: the same number gives the whole room the same pack and the same truth. ValueError for a bad seed.

    >>> print(board_pack(seed=7))
    The board pack. A board pack of twelve indicators, twelve months as red, amber and green. ...
    """
    return BoardPack(one_seed(seed))


class BoardPack(Lab):
    """The view. The model is in model.py, the paper’s choices in choices.py, the sentences in words.py."""

    def __init__(self, seed: int) -> None:
        self._rag: tuple[str, ...] = ()  # the tokens of the first page, once they are spent
        self._guess = 0
        self._opened = False
        self._items: list[choices.Item] = []
        super().__init__("The board pack", pages.parts(seed), COLUMNS)

    # ------------------------------------------------------------ what happens

    @property
    def pack(self) -> model.Pack:
        """The pack of the seed."""
        return model.pack(self.values["seed"])

    @property
    def items(self) -> tuple[choices.Item, ...]:
        """What is in the board paper so far."""
        return tuple(self._items)

    def front(self) -> str:
        """The chart of the open page; where it has none, that of the second."""
        page = self.values["page"]
        if page == ON_PAPER and self.values["indicator"]:
            return "one"
        return "rag" if page == ON_RAG else "spc"

    def update(self, changed: set[str]) -> None:
        """Begin anew with another seed; otherwise answer the tokens, and the fields of the paper."""
        if "seed" in changed:
            self._begin()
        if changed & {"rag", "guess"}:
            lack = words.too_many(self.values["rag"])
            if not lack and self.values["guess"] is None:
                lack = "Then predict: how many of the three will find a cause?"
            self.say(rag_hint=lack)
        if "spc" in changed:
            self.say(spc_hint=words.too_many(self.values["spc"]))
        if changed & {"rag", "spc"}:
            self._truth_hint()
        if "indicator" in changed:
            self._offer_sentences()
        if changed & set(pages.ITEM_FIELDS):
            self.say(item_hint="", item_said="")

    def pressed(self, name: str) -> None:
        """Do what the button says, on any of the four pages."""
        {
            "spend": self._spend,
            "open": self._open,
            "add": self._add,
            "take_out": self._take_out,
            "make": self._make,
        }[name]()

    def _begin(self) -> None:
        """Another pack: no tokens, no truth, no paper yet."""
        self._rag, self._opened, self._items = (), False, []
        empty = {name: "" for name in pages.ITEM_FIELDS}
        self.values = {**self.values, "rag": [], "spc": [], "guess": None, **empty}
        pack, keys = self.pack, tuple(self.pack.series)
        self.say(
            rag_finding=words.rag_finding(pack),
            spc_finding=words.spc_finding(pack),
            spent="",
            result="",
            why="",
            truth="",
            made="",
        )
        self.draw("rag", drawing.rag_rows(pack), words.rag_picture(pack), drawing.RAG_LOOKS)
        self.draw("spc", drawing.spc_rows(pack, keys), words.spc_picture(pack, keys), drawing.key_of(pack))
        self._show_items()
        self._truth_hint()
        self._offer_sentences()

    # ------------------------------------------------------------ tokens

    def _spend(self) -> None:
        tokens = tuple(self.values["rag"])
        if lack := words.too_many(tokens):
            self.say(rag_hint=lack)
            return
        self._rag, self._guess = tokens, self.values["guess"]
        self.say(spent=words.spent(self.pack, tokens, self._guess))
        self._truth_hint()

    def _truth_hint(self) -> None:
        if self._opened:
            return
        ready = len(self.values["spc"]) == model.TOKENS
        self.say(
            truth_hint=words.before_opening(bool(self._rag), ready) or "Both sets of tokens are spent.",
            spc_set="Now open the third page, “The truth”." if ready else "",
        )

    def _open(self) -> None:
        spc = tuple(self.values["spc"])
        if lack := words.before_opening(bool(self._rag), len(spc) == model.TOKENS):
            self.say(truth_hint=lack)
            return
        pack = self.pack
        found = [len(pack.found(tokens)) for tokens in (self._rag, spc)]
        self.say(
            truth_hint="",
            result=words.result(pack, self._rag, spc, self._guess),
            why=words.why(pack),
            truth=self._truth_lists(spc),
        )
        if not self._opened:  # with the truth in sight, tokens cost nothing
            self._opened = True
            named = (words.names(pack, tokens) for tokens in (self._rag, spc))
            self.note(pack.seed, self._guess, *found, *named)

    def _truth_lists(self, spc: tuple[str, ...]) -> Html:
        """What lay behind each indicator: first those in which something had happened."""
        found: dict[bool, list[str]] = {True: [], False: []}
        for key, series in self.pack.series.items():
            tokens = [how for how, mine in (("colour", self._rag), ("chart", spc)) if key in mine]
            found[series.plot.special].append(words.truth_line(series, tokens))
        return join(
            tag("h4", "Something had happened"),
            bullets(*found[True]),
            tag("h4", "Nothing had happened"),
            bullets(*found[False]),
        )

    # ------------------------------------------------------------ the board paper

    def _offer_sentences(self) -> None:
        pack, key = self.pack, self.values["indicator"]
        if not key:
            self.offer("sentence", (pages.SENTENCE_START,))
            self.say(one_finding="Choose an indicator: its chart will appear here, with nothing marked.")
            self.draw("one", drawing.spc_rows(pack, ()), "No indicator is chosen yet.")
            self.switch("one", hidden=True)
            return
        self.switch("one", hidden=False)
        self.offer("sentence", (pages.PLEASE, *choices.sentences(pack, key).items()))
        self.values = {**self.values, "sentence": ""}
        self.say(one_finding=words.one_finding(pack, key))
        self.draw(
            "one",
            drawing.spc_rows(pack, (key,), marked=False),
            words.one_picture(pack, key),
            (drawing.TARGET,),
        )

    def _add(self) -> None:
        given = {name: self.values[name] for name in pages.ITEM_FIELDS}
        labels = {field.name: field.label for field in pages.item_fields()}
        if missing := [labels[name] for name, value in given.items() if not value]:
            self.say(item_hint=words.incomplete(missing))
            return
        item, pack = choices.Item(**given), self.pack
        if found := choices.objections(pack, item):
            self.say(item_hint="", item_said=words.not_added(found))
            return
        others = [each for each in self._items if each.indicator != item.indicator]
        if len(others) == choices.MOST_ITEMS:
            self.say(item_hint=f"The paper has {choices.MOST_ITEMS} already. Take the last one out first.")
            return
        self._items = [*others, item]
        self.values = {**self.values, **{name: "" for name in pages.ITEM_FIELDS}}
        self._show_items()
        self.say(item_hint="", item_said=words.added(pack, item, len(self._items)))

    def _take_out(self) -> None:
        if not self._items:
            self.say(item_hint="Nothing is in the paper yet.")
            return
        gone = self._items.pop()
        self._show_items()
        self.say(
            item_hint="",
            item_said=f"{self.pack.series[gone.indicator].indicator.name} is out of the paper again.",
        )

    def _show_items(self) -> None:
        lines = [words.item_line(self.pack, item) for item in self._items]
        self.say(items=bullets(*lines) if lines else paragraphs("nothing yet"), made="")

    def _make(self) -> None:
        if not self._items:
            self.say(made=paragraphs("Put at least one indicator into the paper first."))
            return
        v = self.values
        try:
            made = paper.paper(self.pack, self.items, v["title"], v["by"], v["matters"], dt.date.today())
        except NoPdfError as problem:
            self.say(made=paragraphs(str(problem), "The pages of the course in JupyterLab can make it."))
            return
        link = save_link("Save the board paper as PDF", paper.NAME, "application/pdf", made)
        self.say(made=join(paragraphs("Your paper is ready: two pages."), bullets(link)))
        self.values = {**self.values, "by": ""}  # the name goes onto the paper and nowhere else
