// The screen of a room without a server: what the facilitator types in is kept in this page alone, until it is closed.

import { alone } from "./alone_state.js";
import { controls } from "./controls.js";
import { fit, show, switchTable, tick } from "./draw.js";

const at = (id) => document.getElementById(id);
const room = alone(JSON.parse(at("course").textContent));
const say = (words) => { at("notice").textContent = words; };

function act(name, value) {
  try {
    room.do(name, value);
    say("");
  } catch (reason) {
    say(reason.message);
    return false;
  }
  draw();
  return true;
}

const renew = controls(act, room.menus, say);

function draw() {
  const state = room.shown();
  show(state, act);
  renew(state);
}

at("as-table").addEventListener("click", switchTable);
addEventListener("resize", fit);
setInterval(tick, 250);
draw();
