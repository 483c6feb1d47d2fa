// Where parts stand.

const layoutParts = {
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
  },

  columns({ left, right, picture_first: pictureFirst }) {
    const fields = h("div", { class: "qilab-left" }, ...this.parts(left));
    const picture = h("div", { class: "qilab-right" }, ...this.parts(right));
    return pictureFirst
      ? h("div", { class: "qilab-columns qilab-picture-first" }, picture, fields)
      : h("div", { class: "qilab-columns" }, fields, picture);
  },

  group({ label, parts }) {
    return h("fieldset", { class: "qilab-group" }, h("legend", {}, label), ...this.parts(parts));
  },

  grid({ label, corner, headings, rows }) {
    // The label of a field says its row and column: it is in sight only where the cells stand below each other.
    const head = h("tr", {}, h(corner ? "th" : "td", {}, corner), ...headings.map((words) => h("th", { scope: "col" }, words)));
    const body = rows.map(([words, cells]) =>
      h("tr", {}, h("th", { scope: "row" }, words), ...this.parts(cells).map((cell) => h("td", {}, cell))),
    );
    const table = h("table", { class: "qilab-grid" }, h("thead", {}, head), h("tbody", {}, ...body));
    return h("fieldset", { class: "qilab-group" }, h("legend", {}, label), table);
  },

  row({ parts, in_line: inLine }) {
    return h("div", { class: inLine ? "qilab-row qilab-in-line" : "qilab-row" }, ...this.parts(parts));
  },
};
