// The view of a panel: plain HTML controls, words and live charts. It knows nothing of what a panel teaches.
// Python sends `parts` (what there is), `values`, `texts`, `states` and one `chart_…` trait a chart (what is on it now);
// the view sends, in one line of numbered messages, what was moved and which button was pressed. Python says which of
// them it has `answered` together with its answer.

const h = (tag, props = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  // JupyterLab takes arrow keys, Enter and letters of a focused control for its own commands, except here.
  if (/^(input|select|button|textarea|summary)$/.test(tag)) node.dataset.lmSuppressShortcuts = "true";
  return node;
};

// Counted for the whole page: each lab loads this file for itself, and two labs on one page would otherwise share
// their ids. A panel would then bear the other's name, and choosing in one would clear the other's radio buttons.
const fresh = (word) => `qilab-${word}-${(globalThis.__qilabCount = (globalThis.__qilabCount ?? 0) + 1)}`;
