// What a learner's Python writes below one folder, kept in this browser (IndexedDB) from one visit to the next. Used by the
// worker. No service worker and no shared memory are asked for: a plain http address of an intranet has neither.

/** Three texts of JSON records made one: what was changed here and what another tab has changed since `base`. */
function mergeRecords(base, ours, theirs) {
  const read = (text) => JSON.parse(text ?? "{}");
  try {
    return `${JSON.stringify(merge(read(base), read(ours), read(theirs)), null, 1)}\n`;
  } catch {
    return ours; // no record after all
  }
}

function merge(base, ours, theirs) {
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  if (same(ours, base) || same(ours, theirs)) return theirs;
  if (same(theirs, base)) return ours;
  const record = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  if (!record(ours) || !record(theirs)) return ours;
  const both = {};
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const value = merge(record(base) ? base[key] : undefined, ours[key], theirs[key]);
    if (value !== undefined) both[key] = value;
  }
  return both;
}

const storeOf = (name) => new Promise((done, fail) => {
  const asked = indexedDB.open(name, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("files");
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
  asked.onblocked = () => fail(new Error("blocked"));
});

class KeptFiles {
  /** FS: Emscripten's. folder: all below it is kept, but what `leaves(path)` says is made anew or kept elsewhere. */
  constructor({ FS, folder, name, leaves, tell }) {
    Object.assign(this, { FS, folder, name, leaves, tell });
    this.base = new Map(); // path → text as this tab last saw it kept
    this.changed = new Set();
    this.queue = Promise.resolve();
  }

  /** Put what is kept into the folder and begin to watch it. Rejects where nothing can be kept. */
  async open() {
    this.db = await storeOf(this.name);
    const store = this.db.transaction("files").objectStore("files");
    const [paths, texts] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    paths.forEach((path, i) => this.take(path, texts[i]));
    this.channel = new BroadcastChannel(this.name);
    this.channel.addEventListener("message", ({ data: [path, text] }) => {
      if (!this.changed.has(path)) this.take(path, text); // else it is merged when ours is kept
    });
    this.watch();
  }

  take(path, data) {
    const { FS } = this;
    this.taking = true;
    try {
      const whole = `${this.folder}/${path}`;
      if (data === undefined) {
        this.base.delete(path);
        if (FS.analyzePath(whole).exists) FS.unlink(whole);
      } else {
        this.base.set(path, data);
        FS.mkdirTree(whole.slice(0, whole.lastIndexOf("/")));
        FS.writeFile(whole, data);
      }
    } finally {
      this.taking = false;
    }
  }

  /** Emscripten calls these by name for whatever Python does with a file. */
  watch() {
    const { FS, folder } = this;
    const note = (path) => {
      if (this.taking || !path?.startsWith(`${folder}/`)) return;
      const short = path.slice(folder.length + 1);
      if (this.leaves(short)) return;
      this.changed.add(short);
      this.soon ??= setTimeout(() => {
        this.soon = undefined;
        this.queue = this.queue.then(() => this.keep());
      }, 0);
    };
    const { close, rename, unlink } = FS;
    const whole = (path) => (path.startsWith("/") ? path : `${FS.cwd()}/${path}`);
    FS.close = (stream) => {
      const writes = (stream.flags & 3) !== 0;
      const path = writes && stream.node ? FS.getPath(stream.node) : undefined;
      close.call(FS, stream);
      if (path) note(path);
    };
    FS.rename = (from, to) => {
      rename.call(FS, from, to);
      note(whole(from));
      note(whole(to));
    };
    FS.unlink = (path) => {
      unlink.call(FS, path);
      note(whole(path));
    };
  }

  /** Write what has changed. A file that another tab has changed since is merged where it is a record. */
  async keep() {
    const paths = [...this.changed];
    this.changed.clear();
    try {
      for (const path of paths) await this.keepOne(path);
      this.tell({ trouble: "" });
    } catch (error) {
      paths.forEach((path) => this.changed.add(path)); // with the next change once more
      this.tell({ trouble: error?.name === "QuotaExceededError" ? "full" : "unwritten" });
    }
  }

  keepOne(path) {
    const { FS, base } = this;
    const whole = `${this.folder}/${path}`;
    const there = FS.analyzePath(whole);
    if (there.exists && FS.isDir(there.object.mode)) return undefined;
    const record = path.endsWith(".json");
    let mine = there.exists ? FS.readFile(whole, record ? { encoding: "utf8" } : {}) : undefined;
    return new Promise((kept, fail) => {
      const transaction = this.db.transaction("files", "readwrite");
      const store = transaction.objectStore("files");
      const asked = store.get(path);
      asked.onsuccess = () => {
        const theirs = asked.result;
        if (mine === undefined) store.delete(path);
        else {
          if (record && theirs !== undefined && theirs !== base.get(path)) mine = mergeRecords(base.get(path), mine, theirs);
          store.put(mine, path);
        }
      };
      transaction.oncomplete = () => {
        if (!this.changed.has(path)) this.take(path, mine);
        else base.set(path, mine);
        this.channel.postMessage([path, mine]);
        kept();
      };
      transaction.onabort = transaction.onerror = () => fail(transaction.error ?? asked.error);
    });
  }
}

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
