// The labs' drawing library, read in while a page is still being laid out and its Python is starting.

import { drawnBy } from "./edition.js";

const PACKED = new URL("vega.js.gz", import.meta.url);

/** Read it in. A lab's first chart finds it in this box (panel/front/library.js). */
export function readInVega() {
  if (globalThis.__qilabVega) return;
  const box = {};
  box.ready = new Promise((resolve, reject) => Object.assign(box, { resolve: (embed) => resolve(drawnBy(embed)), reject }));
  box.asked = Date.now(); // a chart asks Python only if it has not come after some seconds
  globalThis.__qilabVega = box;
  unpacked().then((vegaEmbed) => {
    if (box.came) return; // Python was quicker
    box.came = true;
    box.resolve(vegaEmbed);
  }, () => { box.asked = -Infinity; });
}

/** The library, once it has come. */
export function vega() {
  readInVega();
  return globalThis.__qilabVega.ready;
}

async function unpacked() {
  const got = await fetch(PACKED);
  if (!got.ok) throw new Error(`${got.status}`);
  const stream = got.body.pipeThrough(new DecompressionStream("gzip"));
  const url = URL.createObjectURL(new Blob([await new Response(stream).blob()], { type: "text/javascript" }));
  try {
    return (await import(url)).vegaEmbed;
  } finally {
    URL.revokeObjectURL(url);
  }
}
