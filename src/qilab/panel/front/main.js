Object.assign(View.prototype, layoutParts, wordParts, fieldParts, listParts, pageParts, stillParts, chartParts, logParts, fileParts);

function render({ model, el }) {
  const view = new View(model, el);
  view.build();
  return () => view.done.abort();
}

export default { render };
