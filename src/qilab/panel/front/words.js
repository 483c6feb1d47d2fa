// Words: headings, paragraphs, the live sentence, content.

const wordParts = {
  heading({ text, level }) {
    return h(`h${level}`, { class: "qilab-heading" }, text);
  },

  // A question, of which only the sentence that asks is bold.
  asked([before, task, after]) {
    const words = [before, task && h("strong", { class: "qilab-strong" }, task), after].filter(Boolean);
    return words.flatMap((each, i) => (i ? [" ", each] : [each]));
  },

  words({ text, name, strong, asked, lines }) {
    const node = h("p", { class: strong ? "qilab-words qilab-strong" : "qilab-words" }, ...(asked ? this.asked(asked) : [text ?? ""]));
    if (lines) node.style.minHeight = `${1.5 * lines}em`;
    if (name) this.on("texts", (texts) => (node.textContent = texts[name] ?? text ?? ""));
    return node;
  },

  say({ name, lines }) {
    // Shown at once; read out when it has stood still for a moment, so that a moving slider does not chatter.
    const shown = h("p", { class: "qilab-say", style: `min-height:${1.5 * lines}em` });
    const spoken = h("p", { class: "qilab-unseen", role: "status", "aria-live": "polite" });
    shown.setAttribute("aria-hidden", "true");
    let timer;
    let first = true;
    this.on("texts", (texts) => {
      const text = texts[name] ?? "";
      if (shown.textContent === text && !first) return;
      shown.textContent = text;
      clearTimeout(timer);
      timer = setTimeout(() => (spoken.textContent = text), first ? 0 : 450);
      first = false;
    });
    this.done.signal.addEventListener("abort", () => clearTimeout(timer));
    return h("div", { class: "qilab-said" }, shown, spoken);
  },

  // Below a heading that a question sent to: the way back, which the browser's own button is not on the same page.
  offerReturn(heading, link) {
    document.querySelectorAll(".qilab-return").forEach((one) => one.remove());
    const back = h("button", { type: "button", class: "qilab-return", "data-lm-suppress-shortcuts": "true" }, "Back to the question");
    back.addEventListener("click", () => {
      back.remove();
      link.scrollIntoView({ block: "center" });
      link.focus({ preventScroll: true });
    });
    heading.after(back);
  },

  // Made in Python by `panel/html.py`, which escapes what is in it.
  content({ html, name, live, polite }) {
    const node = h("div", { class: "qilab-content", role: live && "status", "aria-live": polite && "polite" });
    // A link to a heading of this very page moves there; any other is followed as links are.
    node.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-heading]");
      const headings = link ? [...(this.el.closest(".jp-Notebook")?.querySelectorAll("h2, h3") ?? [])] : [];
      // JupyterLab puts an empty number before a heading's words and a sign for its link behind them.
      const words = (heading) => heading.textContent.replace(/¶\s*$/, "").trim();
      const found = headings.find((each) => words(each) === link.dataset.heading);
      if (!found) return;
      event.preventDefault();
      found.tabIndex = -1;
      found.focus({ preventScroll: true });
      this.offerReturn(found, link);
      // JupyterLab evens out, a little later, that a cell has grown, and would push the heading under the bar.
      const scroll = (turns) => {
        found.scrollIntoView();
        if (turns) requestAnimationFrame(() => setTimeout(scroll, 100, turns - 1));
      };
      scroll(3);
    });
    let shown = null;
    const draw = (markup) => {
      if (markup === shown) return;
      shown = markup;
      const open = [...node.querySelectorAll("details")].map((details) => details.open);
      node.innerHTML = markup;
      // JupyterLab takes Enter and letters of what has the focus for its own commands, except here.
      for (const each of node.querySelectorAll("summary, a")) each.dataset.lmSuppressShortcuts = "true";
      node.querySelectorAll("details").forEach((details, i) => (details.open ||= Boolean(open[i])));
    };
    if (name) this.on("texts", (texts) => draw(texts[name] ?? html));
    else draw(html);
    return node;
  },
};
