// The drawing library, once a page.

const library = (globalThis.__qilabVega ??= (() => {
  const box = {};
  box.ready = new Promise((resolve, reject) => Object.assign(box, { resolve, reject }));
  return box;
})());

async function unpack(buffer) {
  const stream = new Blob([buffer]).stream().pipeThrough(new DecompressionStream("gzip"));
  const source = await new Response(stream).blob();
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return (await import(/* webpackIgnore: true */ url)).vegaEmbed;
  } finally {
    URL.revokeObjectURL(url);
  }
}

// Asked again until it comes: an answer is lost when its lab is closed or its kernel restarted in between.
function vegaEmbed(model, signal) {
  const ask = () => {
    if (library.came || signal.aborted) return;
    if (Date.now() - (library.asked ?? -Infinity) > 5000) {
      library.asked = Date.now();
      model.send({ ask: "vega" });
    }
    setTimeout(ask, 1000);
  };
  ask();
  return library.ready;
}

function listenForLibrary(message, buffers) {
  if (!message?.vega || library.came) return;
  library.came = true;
  unpack(buffers[0]).then(library.resolve, library.reject);
}
