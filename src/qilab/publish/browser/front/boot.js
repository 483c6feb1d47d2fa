// Starts Pyodide with the course in it: nothing is resolved, and nothing is asked of another host. Runs in a web worker and in
// Node: a host gives `read` (a name → its bytes, at some time), `readNow` (at once), `loadPyodide` and, for words while people
// wait, `say`.

(() => {
  const BLOCK = 512;
  const text = (bytes) => {
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  };

  // The files of a tar archive as Python writes it in the ustar format: name, and a view on the bytes.
  function* files(archive) {
    for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
      const head = archive.subarray(at, at + BLOCK);
      const [name, folder] = [text(head.subarray(0, 100)), text(head.subarray(345, 500))];
      const size = parseInt(text(head.subarray(124, 136)), 8);
      at += BLOCK;
      if (head[156] === 48) yield [folder ? `${folder}/${name}` : name, archive.subarray(at, at + size)];
      at += Math.ceil(size / BLOCK) * BLOCK;
    }
  }

  // Some servers send an archive unpacked already: then it does not begin as gzip does.
  const zipped = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;
  const unpacked = async (packed) => {
    if (!zipped(packed)) return packed;
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  const hash = async (bytes) => {
    const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  // base: the address or the folder of Pyodide's files, with a stroke at its end.
  const boot = async ({ base, read, readNow, loadPyodide, options = {}, say = () => {} }) => {
    const list = JSON.parse(text(await read("bundles.json")));
    const total = list.bundles.reduce((sum, one) => sum + one.bytes, 0);
    let loaded = 0;
    say({ step: "fetching", loaded, total, words: "Fetching the course." });
    const bring = async (one) => {
      const packed = await read(one.file);
      // A page from plain http has no crypto.subtle, and a server that unpacks sends other bytes: then gzip's own check has to do.
      const whole = !zipped(packed) || (packed.length === one.bytes && (!globalThis.crypto?.subtle || (await hash(packed)) === one.sha256));
      if (!whole) throw new Error(`${one.file} did not arrive whole. Load the page again.`);
      loaded += packed.length;
      say({ step: "fetching", loaded, total, words: "Fetching the course." });
      return unpacked(packed);
    };
    const bundles = Promise.all([read("libopenblas.so"), ...list.bundles.map(bring)]);
    bundles.catch(() => {}); // told below, where it is waited for
    const python = await loadPyodide({
      ...options,
      packages: [], // all that a kernel asks for lies in the bundles
      indexURL: base,
      lockFileURL: `${base}pyodide-lock.json`,
    });
    say({ step: "unpacking", loaded, total, words: "Opening the course." });
    const made = new Set(["/usr/lib"]);
    const { FS } = python;
    FS.mkdirTree("/usr/lib");
    const [blas, ...archives] = await bundles;
    FS.writeFile("/usr/lib/libopenblas.so", blas);
    await python._api.loadDynlib("/usr/lib/libopenblas.so", true);
    for (const archive of archives)
      for (const [name, bytes] of files(archive)) {
        const path = `${list.place}/${name}`;
        const folder = path.slice(0, path.lastIndexOf("/"));
        if (!made.has(folder)) {
          FS.mkdirTree(folder);
          made.add(folder);
        }
        FS.writeFile(path, bytes, { canOwn: true });
      }
    python.registerJsModule("qilab_page", { readLater: () => readNow(list.later.file) });
    const { modules, bytes, sha256 } = list.later;
    python.globals.set("_later", python.toPy([list.place, modules, bytes ?? 0, sha256 ?? ""]));
    python.runPython("import importlib, qilab_later; importlib.invalidate_caches(); qilab_later.install(*_later); del _later, importlib, qilab_later");
    say({ step: "ready", loaded, total, words: "Ready." });
    return python;
  };

  globalThis.qilabBoot = boot;
})();
