// The two stores of this edition, read and written from the page: the notebooks that JupyterLite keeps, and the files of Python.

const asked = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});

/** A store of a database that is there; undefined where it is not (JupyterLite and the worker make their own). */
async function open(name) {
  const request = indexedDB.open(name);
  let fresh = false;
  request.onupgradeneeded = () => { fresh = true; };
  const db = await asked(request);
  if (!fresh && db.objectStoreNames.contains("files")) return db;
  db.close();
  if (fresh) await asked(indexedDB.deleteDatabase(name));
  return undefined;
}

async function use(name, mode, act) {
  const db = await open(name);
  if (!db) return undefined;
  try {
    const transaction = db.transaction("files", mode);
    const done = new Promise((ok, fail) => {
      transaction.oncomplete = ok;
      transaction.onabort = transaction.onerror = () => fail(transaction.error);
    });
    const result = await act(transaction.objectStore("files"));
    await done;
    return result;
  } finally {
    db.close();
  }
}

/** key → value of a whole store; empty where there is none. */
export async function all(name) {
  const pairs = await use(name, "readonly", async (store) => {
    const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
    return keys.map((key, i) => [key, values[i]]);
  });
  return new Map(pairs ?? []);
}

export const get = (name, key) => use(name, "readonly", (store) => asked(store.get(key)));

/** Returns whether the store is there to be written to. */
export const put = async (name, key, value) => (await use(name, "readwrite", async (store) => (await asked(store.put(value, key)), true))) ?? false;

export const workStore = (site) => `QI Lab work ${new URL(site.root).pathname}`;
