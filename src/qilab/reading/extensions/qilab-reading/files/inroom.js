// In a room: a page sends the prediction of a lab, the choice in a vote and the part that it is at, and asks for a hand. Outside a
// room nothing is sent and nobody is asked. What was predicted or chosen last is then shown as a short code, to those who want it.

import { button, make, settled, within } from "./dom.js";
import { partInSight, scroller } from "./place.js";
import { makeCode } from "./roomcode.js";

const TYPING = 700; // ms after which a number that is being typed is taken for whole
const TABLES = 30;
const TABLE = "qilab-table";

const SEEN = "Your predictions and votes, without your name and only together with at least four others’; and how many people are at which part of a page. Your nickname and table are shown only while you ask for a hand. Nothing of it is kept when the room closes.";

let found; // promise of the room, asked for once

/** The room that this page's server is in, { screen, token, nickname }; undefined outside one. Only a hub's server is asked. */
export function room() {
  found ??= ask().catch(() => undefined);
  return found;
}

async function ask() {
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
  if (!config.hubPrefix && !config.qilabRoom) return undefined;
  // A hub's server answers only who can read its cookie, as it does JupyterLab.
  const seal = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1];
  const got = await fetch(`${config.baseUrl ?? "/"}qilab/room`, { headers: seal ? { "X-XSRFToken": seal } : {} });
  const there = got.ok ? await got.json() : {};
  return there.screen ? there : undefined;
}

/** Join the room with an open page: { panel, parts, page, bar }. Without a room, keep the last answer for its code. */
export async function inRoom({ panel, parts, page, bar }) {
  const last = { answer: undefined };
  panel.node.addEventListener("qilab:moved", (event) => {
    const answer = answerIn(event.detail);
    if (answer) {
      last.answer = answer;
      last.heard?.(answer);
    }
  });
  const there = await within(10_000, room());
  if (!there) return offerCode(bar, last);
  const to = sender(there);
  const now = { vote: "" }; // the vote that is open
  last.heard = said(to, now);
  panel.node.addEventListener("qilab:logged", ({ detail }) => result(to, last.answer, detail));
  follow(to, panel, parts, page);
  listen(there, panel, furniture(bar, to, there, now));
  return undefined;
}

// ---------------------------------------------------------------- what is sent

/** Send something; what the room says to it, or undefined where it cannot be reached. */
const sender = ({ screen, token }) => async (what) => {
  try {
    const headers = { "Content-Type": "application/json", "X-Room-Token": token };
    const got = await fetch(`${screen}said`, { method: "POST", headers, body: JSON.stringify(what) });
    return (await got.json()).words;
  } catch {
    return undefined; // the room's screen is not there; the page goes on without
  }
};

/** A panel's move or press as an answer of the room's: { kind, key, value, options, range, pressed }; undefined if it is none. */
export function answerIn({ parts, values, moved, press }) {
  const every = walk(parts.parts);
  if (parts.sort === "form") {
    const radios = every.find(({ kind, question }) => kind === "radios" && question);
    const value = radios && values[radios.name];
    return parts.about && value && press === "check" ? { kind: "vote", key: parts.about, value, options: radios.options } : undefined;
  }
  if (parts.sort !== "lab") return undefined;
  const pressed = every.find(({ kind, name }) => kind === "button" && name === press);
  const waiting = ({ kind, main, needs }) => kind === "button" && main && needs.some((need) => moved.includes(need));
  for (const run of pressed ? [pressed] : every.filter(waiting)) {
    const answer = prediction(parts.heading, run, every, values);
    if (answer) return { ...answer, pressed: Boolean(pressed) };
  }
  return undefined;
}

function* below(list) {
  for (const part of list) {
    yield part;
    for (const inner of ["parts", "left", "right", "pages"]) if (Array.isArray(part[inner])) yield* below(part[inner]);
  }
}

const walk = (parts) => [...below(parts)];

/** What a button that needs a prediction has been given: one number, two ends of a range, or one option. */
function prediction(heading, run, every, values) {
  const fields = run.needs.map((need) => every.find(({ name, kind }) => name === need && kind !== "button"));
  const given = fields.map((field) => values[field?.name]);
  if (!run.needs.length || given.some((one) => one === null || one === undefined || one === "")) return undefined;
  const key = `${heading}/${run.name}`;
  if (fields.every(({ kind }) => kind === "number" || kind === "slider")) {
    const range = run.needs.join() === "low,high";
    return { kind: "guess", key, value: range ? given : given[0], range };
  }
  return fields.length === 1 && fields[0].kind === "radios" ? { kind: "guess", key, value: given[0], options: fields[0].options } : undefined;
}

/** Send each answer once: a press at once, a number when its typing has paused. A check is a vote only while the room votes on it. */
function said(to, room) {
  let sent = "";
  let newest;
  const now = () => {
    const { kind, key, value, pressed } = newest;
    const what = { kind, question: key, value, fixed: pressed };
    if (JSON.stringify(what) === sent) return;
    sent = pressed ? "" : JSON.stringify(what); // in the next round the same number is a prediction again
    to(what);
  };
  const later = settled(now, TYPING);
  return (answer) => {
    if (answer.kind === "vote" && answer.key !== room.vote) return;
    newest = answer;
    if (answer.pressed || answer.kind === "vote") now();
    else later();
  };
}

/** A lab has noted a run in its log: what was predicted last came to this. */
function result(to, answer, { columns, rows }) {
  const row = rows.at(-1);
  if (answer?.kind !== "guess" || !row) return;
  const [said, came] = ["You said", "It was"].map((column) => row[columns.indexOf(column)]);
  if (typeof came === "number" && said === answer.value) to({ kind: "came", question: answer.key, value: came });
}

/** Say which part of the page is in sight, when it has been there for a while. */
function follow(to, panel, parts, page) {
  let sent;
  const look = () => {
    const part = Math.max(0, partInSight(panel, parts));
    if (!parts.length || part === sent || panel.isDisposed || !panel.isVisible) return;
    sent = part;
    to({ kind: "at", page: page.address, part });
  };
  scroller(panel).addEventListener("scroll", settled(look, 3000), { passive: true });
  look();
}

// ---------------------------------------------------------------- what is shown

/** The button for a hand, and the place of a vote, below the page's bar. Returns what shows a new state of the room. */
function furniture(bar, to, { nickname }, room) {
  const says = make("p", { class: "qilab-room-says", role: "status" });
  const table = make("select", { "aria-label": "Your table", onchange: () => keep(table.value) },
    make("option", { value: "0" }, "no table number"), ...Array.from({ length: TABLES }, (_, i) => make("option", { value: i + 1 }, `table ${i + 1}`)));
  table.value = kept();
  let up = false;
  const hand = button("I would like a hand", async () => {
    const asks = !up;
    const words = await to({ kind: "hand", up: asks, table: Number(table.value) });
    const done = asks ? "Your nickname is on the screen. Somebody will come to you." : "Your nickname is off the screen again.";
    says.textContent = words === undefined ? "The room cannot be reached. Raise your hand instead." : words || done;
  }, { "aria-pressed": "false" });
  const box = make("div", { class: "qilab-vote" });
  const seed = make("span", {});
  bar.node.append(make("div", { class: "qilab-room", role: "group", "aria-label": "In the room" },
    make("div", { class: "qilab-room-line" }, make("span", {}, `You are ${nickname} in this room. `, seed), hand, table,
      make("details", {}, make("summary", {}, "What does the room see?"), make("p", {}, SEEN)), says), box));
  return ({ hand: now, vote, seed: number }) => {
    up = now;
    room.vote = vote?.key ?? "";
    hand.setAttribute("aria-pressed", String(up));
    hand.textContent = up ? "Thank you, I have been helped" : "I would like a hand";
    seed.textContent = `The room’s seed is ${number}.`;
    ballot(box, vote, to, says);
  };
}

const kept = () => { try { return localStorage.getItem(TABLE) ?? "0"; } catch { return "0"; } };
const keep = (value) => { try { localStorage.setItem(TABLE, value); } catch { /* chosen anew tomorrow */ } };

let votes = 0;

/** The vote that is open, as a question with its options; nothing while there is none. */
function ballot(box, vote, to, says) {
  const key = vote?.key ?? "";
  if (box.dataset.vote === key) return;
  const had = box.dataset.vote;
  box.dataset.vote = key;
  if (!vote) {
    box.replaceChildren();
    if (had) says.textContent = "The vote is closed.";
    return;
  }
  votes += 1;
  const name = `qilab-vote-${votes}`;
  const form = make("form", { onsubmit: async (event) => {
    event.preventDefault();
    const value = new FormData(form).get(name);
    const words = value ? await to({ kind: "vote", question: key, value }) : "Choose one first.";
    says.textContent = words || (words === undefined ? "The room cannot be reached. Hold up your card instead." : `You voted ${value}. You can change it until the vote is closed.`);
  } },
    make("fieldset", {}, make("legend", {}, `The room votes: ${vote.ask}`),
      ...vote.options.map(([letter, words]) => make("label", {}, make("input", { type: "radio", name, value: letter }), ` ${letter}  ${words}`))),
    make("button", { type: "submit", class: "qilab-tool" }, "Send my vote"));
  box.replaceChildren(form);
  says.textContent = "The room is voting. The question is above the page.";
}

/** Keep what is shown in step with the room, as long as the page can be seen. */
function listen({ screen, token }, panel, show) {
  let stop;
  const begin = async () => {
    stop?.abort();
    stop = new AbortController();
    const { signal } = stop;
    while (!signal.aborted && !panel.isDisposed) {
      await events(`${screen}here`, { headers: { "X-Room-Token": token }, signal }, show).catch(() => {});
      await new Promise((done) => setTimeout(done, 3000 + 2000 * Math.random()));
    }
  };
  const look = () => (document.visibilityState === "visible" ? begin() : stop?.abort());
  document.addEventListener("visibilitychange", look);
  panel.disposed.connect(() => { document.removeEventListener("visibilitychange", look); stop?.abort(); });
  look();
}

/** Read server-sent events with a header of our own, which the browser's EventSource cannot send. */
async function events(url, options, take) {
  const got = await fetch(url, options);
  if (!got.ok) return;
  const reader = got.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const whole = (rest + value).split("\n\n");
    rest = whole.pop();
    for (const event of whole) if (event.startsWith("data: ")) take(JSON.parse(event.slice(6)));
  }
}

// ---------------------------------------------------------------- without a server

/** In the list of contents, below the parts of this page: the code of the answer that was given last, for a facilitator's screen. */
function offerCode(bar, last) {
  const says = make("p", { role: "status" });
  const show = button("Show my code", () => {
    const { answer } = last;
    says.textContent = answer
      ? `Your code is ${makeCode(answer, answer.value)}. It stands for ${answer.kind === "vote" ? `your choice, ${answer.value.toUpperCase()}` : `your prediction, ${words(answer)}`}. Read it out to your facilitator. Nothing is sent.`
      : "Predict something in a lab, or check a question, on this page. Then there is a code for it.";
  });
  const contents = bar.node.querySelector(".qilab-contents");
  (contents?.firstElementChild ?? contents)?.append(make("div", {}, make("h2", {}, "In a workshop"),
    make("p", {}, "Your facilitator’s screen can take in your last answer on this page as a short code."), show, says));
}

const words = ({ value, options = [] }) => options.find(([key]) => key === value)?.[1] ?? [].concat(value).join(" to ");
