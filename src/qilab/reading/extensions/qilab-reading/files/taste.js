// What a person chose for all pages, remembered by their browser: code shown or folded, text size, which track,
// and whether JupyterLab shows the course's pages in reading view.

const KEY = "qilab-reading";
const SIZES = [90, 100, 115, 130, 150, 175];
const USUAL = { code: "folded", size: 100, track: "", lab: "", places: {}, last: "" };

/** All choices. A browser that keeps nothing gets the usual ones. */
export function chosen() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return { ...USUAL, ...(kept && typeof kept === "object" ? kept : {}) };
  } catch {
    return { ...USUAL };
  }
}

export function choose(change) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...chosen(), ...change }));
  } catch {
    // A private window may refuse; the choice holds for this page alone.
  }
  apply({ ...chosen(), ...change });
}

/** Put the choices on the page, where the style sheet finds them. */
export function apply(choices = chosen()) {
  const root = document.documentElement;
  root.dataset.qilabCode = choices.code === "shown" ? "shown" : "folded";
  root.style.setProperty("--qilab-scale", String((SIZES.includes(choices.size) ? choices.size : 100) / 100));
}

export const codeShown = () => document.documentElement.dataset.qilabCode === "shown";

/** The next larger or smaller size of text. */
export function resize(step) {
  const at = SIZES.indexOf(chosen().size);
  const size = SIZES[Math.min(SIZES.length - 1, Math.max(0, (at < 0 ? 1 : at) + step))];
  choose({ size });
  return size;
}

/** Two tabs agree: what is chosen in one shows in the other. */
export const follow = () => {
  apply();
  window.addEventListener("storage", (event) => { if (event.key === KEY) apply(); });
};
