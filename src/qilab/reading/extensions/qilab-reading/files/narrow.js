// A chart in a cell shrinks with its page as long as its letters can be read. On a page that is narrower still it is drawn
// anew, as wide as the page, with its title as words of the page, which break into lines; else it would be scrolled.

import { make, settled } from "./dom.js";
import { scroller } from "./place.js";
import { codeCells } from "./run.js";
import { vega } from "./vega.js";

const MIMETYPE = "application/vnd.vegalite.v5+json";
const NARROW = 480; // px: below that letters would have fewer than seven
const LEAST = 220; // px between the axes
const READABLE = 0.64; // of its own size: letters of 11 px have 7 then

/** Keep a page's charts as wide as the page, now and when its width or its charts change. */
export function fitCharts(panel) {
  const look = settled(() => { for (const chart of charts(panel)) fit(chart).catch(console.warn); }, 200);
  const watch = new MutationObserver(look);
  watch.observe(scroller(panel), { childList: true, subtree: true });
  const size = new ResizeObserver(look);
  size.observe(scroller(panel));
  panel.disposed.connect(() => (watch.disconnect(), size.disconnect()));
}

/** Each chart that Jupyter has drawn: the box that holds the drawing, and what it was drawn from. */
function* charts(panel) {
  for (const cell of codeCells(panel)) {
    const { model, widgets } = cell.outputArea;
    for (let i = 0; i < model.length; i += 1) {
      const spec = model.get(i).data[MIMETYPE];
      const box = spec && widgets[i]?.node.querySelector(".jp-RenderedVegaCommon5");
      // One with charts inside it has widths of their own.
      if (box?.querySelector(":scope > .vega-embed svg.marks, :scope > .qilab-fitted") && typeof spec.width === "number") yield { box, spec };
    }
  }
}

async function fit({ box, spec }) {
  const there = box.querySelector(":scope > .qilab-fitted");
  const width = box.clientWidth;
  if (!width || (there ? there.dataset.width : "") === (width < NARROW ? String(width) : "")) return;
  there?.remove();
  if (width >= NARROW) return;
  const drawing = make("div", { role: "img", "aria-label": spec.description });
  const fitted = make("div", { class: "qilab-fitted", "data-width": width }, ...titleOf(spec), drawing);
  box.prepend(fitted); // Jupyter's own drawing behind it is out of sight
  const embed = await vega();
  const { title: _, ...rest } = narrowed(spec);
  const inner = make("div", { "aria-hidden": "true" });
  drawing.append(inner);
  // What stands beside the axes takes what room it needs, and the whole is then shrunk to the page.
  const between = Math.max(LEAST, Math.round(0.85 * width));
  await embed(inner, { ...rest, width: between }, { renderer: "svg", actions: false, defaultStyle: false });
  inner.removeAttribute("role"); // one image with one text
  const svg = inner.querySelector("svg");
  svg.style.cssText = `max-width: max(100%, ${Math.ceil(READABLE * svg.getAttribute("width"))}px); height: auto`;
}

/** The same chart with labels of the x axis left out where they would lie on each other, and its key below each other. */
function narrowed(part, name) {
  if (Array.isArray(part)) return part.map((each) => narrowed(each));
  if (!part || typeof part !== "object") return part;
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, key === "datasets" ? value : narrowed(value, key)]));
  if (inner.axis && name === "x") inner.axis = { ...inner.axis, labelOverlap: "greedy", labelSeparation: 6 };
  if (inner.legend) inner.legend = { ...inner.legend, columns: 1 };
  return inner;
}

function titleOf({ title }) {
  const words = (lines) => [lines ?? []].flat().join(" ");
  const { text, subtitle } = typeof title === "object" && !Array.isArray(title) && title ? title : { text: title };
  return [
    words(text) && make("p", { class: "qilab-fitted-title" }, words(text)),
    ...[subtitle ?? []].flat().map((line) => make("p", {}, line)),
  ].filter(Boolean);
}
