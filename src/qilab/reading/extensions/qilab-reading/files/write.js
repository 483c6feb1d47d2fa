// An answer form asks for its answer to be written into the learner's own page: the event "qilab:write", with
// detail = { cell, source, run: [names], done(ok, why) }. Taken here, so its default (a filled copy) is prevented.
// cell "": only run and save. A name "part:E6.1" stands for all that is given and checked in that exercise.

import { cellNamed, isCode, partNamed, runCells } from "./run.js";
import { steady } from "./restart.js";
import { save } from "./save.js";

let queue = Promise.resolve();

/** Listen for forms. `tracker` knows the open notebooks. */
export function listen(kit, tracker) {
  document.addEventListener("qilab:write", (event) => {
    const wish = event.detail ?? {};
    const panel = tracker.find((one) => one.node.contains(event.target)) ?? tracker.currentWidget;
    const cell = panel && wish.cell && typeof wish.source === "string" ? cellNamed(panel, wish.cell) : undefined;
    if (!panel || (wish.cell ? !cell || !isCode(cell) : wish.cell !== "")) return;
    event.preventDefault();
    const done = typeof wish.done === "function" ? wish.done : () => {};
    queue = queue.then(() => write(kit, panel, cell, wish)).then(
      () => done(true),
      (error) => done(false, String(error?.message ?? error)),
    );
  });
}

async function write(kit, panel, cell, { source, run = [] }) {
  const named = (name) => (name.startsWith("part:") ? partNamed(panel, name.slice(5)) : [cellNamed(panel, name)]);
  const cells = run.flatMap(named).filter((one) => one && isCode(one));
  if (cell) {
    cell.model.sharedModel.setSource(source);
    // Kept before anything runs: a cell that hangs must not cost the answer.
    await save(panel);
  }
  await steady(panel);
  await runCells(kit, panel, cells);
  if (cells.length || !cell) await save(panel);
}
