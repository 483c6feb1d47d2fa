// Small helpers to make elements.

/** An element: make("button", { type: "button", onclick }, "words", child). */
export function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

export const button = (label, onclick, attributes = {}) =>
  make("button", { type: "button", class: "qilab-tool", onclick, ...attributes }, label);

/** Wait until calls have stopped for a while, then act once. */
export function settled(act, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}

/** What a promise gives within so many milliseconds; undefined if it takes longer or fails. */
export const within = (time, promise) =>
  Promise.race([promise.catch(() => {}), new Promise((done) => setTimeout(done, time))]);
