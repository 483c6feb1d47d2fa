// An answer form asks for its answer to be written into the learner's own page: the event "qilab:write", with
// detail = { cell, source, run: [names], done(ok, why) }. Taken here, so its default (a filled copy) is prevented.

import { cellNamed, runCells } from "./run.js";
import { save } from "./save.js";

let queue = Promise.resolve();

/** Listen for forms. `tracker` knows the open notebooks. */
export function listen(kit, tracker) {
  document.addEventListener("qilab:write", (event) => {
    const wish = event.detail ?? {};
    const panel = tracker.find((one) => one.node.contains(event.target)) ?? tracker.currentWidget;
    const cell = panel && typeof wish.source === "string" && cellNamed(panel, wish.cell);
    if (!cell || cell.model.type !== "code") return;
    event.preventDefault();
    const done = typeof wish.done === "function" ? wish.done : () => {};
    queue = queue.then(() => write(kit, panel, cell, wish)).then(
      () => done(true),
      (error) => done(false, String(error?.message ?? error)),
    );
  });
}

async function write(kit, panel, cell, { source, run = [] }) {
  const cells = run.map((name) => cellNamed(panel, name)).filter((one) => one?.model.type === "code");
  cell.model.sharedModel.setSource(source);
  // Kept before anything runs: a cell that hangs must not cost the answer.
  await save(panel);
  await runCells(kit, panel, cells);
  if (cells.length) await save(panel);
}
