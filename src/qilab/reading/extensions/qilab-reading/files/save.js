// One save of a page at a time: with two at once JupyterLab takes its own file for somebody else's, and asks.

const last = new WeakMap();

/** Save an open page when what is being saved of it is done. Rejects if it could not be saved. */
export function save(panel) {
  const next = (last.get(panel) ?? Promise.resolve()).catch(() => {}).then(() => panel.context.save());
  last.set(panel, next);
  return next;
}
