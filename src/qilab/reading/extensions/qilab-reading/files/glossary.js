// Words that not everybody knows: the first use of each on a page can be pointed at, focused or tapped for its meaning.
// The page's own text stays as it is saved; the marks are made when it is shown.

import { make } from "./dom.js";

const LEFT_ALONE = "a, button, code, pre, h1, h2, h3, h4, h5, h6, summary, svg, .MathJax, mjx-container, .jp-InternalAnchorLink, .qilab-term";
let list;
let count = 0;

const terms = () => (list ??= fetch(new URL("glossary.json", import.meta.url)).then((got) => got.json()).catch(() => []));

const escaped = (form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+");
const folded = (form) => form.toLowerCase().replace(/\s+/g, " ");

/** Mark the first use of each term in a page's text. */
export async function glossary(panel) {
  const known = await terms();
  if (!known.length || panel.isDisposed) return;
  const byForm = new Map(known.flatMap((term) => term.forms.map((form) => [folded(form), term])));
  const forms = [...byForm.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${forms.join("|")})(?![\\p{L}\\p{N}_-])`, "giu");
  const seen = new Set();
  const tip = new Tip(panel);
  for (const cell of panel.content.widgets.filter((one) => one.model.type === "markdown")) {
    const shown = cell.node.querySelector(".jp-MarkdownOutput");
    if (shown) mark(shown, pattern, byForm, seen, tip);
  }
}

function mark(root, pattern, byForm, seen, tip) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    if (text.parentElement.closest(LEFT_ALONE)) continue;
    const parts = [];
    let done = 0;
    for (const match of text.data.matchAll(pattern)) {
      const term = byForm.get(folded(match[0]));
      if (!term || seen.has(term.word)) continue;
      seen.add(term.word);
      parts.push(text.data.slice(done, match.index), tip.term(match[0], term));
      done = match.index + match[0].length;
    }
    if (parts.length) text.replaceWith(...parts, text.data.slice(done));
  }
}

/** The one box that shows a meaning. It stays while it is pointed at, and Escape closes it (WCAG 1.4.13). */
class Tip {
  constructor(panel) {
    this.box = make("div", { class: "qilab-tip", hidden: true });
    this.meanings = make("div", { hidden: true });
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
    panel.node.addEventListener("scroll", () => this.close(), { capture: true, passive: true });
    panel.disposed.connect(() => {
      window.removeEventListener("keydown", key, true);
      window.removeEventListener("pointerdown", away, true);
    });
  }

  /** A word that can be asked: to a screen reader a button whose description is its meaning. */
  term(words, { word, meaning }) {
    count += 1;
    const id = `qilab-meaning-${count}`;
    this.meanings.append(make("span", { id }, meaning));
    const node = make("span", { class: "qilab-term", role: "button", tabindex: "0", "aria-describedby": id }, words);
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

  open(node, word, meaning) {
    clearTimeout(this.timer);
    this.at = node;
    this.box.replaceChildren(make("strong", {}, word), make("span", {}, meaning));
    this.box.hidden = false;
    const from = node.getClientRects()[0] ?? node.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const under = from.bottom + 6;
    this.box.style.left = `${Math.max(8, Math.min(from.left, innerWidth - width - 8))}px`;
    this.box.style.top = `${under + height <= innerHeight ? under : Math.max(8, from.top - height - 6)}px`;
  }

  closeSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (document.activeElement !== this.at) this.close(); }, 250);
  }

  close() {
    this.box.hidden = true;
  }
}
