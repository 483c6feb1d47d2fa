// What a worker reads in place of pyodide.js: `loadPyodide` then starts Pyodide with the course in it. The worker names the
// folder of these files in `QILAB_PYODIDE` (its whole address, with a stroke at its end) or in the option `indexURL`, and takes
// the words for those who wait in `qilabSay`, or from a channel.

(() => {
  const channel = () => {
    const open = new BroadcastChannel("qilab-boot");
    return (told) => open.postMessage(told);
  };
  const known = self.QILAB_PYODIDE;
  if (known) importScripts(`${known}pyodide.js`, `${known}boot.js`);
  const plain = self.loadPyodide;

  self.loadPyodide = async (options = {}) => {
    const base = known ?? options.indexURL;
    if (!plain) importScripts(`${base}pyodide.js`, `${base}boot.js`);
    const loadPyodide = plain ?? self.loadPyodide;
    const read = async (name) => {
      const reply = await fetch(base + name);
      if (!reply.ok) throw new Error(`${name} cannot be fetched (${reply.status}). Load the page again.`);
      return new Uint8Array(await reply.arrayBuffer());
    };
    // Python waits for an import, and so for these bytes; in a worker nobody else waits with it.
    const readNow = (name) => {
      const asked = new XMLHttpRequest();
      asked.open("GET", base + name, false);
      asked.responseType = "arraybuffer";
      asked.send();
      if (asked.status >= 400) throw new Error(`${name} cannot be fetched (${asked.status}). Load the page again.`);
      return new Uint8Array(asked.response);
    };
    return self.qilabBoot({ base, read, readNow, loadPyodide, options, say: self.qilabSay ?? channel() });
  };
})();
