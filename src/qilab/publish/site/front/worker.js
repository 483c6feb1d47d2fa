// The worker that Python runs in. It begins with the page, long before JupyterLite asks for it; JupyterLite's own script for
// its worker is taken in when it does, and finds Python there.

"use strict";
const ROOT = new URL("..", self.location).href;
const WORK = "/qi-lab"; // the course's folder, as Python sees it
self.QILAB_PYODIDE = `${ROOT}pyodide/`;
const tell = (state) => postMessage({ qilab: state });
self.qilabSay = (state) => tell(state.step === "ready" ? { ...state, step: "starting" } : state);

importScripts("files.js", "pages.js", "../pyodide/kernel.js");

// JupyterLite turns Python's None into undefined, which is nothing at all in JSON: a chart's “legend: null” would be lost.
const post = self.postMessage.bind(self);
const withNulls = (value) => {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(withNulls);
  if (value && Object.getPrototypeOf(value) === Object.prototype) {
    for (const key of Object.keys(value)) value[key] = withNulls(value[key]);
  }
  return value;
};
// A chart's formulas are worked out step by step: to make functions of them, as Vega does by itself, the page's policy forbids.
const stepByStep = (bundle) => {
  for (const kind of Object.keys(bundle.data ?? {}).filter((one) => one.startsWith("application/vnd.vega"))) {
    const before = bundle.metadata?.[kind];
    bundle.metadata = { ...bundle.metadata, [kind]: { ...before, embed_options: { ...before?.embed_options, ast: true } } };
  }
};
self.postMessage = (message, ...rest) => {
  const content = message?._kernelMessage;
  for (const part of ["bundle", "content"]) if (content?.[part]) content[part] = withNulls(content[part]);
  if (content?.bundle) stepByStep(content.bundle);
  post(message, ...rest);
};

// Notebooks are kept by JupyterLite.
const leaves = (path) => /^(datasets|course|exercises)\//.test(path) || path.split("/").pop().startsWith(".writing-");

/** Path → text of what Python has written, where the browser keeps none of it. */
const collect = (FS, folder) => Object.fromEntries(FS.readdir(`${WORK}/${folder}`).filter((name) => !/^\.+$/.test(name)).flatMap((name) => {
  const path = folder ? `${folder}/${name}` : name;
  if (leaves(path) || leaves(`${path}/`)) return [];
  if (FS.isDir(FS.stat(`${WORK}/${path}`).mode)) return Object.entries(collect(FS, path));
  return [[path, FS.readFile(`${WORK}/${path}`, { encoding: "utf8" })]];
}));

let begin;
const begun = new Promise((done) => { begin = done; });
const loaded = self.loadPyodide({});

/** Python with the learner's files in their folder and all that a page's first cells need. */
const prepared = (async () => {
  const [pyodide, { page, storage, files }] = await Promise.all([loaded, begun]);
  const { FS } = pyodide;
  const put = (path, text) => {
    const whole = `${WORK}/${path}`;
    FS.mkdirTree(whole.slice(0, whole.lastIndexOf("/")));
    FS.writeFile(whole, text);
  };
  put("datasets/README.md", "");
  // That a page is there is all that links between pages need to know.
  for (const each of self.QILAB_PAGES) put(each, "");
  self.qilabPut = put;
  self.qilabCollect = () => collect(FS, "");
  if (storage !== "blocked") {
    const kept = new KeptFiles({ FS, folder: WORK, name: `QI Lab work ${new URL(ROOT).pathname}`, leaves, tell });
    await kept.open().catch(() => tell({ storage: "blocked" }));
  }
  for (const [path, text] of files) put(path, text);
  const at = `${WORK}/${page}`;
  FS.chdir(at.slice(0, at.lastIndexOf("/")));
  tell({ step: "starting", words: "Python is here. The course is being opened." });
  pyodide.globals.set("_qilab_page", at);
  await pyodide.runPythonAsync(`
import os
os.environ["JPY_SESSION_NAME"] = _qilab_page
os.chdir(os.path.dirname(_qilab_page))
del _qilab_page
import pyodide_kernel
from qilab.learner import browser_kernel, preload
browser_kernel.attend(pyodide_kernel.kernel_instance)
preload.now()
`);
  tell({ step: "ready", words: "" });
  return pyodide;
})();
prepared.catch((error) => {
  console.error(error);
  const words = String(error?.message ?? error).trim().split("\n").pop();
  tell({ step: "failed", words: `Python could not be started here (${words}).` });
});

self.loadPyodide = () => prepared;

addEventListener("message", ({ data }) => {
  const asked = data?.qilab;
  if (!asked) return;
  if (asked.page) begin(asked);
  if (asked.script) importScripts(asked.script);
  if (asked.collect) prepared.then(() => tell({ collected: self.qilabCollect() }), () => tell({ collected: {} }));
  if (asked.file) begun.then(() => prepared).then(() => self.qilabPut(...asked.file), () => {});
});
