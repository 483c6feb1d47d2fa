// The room's predictions as a picture: a dot for each number, a line for each range, and what came of it.

import { ends, piles, say, ticks } from "./scale.js";

const WIDTH = 820;
const HEIGHT = 330;
const EDGE = 34; // room at both ends for a label
const FOOT = 62; // room under the axis, for its numbers and its name
const HEAD = 40; // room above the dots, for the words of the result

/** An element of a drawing, with text or children. */
function draw(name, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

/** The picture of a round of numbers or ranges, with a text alternative. guesses.values may be null: then only the axis is drawn. */
export function picture(guesses, words) {
  const values = guesses.values ?? [];
  const results = [guesses.usual, ...(guesses.came ?? [])].filter((one) => typeof one === "number");
  const domain = ends(guesses.values ? [...values.flat(), ...results] : [guesses.most ?? 1], guesses.least, guesses.most);
  const at = (value) => EDGE + ((value - domain[0]) / (domain[1] - domain[0])) * (WIDTH - 2 * EDGE);
  const ground = HEIGHT - FOOT;
  return draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words, class: "dots" },
    ...axis(domain, at, ground, name(guesses)),
    ...(guesses.range ? rows(values, at, ground) : heaps(values, domain, at, ground)),
    ...(guesses.revealed ? result(guesses, at, ground) : []),
  );
}

/** What the axis is: the label of the field, for a room of people. */
export const name = ({ label, unit }) => `${label.replace(/^(Your prediction\b|Prediction, from)/, "The room’s predictions")}${unit ? `, ${unit}` : ""}`;

function axis([from, to], at, ground, title) {
  const marks = ticks(from, to).flatMap((tick) => [
    draw("line", { x1: at(tick), x2: at(tick), y1: ground, y2: ground + 8, class: "axis" }),
    draw("text", { x: at(tick), y: ground + 31, "text-anchor": "middle", class: "tick" }, say(tick)),
  ]);
  return [
    draw("line", { x1: at(from), x2: at(to), y1: ground, y2: ground, class: "axis" }),
    ...marks,
    draw("text", { x: WIDTH / 2, y: ground + 57, "text-anchor": "middle", class: "title" }, title),
  ];
}

function heaps(values, domain, at, ground) {
  if (!values.length) return [];
  const { size, columns } = piles(values, domain, WIDTH - 2 * EDGE, ground - HEAD);
  return columns.flatMap(([value, count]) =>
    Array.from({ length: count }, (_, i) =>
      draw("circle", { cx: at(value), cy: ground - size * (i + 0.5) - 2, r: size * 0.44, class: "dot" })));
}

function rows(values, at, ground) {
  const height = Math.min(16, (ground - HEAD) / Math.max(1, values.length));
  return values.map(([low, high], i) =>
    draw("rect", {
      x: at(low), width: Math.max(4, at(high) - at(low)), y: ground - height * (i + 1) - 2, height: height * 0.7, rx: 2, class: "dot",
    }));
}

/** One result for all as a line; several as a band from the lowest to the highest. */
function result({ usual, came }, at, ground) {
  const many = (came ?? []).filter((one) => typeof one === "number");
  const [low, high] = typeof usual === "number" ? [usual, usual] : [Math.min(...many), Math.max(...many)];
  if (!Number.isFinite(low)) return [];
  const words = low === high ? `it was ${say(low)}` : `it came to ${say(low)} to ${say(high)}`;
  const left = (at(low) + at(high)) / 2 > 0.7 * WIDTH;
  return [
    draw("rect", { x: at(low) - 2, width: Math.max(4, at(high) - at(low) + 4), y: 30, height: ground - 30, class: low === high ? "came" : "came band" }),
    draw("text", { x: left ? at(high) : at(low), y: 22, "text-anchor": left ? "end" : "start", class: "came-words" }, words),
  ];
}
