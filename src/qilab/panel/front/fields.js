// Fields and buttons.

// “1 step”, “2 steps”: the unit beside a number, where it is a plain plural.
const unitAt = (value, unit = "") => (value === 1 && /^(percentage )?[a-z]+s$/.test(unit) ? unit.slice(0, -1) : unit);

const fieldParts = {
  disabledBy(name, ...nodes) {
    this.on("states", (states) => nodes.forEach((node) => (node.disabled = Boolean(states[name]?.disabled))));
  },

  slider(part) {
    const { name, label, least, most, step, help } = part;
    const id = fresh("slider");
    const range = h("input", { type: "range", id, min: least, max: most, step });
    const box = this.box(part, `${label}, as a number`);
    const unit = part.unit ? h("span", { class: "qilab-unit", "aria-hidden": "true" }, part.unit) : null;
    range.addEventListener("input", () => this.put(name, range.valueAsNumber, range));
    this.on("values", (values, source) => {
      if (source !== range) range.value = values[name];
      const said = unitAt(values[name], part.unit);
      range.setAttribute("aria-valuetext", `${values[name]} ${said}`.trim());
      if (unit && unit.textContent !== said) unit.textContent = said;
    });
    this.disabledBy(name, range, box);
    return h(
      "div",
      { class: "qilab-control" },
      h("label", { for: id }, label),
      h("div", { class: "qilab-slide" }, range, box, unit),
      help ? this.help(help, range, box) : null,
      this.taken(name),
    );
  },

  // What was taken instead of what was typed, and why: said beside the field, and read out.
  taken(name) {
    const note = h("p", { class: "qilab-taken", role: "status" });
    const draw = () => {
      const words = this.unread === name ? "That could not be read as a number, so nothing was changed." : this.model.get("states")[name]?.taken;
      if (note.textContent !== (words ?? "")) note.textContent = words ?? "";
    };
    this.on("states", draw);
    this.on("values", draw);
    return note;
  },

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
      this.taken(part.name),
    );
  },

  help(text, ...nodes) {
    const id = fresh("help");
    nodes.forEach((node) => node.setAttribute("aria-describedby", id));
    return h("p", { class: "qilab-help", id }, text);
  },

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
      this.unread = null;
      box.toggleAttribute("aria-invalid", false);
      if (good(value)) this.put(name, value, box);
      else if (box.value === "" && !box.validity.badInput) optional && this.put(name, null, box);
      else box.setAttribute("aria-invalid", "true");
    });
    // A number outside the range is put right when the box is left, not while it is being typed. Python does it, and
    // says what it took.
    box.addEventListener("change", () => {
      const value = box.valueAsNumber;
      if (Number.isFinite(value) && !good(value)) this.put(name, value, box);
      box.removeAttribute("aria-invalid");
    });
    box.addEventListener("blur", () => {
      if (box.validity.badInput) this.unread = name;
      this.refresh("values", null);
    });
    this.on("values", (values, source) => {
      // Emptied to type another number, or half typed: filled up by us, "30" would become "2430".
      if (source === box || (document.activeElement === box && !good(box.valueAsNumber))) return;
      const value = values[name];
      const text = value === null || value === undefined ? "" : String(value);
      box.removeAttribute("aria-invalid");
      if (box.value !== text) box.value = text;
    });
    return box;
  },

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
  },

  radios({ name, label, options, question, asked }) {
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
      { class: question ? "qilab-radios qilab-options" : "qilab-radios" },
      h("legend", {}, ...(asked ? this.asked(asked) : [label])),
      ...options.map(([, text], i) => h("label", { class: "qilab-radio" }, inputs[i], h("span", {}, text))),
    );
  },

  check({ name, label }) {
    const input = h("input", { type: "checkbox" });
    input.addEventListener("change", () => this.put(name, input.checked, input));
    this.on("values", (values) => (input.checked = Boolean(values[name])));
    this.disabledBy(name, input);
    return h("label", { class: "qilab-radio" }, input, h("span", {}, label));
  },

  text({ name, label, lines, help, numeric, unit }) {
    const id = fresh("text");
    const line = { type: "text", id, autocomplete: "off", inputmode: numeric && "decimal", class: numeric && "qilab-figures" };
    const input = lines > 1 ? h("textarea", { id, rows: lines }) : h("input", line);
    let timer;
    input.addEventListener("input", () => {
      this.hold(name, input.value, input);
      clearTimeout(timer);
      timer = setTimeout(() => this.send(), 150); // when the typing pauses
    });
    input.addEventListener("change", () => (clearTimeout(timer), this.put(name, input.value, input)));
    // Enter in a box of one line checks, as in any form; with several lines it begins a new one.
    if (!(lines > 1) && this.model.get("parts").sort === "form") {
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) this.root.querySelector(".qilab-main")?.click();
      });
    }
    this.on("values", (values, source) => {
      if (source !== input && input.value !== (values[name] ?? "")) input.value = values[name] ?? "";
    });
    this.disabledBy(name, input);
    const box = unit ? h("div", { class: "qilab-slide" }, input, h("span", { class: "qilab-unit" }, unit)) : input;
    return h("div", { class: "qilab-control" }, h("label", { for: id }, label), box, help ? this.help(help, input) : null, this.taken(name));
  },

  button({ name, label, main, needs }) {
    // aria-disabled and not disabled: a disabled button drops the focus and cannot be found by the keyboard.
    const button = h("button", { type: "button", class: main ? "qilab-button qilab-main" : "qilab-button" }, label);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") this.send(name);
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
  },

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
  },

  toggle(name, x, source) {
    if (this.model.get("states")[name]?.disabled) return;
    const ticked = new Set(this.values()[name] ?? []);
    if (!ticked.delete(x)) ticked.add(x);
    this.put(name, [...ticked].sort((a, b) => a - b), source);
  },
};
