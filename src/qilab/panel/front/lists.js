// Fields whose value is a list: several options to tick, steps to put in order.

const listParts = {
  several({ name, label, options, question, alone }) {
    const inputs = options.map(([value]) => {
      const input = h("input", { type: "checkbox", value });
      input.addEventListener("change", () => {
        const ticked = inputs.filter((each) => each.checked).map((each) => each.value);
        const kept = !input.checked || !alone ? ticked : ticked.filter((each) => (each === alone) === (value === alone));
        this.put(name, kept, null);
      });
      return input;
    });
    this.on("values", (values) => inputs.forEach((input) => (input.checked = (values[name] ?? []).includes(input.value))));
    this.disabledBy(name, ...inputs);
    const look = question ? "qilab-radios qilab-options" : "qilab-radios";
    return h(
      "fieldset",
      { class: look },
      h("legend", { class: question && "qilab-strong" }, label),
      ...options.map(([, text], i) => h("label", { class: "qilab-radio" }, inputs[i], h("span", {}, text))),
    );
  },

  // Two buttons a step: a mouse can drag, but a keyboard, a screen reader and a thumb can press.
  order({ name, label, options }) {
    const words = new Map(options);
    const list = h("ol", { class: "qilab-order" });
    const spoken = h("p", { class: "qilab-unseen", role: "status", "aria-live": "polite" });
    const now = () => this.values()[name] ?? options.map(([value]) => value);
    const move = (value, to) => {
      const order = now().filter((each) => each !== value);
      order.splice(Math.max(0, Math.min(to, order.length)), 0, value);
      this.put(name, order, null);
      spoken.textContent = `${words.get(value)}: now step ${order.indexOf(value) + 1} of ${order.length}.`;
    };
    const off = () => Boolean(this.model.get("states")[name]?.disabled);
    const press = (value, step) => (event) => {
      if (event.currentTarget.getAttribute("aria-disabled") === "true") return;
      move(value, now().indexOf(value) + step);
      items.get(value).buttons[step < 0 ? 0 : 1].focus();
    };
    const items = new Map(
      options.map(([value, text]) => {
        const arrow = (sign, word, step) =>
          h("button", { type: "button", class: "qilab-button qilab-arrow", "aria-label": `Move ${word}: ${text}`, onclick: press(value, step) }, sign);
        const buttons = [arrow("▲", "up", -1), arrow("▼", "down", 1)];
        const item = h("li", { draggable: "true" }, h("span", {}, text), h("span", { class: "qilab-arrows" }, ...buttons));
        item.addEventListener("dragstart", (event) => {
          event.dataTransfer.setData("text/plain", value);
          event.stopPropagation(); // JupyterLab would take the cell along
        });
        item.addEventListener("dragover", (event) => event.preventDefault());
        item.addEventListener("drop", (event) => {
          event.preventDefault();
          event.stopPropagation();
          const dragged = event.dataTransfer.getData("text/plain");
          if (words.has(dragged) && !off()) move(dragged, now().indexOf(value));
        });
        return [value, { item, buttons }];
      }),
    );
    const draw = () => {
      const order = now();
      if (order.some((value, i) => list.children[i] !== items.get(value).item)) {
        list.replaceChildren(...order.map((value) => items.get(value).item));
      }
      order.forEach((value, i) => {
        const [up, down] = items.get(value).buttons;
        up.setAttribute("aria-disabled", String(off() || i === 0));
        down.setAttribute("aria-disabled", String(off() || i === order.length - 1));
      });
    };
    this.on("values", draw);
    this.on("states", draw);
    return h("fieldset", { class: "qilab-group" }, h("legend", {}, label), list, spoken);
  },
};
