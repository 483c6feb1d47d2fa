// A page that is open in two tabs is written by one of them only: two writers lose each other's answers, and Jupyter
// asks about a “file changed” that nobody can judge. The browser's lock says who writes; a channel asks to give way.

import { button, make } from "./dom.js";
import { save } from "./save.js";

const PATIENCE = 5000; // ms for the other tab to save and give way; one that sleeps is not waited for

/**
 * Take a page for this tab. Resolves with whether it is ours; if not, a notice over the page says where to go on.
 * `anew()` opens the page afresh: it is called when a person goes on here after another tab has had the page.
 */
export async function take(panel, anew) {
  const path = panel.context.path;
  // Without secure addresses there are no locks, and the page is as it was before.
  if (!navigator.locks || !window.BroadcastChannel) return true;
  const name = `qilab-page:${path}`;
  const channel = new BroadcastChannel(name);
  panel.disposed.connect(() => channel.close());
  const onHere = async () => {
    channel.postMessage("give way");
    const got = (await hold(name, { signal: AbortSignal.timeout(PATIENCE) })) ?? (await hold(name, { steal: true }));
    got?.give(); // the page that is opened anew takes it again
    anew();
  };
  const ours = await hold(name, { ifAvailable: true, panel, lost: () => cover(panel, onHere) });
  if (!ours) {
    cover(panel, onHere);
    leaveKernel(panel);
    return false;
  }
  channel.addEventListener("message", async () => {
    cover(panel, onHere);
    await save(panel).catch(() => {});
    leaveKernel(panel);
    ours.give();
  });
  return true;
}

/** Ask for the lock. Returns { give } with it, undefined without. It goes when the tab or the panel is closed. */
function hold(name, { panel, lost, ...options }) {
  return new Promise((answer) => {
    let held = false;
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) return answer(undefined);
        held = true;
        return new Promise((give) => {
          panel?.disposed.connect(give);
          answer({ give });
        });
      })
      .catch(() => (held ? lost?.() : answer(undefined)));
  });
}

/** Have no part any more in the page's Python, which goes on for the other tab. */
const leaveKernel = (panel) => panel.sessionContext.ready.then(() => panel.sessionContext.session?.dispose());

/** Put the page away in this tab: nothing can be typed in it, and nothing of it is saved. */
function cover(panel, onHere) {
  if (panel.node.querySelector(":scope > .qilab-elsewhere")) return;
  const here = button("Go on here", () => {
    here.disabled = true;
    onHere();
  });
  panel.content.node.inert = true;
  panel.node.append(
    make("div", { class: "qilab-elsewhere", role: "alertdialog", "aria-label": "Open in another tab" },
      make("p", {}, "This page is already open in another tab. Go on there, or here: nothing you entered is lost."), here),
  );
  here.focus();
}
