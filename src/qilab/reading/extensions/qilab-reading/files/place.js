// The parts of a page, where in it a person is, and going on where they left off.

import { settled } from "./dom.js";
import { choose, chosen } from "./taste.js";

const HEADING = /^## +(.+?)\s*$/m;

/** The parts of a page in order: { cell, title, minutes }. A part begins with a cell that has a heading of level two. */
export function partsOf(panel) {
  return panel.content.widgets
    .filter((cell) => cell.model.type === "markdown")
    .map((cell) => ({ cell, title: plain(cell.model.sharedModel.getSource().match(HEADING)?.[1]), minutes: cell.model.getMetadata("minutes") }))
    .filter((part) => part.title)
    .map((part) => ({ ...part, minutes: Number.isFinite(part.minutes) ? part.minutes : 0 }));
}

const plain = (title) => title?.replace(/\(\d+ minutes?\)/, "").replace(/[*_`]/g, "").trim();

export const scroller = (panel) => panel.content.node.querySelector(".jp-WindowedPanel-outer") ?? panel.content.node;

/** How far the top of a cell is below the top of what is in sight, in pixels. */
const below = (panel, cell) => cell.node.getBoundingClientRect().top - scroller(panel).getBoundingClientRect().top;

/** Which part is in sight: the last that begins in the upper quarter, or the last of all at the very end. */
export function partInSight(panel, parts) {
  const box = scroller(panel);
  if (box.scrollTop > 0 && box.scrollTop + box.clientHeight >= box.scrollHeight - 2) return parts.length - 1;
  return parts.findLastIndex((part) => below(panel, part.cell) < box.clientHeight / 4);
}

/** “part 4 of 10 · 12 minutes left”, in words; the whole of the page before its first part, the minutes alone on a page of one. */
export function where(parts, at, minutes) {
  const left = parts.slice(Math.max(at, 0)).reduce((sum, part) => sum + part.minutes, 0) || (at < 0 ? minutes : 0);
  const time = left ? `${Math.round(left) || 1} minute${Math.round(left) > 1 ? "s" : ""} ${at < 0 ? "" : "left"}`.trim() : "";
  const part = parts.length < 2 ? "" : at < 0 ? `${parts.length} parts` : `part ${at + 1} of ${parts.length}`;
  return [part, time].filter(Boolean).join(" · ");
}

/** Scroll to a cell and put the reading place there, for the keyboard and for a screen reader too. */
export const goTo = (panel, cell) => show(cell.node.querySelector("h1, h2, h3") ?? cell.node);

function show(heading) {
  heading.setAttribute("tabindex", "-1");
  heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}

/** Go to the heading that a link named by “#The-centre-line”, as Jupyter names it. Returns whether there is one. */
export function goToNamed(panel, hash) {
  const name = unescaped(hash.slice(1));
  const words = (heading) => heading.textContent.replace(/¶\s*$/, "").trim().replaceAll(" ", "-");
  const heading = name && [...panel.node.querySelectorAll(".jp-MarkdownOutput :is(h1, h2, h3)")].find((one) => words(one) === name);
  if (heading) show(heading);
  return Boolean(heading);
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Keep the place of a page while it is read: the first cell in sight and how far it is scrolled. */
export function keepPlace(panel, address) {
  const keep = () => {
    const cell = panel.content.widgets.find((one) => below(panel, one) + one.node.offsetHeight > 0);
    if (!cell || panel.isDisposed || !panel.isVisible) return;
    const at = scroller(panel).scrollTop < 40 ? undefined : [cell.model.id, Math.round(below(panel, cell))];
    choose({ places: { ...chosen().places, [address]: at }, last: address });
  };
  const later = settled(keep, 300);
  scroller(panel).addEventListener("scroll", later, { passive: true });
  window.addEventListener("pagehide", keep);
  panel.disposed.connect(() => window.removeEventListener("pagehide", keep));
}

/** Go to the place that was kept. Returns whether there was one. */
export function goBack(panel, address) {
  const [id, offset] = chosen().places[address] ?? [];
  const cell = panel.content.widgets.find((one) => one.model.id === id);
  if (!cell) return false;
  scroller(panel).scrollTop += below(panel, cell) - offset;
  return true;
}

/** Put the keyboard's place where the eye is: else Tab would go on from the top of the page and take the page with it. */
export function focusInSight(panel) {
  const at = document.activeElement;
  const cells = panel.content.widgets;
  if (at && at !== document.body && !cells.some((cell) => cell.node === at)) return; // somebody is at work already
  const index = cells.findIndex((one) => below(panel, one) + one.node.offsetHeight > 0);
  if (index < 0) return;
  panel.content.activeCellIndex = index;
  cells[index].node.focus({ preventScroll: true });
}

/** Wait until the text of a page is drawn, which Jupyter does after it has opened it. */
export async function textShown(panel) {
  const drawn = () => panel.content.widgets.every(
    (cell) => cell.model.type !== "markdown" || !cell.rendered || cell.node.querySelector(".jp-MarkdownOutput")?.firstChild,
  );
  for (let turn = 0; turn < 200 && !drawn() && !panel.isDisposed; turn += 1) await new Promise((done) => setTimeout(done, 50));
}
