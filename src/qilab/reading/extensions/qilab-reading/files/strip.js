// The strip: where one stands today. It is asked of the kernel, which reads the progress file; it is never saved.

import { settled, within } from "./dom.js";
import { ask } from "./run.js";

const QUESTION = (address) => `__import__("importlib").import_module("qilab.learner.strip").strip(${JSON.stringify(address)})`;

/** Show the strip of a page in `node` and renew it whenever the kernel has done something. */
export function strip(panel, page, node) {
  let asking = false;
  const look = async () => {
    if (asking || panel.isDisposed) return;
    asking = true;
    try {
      const words = text((await within(10_000, ask(panel, QUESTION(page.address)))) ?? "");
      if (words !== node.textContent) node.textContent = words; // it is read out when it changes, and only then
    } finally {
      asking = false;
    }
  };
  const later = settled(look, 500);
  panel.sessionContext.statusChanged.connect((_, status) => { if (status === "idle" && !asking) later(); });
  look();
}

/** What Python's repr of a short plain text says. */
const text = (repr) => (/^'[^'\\]*'$/.test(repr) ? repr.slice(1, -1) : "");
