// The log of a lab, to look at and to download.

const logParts = {
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
  },
};
