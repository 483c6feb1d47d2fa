// The furniture of Jupyter around a page: put away in reading view, brought back outside it.

import { button } from "./dom.js";
import { addressOf } from "./edition.js";
import { goToNamed } from "./place.js";
import { save } from "./save.js";
import { choose } from "./taste.js";

const FURNITURE = ["top-panel-wrapper", "menu-panel-wrapper", "jp-top-panel", "jp-menu-panel", "jp-bottom-panel", "spacer-widget-top", "spacer-widget-bottom"];
const SIDES = ["jp-SideBar", "jp-mod-left-stack"];

const headings = new Map(); // path → “#Heading” of a page that is being opened in JupyterLab

/** Is this Notebook 7's page for one notebook (and not JupyterLab)? */
export const oneNotebookPage = (app) => !/JupyterLab/i.test(app.name ?? "") || Boolean(document.querySelector("body[data-notebook='notebooks']"));

function* below(widget) {
  yield widget;
  for (const child of widget.layout ?? widget.children?.() ?? []) yield* below(child);
}

/** Put away (or bring back) menus, toolbars and side bars. */
export function setBare(app, panel, bare) {
  document.documentElement.toggleAttribute("data-qilab-bare", bare);
  if (bare) {
    app.shell.collapseLeft?.();
    app.shell.collapseRight?.();
  }
  // After that: a side that is folded shows its bar of icons.
  for (const widget of below(app.shell)) {
    if (FURNITURE.includes(widget.id) || SIDES.some((name) => widget.hasClass?.(name))) widget.setHidden(bare);
  }
  panel.toolbar.setHidden(bare);
}

/** Close Jupyter's windows that say of a page that its “kernel appears to have died”, until the returned function is called: the bar says what happens. */
export function closeNotices(path) {
  const close = () => {
    for (const box of document.querySelectorAll(".jp-Dialog")) {
      const buttons = box.querySelectorAll(".jp-Dialog-button");
      if (buttons.length === 1 && box.textContent.includes(path)) buttons[0].click();
    }
  };
  const watch = new MutationObserver(close);
  watch.observe(document.body, { childList: true });
  close();
  return () => watch.disconnect();
}

/** A button between Jupyter's light and dark looks, which the server remembers. */
export function darkSwitch(app) {
  const isDark = () => document.body.dataset.jpThemeLight === "false";
  const node = button("Dark", () => app.commands.execute("apputils:change-theme", { theme: isDark() ? "JupyterLab Light" : "JupyterLab Dark" }));
  const say = () => node.setAttribute("aria-pressed", String(isDark()));
  say();
  new MutationObserver(say).observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  return node;
}

/** In JupyterLab: a button at the end of a page's toolbar that puts the page in reading view, and the next ones too. */
export function offerReading(panel, read) {
  const { node } = panel.toolbar;
  const offer = button("Reading view", () => {
    offer.remove();
    choose({ lab: "reading" });
    read();
  }, { class: "qilab-tool qilab-offer", title: "Fold the code, run the page and show the way through the course" });
  node.append(offer);
}

/** Open another page of the course in this tab, once all is saved. */
export async function go(app, panel, path, hash = "") {
  if (panel.context.model.dirty) await save(panel);
  if (oneNotebookPage(app)) return location.assign(address(panel, path, hash));
  headings.set(path, hash);
  const opened = await app.commands.execute("docmanager:open", { path });
  if (opened?.node.dataset.qilabReady) goToNamed(opened, takeHeading(app, opened));
}

/** The heading of a page that a link to it named, once: read on and reloaded, a page goes on where it was left. */
export function takeHeading(app, panel) {
  const { path } = panel.context;
  const hash = headings.get(path) ?? (oneNotebookPage(app) ? location.hash : "");
  headings.delete(path);
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  return hash;
}

/** The address of a notebook, formed as that of the open one is. */
export function address(panel, path, hash = "") {
  const own = addressOf(path, hash);
  if (own) return own;
  const url = new URL(location.href);
  const encoded = (text) => text.split("/").map(encodeURIComponent).join("/");
  if (url.searchParams.has("path")) {
    url.searchParams.set("path", path);
  } else {
    const mine = [panel.context.path, encoded(panel.context.path)].find((one) => url.pathname.endsWith(one));
    url.pathname = mine ? url.pathname.slice(0, -mine.length) + encoded(path) : `/notebooks/${encoded(path)}`;
    url.search = "";
  }
  url.hash = hash;
  return url.href;
}
