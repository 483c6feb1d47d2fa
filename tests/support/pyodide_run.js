// Run by Node: node pyodide_run.js PYODIDE SCRIPT OUT [FOLDER…]. Starts the browser edition's Python as a worker does, puts the folders
// on its path, runs the script and writes what its last line gives into the file OUT.
const fs = require("node:fs");
const path = require("node:path");
const [pyodide, script, out, ...folders] = process.argv.slice(2);
const base = path.resolve(pyodide) + path.sep;
require(`${base}boot.js`);
const { loadPyodide } = require(`${base}pyodide.js`);

(async () => {
  const python = await globalThis.qilabBoot({
    base,
    loadPyodide,
    read: async (name) => new Uint8Array(fs.readFileSync(base + name)),
    readNow: (name) => new Uint8Array(fs.readFileSync(base + name)),
  });
  folders.forEach((folder, at) => {
    python.FS.mkdirTree(`/beside/${at}`);
    python.FS.mount(python.FS.filesystems.NODEFS, { root: path.resolve(folder) }, `/beside/${at}`);
    python.runPython(`import sys; sys.path.append("/beside/${at}")`);
  });
  fs.writeFileSync(out, String(python.runPython(fs.readFileSync(script, "utf8"))));
})().catch((problem) => {
  process.stderr.write(String(problem.message ?? problem));
  process.exitCode = 1;
});
