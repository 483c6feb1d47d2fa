// The first script of a page: Python is started in its worker at once, what can be kept here is found out, and then
// JupyterLite is laid out under the page's own words, which stay until the live page is ready (edition.js).

(() => {
  "use strict";
  const me = document.currentScript;
  const root = new URL(me.dataset.root, location.href).href;
  const page = me.dataset.page;
  // Jupyter takes its colder way, over shared memory, where a host allows that; one way is tried and tested here.
  Object.defineProperty(globalThis, "crossOriginIsolated", { value: false, configurable: true });

  const site = {
    root, page,
    build: me.dataset.build, // changes with the published page
    files: new Map(), // path → text, as Python shall find it
    worker: undefined,
    state: { words: "", loaded: 0, total: 0, step: "", storage: "" },
    heard: new EventTarget(),
  };
  globalThis.__qilabSite = site;

  const tell = (change) => {
    Object.assign(site.state, change);
    site.heard.dispatchEvent(new Event("change"));
  };

  // 1 Python, in a worker that is there before Jupyter asks for one
  const Native = globalThis.Worker;
  const start = () => {
    const worker = new Native(`${root}qilab/worker.js`);
    worker.addEventListener("message", ({ data }) => { if (data?.qilab) tell(data.qilab); });
    worker.addEventListener("error", (event) => {
      console.error(event.message);
      tell({ step: "failed", words: "Python could not be started: a part of it could not be fetched, or this browser does not run it." });
    });
    // What is kept is known by then; Python is fetched meanwhile.
    site.kept.then((storage) => worker.postMessage({ qilab: { page, storage, files: [...site.files] } }));
    return worker;
  };
  let early;
  // Jupyter's own worker for Python is ours; each restart is a new one.
  globalThis.Worker = class extends Native {
    constructor(url, options) {
      if (!/\/pyodide-kernel-extension\//.test(String(url))) {
        super(url, options);
        return;
      }
      const worker = early ?? start();
      early = undefined;
      site.worker = worker;
      worker.postMessage({ qilab: { script: String(url) } });
      return worker;
    }
  };
  /** Give Python a file, now and after each restart. */
  site.give = (path, text) => {
    site.files.set(path, text);
    (site.worker ?? early)?.postMessage({ qilab: { file: [path, text] } });
  };

  /** What Python has written, path → text: where this browser keeps nothing, only Python has it. */
  site.collect = () => new Promise((done) => {
    const hear = () => {
      if (!site.state.collected) return;
      site.heard.removeEventListener("change", hear);
      done(site.state.collected);
    };
    delete site.state.collected;
    site.heard.addEventListener("change", hear);
    (site.worker ?? early)?.postMessage({ qilab: { collect: true } });
  });

  // 2 Can work be kept here?
  site.kept = probe();
  site.kept.then((storage) => tell({ storage }));

  async function probe() {
    const later = new Promise((done) => setTimeout(done, 4000, "blocked"));
    const open = new Promise((done) => {
      try {
        const asked = indexedDB.open("qilab-probe");
        asked.onerror = () => done("blocked");
        asked.onsuccess = () => {
          asked.result.close();
          indexedDB.deleteDatabase("qilab-probe");
          done("kept");
        };
      } catch {
        done("blocked");
      }
    });
    const storage = await Promise.race([open, later]);
    return storage === "kept" && (await isPrivate()) ? "private" : storage;
  }

  // No browser says it outright. Firefox and Safari have no file system of the page's own in a private window; Chromium
  // tells nothing at all, so that whoever comes for the first time is told what a private window does (told.js).
  async function isPrivate() {
    if (!navigator.storage?.getDirectory) return false;
    return navigator.storage.getDirectory().then(() => false, () => true);
  }

  if (typeof WebAssembly === "object") early = start();
  else tell({ step: "failed", words: "This browser cannot run Python (it has no WebAssembly, or it is switched off here)." });

  // 3 Jupyter
  const ready = () => {
    const config = document.getElementById("jupyter-config-data");
    site.kept.then((storage) => {
      const settings = JSON.parse(config.textContent);
      const jupyter = `${root}jupyter/`;
      const base = new URL(jupyter).pathname;
      Object.assign(settings, {
        baseUrl: base,
        fullStaticUrl: `${base}build`,
        fullLabextensionsUrl: `${base}extensions`,
        settingsUrl: `${base}build/schemas`,
        contentsStorageName: `QI Lab pages ${base}`,
        settingsStorageName: `QI Lab settings ${base}`,
      });
      settings.litePluginSettings["@jupyterlite/pyodide-kernel-extension:kernel"].pyodideUrl = `${root}qilab/here.js`;
      if (storage === "blocked") {
        const memory = ["memoryStorageDriver"];
        Object.assign(settings, { enableMemoryStorage: true, contentsStorageDrivers: memory, settingsStorageDrivers: memory });
      }
      site.pagesStore = settings.contentsStorageName;
      config.textContent = JSON.stringify(settings);
      const bundle = document.createElement("script");
      bundle.src = `${jupyter}${config.dataset.bundle}`;
      bundle.onerror = () => tell({ step: "failed", words: "A part of this page could not be fetched." });
      document.head.append(bundle);
    });
  };
  document.addEventListener("DOMContentLoaded", ready, { once: true });
})();
