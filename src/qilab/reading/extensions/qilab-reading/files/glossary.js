// Words that not everybody knows: the first use of each on a page can be pointed at, focused or tapped for its meaning.
// The page's own text stays as it is saved; the marks are made when it is shown.
//
// In prose the word itself is marked. A panel (a question, a lab) draws its words anew while it is used, and many of them are
// labels, options or read out as they change: there the text is left alone, and a line at the panel's foot names its words.

import { make, settled } from "./dom.js";

const PROSE = ".jp-MarkdownOutput, .jp-OutputArea-output.jp-RenderedHTMLCommon";
const PANEL = ".qilab-panel:not(.qilab-test)"; // the knowledge test asks what somebody knows without help
const NO_TEXT = "code, pre, script, style, svg, .MathJax, mjx-container, .qilab-words-here";
const LEFT_ALONE = `${NO_TEXT}, a, button, label, legend, h1, h2, h3, h4, h5, h6, summary, .jp-InternalAnchorLink, .qilab-term`;
const PAUSE = 400; // ms without a change: a slider on its way is not followed

let list;
let count = 0;

const terms = () => (list ??= fetch(new URL("glossary.json", import.meta.url)).then((got) => got.json()).catch(() => []));

const escaped = (form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+");
const folded = (form) => form.toLowerCase().replace(/\s+/g, " ");
const inSight = (node) => node.checkVisibility?.() ?? node.getClientRects().length > 0;

/** Explain the first use of each term on a page, now and whenever something else is shown on it. */
export async function glossary(panel) {
  const known = await terms();
  if (!known.length || panel.isDisposed) return;
  const words = new Words(panel, known);
  const watch = new MutationObserver(settled(look, PAUSE));
  function look() {
    if (panel.isDisposed) return;
    words.look();
    watch.takeRecords(); // what it has just written itself
  }
  look();
  watch.observe(panel.content.node, {
    childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: ["hidden", "open"],
  });
  panel.disposed.connect(() => watch.disconnect());
}

/** The terms of one page, and where each is explained. */
class Words {
  constructor(panel, known) {
    this.root = panel.content.node;
    this.tip = new Tip(panel);
    this.byForm = new Map(known.flatMap((term) => term.forms.map((form) => [folded(form), term])));
    const forms = [...this.byForm.keys()].sort((a, b) => b.length - a.length).map(escaped);
    this.pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${forms.join("|")})(?![\\p{L}\\p{N}_-])`, "giu");
    this.explained = new Map(); // word → { mark, part }
    this.read = new WeakMap(); // text node → { data, uses }: only what changed is searched again
  }

  /** Go through what is in sight, from top to bottom. What is folded away comes when it is opened. */
  look() {
    this.tip.closeIfLost();
    for (const part of this.root.querySelectorAll(`${PROSE}, ${PANEL}`)) {
      if (part.matches(PANEL)) this.listBelow(part);
      else this.markIn(part);
    }
  }

  markIn(part) {
    for (const text of texts(part, LEFT_ALONE)) {
      const pieces = [];
      let done = 0;
      for (const { term, at, words } of this.uses(text)) {
        if (!this.isNew(term, part)) continue;
        const mark = this.tip.term(words, term);
        this.explained.set(term.word, { mark, part });
        pieces.push(text.data.slice(done, at), mark);
        done = at + words.length;
      }
      if (pieces.length) text.replaceWith(...pieces, text.data.slice(done));
    }
  }

  /** What was named once stays: a reply that comes and goes would move what is below. */
  listBelow(panel) {
    for (const text of texts(panel, NO_TEXT)) {
      for (const { term, words } of this.uses(text)) {
        if (!this.isNew(term, panel)) continue;
        const mark = this.tip.term(words, term);
        this.explained.set(term.word, { mark, part: panel });
        const line = panel.querySelector(":scope > .qilab-words-here") ?? make("p", { class: "qilab-words-here" }, "Words explained:");
        line.append(" ", mark);
        panel.append(line);
      }
    }
  }

  /** Is a term that this part uses not yet explained in it or above it? A mark that was drawn over is none. */
  isNew({ word }, part) {
    const there = this.explained.get(word);
    if (!there?.mark.isConnected || !inSight(there.mark)) return true;
    return there.part !== part && !(there.part.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  uses(text) {
    const known = this.read.get(text);
    if (known?.data === text.data) return known.uses;
    const uses = [...text.data.matchAll(this.pattern)].map((match) => ({
      term: this.byForm.get(folded(match[0])), at: match.index, words: match[0],
    })).filter(({ term }) => term);
    this.read.set(text, { data: text.data, uses });
    return uses;
  }
}

/** The pieces of text within a part that are in sight. */
function texts(part, without) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
    // The options of a list to choose from are drawn only while it is open, but they can be chosen.
    if (node.matches(without) || !(node.matches("option") || inSight(node))) return NodeFilter.FILTER_REJECT;
    return NodeFilter.FILTER_SKIP;
  });
  const found = [];
  while (inSight(part) && walker.nextNode()) found.push(walker.currentNode);
  return found;
}

/** The one box that shows a meaning. It stays while it is pointed at, and Escape closes it (WCAG 1.4.13). */
class Tip {
  constructor(panel) {
    this.box = make("div", { class: "qilab-tip", hidden: true });
    this.meanings = make("div", { hidden: true });
    this.ids = new Map(); // word → the id of its meaning
    panel.node.append(this.box, this.meanings);
    this.box.addEventListener("pointerenter", () => clearTimeout(this.timer));
    this.box.addEventListener("pointerleave", () => this.closeSoon());
    const key = (event) => {
      if (event.key !== "Escape" || this.box.hidden) return;
      this.close();
      event.stopPropagation();
    };
    const away = (event) => { if (!this.box.contains(event.target) && event.target !== this.at) this.close(); };
    window.addEventListener("keydown", key, true);
    window.addEventListener("pointerdown", away, true);
    panel.node.addEventListener("scroll", () => this.scrolled(), { capture: true, passive: true });
    panel.disposed.connect(() => {
      window.removeEventListener("keydown", key, true);
      window.removeEventListener("pointerdown", away, true);
    });
  }

  /** A word that can be asked: to a screen reader a button whose description is its meaning. */
  term(words, { word, meaning }) {
    const node = make("span", { class: "qilab-term", role: "button", tabindex: "0", "aria-describedby": this.described(word, meaning) }, words);
    const open = () => this.open(node, word, meaning);
    node.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") open(); });
    node.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") this.closeSoon(); });
    node.addEventListener("focus", open);
    node.addEventListener("blur", () => this.closeSoon());
    node.addEventListener("click", open);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
    return node;
  }

  described(word, meaning) {
    if (!this.ids.has(word)) {
      count += 1;
      this.ids.set(word, `qilab-meaning-${count}`);
      this.meanings.append(make("span", { id: this.ids.get(word) }, meaning));
    }
    return this.ids.get(word);
  }

  open(node, word, meaning) {
    clearTimeout(this.timer);
    this.at = node;
    this.box.replaceChildren(make("strong", {}, word), make("span", {}, meaning));
    this.box.hidden = false;
    this.place();
  }

  place() {
    const from = this.at.getClientRects()[0] ?? this.at.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const under = from.bottom + 6;
    this.box.style.left = `${Math.max(8, Math.min(from.left, innerWidth - width - 8))}px`;
    this.box.style.top = `${under + height <= innerHeight ? under : Math.max(8, from.top - height - 6)}px`;
  }

  /** Tab to a word below the window's edge scrolls it into sight: the meaning goes with the word that has the focus. */
  scrolled() {
    if (this.box.hidden) return;
    const { top, bottom } = this.at.getBoundingClientRect();
    if (document.activeElement === this.at && bottom > 0 && top < innerHeight) this.place();
    else this.close();
  }

  closeSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (document.activeElement !== this.at) this.close(); }, 250);
  }

  /** The word may have been drawn over while its meaning was shown. */
  closeIfLost() {
    if (this.at && !this.at.isConnected) this.close();
  }

  close() {
    this.box.hidden = true;
  }
}
