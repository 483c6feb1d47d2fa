// The wall in words: the line under the picture, the text alternative, and the rows of the table.

import { middle, say } from "./scale.js";

const FEWEST = 5;
const several = (n, one, more) => `${n} ${n === 1 ? one : more}`;
const waiting = (n, one, more) => `${several(n, one, more)} so far. They are shown from ${FEWEST} on.`;

/** The line under the picture. */
export function finding(state) {
  if (state.view === "guesses") return guesses(state.guesses);
  if (state.view === "vote") return vote(state.vote);
  if (state.view === "far") return far(state.far);
  return "";
}

function guesses(round) {
  if (!round) return "Nobody has predicted anything yet.";
  if (!round.values) return waiting(round.n, "prediction", "predictions");
  const said = round.options.length
    ? several(round.n, "prediction", "predictions")
    : `${several(round.n, "prediction", "predictions")}, from ${say(Math.min(...round.values.flat()))} to ${say(Math.max(...round.values.flat()))}`;
  const half = round.options.length || round.range ? "" : `; half are ${say(middle(round.values))} or less`;
  return `${said}${half}.${came(round)}`;
}

function came({ revealed, usual, came: many, options }) {
  if (!revealed) return "";
  if (usual !== null) return ` It was ${options.length ? dict(options, usual) : say(usual)}.`;
  const numbers = (many ?? []).filter((one) => typeof one === "number");
  return numbers.length ? ` The runs gave ${say(Math.min(...numbers))} to ${say(Math.max(...numbers))}.` : " No result has come in yet.";
}

export const dict = (options, key) => options.find(([one]) => one === key)?.[1] ?? "";

function vote(ballot) {
  if (!ballot) return "No vote yet.";
  if (ballot.shown && !ballot.counts) return waiting(ballot.n, "vote", "votes");
  const state = ballot.open ? "The vote is open." : "The vote is closed.";
  return `${several(ballot.n, "vote", "votes")}. ${state}`;
}

function far(place) {
  if (!place) return "No page is open yet.";
  if (!place.counts) return waiting(place.n, "person on this page", "people on this page");
  const half = place.n / 2;
  let sum = 0;
  const at = place.counts.findIndex((count) => (sum += count) >= half);
  const elsewhere = place.elsewhere ? ` ${several(place.elsewhere, "person is", "people are")} on another page.` : "";
  return `Half of ${several(place.n, "person is", "people are")} at part ${at + 1} of ${place.parts.length} or before it.${elsewhere}`;
}

/** The table twin: { caption, head, rows }; null where there is nothing to show in numbers. */
export function table(state) {
  const { view, guesses: round, vote: ballot, far: place } = state;
  if (view === "guesses" && round?.values) {
    const tally = new Map();
    for (const value of round.values) {
      const words = round.options.length ? dict(round.options, value) : [].concat(value).map(say).join(" to ");
      tally.set(words, (tally.get(words) ?? 0) + 1);
    }
    return { caption: `${round.lab}: predictions`, head: ["Prediction", "People"], rows: [...tally] };
  }
  if (view === "vote" && ballot?.counts) {
    const rows = ballot.options.map(([letter, words], i) => [`${letter} ${words}${letter === ballot.right ? " (right)" : ""}`, ballot.counts[i]]);
    return { caption: ballot.ask, head: ["Answer", "Votes"], rows };
  }
  if (view === "far" && place?.counts) {
    return { caption: place.label, head: ["Part", "People there now"], rows: place.parts.map((part, i) => [part, place.counts[i]]) };
  }
  return null;
}
