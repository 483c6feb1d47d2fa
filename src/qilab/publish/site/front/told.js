// What a page says of itself in this edition: how far Python is, and what becomes of a learner's work.

import { button, make } from "./dom.js";

const NOT_KEPT = "Nothing you do here can be kept: this browser, or the way it is set up, lets pages store nothing. You can use the page, "
  + "but your answers are gone when you close it. Before you close it, save your work to a file (My work), or open the page in another browser.";
const PRIVATE = "This looks like a private window. It forgets your answers and your progress when you close it. Open the page in an "
  + "ordinary window, or save your work to a file before you close it (My work).";
const FULL = "There is no room left in this browser's storage, so your last answers are not kept. Save your work to a file (My work), then "
  + "make room: clear what other sites have stored, or free some disk space.";
const UNWRITTEN = "Your last answers could not be kept in this browser. Save your work to a file (My work) before you close the page.";

const WORDS = { blocked: NOT_KEPT, private: PRIVATE, full: FULL, unwritten: UNWRITTEN };

/** What is wrong with keeping work, in words; "" where all is well. */
export const trouble = (state) => WORDS[state.trouble] ?? WORDS[state.storage] ?? "";

/** A box that says so, and is there only then. */
export function alertFor(site) {
  const box = make("div", { class: "qilab-alert", role: "alert" });
  const look = () => {
    const words = trouble(site.state);
    if (words !== box.textContent) box.textContent = words;
  };
  site.heard.addEventListener("change", look);
  site.heard.addEventListener("saved", (event) => {
    if (event.failed) site.state.trouble ||= "unwritten";
    else if (site.state.trouble === "unwritten") site.state.trouble = "";
    look();
  });
  look();
  return box;
}

const KEY = "qilab-told";
const FIRST = "Your answers will be kept in this browser, on this computer, and sent nowhere. If this is a private window, they are gone "
  + "when you close it: open the page in an ordinary window, or save your work to a file (My work).";

/** What whoever comes for the first time is told, until they say that they have read it; an empty box for others. */
export function firstWords(site) {
  const box = make("div", { class: "qilab-note", role: "note" });
  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return "yes"; // nothing is kept at all, which is said elsewhere
    }
  };
  site.kept.then((storage) => {
    if (storage !== "kept" || kept()) return;
    box.append(FIRST, " ", button("I have read this", () => {
      localStorage.setItem(KEY, "yes");
      for (const one of document.querySelectorAll(".qilab-note")) one.replaceChildren();
    }));
  });
  return box;
}

const MB = (bytes) => `${(bytes / 1e6).toFixed(0)}`;

/** How far Python is, in words. */
export function progress({ step, words, loaded, total }) {
  if (step === "failed") return `${words} You can read this page all the same. To try again, reload it.`;
  if (step === "ready") return "Nearly there: the charts and questions are being drawn.";
  if (step === "fetching" && total) return `You can read on. Charts and questions come alive once the page has fetched what it needs: ${MB(loaded)} of ${MB(total)} MB.`;
  return "You can read on. Charts and questions come alive in a few seconds.";
}

/** Only what failed is said on the live page; the still one says how far it is (still.js). */
export function statusLine(site) {
  const box = make("div", { class: "qilab-alert", role: "alert" });
  const look = () => { box.textContent = site.state.step === "failed" ? progress(site.state) : ""; };
  site.heard.addEventListener("change", look);
  look();
  return box;
}
