// On a page without code, Jupyter's one-letter commands (dd deletes a cell, b adds one) would only do harm.

import { codeShown } from "./taste.js";

const inFoldedPage = (node) => !codeShown() && Boolean(node?.closest?.(".qilab-page"));
// Code that is in sight all the same is there to be changed and run.
const inOpenCode = (node) => Boolean(node?.closest?.(".qilab-code-open .cm-editor"));
const saves = (event) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";

/**
 * Keep keys from Jupyter's commands while the page's code is folded, all but “save”. Everything else that listens,
 * such as the browser, a slider or a list of choices, hears them as ever.
 */
export function deafen(app) {
  const heard = app.commands.processKeydownEvent.bind(app.commands);
  app.commands.processKeydownEvent = (event) => {
    if (!inFoldedPage(event.target) || inOpenCode(event.target) || saves(event)) heard(event);
  };
  // A double click would open the page's own text for editing.
  document.addEventListener("dblclick", (event) => {
    if (inFoldedPage(event.target) && event.target.closest(".jp-MarkdownCell")) event.stopImmediatePropagation();
  }, true);
}

const OURS = ".qilab-bar, .qilab-foot, .qilab-term, .qilab-tip, :is(h1, h2, h3)[tabindex]";

/** Jupyter moves the focus to its active cell when something else in the notebook is used: not from what is ours. */
export function keepFocus(panel, inside) {
  const keep = (event) => { if (event.target.closest?.(OURS)) event.stopPropagation(); };
  for (const name of ["mousedown", "focusin", "focusout"]) panel.node.addEventListener(name, keep, true);
  // Keys are stopped on their way up, after our own listeners have heard them.
  inside.addEventListener("keydown", keep);
}

/**
 * Jupyter lets Tab stop at its active cell, which a page without code in sight has none of: there Tab goes from one thing
 * to use to the next. With the code shown the cell is a stop again, for Jupyter's own keys.
 */
export function passCells(panel) {
  const pass = () => {
    const stop = codeShown() ? panel.content.activeCell?.node : undefined;
    for (const { node } of panel.content.widgets) {
      const wanted = node === stop ? 0 : -1;
      if (node.tabIndex !== wanted) node.tabIndex = wanted;
    }
  };
  const watch = new MutationObserver(pass);
  watch.observe(panel.content.node, { attributeFilter: ["tabindex"], subtree: true });
  watch.observe(document.documentElement, { attributeFilter: ["data-qilab-code"] });
  panel.disposed.connect(() => watch.disconnect());
  pass();
}
