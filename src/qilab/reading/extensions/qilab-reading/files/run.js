// Running a page's cells from here: those that are known by themselves, a person's own code when they ask for it.

import { gradeId, isAnswer, isCheck, mayRun, source } from "./known.js";
import { codeShown } from "./taste.js";

const RAN = "_qilab_page_ran";

export const isCode = (cell) => cell.model.type === "code";
export const codeCells = (panel) => panel.content.widgets.filter(isCode);

/** The cell of a page with this grade_id or id; undefined if there is none. */
export const cellNamed = (panel, name) =>
  panel.content.widgets.find((cell) => gradeId(cell) === name || cell.model.id === name);

/** What is given and checked in the part of a page whose heading begins with a code such as “E6.1”; no answers. */
export function partNamed(panel, code) {
  const cells = panel.content.widgets;
  const heads = (cell) => !isCode(cell) && /^## /m.test(source(cell));
  const from = cells.findIndex((cell) => heads(cell) && source(cell).includes(`## ${code} `));
  if (from < 0) return [];
  const after = cells.slice(from + 1);
  const to = after.findIndex(heads);
  return (to < 0 ? after : after.slice(0, to)).filter((cell) => isCode(cell) && !isAnswer(cell));
}

/** Ask the kernel for the value of an expression, as text; "" if it cannot be had. Leaves no trace in the page. */
export async function ask(panel, expression, code = "") {
  const kernel = panel.sessionContext.session?.kernel;
  if (!kernel) return "";
  const asked = { code, silent: true, store_history: false, user_expressions: { it: expression } };
  const reply = await kernel.requestExecute(asked, true).done;
  const value = reply.content.user_expressions?.it;
  return value?.status === "ok" ? value.data["text/plain"] : "";
}

/** Wait until the page and its kernel are there. */
export async function ready(panel) {
  await Promise.all([panel.revealed, panel.context.ready, panel.sessionContext.ready]);
  return Boolean(panel.sessionContext.session?.kernel);
}

/** Did this kernel run the page already? Then its panels are alive still, with what was set in them. */
export const ranBefore = async (panel) => (await ask(panel, `globals().get(${JSON.stringify(RAN)}) == True`)) === "True";

/**
 * Are all panels there that the page's outputs speak of? Jupyter fetches them from Python when a page is opened again, and
 * on a busy computer it may give up on them: then only their stills are left, which nobody can answer in.
 */
export async function panelsShown(panel) {
  const due = codeCells(panel)
    .flatMap((cell) => cell.model.outputs.toJSON())
    .filter((output) => output.data?.["application/vnd.jupyter.widget-view+json"]).length;
  const shown = () => panel.node.querySelectorAll(".jp-OutputArea .qilab-panel").length;
  for (let turn = 0; turn < 100 && shown() < due && !panel.isDisposed; turn += 1) await new Promise((done) => setTimeout(done, 100));
  return shown() >= due;
}

/** Run some cells one after another. `told(done, all)` after each. Returns the first that failed, if one did. */
export async function runCells(kit, panel, cells, told = () => {}) {
  let failed;
  for (const [i, cell] of cells.entries()) {
    const reply = await kit.cells.CodeCell.execute(cell, panel.sessionContext, { deletedCells: [] });
    if (reply && reply.content.status !== "ok") failed ??= cell;
    told(i + 1, cells.length);
  }
  return failed;
}

/**
 * The cells to run by themselves and those left to the person: what is not known, and the checks of answers among it
 * (a check says nothing on an answer that never ran; what it said last stays on the page).
 */
export function split(page, panel) {
  const own = [];
  const known = [];
  let waits = false;
  for (const cell of codeCells(panel)) {
    if (isCheck(cell) && waits && mayRun(page, cell)) {
      own.push(cell);
    } else if (mayRun(page, cell)) {
      if (source(cell).trim()) known.push(cell);
    } else {
      own.push(cell);
    }
    if (!isCheck(cell)) waits = isAnswer(cell) ? own.includes(cell) : false;
  }
  return { known, own };
}

/** Note in the kernel that the page has run. */
export const noteRan = (panel) => ask(panel, "1", `${RAN} = True`);

/**
 * A person's own code has run, in a cell that is open on a page whose other code is folded: run the check of it, which is out
 * of sight and cannot be run by hand.
 */
export function checkWhatRan(kit, page, panel) {
  const { executed } = kit.notebook.NotebookActions;
  const ran = (_, { notebook, cell }) => {
    if (notebook !== panel.content || codeShown() || !isCode(cell) || !isAnswer(cell)) return;
    const next = codeCells(panel)[codeCells(panel).indexOf(cell) + 1];
    if (next && isCheck(next) && mayRun(page, next)) runCells(kit, panel, [next]);
  };
  executed.connect(ran);
  panel.disposed.connect(() => executed.disconnect(ran));
}
