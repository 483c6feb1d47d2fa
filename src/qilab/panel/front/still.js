// The still form of a lab: what a saved page shows. The page sends its drawing when it has stood still for a moment,
// and puts what Python makes of it into the notebook.

const STILL_AFTER = 700; // ms
const UNSEEN_AFTER = 3000; // ms
const UNSEEN_WIDTH = 700; // px of a picture that nobody has scrolled to yet

const stillParts = {
  sendDrawing(chart, serial, view) {
    this.drawings ??= {};
    const first = this.drawings[chart] === undefined; // sent at once: the page may be saved in a moment
    clearTimeout(this.drawings[chart]);
    this.drawings[chart] = setTimeout(async () => {
      try {
        const svg = await view.toSVG();
        if (!this.done.signal.aborted) this.model.send({ drawn: [chart, serial, svg] });
      } catch (problem) {
        console.warn(problem); // the kernel is gone, or the view: the still form stays as it was
      }
    }, first ? 0 : STILL_AFTER);
    this.done.signal.addEventListener("abort", () => clearTimeout(this.drawings[chart]), { once: true });
  },

  // A page that is run from top to bottom and saved has labs that nobody has scrolled to.
  drawUnseen(stage, chart, filled) {
    const timer = setTimeout(async () => {
      if (stage.clientWidth || stage.closest("[hidden]")) return;
      const embed = await vegaEmbed(this.model, this.done.signal);
      const { serial } = this.model.get(`chart_${chart}`);
      const made = await embed(h("div"), filled(UNSEEN_WIDTH), { renderer: "svg", actions: false, defaultStyle: false });
      this.sendDrawing(chart, serial, { toSVG: () => made.view.toSVG().finally(() => made.finalize()) });
    }, UNSEEN_AFTER);
    this.done.signal.addEventListener("abort", () => clearTimeout(timer));
  },

  // After the page was opened again JupyterLab no longer knows which output an update from Python belongs to; it is
  // the one that follows the panel's own. Where a page lets nobody at its notebook, Python's own update has to do.
  putStill({ still, of }) {
    for (const cell of this.model.widget_manager?.context?.model?.cells ?? []) {
      const outputs = cell.outputs;
      for (let i = 0; i + 1 < (outputs?.length ?? 0); i += 1) {
        if (outputs.get(i).data["application/vnd.jupyter.widget-view+json"]?.model_id !== of) continue;
        const next = outputs.get(i + 1).toJSON();
        const before = [next.data?.["text/html"] ?? ""].flat().join("");
        if (before.includes("qilab-still") && before !== still["text/html"]) {
          outputs.set(i + 1, { ...next, data: { ...next.data, ...still } });
        }
      }
    }
  },
};
