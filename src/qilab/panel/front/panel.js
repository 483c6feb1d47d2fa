// The view of a lab: plain HTML controls around one live chart. It knows nothing of what a lab teaches.
// Python sends `parts` (what there is), `values`, `texts`, `states` and one `chart_…` trait a chart (what is on it now);
// the view sends, in one line of numbered messages, what was moved and which button was pressed. Python says which of
// them it has `heard` together with its answer.

const h = (tag, props = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  // JupyterLab takes arrow keys, Enter and letters of a focused control for its own commands, except here.
  if (/^(input|select|button|textarea|summary)$/.test(tag)) node.dataset.lmSuppressShortcuts = "true";
  return node;
};

// Counted for the whole page: each lab loads this file for itself, and two labs on one page would otherwise share
// their ids. A panel would then bear the other's name, and choosing in one would clear the other's radio buttons.
const fresh = (word) => `qilab-${word}-${(globalThis.__qilabCount = (globalThis.__qilabCount ?? 0) + 1)}`;

const SHAPES = {
  circle: "M7 2a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z",
  square: "M2.5 2.5h9v9h-9Z",
  diamond: "M7 1l5 6l-5 6l-5-6Z",
  cross: "M5 1.5h4v3.5h3.5v4h-3.5v3.5h-4v-3.5h-3.5v-4h3.5Z",
  "triangle-up": "M7 1.5l5.5 10h-11Z",
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

// ---------------------------------------------------------------- the drawing library, once a page

const library = (globalThis.__qilabVega ??= (() => {
  const box = {};
  box.ready = new Promise((resolve, reject) => Object.assign(box, { resolve, reject }));
  return box;
})());

async function unpack(buffer) {
  const stream = new Blob([buffer]).stream().pipeThrough(new DecompressionStream("gzip"));
  const source = await new Response(stream).blob();
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return (await import(/* webpackIgnore: true */ url)).vegaEmbed;
  } finally {
    URL.revokeObjectURL(url);
  }
}

// Asked again until it comes: an answer is lost when its lab is closed or its kernel restarted in between.
function vegaEmbed(model, signal) {
  const ask = () => {
    if (library.came || signal.aborted) return;
    if (Date.now() - (library.asked ?? -Infinity) > 5000) {
      library.asked = Date.now();
      model.send({ ask: "vega" });
    }
    setTimeout(ask, 1000);
  };
  ask();
  return library.ready;
}

function listenForLibrary(message, buffers) {
  if (!message?.vega || library.came) return;
  library.came = true;
  unpack(buffers[0]).then(library.resolve, library.reject);
}

// ---------------------------------------------------------------- one lab

const LEAST_WIDTH = 300; // px of a picture
const PATIENCE = 9000; // ms: 1,000 charts on a slow laptop are done by then

class View {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.refreshers = { values: [], texts: [], states: [], record: [] };
    this.done = new AbortController();
    this.drawn = 0;
    this.id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`; // another one after a reload
    this.turn = 0; // number of the last message
    this.waiting = false; // for the answer to it
    this.moved = new Map(); // moves that Python has not answered yet: control -> { value, turn }, turn 0 if not sent
  }

  build() {
    const title = fresh("title");
    const { heading, parts } = this.model.get("parts");
    this.root = h("section", { class: "qilab-lab", "aria-labelledby": title });
    this.lost = h("p", { class: "qilab-lost", role: "status" });
    this.root.append(h("h3", { id: title, class: "qilab-heading" }, heading), this.lost);
    this.root.append(...parts.map((part) => this.part(part)));
    this.el.append(this.root);
    for (const key of Object.keys(this.refreshers)) this.listen(`change:${key}`, () => this.refresh(key));
    this.listen("msg:custom", listenForLibrary);
    this.listen("change:heard", () => this.heard(...this.model.get("heard")));
    this.done.signal.addEventListener("abort", () => clearTimeout(this.patience));
    Object.keys(this.refreshers).forEach((key) => this.refresh(key));
  }

  listen(event, action) {
    this.model.on(event, action);
    this.done.signal.addEventListener("abort", () => this.model.off(event, action));
  }

  refresh(key, source = null) {
    const now = key === "values" ? this.values() : this.model.get(key);
    for (const refresher of this.refreshers[key]) refresher(now, source);
  }

  // A move stands above what Python says until Python has answered that very move: an answer to an earlier one
  // would otherwise put back what is being typed, or take away what was chosen a moment ago.
  values() {
    const values = { ...this.model.get("values") };
    for (const [name, { value }] of this.moved) values[name] = value;
    return values;
  }

  on(key, refresher) {
    this.refreshers[key].push(refresher);
  }

  keep(name, value, source) {
    this.moved.set(name, { value, turn: 0 });
    this.refresh("values", source);
  }

  put(name, value, source) {
    this.keep(name, value, source);
    this.tell();
  }

  // One move is under way at a time, and the latest ones go together: a slider cannot run ahead of Python. A press
  // does not wait, and takes along what was moved before it.
  tell(press) {
    const news = [...this.moved.values()].some(({ turn }) => turn === 0);
    if (!press && (this.waiting || !news)) return;
    this.turn += 1;
    this.waiting = true;
    const values = {};
    for (const [name, move] of this.moved) {
      if (move.turn) continue;
      values[name] = move.value;
      move.turn = this.turn;
    }
    this.patience ??= setTimeout(() => this.unheard(), PATIENCE);
    this.model.send({ values, press, turn: [this.id, this.turn] }); // last: after a restart it may throw
  }

  heard(id, turn) {
    if (id !== this.id) return; // another view of the same lab
    for (const [name, move] of this.moved) if (move.turn && move.turn <= turn) this.moved.delete(name);
    clearTimeout(this.patience);
    this.patience = null;
    this.lost.textContent = "";
    this.waiting = turn < this.turn;
    this.refresh("values");
    if (this.waiting) this.patience = setTimeout(() => this.unheard(), PATIENCE);
    else this.tell();
  }

  // Sliders that move while nothing answers look like a fault of the learner's: say what it is and what to do.
  // The next move sends all of them again: messages are lost when a laptop sleeps. A press is not repeated.
  unheard() {
    this.patience = null;
    this.waiting = false;
    for (const move of this.moved.values()) move.turn = 0;
    this.lost.textContent =
      "Python does not answer. If another cell is running, wait for it. If the kernel was restarted, run this cell again.";
  }

  part(part) {
    const node = this[part.kind](part);
    if (part.name) {
      node.dataset.part = part.name;
      this.on("states", (states) => {
        node.hidden = Boolean(states[part.name]?.hidden);
      });
    }
    return node;
  }

  parts(list) {
    return list.map((part) => this.part(part));
  }

  // ------------------------------------------------------------ layout

  pages({ label, pages, name }) {
    const strip = h("div", { role: "tablist", "aria-label": label, class: "qilab-tabs" });
    const box = h("div", {}, strip);
    const tabs = pages.map((page, i) => {
      const panel = h("div", { role: "tabpanel", id: fresh("page"), class: "qilab-page" }, ...this.parts(page.parts));
      const tab = h("button", { role: "tab", id: fresh("tab"), type: "button", "aria-controls": panel.id }, page.title);
      panel.setAttribute("aria-labelledby", tab.id);
      tab.addEventListener("click", () => this.put(name, i, tab));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const goal = { Home: 0, End: pages.length - 1 }[event.key] ?? (step ? (i + step + pages.length) % pages.length : null);
        if (goal === null) return;
        event.preventDefault();
        this.put(name, goal, null);
        tabs[goal].tab.focus();
      });
      strip.append(tab);
      box.append(panel);
      return { tab, panel };
    });
    this.on("values", (values) => {
      tabs.forEach(({ tab, panel }, i) => {
        const open = i === (values[name] ?? 0);
        tab.setAttribute("aria-selected", String(open));
        tab.tabIndex = open ? 0 : -1;
        panel.hidden = !open;
      });
    });
    return box;
  }

  columns({ left, right }) {
    return h(
      "div",
      { class: "qilab-columns" },
      h("div", { class: "qilab-left" }, ...this.parts(left)),
      h("div", { class: "qilab-right" }, ...this.parts(right)),
    );
  }

  group({ label, parts }) {
    return h("fieldset", { class: "qilab-group" }, h("legend", {}, label), ...this.parts(parts));
  }

  row({ parts }) {
    return h("div", { class: "qilab-row" }, ...this.parts(parts));
  }

  // ------------------------------------------------------------ words

  words({ text, name, strong }) {
    const node = h("p", { class: strong ? "qilab-words qilab-strong" : "qilab-words" }, text ?? "");
    if (name) this.on("texts", (texts) => (node.textContent = texts[name] ?? text ?? ""));
    return node;
  }

  say({ name, lines }) {
    // Shown at once; read out when it has stood still for a moment, so that a moving slider does not chatter.
    const shown = h("p", { class: "qilab-say", style: `min-height:${1.5 * lines}em` });
    const spoken = h("p", { class: "qilab-unseen", role: "status", "aria-live": "polite" });
    shown.setAttribute("aria-hidden", "true");
    let timer;
    let first = true;
    this.on("texts", (texts) => {
      const text = texts[name] ?? "";
      if (shown.textContent === text && !first) return;
      shown.textContent = text;
      clearTimeout(timer);
      timer = setTimeout(() => (spoken.textContent = text), first ? 0 : 450);
      first = false;
    });
    this.done.signal.addEventListener("abort", () => clearTimeout(timer));
    return h("div", { class: "qilab-said" }, shown, spoken);
  }

  // ------------------------------------------------------------ controls

  disabledBy(name, ...nodes) {
    this.on("states", (states) => nodes.forEach((node) => (node.disabled = Boolean(states[name]?.disabled))));
  }

  slider(part) {
    const { name, label, least, most, step, help } = part;
    const id = fresh("slider");
    const range = h("input", { type: "range", id, min: least, max: most, step });
    const box = this.box(part, `${label}, as a number`);
    range.addEventListener("input", () => this.put(name, range.valueAsNumber, range));
    this.on("values", (values, source) => {
      if (source !== range) range.value = values[name];
      range.setAttribute("aria-valuetext", `${values[name]} ${part.unit ?? ""}`.trim());
    });
    this.disabledBy(name, range, box);
    return h(
      "div",
      { class: "qilab-control" },
      h("label", { for: id }, label),
      h("div", { class: "qilab-slide" }, range, box, part.unit ? h("span", { class: "qilab-unit", "aria-hidden": "true" }, part.unit) : null),
      help ? this.help(help, range, box) : null,
    );
  }

  number(part) {
    const box = this.box(part, null);
    box.id = fresh("number");
    this.disabledBy(part.name, box);
    return h(
      "div",
      { class: "qilab-control" },
      h("label", { for: box.id }, part.label),
      h("div", { class: "qilab-slide" }, box, part.unit ? h("span", { class: "qilab-unit" }, part.unit) : null),
      part.help ? this.help(part.help, box) : null,
    );
  }

  help(text, ...nodes) {
    const id = fresh("help");
    nodes.forEach((node) => node.setAttribute("aria-describedby", id));
    return h("p", { class: "qilab-help", id }, text);
  }

  box({ name, least, most, step, wide, optional }, label) {
    const box = h("input", {
      type: "number",
      min: least,
      max: most,
      step,
      class: wide ? "qilab-box qilab-wide" : "qilab-box",
      "aria-label": label,
      inputmode: step % 1 ? "decimal" : "numeric",
      autocomplete: "off",
    });
    const good = (value) => Number.isFinite(value) && value >= least && value <= most;
    box.addEventListener("input", () => {
      const value = box.valueAsNumber;
      box.toggleAttribute("aria-invalid", false);
      if (good(value)) this.put(name, value, box);
      else if (box.value === "" && !box.validity.badInput) optional && this.put(name, null, box);
      else box.setAttribute("aria-invalid", "true");
    });
    // A number outside the range is put right when the box is left, not while it is being typed.
    box.addEventListener("change", () => {
      const value = box.valueAsNumber;
      if (!Number.isFinite(value)) return;
      const near = Math.min(most, Math.max(least, value));
      if (near !== value) this.put(name, near, null);
      box.removeAttribute("aria-invalid");
    });
    box.addEventListener("blur", () => this.refresh("values", null));
    this.on("values", (values, source) => {
      // Emptied to type another number, or half typed: filled up by us, "30" would become "2430".
      if (source === box || (document.activeElement === box && !good(box.valueAsNumber))) return;
      const value = values[name];
      const text = value === null || value === undefined ? "" : String(value);
      box.removeAttribute("aria-invalid");
      if (box.value !== text) box.value = text;
    });
    return box;
  }

  choice({ name, label, options, help }) {
    const id = fresh("choice");
    const select = h("select", { id });
    let shown = null;
    // Python may offer other options than those at the start.
    this.on("states", (states) => {
      const offered = JSON.stringify(states[name]?.options ?? options);
      if (offered === shown) return;
      shown = offered;
      select.replaceChildren(...JSON.parse(offered).map(([value, text]) => h("option", { value }, text)));
      select.value = this.values()[name];
    });
    select.addEventListener("change", () => this.put(name, select.value, select));
    this.on("values", (values) => (select.value = values[name]));
    this.disabledBy(name, select);
    return h("div", { class: "qilab-control" }, h("label", { for: id }, label), select, help ? this.help(help, select) : null);
  }

  radios({ name, label, options }) {
    const group = fresh("radios");
    const inputs = options.map(([value]) => {
      const input = h("input", { type: "radio", name: group, id: fresh("radio"), value });
      input.addEventListener("change", () => input.checked && this.put(name, value, input));
      return input;
    });
    this.on("values", (values) => inputs.forEach((input) => (input.checked = input.value === values[name])));
    this.disabledBy(name, ...inputs);
    return h(
      "fieldset",
      { class: "qilab-radios" },
      h("legend", {}, label),
      ...options.map(([, text], i) => h("label", { class: "qilab-radio" }, inputs[i], h("span", {}, text))),
    );
  }

  check({ name, label }) {
    const input = h("input", { type: "checkbox" });
    input.addEventListener("change", () => this.put(name, input.checked, input));
    this.on("values", (values) => (input.checked = Boolean(values[name])));
    this.disabledBy(name, input);
    return h("label", { class: "qilab-radio" }, input, h("span", {}, label));
  }

  text({ name, label, lines, help, longest }) {
    const id = fresh("text");
    const input = lines > 1 ? h("textarea", { id, rows: lines, maxlength: longest }) : h("input", { type: "text", id, maxlength: longest, autocomplete: "off" });
    let timer;
    input.addEventListener("input", () => {
      this.keep(name, input.value, input);
      clearTimeout(timer);
      timer = setTimeout(() => this.tell(), 150); // when the typing pauses
    });
    input.addEventListener("change", () => (clearTimeout(timer), this.put(name, input.value, input)));
    this.on("values", (values, source) => {
      if (source !== input && input.value !== (values[name] ?? "")) input.value = values[name] ?? "";
    });
    this.disabledBy(name, input);
    return h("div", { class: "qilab-control" }, h("label", { for: id }, label), input, help ? this.help(help, input) : null);
  }

  button({ name, label, main, needs }) {
    // aria-disabled and not disabled: a disabled button drops the focus and cannot be found by the keyboard.
    const button = h("button", { type: "button", class: main ? "qilab-button qilab-main" : "qilab-button" }, label);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") this.tell(name);
    });
    const draw = () => {
      const state = this.model.get("states")[name] ?? {};
      const values = this.values();
      const lacking = needs.some((need) => values[need] === null || values[need] === undefined || values[need] === "");
      button.setAttribute("aria-disabled", String(Boolean(state.disabled) || lacking));
      button.textContent = state.label ?? label;
    };
    this.on("states", draw);
    this.on("values", draw);
    return button;
  }

  ticks({ name, label, chart }) {
    const list = h("div", { class: "qilab-ticks" });
    const node = h("fieldset", { class: "qilab-group" }, h("legend", {}, label), list);
    let boxes = [];
    const draw = () => {
      const rows = this.rows(chart, "points");
      const ticked = new Set(this.values()[name] ?? []);
      const texts = rows.map((row) => row.tick ?? `${row.x}`);
      if (boxes.length !== rows.length) {
        boxes = rows.map((row) => {
          const input = h("input", { type: "checkbox" });
          input.addEventListener("change", () => this.toggle(name, row.x, input));
          return input;
        });
        list.replaceChildren(...rows.map((row, i) => h("label", { class: "qilab-tick" }, boxes[i], h("span", {}, texts[i]))));
      }
      boxes.forEach((input, i) => {
        input.checked = ticked.has(rows[i].x);
        const words = input.nextSibling;
        if (words.textContent !== texts[i]) words.textContent = texts[i];
      });
      const off = Boolean(this.model.get("states")[name]?.disabled);
      boxes.forEach((input) => (input.disabled = off));
    };
    this.listen(`change:chart_${chart}`, draw);
    this.on("values", draw);
    this.on("states", draw);
    return node;
  }

  toggle(name, x, source) {
    if (this.model.get("states")[name]?.disabled) return;
    const ticked = new Set(this.values()[name] ?? []);
    if (!ticked.delete(x)) ticked.add(x);
    this.put(name, [...ticked].sort((a, b) => a - b), source);
  }

  // ------------------------------------------------------------ the chart and its table

  rows(chart, dataset) {
    const columns = this.model.get(`chart_${chart}`).data?.[dataset] ?? {};
    const names = Object.keys(columns);
    return names.length ? columns[names[0]].map((_, i) => Object.fromEntries(names.map((n) => [n, columns[n][i]]))) : [];
  }

  chart({ name, spec, height, ticks, table, caption }) {
    const key = `chart_${name}`;
    const stage = h("div", { class: "qilab-stage", style: `height:${height}px`, role: "img" });
    const keys = h("ul", { class: "qilab-key", "aria-label": "Key" });
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
      if (turn === wanted) stage.dataset.serial = now.serial;
    };
    const start = async () => {
      const embed = await vegaEmbed(this.model, this.done.signal);
      if (this.done.signal.aborted) return;
      const options = { renderer: "svg", actions: false };
      const filled = { ...spec, width: this.room(stage), height, datasets: {} };
      const now = this.model.get(key);
      filled.height = now.signals?.height ?? height;
      for (const dataset of Object.keys(now.data)) filled.datasets[dataset] = this.rows(name, dataset);
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
        const now = this.room(stage);
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
    this.done.signal.addEventListener("abort", () => placed.disconnect());
    if (table) figure.append(this.twin(name, table, caption));
    return figure;
  }

  // At 400% zoom a picture squeezed into what is left could not be read: it keeps its least width and is scrolled.
  room(stage) {
    const narrow = stage.clientWidth < LEAST_WIDTH;
    stage.classList.toggle("qilab-narrow", narrow);
    stage.dataset.lmSuppressShortcuts = String(narrow);
    if (narrow) stage.tabIndex = 0;
    else stage.removeAttribute("tabindex");
    return Math.max(LEAST_WIDTH, stage.clientWidth);
  }

  noDrawing(stage, problem) {
    console.error(problem);
    stage.textContent = "The picture could not be drawn here. Open the table below: it says the same.";
  }

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
  }

  // ------------------------------------------------------------ the log

  log({ label, empty, file }) {
    const table = h("table", { class: "qilab-twin" });
    const save = h("button", { type: "button", class: "qilab-button" }, "Download as CSV");
    const none = h("p", { class: "qilab-words" }, empty);
    save.addEventListener("click", () => {
      const { columns, rows } = this.model.get("record");
      const cell = (value) => {
        const text = String(value ?? "");
        // A text that begins like a formula would be run by a spreadsheet.
        const safe = typeof value === "string" && /^[=+\-@]/.test(text) ? `'${text}` : text;
        return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
      };
      const csv = [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
      const url = URL.createObjectURL(new Blob(["\ufeff", csv, "\r\n"], { type: "text/csv" }));
      h("a", { href: url, download: file }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    });
    const scroll = h("div", { class: "qilab-scroll", tabindex: "0", role: "region", "aria-label": label }, table);
    this.on("record", ({ columns, rows }) => {
      const some = rows.length > 0;
      none.hidden = some;
      save.hidden = scroll.hidden = !some;
      table.replaceChildren(
        h("caption", {}, label),
        h("thead", {}, h("tr", {}, ...columns.map((c) => h("th", { scope: "col" }, c)))),
        h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((v, i) => h(i ? "td" : "th", i ? {} : { scope: "row" }, String(v ?? "")))))),
      );
    });
    return h("details", { class: "qilab-details" }, h("summary", {}, label), none, scroll, save);
  }
}

function render({ model, el }) {
  const view = new View(model, el);
  view.build();
  return () => view.done.abort();
}

export default { render };
