// A Python that ended is started again by Jupyter, and knows nothing of the page: the page says so and runs anew.

import { within } from "./dom.js";
import { ask } from "./run.js";
import { closeNotices } from "./room.js";

const TURNS = 20; // of four seconds: a slow computer needs its time to start Python
const underWay = new WeakMap();

/** Wait until no restart of a page's Python is under way: what is asked of it in between may be lost. Resolves with whether the page has one. */
export const steady = (panel) => underWay.get(panel) ?? Promise.resolve(true);

/**
 * Call `rerun()` once a restarted Python answers. `say(words)` tells what happens. Jupyter drops what runs when it
 * hears of a restart once more: then the page is run once more.
 */
export function watchRestarts(panel, say, rerun) {
  const again = async () => {
    say("Python was started again.");
    for (let turn = 0; turn < 3 && !panel.isDisposed; turn += 1) {
      try {
        await answers(panel);
        await rerun();
        return true;
      } catch {
        // Ended or restarted meanwhile.
      }
    }
    say("This page has no Python to work with. Reload the page to try again.");
    return false;
  };
  panel.sessionContext.statusChanged.connect((_, status) => {
    if (underWay.has(panel) || (status !== "restarting" && status !== "autorestarting")) return;
    const letBe = closeNotices(panel.context.path);
    underWay.set(panel, again().finally(() => {
      letBe();
      underWay.delete(panel);
    }));
  });
}

/**
 * Wait until the kernel answers. Jupyter opens its connection anew before the old one is gone: if that still had a
 * message for the Python that ended, the new Python takes it for the one with this name, and never hears the new one.
 * Such a connection looks well (what runs elsewhere is seen on it) and stays deaf, until it is opened once more.
 */
async function answers(panel) {
  for (let turn = 1; turn <= TURNS; turn += 1) {
    const kernel = panel.sessionContext.session?.kernel;
    if (!kernel || kernel.status === "dead") break;
    if ((await within(4000, ask(panel, "1"))) === "1") return;
    const awake = ["starting", "idle", "busy"].includes(kernel.status);
    if (kernel.connectionStatus === "connected" && (awake || turn % 3 === 0)) kernel.reconnect().catch(() => {});
  }
  throw new Error("Python does not answer");
}
