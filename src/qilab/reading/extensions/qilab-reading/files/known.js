// Which page is this, and which of its cells may run without being asked? Known are those that `qilab build` listed.

import { sha256 } from "./sha256.js";
import { saysOnlyValues } from "./literal.js";

let list;

/** pages.json, fetched once: { pages, tracks, names }. Without it nothing is known, and nothing runs by itself. */
export async function course() {
  list ??= fetch(new URL("pages.json", import.meta.url)).then((got) => got.json()).catch(() => ({ pages: {}, tracks: {} }));
  return list;
}

const nbgrader = (cell) => cell.model.getMetadata("nbgrader") ?? {};
export const gradeId = (cell) => nbgrader(cell).grade_id;
export const isAnswer = (cell) => nbgrader(cell).solution === true;
export const isCheck = (cell) => nbgrader(cell).grade === true && !isAnswer(cell);
export const source = (cell) => cell.model.sharedModel.getSource();

/** The page of the list that an open notebook is, with its address in the course; undefined for any other. */
export function pageOf(known, panel) {
  const address = panel.content.model?.getMetadata("qilab")?.page;
  return typeof address === "string" && Object.hasOwn(known.pages, address)
    ? { address, ...known.pages[address] }
    : undefined;
}

/** May this code cell run by itself? */
export function mayRun(page, cell) {
  const text = source(cell).trim();
  if (!text || page.cells.includes(sha256(text))) return true;
  const stub = page.stubs[gradeId(cell)];
  return isAnswer(cell) && stub !== undefined && saysOnlyValues(text, stub);
}
