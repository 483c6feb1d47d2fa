// The live chart, its key and its table.

const SHAPES = {
  circle: "M7 2a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z",
  square: "M2.5 2.5h9v9h-9Z",
  diamond: "M7 1l5 6l-5 6l-5-6Z",
  cross: "M5 1.5h4v3.5h3.5v4h-3.5v3.5h-4v-3.5h-3.5v-4h3.5Z",
  "triangle-up": "M7 1.5l5.5 10h-11Z",
  "triangle-down": "M7 12.5l5.5 -10h-11Z",
  "triangle-right": "M2.5 1.5l10 5.5l-10 5.5Z",
};

function glyph(shape, fill) {
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  const path = document.createElementNS(NS, "path");
  for (const [k, v] of Object.entries({ viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" })) svg.setAttribute(k, v);
  for (const [k, v] of Object.entries({ d: SHAPES[shape] ?? SHAPES.circle, fill, stroke: "#404040" })) path.setAttribute(k, v);
  svg.append(path);
  return svg;
}

const chartParts = {
  rows(chart, dataset) {
    const columns = this.model.get(`chart_${chart}`).data?.[dataset] ?? {};
    const names = Object.keys(columns);
    return names.length ? columns[names[0]].map((_, i) => Object.fromEntries(names.map((n) => [n, columns[n][i]]))) : [];
  },

  chart({ name, spec, height, ticks, table, caption, twin, key_lines: keyLines, least_width: least }) {
    const key = `chart_${name}`;
    const stage = h("div", { class: "qilab-stage", style: `height:${height}px`, role: "img" });
    const keys = h("ul", { class: "qilab-key", "aria-label": "Key", style: `min-height:${0.6 + 1.65 * keyLines}em` });
    const figure = h("figure", { class: "qilab-figure" }, stage, keys);
    let view = null;
    let keyed = "";
    const explain = (marks) => {
      const wantedKey = JSON.stringify(marks);
      if (wantedKey === keyed) return;
      keyed = wantedKey;
      keys.replaceChildren(...marks.map(([words, shape, fill]) => h("li", {}, glyph(shape, fill), words)));
    };
    let wanted = 0;
    const describe = (text) => {
      if (view) view.description(text);
      stage.setAttribute("aria-label", text);
    };
    const draw = async () => {
      const now = this.model.get(key);
      describe(now.description ?? "");
      explain(now.key ?? []);
      stage.style.height = `${now.signals?.height ?? height}px`;
      if (!view) return;
      const turn = (wanted += 1);
      for (const dataset of Object.keys(now.data)) view.data(dataset, this.rows(name, dataset));
      for (const [signal, value] of Object.entries(now.signals ?? {})) view.signal(signal, value);
      await view.runAsync();
      if (turn !== wanted) return;
      stage.dataset.serial = now.serial;
      this.sendDrawing(name, now.serial, view);
    };
    const fill = (width) => {
      const now = this.model.get(key);
      const filled = { ...spec, width, height: now.signals?.height ?? height, datasets: {} };
      for (const dataset of Object.keys(now.data)) filled.datasets[dataset] = this.rows(name, dataset);
      if (spec.params) filled.params = spec.params.map((p) => ({ ...p, value: now.signals?.[p.name] ?? p.value }));
      return filled;
    };
    const start = async () => {
      const embed = await vegaEmbed(this.model, this.done.signal);
      if (this.done.signal.aborted) return;
      // A page has one style of Vega's, that of its first drawing: it is left to the charts, which cannot do without.
      const options = { renderer: "svg", actions: false, defaultStyle: false };
      const filled = fill(this.room(stage, least));
      const inner = h("div");
      stage.replaceChildren(inner);
      const made = await embed(inner, filled, options);
      // One image with one text: the marks inside are not read out one by one.
      inner.removeAttribute("role");
      inner.removeAttribute("aria-roledescription");
      inner.setAttribute("aria-hidden", "true");
      view = made.view;
      if (ticks) {
        view.addEventListener("click", (event, item) => {
          if (item?.datum && typeof item.datum.x === "number" && "value" in item.datum) this.toggle(ticks, item.datum.x, null);
        });
      }
      await draw();
      let width = filled.width;
      const watch = new ResizeObserver(() => {
        if (!stage.clientWidth) return;
        const now = this.room(stage, least);
        if (Math.abs(now - width) < 2) return;
        width = now;
        view.width(now).runAsync();
      });
      watch.observe(stage);
      this.done.signal.addEventListener("abort", () => (watch.disconnect(), made.finalize()));
    };
    this.listen(`change:${key}`, draw);
    draw();
    // A chart on a page that is not open has no width yet; it is drawn when it gets one. Waiting until it is in
    // sight is not enough: a notebook that scrolls on by itself may pass it before the browser has looked.
    const placed = new ResizeObserver(() => {
      if (!stage.clientWidth) return;
      placed.disconnect();
      start().catch((problem) => this.noDrawing(stage, problem));
    });
    placed.observe(stage);
    this.drawUnseen(stage, name, fill);
    this.done.signal.addEventListener("abort", () => placed.disconnect());
    if (twin) figure.append(this.twin(name, table, caption));
    return figure;
  },

  // At 400% zoom a picture squeezed into what is left could not be read: it keeps its least width (px) and is scrolled.
  room(stage, least) {
    const narrow = stage.clientWidth < least;
    stage.classList.toggle("qilab-narrow", narrow);
    stage.dataset.lmSuppressShortcuts = String(narrow);
    if (narrow) stage.tabIndex = 0;
    else stage.removeAttribute("tabindex");
    return Math.max(least, stage.clientWidth);
  },

  noDrawing(stage, problem) {
    console.error(problem);
    stage.textContent = "The picture could not be drawn here. Open the table below: it says the same.";
  },

  twin(chart, columns, caption) {
    const body = h("tbody");
    const title = h("caption", {}, caption ?? "");
    const head = h("tr", {}, ...columns.map(([, text]) => h("th", { scope: "col" }, text)));
    const scroll = h(
      "div",
      { class: "qilab-scroll", tabindex: "0", role: "region", "aria-label": caption ?? "Table" },
      h("table", { class: "qilab-twin" }, title, h("thead", {}, head), body),
    );
    scroll.dataset.lmSuppressShortcuts = "true";
    const details = h("details", { class: "qilab-details" }, h("summary", {}, "Show as a table"), scroll);
    const draw = () => {
      if (!details.open) return;
      const rows = this.rows(chart, "points").map((row) =>
        h("tr", {}, ...columns.map(([field], i) => h(i ? "td" : "th", i ? {} : { scope: "row" }, String(row[field] ?? "")))),
      );
      body.replaceChildren(...rows);
    };
    details.addEventListener("toggle", draw);
    this.listen(`change:chart_${chart}`, draw);
    return details;
  },
};
