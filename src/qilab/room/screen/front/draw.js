// The wall: a state, as the server or this page keeps it, put on the screen.

import { clock, inClock } from "./clock.js";
import { make } from "./dom.js";
import { picture } from "./dots.js";
import { dict, finding, table } from "./words.js";

const TITLES = { now: "Now", guesses: "We predict", vote: "We vote", far: "How far are we?" };
const MOST_HANDS = 5; // names on the wall; the rest are counted

const at = (id) => document.getElementById(id);
let shown = null; // the state that is on the wall
let offset = 0; // of the server's clock, in milliseconds
let asTable = false;

const put = (id, words) => { if (at(id).textContent !== words) at(id).textContent = words; };

/** Put a state on the wall. act(name, value) is what the buttons beside hands do; without it there are none. */
export function draw(state, act) {
  offset = 1000 * state.timer.now - Date.now();
  const before = shown;
  shown = state;
  document.body.dataset.view = state.view;
  heading(state);
  at("stage").replaceChildren(...stage(state));
  put("next", state.view === "now" ? (state.step?.next ?? "") : finding(state));
  put("next-label", state.view === "now" ? (state.step ? "Next" : "") : "So far");
  twin(state);
  hands(state.hands, act);
  if (!at("seed").matches(":focus")) at("seed").value = state.seed;
  at("seed").readOnly = !act;
  join(state);
  tick();
  fit();
  tell(before, state);
}

function heading({ view, step, guesses, vote, far }) {
  const titles = {
    now: step?.what ?? "Welcome",
    guesses: guesses?.lab ?? "Predictions",
    vote: vote?.ask ?? "A vote",
    far: far?.label ?? "Our pages",
  };
  put("view-label", view === "now" && step ? `Now · step ${step.number} of ${step.of}` : TITLES[view]);
  put("what", titles[view]);
  document.title = `${titles[view]}: QI Lab`;
}

const paragraph = (words, attributes = {}) => make("p", attributes, words);

function stage(state) {
  const { view, step, guesses, vote, far } = state;
  if (view === "now") return step ? [...step.do.map((words) => paragraph(words)), ...(step.ask ? [paragraph(step.ask, { class: "ask" })] : [])] : [paragraph("We speak about systems, never about colleagues.", { class: "ask" })];
  if (view === "guesses" && guesses) {
    if (guesses.options.length) return [paragraph(guesses.label, { class: "small" }), bars(choices(guesses))];
    return [paragraph(`${guesses.button}: what do you expect?`, { class: "small" }), picture(guesses, finding(state))];
  }
  if (view === "vote" && vote) return [bars(ballot(vote)), ...(vote.meanings ? [paragraph(vote.meanings[vote.right], { class: "ask" })] : [])];
  if (view === "far" && far) return [bars(far.parts.map((words, i) => ({ words, count: far.counts?.[i] ?? null })))];
  return [];
}

function choices({ options, values, revealed, usual }) {
  const counted = (key) => values.filter((one) => one === key).length;
  return options.map(([key, words]) => ({ words, count: values ? counted(key) : null, right: revealed && usual === key }));
}

const ballot = ({ options, counts, right }) =>
  options.map(([letter, words], i) => ({ letter, words, count: counts?.[i] ?? null, right: letter === right }));

/** Rows with words, and a bar each where there are counts. */
function bars(rows) {
  const most = Math.max(1, ...rows.map(({ count }) => count ?? 0));
  return make("ol", { class: `bars${rows.length > 6 ? " many" : ""}${rows.some(({ count }) => Number.isFinite(count)) ? "" : " bare"}` }, ...rows.map(({ letter, words, count, right }) =>
    make("li", { class: right ? "right" : undefined },
      letter ? make("span", { class: "letter" }, letter) : undefined,
      make("span", { class: "words" }, words, right ? make("strong", {}, " ✓ right") : undefined),
      Number.isFinite(count) ? make("span", { class: "bar" }, length(count / most), make("span", { class: "count" }, String(count))) : undefined)));
}

/** A bar of a length from 0 to 1; a style attribute would be against the page's policy, a property is not. */
function length(share) {
  const bar = make("span", { class: "fill", "aria-hidden": "true" });
  bar.style.width = `${Math.round(share * 78)}%`;
  return bar;
}

function twin(state) {
  const found = table(state);
  const box = at("twin");
  const picture = asTable && found;
  at("stage").hidden = Boolean(picture);
  box.className = picture ? "" : "unseen";
  at("as-table").disabled = !found;
  at("as-table").setAttribute("aria-pressed", String(Boolean(picture)));
  box.replaceChildren(...(found ? [make("table", {},
    make("caption", {}, found.caption),
    make("thead", {}, make("tr", {}, ...found.head.map((words) => make("th", { scope: "col" }, words)))),
    make("tbody", {}, ...found.rows.map(([words, ...counts]) => make("tr", {}, make("th", { scope: "row" }, words), ...counts.map((n) => make("td", {}, String(n))))))),
  ] : []));
}

function hands(up, act) {
  at("hands-label").hidden = !up.length;
  const rows = up.slice(0, act ? up.length : MOST_HANDS).map(({ name, table: number }) =>
    make("li", {}, make("span", {}, make("strong", {}, name), number ? `, table ${number}` : ""),
      act ? make("button", { type: "button", "aria-label": `${name} has been helped`, onclick: () => act("helped", name) }, "Helped") : undefined));
  const more = up.length - rows.length;
  at("hands").replaceChildren(...rows, ...(more > 0 ? [make("li", {}, `and ${more} more`)] : []));
}

function join({ people, address, code }) {
  put("people", people ? `${people} ${people === 1 ? "person is" : "people are"} here` : "");
  put("join", address ? `${address.replace(/^https?:\/\//, "")} · ${code}` : "We speak about systems, never about colleagues.");
}

/** The seconds that are left, by the server's clock. */
export function tick() {
  if (!shown) return;
  const { left, ends } = shown.timer;
  const seconds = ends === null ? left : ends - (Date.now() + offset) / 1000;
  const over = seconds <= -1;
  put("left", inClock(seconds));
  at("left").className = over ? "over" : "";
  put("left-label", over ? "Over time" : ends === null ? "Timer" : "Time left");
  put("until", ends !== null && !over ? `until ${clock(1000 * ends - offset)}` : "");
}

/** Long words get smaller letters, so that nothing on the wall is cut off. */
export function fit() {
  const box = document.querySelector(".now");
  for (let size = 1; size > 0.4; size -= 0.04) {
    document.documentElement.style.setProperty("--fit", size);
    if (box.scrollHeight <= box.clientHeight + 1) return;
  }
}

export function switchTable() {
  asTable = !asTable;
  draw(shown, lastAct);
}

let lastAct;

/** Draw, and remember what the buttons do for when the table is switched on. */
export function show(state, act) {
  lastAct = act;
  draw(state, act);
}

/** What is read out: that the wall shows something else, or that somebody would like a hand. Never each single dot. */
function tell(before, now) {
  const words = [];
  const result = (state) => JSON.stringify([state?.guesses?.revealed, state?.vote?.shown, state?.vote?.right]);
  if (before?.view !== now.view || result(before) !== result(now)) words.push(`${TITLES[now.view]}: ${at("what").textContent}.`, finding(now));
  const known = new Set(before?.hands.map(({ name }) => name));
  for (const { name, table: number } of now.hands) {
    if (!known.has(name)) words.push(`${name}${number ? ` at table ${number}` : ""} would like a hand.`);
  }
  if (before && words.length) at("said").textContent = words.join(" ");
}
