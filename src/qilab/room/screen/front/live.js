// The screen of a room that is open: states come from the server, and presses go to it.

import { controls } from "./controls.js";
import { fit, show, switchTable, tick } from "./draw.js";

const at = (id) => document.getElementById(id);
let renew = null;
let state = null;

const say = (words) => { at("notice").textContent = words; };

/** Ask the server for something; false where it refuses, which is then said. */
async function act(name, value) {
  try {
    const got = await fetch("do", {
      method: "POST", headers: { "Content-Type": "application/json", "X-Room-Screen": "1" }, body: JSON.stringify({ do: name, value }),
    });
    const { words } = await got.json();
    say(words);
    return got.ok;
  } catch {
    say("The room is not answering. Is it still running?");
    return false;
  }
}

async function take(now) {
  state = now;
  if (now.steers && !renew) {
    renew = () => {};
    const menus = await (await fetch("menus")).json();
    renew = controls(act, menus, say);
    at("wall").hidden = !now.wall;
    if (now.wall) at("wall").href = now.wall;
    now = state;
  }
  show(now, now.steers ? act : undefined);
  renew?.(now);
}

const events = new EventSource("events");
events.addEventListener("message", ({ data }) => {
  at("lost").hidden = true;
  take(JSON.parse(data));
});
// The browser tries again by itself; one that is let in no more (another room, another code) is told so.
events.addEventListener("error", () => {
  at("lost").hidden = false;
  if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000);
});
at("as-table").addEventListener("click", switchTable);
addEventListener("resize", fit);
setInterval(tick, 250);
