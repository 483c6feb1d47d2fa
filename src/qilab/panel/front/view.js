// One panel on a page: its parts, and the line in which its moves and presses travel.

const PATIENCE = 9000; // ms: 1,000 charts on a slow laptop are done by then

class View {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.refreshers = { values: [], texts: [], states: [], record: [], gallery: [] };
    this.done = new AbortController();
    this.id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`; // another one after a reload
    this.turn = 0; // number of the last message
    this.waiting = false; // for the answer to it
    this.moved = new Map(); // moves that Python has not answered yet: field -> { value, turn }, turn 0 if not sent
  }

  build() {
    this.draw();
    for (const key of Object.keys(this.refreshers)) this.listen(`change:${key}`, () => this.refresh(key));
    this.listen("change:parts", () => this.drawAnew());
    this.listen("change:record", () => this.tell("logged", this.model.get("record")));
    this.listen("msg:custom", listenForLibrary);
    this.listen("msg:custom", (message) => message?.still && this.putStill(message));
    this.listenForPage();
    if (this.model.get("parts").private) {
      this.listenForFiles();
      keepNothing(this.model);
    }
    if (this.model.get("parts").watches) this.watchCellAbove();
    this.listen("change:answered", () => this.answered(...this.model.get("answered")));
    this.done.signal.addEventListener("abort", () => clearTimeout(this.patience));
  }

  // The next step of a panel that has steps: other parts in the place of all there were, and the reader at their top.
  drawAnew() {
    this.root.remove();
    for (const key of Object.keys(this.refreshers)) this.refreshers[key] = [];
    this.moved.clear();
    this.draw();
    const top = this.root.querySelector(".qilab-heading") ?? this.root;
    top.tabIndex = -1;
    top.focus();
  }

  draw() {
    const title = fresh("title");
    const { heading, sort, parts } = this.model.get("parts");
    // Without a heading it is no landmark: a page of fifteen questions would have fifteen of them.
    this.root = h(heading ? "section" : "div", { class: `qilab-panel qilab-${sort}`, lang: "en-GB", "aria-labelledby": heading && title });
    this.lost = h("p", { class: "qilab-lost", role: "status" });
    this.root.append(...(heading ? [h("h3", { id: title, class: "qilab-heading" }, heading)] : []), this.lost);
    this.root.append(...parts.map((part) => this.part(part)));
    this.el.append(this.root);
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

  hold(name, value, source) {
    this.moved.set(name, { value, turn: 0 });
    this.refresh("values", source);
  }

  put(name, value, source) {
    this.hold(name, value, source);
    this.send();
  }

  // One move is under way at a time, and the latest ones go together: a slider cannot run ahead of Python. A press
  // does not wait, and takes along what was moved before it; nor does a file (`more`).
  send(press, more) {
    const unsent = [...this.moved.values()].some(({ turn }) => turn === 0);
    if (!press && !more && (this.waiting || !unsent)) return;
    this.turn += 1;
    this.waiting = true;
    const values = {};
    for (const [name, move] of this.moved) {
      if (move.turn) continue;
      values[name] = move.value;
      move.turn = this.turn;
    }
    this.patience ??= setTimeout(() => this.unanswered(), PATIENCE);
    const parts = this.model.get("parts");
    // What people bring of their own stays between this panel and Python.
    if (parts.sort === "lab" || parts.about) this.tell("moved", { parts, values: this.values(), moved: Object.keys(values), press });
    this.model.send({ values, press, ...more, turn: [this.id, this.turn] }); // last: after a restart it may throw
  }

  // For whoever on the page wants to know, such as a room's screen. Mostly nobody does.
  tell(what, detail) {
    this.root.dispatchEvent(new CustomEvent(`qilab:${what}`, { detail, bubbles: true }));
  }

  answered(id, turn) {
    if (id !== this.id) return; // another view of the same panel
    for (const [name, move] of this.moved) if (move.turn && move.turn <= turn) this.moved.delete(name);
    clearTimeout(this.patience);
    this.patience = null;
    this.lost.textContent = "";
    this.waiting = turn < this.turn;
    this.refresh("values");
    if (this.waiting) this.patience = setTimeout(() => this.unanswered(), PATIENCE);
    else this.send();
  }

  // Sliders that move while nothing answers look like a fault of the learner's: say what it is and what to do.
  // The next move sends all of them again: messages are lost when a laptop sleeps. A press is not repeated.
  unanswered() {
    this.patience = null;
    this.waiting = false;
    for (const move of this.moved.values()) move.turn = 0;
    this.lost.textContent =
      "Python is not answering. If something else is running, wait for it. If not, reload the page or, where you see code, run this cell again.";
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
}
