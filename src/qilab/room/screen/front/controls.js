// The facilitator's bar: what the wall shows, and the buttons that go with it. act(name, value) does it; answers come back as a state.

import { make } from "./dom.js";
import { dict } from "./words.js";
import { readCode } from "./roomcode.js";

const VIEWS = [["now", "Now"], ["guesses", "Predictions"], ["vote", "Vote"], ["far", "How far"]];

const at = (id) => document.getElementById(id);
const press = (words, onclick, more = {}) => make("button", { type: "button", onclick, ...more }, words);
const pick = (label, options, onchange) => {
  const select = make("select", { onchange: () => onchange(select.value) }, ...options.map(([value, words]) => make("option", { value }, words)));
  return make("label", {}, make("span", {}, label), select);
};

/** Build the bar. say(words) shows what was refused. Returns renew(state, menus), to be called with each state. */
export function controls(act, menus, say) {
  let state = null;
  // Without a server nobody says where they are.
  const views = VIEWS.filter(([view]) => view !== "far" || menus.pages.length).map(([view, words], i) => press(words, () => act("view", view), { "aria-keyshortcuts": String(i + 1), "data-view": view }));
  const of = {
    now: plan(act, menus, () => state),
    guesses: rounds(act, menus, () => state),
    vote: votes(act, menus, () => state),
    far: [pick("Page", [["", "where most people are"], ...menus.pages], (page) => act("page", page || null))],
  };
  const groups = Object.entries(of).map(([view, parts]) => make("div", { class: "group", "data-for": view }, ...parts));
  at("views").replaceChildren(...views);
  at("controls").replaceChildren(...groups, typed(act, () => state, say));
  at("start").addEventListener("click", () => act("press"));
  at("less").addEventListener("click", () => act("minutes", -1));
  at("more").addEventListener("click", () => act("minutes", 1));
  at("seed").addEventListener("change", ({ target }) => {
    if (/^\d{1,6}$/.test(target.value.trim())) act("seed", Number(target.value));
    else { say("A seed is a whole number, such as 4821. The old one stays."); target.value = state.seed; }
  });
  keys(act, () => state);
  for (const node of document.querySelectorAll(".leads")) node.hidden = false;
  return (now) => {
    state = now;
    for (const button of views) button.setAttribute("aria-pressed", String(button.dataset.view === now.view));
    for (const group of groups) group.hidden = group.dataset.for !== now.view;
    at("typed").hidden = !["guesses", "vote"].includes(now.view);
    const running = now.timer.ends !== null;
    at("start").textContent = running ? "Stop" : "Start";
    at("start").setAttribute("aria-label", running ? "Stop the timer" : "Start the timer");
    for (const [id, on] of [["reveal", now.guesses?.revealed], ["show", now.vote?.shown], ["answer", Boolean(now.vote?.right)]]) at(id).setAttribute("aria-pressed", String(Boolean(on)));
    choose("question", now.guesses?.key);
    choose("ballot", now.vote?.key);
    choose("plan", now.step?.plan);
  };
}

/** Let a list show what is on the wall, unless somebody is choosing in it. */
function choose(id, value) {
  const select = at(id);
  if (value && !select.matches(":focus")) select.value = value;
}

function named(id, label) {
  label.querySelector("select").id = id;
  return label;
}

function plan(act, menus, now) {
  const go = (by) => { const { step } = now(); if (step) act("step", step.number - 1 + by); };
  return [
    named("plan", pick("Plan", [["", "choose"], ...menus.plans.map(([key, title]) => [key, title])], (key) => key && act("plan", key))),
    press("← Back", () => go(-1)), press("Next →", () => go(1)),
  ];
}

function rounds(act, menus, now) {
  const result = make("input", { id: "result", inputmode: "decimal", autocomplete: "off", size: "5", title: "Type it where the pages have not sent it", onchange: () => act("result", valueOf(result.value, now().guesses)) });
  return [
    named("question", pick("Question", [["", "choose"], ...menus.questions.map(([key, words]) => [key, words])], (key) => key && act("question", key))),
    press("Show the result", () => act("reveal", !now().guesses?.revealed), { id: "reveal", "aria-keyshortcuts": "R" }),
    make("label", {}, make("span", {}, "Result"), result),
    press("New round", () => act("round")),
  ];
}

/** What was typed as a result: a number, one of the options by its words, or nothing. */
function valueOf(text, round) {
  const typed = text.trim();
  if (!typed) return null;
  const option = round?.options.find(([, words]) => words.toLowerCase() === typed.toLowerCase());
  return option ? option[0] : Number(typed.replace(",", "."));
}

function votes(act, menus, now) {
  return [
    named("ballot", pick("Vote", [["", "choose"], ...menus.votes], (key) => key && act("vote", key))),
    press("Show the votes", () => act("vote-shown", !now().vote?.shown), { id: "show", "aria-keyshortcuts": "V" }),
    press("Show the answer", () => act("vote-revealed", !now().vote?.right), { id: "answer", "aria-keyshortcuts": "R" }),
    press("Vote again", () => now().vote && act("vote", now().vote.key)),
  ];
}

/** A box for what is not in the room's own pages: a number or a letter from a sticky note, or a code from a laptop by itself. */
function typed(act, now, say) {
  const box = make("input", { id: "note", autocomplete: "off", size: "9", spellcheck: "false" });
  const take = async (event) => {
    event.preventDefault();
    const { view, guesses, vote } = now();
    const read = readCode(box.value, view === "vote" ? vote : guesses);
    if (read.words) return say(read.words);
    if ((await act("add", read.value)) !== false) {
      say(`Added: ${view === "vote" ? read.value : guesses?.options.length ? dict(guesses.options, read.value) : [].concat(read.value).join(" to ")}.`);
      box.value = "";
    }
    box.focus();
  };
  return make("form", { id: "typed", class: "group", onsubmit: take },
    make("label", {}, make("span", {}, "Note or code"), box),
    make("button", { type: "submit" }, "Add"), press("Undo", () => act("undo")));
}

// Presenters' remote controls send PageUp and PageDown.
function keys(act, now) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input, select")) return;
    const state = now();
    if (!state) return;
    const step = (by) => () => state.step && act("step", state.step.number - 1 + by);
    const does = {
      ArrowRight: step(1), PageDown: step(1), ArrowLeft: step(-1), PageUp: step(-1),
      r: () => at(state.view === "vote" ? "answer" : "reveal").click(), v: () => state.view === "vote" && at("show").click(),
    };
    VIEWS.forEach(([view], i) => { does[i + 1] = () => document.querySelector(`#views [data-view="${view}"]`)?.click(); });
    if (event.key === " " && !event.target.matches("button, a")) does[" "] = () => act("press");
    if (does[event.key]) { event.preventDefault(); does[event.key](); }
  });
}
