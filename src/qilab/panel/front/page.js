// What a panel asks of the page that it stands on, and what it sees there.

const pageParts = {
  // Python asks for a cell to be written. Whoever keeps the notebook may take it (see docs/maintainers); where nobody
  // does, Python is told so and finds another way.
  listenForPage() {
    this.listen("msg:custom", (message) => {
      const asked = message?.page;
      if (!asked || (asked.view && asked.view !== this.id)) return;
      const done = (ok, why) => {
        this.writing = false;
        this.model.send({ page: { id: asked.id, ok: Boolean(ok), why: String(why ?? "") } });
        this.look?.();
      };
      const event = new CustomEvent("qilab:write", { detail: { ...asked.write, done }, bubbles: true, cancelable: true });
      this.writing = true;
      if (this.root.dispatchEvent(event)) done(false, "nobody");
    });
  },

  // JupyterLab marks a cell that was changed since it ran. A verdict below it would be one on another answer.
  watchCellAbove() {
    // A view is made before it is put on the page.
    const placed = new ResizeObserver(() => {
      if (!this.el.closest(".jp-Cell")) return;
      placed.disconnect();
      this.watchPlaced();
    });
    placed.observe(this.root);
    this.done.signal.addEventListener("abort", () => placed.disconnect());
  },

  watchPlaced() {
    let cell = this.el.closest(".jp-Cell")?.previousElementSibling;
    while (cell && !cell.classList.contains("jp-CodeCell")) cell = cell.previousElementSibling;
    if (!cell) return;
    let said = false;
    let waiting;
    this.look = () => {
      clearTimeout(waiting);
      if (this.writing || this.done.signal.aborted) return;
      // The mark goes when the run begins; what came of it is known when the star has gone, too.
      if (cell.querySelector(".jp-InputArea-prompt")?.textContent.includes("*")) {
        waiting = setTimeout(this.look, 100);
        return;
      }
      const edited = cell.classList.contains("jp-mod-dirty");
      if (edited === said) return;
      said = edited;
      this.model.send({ edited });
    };
    const watch = new MutationObserver(this.look);
    watch.observe(cell, { attributes: true, attributeFilter: ["class"] });
    this.done.signal.addEventListener("abort", () => watch.disconnect());
    this.look();
  },
};
