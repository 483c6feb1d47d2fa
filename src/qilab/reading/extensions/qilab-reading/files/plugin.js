// QI Lab's reading view for JupyterLab 4 and Notebook 7: see docs/maintainers/reading_view.md.

import { course, pageOf } from "./known.js";
import { begin } from "./edition.js";
export { plugins } from "./edition.js";
import { deafen } from "./keys.js";
import { Page } from "./page.js";
import { listen } from "./write.js";
import * as taste from "./taste.js";
import { readInVega } from "./vega.js";

/** The plugin, given JupyterLab's own modules as kit = { notebook, cells }. */
export const plugin = (kit) => ({
  id: "qilab-reading:plugin",
  description: "QI Lab's pages without code in sight",
  autoStart: true,
  requires: [kit.notebook.INotebookTracker],
  activate: (app, tracker) => {
    const style = document.createElement("link");
    Object.assign(style, { rel: "stylesheet", href: new URL("reading.css", import.meta.url).href });
    document.head.append(style);
    listen(kit, tracker);
    deafen(app);

    const open = async (panel) => {
      await panel.context.ready;
      const known = await course();
      const page = pageOf(known, panel);
      if (page && !panel.isDisposed) new Page({ kit, app, panel, known, page }).open();
    };
    tracker.widgetAdded.connect((_, panel) => open(panel));
    // The first notebook is there, and Jupyter waits for its Python.
    tracker.widgetAdded.connect((_, panel) => panel.context.ready.then(readInVega));
    tracker.forEach(open);
    taste.follow(app);
    begin(app);
  },
});
