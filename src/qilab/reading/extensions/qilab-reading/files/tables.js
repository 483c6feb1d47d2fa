// Jupyter sets every cell of a table to the right, as suits numbers. Words read from the left.

import { settled } from "./dom.js";
import { scroller } from "./place.js";

const NUMBER = /^([-−+]?[\d,]*\.?\d+(e[-+]?\d+)?%?|\d{4}-\d\d(-\d\d)?|nan|nat|none|<na>|true|false|)$/i;

/** Set the columns of words in a page's tables to the left, in those too that come later. */
export function alignTables(panel) {
  const look = () => panel.node.querySelectorAll("table.dataframe:not(.qilab-aligned)").forEach(align);
  const watch = new MutationObserver(settled(look, 50));
  watch.observe(scroller(panel), { childList: true, subtree: true });
  panel.disposed.connect(() => watch.disconnect());
  look();
}

/** Columns are counted from the right: a heading for several rows stands only in the first of them. */
function align(table) {
  table.classList.add("qilab-aligned");
  scrollByKeyboard(table.closest(".jp-OutputArea-output"));
  // pandas makes a heading of an empty corner, which a screen reader would announce without a word.
  for (const head of table.querySelectorAll("th:empty")) {
    const corner = document.createElement("td");
    [corner.colSpan, corner.rowSpan] = [head.colSpan, head.rowSpan];
    head.replaceWith(corner);
  }
  const rows = [...table.rows].map((row) => [...row.cells].reverse());
  const body = rows.slice(table.tHead?.rows.length ?? 0);
  const width = Math.max(0, ...body.map((row) => row.length));
  for (let at = 0; at < width; at += 1) {
    if (body.every((row) => NUMBER.test(row[at]?.textContent.trim() ?? ""))) continue;
    for (const row of rows) row[at]?.classList.add("qilab-words");
  }
  // A date is not broken at its hyphens.
  for (const cell of table.querySelectorAll("th, td")) {
    if (NUMBER.test(cell.textContent.trim())) cell.classList.add("qilab-number");
  }
}

/** A table that is wider than the page scrolls in its output: by the arrow keys too, once the output can be reached. */
function scrollByKeyboard(box) {
  if (!box) return;
  const look = () => {
    const wide = box.scrollWidth > box.clientWidth + 1;
    if (wide) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", "Table");
      box.dataset.lmSuppressShortcuts = "true";
    } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  };
  new ResizeObserver(look).observe(box);
}
