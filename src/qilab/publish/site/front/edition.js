// The reading view in the browser edition: it takes the place of the reading view's own file of this name.

import { myWork } from "./my_work.js";
import { scroller } from "./place.js";
import { keptUp } from "./renewed.js";
import { settings } from "./settings.js";
import { alertFor, firstWords, statusLine } from "./told.js";

const site = globalThis.__qilabSite;
const still = () => document.getElementById("qilab-still");

export const plugins = async (shared) => [settings(await shared("@jupyterlab/settingregistry"))];

/** Formulas are worked out step by step: to make functions of them, as Vega does by itself, the page's policy forbids. */
export const drawnBy = (embed) => (node, spec, options) => embed(node, spec, { ast: true, ...options });

/** Open the page that this address is for, with a learner's answers in the newest version of it. */
export async function begin(app) {
  await app.started;
  // Until it is ready, it is out of reach for the keyboard and for a screen reader too: what they read is the still page.
  app.shell.node.inert = Boolean(still());
  await keptUp(site).catch((error) => console.warn("An older copy of this page was left as it is:", error));
  // “_noref” keeps the page in this tab.
  const panel = await app.commands.execute("docmanager:open", { path: site.page, factory: "Notebook", options: { ref: "_noref" } });
  if (!panel) return;
  panel.context.saveState.connect((_, state) => {
    if (state === "completed") give(panel);
    if (state !== "started") site.heard.dispatchEvent(Object.assign(new Event("saved"), { failed: state === "failed" }));
  });
  await panel.context.ready;
  give(panel);
}

/** The page as a file for Python, which makes the file to hand in of it. */
const give = (panel) => site.give(panel.context.path, JSON.stringify(panel.context.model.toJSON()));

export const addressOf = (path, hash = "") => `${site.root}${path.split("/").map(encodeURIComponent).join("/").replace(/\.ipynb$/, ".html")}${hash}`;

export const tools = (page) => [myWork(site, page)];

export async function dressed(page) {
  page.bar.node.append(firstWords(site), alertFor(site), statusLine(site));
}

/** The live page is ready: it takes the place of the still one, where that was read. */
export function ran({ app, panel }) {
  const over = still();
  if (!over) return;
  app.shell.node.inert = false;
  const at = [...over.querySelectorAll("[data-cell]")].find((one) => one.getBoundingClientRect().bottom > 0);
  const cell = over.scrollTop > 40 && panel.content.widgets.find((one) => one.model.id === at?.dataset.cell);
  if (cell) {
    const offset = at.getBoundingClientRect().top;
    const box = scroller(panel);
    box.scrollTop += cell.node.getBoundingClientRect().top - box.getBoundingClientRect().top - offset;
  }
  const focused = over.contains(document.activeElement);
  over.remove();
  document.documentElement.classList.remove("qilab-waits");
  const elsewhere = panel.node.querySelector(".qilab-elsewhere button");
  if (elsewhere) elsewhere.focus();
  else if (focused) panel.content.node.focus({ preventScroll: true });
}
