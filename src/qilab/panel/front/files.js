// Files in and out, and the gallery. Nothing of them goes into the values of a panel, and nothing into a saved page.

const SLICE = 450_000; // bytes in one message: a multiple of three, so that the pieces' base64 can be joined
const MOST_FILE = 50_000_000;
const PAUSE = 300; // ms between two pieces to be saved: a server drops what comes faster

const asBase64 = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(blob);
  });

// JupyterLab may be set to save the state of all widgets. Of a private one it gets one sentence in the place of its parts.
function keepNothing(model) {
  const manager = model.widget_manager;
  if (!manager || manager.qilabPrivate) return;
  manager.qilabPrivate = true;
  for (const name of ["get_state", "get_state_sync"]) {
    const usual = manager[name]?.bind(manager);
    if (usual) manager[name] = (options) => {
      const all = usual(options);
      return all instanceof Promise ? all.then(withoutPrivate) : withoutPrivate(all);
    };
  }
}

function withoutPrivate(all) {
  for (const widget of Object.values(all.state ?? {})) {
    const { parts } = widget.state ?? {};
    if (!parts?.private) continue;
    const kept = Object.entries(widget.state).filter(([name]) => name.startsWith("_") || name === "layout");
    const said = { ...parts, heading: "", parts: [{ kind: "words", text: parts.private }] };
    widget.state = { ...Object.fromEntries(kept), parts: said, values: {}, texts: {}, states: {} };
    delete widget.buffers;
  }
  return all;
}

const fileParts = {
  filebox({ name, label, accept, paste, button, help }) {
    const file = h("input", { type: "file", id: fresh("file"), accept });
    const area = h("textarea", { id: fresh("paste"), rows: 5, autocomplete: "off", spellcheck: "false" });
    const read = h("button", { type: "button", class: "qilab-button" }, button);
    const note = h("p", { class: "qilab-words", role: "status" });
    const off = () => Boolean(this.model.get("states")[name]?.disabled);
    const send = async (given, blob) => {
      note.textContent = "Reading …";
      try {
        await this.sendFile(name, given, blob);
      } catch (problem) {
        console.warn(problem);
        note.textContent = "The file could not be read. Close it where it is open, and choose it again.";
      }
    };
    file.addEventListener("change", () => {
      const [chosen] = file.files;
      if (chosen && !off()) send(chosen.name, chosen);
    });
    read.addEventListener("click", () => {
      if (off()) return;
      if (!area.value.trim()) note.textContent = "Nothing is pasted yet. Copy the cells in Excel, then press Ctrl and V in the box.";
      else send("", new Blob([area.value]));
    });
    this.on("states", () => {
      file.disabled = area.disabled = off();
      read.setAttribute("aria-disabled", String(off()));
    });
    // Read again, or not read: what was given does not stay in the page.
    this.on("values", () => {
      if (this.waiting || note.textContent !== "Reading …") return;
      note.textContent = "";
      file.value = "";
    });
    return h(
      "div",
      {},
      h("div", { class: "qilab-control" }, h("label", { for: file.id }, label), file, help ? this.help(help, file) : null),
      h("div", { class: "qilab-control" }, h("label", { for: area.id }, paste), area),
      h("div", { class: "qilab-row" }, read),
      note,
    );
  },

  // The last piece goes in the line of moves and presses, so that its answer is waited for.
  async sendFile(part, name, blob) {
    if (blob.size > MOST_FILE) {
      this.send(null, { file: { part, name, at: 0, of: 1, data: "", too_much: true } });
      return;
    }
    const of = Math.max(1, Math.ceil(blob.size / SLICE));
    for (let at = 0; at < of; at += 1) {
      const data = blob.size ? await asBase64(blob.slice(at * SLICE, (at + 1) * SLICE)) : "";
      const file = { part, name, at, of, data };
      if (at + 1 < of) {
        this.model.send({ file });
        continue;
      }
      this.patience ??= setTimeout(() => this.unanswered(), 10 * PATIENCE); // a hundred thousand rows take a while
      this.send(null, { file });
    }
  },

  // A file from Python comes piece by piece, each asked for when the one before is there.
  listenForFiles() {
    let coming = null;
    this.listen("msg:custom", (message) => {
      if (message?.save) {
        coming = { ...message.save, text: "" };
        this.model.send({ more: [coming.id, 0] });
      }
      const [id, at, text] = message?.piece ?? [];
      if (!coming || id !== coming.id || at !== coming.text.length) return;
      coming.text += text;
      const done = coming.text.length >= coming.size;
      const next = [coming.id, coming.text.length];
      setTimeout(() => !this.done.signal.aborted && this.model.send({ more: next }), done ? 0 : PAUSE);
      if (done) {
        this.saveFile(coming);
        coming = null;
      }
    });
  },

  async saveFile({ name, kind, text }) {
    const bytes = await (await fetch(`data:${kind};base64,${text}`)).blob();
    const url = URL.createObjectURL(bytes);
    const link = h("a", { href: url, download: name });
    document.body.append(link); // Firefox follows no link that is not on a page
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  },

  // What a gallery shows, which comes in pieces: twelve charts of a thousand days are more than a server lets through at once.
  shownIn(serial, size) {
    return new Promise((resolve) => {
      let text = "";
      const ask = () => this.model.send({ show: [serial, text.length] });
      const hear = (message) => {
        const [of, at, piece] = message?.shown ?? [];
        if (of !== serial || at !== text.length) return;
        text += piece;
        if (text.length < size) return setTimeout(ask, PAUSE);
        this.model.off("msg:custom", hear);
        resolve(text);
      };
      this.listen("msg:custom", hear);
      ask();
    });
  },

  // On a narrow page a drawing keeps a size that can be read: the keyboard can scroll it.
  scrolls(stage) {
    const watch = new ResizeObserver(() => {
      const narrow = stage.scrollWidth > stage.clientWidth + 1;
      stage.dataset.lmSuppressShortcuts = String(narrow);
      if (narrow) stage.tabIndex = 0;
      else stage.removeAttribute("tabindex");
    });
    watch.observe(stage);
    this.done.signal.addEventListener("abort", () => watch.disconnect());
  },

  gallery({ name }) {
    const node = h("div", { class: "qilab-gallery qilab-content" });
    let shown = null;
    let made = [];
    const clear = () => {
      made.forEach((each) => each.finalize());
      made = [];
    };
    const draw = async () => {
      const wanted = this.model.get("gallery") ?? "";
      if (wanted === shown) return;
      shown = wanted;
      clear();
      const text = wanted && (await this.shownIn(...wanted.split(" ").map(Number)));
      if (shown !== wanted) return;
      const { html, specs, back } = text ? JSON.parse(text) : { html: "", specs: [] };
      const open = [...node.querySelectorAll("details")].map((details) => details.open);
      node.innerHTML = html;
      node.querySelectorAll("details").forEach((details, i) => (details.open ||= Boolean(open[i])));
      for (const each of node.querySelectorAll("summary, a, [tabindex]")) each.dataset.lmSuppressShortcuts = "true";
      if (!specs.length) return;
      const embed = await vegaEmbed(this.model, this.done.signal);
      for (const stage of node.querySelectorAll("[data-drawing]")) {
        if (shown !== wanted || this.done.signal.aborted) return;
        const at = Number(stage.dataset.drawing);
        const inner = h("div", { "aria-hidden": "true" });
        stage.replaceChildren(inner);
        try {
          const each = await embed(inner, specs[at], { renderer: "svg", actions: false, defaultStyle: false });
          inner.removeAttribute("role");
          inner.removeAttribute("aria-roledescription");
          made.push(each);
          this.scrolls(stage);
          if (back) this.model.send({ drawing: [at, await each.view.toSVG()] });
        } catch (problem) {
          this.noDrawing(stage, problem);
        }
      }
    };
    this.on("gallery", draw);
    this.done.signal.addEventListener("abort", clear);
    return node;
  },
};
