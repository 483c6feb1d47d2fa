// Jupyter's boxes round a page's cells: a feed without articles in it, and names on boxes that have no role, such as “Code Cell
// Content” on one that shows nothing. A screen reader would be told of what is not there; on a page to read they are plain boxes.

/** Take role and name from these boxes, and a name again whenever Jupyter gives one. */
export function plainBoxes(panel) {
  const feed = panel.content.node.querySelector("[role=feed]");
  for (const said of ["role", "aria-label"]) feed?.removeAttribute(said);
  const plain = (node) => { if (!node.hasAttribute("role")) node.removeAttribute("aria-label"); };
  const watch = new MutationObserver((changes) => changes.forEach(({ target }) => plain(target)));
  for (const { node } of panel.content.widgets) {
    plain(node);
    watch.observe(node, { attributeFilter: ["aria-label"] });
  }
  panel.disposed.connect(() => watch.disconnect());
}
