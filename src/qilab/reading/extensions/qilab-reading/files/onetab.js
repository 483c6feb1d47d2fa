// A page that is open in two tabs is written by one of them only: two writers lose each other's answers, and Jupyter
// asks about a “file changed” that nobody can judge. The browser's lock says who writes, or the tabs agree among
// themselves at an address without https, which has no locks. A channel asks to give way.

import { button, make } from "./dom.js";
import { save } from "./save.js";

const PATIENCE = 5000; // ms for the other tab to save and give way; one that sleeps is not waited for
const HEARD = 500; // ms for another tab to say that it has the page

/**
 * Take a page for this tab. Resolves with whether it is ours; if not, a notice over the page says where to go on.
 * `anew()` opens the page afresh: it is called when a person goes on here after another tab has had the page.
 */
export async function take(panel, anew) {
  const name = `qilab-page:${panel.context.path}`;
  const channel = new BroadcastChannel(name);
  panel.disposed.connect(() => channel.close());
  const way = navigator.locks ? byLock(name, panel) : byWord(channel);
  const onHere = async () => {
    channel.postMessage("give way");
    await way.given();
    anew(); // the page that is opened anew takes it again
  };
  const ours = await way.claim(() => cover(panel, onHere));
  if (!ours) {
    cover(panel, onHere);
    leaveKernel(panel);
    return false;
  }
  channel.addEventListener("message", async ({ data }) => {
    if (data !== "give way") return;
    cover(panel, onHere);
    await save(panel).catch(() => {});
    leaveKernel(panel);
    ours.give();
  });
  return true;
}

/** A way to have a page: claim(lost) resolves with { give } or with undefined; given() waits until the other gave way. */
const byLock = (name, panel) => ({
  claim: (lost) => hold(name, { ifAvailable: true, panel, lost }),
  given: async () => {
    const got = (await hold(name, { signal: AbortSignal.timeout(PATIENCE) })) ?? (await hold(name, { steal: true }));
    got?.give();
  },
});

/** The same without locks: a tab asks who has the page, and takes it if nobody says so. Of two that ask, one is first. */
function byWord(channel) {
  const me = Math.random();
  let silent = false;
  const hear = (act) => channel.addEventListener("message", ({ data }) => act(data ?? {}));
  const later = (time) => new Promise((done) => setTimeout(done, time));
  return {
    claim: async (lost) => {
      let ours = false;
      const refused = new Promise((done) => {
        hear(({ refused }) => { if (refused === me) done(true); });
        hear(({ asks }) => {
          if (silent || !asks) return;
          if (ours || asks > me) channel.postMessage({ refused: asks });
          else if (asks < me) done(true); // it may not have heard us ask, and would not refuse
        });
      });
      channel.postMessage({ asks: me });
      if (await Promise.race([refused, later(HEARD)])) {
        silent = true;
        return undefined;
      }
      ours = true;
      refused.then(() => { silent = true; lost(); }); // a busy tab's answer comes late
      return { give: () => { silent = true; channel.postMessage({ gave: true }); } };
    },
    given: () => Promise.race([new Promise((done) => hear(({ gave }) => gave && done())), later(PATIENCE)]),
  };
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
