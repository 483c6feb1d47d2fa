// Run by Node: node compile.js PYODIDE IN.tar OUT.tar. Bytecode must be made by the very Python that reads it, so Pyodide compiles
// what lies in IN.tar, in the folder where it will lie, and OUT.tar holds it with .pyc in place of .py.
const [pyodide, source, target] = process.argv.slice(2);
const fs = require("node:fs");
const path = require("node:path");
const { loadPyodide } = require(path.join(pyodide, "pyodide.js"));

(async () => {
  const lockFileURL = path.join(pyodide, "pyodide-lock.json");
  const python = await loadPyodide({ indexURL: pyodide, lockFileURL, packages: [] });
  python.FS.writeFile("/in.tar", fs.readFileSync(source));
  python.runPython(fs.readFileSync(path.join(__dirname, "compile_tree.py"), "utf8"));
  fs.writeFileSync(target, python.FS.readFile("/out.tar"));
})();
